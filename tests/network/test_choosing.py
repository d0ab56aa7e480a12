"""Whom to tell first: the best where it is known, bounds around the truth, the same answer whoever works it out."""

import dataclasses

import numpy as np
import pytest

from network import exact
from standout.network import pilot, rounds
from standout.network.choosing import Terms, chosen
from standout.network.graph import graph
from standout.network.relaxed import SLACK

pytestmark = pytest.mark.usefixtures("way")

RANDOM = np.random.default_rng(11)
ENDS = np.random.default_rng(5).integers(0, 3000, (2, 15000))
CROWD = graph(3000, *(np.concatenate(two) for two in (ENDS, ENDS[::-1])), 0.3)
TOWN = graph(2500, RANDOM.integers(0, 2500, 9000), RANDOM.zipf(1.6, 9000) % 2500, None)


def star(leaves, p=0.5, n=None):
    return graph(n or leaves + 1, np.zeros(leaves, int), np.arange(1, leaves + 1), p)


def same(one, other):
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in dataclasses.fields(one))


def test_the_middle_of_a_star_reaches_one_and_half_the_leaves():
    found = chosen(star(40), Terms(k=1), ratio=0.9)
    assert found.people.tolist() == [0]
    assert found.low <= 1 + 40 * 0.5 <= found.high
    assert found.ratio >= 0.9
    assert found.stopped == "ratio"
    assert found.spread == pytest.approx(21.0, rel=0.05)


def test_on_a_path_with_certain_ties_the_first_reaches_all_and_the_rest_add_nothing():
    found = chosen(graph(30, np.arange(29), np.arange(1, 30), 1.0), Terms(k=2))
    assert found.people[0] == 0
    assert found.adds.tolist() == [30.0, 0.0]
    assert found.only[0] == pytest.approx(found.people[1])  # who stands before the second is reached from 0 alone
    assert found.curve[0].tolist() == pytest.approx([30.0, 30.0, 30.0], rel=0.02)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_chances_of_nought_and_one_are_no_trouble(p):
    g = graph(60, RANDOM.integers(0, 60, 100), RANDOM.integers(0, 60, 100), p)
    found = chosen(g, Terms(k=5), ratio=0.9)
    assert len(set(found.people.tolist())) == 5
    assert found.low <= found.spread <= found.high
    if not p:
        assert found.spread == pytest.approx(5.0, abs=1e-9)


def test_without_ties_everybody_reaches_themselves_alone():
    found = chosen(graph(200, np.zeros(0, int), np.zeros(0, int), 0.3), Terms(k=10), ratio=0.9)
    assert (len(found.people), found.low) == (10, 10.0)
    assert found.adds == pytest.approx(np.ones(10))
    assert found.only == pytest.approx(np.ones(10))


@pytest.mark.parametrize("k", [3, 7, None])
def test_where_all_are_told_there_is_nobody_else_to_choose(k):
    found = chosen(star(2), Terms(k=k))
    assert sorted(found.people.tolist()) == [0, 1, 2]
    assert (found.stopped, found.ratio) == ("all", 1.0)
    assert (found.low, found.high) == (3.0, 3.0)


def test_where_all_who_may_be_told_are_told_both_bounds_are_of_them():
    # 1 to 20 are told and reach themselves alone; 0, who reaches them, may not be told, and hears nothing
    found = chosen(star(20), Terms(k=40, exclude=np.arange(21) < 1))
    assert found.stopped == "all"
    assert found.low <= 20.0 <= found.high < 20.1


def test_where_nobody_who_may_be_told_reaches_anything_of_value_it_ends_and_says_so():
    found = chosen(star(9, 0.0), Terms(k=1, values=1.0 * (np.arange(10) == 3), exclude=np.arange(10) == 3))
    assert found.stopped == "nobody"
    assert (found.low, found.spread) == (0.0, 0.0)
    assert found.high < 1e-3


def test_who_costs_nothing_always_fits():
    # 0 costs the whole budget and tells 1 to 50 for certain; 51 to 1,050 cost nothing and stand alone
    n = 1051
    costs = np.full(n, 10.0)
    costs[51:] = 10.0 * SLACK / (2 * n)
    found = chosen(
        star(50, 1.0, n),
        Terms(k=None, costs=costs, budget=10.0, exclude=(np.arange(n) % 51 != 0) & (np.arange(n) < 51)),
    )
    assert sorted(found.people.tolist()) == [0, *range(51, n)]
    assert found.low <= 1051 <= found.high


def test_who_is_left_out_is_never_told():
    exclude = np.zeros(41, bool)
    exclude[:20] = True
    found = chosen(star(40, 0.9), Terms(k=6, exclude=exclude), ratio=0.8)
    assert not exclude[found.people].any()


def test_nobody_left_to_tell_gives_an_empty_answer():
    found = chosen(star(5), Terms(k=2, exclude=np.ones(6, bool)))
    assert len(found.people) == 0
    assert len(found.curve) == 0


def test_with_values_whoever_reaches_the_worthy_comes_first():
    # 0 tells 1 to 5, worth 1 each; 6 tells 7, worth 20: 1 + 5 x 0.5 against 1 + 20 x 0.5
    g = graph(8, np.array([0, 0, 0, 0, 0, 6]), np.array([1, 2, 3, 4, 5, 7]), 0.5)
    values = np.ones(8)
    values[7] = 20.0
    found = chosen(g, Terms(k=1, values=values, exclude=np.arange(8) == 7), ratio=0.9)
    assert found.people.tolist() == [6]
    assert found.low <= 11.0 <= found.high


def test_a_budget_is_kept():
    costs = np.linspace(1, 3, TOWN.n)
    found = chosen(TOWN, Terms(k=None, costs=costs, budget=20.0), ratio=0.6)
    assert costs[found.people].sum() <= 20.0
    assert len(found.people) > 6


def test_floors_are_kept():
    groups = (np.arange(TOWN.n) % 10 == 0).astype(np.int32)
    found = chosen(TOWN, Terms(k=10, groups=groups, floors={1: 4}), ratio=0.6)
    assert (groups[found.people] == 1).sum() >= 4
    assert len(found.people) == 10


def test_a_deadline_and_a_rival_shorten_the_reach():
    free, soon, against = (
        chosen(TOWN, Terms(k=10, **more), ratio=0.7).spread
        for more in ({}, {"hops": 1}, {"rivals": chosen(TOWN, Terms(k=10)).people[:5]})
    )
    assert soon < free
    assert against < free


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_one_thread_and_two_give_the_same_answer_bit_for_bit(model):
    one, two = (chosen(TOWN, Terms(k=20), model=model, ratio=0.85, seed=4, threads=threads) for threads in (1, 2))
    assert same(one, two)


def test_a_seed_gives_its_answer_again_and_another_seed_agrees_about_the_spread():
    first, again, other = (chosen(TOWN, Terms(k=20), ratio=0.85, seed=seed) for seed in (1, 1, 2))
    assert same(first, again)
    assert other.spread == pytest.approx(first.spread, rel=0.06)
    assert other.low <= first.high


def test_numbers_given_to_people_do_not_matter():
    names = RANDOM.permutation(TOWN.n)
    target = np.repeat(np.arange(TOWN.n), TOWN.indegree())
    renamed = graph(TOWN.n, names[TOWN.source], names[target], None)
    found, again = chosen(TOWN, Terms(k=20), ratio=0.88), chosen(renamed, Terms(k=20), ratio=0.88)
    assert again.spread == pytest.approx(found.spread, rel=0.05)
    assert again.low <= found.high
    assert found.low <= again.high


def test_the_curve_rises_and_its_bands_hold_its_estimates():
    found = chosen(TOWN, Terms(k=30))
    estimate, low, high = found.curve.T
    assert (np.diff(estimate) >= 0).all()
    assert ((low <= estimate) & (estimate <= high)).all()
    assert np.cumsum(found.adds) == pytest.approx(estimate)
    assert (found.only <= found.adds[0] + 1e-9).all()
    assert found.only[-1] <= found.adds[-1] + 1e-9


def test_methods_that_stop_soon_promise_less_for_less_work():
    soon, well = chosen(TOWN, Terms(k=20), eps=0.1, curve=False), chosen(TOWN, Terms(k=20), ratio=0.9, curve=False)
    assert 1 - 1 / np.e - 0.1 <= soon.ratio < 0.9 <= well.ratio
    assert soon.sets < well.sets
    assert len(soon.curve) == len(soon.adds) == 0


def test_out_of_time_or_room_the_best_so_far_comes_with_its_honest_band():
    for limit in ({"seconds": 0.0}, {"memory": 1.0}, {"most_sets": 1}):
        found = chosen(TOWN, Terms(k=20), ratio=0.9999, **limit)
        [name] = limit
        assert found.stopped == {"most_sets": "sets"}.get(name, name)
        assert len(found.people) == 20
        assert 20 <= found.low <= found.spread <= found.high <= TOWN.n


def test_where_word_goes_far_limits_hold_and_the_estimate_lies_within_its_band():
    far, whole = chosen(CROWD, Terms(k=5), ratio=0.85), CROWD.n
    assert far.low <= far.spread <= far.high
    for limit in ({"seconds": 1e-3}, {"memory": 1e5}, {"most_sets": 20}):
        cut = chosen(CROWD, Terms(k=5), ratio=0.999, **limit)
        assert cut.entries < 600 * whole  # a few hundred sets in all, be they as large as everybody
        assert len(cut.people) == 5
        assert cut.low <= cut.spread <= cut.high
        assert cut.low <= far.high
        assert far.low <= cut.high
        assert (cut.curve[:, 1] <= cut.curve[:, 0]).all()
        assert (cut.curve[:, 0] <= cut.curve[:, 2]).all()


def test_no_more_sets_are_drawn_than_may_be():
    pilots, most = (chosen(TOWN, Terms(k=20), ratio=0.9999, most_sets=most).sets for most in (1, 150_001))
    assert 1 < pilots < most  # the pilot's are drawn in any case
    assert most <= 150_001


def test_where_a_clock_may_end_it_after_many_blocks_the_most_possible_is_said_with_more_care(monkeypatch):
    once = chosen(TOWN, Terms(k=20), ratio=0.9999, most_sets=300_000)
    monkeypatch.setattr(rounds, "_BLOCK", 5_000)
    often = chosen(TOWN, Terms(k=20), ratio=0.9999, most_sets=300_000)
    assert (often.sets, often.low) == (once.sets, once.low)
    assert often.people.tolist() == once.people.tolist()
    assert often.high > once.high


def test_an_answer_cut_short_is_had_again_by_its_number_of_sets():
    cut = chosen(TOWN, Terms(k=20), ratio=0.9999, seconds=0.02)
    again = chosen(TOWN, Terms(k=20), ratio=0.9999, most_sets=cut.sets)
    assert cut.stopped == "seconds"
    assert same(dataclasses.replace(cut, stopped="sets"), again)


def test_a_goal_no_sample_shows_ends_by_itself(monkeypatch):
    monkeypatch.setattr(rounds, "_LEAST_SLACK", 0.08)
    monkeypatch.setattr(pilot, "_NEVER", 5_000.0)  # or it would foresee, rightly, that it takes very many
    found = chosen(star(30, 0.5), Terms(k=2), ratio=1.0)
    assert found.stopped == "bound"
    assert found.ratio > 0.8


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_what_is_chosen_is_nearly_the_best_there_is(model):
    random = np.random.default_rng(3)
    for _ in range(4):
        g = graph(8, random.integers(0, 8, 9), random.integers(0, 8, 9), None)
        ways = exact.worlds(g, model)
        found = chosen(g, Terms(k=2), model=model, ratio=0.85)
        best = max(exact.spread(ways, pair) for pair in exact.choices(8, 2))
        assert exact.spread(ways, found.people.tolist()) >= 0.9 * best
        assert found.low <= exact.spread(ways, found.people.tolist())
        assert best <= found.high


def test_a_list_given_is_judged_beside_the_best_there_is():
    random = np.random.default_rng(4)
    for _ in range(4):
        g = exact.tiny(random, n=8, m=11, kind="own")
        ways, given = exact.worlds(g), random.permutation(8)[:3]
        found = chosen(g, Terms(k=2, exclude=np.arange(8) == 0), people=given, ratio=0.85)
        best, _ = exact.best(ways, 2, exclude=np.arange(8) == 0)

        assert found.people.tolist() == given.tolist()  # in the order given, though it keeps to none of the terms
        assert found.low <= exact.spread(ways, given) + 1e-9
        assert best <= found.high
        for j, (_, low, high) in enumerate(found.curve, 1):
            assert low <= exact.spread(ways, given[:j]) + 1e-6
            assert exact.spread(ways, given[:j]) <= high + 1e-6


def test_a_poor_list_given_ends_as_soon_and_shows_how_poor_it_is():
    found = chosen(star(40), Terms(k=1), people=np.array([7]))
    assert found.low == 1.0
    assert 21.0 <= found.high < 25.0
    assert found.ratio < 0.05


@pytest.mark.parametrize("people", [[0, 1, 2], [2, 0, 1], [0, 1]])
def test_a_list_given_is_judged_where_all_may_be_told(people):
    found = chosen(star(2, 0.5), Terms(k=3), people=np.array(people))
    assert found.people.tolist() == people
    assert found.high == 3.0
    assert found.ratio == (1.0 if len(people) == 3 else pytest.approx(found.low / 3))


def test_who_is_kept_comes_first_and_the_others_are_chosen_to_go_with_them():
    # 0 tells 1 to 40, who are told by 41 too; 42 tells ten of its own: beside 41, 42 adds 1 + 10 x 0.9 and 0 less
    target = np.concatenate([np.arange(1, 41), np.arange(1, 41), np.arange(43, 53)])
    g = graph(53, np.repeat([0, 41, 42], [40, 40, 10]), target, 0.9)
    found = chosen(g, Terms(k=2, keep=np.array([41])))
    assert found.people.tolist() == [41, 42]
    # 1 + 36 + 1 + 9, and no other with 41 reaches more; 0 and 42 would be left out of that bound if they did
    assert found.low <= 47.0 <= found.high < 50.0
    whole = chosen(g, Terms(k=1, keep=np.array([5])))
    assert (whole.people.tolist(), whole.stopped, whole.low) == ([5], "all", 1.0)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"people": np.array([1, 1])}, "each once"),
        ({"people": np.array([9])}, "0 to 5"),
        ({"terms": Terms(k=1, keep=np.array([1, 2]))}, "2 are kept"),
        ({"terms": Terms(k=2, keep=np.array([1]), exclude=np.arange(6) == 1)}, "left out"),
        ({"terms": Terms(k=2, keep=np.array([1]), costs=np.ones(6), budget=2.0)}, "not with costs"),
        ({"terms": Terms(k=2, rivals=np.array([1])), "people": np.array([1])}, "rivals"),
    ],
)
def test_lists_that_cannot_be_are_turned_away(more, why):
    with pytest.raises(ValueError, match=why):
        chosen(star(5), **{"terms": Terms(k=1), **more})
