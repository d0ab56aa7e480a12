from statistics import mean, variance

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.moments import clustered_variance, mean_variance

scores = st.lists(st.integers(0, 1000), min_size=2, max_size=40)


def test_mean_and_variance_come_from_three_whole_sums():
    # 500, 400, 300: mean 400, deviations 100, 0, -100, so 20000 / 2
    got, spread = mean_variance([3], [1200], [250000 + 160000 + 90000])
    assert got.tolist() == [400.0]
    assert spread.tolist() == [10000.0]


def test_no_score_has_no_mean_and_one_score_no_variance():
    got, spread = mean_variance([0, 1], [0, 450], [0, 202500])
    assert np.isnan(got).tolist() == [True, False]
    assert np.isnan(spread).all()


@given(scores)
def test_moments_are_those_of_the_scores_themselves(given_scores):
    n, total, squares = len(given_scores), sum(given_scores), sum(s * s for s in given_scores)
    got, spread = mean_variance([n], [total], [squares])
    assert got[0] == pytest.approx(mean(given_scores))
    assert spread[0] == pytest.approx(variance(given_scores))


def test_sums_beyond_64_bits_keep_every_digit():
    # a hundred million scores, half 100000 and half 100001 hundredths: variance 1/4 · n / (n - 1)
    n = 10**8
    total = n // 2 * 200001
    squares = n // 2 * (100000**2 + 100001**2)
    _, spread = mean_variance([n], [total], [squares])
    assert spread[0] == pytest.approx(0.25 * n / (n - 1), rel=1e-12)


def test_people_who_repeat_themselves_count_once():
    # two people, 5 5 and 3 3: as two scores 5 and 3, whose mean has variance 2 / 2 = 1 star = 10000 hundredths
    got = clustered_variance([4], [1600], [2], [1000**2 + 600**2], [2 * 1000 + 2 * 600], [4 + 4])
    assert got.tolist() == [10000.0]


@given(scores)
def test_people_who_write_once_give_the_usual_error(given_scores):
    n, total, squares = len(given_scores), sum(given_scores), sum(s * s for s in given_scores)
    got = clustered_variance([n], [total], [n], [squares], [total], [n])
    assert got[0] == pytest.approx(variance(given_scores) / n, abs=1e-6)


@given(scores)
def test_the_same_reviews_twice_by_the_same_people_say_no_more(given_scores):
    n, total, squares = len(given_scores), sum(given_scores), sum(s * s for s in given_scores)
    once = clustered_variance([n], [total], [n], [squares], [total], [n])
    twice = clustered_variance([2 * n], [2 * total], [n], [4 * squares], [4 * total], [4 * n])
    assert twice[0] == pytest.approx(once[0], abs=1e-6)


def test_one_person_alone_gives_no_error():
    assert np.isnan(clustered_variance([3], [1200], [1], [1440000], [3600], [9])).all()
