"""Bounds on the chance of a hit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from standout.network.bounds import lower, upper

SHARES = np.concatenate([np.geomspace(1e-5, 0.1, 60), np.linspace(0.1, 1, 200)])


@given(st.integers(1, 5000), st.floats(0, 1), st.floats(1e-12, 0.25))
def test_the_bounds_are_where_what_was_seen_has_just_that_probability(sets, part, delta):
    hits = round(part * sets)
    low, high = lower(hits, sets, delta), upper(hits, sets, delta)
    assert 0 <= low <= hits / sets <= high <= 1
    if hits > 1:
        assert binom.sf(hits - 1, sets, low) == pytest.approx(delta, rel=1e-6)  # so many or more
    if hits < sets - 1:
        assert binom.cdf(hits, sets, high) == pytest.approx(delta, rel=1e-6)  # so many or fewer


def test_without_a_hit_the_upper_bound_is_what_so_many_misses_leave():
    assert lower(0, 100, 0.05) == 0.0
    assert upper(0, 100, 0.05) == pytest.approx(1 - 0.05 ** (1 / 100))  # (1 - p)^100 = 0.05
    assert upper(100, 100, 0.05) == 1.0
    assert lower(100, 100, 0.05) == pytest.approx(0.05 ** (1 / 100))  # p^100 = 0.05


@pytest.mark.parametrize(("sets", "delta"), [(7, 0.25), (40, 0.05), (300, 0.01)])
def test_a_bound_is_wrong_no_more_often_than_it_says(sets, delta):
    hits = np.arange(sets + 1)
    low = np.array([lower(h, sets, delta) for h in hits])
    high = np.array([upper(h, sets, delta) for h in hits])
    for p in SHARES:
        chance = binom.pmf(hits, sets, p)
        assert chance[low > p].sum() <= delta * (1 + 1e-9)
        assert chance[high < p].sum() <= delta * (1 + 1e-9)


@pytest.mark.parametrize("delta", [0.25, 0.05])
def test_a_bound_holds_where_every_set_has_a_chance_of_its_own(delta):
    random = np.random.default_rng(3)
    for _ in range(200):
        sets = int(random.integers(2, 25))
        own = random.random(sets) ** random.choice([0.2, 1, 5]) * random.choice([0.01, 0.3, 1])
        own[: random.integers(0, sets)] = random.choice([0.0, 1.0])
        chance = np.array([1.0])  # of 0, 1, 2, ... hits
        for p in own:
            chance = np.convolve(chance, [1 - p, p])
        hits = np.arange(sets + 1)
        assert chance[[lower(h, sets, delta) > own.mean() + 1e-12 for h in hits]].sum() <= delta * (1 + 1e-9)
        assert chance[[upper(h, sets, delta) < own.mean() - 1e-12 for h in hits]].sum() <= delta * (1 + 1e-9)


def test_from_one_hit_no_more_is_claimed_than_is_true_when_one_set_has_all_the_chance():
    # hits come from one set alone, hit with p: the mean is p / 50, and a bound above it is wrong with probability p
    p = 0.0999
    assert lower(1, 50, 0.1) > p / 50
    assert lower(1, 50, 0.1) == pytest.approx(0.1 / 50)
    assert upper(49, 50, 0.1) == pytest.approx(1 - 0.1 / 50)


def test_a_part_of_a_hit_moves_a_bound_outward():
    assert lower(10.9, 100, 0.05) == lower(10, 100, 0.05)
    assert upper(10.1, 100, 0.05) == upper(11, 100, 0.05)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.floats(1e-9, 0.2))
def test_the_bounds_are_within_those_of_chernoff(hits, more, delta):
    sets = hits + more
    a = math.log(1 / delta)
    low = max(0.0, (math.sqrt(hits + 2 * a / 9) - math.sqrt(a / 2)) ** 2 - a / 18) / sets  # Tang et al. (2018)
    high = (math.sqrt(hits + a / 2) + math.sqrt(a / 2)) ** 2 / sets
    assert upper(hits, sets, delta) <= high * (1 + 1e-9)
    if hits > 1:
        assert lower(hits, sets, delta) >= low * (1 - 1e-9)


@pytest.mark.parametrize("delta", [0.0, -1.0, 0.3, math.nan])
def test_a_probability_that_makes_no_bound_is_refused(delta):
    with pytest.raises(ValueError, match="at most 0.25"):
        lower(1, 10, delta)
    with pytest.raises(ValueError, match="at most 0.25"):
        upper(1, 10, delta)
