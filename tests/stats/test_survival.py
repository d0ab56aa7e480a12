import warnings

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.survival import kaplan_meier_median

waits = st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=1, max_size=40)


def test_the_median_by_hand():
    # 5 wait: after 2 h 4/5, after 4 h 3/5, after 6 h 2/5; the one still waiting at 8 h counts until then
    median, low, high = kaplan_meier_median([2, 4, 6, 8, 9], [True, True, True, False, True])
    assert median == 6.0
    assert low <= 6.0 <= high


def test_those_still_waiting_are_not_left_out():
    # without them the median would be 2; with them 3 of 6 have come by 3 h
    assert kaplan_meier_median([1, 2, 3, 40, 40, 40], [True] * 3 + [False] * 3)[0] == 3.0


def test_where_most_still_wait_there_is_no_median_and_no_upper_end():
    median, low, high = kaplan_meier_median([1, *[30] * 39], [True] + [False] * 39)
    assert median is None
    assert low == 30.0  # even at 30 h it is sure that more than half wait
    assert high == float("inf")


def test_with_nothing_observed_nothing_is_known():
    assert kaplan_meier_median([5, 9], [False, False]) == (None, 0.0, float("inf"))


def test_an_answer_at_once_counts_as_zero_hours():
    assert kaplan_meier_median([0] * 12, [True] * 12)[0] == 0.0


@pytest.mark.parametrize("hours", [[], [-1.0], [float("nan")]])
def test_times_that_cannot_be_are_refused(hours):
    with pytest.raises(ValueError, match=r"\["):
        kaplan_meier_median(hours, [True] * len(hours))


@example([(1, True), (1, True), (2, True), (3, True), (4, True), *[(4, False)] * 5])  # 0.6 * 5/6, one half by hand
@given(waits)
def test_median_and_limits_are_those_of_scipys_curve(rows):
    hours, came = (np.array(column) for column in zip(*rows, strict=True))
    median, low, high = kaplan_meier_median(hours, came)
    if not came.any():
        return
    curve = stats.ecdf(stats.CensoredData.right_censored(hours, ~came)).sf
    below = curve.quantiles[curve.probabilities <= 0.5 + 1e-12]
    assert median == (below[0] if len(below) else None)
    with warnings.catch_warnings(action="ignore"):  # scipy's limits are undefined where nobody is left
        limits = curve.confidence_interval(0.95, method="log-log")
    left = curve.probabilities > 0
    under = curve.quantiles[left & (limits.low.probabilities <= 0.5)]
    over = curve.quantiles[left & (limits.high.probabilities <= 0.5) & (curve.probabilities < 1)]
    assert high == (over[0] if len(over) else np.inf)
    if len(under) and curve.probabilities[0] < 1:
        assert low == under[0]
    assert low <= high


def test_the_interval_holds_the_true_median_as_often_as_it_says():
    rng = np.random.default_rng(8)
    held = 0
    for _ in range(400):
        wait, looked = rng.exponential(10, 40), rng.uniform(5, 60, 40)
        _, low, high = kaplan_meier_median(np.minimum(wait, looked), wait <= looked)
        held += low <= 10 * np.log(2) <= high
    assert held / 400 > 0.93
