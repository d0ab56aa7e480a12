import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import gamma, nbinom

from standout.stats import branching
from standout.stats.branching import more_people_needed, reproduction

counts = st.lists(st.integers(0, 8), min_size=1, max_size=40)


def test_the_estimate_is_how_many_each_brought_on_average():
    # 3 brought by 12: a quarter each
    found = reproduction([1, 2] + [0] * 10)

    assert found.estimate_low == found.estimate_high == 0.25
    assert found.low < 0.25 < found.high
    assert (found.people, found.brought) == (12, 3)


def test_a_known_share_of_lost_links_is_put_back():
    # A third lost: what was seen is two thirds of what there was
    seen, whole = reproduction([1, 2] + [0] * 10), reproduction([1, 2] + [0] * 10, lost=1 / 3)

    for end in ("estimate_low", "low", "high"):
        assert getattr(whole, end) == pytest.approx(1.5 * getattr(seen, end))


def test_an_unknown_share_of_lost_links_reaches_from_none_to_all():
    none, either = reproduction([1, 2] + [0] * 10), reproduction([1, 2] + [0] * 10, unknown=6)

    assert either.low == none.low
    assert either.estimate_low == none.estimate_low
    assert either.estimate_high == (3 + 6) / 12
    assert either.high > none.high


def test_nobody_brought_is_no_proof_of_never():
    found = reproduction([0] * 20)

    assert found.low == found.estimate_low == 0
    assert 0 < found.high < 0.5


def test_who_brings_all_alone_leaves_more_open_than_many_who_bring_one_each():
    even, one_only = reproduction([1] * 20 + [0] * 20), reproduction([20] + [0] * 39)

    assert one_only.spread > even.spread
    assert one_only.high > even.high
    assert one_only.low < even.low


def test_with_many_alike_it_is_the_interval_of_a_poisson_mean():
    # Jeffreys' interval of a Poisson mean of 500 in 1000, where nothing speaks for more spread than Poisson's
    brought = np.random.default_rng(3).poisson(0.5, 1000)
    found, total = reproduction(brought), int(brought.sum())

    assert found.low == pytest.approx(gamma.ppf(0.025, total + 0.5) / 1000, rel=0.02)
    assert found.high == pytest.approx(gamma.ppf(0.975, total + 0.5) / 1000, rel=0.02)


def test_it_is_the_posterior_that_integration_gives(monkeypatch):
    # Oracle: likelihood times Jeffreys' prior, integrated by quadrature over the mean; two shapes, weighed by hand
    brought = [0, 0, 1, 3, 0, 0]
    over = np.array([0.5, 2.0])
    monkeypatch.setattr(branching, "_OVER", over)
    found = reproduction(brought)

    def dense(m):
        prior = m**-0.5 * (1 + over * m) ** -0.5 * over / (1 + over / 3) ** 2
        likely = np.prod([nbinom.pmf(x, 1 / over, 1 / (1 + over * m)) for x in brought], axis=0)
        return float((prior * likely).sum())

    def below(m):
        return integrate.quad(lambda root: dense(root**2) * 2 * root, 0, m**0.5, limit=200)[0]

    whole = below(1e6)
    assert below(found.low) / whole == pytest.approx(0.025, abs=0.0005)
    assert below(found.high) / whole == pytest.approx(0.975, abs=0.002)


@given(counts)
def test_the_order_of_people_has_no_say_and_the_interval_holds_the_estimate(brought):
    found = reproduction(brought)

    assert found == reproduction(brought[::-1])
    assert found.low <= found.estimate_low <= found.high


@given(counts, st.integers(0, 30))
def test_more_unknown_people_never_narrow_it(brought, unknown):
    assert reproduction(brought, unknown=unknown).high <= reproduction(brought, unknown=unknown + 1).high


def test_how_many_more_people_it_takes():
    assert more_people_needed([0] * 40) == 0
    assert more_people_needed([1] * 20) is None  # exactly 1: no number of people tells the side
    few = [1, 0, 0, 1, 0, 0]
    times = 1 + -(-more_people_needed(few) // len(few))  # so many more, doing the same, in whole sets of six
    assert reproduction(few).high > 1
    assert reproduction(few * times).high < 1


def test_where_the_lost_links_leave_it_open_more_people_do_not_help():
    assert more_people_needed([0] * 9 + [1], unknown=20) is None


def test_nobody_a_count_below_zero_or_an_impossible_share_is_refused():
    for brought, lost, unknown in (([], 0, 0), ([-1], 0, 0), ([1], 0.95, 0), ([1], -0.1, 0), ([1], 0, -1)):
        with pytest.raises(ValueError, match="."):
            reproduction(brought, lost, unknown)


@pytest.mark.parametrize(("mean", "shape"), [(0.3, np.inf), (0.8, 1.0), (1.3, 0.5)])
def test_intervals_hold_the_truth_as_often_as_they_say(mean, shape):
    # 40 people, 200 times: 95 % of 200 is 190, and fewer than 180 would come once in a thousand
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        rate = mean if np.isinf(shape) else rng.gamma(shape, mean / shape, 40)
        found = reproduction(rng.poisson(rate, 40))
        held += found.low <= mean <= found.high

    assert held >= 180
