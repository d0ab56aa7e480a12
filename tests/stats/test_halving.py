"""Halving: how many more marks, by hand."""

import math

import pytest

from standout.stats.halving import MOST, more_to_halve

Z = 1.959963984540054


def asked(**given):
    usual = {"mean": 0.0, "variance": 0.01, "df": 1e9, "marked": 25, "people": 10_000, "of_words": 0.0}
    figures = usual | given
    return more_to_halve(*figures.values(), z=Z, low=-1.0, high=1.0)


def test_an_error_due_to_few_marks_alone_halves_with_four_times_as_many():
    assert asked() == 75  # 0.01 x 25 / 100 = 0.0025, whose root is half


def test_what_no_mark_can_take_away_stays():
    # 0.001 + 0.009 / t = 0.0025 at t = 6: 125 more
    assert asked(of_words=0.001) == 125
    assert asked(of_words=0.0026) is None


def test_few_people_keep_it_wide_by_what_may_be_unseen():
    # 3 x (1 / people)^2: with 17.3 people 0.01, and half that error with twice as many people
    assert asked(people=17, variance=3 / 17**2) == pytest.approx(75, abs=1)
    assert asked(people=17, variance=0.0001) == 25


def test_nothing_is_said_of_no_marks_or_an_unknown_error():
    assert asked(marked=0) is None
    assert asked(people=0) is None
    assert asked(variance=math.nan) is None
    assert asked(marked=MOST, variance=0.5) is None
