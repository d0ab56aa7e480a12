"""Plan records: plans kept as they were made, sealed, and what was said of their plays since.

A record is the plan and the codes it gave out, as JSON.  Its digest takes in that of the record before it.  A deed is
sealed in the same way, and names the last record there was, so that a plan or a deed that is changed, cut short or
taken out is noticed.  It is a seal and not a lock: who can write the files can write digests too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.errors import WorkspaceError
from standout.network import codes
from standout.plan.offers import Cite
from standout.plan.play import Planned, Week, digest, from_dict, name_of
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace.folder import Folder

POSTER = 0
"""Who passes on the code of a card on the counter: nobody by name."""
COLUMNS = ("play_id", "tactic", "channel", "card", "message", "many", "minutes", "cost", "measure", "expected_low",
           "expected_high", "made_at", "due_at")  # fmt: skip
_PLAY = f"INSERT INTO plays (week, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})"
_SAID = ("play_id", "state", "minutes", "seen", "done_at", "note", "after")
_DEED = f"INSERT INTO deeds ({', '.join(_SAID)}, seal) VALUES (?{', ?' * len(_SAID)})"
_USE = "INSERT INTO uses (question, aspect, world, told_at) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A plan as it was made, and the code of each person it asks, by play; that of a paper under `POSTER`."""

    plan: Week
    codes: Mapping[str, Mapping[int, str]]

    def text(self) -> str:
        """Give it as it is kept."""
        given = {play: {str(person): code for person, code in held.items()} for play, held in self.codes.items()}
        return json.dumps({"plan": self.plan.to_dict(), "codes": given}, ensure_ascii=False, sort_keys=True)

    def plays(self) -> set[tuple[object, ...]]:
        """Give its rows of ``plays``."""
        return {_row(one, self.plan) for one in self.plan.planned}

    def asks(self) -> set[tuple[object, ...]]:
        """Give its rows of ``asks``."""
        return {
            (one.play.play_id, person, channel, self.codes.get(one.play.play_id, {}).get(person))
            for one in self.plan.planned for person, channel in zip(one.play.people, one.channels, strict=True)
        }  # fmt: skip

    def given(self) -> set[tuple[object, ...]]:
        """Give its rows of ``codes``."""
        day = self.plan.made_at.isoformat()
        return {
            (code, person or None, play, 1, day) for play, held in self.codes.items() for person, code in held.items()
        }


def _row(one: Planned, plan: Week) -> tuple[object, ...]:
    play = one.play
    return (
        play.play_id, play.tactic, play.channel, play.card, play.message, one.many, play.minutes, play.cost,
        one.measure, one.expected_low, one.expected_high, plan.made_at.isoformat(), play.due.isoformat(),
    )  # fmt: skip


def _read(text: str) -> Record:
    said = json.loads(text)
    given = {play: {int(person): code for person, code in held.items()} for play, held in said["codes"].items()}
    return Record(plan=from_dict(said["plan"]), codes=given)


def _rows(folder: Folder) -> list[sqlite3.Row]:
    there = folder.index.has("weeks")
    return folder.index.rows("SELECT week, made_at, plan, digest FROM weeks ORDER BY rowid") if there else []


def names(folder: Folder, day: date | None = None) -> list[str]:
    """Give the name of every plan, the newest last; only of the week of ``day``, where one is given."""
    held = [row["week"] for row in _rows(folder)]
    return [name for name in held if day is None or name.partition(".")[0] == name_of(day)]


def record(folder: Folder, name: str) -> Record:
    """Give a plan as it was made.

    Raises
    ------
    WorkspaceError
        If what is kept of it can't be read.

    """
    [row] = [row for row in _rows(folder) if row["week"] == name]
    try:
        return _read(row["plan"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WorkspaceError(say("plan.unreadable", week=name)) from None


def of_play(folder: Folder, play: str) -> Record | None:
    """Give the plan a play is of, None where there is none."""
    week = play.rpartition("-")[0]
    held = record(folder, week) if week in names(folder) else None
    return held if held and play in {one.play_id for one in held.plan.plays} else None


def whole(folder: Folder) -> bool:
    """Tell whether every plan, whom it asks and the codes it gave out are as they were made."""
    before, records, seals = "", [], {""}
    for row in _rows(folder):
        if row["digest"] != digest(before, row["plan"]):
            return False
        before = row["digest"]
        seals.add(before)
        try:
            records.append(_read(row["plan"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        if (row["week"], row["made_at"]) != (records[-1].plan.week, records[-1].plan.made_at.isoformat()):
            return False
    return _as_recorded(folder, records, seals)


def _as_recorded(folder: Folder, records: Sequence[Record], seals: set[str]) -> bool:
    """Tell whether the tables say what the records say, and every deed knows of a record that is there."""
    index = folder.index
    if not index.has("plays"):
        return True
    queries = (
        (f"SELECT {', '.join(COLUMNS)} FROM plays", Record.plays),
        ("SELECT play_id, person_id, channel, code FROM asks", Record.asks),
        ("SELECT code, person_id, play_id, generation, made_at FROM codes WHERE play_id IS NOT NULL", Record.given),
    )
    for query, said in queries:
        if {tuple(row) for row in index.rows(query)} != {row for one in records for row in said(one)}:
            return False
    before = ""
    for row in index.rows(f"SELECT {', '.join(_SAID)}, seal FROM deeds ORDER BY deed_id"):
        *words, seal = tuple(row)
        before = digest(before, json.dumps(words))
        if seal != before or row["after"] not in seals:
            return False
    return True


def keep(folder: Folder, made: Week, told: Iterable[Cite], before: Sequence[str]) -> bool:
    """Keep a plan; give whether it was, and not another one made meanwhile.

    Parameters
    ----------
    folder : Folder
    made : Week
    told : iterable of (question, aspect, world)
        Findings that were told when it was made.
    before : sequence of str
        Plans of the same week it takes the place of; their plays that were left open are noted as replaced.

    """
    key = code_key(folder)
    with folder.index.writing() as db:
        held = [row["week"] for row in db.execute("SELECT week FROM weeks ORDER BY rowid")]
        if [name for name in held if name.partition(".")[0] == made.week.partition(".")[0]] != list(before):
            return False
        day = made.made_at.isoformat()
        _replace(db, before, day)
        whole_one = Record(
            plan=made, codes=_given(key, made, {row["code"] for row in db.execute("SELECT code FROM codes")})
        )
        text = whole_one.text()
        db.execute("INSERT INTO weeks VALUES (?, ?, ?, ?)", (made.week, day, text, digest(_seal(db), text)))
        db.executemany(_PLAY, [(made.week, *row) for row in sorted(whole_one.plays(), key=str)])
        db.executemany("INSERT INTO asks VALUES (?, ?, ?, ?)", sorted(whole_one.asks(), key=str))
        db.executemany("INSERT INTO codes VALUES (?, ?, ?, ?, ?)", sorted(whole_one.given(), key=str))
        known = {tuple(row) for row in db.execute("SELECT question, aspect, world FROM uses")}
        db.executemany(_USE, [(*cite, day) for cite in sorted(set(told) - known)])
    return True


def _seal(db: sqlite3.Connection) -> str:
    last = db.execute("SELECT digest FROM weeks ORDER BY rowid DESC LIMIT 1").fetchone()
    return last["digest"] if last else ""


def _given(key: bytes, made: Week, taken: set[str]) -> dict[str, dict[int, str]]:
    """Give the codes of a plan: one for each person asked, or one for the paper."""
    given: dict[str, dict[int, str]] = {}
    for one in made.planned:
        for person in (one.play.people or (POSTER,)) if one.code else ():
            code = codes.made(key, person, one.play.play_id, 1, taken)
            taken.add(code)
            given.setdefault(one.play.play_id, {})[person] = code
    return given


def code_key(folder: Folder) -> bytes:
    """Give what codes are made with; nobody without the workspace's salt can tell whose one is."""
    return hashlib.sha256(b"codes " + (folder.store / "salt").read_bytes()).digest()


def _replace(db: sqlite3.Connection, weeks: Sequence[str], day: str) -> None:
    for name in weeks:
        query = "SELECT play_id FROM plays WHERE week = ? AND play_id NOT IN (SELECT play_id FROM deeds)"
        for row in db.execute(query, (name,)).fetchall():
            _deed(db, (row["play_id"], "replaced", None, None, day, ""))


def note(folder: Folder, play: str, state: str, day: date, said: Mapping[str, Any]) -> None:
    """Write down what became of a play; what was said before stays."""
    with folder.index.writing() as db:
        _deed(db, (play, state, said.get("minutes"), said.get("seen"), day.isoformat(), said.get("note", "")))


def _deed(db: sqlite3.Connection, said: tuple[object, ...]) -> None:
    last = db.execute("SELECT seal FROM deeds ORDER BY deed_id DESC LIMIT 1").fetchone()
    row = (*said, _seal(db))
    db.execute(_DEED, (*row, digest(last["seal"] if last else "", json.dumps(row))))


def noted(folder: Folder, play: str) -> bool:
    """Tell whether the owner has said anything of a play."""
    index = folder.index
    return index.has("deeds") and bool(index.rows("SELECT 1 FROM deeds WHERE play_id = ?", play))


def states(folder: Folder) -> dict[str, sqlite3.Row]:
    """Give the last word on each play."""
    if not folder.index.has("deeds"):
        return {}
    query = "SELECT * FROM deeds WHERE deed_id IN (SELECT max(deed_id) FROM deeds GROUP BY play_id)"
    return {row["play_id"]: row for row in folder.index.rows(query)}


def told(folder: Folder) -> set[Cite]:
    """Give the findings that were told when plans were made."""
    if not folder.index.has("uses"):
        return set()
    return {(row["question"], row["aspect"], row["world"]) for row in folder.index.rows("SELECT * FROM uses")}
