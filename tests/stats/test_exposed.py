"""What comes up more often here, against sums by hand and other ways to the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from standout.stats.exposed import able_to_pass, more_often_p


def test_ours_against_theirs_in_twice_as_many_words():
    # of 4 in all, 4 or 3 are ours at a third of the words: 1/81 + 4 * 2/81 = 9/81
    assert more_often_p([3], [1], 100, 200) == pytest.approx([1 / 9])


def test_what_never_came_up_here_is_no_evidence():
    assert more_often_p([0, 0], [0, 7], 10, 10).tolist() == [1.0, 1.0]


def test_without_words_on_one_side_nothing_can_be_asked():
    with pytest.raises(ValueError, match="0"):
        more_often_p([3], [0], 100, 0)


@given(st.integers(0, 200), st.integers(0, 200), st.floats(1, 1e6), st.floats(1, 1e6))
def test_it_is_the_upper_end_of_a_binomial(ours, theirs, our_words, their_words):
    expected = binom.sf(ours - 1, ours + theirs, our_words / (our_words + their_words))

    assert more_often_p([ours], [theirs], our_words, their_words)[0] == pytest.approx(expected, abs=1e-9)


def test_with_the_same_rate_everywhere_the_test_is_passed_as_seldom_as_it_says():
    rng = np.random.default_rng(3)
    ours, theirs = rng.poisson(4, 5000), rng.poisson(12, 5000)

    # at most 5 % of 5,000 = 250, and 3 x 15.4 by chance
    assert np.count_nonzero(more_often_p(ours, theirs, 1000, 3000) <= 0.05) < 297


def test_what_could_never_pass_is_not_tested():
    # six could reach .05 / 6 = .0083 in a third of the words: (1/3)^5 = .0041 can, (1/3)^4 = .0123 can't
    assert able_to_pass([4, 5, 5, 6, 9, 30, 4, 5], 100, 200).tolist() == [
        False,
        True,
        True,
        True,
        True,
        True,
        False,
        True,
    ]
    assert able_to_pass([], 1, 1).tolist() == []


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_no_more_are_tested_than_could_pass_together(totals):
    able = able_to_pass(totals, 1, 1)

    least = 0.5 ** np.array(totals)
    # the fewest tests at whose level no more than so many could pass
    many = next(k for k in range(1, len(totals) + 1) if np.count_nonzero(least <= 0.05 / k) <= k)
    assert able.tolist() == (least <= 0.05 / many).tolist()
    assert able.sum() <= many
