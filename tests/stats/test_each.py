"""Each: estimates sum to what was seen, are drawn together, and their intervals hold planted rates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.stats.each import expected

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@settings(max_examples=30)
@given(COUNTS)
def test_what_is_expected_of_all_is_what_was_seen_and_order_is_kept(counts):
    found = expected(counts)

    assert found.estimate.sum() == pytest.approx(sum(counts))
    assert np.all(found.low <= found.high)
    order = np.argsort(counts, kind="stable")
    for ends in (found.estimate, found.low, found.high):
        assert np.all(np.diff(ends[order]) >= -1e-9)


def test_who_brought_most_is_drawn_down_and_who_brought_nobody_up():
    found = expected([6, 1, 0, 0, 0, 0, 0, 0, 0, 0])

    assert found.estimate[0] < 6
    assert found.estimate[-1] > 0
    assert found.low[0] < found.estimate[0] < found.high[0]


def test_where_nobody_brought_anybody_nothing_is_expected_but_it_may_yet_be():
    found = expected([0] * 20)

    assert found.estimate.tolist() == [0.0] * 20
    assert found.low.tolist() == [0.0] * 20
    assert 0 < found.high[0] < 0.5


def test_intervals_hold_the_rates_that_were_planted(rng):
    held = []
    for _ in range(25):
        rates = rng.gamma(0.4, 0.5 / 0.4, 80)
        found = expected(rng.poisson(rates))
        held.append((found.low <= rates) & (rates <= found.high))

    # 2,000 rates; at 95 % fewer than 93.5 % held would come once in a thousand such runs
    assert np.mean(held) > 0.935


@pytest.mark.parametrize("counts", [[], [1, -1]])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match=r"\d"):
        expected(counts)
