import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from standout.stats.ranks import all_pairs_critical, rank_intervals

leagues = st.integers(2, 12).flatmap(
    lambda k: st.tuples(
        arrays(np.float64, k, elements=st.floats(1, 5)),
        arrays(np.float64, k, elements=st.floats(0.001, 0.5)),
        arrays(np.float64, k, elements=st.floats(5, 500)),
    )
)


@pytest.mark.parametrize("businesses", [2, 3, 4, 10, 30, 100, 400])
def test_the_critical_value_is_that_of_the_studentized_range(businesses):
    exact = stats.studentized_range.ppf(0.95, businesses, np.inf) / np.sqrt(2)
    assert all_pairs_critical(businesses) == pytest.approx(exact, abs=1e-4)


def test_two_businesses_need_what_one_test_needs():
    assert all_pairs_critical(2) == pytest.approx(stats.norm.isf(0.025), abs=1e-6)


def test_a_clear_first_is_first_and_the_rest_share_their_places():
    # 4.8 is 0.8 and 0.9 ahead with an error of 0.14; 4.0 and 3.9 can't be told apart
    league = rank_intervals([4.8, 4.0, 3.9], [0.01] * 3, [np.inf] * 3)
    assert list(zip(league.low.tolist(), league.high.tolist(), strict=True)) == [(1, 1), (2, 3), (2, 3)]
    assert league.ahead.tolist() == [[False, True, True], [False] * 3, [False] * 3]


def test_a_business_alone_is_first_of_one():
    league = rank_intervals([4.0], [0.1], [9])
    assert (league.low.tolist(), league.high.tolist()) == ([1], [1])


@given(leagues)
def test_equal_means_are_a_tie_whatever_their_errors(league):
    mean, se2, df = league
    found = rank_intervals(np.full_like(mean, 4.2), se2, df)
    assert set(found.low) == {1}
    assert set(found.high) == {len(mean)}


@given(leagues)
def test_the_observed_place_lies_within_its_interval(league):
    mean, se2, df = league
    found = rank_intervals(mean, se2, df)
    place = 1 + (mean[None, :] > mean[:, None]).sum(axis=1)
    assert (found.low <= place).all()
    assert (found.high >= place).all()


@given(leagues, st.randoms(use_true_random=False))
def test_the_order_of_the_businesses_doesnt_matter(league, random):
    mean, se2, df = league
    order = np.array(random.sample(range(len(mean)), len(mean)))
    found, moved = rank_intervals(mean, se2, df), rank_intervals(mean[order], se2[order], df[order])
    assert found.low[order].tolist() == moved.low.tolist()
    assert found.high[order].tolist() == moved.high.tolist()


@given(leagues, st.sampled_from([0.25, 2.0, 16.0]), st.sampled_from([0.0, 1.0, -2.0]))
def test_the_unit_of_the_scores_doesnt_matter(league, scale, shift):
    mean, se2, df = league
    mean = np.round(mean * 64) / 64  # so that shifting takes no digits
    found, other = rank_intervals(mean, se2, df), rank_intervals(mean * scale + shift, se2 * scale**2, df)
    assert found.ahead.tolist() == other.ahead.tolist()


@given(leagues, st.floats(0, 1), st.floats(0, 1))
def test_more_rounding_never_shows_more(league, some, more):
    mean, se2, df = league
    narrow = rank_intervals(mean, se2, df, np.full_like(mean, some))
    wide = rank_intervals(mean, se2, df, np.full_like(mean, some + more))
    assert not (wide.ahead & ~narrow.ahead).any()


@given(leagues)
def test_more_confidence_never_shows_more(league):
    assert not (rank_intervals(*league, level=0.99).ahead & ~rank_intervals(*league, level=0.9).ahead).any()
