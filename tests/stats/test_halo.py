"""Halo: what a business is liked for beyond being liked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.halo import covariances, halo_free
from standout.stats.predicted import predicted

SEEDS = st.integers(0, 999)


def means(seed, businesses=6, aspects=4):
    return np.random.default_rng(seed).normal(3.5, 0.5, (businesses, aspects))


def none(businesses=6, aspects=4):
    return np.zeros((businesses, aspects, aspects))


@given(SEEDS)
def test_what_a_business_is_better_at_and_worse_at_comes_to_nothing(seed):
    mean = means(seed)

    free = halo_free(mean, none()).estimate

    assert (free / mean.std(axis=0, ddof=1)).sum(axis=1) == pytest.approx(np.zeros(6), abs=1e-9)


@given(SEEDS, st.floats(0.1, 10), st.floats(-5, 5))
def test_an_aspect_on_another_scale_says_the_same_on_it(seed, factor, start):
    mean = means(seed)
    other = mean.copy()
    other[:, 1] = start + factor * other[:, 1]

    plain, scaled = halo_free(mean, none()).estimate, halo_free(other, none()).estimate

    assert scaled[:, 1] == pytest.approx(factor * plain[:, 1], abs=1e-6)
    assert scaled[:, 0] == pytest.approx(plain[:, 0], abs=1e-6)


def test_by_hand():
    # Spread of both aspects: means 3, 4 | 4, 3: sd 0.707.  z: -.707, .707 | .707, -.707; the averages are 0
    free = halo_free([[3.0, 4.0], [4.0, 3.0]], none(2, 2)).estimate

    assert free.tolist() == [pytest.approx([-0.5, 0.5]), pytest.approx([0.5, -0.5])]


def test_a_favourite_at_everything_stands_out_at_nothing():
    mean = np.array([[4.8, 4.6, 4.7], [4.0, 3.8, 3.9], [3.2, 3.0, 3.1]])

    assert halo_free(mean, none(3, 3)).estimate == pytest.approx(np.zeros((3, 3)), abs=1e-9)


def test_a_lone_aspect_and_a_lone_business_have_no_halo_to_take_off():
    assert np.isnan(halo_free([[3.0], [4.0]], none(2, 1)).estimate).all()
    assert np.isnan(halo_free([[3.0, 4.0]], none(1, 2)).estimate).all()
    assert np.isnan(halo_free([[3.0, np.nan], [4.0, 2.0], [3.0, 5.0]], none(3, 2)).estimate[0]).all()


def test_an_error_that_all_aspects_share_falls_out():
    mean = np.array([[3.0, 4.0], [4.0, 3.0], [3.5, 3.5]])
    shared = np.full((3, 2, 2), 0.04)  # of one review each aspect is as wrong as the other
    apart = np.broadcast_to(np.eye(2) * 0.04, (3, 2, 2))

    # both spread by 0.25, of which 0.04 is error: each counts for 1 - 0.16 = 0.84, so a - 0.42 (a + b) is left
    assert halo_free(mean, shared).variance == pytest.approx(np.full((3, 2), 0.04 * (1 - 0.84) ** 2))
    assert halo_free(mean, apart).variance == pytest.approx(np.full((3, 2), 0.04 * (0.58**2 + 0.42**2)))


def test_an_aspect_on_which_nobody_differs_is_no_part_of_the_halo():
    # All of the second's spread is error: the first keeps all but half of its own
    mean = np.array([[4.0, 3.0], [3.0, 3.1], [3.0, 2.9]])
    noisy = np.zeros((3, 2, 2))
    noisy[:, 1, 1] = 0.01

    free = halo_free(mean, noisy).estimate

    assert free[0, 0] == pytest.approx((4.0 - 10 / 3) / 2)


def test_what_nothing_is_known_of_has_no_error_either():
    cov = none(3, 2)
    cov[0] = np.nan

    assert np.isnan(halo_free([[3.0, 4.0], [4.0, 3.0], [3.5, 3.5]], cov).variance[0]).all()


def test_covariances_are_those_of_the_reviews():
    rng = np.random.default_rng(1)
    code = np.repeat(np.arange(3), 200)
    one = rng.normal(0, 1, 600)
    two = 0.8 * one + rng.normal(0, 0.6, 600)
    found = [predicted(y, np.zeros(600), code, 3) for y in (one, two)]

    cov = covariances(
        np.stack([each.influence for each in found], axis=1), np.arange(600), code,
        np.stack([each.variance for each in found], axis=1),
    )  # fmt: skip

    for business in range(3):
        own = code == business
        assert cov[business] == pytest.approx(np.cov(one[own], two[own]) / 200, rel=0.01)
