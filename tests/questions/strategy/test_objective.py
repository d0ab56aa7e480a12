from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import SettingError
from standout.questions.strategy.metric import MONTH, Metric
from standout.questions.strategy.objective import Aim, outlook, read_aim

AS_OF = date(2026, 11, 1)
TWO_A_WEEK = Metric("new_customers", (2,) * 26, AS_OF)  # 8.7 a month
BY = date(2027, 2, 20)


def said(**more):
    return {"objective": "reach", "target": 12.0, "by": "2027-02-20", "item": "", **more}


def test_the_owners_words_are_read():
    assert read_aim(said()) == Aim("reach", 12.0, BY)


@pytest.mark.parametrize("given_day", ["20/02/2027", "soon", "2027-02-30"])
def test_a_day_that_cant_be_read_says_how_to_write_one(given_day):
    with pytest.raises(SettingError, match="such as 2027-02-20"):
        read_aim(said(by=given_day))


@pytest.mark.parametrize(
    ("aim", "state"),
    [
        (Aim("reach", 20, BY), "set"),
        (Aim("reach", 20), "no_day"),
        (Aim("reach", 0, BY), "no_target"),
        (Aim("reach", 8, BY), "reached"),
        (Aim("reach", 20, AS_OF), "past"),
        (Aim("reach", 20, date(2026, 1, 1)), "past"),
    ],
)
def test_what_is_missing_or_over_is_told(aim, state):
    assert outlook(aim, TWO_A_WEEK, AS_OF).state == state


def test_a_target_near_to_what_there_is_can_be_seen_later():
    # 52 events in half a year against 12 a month: 16 weeks are too few
    ahead = outlook(Aim("reach", 12, BY), TWO_A_WEEK, AS_OF)

    assert ahead.seeable is False
    assert ahead.seeable_by > BY
    assert TWO_A_WEEK.detectable((ahead.seeable_by - AS_OF).days) <= 12


def test_a_target_that_can_never_be_told_from_chance_has_no_day():
    ahead = outlook(Aim("reach", 9, BY), TWO_A_WEEK, AS_OF)

    assert (ahead.seeable, ahead.seeable_by) == (False, None)


def test_of_costs_less_is_better():
    held = Metric("minutes_each", (2,) * 26, AS_OF, minutes=120)  # 60 minutes for each

    assert outlook(Aim("save", 20, BY), held, AS_OF).seeable is True
    assert outlook(Aim("save", 55, BY), held, AS_OF).seeable is False
    assert outlook(Aim("save", 70, BY), held, AS_OF).state == "reached"


def test_costs_are_what_is_spent_over_who_came():
    held = Metric("minutes_each", (2,) * 26, AS_OF, minutes=120)
    as_many = Metric("new_customers", (2,) * 26, AS_OF)

    # a month has 120 / 7 * 30.44 minutes; over the fewest who may have come that is the most for each
    assert held.baseline.high == pytest.approx(120 / 7 * MONTH / as_many.baseline.low)


@given(st.floats(9, 60), st.integers(7, 400), st.integers(1, 60))
def test_more_time_and_a_further_target_are_never_harder_to_see(target, days, more):
    first = outlook(Aim("reach", target, AS_OF + timedelta(days=days)), TWO_A_WEEK, AS_OF)
    further = outlook(Aim("reach", target + more, AS_OF + timedelta(days=days)), TWO_A_WEEK, AS_OF)

    assert further.seeable >= first.seeable
    assert first.seeable == (target >= first.least)
