"""The week as a calendar file and as plain text."""

import re
from dataclasses import replace
from datetime import date

import icalendar
import pytest

from standout.finding import Play
from standout.plan.play import Back, Planned, Stop, Week
from standout.report.calendar import calendar
from standout.report.week_text import week_text
from standout.words import speaking

PLAY = Play(
    play_id="2026-W48-1", tactic="tell_in_person", card="Staff | {}", message="Ours; read well, of 9.", people=(11, 12),
    channel="in_person", minutes=20, cost=0, expected="Look on 7 December 2026.", due=date(2026, 12, 7),
    reason="They know you.", stop="Leave it if two rounds bring nobody.",
)  # fmt: skip
CARD = replace(PLAY, play_id="2026-W48-2", tactic="counter_card", people=(), channel="yourself", cost=150)
WEEK = Week(
    week="2026-W48", made_at=date(2026, 11, 25), hours=1.0, money=0,
    planned=tuple(Planned(play=play, measure="code_used") for play in (PLAY, CARD)),
    stop=(Stop(what="Leaflets", reason="Nobody said what it is for.", minutes_back=90),
          Stop(what="Likes", reason="They bring nobody in.", minutes_back=0)),
    back=(Back(play_id="2026-W47-1", tactic="counter_card", state="done", planned_minutes=20, minutes=25, seen=2,
               sentence="2026-W47-1, put a card on the counter: done."),),
    notes=("There is nobody to ask by name yet.",), objective="Twelve new customers a month.", used="You have used 1.",
)  # fmt: skip


def entries(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_each_play_has_a_day_to_do_it_and_a_day_to_look() -> None:
    found = entries(calendar(WEEK, "Bean Street", "mybiz"))

    # made on a Wednesday: the first that day, the second the next; both looked at on 7 December
    assert [(one["uid"], one.start) for one in found] == [
        ("2026-W48-1@standout", date(2026, 11, 25)), ("2026-W48-1-look@standout", date(2026, 12, 7)),
        ("2026-W48-2@standout", date(2026, 11, 26)), ("2026-W48-2-look@standout", date(2026, 12, 7)),
    ]  # fmt: skip
    assert found[0]["summary"] == "20 min: tell a few people in person"
    assert "How: in person. 2 people to ask." in found[0]["description"]
    assert "Words: Ours; read well, of 9." in found[0]["description"]
    assert "standout did mybiz 2026-W48-1 --done --minutes 20" in found[0]["description"]
    assert found[2]["description"].startswith("How: yourself.\n")


def test_who_may_not_be_asked_any_more_is_not_counted() -> None:
    def first(left_out: dict[str, int]) -> str:
        return str(entries(calendar(WEEK, left_out=left_out))[0]["description"])

    assert "How: in person. 1 person to ask." in first({"2026-W48-1": 1})  # two were planned
    assert "How: in person. Nobody may be asked that way now." in first({"2026-W48-1": 2})
    assert "How: in person. 2 people to ask." in first({"2026-W48-2": 1})


@pytest.mark.parametrize(
    ("made", "days"),
    [
        (date(2026, 11, 19), [23, 24]),  # planned the week before: from Monday on
        (date(2026, 11, 29), [29, 29]),  # planned on Sunday: both that day
    ],
)
def test_no_play_is_put_outside_its_week(made: date, days: list[int]) -> None:
    found = entries(calendar(replace(WEEK, made_at=made, week="2026-W48.2")))

    assert [one.start.day for one in found if "look" not in one["uid"]] == days


def test_a_calendar_blocks_no_time_and_is_the_same_each_time() -> None:
    text = calendar(WEEK, "Bean Street", "mybiz")

    assert text == calendar(WEEK, "Bean Street", "mybiz")
    assert text.count("TRANSP:TRANSPARENT") == text.count("BEGIN:VEVENT") == 4
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # RFC 5545, 3.1
    assert re.search(r"DTSTAMP:20261125T000000Z\r\n", text)


def test_a_week_without_plays_is_an_empty_calendar_and_says_so_in_words() -> None:
    empty = replace(WEEK, planned=())

    assert entries(calendar(empty)) == []
    assert "No play this week." in week_text(empty)


def test_the_text_says_what_came_back_then_what_to_stop_then_what_to_do() -> None:
    said = week_text(
        WEEK, people={"2026-W48-1": [("Ann", "email", "1-F7KQ2-M"), ("Bo", "phone", "")]},
        codes={"2026-W48-2": "1-AAAAA-1"}, left_out={"2026-W48-1": 1}, folder="mybiz",
        used="1 of 3 findings led to something.",
    )  # fmt: skip
    heads = ["Week 2026-W48: 40 of 60 minutes", "Aim: Twelve", "What came of the last plays",
             "Stop first: 90 minutes a week back", "Then do", "Please note", "1 of 3 findings led"]  # fmt: skip
    places = [said.index(head) for head in heads]

    assert places == sorted(places)
    assert "- Leaflets: Nobody said what it is for. (90 minutes back)" in said
    assert "- Likes: They bring nobody in.\n" in said
    assert "1. Tell a few people in person: 20 minutes\n" in said
    assert "2. Put a card on the counter: 20 minutes, 1.50 of money\n" in said
    assert "   - Ann, by e-mail, code 1-F7KQ2-M\n" in said
    assert "   - Bo, by phone\n" in said
    assert "   1 person is left out." in said
    assert "   Its code is 1-AAAAA-1." in said
    assert "   When it is done: standout did mybiz 2026-W48-1 --done --minutes 20" in said
    assert max(map(len, said.splitlines())) <= 88


def test_without_names_people_are_counted() -> None:
    said = week_text(WEEK)

    assert "   With: 2 people\n" in said
    assert "standout did" not in said


@pytest.mark.parametrize(
    ("cost", "currency", "written"),
    [
        (1200, "GBP", ", 12.00 GBP"), (1200, "JPY", ", 1,200 JPY"), (123456, "EUR", ", 1,234.56 EUR"),
        (150, "", ", 1.50 of money"), (0, "GBP", ""),
    ],
)  # fmt: skip
def test_money_is_written_as_its_currency_is(cost: int, currency: str, written: str) -> None:
    week = replace(WEEK, planned=(Planned(play=replace(CARD, cost=cost), measure="code_used"),))

    assert f"1. Put a card on the counter: 20 minutes{written}\n" in week_text(week, currency=currency)


def test_a_long_objective_is_told_by_its_first_and_last_two_sentences() -> None:
    long = ("You want to sell more. You now have 1.5 orders a month: between 0.6 and 3.0. That was counted in spring. "
            "Some may be missing. Your target is too near to be told by then. Give it until May.")  # fmt: skip
    said = week_text(replace(WEEK, objective=long), folder="mybiz")
    [aim] = [block.replace("\n", " ") for block in said.split("\n\n") if block.startswith("Aim:")]

    assert aim == (
        "Aim: You want to sell more. You now have 1.5 orders a month: between 0.6 and 3.0. Your target is too near to "
        "be told by then. Give it until May. More on it: standout ask mybiz strategy"
    )
    assert "More on it" not in week_text(replace(WEEK, objective=long))
    short = " ".join(long.split(". ")[:1])
    assert f"Aim: {short}" in week_text(replace(WEEK, objective=short))


def test_a_german_day_cuts_no_sentence_of_the_objective_in_two() -> None:
    long = "Sie wollen mehr. Ihr Stand: 2. Neu ist A. Alt ist B. Der 30. Juni ist vorbei. Setzen Sie einen neuen Tag."
    with speaking("de"):
        said = week_text(replace(WEEK, objective=long)).replace("\n", " ")

    # six sentences, the first and the last two kept: "30." ends none
    assert "Ziel: Sie wollen mehr. Ihr Stand: 2. Der 30. Juni ist vorbei. Setzen Sie einen neuen Tag." in said
