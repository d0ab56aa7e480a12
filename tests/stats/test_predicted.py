"""Predicted: means from words and scores keep to plain means wherever these are to be had."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.stats.calibrated import calibrated
from standout.stats.morris import held
from standout.stats.predicted import clusters, interval, predicted


def drawn(seed, businesses=5, each=60, share=0.4):
    """Give scores (NaN where unrated), predictions that are wrong by business, and businesses."""
    rng = np.random.default_rng(seed)
    code = np.repeat(np.arange(businesses), each)
    truth = rng.integers(1, 6, len(code)).astype(float)
    f = 3 + 0.6 * (truth - 3) + rng.normal(0, 0.3, businesses)[code] + rng.normal(0, 0.5, len(code))
    return np.where(rng.random(len(code)) < share, truth, np.nan), f, code


@given(st.integers(0, 999))
def test_where_all_are_rated_it_is_the_plain_mean_and_its_error(seed):
    y, f, code = drawn(seed, share=2.0)

    found = predicted(y, f, code, 5)

    for business in range(5):
        own = y[code == business]
        assert found.mean[business] == pytest.approx(own.mean())
        assert found.variance[business] == pytest.approx(own.var(ddof=1) / len(own))
        assert found.df[business] == pytest.approx(len(own) - 1)
    assert found.borrowed.tolist() == [0.0] * 5


@given(st.integers(0, 999))
def test_words_that_tell_nothing_leave_the_rated_alone(seed):
    y, f, code = drawn(seed, share=0.6)  # some 36 of 60, never as few as 15

    found = predicted(y, np.full_like(f, 2.5), code, 5, shrink=False)

    for business in range(5):
        own = y[(code == business) & ~np.isnan(y)]
        assert found.mean[business] == pytest.approx(own.mean())
        assert found.variance[business] == pytest.approx(own.var(ddof=1) / len(own))
        assert found.df[business] == pytest.approx(len(own) - 1)


def test_words_that_foretell_every_score_are_as_good_as_scores():
    rng = np.random.default_rng(1)
    truth, code = rng.integers(1, 6, 400).astype(float), np.repeat(np.arange(4), 100)
    y = np.where(np.arange(400) % 5 == 0, truth, np.nan)

    found = predicted(y, truth, code, 4)

    for business in range(4):
        every = truth[code == business]
        assert found.mean[business] == pytest.approx(every.mean())
        assert found.variance[business] == pytest.approx(every.var(ddof=1) / 100)


@given(st.integers(0, 999), st.integers(1, 3))
def test_with_few_businesses_each_stands_by_its_own_scores(seed, businesses):
    y, f, code = drawn(seed, businesses)

    both = [predicted(y, f, code, businesses, shrink=shrink) for shrink in (True, False)]

    assert both[0].mean == pytest.approx(both[1].mean)
    assert both[0].variance == pytest.approx(both[1].variance)


@given(st.integers(0, 999))
def test_a_lean_that_all_predictions_share_changes_nothing(seed):
    y, f, code = drawn(seed)

    plain, leaning = predicted(y, f, code, 5), predicted(y, f + 1.7, code, 5)

    assert leaning.mean == pytest.approx(plain.mean)
    assert leaning.variance == pytest.approx(plain.variance)


@given(st.integers(0, 999))
def test_the_order_of_rows_changes_nothing(seed):
    y, f, code = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(y))

    plain, mixed = predicted(y, f, code, 5), predicted(y[order], f[order], code[order], 5)

    assert mixed.mean == pytest.approx(plain.mean)
    assert mixed.variance == pytest.approx(plain.variance)


def test_a_mean_by_hand():
    # rated: 4 and 2 where 5 and 3 were foretold, so the words are 1 too kind; they foretell 4.0 in all
    found = predicted([4, 2, np.nan, np.nan], [5, 3, 5, 3], [0, 0, 0, 0], 1)

    assert found.mean[0] == pytest.approx(4.0 - 1.0)
    # the words spread by 4/3 over 4 rows; the error is the same each time: 4/3 / 4 + 0
    assert found.variance[0] == pytest.approx(1 / 3)


def test_a_business_nobody_rated_has_a_place_and_no_interval():
    y, f, code = drawn(3, businesses=6)
    y[code == 5] = np.nan

    found = predicted(y, f, code, 6)
    low, high = interval(found, 0.9)

    assert np.isfinite(found.mean).all()
    assert np.isnan(found.variance[5])
    assert np.isnan([low[5], high[5]]).all()
    assert (low[:5] < high[:5]).all()
    assert found.borrowed[5] == 1.0


def test_a_business_without_reviews_has_nothing():
    found = predicted([4, 5, np.nan], [4, 4, 4], [0, 0, 0], 2)

    assert np.isnan(found.mean[1])
    assert found.rows.tolist() == [3, 0]


def test_who_writes_twice_counts_once():
    y, f, code = drawn(5)
    twice = np.concatenate

    alone = predicted(y, f, code, 5, cluster=clusters(code, np.arange(300)), shrink=False)
    double = predicted(
        twice([y, y]), twice([f, f]), twice([code, code]), 5,
        cluster=clusters(twice([code, code]), twice([np.arange(300)] * 2)), shrink=False,
    )  # fmt: skip

    assert double.mean == pytest.approx(alone.mean)
    assert double.variance == pytest.approx(alone.variance)


@settings(max_examples=50)
@given(st.integers(0, 999))
def test_influences_add_to_nothing_and_their_squares_are_the_variance(seed):
    y, f, code = drawn(seed, share=0.6)  # some 36 of 60, never as few as 15

    found = predicted(y, f, code, 5, shrink=False)

    assert np.bincount(code, found.influence) == pytest.approx(np.zeros(5), abs=1e-9)
    # the variance has n / (n - 1) on its parts, which at 24 to 48 rated rows adds at most 4 %
    ratio = found.variance / np.bincount(code, found.influence**2)
    assert (ratio > 0.99).all()
    assert (ratio < 1.08).all()


def test_a_few_scores_that_agree_by_luck_are_not_taken_for_certain():
    y, f, code = drawn(6, businesses=6)
    y[code == 5] = np.nan
    y[300:303] = f[300:303] + 0.5  # three scores, the same error each time

    found = predicted(y, f, code, 6)

    assert found.variance[5] > found.variance[:5].max()


def test_fifteen_fives_are_not_taken_for_certain_where_it_is_guarded():
    # 15 fives of each of 3, where 3 was foretold each time: errors of 2; and of the fourth 14 fives and a one
    y = np.full(400, np.nan)
    code = np.repeat(np.arange(4), 100)
    for business in range(4):
        y[100 * business : 100 * business + 15] = 5.0
    y[300] = 1.0

    plain, kept = (predicted(y, np.full(400, 3.0), code, 4, guard=guard) for guard in (False, True))

    assert plain.variance[:3] == pytest.approx([0, 0, 0])
    # three people more with the largest error seen, -2 where 2 is usual: 3 x (2 + 2)² / 15²
    assert kept.variance[0] > 0.5 * 3 * 16 / 225
    assert (kept.variance >= plain.variance).all()


@given(st.integers(0, 999))
def test_a_guarded_error_is_never_smaller(seed):
    y, f, code = drawn(seed)

    plain, kept = (predicted(y, f, code, 5, guard=guard, shrink=False) for guard in (False, True))

    assert (kept.variance >= plain.variance - 1e-12).all()
    assert kept.mean == pytest.approx(plain.mean)


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=30), st.floats(0.01, 4))
def test_means_are_held_within_themselves_and_their_centre(means, variance):
    found = held(means, [variance] * len(means))

    assert (found.share >= 0).all()
    assert (found.share < 1).all()
    assert min(means) - 1e-9 <= found.centre <= max(means) + 1e-9
    assert found.part.sum() == pytest.approx(1.0)


def test_means_far_apart_are_left_where_they_are():
    assert held([0.0, 10.0, 20.0, 30.0, 40.0], [0.01] * 5).share.max() < 0.001


def test_morris_by_hand():
    # 0, 0, 0, 6 with variance 1: between = 9 - 1 = 8, share = 1/3 of 1/9; of four equal ones the centre is 1.5
    found = held([0.0, 0.0, 0.0, 6.0], [1.0] * 4)

    assert found.centre == pytest.approx(1.5)
    assert found.share == pytest.approx([1 / 27] * 4)
    # 2 / (4 - 3) x (1/27)² x (6 - 1.5)²
    assert found.guess[3] == pytest.approx(2 * (1 / 27) ** 2 * 4.5**2)


def test_a_prediction_has_not_seen_a_score_of_its_business():
    y, f, code = drawn(8)
    other = np.where(code == 2, 6 - y, y)

    one, two = (calibrated(f[:, None], scores, code) for scores in (y, other))

    assert one[code == 2] == pytest.approx(two[code == 2])
    assert not np.allclose(one[code == 0], two[code == 0])


def test_all_rows_of_a_business_are_predicted_by_one_model():
    y, f, code = drawn(9)

    found = calibrated(f[:, None], y, code)

    for business in range(5):
        own = code == business
        slope, start = np.polyfit(f[own], found[own], 1)
        assert found[own] == pytest.approx(start + slope * f[own])


def test_a_name_alone_foretells_nothing():
    rng = np.random.default_rng(4)
    code = np.repeat(np.arange(6), 50)
    y = np.arange(6)[code] + rng.normal(0, 0.1, 300)  # the business tells all, the words nothing

    found = calibrated((code[:, None] == np.arange(6)).astype(float), y, code)

    assert abs(np.corrcoef(found, y)[0, 1]) < 0.9 or np.corrcoef(found, y)[0, 1] < 0


@pytest.mark.parametrize("scored", [0, 1, 4])
def test_too_few_scores_teach_nothing(scored):
    y = np.full(40, np.nan)
    y[:scored] = 4.0

    found = calibrated(np.random.default_rng(2).normal(size=(40, 2)), y, np.zeros(40, int))

    assert np.isfinite(found).all()
    assert np.ptp(found[scored:]) == pytest.approx(0)
