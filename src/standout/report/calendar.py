"""Calendar: a week's plays as an iCalendar file: a day to do each, and the day to look at what came of it.

No name of a person stands in it, since calendars are kept on other people's machines: people are counted.

Source   RFC 5545, written by icalendar
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from standout.charts.look import clean
from standout.finding import Play
from standout.plan.play import Week, monday
from standout.report.week_text import channel, done, title
from standout.words import say

if TYPE_CHECKING:
    from icalendar import Calendar, Event

SUNDAY = 6


def calendar(week: Week, business: str = "", folder: str = "", left_out: Mapping[str, int] | None = None) -> str:
    """Give a week's plays as the text of an ``.ics`` file.

    Every play is a day's entry that blocks no time: the first on the day the plan was made, or the Monday of its
    week where that is later, and one a day from there, none after Sunday.  The same plan gives the same text.

    Parameters
    ----------
    week : Week
    business : str
        Whose it is; the calendar is called so where given.
    folder : str
        The workspace as it is typed in a command; no command is named where empty.
    left_out : mapping of str to int, optional
        How many of each play may not be contacted any more, by ``play_id``; they are not counted.

    """
    import icalendar  # noqa: PLC0415 - only who writes a calendar needs it

    made = icalendar.Calendar()
    for name, value in {"prodid": "-//Standout//EN", "version": "2.0", "x-wr-calname": clean(business)}.items():
        if value:
            made.add(name, value)
    for place, play in enumerate(week.plays):
        gone = (left_out or {}).get(play.play_id, 0)
        _add(made, icalendar.Event(), _doing(week, place, play, folder, gone), week.made_at)
        _add(made, icalendar.Event(), _looking(play, folder), week.made_at)
    return str(made.to_ical().decode("utf-8"))


def _add(made: Calendar, entry: Event, said: dict[str, Any], stamped: date) -> None:
    day: date = said.pop("day")
    said |= {"dtstamp": datetime.combine(stamped, time(), UTC), "dtstart": day, "dtend": day + timedelta(days=1)}
    for name, value in {**said, "transp": "TRANSPARENT"}.items():
        entry.add(name, value)
    made.add_component(entry)


def _doing(week: Week, place: int, play: Play, folder: str, left_out: int) -> dict[str, Any]:
    first = max(week.made_at, _monday(week))
    day = first + timedelta(days=min(place, SUNDAY - first.weekday()))
    lines = [
        _how(play, left_out),
        say("kit.week.words", text=play.message) if play.message else "",
        say("kit.week.why", text=play.reason) if play.reason else "",
        play.expected,
        play.stop,
        say("kit.calendar.note", command=done(play, folder)) if folder else "",
    ]
    return {
        "uid": f"{play.play_id}@standout", "day": day, "description": "\n".join(filter(None, lines)),
        "summary": say("kit.calendar.play", minutes=play.minutes, what=title(play)),
    }  # fmt: skip


def _how(play: Play, left_out: int) -> str:
    """Give how a play is done, and how many are to be asked, of whom none took consent back since."""
    how, people = channel(play.channel), len(play.people) - left_out
    if not play.people:
        return say("kit.calendar.alone", channel=how)
    if people < 1:
        return say("kit.calendar.nobody", channel=how)
    return say("kit.calendar.how", channel=how, people=people)


def _looking(play: Play, folder: str) -> dict[str, Any]:
    lines = [play.expected, say("kit.calendar.results", command=f"standout ask {folder} results") if folder else ""]
    return {
        "uid": f"{play.play_id}-look@standout", "day": play.due, "description": "\n".join(filter(None, lines)),
        "summary": say("kit.calendar.look", what=title(play)),
    }  # fmt: skip


def _monday(week: Week) -> date:
    """Give the Monday of the week a plan is for, by its name; that of the day it was made where it has none."""
    year, found, number = week.week.partition(".")[0].partition("-W")
    return date.fromisocalendar(int(year), int(number), 1) if found else monday(week.made_at)
