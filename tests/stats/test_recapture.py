"""Recapture: by hand, what it may not do, and coverage where some stand on lists more easily."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.recapture import LEAST, more_needed, recaptured


def test_the_estimate_is_that_of_two_lists_that_know_nothing_of_each_other():
    # Chapman: 41 x 31 / 13 - 1
    assert recaptured(40, 30, 12).estimate == pytest.approx(41 * 31 / 13 - 1)


def test_nobody_is_unseen_where_one_list_holds_all_of_the_other():
    # 0.5 x 0.5 / 20.5 on neither: next to nobody
    found = recaptured(20, 20, 20)

    assert found.estimate == pytest.approx(20)
    assert 20 <= found.low <= found.high < 24


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.floats(1, 5))
def test_there_are_never_fewer_than_were_seen_nor_more_than_there_can_be(one, other, both, odds):
    first, second, seen = one + both, other + both, one + other + both
    found, capped = recaptured(first, second, both, dependence=odds), recaptured(first, second, both, most=seen)
    alone = recaptured(first, second, both, dependence=1)

    assert seen <= found.low <= found.high
    assert found.low <= alone.low <= alone.high <= found.high
    assert (capped.low, capped.high) == (seen, seen)


def test_lists_hold_the_truth_where_some_stand_on_them_more_easily(rng):
    held, told = 0, 0
    for _ in range(300):
        ease = rng.gamma(3, 1 / 3, 150)
        one, other = (rng.random(150) < np.minimum(chance * ease, 0.95) for chance in (0.5, 0.4))
        both = int(np.sum(one & other))
        if both >= LEAST:
            found = recaptured(int(one.sum()), int(other.sum()), both)
            held, told = held + (found.low <= 150 <= found.high), told + 1

    assert told > 250
    assert held >= 0.9 * told


def test_how_many_more_answers_are_needed_goes_by_how_often_they_tell():
    # 5 of 25 answers stand on both lists; 2 more take 2 x 25 / 5
    assert more_needed(25, 5) == 10
    assert more_needed(25, LEAST) == 0
    assert more_needed(25, 0) is None


@pytest.mark.parametrize(("first", "second", "both", "odds"), [(3, 4, 5, 2), (3, 4, -1, 2), (3, 4, 2, 0.5)])
def test_counts_that_cannot_be_are_refused(first, second, both, odds):
    with pytest.raises(ValueError, match=r"\d"):
        recaptured(first, second, both, dependence=odds)
