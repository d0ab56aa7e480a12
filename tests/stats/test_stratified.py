"""Links within groups, against sums by hand, exact conditional chances and known truth."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom, norm

from standout.stats.stratified import clustered, difference, together_p


def exact(a, n1, m1, n):
    """Give the chance of as many with both, or more, by adding up the hypergeometric chances of all groups."""
    chances = np.ones(1)
    for with1, with2, of in zip(n1, m1, n, strict=True):
        chances = np.convolve(chances, hypergeom.pmf(np.arange(with1 + 1), of, with2, with1))
    return chances[sum(a) :].sum()


def test_the_test_adds_what_is_more_than_expected_over_the_groups():
    # group 1: 8 of 10 and 2 of 10: 8 - 5 = 3, variance 10*10*10*10/(400*19) = 1.3158
    # group 2: 3 of 4 and 1 of 8: 3 - 4*4/12 = 1.6667, variance 4*8*4*8/(144*11) = 0.6465
    # (4.6667 - .5) / sqrt(1.9622) = 2.9744
    p = together_p([8, 3], [10, 4], [10, 4], [20, 12])

    assert p == pytest.approx(norm.sf(2.9744), rel=1e-3)


@pytest.mark.parametrize("a", [14, 18, 22])
def test_the_test_is_near_the_exact_one(a):
    n1, m1, n = [12, 9, 15], [20, 8, 14], [40, 30, 33]

    # 12 * 20/40 + 9 * 8/30 + 15 * 14/33 = 14.8 are expected
    both = [a // 3 + (a % 3 > place) for place in range(3)]
    assert together_p(both, n1, m1, n) == pytest.approx(exact(both, n1, m1, n), abs=0.012)


def test_a_difference_between_the_groups_makes_no_link():
    # 9 of 10 with the first thing where 90 % have the second, 1 of 10 where 10 % do: nothing within either
    assert difference([9, 1], [10, 10], [90, 10], [100, 100])[0] == pytest.approx(0.0)
    assert together_p([9, 1], [10, 10], [90, 10], [100, 100]) > 0.5


def test_the_difference_of_one_large_group_has_the_variance_of_two_shares():
    gap, variance = difference([600], [1000], [1100], [2000])

    assert gap == pytest.approx(0.6 - 0.5)
    assert variance == pytest.approx(0.6 * 0.4 / 1000 + 0.5 * 0.5 / 1000, rel=0.02)


def test_a_group_in_which_all_have_the_first_thing_tells_nothing():
    assert np.isnan(difference([3], [5], [3], [5])[0])
    assert together_p([3], [5], [3], [5]) == 1.0
    assert difference([3, 2], [5, 4], [3, 3], [5, 9])[0] == pytest.approx(difference([2], [4], [3], [9])[0])


def test_intervals_hold_the_true_difference_in_many_small_groups_as_often_as_they_say():
    rng = np.random.default_rng(5)
    runs, groups = 2000, 25
    n1, n0 = rng.integers(1, 5, (runs, groups)), rng.integers(1, 7, (runs, groups))
    base = rng.uniform(0.2, 0.7, groups)
    with1, without = rng.binomial(n1, base + 0.15), rng.binomial(n0, base)

    gap, variance = difference(with1, n1, with1 + without, n1 + n0)

    # 95 % of 2,000 is 1,900, give or take 3 x 9.7
    assert abs(np.count_nonzero(np.abs(gap - 0.15) <= 1.96 * np.sqrt(variance)) - 1900) < 45


def test_with_no_link_the_test_is_passed_as_seldom_as_it_says():
    rng = np.random.default_rng(6)
    runs, groups = 4000, 12
    n, n1 = np.full(groups, 30), np.full(groups, 3)
    m1 = rng.integers(5, 28, groups)
    a = rng.hypergeometric(m1, n - m1, n1, size=(runs, groups))

    # at most 5 % of 4,000 = 200, and 3 x 13.8 by chance
    assert np.count_nonzero(together_p(a, n1, m1, n) <= 0.05) < 242


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 2)), min_size=4, max_size=40))
def test_each_row_a_person_of_its_own_gives_about_the_variance_of_shares(rows):
    first, second, group = (np.array(each) for each in zip(*rows, strict=True))
    _, group = np.unique(group, return_inverse=True)

    of_sum, of_gap = clustered(first, second, group, np.arange(len(rows)))
    one, all_one = of_sum, clustered(first, second, group, np.zeros(len(rows), dtype=int))[0]

    assert one >= 0
    assert np.isnan(of_gap) or of_gap >= 0
    # everything is one person's: the sum of all that is over and under its group's mean in both
    n, n1, m1 = np.bincount(group), np.bincount(group, first), np.bincount(group, second)
    assert all_one == pytest.approx((np.bincount(group, first & second) - n1 * m1 / n).sum() ** 2, abs=1e-9)


def test_the_order_of_groups_changes_nothing():
    counts = np.array([[8, 3, 5], [10, 4, 9], [10, 4, 12], [20, 12, 30]])
    for order in product([0, 1, 2], repeat=3):
        if len(set(order)) == 3:
            assert together_p(*counts[:, order]) == pytest.approx(together_p(*counts))
