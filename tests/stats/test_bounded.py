import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.bounded import shown_average


def test_four_point_six_is_between_four_point_five_five_and_four_point_six_five():
    shown = shown_average(4.6, 201, 1, 5, decimals=1)
    assert (shown.mean_low, shown.mean_high) == pytest.approx((4.55, 4.65))
    assert (shown.middle, shown.slack) == pytest.approx((4.6, 0.05))
    # worst at 4.55: 3.55 x 0.45 x 201 / 200
    assert shown.variance == pytest.approx(3.55 * 0.45 * 201 / 200)


def test_a_shown_five_is_cut_to_the_scale():
    shown = shown_average(5.0, 10_001, 1, 5, decimals=1)
    assert (shown.mean_low, shown.mean_high) == pytest.approx((4.95, 5.0))
    assert isinstance(shown.mean_high, float)
    assert shown.variance == pytest.approx(3.95 * 0.05 * 1.0001)


def test_thirty_fives_may_hide_three_ones():
    # as far_end: 3 x (4 / 30)^2 x 30 = 1.6, where 3.95 x 0.05 alone would be 0.2
    assert shown_average(5.0, 30, 1, 5, decimals=1).variance == pytest.approx(1.6)


def test_around_the_middle_of_the_scale_scores_vary_most():
    assert shown_average(3.0, 1001, 1, 5, decimals=0).variance == pytest.approx(4 * 1.001)


def test_one_score_says_nothing_of_the_spread():
    assert shown_average(4.0, 1, 1, 5, decimals=1).variance == float("inf")


@pytest.mark.parametrize(("mean", "count"), [(5.2, 10), (0.5, 10), (4.0, 0), (float("nan"), 10)])
def test_what_no_scores_can_give_is_refused(mean, count):
    with pytest.raises(ValueError, match=str(count)):
        shown_average(mean, count, 1, 5, decimals=1)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=60), st.integers(0, 2))
def test_no_scores_that_round_to_it_vary_more(scores, decimals):
    shown = shown_average(round(np.mean(scores), decimals), len(scores), 1, 5, decimals)
    assert np.var(scores, ddof=1) <= shown.variance + 1e-9
    assert shown.mean_low - 1e-9 <= np.mean(scores) <= shown.mean_high + 1e-9
