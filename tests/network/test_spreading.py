"""Spreading: what runs give is what going through every way a tiny graph may fall out gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.stats import chi2

from network import exact
from standout.network.graph import graph
from standout.network.live_ties import by_teller, live_ties
from standout.network.logs import cascades, log_of
from standout.network.spreading import compared, mean_and_error, people, spread

RUNS = 20_000
NOTHING = np.empty(0, np.int64)


def close(found, truth):
    """Tell whether a mean over runs is within five standard errors of the truth."""
    error = np.std(found.sizes) / np.sqrt(found.runs)
    return abs(found.mean - truth) <= 5 * error + 1e-9


@pytest.mark.parametrize("kind", ["none", "one", "own"])
def test_runs_of_the_cascade_reach_what_all_worlds_of_a_tiny_graph_reach(kind):
    for number in range(4):
        g = exact.tiny(np.random.default_rng(number), kind=kind)
        ways = exact.worlds(g)
        assert close(spread(g, np.array([0, 3]), runs=RUNS, seed=number), exact.spread(ways, [0, 3]))


@pytest.mark.parametrize("kind", ["none", "weights"])
def test_runs_of_the_threshold_model_reach_what_all_choices_of_whom_to_listen_to_reach(kind):
    for number in range(4):
        g = exact.tiny(np.random.default_rng(number), kind=kind)
        ways = exact.worlds(g, "lt")
        assert close(spread(g, np.array([0, 3]), model="lt", runs=RUNS, seed=number), exact.spread(ways, [0, 3]))


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_a_rival_as_near_as_we_are_wins_and_a_deadline_ends_it_and_people_are_worth_what_is_said(model):
    values = np.arange(8.0)
    for number in range(4):
        g = exact.tiny(np.random.default_rng(number), kind="weights")
        ways = exact.worlds(g, model)
        for hops in (0, 1, 2, None):
            found = spread(
                g, np.array([0, 3]), model=model, runs=RUNS, hops=hops, rivals=np.array([5, 3]), values=values
            )
            truth = exact.spread(ways, [0, 3], hops=hops, rivals=[5, 3], values=values)
            assert close(found, truth), (number, hops)


@pytest.mark.parametrize(
    ("made", "begin"),
    [
        (exact.star(30, 0.05), [0]),
        (exact.path(6, 0.7), [0]),
        (exact.bipartite(3, 40, 0.04, k=3), [0, 1, 2]),
        (exact.tree(2, 4, 0.4), [0]),
    ],
    ids=["star", "path", "two sides", "tree"],
)
def test_runs_reach_what_is_known_by_formula(made, begin):
    g, truth = made
    assert close(spread(g, np.array(begin), runs=RUNS), truth)


def test_ties_hold_as_often_as_their_chances_say_drawn_singly_or_by_bands():
    # 0 may tell 96 others: 16 ties each of six chances, so that the smallest stand in bands
    own = np.tile([0.9, 0.3, 0.05, 0.02, 0.012, 0.01], 16)
    star = graph(97, np.zeros(96, int), np.arange(1, 97), own)
    alike = graph(97, np.zeros(96, int), np.arange(1, 97), 0.04)
    for g, chance, cost in ((star, own, np.inf), (star, own, 0.1), (alike, np.full(96, 0.04), 8.0)):
        ties = live_ties(g, dear=cost)
        assert bool(len(ties.band_end)) == np.isfinite(cost)
        seen = spread(ties, np.array([0]), runs=RUNS, per_person=True).reached[1:] * RUNS
        due = RUNS * chance.astype(np.float32)
        misfit = np.sum((seen - due) ** 2 / (due * (1 - chance)))
        assert chi2.ppf(0.0005, 96) < misfit < chi2.ppf(0.9995, 96)


def test_ties_of_one_person_hold_independently_of_each_other():
    # the number of 40 ties that hold has variance 40 p (1 - p), in a band or not
    for cost in (np.inf, 8.0):
        sizes = spread(live_ties(graph(41, np.zeros(40, int), np.arange(1, 41), 0.05), dear=cost), np.array([0]),
                       runs=RUNS).sizes  # fmt: skip
        assert np.var(sizes) == pytest.approx(40 * 0.05 * 0.95, rel=0.05)


@given(st.integers(0, 10_000), st.sampled_from(["none", "one", "own"]))
@settings(max_examples=25)
def test_on_the_same_live_ties_one_more_person_never_reaches_fewer_and_adds_less_to_more(number, kind):
    g = live_ties(exact.tiny(np.random.default_rng(number), kind=kind))

    def sizes(*begin):
        return spread(g, np.array(begin), runs=50, seed=number).sizes

    few, more, wide, wider = sizes(1), sizes(1, 2), sizes(1, 0), sizes(1, 2, 0)
    assert (more >= few).all()
    assert (wide - few >= wider - more).all()


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_where_every_tie_holds_those_are_reached_to_whom_a_way_leads_in_as_many_steps(number):
    random = np.random.default_rng(number)
    source, target = random.integers(0, 20, 30), random.integers(0, 20, 30)
    found = spread(graph(20, source, target, 1.0), np.array([4]), runs=2, per_person=True)
    steps = shortest_path(csr_array((np.ones(30), (source, target)), (20, 20)), unweighted=True, indices=4)
    assert (found.reached > 0).tolist() == np.isfinite(steps).tolist()
    assert found.generations.tolist() == np.bincount(steps[np.isfinite(steps)].astype(int)).tolist()


def test_where_no_tie_holds_only_those_who_begin_are_reached():
    for chance in (0.0, np.zeros(30)):
        g = graph(10, np.repeat(np.arange(10), 3), (np.arange(30) * 7 + 1) % 10, chance)
        found = spread(g, np.array([1, 2, 2]), runs=10)
        assert (found.mean, found.low, found.high, found.generations.tolist()) == (2.0, 2.0, 2.0, [2.0])


def test_nobody_begins_and_nobody_is_there():
    assert spread(graph(3, NOTHING, NOTHING), NOTHING, runs=3).mean == 0
    assert spread(graph(0, NOTHING, NOTHING), NOTHING, runs=3).mean == 0


def test_the_answer_is_the_same_on_one_thread_two_or_five_and_run_by_run():
    g = exact.tiny(np.random.default_rng(1), n=8, m=16, kind="own")
    one, two, five = (
        spread(g, np.array([0]), runs=333, seed=5, threads=t, per_person=True, values=np.linspace(0, 1, 8))
        for t in (1, 2, 5)
    )
    for other in (two, five):
        assert one.sizes.tolist() == other.sizes.tolist()
        assert one.generations.tolist() == other.generations.tolist()
        assert one.reached.tolist() == other.reached.tolist()
    assert (
        spread(g, np.array([0]), runs=40, seed=5, values=np.linspace(0, 1, 8)).sizes.tolist() == one.sizes[:40].tolist()
    )


def test_steps_add_up_to_the_mean_and_the_distribution_is_that_of_the_runs():
    found = spread(exact.tree(3, 3, 0.5)[0], np.array([0]), runs=500)
    assert found.generations.sum() == pytest.approx(found.mean)
    assert found.distribution[[0, 50, 100]].tolist() == np.quantile(found.sizes, [0, 0.5, 1]).tolist()


def test_runs_go_on_until_the_interval_is_within_a_hundredth_of_the_mean():
    found = spread(exact.tree(2, 6, 0.5)[0], np.array([0]), seed=3)
    assert (found.high - found.low) / 2 <= 0.01 * found.mean
    assert found.low < exact.tree(2, 6, 0.5)[1] < found.high


def test_a_spread_that_is_rarely_wide_is_not_taken_for_none():
    # one run in 50 reaches 32: a mean of 1.62; thirty-two runs mostly all show 1, and then no error at all
    g = graph(32, np.r_[0, np.ones(30, int)], np.r_[1, np.arange(2, 32)], np.r_[1 / 50, np.ones(30)])
    found = spread(g, np.array([0]))
    assert found.runs > 10_000
    assert found.low < 1 + 31 / 50 < found.high


def test_when_time_is_up_no_further_runs_are_made():
    g = exact.tree(2, 6, 0.5)[0]
    assert spread(g, np.array([0]), seconds=0.0).runs == 32


def test_two_lists_are_compared_on_the_same_ties_far_more_exactly_than_apart():
    g = exact.copies(exact.tree(2, 4, 0.5)[0], 10)
    size = 31
    one, other = np.arange(9) * size, np.arange(10) * size  # one tree more: 5 people on average
    found = compared(g, one, other, runs=2_000)
    apart = spread(g, one, runs=2_000), spread(g, other, runs=2_000)
    assert found.low < -exact.tree(2, 4, 0.5)[1] < found.high
    assert (found.one.mean, found.other.mean) == (apart[0].mean, apart[1].mean)
    assert found.high - found.low < 0.3 * (apart[0].high - apart[0].low + apart[1].high - apart[1].low)
    assert compared(g, one, one, runs=100).low == compared(g, one, one, runs=100).high == 0


def test_the_error_of_a_mean_is_students():
    # 1, 1, 4: deviation sqrt(3), error 1, and 97.5 % of Student's t with two degrees is 4.3027
    assert mean_and_error(np.array([1.0, 1.0, 4.0])) == (2.0, pytest.approx(4.302653))


def test_a_log_holds_who_was_reached_when_and_by_whom():
    g = graph(5, np.array([0, 1, 1, 3]), np.array([1, 2, 3, 2]), 1.0)
    log = cascades(g, [np.array([0]), np.array([3]), NOTHING])
    rows = list(zip(log.cascade.tolist(), log.person.tolist(), log.at.tolist(), log.told_by.tolist(), strict=True))
    assert rows == [(0, 0, 0, -1), (0, 1, 1, 0), (0, 2, 2, 1), (0, 3, 2, 1), (1, 3, 0, -1), (1, 2, 1, 3)]
    assert log.until.tolist() == [3, 2, 0]


def test_a_log_holds_the_very_runs_that_spread_makes():
    g = live_ties(exact.tree(3, 3, 0.5)[0])
    log = cascades(g, [np.array([0])] * 50, seed=4)
    assert np.bincount(log.cascade).tolist() == spread(g, np.array([0]), runs=50, seed=4).sizes.tolist()
    assert cascades(g, [np.array([0])], hops=1).at.max() <= 1


def test_a_log_from_days_is_sorted_and_keeps_the_first_of_each_person():
    log = log_of(np.array([1, 0, 1, 1]), np.array([5, 4, 5, 6]), np.array([9, 2, 3, 1]), np.array([-1, -1, 6, -1]))
    assert (log.cascade.tolist(), log.person.tolist(), log.at.tolist()) == ([0, 1, 1], [4, 6, 5], [2, 1, 3])
    assert (log.told_by.tolist(), log.until.tolist()) == ([-1, -1, 6], [2, 9])


@pytest.mark.parametrize("few", [0, 1 << 16], ids=["counted", "sorted"])
def test_ties_by_who_tells_are_those_of_the_graph_turned_round(few, monkeypatch):
    monkeypatch.setattr("standout.network.live_ties.FEW", few)
    random = np.random.default_rng(2)
    g = graph(50, random.integers(0, 50, 300), random.integers(0, 50, 300))
    held = random.random(g.ties) < 0.5
    own = by_teller(g, held)
    assert sorted(own[2].tolist()) == np.flatnonzero(held).tolist()
    assert g.source[own[2]].tolist() == np.repeat(np.arange(50), np.diff(own[0])).tolist()
    start, target, place = by_teller(g)
    told = np.repeat(np.arange(50), g.indegree())
    assert g.source[place].tolist() == np.repeat(np.arange(50), np.diff(start)).tolist()
    assert told[place].tolist() == target.tolist()
    assert sorted(place.tolist()) == list(range(g.ties))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"seeds": np.array([3])}, "seeds are whole numbers from 0 to 2"),
        ({"seeds": np.array([0.5])}, "seeds are whole numbers"),
        ({"seeds": np.array([0]), "rivals": np.array([-1])}, "rivals are whole numbers"),
        ({"seeds": np.array([0]), "values": np.ones(2)}, "one for each of 3 people"),
        ({"seeds": np.array([0]), "hops": -1}, "hops is 0 or more"),
        ({"seeds": np.array([0]), "runs": 1}, "runs is 2 or more"),
        ({"seeds": np.array([0]), "model": "sir"}, "model is ic or lt, not sir"),
    ],
)
def test_what_can_not_be_asked_is_said(asked, said):
    with pytest.raises(ValueError, match=said):
        spread(graph(3, np.array([0]), np.array([1]), 0.5), **asked)


def test_chances_that_are_none_are_said_and_so_is_whose_weights_are_too_many():
    for chance in (np.array([0.5, 1.5]), np.array([0.5, np.nan]), 1.5):
        with pytest.raises(ValueError, match="from 0 to 1"):
            spread(graph(3, np.array([0, 1]), np.array([2, 2]), chance), np.array([0]))
    with pytest.raises(ValueError, match="ties into 2 add up to more than 1"):
        spread(graph(3, np.array([0, 1]), np.array([2, 2]), np.array([0.6, 0.6])), np.array([0]), model="lt")


def test_people_are_taken_once_in_the_order_given():
    assert people(np.array([2, 0, 2, 1]), 3, "seeds").tolist() == [2, 0, 1]
