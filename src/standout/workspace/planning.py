"""Planning: a week's plan made and kept, the plays that were done, and the objective they serve.

A plan is kept as it was made.  Its digest takes in that of the plan before it, so that a changed one is noticed;
to make a week anew gives a plan beside it, and the plays that were left open are noted as skipped.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.errors import UsageError
from standout.measures.allowed import allowed
from standout.network import codes
from standout.plan.offers import SHOWN, Cite, Heard
from standout.plan.play import Planned, Week, digest, from_dict, kept, name_of
from standout.plan.week import week as planned_week
from standout.words import nearest, say

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.engine.duck import DuckEngine
    from standout.workspace.workspace import Workspace

TOLD = (*SHOWN, "counted")
"""Verdicts of findings that an owner can do something with."""
STATES = ("done", "skipped")
POSTER = 0
"""Who passes on the code of a card on the counter: nobody by name."""


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
    ``codes`` are those that stand on paper, by play.  ``fresh`` tells whether the plan was made just now.
    """

    week: Week
    asked: Mapping[str, Sequence[Asked]]
    codes: Mapping[str, str]
    left_out: Mapping[str, int]
    fresh: bool
    whole: bool

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it, people with their names."""
        said = self.week.to_dict()
        for play in said["plays"]:
            number = play["play_id"]
            play["people"] = [
                {"person_id": one.person_id, "name": one.name, "channel": one.channel, "code": one.code or None}
                for one in self.asked.get(number, ())
            ]
            play["code"] = self.codes.get(number)
        return {**said, "as_made": self.whole}


def week(workspace: Workspace, today: date, *, hours: float, money: float, again: bool = False) -> Made:
    """Give the plan of the week ``today`` is in: the one that was made, else a new one.

    Parameters
    ----------
    workspace : Workspace
    today : date
    hours, money : float
        What there is this week; money in the owner's currency.
    again : bool
        Make it anew though there is one; both are kept.

    """
    names = [row["week"] for row in _weeks(workspace)]
    revisions = [name for name in names if name.partition(".")[0] == name_of(today)]
    if revisions and not again:
        return _with_names(workspace, _kept(workspace, revisions[-1]), fresh=False)
    answers = {one.question.name: one for one in workspace.ask_all(as_of=today)}
    engine = workspace.engine()
    made = planned_week(
        {name: Heard(one.findings, one.table) for name, one in answers.items()}, engine, today,
        name=name_of(today, len(revisions) + 1), hours=hours, money=round(100 * money),
        told=_cites(workspace, "told") | _told(answers.values()), used=_cites(workspace, "used"),
    )  # fmt: skip
    _keep(workspace, made, _told(answers.values()), revisions)
    return _with_names(workspace, made, fresh=True)


def latest(workspace: Workspace, today: date) -> Made | None:
    """Give the plan of the week ``today`` is in as it was made, None where there is none."""
    names = [row["week"] for row in _weeks(workspace) if row["week"].partition(".")[0] == name_of(today)]
    return _with_names(workspace, _kept(workspace, names[-1]), fresh=False) if names else None


def of_play(workspace: Workspace, play: str) -> Made | None:
    """Give the plan a play is of as it was made, None where there is no such play."""
    plans = [from_dict(json.loads(row["plan"])) for row in _weeks(workspace)]
    plan = next((one for one in plans if play in {held.play_id for held in one.plays}), None)
    return _with_names(workspace, plan, fresh=False) if plan else None


def plan_of(workspace: Workspace, name: str | None = None) -> Week | None:
    """Give the plan of that name, the latest where none is given; None where there is none."""
    names = [row["week"] for row in _weeks(workspace)]
    wanted = name if name is not None else names[-1] if names else ""
    return _kept(workspace, wanted) if wanted in names else None


def _weeks(workspace: Workspace) -> list[sqlite3.Row]:
    there = workspace.index.has("weeks")
    return workspace.index.rows("SELECT week, plan, digest FROM weeks ORDER BY rowid") if there else []


def _kept(workspace: Workspace, name: str) -> Week:
    [row] = [row for row in _weeks(workspace) if row["week"] == name]
    return from_dict(json.loads(row["plan"]))


def whole(workspace: Workspace) -> bool:
    """Tell whether every plan is as it was made."""
    before = ""
    for row in _weeks(workspace):
        if row["digest"] != digest(before, row["plan"]):
            return False
        before = row["digest"]
    return _plays_as_planned(workspace)


def _plays_as_planned(workspace: Workspace) -> bool:
    """Tell whether the rows of plays and of whom they ask say what the plans say."""
    index = workspace.index
    if not index.has("plays"):
        return True
    plans = [from_dict(json.loads(row["plan"])) for row in _weeks(workspace)]
    said = {_row(one, plan.made_at) for plan in plans for one in plan.planned}
    held = {tuple(row) for row in index.rows(f"SELECT {', '.join(COLUMNS)} FROM plays")}
    asks = {(one.play.play_id, person) for plan in plans for one in plan.planned for person in one.play.people}
    return said == held and asks == {tuple(row) for row in index.rows("SELECT play_id, person_id FROM asks")}


DEED = "INSERT INTO deeds (play_id, state, minutes, seen, done_at, note) VALUES (?, ?, ?, ?, ?, ?)"
COLUMNS = ("play_id", "tactic", "channel", "card", "message", "minutes", "cost", "measure", "expected_low",
           "expected_high", "made_at", "due_at")  # fmt: skip


def _row(one: Planned, made_at: date) -> tuple[object, ...]:
    play = one.play
    return (
        play.play_id, play.tactic, play.channel, play.card, play.message, play.minutes, play.cost, one.measure,
        one.expected_low, one.expected_high, made_at.isoformat(), play.due.isoformat(),
    )  # fmt: skip


def _keep(workspace: Workspace, made: Week, told: Iterable[Cite], before: Sequence[str]) -> None:
    """Put a plan into the index, with its plays, whom they ask, their codes and the findings that were told."""
    day, key = made.made_at.isoformat(), code_key(workspace)
    with workspace.index.writing() as db:
        _skip_open(db, before, day)
        last = db.execute("SELECT digest FROM weeks ORDER BY rowid DESC LIMIT 1").fetchone()
        said = kept(made)
        sealed = digest(last["digest"] if last else "", said)
        db.execute("INSERT INTO weeks VALUES (?, ?, ?, ?)", (made.week, day, said, sealed))
        taken = {row["code"] for row in db.execute("SELECT code FROM codes")}
        for one in made.planned:
            marks = ", ".join("?" for _ in COLUMNS)
            into = f"INSERT INTO plays (week, {', '.join(COLUMNS)}) VALUES (?, {marks})"
            db.execute(into, (made.week, *_row(one, made.made_at)))
            number = one.play.play_id
            asked = list(zip(one.play.people, one.channels, strict=True)) or [(POSTER, "")] * one.code
            for person, channel in asked:
                code = _code(key, person, one, taken)
                if code:
                    db.execute("INSERT INTO codes VALUES (?, ?, ?, 1, ?)", (code, person or None, number, day))
                if person:
                    db.execute("INSERT INTO asks VALUES (?, ?, ?, ?)", (number, person, channel, code))
        _note(db, told, "told", day, "")


def _code(key: bytes, person: int, one: Planned, taken: set[str]) -> str | None:
    if not one.code:
        return None
    code = codes.made(key, person, one.play.play_id, 1, taken)
    taken.add(code)
    return code


def code_key(workspace: Workspace) -> bytes:
    """Give what codes are made with; nobody without the workspace's salt can tell whose one is."""
    return hashlib.sha256(b"codes " + (workspace.store / "salt").read_bytes()).digest()


def _skip_open(db: sqlite3.Connection, weeks: Sequence[str], day: str) -> None:
    """Note the plays of earlier plans of the same week that nobody did as skipped."""
    for name in weeks:
        open_ones = db.execute(
            "SELECT play_id FROM plays WHERE week = ? AND play_id NOT IN (SELECT play_id FROM deeds)", (name,)
        ).fetchall()
        for row in open_ones:
            db.execute(DEED, (row["play_id"], "skipped", None, None, day, say("plan.replaced")))


def _note(db: sqlite3.Connection, cites: Iterable[Cite], state: str, day: str, play: str) -> None:
    held = {tuple(row) for row in db.execute("SELECT question, aspect, world FROM uses WHERE state = ?", (state,))}
    for cite in sorted(set(cites) - held):
        into = "INSERT INTO uses (question, aspect, world, state, used_at, play_id) VALUES (?, ?, ?, ?, ?, ?)"
        db.execute(into, (*cite, state, day, play or None))


def _cites(workspace: Workspace, state: str) -> set[Cite]:
    if not workspace.index.has("uses"):
        return set()
    rows = workspace.index.rows("SELECT question, aspect, world FROM uses WHERE state = ?", state)
    return {(row["question"], row["aspect"], row["world"]) for row in rows}


def _told(answers: Iterable[Answer]) -> set[Cite]:
    return {
        (one.question, one.aspect, json.dumps(dict(one.world), sort_keys=True))
        for answer in answers for one in answer.findings if one.verdict in TOLD
    }  # fmt: skip


def _with_names(workspace: Workspace, plan: Week, *, fresh: bool) -> Made:
    """Put names to a plan; nobody who may not be asked by its channel, now, is given out."""
    engine = workspace.engine()
    rows = workspace.index.rows("SELECT play_id, person_id, channel, code FROM asks")
    papers = workspace.index.rows("SELECT play_id, code FROM codes WHERE person_id IS NULL")
    here = {play.play_id for play in plan.plays}
    known, free = _contacts(engine, {row["person_id"] for row in rows}), may_be_asked(engine)
    asked: dict[str, list[Asked]] = {}
    left_out: dict[str, int] = {}
    for row in rows:
        number, person, channel = row["play_id"], row["person_id"], row["channel"]
        if number not in here:
            continue
        if (person, channel) not in free:
            left_out[number] = left_out.get(number, 0) + 1
            continue
        held = known.get(person, {})
        name = held.get("name") or held.get("email") or say("plan.no_name")
        address = held.get("email" if channel == "email" else "phone") if channel != "in_person" else ""
        one = Asked(person_id=person, name=name, channel=channel, code=row["code"] or "", address=address or "")
        asked.setdefault(number, []).append(one)
    return Made(
        week=plan, asked=asked, left_out=left_out, fresh=fresh, whole=whole(workspace),
        codes={row["play_id"]: row["code"] for row in papers if row["play_id"] in here},
    )  # fmt: skip


def may_be_asked(engine: DuckEngine) -> set[tuple[int, str]]:
    """Give every person with each channel they may be asked by; the last guard before a name leaves the workspace."""
    rows = engine.arrow(allowed(engine).select("person_id", "channel"))
    return set(zip(rows.column("person_id").to_pylist(), rows.column("channel").to_pylist(), strict=True))


def _contacts(engine: DuckEngine, people: set[int]) -> dict[int, dict[str, Any]]:
    contacts = engine.table("contacts")
    held: dict[int, dict[str, Any]] = {}
    for row in engine.arrow(contacts.filter(contacts.person_id.isin(sorted(people)))).to_pylist() if people else ():
        known = held.setdefault(row["person_id"], {})
        known.update({name: value for name, value in row.items() if value and not known.get(name)})
    return held


def did(
    workspace: Workspace, play: str, state: str, today: date, *, minutes: int | None = None, seen: int | None = None,
    note: str = "",
) -> Planned:  # fmt: skip
    """Note that a play was done or left; give it.  The last word on a play counts, earlier ones are kept.

    Raises
    ------
    UsageError
        If there is no such play, or the minutes or the count are less than nothing.

    """
    plans = {one.play.play_id: one for row in _weeks(workspace) for one in from_dict(json.loads(row["plan"])).planned}
    if play not in plans:
        near = nearest(play, list(plans)[-6:]) if plans else ""
        raise UsageError(
            say("plan.no_play", play=play, near=near) if near else say("plan.no_plan", folder=_quoted(workspace))
        )
    for name, value in (("minutes", minutes), ("seen", seen)):
        if value is not None and not 0 <= value <= 100_000:
            raise UsageError(say("plan.wrong_count", name=name, given=str(value)))
    one, day = plans[play], today.isoformat()
    with workspace.index.writing() as db:
        db.execute(DEED, (play, state, minutes if state == "done" else None, seen, day, note))
        _note(db, one.cites, "used" if state == "done" else "ignored", day, play)
    return one


def noted(workspace: Workspace, play: str) -> bool:
    """Tell whether the owner has said anything of a play."""
    index = workspace.index
    return index.has("deeds") and bool(index.rows("SELECT 1 FROM deeds WHERE play_id = ?", play))


def _quoted(workspace: Workspace) -> str:
    return shlex.quote(str(workspace.folder))
