"""People chosen in part: the best of scores, and the nearest point."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, minimize

from standout.network.relaxed import Floor, Heads, Purse


def test_the_best_of_two_is_the_sum_of_the_two_largest():
    assert Heads(2).most(np.array([1.0, 5.0, 3.0])) == 8.0
    assert Heads(5).most(np.array([1.0, 5.0])) == 6.0
    assert Heads(0).most(np.array([1.0, 5.0])) == 0.0


def test_who_is_left_out_counts_with_all_they_may_have():
    assert Heads(3, tau=2.0).most(np.array([1.0, 5.0])) == 5 + 2 + 2  # the candidate with 1 makes way
    assert Heads(3, tau=2.0).alone().most(np.array([1.0, 5.0])) == 6.0


def test_a_floor_takes_places_for_its_group():
    # two of three places go to the group of 2 and 1; the third to the 9
    floor = Floor(np.array([2, 3]), 2, 0.0)
    assert Heads(3, floors=(floor,)).most(np.array([9.0, 8.0, 2.0, 1.0])) == 12.0
    assert Heads(3, floors=(Floor(np.array([2]), 2, 1.5),), tau=1.5).most(np.array([9.0, 8.0, 2.0])) == 9 + 2 + 1.5


def test_the_last_person_is_bought_in_part():
    # 4 for 1, then 6 for 3 of which 2 are left: 4 + 6 * 2 / 3
    assert Purse(np.array([3.0, 1.0, 5.0]), 3.0).most(np.array([6.0, 4.0, 2.0])) == pytest.approx(8.0)


def test_who_costs_nothing_is_taken():
    assert Purse(np.array([0.0, 1.0]), 0.0).most(np.array([3.0, 5.0])) == 3.0
    assert Purse(np.array([0.0, 1.0]), 1.0, k=1).most(np.array([3.0, 5.0])) == pytest.approx(5.0)


def numbers(least, most):
    return st.integers(10 * least, 10 * most).map(lambda tenths: tenths / 10)


@given(st.lists(st.tuples(numbers(0, 9), numbers(0, 3)), min_size=1, max_size=7), st.integers(0, 4), numbers(0, 6))
def test_no_choice_within_the_limits_scores_more(people, k, budget):
    score, costs = np.array(people).T
    for most in (k, None):
        purse = Purse(costs, budget, most)
        best = max(
            score[list(chosen)].sum()
            for size in range(len(score) + 1 if most is None else min(most, len(score)) + 1)
            for chosen in combinations(range(len(score)), size)
            if costs[list(chosen)].sum() <= budget * (1 + 1e-12)
        )
        assert purse.most(score) >= best - 1e-9
        assert purse.most(score) <= Heads(len(score) if most is None else most).most(score) + 1e-9


@given(
    st.lists(st.tuples(numbers(-2, 3), numbers(1, 3), numbers(0, 3)), min_size=1, max_size=6),
    st.integers(1, 3),
    numbers(1, 4),
)
def test_the_nearest_point_is_within_the_limits_and_no_other_is_nearer(people, k, budget):
    wish, pace, costs = np.array(people).T
    cases = [
        (Heads(k), [LinearConstraint(np.ones(len(wish)), ub=k)]),
        (Purse(costs, budget), [LinearConstraint(costs, ub=budget)]),
    ]
    for limits, constraints in cases:
        x = limits.nearest(wish, pace)
        assert (x >= 0).all()
        assert (x <= 1).all()
        for constraint in constraints:
            assert constraint.A @ x <= constraint.ub * (1 + 1e-7)
        other = minimize(
            lambda z: ((z - wish) ** 2 / pace).sum(),
            np.zeros(len(wish)),
            method="SLSQP",
            bounds=Bounds(0, 1),
            constraints=constraints,
            options={"ftol": 1e-12, "maxiter": 500},
        ).x
        assert ((x - wish) ** 2 / pace).sum() <= ((other - wish) ** 2 / pace).sum() + 1e-5


def test_the_nearest_point_keeps_places_for_a_group():
    floor = Floor(np.array([2, 3]), 1, 0.0)
    x = Heads(2, floors=(floor,)).nearest(np.array([2.0, 2.0, 0.5, -1.0]), np.ones(4))
    # one place for the last two, who are moved up by 0.5 to 1 and 0; the other for the first two, in halves
    np.testing.assert_allclose(x, [0.5, 0.5, 1.0, 0.0], atol=1e-6)
