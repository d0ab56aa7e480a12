import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.guard import design_effect, far_end, guarded, guarded_squared_error

variances = st.floats(0, 10)


def test_a_steady_handful_is_held_up_half_way_to_the_market():
    # own 0.4, market 0.8: half-way is 0.6
    assert guarded([0.4], [0.2], 0.8).tolist() == pytest.approx([0.6])


def test_the_businesss_own_spread_over_everything_counts_if_larger():
    assert guarded([0.1], [1.5], 0.8).tolist() == [1.5]


def test_an_unknown_variance_is_passed_over():
    assert guarded([np.nan, np.nan, 0.5], [0.5, np.nan, np.nan], [np.nan, 0.8, 0.5]).tolist() == [0.5, 0.8, 0.5]
    assert np.isnan(guarded(np.nan, np.nan, np.nan))


@given(variances, variances, variances)
def test_the_guard_never_makes_a_spread_smaller(cell, business, market):
    assert guarded(cell, business, market) >= max(cell, business)
    assert guarded(cell, business, market) <= max(cell, business, market)


def test_three_unseen_scores_at_the_far_end_set_the_least_error():
    # 15 people, mean 4.6 on 1 to 5: 3 x (3.6 / 15)^2 = 0.1728
    assert far_end([4.6], [15], 1, 5).tolist() == pytest.approx([0.1728])
    # mean 1.5: the far end is the five
    assert far_end([1.5], [15], 1, 5).tolist() == pytest.approx([3 * (3.5 / 15) ** 2])


def test_reviews_that_say_half_as_much_have_a_design_effect_of_two():
    assert design_effect([1.0], [4], [0.5]).tolist() == [2.0]


def test_repeating_people_never_make_us_surer():
    assert design_effect([1.0, 0.0, 1.0], [4, 4, 4], [0.1, 0.0, np.nan]).tolist() == [1.0, 1.0, 1.0]


def test_squared_error_is_guarded_spread_times_design_effect_over_n():
    # spread 2, effect 0.5 x 4 / 1 = 2, n 4
    assert guarded_squared_error([4], [1.0], [2.0], 0.5, [0.5]).tolist() == [1.0]
    assert guarded_squared_error([4], [1.0], [2.0], 0.5).tolist() == [0.5]


def test_the_floor_holds_where_nobody_was_ever_unhappy():
    floor = far_end([5.0], [30], 1, 5)  # 3 x (4 / 30)^2 = 0.0533
    assert guarded_squared_error([30], [0.0], [0.0], 0.0, floor=floor).tolist() == pytest.approx([48 / 900])
