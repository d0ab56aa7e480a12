from datetime import date

import pytest

from leagues import finding, league, spread
from standout.finding import Needed
from standout.report.chapter import Held
from standout.report.steps import steps

HELD = [Held(table="reviews", rows=3, sources=("a",), oldest=date(2026, 1, 1), newest=date(2026, 1, 2))]


def _need(verdict="close", aspect="coffee", **needed):
    return finding(league(spread(), aspect), verdict, needed=Needed(**needed))


def test_reviews_that_settle_it_are_asked_for_with_their_number_and_time():
    [step] = steps([_need(more=40, of="reviews", days=21)], HELD)
    asked, time = "Ask every customer for a review. About 40 more should settle this: Coffee.", "about 3 weeks"
    assert step == f"{asked} That takes {time} at the rate of your latest year of reviews."


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (90, "3 months"), (1000, "3 years or more")]
)
def test_time_is_told_in_the_unit_people_would_use(days, words):
    [step] = steps([_need(more=40, of="reviews", days=days)], HELD)
    assert step.endswith(f"{words} at the rate of your latest year of reviews.")


def test_where_there_is_not_enough_it_asks_for_enough_to_be_judged_and_promises_no_more():
    [step] = steps([_need("not_enough", more=6, of="reviews")], HELD)
    assert step == "Ask every customer for a review. It takes 6 more to be judged on this: Coffee."


def test_reviews_of_a_rival_are_asked_for_by_its_name():
    [step] = steps([_need(more=14, of="reviews", business="Lark")], HELD)
    assert step.startswith("Add at least 14 more reviews of Lark.")


def test_rivals_and_looks_are_asked_for_with_the_sheet():
    found = steps([_need(more=2, of="rivals"), _need(aspect="price", more=1, of="looks")], HELD)
    assert found == [
        "Look up 2 more rivals with the rival sheet. Then there is enough to compare on this: Coffee.",
        "Look up your own figure again and write down the day, for this: Price.",
    ]


def test_one_kind_of_step_is_asked_for_once_and_never_more_than_three():
    needs = [_need(aspect=a, more=40, of="reviews") for a in "abc"]
    assert len(steps(needs, HELD)) == 1
    theirs = [_need(aspect=a, more=40, of="reviews", business=f"Rival {a}") for a in "abcde"]
    assert len(steps(theirs, HELD)) == 3


def test_where_nothing_can_be_asked_for_it_says_why():
    [step] = steps([finding(league(spread()), "no")], HELD)
    assert step.startswith("Nothing more is needed to know this.")
    [step] = steps([finding(league(spread()), "close")], HELD)
    assert step.startswith("It can't be said how many more reviews would settle this.")


def test_an_answer_that_holds_comes_with_how_to_use_it_before_what_others_need():
    first, second = steps([finding(league(spread()), "yes"), _need(aspect="wifi", more=40, of="reviews")], HELD)
    assert first.startswith("The first answer holds. Where you use it, say whom it speaks of")
    assert "should settle this: Wifi." in second


def test_with_no_finding_it_says_which_files_to_add():
    assert steps([], [])[0].startswith("Add a file with reviews")
    assert steps([], HELD)[0].startswith("What is held so far can't be compared.")
    assert "rivals --sheet" in steps([], [])[1]
