"""Contrast: what a poor score costs and a top score brings, alone and among other aspects."""

import numpy as np
import pytest

from standout.stats.contrast import LEAST, contrast


def scored(rng, n, k=1):
    """Scores of 0, 1 or 2."""
    return rng.integers(0, 3, size=(n, k))


def judged(score, stars, people=None, businesses=None):
    n = len(stars)
    given = score >= 0
    return contrast(
        score == 0, score == 2, given, stars, np.arange(n) if people is None else people,
        np.zeros(n, dtype=int) if businesses is None else businesses,
    )  # fmt: skip


def test_one_aspect_gives_differences_of_means():
    # poor 1, 2 -> 1.5; middling 3, 4 -> 3.5; top 5, 5 -> 5: a poor one costs 2.0, a top one brings 1.5
    score = np.repeat([[0], [0], [1], [1], [2], [2]], LEAST, axis=0)
    stars = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0, 5.0], LEAST)

    found = judged(score, stars)

    assert found.penalty[0, 0] == pytest.approx(-2.0)
    assert found.reward[0, 0] == pytest.approx(1.5)
    assert found.uneven[0, 0] == pytest.approx(-0.5)
    # middling and poor: variance of single scores 0.25 in 30 each; n / (n - 2) and G / (G - 1) for small numbers are
    # (90 / 89) x (89 / 87), for two slopes and a mean
    error = np.sqrt((0.25 / 30 + 0.25 / 30) * 90 / 87)
    assert (found.penalty[0, 2] - found.penalty[0, 1]) / 2 == pytest.approx(error * 2.0452, rel=1e-3)  # t, 29 df


def test_what_others_bring_is_not_counted_twice():
    # The second aspect mostly says what the first says and moves nothing itself.  The four tests of a run see
    # something false in 5 % of runs at most: 1 of 20; 5 or more would come once in 400
    seen = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        first = scored(rng, 600)
        second = np.where(rng.random((600, 1)) < 0.7, first, scored(rng, 600))
        found = judged(np.hstack([first, second]), 3 - 1.0 * (first[:, 0] == 0) + rng.normal(size=600))
        assert found.penalty_p[0] < 0.01
        seen += found.penalty_p[1] <= 0.05

    assert seen < 5


def test_good_businesses_do_not_leak_in(rng):
    business = rng.integers(0, 5, 1000)
    score = np.clip(scored(rng, 1000) + (business[:, None] >= 3), 0, 2)
    stars = 2.0 * (business >= 3) + rng.normal(size=1000)

    assert judged(score, stars).reward_p[0] < 0.001
    assert judged(score, stars, businesses=business).reward_p[0] > 0.05


def test_somebody_who_wrote_ten_times_counts_once(rng):
    score, stars = scored(rng, 120), rng.normal(size=120)
    times = np.repeat(np.arange(120), 10)

    once, often = judged(score, stars), judged(score[times], stars[times], people=times)

    assert often.penalty[:, 0] == pytest.approx(once.penalty[:, 0])
    width = (often.penalty[:, 2] - often.penalty[:, 1]) / (once.penalty[:, 2] - once.penalty[:, 1])
    assert width == pytest.approx([1.0], abs=0.02)


def test_noise_is_told_apart_from_nothing_no_more_often_than_it_says():
    # Four aspects, eight tests, 5 % for all together: 3 of 60 runs; 9 or more would come once in 250
    told = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        found = judged(scored(rng, 200, 4), rng.normal(size=200), people=rng.integers(0, 120, 200))
        told += bool((np.concatenate([found.penalty_p, found.reward_p]) <= 0.05).any())

    assert told < 9


def test_an_aspect_that_too_few_score_poorly_is_not_tested(rng):
    score = scored(rng, 300, 2)
    score[:, 1] = np.where(np.arange(300) < LEAST - 1, 0, rng.integers(1, 3, 300))

    found = judged(score, rng.normal(size=300))

    assert np.isnan(found.penalty[1]).all()
    assert np.isnan(found.reward_p[1])
    assert np.isfinite(found.penalty[0]).all()


def test_what_nobody_scored_at_all_is_no_middling_score(rng):
    # Those who leave the aspect out are unhappy; that is no reward for those who don't
    score = np.where(rng.random((600, 1)) < 0.4, -1, scored(rng, 600))
    stars = 4 - 2.0 * (score[:, 0] < 0) + rng.normal(size=600) / 2

    found = judged(score, stars)

    assert found.penalty_p[0] > 0.05
    assert found.reward_p[0] > 0.05


def test_an_outcome_that_never_varies_shows_nothing(rng):
    found = judged(scored(rng, 100), np.full(100, 5.0))

    assert not (found.penalty_p <= 0.05).any()
