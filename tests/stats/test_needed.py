import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.needed import more_needed, more_needed_each
from standout.stats.welch import pairwise_z


def test_one_rival_known_exactly_by_hand():
    # the rival's mean is known (endless scores), lead 0.5, spread 1, z 1.645:
    # power 0.8 where 0.5 sqrt(n) = 1.645 + 0.842 with t a little wider than z: n about 24.7 + 1.4
    more = more_needed([4.5, 4.0], [1.0, 1.0], [10, np.inf], ours=0, critical=1.645)
    exact = ((1.645 + ndtri(0.8)) / 0.5) ** 2
    assert more is not None
    assert exact <= 10 + more <= exact + 3


def test_where_the_rivals_few_scores_are_the_trouble_no_number_of_ours_helps():
    # the rival's own error is 1 / sqrt 15 = 0.26, and 0.3 is but 1.2 of it
    assert more_needed([4.3, 4.0], [1.0, 1.0], [40, 15], ours=0, critical=1.645) is None
    assert more_needed_each([4.3, 4.0], [1.0, 1.0], [40, 15], ours=0, critical=1.645) is not None


def test_who_is_behind_needs_no_more_scores_but_better_ones():
    assert more_needed([3.9, 4.0], [1.0, 1.0], [40, 400], ours=0, critical=1.645) is None
    assert more_needed_each([3.9, 4.0], [1.0, 1.0], [40, 400], ours=0, critical=1.645) is None


def test_who_has_enough_needs_none():
    assert more_needed([4.9, 3.0], [1.0, 1.0], [200, 200], ours=0, critical=1.645) == 0


def test_without_rivals_there_is_nothing_to_show():
    assert more_needed([4.9], [1.0], [20], ours=0, critical=1.645) is None


def test_rounding_of_a_rivals_average_costs_scores():
    market = {"mean": [4.5, 4.0], "deviation": [1.0, 1.0], "n": [20, 200], "ours": 0, "critical": 1.645}
    assert more_needed(**market, slack=[0.0, 0.05]) > more_needed(**market)


@settings(max_examples=40)
@given(st.floats(0.3, 1.0), st.integers(2, 6), st.integers(100, 400), st.floats(1.645, 3.0), st.floats(4.0, 4.2))
def test_one_more_rival_or_claim_never_needs_fewer(lead, rivals, n, critical, another):
    mean = [4.0 + lead, *[4.0] * rivals]
    counts = [20, *[n] * rivals]

    def planned(mean, counts, critical):
        more = more_needed(mean, [1.0] * len(mean), counts, 0, critical)
        return np.inf if more is None else more

    base = planned(mean, counts, critical)
    assert planned([*mean, another], [*counts, n], critical) >= base
    assert planned(mean, counts, critical + 0.2) >= base


@pytest.mark.parametrize("top", [[0.03, 0.09, 0.28, 0.38, 0.22], [0.08, 0.02, 0.02, 0.10, 0.78]])
def test_at_the_planned_number_the_real_test_passes_four_times_in_five(top):
    stars = np.arange(1.0, 6.0)
    first = np.array(top)
    rest = first * 0.8
    rest[0] += 0.2  # a fifth of the scores become ones
    chances = np.array([first, rest, rest, rest])
    mean, variance = chances @ stars, chances @ stars**2 - (chances @ stars) ** 2
    critical, n = float(-ndtri(0.05 / 4)), np.array([39, 120, 120, 120])

    def error(numbers):
        return guarded_squared_error(numbers, variance, variance, variance.mean(), floor=far_end(mean, numbers, 1, 5))

    more = more_needed(mean, np.sqrt(variance), n, 0, critical, error=error)
    assert more is not None
    assert more > 0
    rng = np.random.default_rng(4)
    after = n + np.array([more, 0, 0, 0])
    counts = np.stack([rng.multinomial(size, p, 3000) for size, p in zip(after, chances, strict=True)], axis=1)
    found = counts @ stars / after
    spread = (counts @ stars**2 - after * found**2) / (after - 1)
    se2 = guarded_squared_error(
        after, spread, spread, spread.mean(axis=-1, keepdims=True), floor=far_end(found, after, 1, 5)
    )
    z = pairwise_z(found, se2, after - 1.0)[:, 0, 1:].min(axis=-1)
    assert 0.75 <= (z >= critical).mean() <= 0.85


def test_the_power_planned_is_that_of_the_normal_test():
    # one rival, both with endless degrees of freedom in effect: lead 0.2, spread 1, n 5000 each
    more = more_needed_each([4.2, 4.0], [1.0, 1.0], [2, 2], ours=0, critical=1.645)
    n = 2 + more
    assert ndtr(0.2 / np.sqrt(2 / n) - 1.645) == pytest.approx(0.8, abs=0.005)
