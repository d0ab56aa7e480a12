"""Scale-up: by hand, what it may not do, and coverage where the truth is planted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.scale_up import friends_counted, known_between, second_circle

TOLD = st.lists(st.integers(0, 40), min_size=1, max_size=20)
KNOW = st.lists(st.integers(1, 30), min_size=2, max_size=20)


def test_friends_of_several_are_counted_once():
    # 200 people would tell 3 each on average: 600 friends counted.  Of those who came one knows 1, one 2 and two 4 of
    # them: 1/1 + 1/2 + 1/4 + 1/4 = 2, a mean of 1/2, so 300 people
    size = second_circle(200, [2, 4, 3], [1, 2, 4, 4])

    assert size.estimate == pytest.approx(300)
    assert size.low < 300 < size.high


def test_some_sharers_reach_as_many_as_their_share_and_no_friend_twice():
    # 50 of 200 tell, each would tell 3.  Who is known to 2 of the 200 is missed by both with chance (3/4)^2 = 9/16,
    # so (1 - 9/16) / 2 = 7/32 of 600 counted friends
    assert known_between(50, 200, [3, 3], [2, 2]).estimate == pytest.approx(600 * 7 / 32)


@given(TOLD, KNOW, st.integers(1, 300))
def test_the_interval_holds_the_estimate_and_grows_with_those_who_know_us(told, know, knowers):
    size, twice = second_circle(knowers, told, know), second_circle(2 * knowers, told, know)

    assert 0 <= size.low <= size.estimate <= size.high
    assert (twice.low, twice.high) == (pytest.approx(2 * size.low), pytest.approx(2 * size.high))
    assert size.estimate <= friends_counted(knowers, told).estimate + 1e-9


@given(TOLD, KNOW, st.integers(2, 300))
def test_more_sharers_reach_more_and_never_more_than_all(told, know, knowers):
    some, more = (known_between(n, knowers, told, know).estimate for n in (1, knowers // 2))
    whole = second_circle(knowers, told, know).estimate

    assert some <= more + 1e-9
    assert more <= whole + 1e-9


@pytest.mark.parametrize(("told", "know", "sharers"), [([], [1], 5), ([1], [], 5), ([-1], [1], 5), ([1], [0], 5),
                                                       ([1], [1], 0), ([1], [1], 11)])  # fmt: skip
def test_answers_that_cannot_be_are_refused(told, know, sharers):
    with pytest.raises(ValueError, match=r"\d"):
        known_between(sharers, 10, told, know)


def test_a_planted_circle_is_held_where_friends_are_popular_and_some_would_tell_many(rng):
    held, rounds = 0, 120
    for _ in range(rounds):
        tells = rng.gamma(2, 0.5, (100, 1)) * rng.gamma(2, 0.5, 300) * 4 / 300 > rng.random((100, 300))
        known = tells.sum(axis=0)
        came = rng.choice(300, 10, p=known / known.sum())  # who is known to more is likelier to come
        size = second_circle(100, tells[rng.choice(100, 10, replace=False)].sum(axis=1), known[came])
        held += size.low <= np.sum(known > 0) <= size.high

    assert held >= 0.9 * rounds
