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

    assert free.sum(axis=1) == pytest.approx(np.zeros(6), abs=1e-9)


@given(SEEDS, st.floats(0.1, 10), st.floats(-5, 5))
def test_an_aspect_on_another_scale_says_the_same_on_it(seed, factor, start):
    mean = means(seed)
    other = mean.copy()
    other[:, 1] = start + factor * other[:, 1]

    plain = halo_free(mean, none()).estimate
    scaled = halo_free(other, none(), [1, factor, 1, 1]).estimate

    assert scaled[:, 1] == pytest.approx(factor * plain[:, 1], abs=1e-6)
    assert scaled[:, 0] == pytest.approx(plain[:, 0], abs=1e-6)


def test_by_hand():
    # off the means of the aspects, 3.5 and 3.5: -.5, .5 | .5, -.5; the businesses' averages are 0
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

    # of two aspects a - (a + b) / 2 is left: half of one less half of the other
    assert halo_free(mean, shared).variance == pytest.approx(np.zeros((3, 2)))
    assert halo_free(mean, apart).variance == pytest.approx(np.full((3, 2), 0.04 * (0.5**2 + 0.5**2)))


def test_less_known_of_the_other_aspects_takes_no_less_of_the_halo_off():
    # ours is half a point better at everything, measured right; the noise is in the error alone
    mean = np.array([[3.5, 3.5, 3.5], [3.0, 3.0, 3.0], [3.0, 3.0, 3.0]])
    noisy = np.broadcast_to(np.diag([0.005, 0.05, 0.05]), (3, 3, 3))

    free = halo_free(mean, noisy)

    assert free.estimate == pytest.approx(np.zeros((3, 3)), abs=1e-12)
    # a - (a + b + c) / 3 = 2/3 a - 1/3 b - 1/3 c: 4/9 x .005 + 2/9 x .05
    assert free.variance[:, 0] == pytest.approx(np.full(3, 4 / 9 * 0.005 + 2 / 9 * 0.05))


@pytest.mark.parametrize(("few", "aspects"), [(15, 3), (30, 3), (15, 2)])
def test_who_is_better_at_everything_by_as_much_seldom_stands_out_at_what_is_known_best(few, aspects):
    # 2,000 made-up markets: 300 scores of the first aspect, few of the others; at 5 % no more than 5 in 100
    rng = np.random.default_rng(20261122)
    variance = np.array([1 / 300, *[1 / few] * (aspects - 1)])
    cov, ahead = np.broadcast_to(np.diag(variance), (5, aspects, aspects)), 0
    for _ in range(2000):
        mean = 3.0 + rng.normal(size=(5, aspects)) * np.sqrt(variance)
        mean[0] += 0.5
        free = halo_free(mean, cov)
        error = np.sqrt(free.variance[0, 0] + free.variance[1:, 0])
        ahead += ((free.estimate[0, 0] - free.estimate[1:, 0]) / error > 1.645).all()

    assert ahead <= 100


def test_an_aspect_whose_error_nothing_tells_is_left_out_of_the_average():
    cov = none(3, 3)
    cov[0, 2, 2] = np.nan

    free = halo_free([[3.0, 4.0, 1.0], [4.0, 3.0, 3.0], [3.5, 3.5, 3.5]], cov)

    assert np.isnan([free.estimate[0, 2], free.variance[0, 2]]).all()
    assert free.estimate[0, :2] == pytest.approx([-0.5, 0.5])  # the mean of the first two, off 3.5 each, is 0
    assert free.variance[0, :2] == pytest.approx([0, 0])


def test_what_nothing_is_known_of_has_no_place_either():
    cov = none(3, 2)
    cov[0] = np.nan

    free = halo_free([[3.0, 4.0], [4.0, 3.0], [3.5, 3.5]], cov)

    assert np.isnan([free.estimate[0], free.variance[0]]).all()


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
