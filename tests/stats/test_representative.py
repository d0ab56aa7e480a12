"""Representative: rated reviews that are no random part of all are noticed, and weighed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.predicted import predicted
from standout.stats.representative import balancing, gap

CODE = np.repeat(np.arange(4), 200)


def drawn(seed):
    rng = np.random.default_rng(seed)
    return rng, rng.normal(0, 1, len(CODE)) + np.array([0, 1, 2, 3])[CODE]


def test_a_random_part_is_seldom_called_another():
    # 200 runs at 5 %: 10 expected; more than 20 come once in 700
    found = 0
    for seed in range(200):
        rng, f = drawn(seed)
        found += gap(f, rng.random(len(CODE)) < 0.2, CODE).differ

    assert found <= 20


def test_rating_more_where_people_are_content_is_noticed():
    rng, f = drawn(1)
    own = f - np.array([0, 1, 2, 3])[CODE]

    found = gap(f, rng.random(len(CODE)) < np.where(own > 0, 0.3, 0.15), CODE)

    assert found.differ
    assert found.gap > 0


def test_that_better_businesses_are_rated_more_is_no_difference():
    rng, f = drawn(2)

    assert not gap(f, rng.random(len(CODE)) < np.array([0.1, 0.2, 0.3, 0.4])[CODE], CODE).differ


def test_who_writes_ten_times_counts_once():
    rng = np.random.default_rng(5)
    code, person = np.repeat(np.arange(4), 400), np.arange(1600) // 10
    found, apart = 0, 0
    for _ in range(100):  # whoever rates once, rates always
        f = rng.normal(0, 1, 160)[person] + 0.1 * rng.normal(0, 1, 1600)
        rated = (rng.random(160) < 0.3)[person]
        found += gap(f, rated, code, person).differ
        apart += gap(f, rated, code).differ

    # at 5 % more than 13 of 100 come once in 1,000 times
    assert found <= 13
    assert apart > 30


def test_everybody_once_is_what_no_clusters_say():
    rng, f = drawn(6)
    rated = rng.random(len(CODE)) < 0.2

    one, two = gap(f, rated, CODE), gap(f, rated, CODE, np.arange(len(CODE)))

    assert one == two
    # by hand: the strata's variances over n - 1, by their weights
    errors, weights = [], []
    for business in range(4):
        a, b = (f[(business == CODE) & (rated == side)] for side in (True, False))
        errors.append(a.var() / (len(a) - 1) + b.var() / (len(b) - 1))
        weights.append(len(a) * len(b) / (len(a) + len(b)))
    weight = np.array(weights) / sum(weights)
    assert one.error == pytest.approx(np.sqrt(weight**2 @ np.array(errors)))


def test_without_rows_of_both_kinds_nothing_differs():
    _, f = drawn(3)

    assert gap(f, np.ones(len(f), bool), CODE).p == 1.0
    assert gap([], [], []).p == 1.0


@given(st.integers(0, 200))
def test_weights_are_one_on_average_and_none_for_rows_without_a_score(seed):
    rng, f = drawn(seed)
    rated = rng.random(len(CODE)) < 0.15

    weight = balancing(f, rated, CODE)

    assert (weight[~rated] == 0).all()
    assert (weight[rated] > 0).all()
    for business in range(4):
        assert weight[rated & (business == CODE)].mean() == pytest.approx(1.0)


def test_weights_put_right_what_a_biased_part_gets_wrong():
    # The words are kind to the discontented (their error depends on what they say), who seldom rate
    off = []
    for seed in range(40):
        rng, f = drawn(seed)
        own = f - np.array([0, 1, 2, 3])[CODE]
        truth = f + np.where(own < 0, -1.0, 0.0)
        y = np.where(rng.random(len(CODE)) < np.where(own < 0, 0.1, 0.4), truth, np.nan)
        plain = predicted(y, f, CODE, 4, shrink=False)
        weighed = predicted(y, f, CODE, 4, shrink=False, weight=balancing(f, ~np.isnan(y), CODE))
        true = np.bincount(CODE, truth) / 200
        off.append((np.mean(plain.mean - true), np.mean(weighed.mean - true)))

    plain_off, weighed_off = np.mean(off, axis=0)
    # a fifth that holds both kinds is weighed as one, so a little of it stays
    assert plain_off > 0.2
    assert abs(weighed_off) < plain_off / 3
