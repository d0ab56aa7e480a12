"""The bound on what any choice covers, beside integer programmes and the greedy bound."""

import numpy as np
import pytest

from network import sets
from standout.network.dual import dual_bound
from standout.network.greedy import budgeted

pytestmark = pytest.mark.usefixtures("way")


KINDS = {
    "heads": {},
    "left out": {"allowed"},
    "budget": {"budget"},
    "budget and heads": {"budget", "heads"},
    "floors": {"floors"},
    "floors, some left out": {"floors", "allowed"},
    "budget and floors": {"budget", "floors"},
}


def limits(random, kind, n):
    parts = KINDS[kind]
    made = {"k": None if "budget" in parts and "heads" not in parts else int(random.integers(1, 5))}
    if "allowed" in parts:
        made["allowed"] = random.random(n) > 0.2
    if "budget" in parts:
        made["costs"] = np.round(random.uniform(0, 3, n), 2) * (random.random(n) > 0.1)
        made["budget"] = float(random.uniform(0.5, 5))
    if "floors" in parts:
        made |= {"groups": random.integers(0, 3, n), "floors": {2: 1}}
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_no_choice_covers_more_than_the_bound(kind):
    random = np.random.default_rng(5)
    ratios = []
    for _ in range(8):
        n = int(random.integers(5, 20))
        flat, offsets = sets.drawn(random, n, int(random.integers(3, 60)))
        alone, within = random.integers(0, 3, n), limits(random, kind, n)
        best = sets.largest(flat, offsets, n, alone=alone, **within)
        if best is None:
            continue
        picked = budgeted(flat, offsets, n, alone=alone, **within)
        dual = dual_bound(flat, offsets, n, order=picked.people, adds=picked.adds, alone=alone, **within)
        assert dual.bound >= round(best)
        assert picked.bound >= best - 1e-9
        ratios.append((best / dual.bound, best / picked.bound) if best else (1, 1))
    by_dual, by_greedy = np.mean(ratios, axis=0)
    assert by_dual > 0.93
    assert by_dual > by_greedy


def test_the_bound_comes_down_to_the_relaxed_programme():
    random = np.random.default_rng(8)
    for _ in range(4):
        flat, offsets = sets.drawn(random, 40, 250, 2, 6)
        alone = random.integers(0, 4, 40)
        picked = budgeted(flat, offsets, 40, k=5, alone=alone)
        relaxed = sets.largest(flat, offsets, 40, k=5, alone=alone, whole=False)
        bound = dual_bound(flat, offsets, 40, k=5, order=picked.people, adds=picked.adds, alone=alone).bound
        assert np.floor(relaxed + 1e-6) <= bound <= relaxed * 1.01


def triangles(times):
    """Any two of the three in each triangle cover its three sets: 2 of 3 sets for one person, 3 for two."""
    flat = (np.array([0, 1, 1, 2, 2, 0]) + 3 * np.arange(times)[:, None]).ravel()
    return flat.astype(np.int32), np.arange(0, 6 * times + 1, 2)


def test_sets_that_no_few_people_share_leave_the_bound_where_halves_put_it():
    flat, offsets = triangles(1)
    one = dual_bound(flat, offsets, 3, k=1, order=np.array([0]), adds=np.array([2]))
    assert one.bound == 2  # a third of each covers 2/3 of each set
    two = dual_bound(flat, offsets, 3, k=2, order=np.array([0, 1]), adds=np.array([2, 1]))
    assert two.bound == 3


def test_the_same_set_many_times_is_one_with_a_weight():
    flat, _ = triangles(1)
    many = np.tile(flat, 50), np.arange(0, 301, 2)
    assert dual_bound(*many, 3, k=1, order=np.array([0]), adds=np.array([100])).bound == 100


def test_it_stops_as_soon_as_the_bound_is_low_enough():
    random = np.random.default_rng(2)
    flat, offsets = sets.drawn(random, 60, 2000, 2, 6)
    picked = budgeted(flat, offsets, 60, k=6)
    asked = {"k": 6, "order": picked.people, "adds": picked.adds}
    whole = dual_bound(flat, offsets, 60, **asked)
    soon = dual_bound(flat, offsets, 60, goal=whole.bound * 1.03, **asked)
    assert whole.bound <= soon.bound <= whole.bound * 1.03
    assert soon.steps < whole.steps
    assert dual_bound(flat, offsets, 60, steps=soon.steps, **asked) == soon


def test_the_same_twice_and_in_any_order_of_sets():
    random = np.random.default_rng(9)
    flat, offsets = sets.drawn(random, 30, 300)
    picked = budgeted(flat, offsets, 30, k=4)
    asked = {"k": 4, "order": picked.people, "adds": picked.adds}
    rows = np.split(flat, offsets[1:-1])
    turned = [rows[i][::-1] for i in random.permutation(len(rows))]
    other = np.concatenate(turned), np.concatenate([[0], np.cumsum([len(row) for row in turned])])
    assert dual_bound(flat, offsets, 30, **asked) == dual_bound(flat, offsets, 30, **asked)
    assert dual_bound(*other, 30, **asked).bound == pytest.approx(dual_bound(flat, offsets, 30, **asked).bound, abs=1)


def test_who_may_all_be_chosen_is_limited_by_the_budget_alone():
    # 2 costs 1 and adds 9 last of three; 0 and 1 are in fewer sets, and the budget buys only one of all three
    alone, order, adds = np.array([2, 3, 9]), np.array([1, 0, 2]), np.array([3, 2, 9])
    empty = np.zeros(0, np.int32), np.zeros(1, np.int64)
    costs = np.array([0.5, 0.5, 1.0])
    bound = dual_bound(*empty, 3, k=3, order=order, adds=adds, alone=alone, costs=costs, budget=2.0).bound
    assert bound == 2 + 3 + 9
    assert dual_bound(*empty, 3, k=3, order=order[2:], adds=adds[2:], alone=alone, costs=costs, budget=1.0).bound == 9


def test_where_there_is_nothing_to_cover_the_bound_is_nothing():
    empty = np.zeros(0, np.int32), np.zeros(1, np.int64)
    nobody = {"order": np.zeros(0, np.int64), "adds": np.zeros(0, np.int64)}
    assert dual_bound(*empty, 3, k=2, **nobody).bound == 0
    assert dual_bound(*empty, 3, k=1, order=np.array([1]), adds=np.array([4]), alone=np.array([0, 4, 1])).bound == 4
    flat, offsets = triangles(2)
    assert dual_bound(flat, offsets, 6, k=0, **nobody).bound == 0
    assert dual_bound(flat, offsets, 6, k=2, allowed=np.zeros(6, bool), **nobody).bound == 0


def test_a_poor_choice_to_begin_with_costs_steps_not_truth():
    random = np.random.default_rng(4)
    flat, offsets = sets.drawn(random, 30, 120)
    none = np.zeros(30, np.int64)
    worst = np.argsort(np.bincount(flat, minlength=30))[:4]
    adds = [sets.covered(flat, offsets, none, worst[: i + 1]) for i in range(4)]
    bound = dual_bound(flat, offsets, 30, k=4, order=worst, adds=np.diff([0, *adds])).bound
    best = sets.largest(flat, offsets, 30, k=4, alone=none)
    assert best <= bound <= 1.1 * best
