import pytest
from scipy.stats import poisson

from standout.stats.rates import count_interval


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
