"""Greedy choice with costs, places, people left out and groups that are owed some."""

import numpy as np
import pytest

from network import exact, sets
from standout.network.greedy import budgeted

STAR = np.array([0, 1, 0, 2, 0, 3, 4, 5], np.int32), np.array([0, 2, 4, 6, 8])  # 0 is in three sets, 4 in another


def test_the_most_for_the_money_comes_first():
    # 0 covers three for 3, 1 one for 0.5, 4 one for 0.9 and 2 one for 1; 2.4 buys those three
    costs = np.array([3.0, 0.5, 1.0, 9.0, 0.9, 9.0])
    picked = budgeted(*STAR, 6, costs=costs, budget=2.4)
    assert sorted(picked.people.tolist()) == [1, 2, 4]
    assert picked.adds.tolist() == [1, 1, 1]
    assert picked.covered == 3


def test_one_large_purchase_beats_many_small_ones():
    # 1 gives one set for 0.1 and then there is too little left for 0, who gives three for 3
    costs = np.array([3.0, 0.1, 9.0, 9.0, 9.0, 9.0])
    picked = budgeted(*STAR, 6, costs=costs, budget=3.0)
    assert picked.people.tolist() == [0]
    assert picked.covered == 3


def test_a_choice_stops_for_one_last_large_purchase():
    # 10 sets: 0 one for 1, 1 two for 3, and 2 eight for 16, dearer a set; 17 buys 0 and then 2, not 0, 1 and nothing
    flat = np.array([0] + [1] * 2 + [2] * 8, np.int32)
    picked = budgeted(np.zeros(0, np.int32), np.zeros(1, np.int64), 3, alone=np.bincount(flat),
                      costs=np.array([1.0, 3.0, 16.0]), budget=17.0)  # fmt: skip
    assert sorted(picked.people.tolist()) == [0, 2]
    assert picked.covered == 9


def test_nobody_is_chosen_who_adds_nothing():
    picked = budgeted(*STAR, 6, k=5)
    assert picked.people.tolist() == [0, 4]
    assert picked.bound == pytest.approx(4)


def test_who_may_not_be_chosen_is_not():
    picked = budgeted(*STAR, 6, k=2, allowed=np.array([False, True, True, True, True, True]))
    assert 0 not in picked.people
    assert picked.covered == 2


def test_a_group_gets_its_people_even_where_they_add_nothing():
    groups = np.array([0, 0, 0, 0, 1, 7])
    picked = budgeted(*STAR, 6, k=2, groups=groups, floors={7: 1})
    assert sorted(picked.people.tolist()) == [0, 5]
    picked = budgeted(np.array([0], np.int32), np.array([0, 1]), 3, k=2, groups=np.array([0, 1, 1]), floors={1: 1})
    assert sorted(picked.people.tolist()) == [0, 1]


def test_money_is_kept_for_those_who_are_owed():
    # 0 for 3 would leave 1 of 4; group 1 is owed two, the cheapest for 2
    groups, costs = np.array([0, 0, 0, 0, 1, 1]), np.array([3.0, 1, 1, 1, 1, 1])
    picked = budgeted(*STAR, 6, costs=costs, budget=4.0, groups=groups, floors={1: 2})
    assert {4, 5} <= set(picked.people.tolist())
    assert costs[picked.people].sum() <= 4.0


@pytest.mark.parametrize(
    "asked",
    [
        {"k": 1, "floors": {1: 2}},
        {"k": 9, "floors": {1: 3}},
        {"costs": np.full(6, 2.0), "budget": 3.0, "floors": {1: 2}},
    ],
)
def test_floors_that_cannot_be_met_are_refused(asked):
    with pytest.raises(ValueError, match="owed"):
        budgeted(*STAR, 6, groups=np.array([0, 0, 0, 0, 1, 1]), **asked)


def test_a_budget_of_nothing_buys_who_costs_nothing():
    picked = budgeted(*STAR, 6, costs=np.array([1.0, 0, 1, 1, 0, 1]), budget=0.0)
    assert sorted(picked.people.tolist()) == [1, 4]


@pytest.mark.parametrize("kind", ["costs", "costs and heads", "heads", "floors", "costs and floors"])
def test_it_keeps_to_its_limits_and_finds_at_least_half_of_the_best(kind):
    random = np.random.default_rng(6)
    shares = []
    for _ in range(25):
        n = int(random.integers(4, 9))
        flat, offsets = sets.drawn(random, n, int(random.integers(3, 30)))
        alone = random.integers(0, 3, n)
        within = {"k": int(random.integers(1, 4)) if "heads" in kind or kind == "floors" else None}
        if "costs" in kind:
            within |= {"costs": np.round(random.uniform(0, 3, n), 2), "budget": float(random.uniform(0.5, 5))}
        if "floors" in kind:
            within |= {"groups": random.integers(0, 2, n), "floors": {1: 1}}
        best = sets.largest(flat, offsets, n, alone=alone, **within)
        if best is None:
            with pytest.raises(ValueError, match="owed"):
                budgeted(flat, offsets, n, alone=alone, **within)
            continue
        picked = budgeted(flat, offsets, n, alone=alone, **within)
        assert tuple(sorted(picked.people.tolist())) in set(exact.choices(n, **within))
        assert picked.covered == sets.covered(flat, offsets, alone, picked.people)
        assert picked.covered <= round(best) <= picked.bound
        assert picked.bound == int(picked.bound)
        shares.append(picked.covered / best if best else 1)
    assert min(shares) >= 0.5
    assert np.mean(shares) > 0.98


def test_what_a_person_adds_is_less_after_more():
    random = np.random.default_rng(3)
    flat, offsets = sets.drawn(random, 30, 400)
    adds = budgeted(flat, offsets, 30, k=12).adds
    assert (np.diff(adds) <= 0).all()
    nobody = np.zeros(30, np.int64)
    for _ in range(40):
        few = set(random.choice(30, 3).tolist())
        many, more = few | set(random.choice(30, 4).tolist()), int(random.integers(30))
        by_few = sets.covered(flat, offsets, nobody, few | {more}) - sets.covered(flat, offsets, nobody, few)
        by_many = sets.covered(flat, offsets, nobody, many | {more}) - sets.covered(flat, offsets, nobody, many)
        assert by_few >= by_many >= 0


def test_many_people_are_looked_at_a_few_at_a_time_and_none_is_missed():
    random = np.random.default_rng(12)
    n = 20_000
    flat, offsets = sets.drawn(random, 40, 500)
    place = random.permutation(n)[:40]  # forty who matter among many who are in one set of their own
    alone = np.ones(n, np.int64)
    costs = np.ones(n)
    picked = budgeted(place[flat].astype(np.int32), offsets, n, alone=alone, costs=costs, budget=6.0)
    plain = budgeted(flat, offsets, 40, alone=np.ones(40, np.int64), k=6)
    assert picked.covered == plain.covered
    assert picked.bound <= 2 * picked.covered
