from dataclasses import replace
from datetime import date, timedelta

import pytest

from standout.questions.strategy.card import card, command, unset
from standout.questions.strategy.metric import Lacking, Metric
from standout.questions.strategy.objective import Aim

AS_OF = date(2026, 11, 1)
BY = date(2027, 2, 20)
TWO_A_WEEK = Metric("new_customers", (2,) * 26, AS_OF)  # 2 / 7 * 30.44 = 8.7 a month


def told(aim, held=TWO_A_WEEK):
    return card("Deli", aim, held, AS_OF)


def test_the_card_tells_where_it_stands_what_is_aimed_for_and_what_would_show():
    # 52 in 182 days; in the 111 days ahead 46 are the fewest that chance gives less than once in twenty
    # (46 or more of 98 with 111/293), and a mean of 51.6 brings them four times in five: 51.6 / 111 * 30.44 = 14.1
    found = told(Aim("reach", 30, BY))

    assert found.verdict == found.tier == "counted"
    assert found.sentence == (
        "You want to reach new customers. You now have 8.7 new customers a month: between 6.5 and 11.4. "
        "That was counted from 4 May 2026 to 1 November 2026. Your target is 30.0 new customers a month by "
        "20 February 2027. What follows looks ahead from 1 November 2026. By 20 February 2027, a rise to 14.1 new "
        "customers a month would show four times in five. "
        "So your target can be seen by then."
    )


def test_it_says_where_the_table_ends_and_how_far_back_new_is_known():
    held = replace(TWO_A_WEEK, last=date(2026, 9, 27), begins=date(2025, 9, 28), ends=date(2026, 9, 28))
    found = told(Aim("reach", 30, BY), held)

    assert (
        "That was counted from 30 March 2026 to 27 September 2026, the last whole day in your orders. New are those "
        "with no order before in your files, which go back to 28 September 2025. Some may have bought before that. "
        "Your target"
    ) in found.sentence
    assert (found.facts["ends"], found.facts["old"]) == ("2026-09-28", False)


@pytest.mark.parametrize(("days", "old"), [(45, False), (46, True)])
@pytest.mark.parametrize("table", ["orders", "adoptions", "reviews", "sends"])
def test_a_table_that_ended_long_ago_is_called_old_and_newer_rows_are_asked_for(table, days, old):
    ends = AS_OF - timedelta(days=days)
    found = told(Aim("reach", 30, BY), replace(TWO_A_WEEK, last=ends - timedelta(days=1), ends=ends, table=table))

    assert found.facts["old"] is old
    assert (f"{days} days back. Add" in found.sentence) is old


def test_the_sentence_and_the_facts_cannot_disagree():
    found = told(Aim("reach", 30, BY))

    assert found.estimate == found.facts["baseline"]
    assert f"rise to {found.facts['detectable']:.1f}" in found.sentence
    assert found.facts["seeable"] is (found.facts["target"] >= found.facts["detectable"])
    assert found.rows == found.facts["events"] == 52


def test_a_target_too_near_is_told_with_the_day_it_would_show():
    found = told(Aim("reach", 12, BY))

    assert found.facts["seeable"] is False
    assert "Give it until" in found.sentence
    assert date.fromisoformat(found.facts["seeable_by"]) > BY


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (Aim("reach", 0, BY), "No target is set. Set one: standout objective mybiz reach --target "),
        (Aim("reach", 30), "but no day is set. Set one: standout objective mybiz reach --target 30 --by 2027-01-31."),
        (Aim("reach", 5, BY), "and you are there now."),
        (Aim("reach", 30, date(2026, 2, 1)), "The day you set, 1 February 2026, is past."),
        (Aim("reach", 9, BY), "within two years"),
    ],
)
def test_what_is_missing_over_or_too_little_is_told_in_plain_words(aim, words):
    assert words in told(aim).sentence


def test_no_baseline_says_which_file_gives_one():
    found = told(Aim("reach", 12, BY), Lacking("orders"))

    assert found.verdict == "not_enough"
    assert found.estimate is None
    assert found.needed.of == "orders"
    assert found.reason == "no_baseline"


def test_too_short_a_time_needs_days():
    assert told(Aim("reach", 12, BY), Lacking("time", days=21)).needed.days == 21


def test_a_cost_is_to_fall():
    found = told(Aim("save", 20, BY), Metric("minutes_each", (2,) * 26, AS_OF, minutes=120))

    assert "60 minutes for each new customer" in found.sentence
    assert "a fall to" in found.sentence
    assert found.unit == "minutes a new customer"


def test_a_cost_of_hardly_anybody_has_no_upper_end():
    found = told(Aim("save", 20, BY), Metric("minutes_each", (0,) * 25 + (0,), AS_OF, minutes=120))

    assert found.high is None
    assert "at the least" in found.sentence


def test_what_is_launched_is_named():
    new = Metric("item_orders", (0,) * 20, AS_OF, near="Latte")

    assert (
        "No order names “Oat latte” so far. Orders do name Latte."
        in told(Aim("launch", 5, BY, "Oat latte"), new).sentence
    )
    assert told(Aim("launch", 5, BY, "Oat latte"), new).low == 0


def test_without_an_objective_the_command_to_set_one_is_given():
    found = unset("Deli", ["sell", "learn"], AS_OF)

    assert found.verdict == "not_enough"
    assert "sell more to the customers you have or learn more from your customers" in found.sentence
    assert found.sentence.endswith("standout objective mybiz sell --target 12 --by 2027-01-31.")


def test_without_any_day_the_command_names_none():
    assert command("reach", None) == "standout objective mybiz reach --target 12"


def test_a_target_far_from_what_there_is_is_said_to_be_how_many_times_that():
    # 52 in 182 days are 8.6964 a month; 1,000,000 / 8.6964 = 114,990
    found = told(Aim("reach", 1_000_000, BY))

    assert "Your target is 1,000,000.0 new customers a month by 20 February 2027." in found.sentence
    assert found.sentence.endswith(
        "So your target can be seen by then. But it is 114,990 times what it is now, and nothing here says that it "
        "can be reached."
    )
    assert round(found.facts["times"]) == 114_990


@pytest.mark.parametrize(("target", "far"), [(86, False), (88, True)])
def test_ten_times_what_there_is_is_far(target, far):
    assert ("times what it is now" in told(Aim("reach", target, BY)).sentence) is far


def test_a_cost_is_far_off_that_is_a_tenth_of_what_it_is():
    found = told(Aim("save", 5, BY), Metric("minutes_each", (2,) * 26, AS_OF, minutes=120))

    assert found.sentence.endswith("But it now takes 12 times that, and nothing here says that it can be reached.")


def test_where_nothing_came_so_far_a_target_is_measured_by_the_most_it_may_be():
    # none in 140 days: at most 3.689 / 140 * 30.4375 = 0.802 a month; 400 / 0.802 = 499
    found = told(Aim("launch", 400, BY, "Oat latte"), Metric("item_orders", (0,) * 20, AS_OF))

    assert "But it is 499 times the most it may be now" in found.sentence


def test_a_large_target_stands_in_the_command_as_it_was_said():
    assert "--target 1000000 --by" in told(Aim("reach", 1_000_000)).sentence
