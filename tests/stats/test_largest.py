"""Who is largest, and within which limits shares lie: against exact sums and markets with known truth."""

from math import comb

import numpy as np
import pytest

from standout.stats.largest import largest_p, share_intervals


@pytest.mark.parametrize("counts", [(7, 3), (3, 7), (10, 0), (5, 5), (12, 4, 3), (1, 0), (0, 0), (40, 25, 40)])
def test_the_p_value_is_twice_the_exact_tail_of_leader_against_runner_up(counts):
    second, first = sorted(counts)[-2:]
    n = first + second
    tail = sum(comb(n, k) for k in range(first, n + 1)) / 2**n

    assert largest_p(counts) == pytest.approx(min(1.0, 2 * tail) if first else 1.0)


def test_one_alone_is_no_leader():
    assert largest_p([[9], [3]]).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("tied", [2, 3, 10])
def test_of_several_tied_for_the_first_place_one_is_called_largest_in_at_most_5_percent(tied, rng):
    share = np.r_[np.ones(tied), np.full(5, 0.2)]
    counts = rng.multinomial(200, share / share.sum(), size=4000)

    wrong = np.mean(largest_p(counts) <= 0.05)

    assert wrong <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 4000)


def test_a_one_sided_test_of_the_leader_would_be_wrong_too_often(rng):
    counts = rng.multinomial(1000, [0.5, 0.5], size=4000)

    assert np.mean(largest_p(counts) / 2 <= 0.05) > 0.08


@pytest.mark.parametrize("small", [1, 40])
def test_all_limits_of_a_market_hold_together(small, rng):
    share = np.r_[0.4, 0.25, 0.15, 0.1, np.full(small, 0.1 / small)]  # 40 of a quarter of a percent each
    held = 0
    for counts in rng.multinomial(150, share, size=1000):
        low, high = share_intervals(counts, 150, len(share))
        held += bool(((low <= share) & (share <= high)).all())

    assert held / 1000 >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / 1000)


def test_limits_lie_between_nothing_and_all_and_hold_the_share():
    low, high = share_intervals([0, 12, 40], 40, 3)

    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (low <= [0, 0.3, 1]).all()
    assert (high >= [0, 0.3, 1]).all()


def test_limits_are_where_so_few_or_so_many_would_be_rare():
    low, high = share_intervals([7], 20, 2)

    def at_least(share, count):
        return sum(comb(20, k) * share**k * (1 - share) ** (20 - k) for k in range(count, 21))

    assert at_least(low[0], 7) == pytest.approx(0.025 / 2)  # a share of 5 % for each of two, half at each end
    assert 1 - at_least(high[0], 8) == pytest.approx(0.025 / 2)


def test_without_people_nothing_is_known_of_a_share():
    low, high = share_intervals([0], 0, 3)

    assert (low.tolist(), high.tolist()) == ([0.0], [1.0])
