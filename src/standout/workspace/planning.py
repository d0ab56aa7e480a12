"""Planning: a week's plan made, kept, and given out with the names its owner knows; and what was done of it."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.errors import UsageError, WorkspaceError
from standout.measures.allowed import WRITTEN, allowed, reachable
from standout.plan.log import citable
from standout.plan.offers import Cite, Heard
from standout.plan.play import Planned, Week, name_of
from standout.plan.week import Past, checked
from standout.plan.week import week as planned_week
from standout.tables.orders import WHOLE_UNITS
from standout.words import nearest, say
from standout.workspace import plan_records, uses
from standout.workspace.barring import barred_cards
from standout.workspace.plan_records import POSTER, Record

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine
    from standout.workspace.workspace import Workspace

MOST = {"minutes": 7 * 24 * 60, "seen": 100_000}
"""More minutes than a week has, or more than a play can bring, is a slip of the hand."""
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody a play asks, with the name and address that only the owner sees."""

    person_id: int
    name: str
    channel: str
    code: str = ""
    address: str = ""  # of that channel; empty in person


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A week's plan with the names put to it.

    ``asked`` leaves out everybody who may not be asked any more; ``left_out`` counts them by play.
    ``codes`` are those that stand on paper, by play.  ``fresh`` tells whether the plan was made just now, ``whole``
    whether all plans are as they were made.
    """

    week: Week
    asked: Mapping[str, Sequence[Asked]]
    codes: Mapping[str, str]
    left_out: Mapping[str, int]
    fresh: bool
    whole: bool
    currency: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it, people with their names."""
        said = self.week.to_dict()
        for play in said["plays"]:
            number = play["play_id"]
            play["people"] = [
                {"person_id": one.person_id, "name": one.name, "channel": one.channel, "code": one.code or None}
                for one in self.asked.get(number, ())
            ]
            play["left_out"] = self.left_out.get(number, 0)
            play["code"] = self.codes.get(number)
        return {**said, "currency": self.currency or None, "as_made": self.whole}


def week(workspace: Workspace, today: date, *, hours: float, money: float, again: bool = False) -> Made:
    """Give the plan of the week ``today`` is in: the one that was made, else a new one.

    Parameters
    ----------
    workspace : Workspace
    today : date
    hours, money : float
        What there is this week; money in the owner's currency.
    again : bool
        Make it anew though there is one; both are kept, and what was done of the first counts against the hours.

    A plan without a play isn't kept: once there is an aim, or an hour, it is made.

    Raises
    ------
    UsageError
        If the hours, the money or the day can't be.
    WorkspaceError
        If another plan is made at the same time.

    """
    checked(hours, money)
    if today.year not in YEARS:
        raise UsageError(say("plan.wrong_day", day=today.isoformat()))
    before = plan_records.names(workspace, today)
    if before and not again:
        return with_names(workspace, plan_records.record(workspace, before[-1]), fresh=False)
    answers = {one.question.name: one for one in workspace.ask_all(as_of=today, replaced=before)}
    engine = workspace.engine(replaced=before)
    unit = 1 if currency_of(engine) in WHOLE_UNITS else 100
    told = {cite for answer in answers.values() for cite in citable(answer.findings)}
    made = planned_week(
        {name: Heard(one.findings, one.table) for name, one in answers.items()}, engine,
        today, name=name_of(today, len(before) + 1), hours=hours, money=round(money * unit),
        past=_past(workspace, before, told, barred_cards(workspace, answers, today)),
    )  # fmt: skip
    if not made.plays:
        return with_names(workspace, Record(plan=made, codes={}), fresh=True)
    if not plan_records.keep(workspace, made, told, before):
        if again:
            raise WorkspaceError(say("plan.made_meanwhile"))
        return week(workspace, today, hours=hours, money=money)
    return with_names(workspace, plan_records.record(workspace, made.week), fresh=True)


def _past(workspace: Workspace, before: Sequence[str], told: set[Cite], barred: Collection[str]) -> Past:
    """Give what was told, used and, of this week's earlier plans, done already."""
    states = plan_records.states(workspace)
    plays = [play for name in before for play in plan_records.record(workspace, name).plan.plays]
    done = [(play, row) for play in plays if (row := states.get(play.play_id)) and row["state"] == "done"]
    minutes = sum(row["minutes"] if row["minutes"] is not None else play.minutes for play, row in done)
    return Past(
        minutes=minutes, money=sum(play.cost for play, _ in done), barred=barred,
        told=plan_records.told(workspace) | told, used=uses.used(workspace),
    )  # fmt: skip


def latest(workspace: Workspace, today: date) -> Made | None:
    """Give the plan of the week ``today`` is in as it was made, None where there is none."""
    held = plan_records.names(workspace, today)
    return with_names(workspace, plan_records.record(workspace, held[-1]), fresh=False) if held else None


def of_play(workspace: Workspace, play: str) -> Made | None:
    """Give the plan a play is of as it was made, None where there is no such play."""
    held = plan_records.of_play(workspace, play)
    return with_names(workspace, held, fresh=False) if held else None


def plan_of(workspace: Workspace, name: str | None = None) -> Week | None:
    """Give the plan of that name, the latest where none is given; None where there is none, or one was changed."""
    held = plan_records.names(workspace)
    wanted = name if name is not None else held[-1] if held else ""
    there = wanted in held and plan_records.whole(workspace)
    return plan_records.record(workspace, wanted).plan if there else None


def with_names(workspace: Workspace, held: Record, *, fresh: bool) -> Made:
    """Put names to a plan; nobody who may not be asked by their channel, now, is given out.

    Who was two people when it was planned, and is one now, is asked once a play; either code stays good.
    """
    engine = workspace.engine()
    people = {engine.same.get(person, person) for play in held.plan.plays for person in play.people}
    known, free = _contacts(engine, people), may_be_asked(engine)
    asked: dict[str, dict[int, Asked]] = {}
    barred: dict[str, set[int]] = {}
    for one in held.plan.planned:
        number, given = one.play.play_id, held.codes.get(one.play.play_id, {})
        for planned, channel in zip(one.play.people, one.channels, strict=True):
            person = engine.same.get(planned, planned)
            theirs = asked.setdefault(number, {})
            if (person, channel) in free:
                theirs.setdefault(person, _asked(person, channel, given.get(planned), known.get(person, {})))
            else:
                barred.setdefault(number, set()).add(person)
    out = {number: len(them - set(asked[number])) for number, them in barred.items()}
    return Made(
        week=held.plan, asked={number: list(theirs.values()) for number, theirs in asked.items() if theirs},
        left_out={number: n for number, n in out.items() if n}, fresh=fresh, whole=plan_records.whole(workspace),
        codes={play: given[POSTER] for play, given in held.codes.items() if POSTER in given},
        currency=currency_of(engine),
    )  # fmt: skip


def currency_of(engine: DuckEngine) -> str:
    """Give the currency of most orders, empty where none is held."""
    orders = engine.table("orders")
    known = orders.filter(orders.currency.notnull())
    rows = engine.arrow(known.group_by("currency").agg(n=known.count())).to_pylist()
    return str(max(rows, key=lambda row: (row["n"], row["currency"]))["currency"]) if rows else ""


def _asked(person: int, channel: str, code: str | None, held: Mapping[str, Any]) -> Asked:
    address = held.get(channel, "")
    name = held.get("name") or say("plan.no_name")
    return Asked(person_id=person, name=name, channel=channel, code=code or "", address=address or "")


def may_be_asked(engine: DuckEngine) -> set[tuple[int, str]]:
    """Give every person with each channel they may be asked by; the last guard before a name leaves the workspace."""
    rows = engine.arrow(allowed(engine).select("person_id", "channel"))
    return set(zip(rows.column("person_id").to_pylist(), rows.column("channel").to_pylist(), strict=True))


def _contacts(engine: DuckEngine, people: set[int]) -> dict[int, dict[str, Any]]:
    """Give the name and address each person is shown by, and by channel the address they may be reached at."""
    contacts, may = engine.table("contacts"), reachable(engine)
    if not people:
        return {}
    free = {(row["person_id"], row["channel"], row["address"]) for row in
            engine.arrow(may.filter(may.person_id.isin(sorted(people)))).to_pylist()}  # fmt: skip
    held: dict[int, dict[str, Any]] = {}
    for row in engine.arrow(contacts.filter(contacts.person_id.isin(sorted(people)))).to_pylist():
        known = held.setdefault(row["person_id"], {})
        told = {"name": row["name"]}
        told |= {c: row[a] for c, a in WRITTEN.items() if (row["person_id"], c, row[a]) in free}
        known.update({key: value for key, value in told.items() if value and not known.get(key)})
    return held


def did(
    workspace: Workspace, play: str, state: str, day: date, *, minutes: int | None = None, seen: int | None = None,
    note: str = "",
) -> Planned:  # fmt: skip
    """Note that a play was done or left; give it.  The last word on a play counts, earlier ones are kept.

    Raises
    ------
    UsageError
        If there is no such play, the day is before it was planned, or the minutes or the count can't be.

    """
    held = plan_records.of_play(workspace, play)
    if held is None:
        known = [one.play_id for name in plan_records.names(workspace)[-2:]
                 for one in plan_records.record(workspace, name).plan.plays]  # fmt: skip
        folder = shlex.quote(str(workspace.folder))
        raise UsageError(
            say("plan.no_play", play=play, near=nearest(play, known)) if known else say("plan.no_plan", folder=folder)
        )
    for name, value in (("minutes", minutes), ("seen", seen)):
        if value is not None and not 0 <= value <= MOST[name]:
            raise UsageError(say("plan.wrong_count", name=name, given=str(value)))
    if day < held.plan.made_at:
        raise UsageError(say("plan.too_early", play=play, day=day, made_at=held.plan.made_at))
    if state != "done" and (minutes is not None or seen is not None):
        raise UsageError(say("plan.skipped_with", play=play))
    plan_records.note(workspace, play, state, day, _with_what_was_said(workspace, play, state, minutes, seen, note))
    return next(one for one in held.plan.planned if one.play.play_id == play)


def _with_what_was_said(
    workspace: Workspace, play: str, state: str, minutes: int | None, seen: int | None, note: str
) -> dict[str, Any]:
    """Give what is known of a play that was done: what is said now, else what was said of it before."""
    before = plan_records.states(workspace).get(play)
    if state != "done" or before is None or before["state"] != "done":
        return {"minutes": minutes, "seen": seen, "note": note}
    return {
        "minutes": before["minutes"] if minutes is None else minutes,
        "seen": before["seen"] if seen is None else seen, "note": note or before["note"],
    }  # fmt: skip
