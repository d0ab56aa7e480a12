import pytest
from scipy.stats import binom, poisson

from standout.stats.rates import count_interval, share_interval


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_the_ends_are_the_means_under_which_the_count_is_just_not_surprising(count):
    low, high = count_interval(count)

    assert poisson.cdf(count, high) == pytest.approx(0.025)
    if count:
        assert poisson.sf(count - 1, low) == pytest.approx(0.025)
    else:
        assert low == 0


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="-1"):
        count_interval(-1)


@pytest.mark.parametrize(("hits", "of"), [(0, 5), (2, 5), (5, 5), (30, 400)])
def test_the_ends_of_a_share_are_those_under_which_the_hits_are_just_not_surprising(hits, of):
    low, high = share_interval(hits, of)

    assert binom.cdf(hits, of, high) == pytest.approx(0.025) if hits < of else high == 1
    assert binom.sf(hits - 1, of, low) == pytest.approx(0.025) if hits else low == 0


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_a_share_of_nobody_is_refused(hits, of):
    with pytest.raises(ValueError, match=r"\d"):
        share_interval(hits, of)
