import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, poisson

from standout.stats.detectable import (
    days_to_see,
    detectable_rate,
    dispersion,
    events_to_see,
    rate_interval,
    rose_p,
)


def test_after_no_event_in_as_much_time_it_takes_five():
    # each of the events would fall before or after alike: 1/2^4 = 0.0625 is too much, 1/2^5 = 0.031 isn't
    assert events_to_see(0, 30, 30) == 5


def test_the_p_value_is_the_binomial_one():
    # 10 events in 90 days, then 12 in 30: of 22 events each falls into the last quarter by chance
    assert rose_p(10, 90, 12, 30) == pytest.approx(binom.sf(11, 22, 0.25))


def test_the_interval_is_garwoods():
    # chi-squared over 2 with 2n and 2n + 2 degrees: n = 7 events in 14 days
    found = rate_interval(7, 14)

    assert found.rate == 0.5
    assert found.low == pytest.approx(chi2.ppf(0.025, 14) / 2 / 14)
    assert found.high == pytest.approx(chi2.ppf(0.975, 16) / 2 / 14)


def test_no_event_bounds_the_rate_from_above():
    # e^-m = 0.025 where m = 3.69
    assert rate_interval(0, 1).low == 0
    assert rate_interval(0, 1).high == pytest.approx(-np.log(0.025))


def test_a_rate_that_is_detectable_is_seen_four_times_in_five():
    needed = events_to_see(40, 180, 90)
    mean = 90 * detectable_rate(40, 180, 90)

    assert poisson.sf(needed - 1, mean) == pytest.approx(0.8)


def test_even_counts_are_no_less_even_than_chance():
    assert dispersion([5] * 20) == 1.0


def test_one_period_and_no_event_tell_nothing_of_dispersion():
    assert dispersion([7]) == 1.0
    assert dispersion([0, 0, 0, 0]) == 1.0


def test_slow_ups_and_downs_count_as_dispersion():
    # half a year of 2 a week, half a year of 8: within each half nothing varies
    assert dispersion([2] * 24 + [8] * 24) > 5


@pytest.mark.parametrize("wrong", [(-1, 5), (3, 0)])
def test_a_rate_needs_days_and_no_negative_count(wrong):
    with pytest.raises(ValueError, match="."):
        rate_interval(*wrong)


def test_a_plan_needs_days():
    with pytest.raises(ValueError, match="."):
        detectable_rate(3, 30, 0)


def test_a_rate_no_higher_than_before_is_never_seen():
    assert days_to_see(60, 365, 60 / 365) is None


counts, days = st.integers(0, 400), st.integers(14, 400)


@given(counts, days, days, st.floats(1, 5))
def test_what_is_detectable_lies_above_what_was_seen(before, since, ahead, over):
    assert detectable_rate(before, since, ahead, over) > before / since


@given(counts, days, days, st.floats(1, 5))
def test_the_smallest_number_that_shows_is_the_smallest(before, since, ahead, over):
    needed = events_to_see(before, since, ahead, over)

    assert rose_p(before, since, needed, ahead, over) <= 0.05
    assert rose_p(before, since, needed - 1, ahead, over) > 0.05


@given(counts, days, st.integers(14, 200))
def test_more_than_chance_never_makes_it_easier(before, since, ahead):
    plain, wild = (detectable_rate(before, since, ahead, over) for over in (1.0, 3.0))

    # whole events: one more or less may be needed at the margin
    assert wild >= plain * 0.999


@given(st.lists(st.integers(0, 30), min_size=2, max_size=60))
def test_dispersion_is_finite_and_one_at_least(held):
    assert 1.0 <= dispersion(held) < np.inf


@pytest.mark.parametrize("rate", [0.5, 2.0, 8.0])
def test_a_rate_that_stayed_the_same_is_seldom_said_to_have_risen(rate, rng):
    # 26 weeks before and 13 after; at most 5 % by design, so of 600 runs 45 or more would come once in 300 tests
    said = 0
    for _ in range(600):
        weeks = rng.poisson(rate, 39)
        said += rose_p(weeks[:26].sum(), 182, weeks[26:].sum(), 91, dispersion(weeks[:26])) <= 0.05

    assert said < 45


def test_the_planned_power_is_had(rng):
    # 2 a week for half a year; what was planned from the weeks before is then true: 80 % and more
    seen = 0
    for _ in range(600):
        weeks = rng.poisson(2, 26)
        over = dispersion(weeks)
        rate = detectable_rate(weeks.sum(), 182, 91, over)
        seen += rose_p(weeks.sum(), 182, rng.poisson(91 * rate), 91, over) <= 0.05

    assert 0.75 <= seen / 600 <= 0.95
