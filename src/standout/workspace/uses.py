"""Uses: what became of each finding that was told: still open, used, or ignored.

A finding is known over time by its question, aspect and world.  A play that was done has used what it rests on; what
the owner says of a finding goes before that.  Nothing said is ever changed: taking it back is another entry.

Reads    uses        findings that were told, and when
         use_notes   what the owner said of them, the newest last
         weeks, deeds   plans, and what was done of them
Makes    Use, Rate   where each finding stands, and how many of those told led to something
Rate     findings that led to an action / findings told
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout import registry
from standout.errors import UsageError
from standout.plan.offers import Cite
from standout.words import label, nearest, own, say
from standout.workspace import plan_records

if TYPE_CHECKING:
    import sqlite3

    from standout.workspace.folder import Folder

OPEN, USED, IGNORED, UNDONE = "open", "used", "ignored", "undone"
STATES = (USED, IGNORED)
MINUTES_MOST = 7 * 24 * 60
"""More minutes than a week has is a slip of the hand."""
LONGEST = 2000
"""How many letters a note or an aspect may have."""
KEPT = ("answers/{question}.json", "kept/plain/{question}.json")
"""Where answers lie that were given, below what is held."""
_TOLD = "INSERT OR IGNORE INTO uses (question, aspect, world, told_at) VALUES (?, ?, ?, ?)"
_NOTE = "INSERT INTO use_notes (question, aspect, world, state, minutes, noted_at, note) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One finding, and what became of it.

    Attributes
    ----------
    question, aspect, world : str
        What it is known by; ``world`` is JSON, as `standout.plan.offers.cite` gives it.
    told_at : date
        When it was first told.
    state : str
        ``open``, ``used`` or ``ignored``.
    day : date or None
        When that was; None while it is open.
    minutes : int or None
        What it took, where that was said.
    note : str
        In the owner's words.
    play : str
        The play that used it; empty where the owner said so.

    """

    question: str
    aspect: str
    world: str
    told_at: date
    state: str = OPEN
    day: date | None = None
    minutes: int | None = None
    note: str = ""
    play: str = ""

    @property
    def cite(self) -> Cite:
        """What it is known by."""
        return self.question, self.aspect, self.world

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it."""
        return {**asdict(self), "world": json.loads(self.world)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing the owner said of a finding; ``state`` is ``undone`` where it takes back the one before."""

    cite: Cite
    state: str
    minutes: int | None
    day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of the findings told led to something; ``oldest`` is the one that was told first and is still open."""

    told: int
    used: int
    ignored: int
    minutes: int
    oldest: Use | None = None

    @property
    def open(self) -> int:
        """How many are neither used nor ignored."""
        return self.told - self.used - self.ignored

    @property
    def share(self) -> float | None:
        """Which part was used; None where nothing was told yet."""
        return self.used / self.told if self.told else None

    @property
    def sentence(self) -> str:
        """It in words."""
        if self.share is None:
            return say("uses.none")
        said = say("uses.rate", used=self.used, told=self.told, share=self.share)
        if self.oldest is None:
            return f"{said} {say('uses.all_seen')}"
        return f"{said} {say('uses.oldest', what=named(self.oldest), day=self.oldest.told_at)}"

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it."""
        return {
            "told": self.told, "used": self.used, "ignored": self.ignored, "open": self.open, "share": self.share,
            "minutes": self.minutes, "oldest": self.oldest.to_dict() if self.oldest else None,
            "sentence": self.sentence,
        }  # fmt: skip


def named(one: Use) -> str:
    """Give a finding's name for people: its aspect, and its world where it has one."""
    world = json.loads(one.world)
    aspect = label(one.aspect) or asks(one.question)
    return f"{aspect} ({', '.join(map(str, world.values()))})" if world else aspect


def asks(question: str) -> str:
    """Give a question in words; its name where there is no such question any more."""
    known = registry.catalogue("standout.questions", "QUESTION")
    return own(f"question.{question}.asks", known[question].asks) if question in known else question


def uses(folder: Folder) -> list[Use]:
    """Give every finding that was told, the first told first, with what became of it."""
    if not folder.index.has("uses"):
        return []
    by_play, said = _by_plays(folder), _last_words(log(folder))
    found = []
    for row in folder.index.rows("SELECT * FROM uses ORDER BY told_at, use_id"):
        cite = (row["question"], row["aspect"], row["world"])
        one = Use(question=cite[0], aspect=cite[1], world=cite[2], told_at=date.fromisoformat(row["told_at"]))
        found.append(replace(one, **(said.get(cite) or by_play.get(cite) or {})))
    return found


def states(folder: Folder) -> dict[Cite, Use]:
    """Give what became of each finding, by what it is known by."""
    return {one.cite: one for one in uses(folder)}


def used(folder: Folder) -> set[Cite]:
    """Give the findings that led to something."""
    return {one.cite for one in uses(folder) if one.state == USED}


def log(folder: Folder) -> list[Entry]:
    """Give everything the owner ever said of findings, the newest last."""
    if not folder.index.has("use_notes"):
        return []
    return [_entry(row) for row in folder.index.rows("SELECT * FROM use_notes ORDER BY note_id")]


def tell(folder: Folder, cites: Iterable[Cite], day: date) -> None:
    """Note that findings were told on a day; those told before keep theirs."""
    known = {one.cite for one in uses(folder)}
    new = sorted(set(cites) - known)
    if new:
        with folder.index.writing() as db:
            db.executemany(_TOLD, [(*_known_by(cite), day.isoformat()) for cite in new])


def mark(folder: Folder, cite: Cite, state: str, day: date, *, minutes: int | None = None, note: str = "") -> Use:
    """Note that a finding was used or ignored; give it.  Said twice in the same words it counts once.

    Parameters
    ----------
    folder : Folder
    cite : (question, aspect, world)
        As `standout.plan.offers.cite` gives it; one that wasn't told yet is noted as told that day.
    state : str
        ``used`` or ``ignored``.
    day : date
    minutes : int, optional
        What it took.
    note : str
        In the owner's words.

    Raises
    ------
    UsageError
        If there is no such question or state, or the minutes or the note can't be.

    """
    cite = _known_by(cite)
    if state not in STATES:
        raise UsageError(say("uses.no_state", state=state, states=list(STATES)))
    if minutes is not None and not 0 <= minutes <= MINUTES_MOST:
        raise UsageError(say("plan.wrong_count", name="minutes", given=str(minutes)))
    if state != USED and minutes is not None:
        raise UsageError(say("uses.ignored_with"))
    note = " ".join(note.split())[:LONGEST]
    with folder.index.writing() as db:
        db.execute(_TOLD, (*cite, day.isoformat()))
        now = _last_words(_of(db, cite)).get(cite)
        if now != {"state": state, "minutes": minutes, "day": day, "note": note}:
            db.execute(_NOTE, (*cite, state, minutes, day.isoformat(), note))
    return states(folder)[cite]


def undo(folder: Folder, cite: Cite, day: date) -> Use:
    """Take back what the owner said of a finding last; give it as it stands then.

    Raises
    ------
    UsageError
        If nothing was said of it.

    """
    cite = _known_by(cite)
    with folder.index.writing() as db:
        if cite not in _last_words(_of(db, cite)):
            raise UsageError(say("uses.nothing_said", aspect=cite[1]))
        db.execute(_NOTE, (*cite, UNDONE, None, day.isoformat(), ""))
    return states(folder)[cite]


def rate(folder: Folder) -> Rate:
    """Give how many of the findings told led to something."""
    found = uses(folder)
    left = [one for one in found if one.state == OPEN]
    plays = {one.play: one.minutes or 0 for one in found if one.state == USED and one.play}
    own_minutes = sum(one.minutes or 0 for one in found if one.state == USED and not one.play)
    return Rate(
        told=len(found), used=sum(one.state == USED for one in found),
        ignored=sum(one.state == IGNORED for one in found), minutes=own_minutes + sum(plays.values()),
        oldest=left[0] if left else None,
    )  # fmt: skip


def found(folder: Folder, question: str, aspect: str, world: Mapping[str, str] | None = None) -> Cite:
    """Give what a finding is known by, from the words an owner types.

    Parameters
    ----------
    question, aspect : str
        The aspect in any case.
    world : mapping of str to str, optional
        Label and value of each condition; where none is given the finding over everybody, or else the only one.

    Raises
    ------
    UsageError
        If no such finding was told or kept; the message names those that were.

    """
    _question(question)
    known = [cite for cite in _given(folder, question) if cite[1].casefold() == aspect.strip().casefold()]
    wanted = {str(k).casefold(): str(v).casefold() for k, v in (world or {}).items()}
    same = [cite for cite in known if _plain(cite[2]) == wanted]
    if same or (len(known) == 1 and world is None):
        return (same or known)[0]
    if not known:
        near = nearest(aspect, {cite[1] for cite in _given(folder, question)})
        raise UsageError(say("uses.no_finding", aspect=aspect, near=near or say("uses.nobody")))
    worlds = [", ".join(f"{k}={v}" for k, v in json.loads(cite[2]).items()) or say("uses.everybody") for cite in known]
    raise UsageError(say("uses.which", aspect=known[0][1], worlds=sorted(worlds)))


def _plain(world: str) -> dict[str, str]:
    return {str(k).casefold(): str(v).casefold() for k, v in json.loads(world).items()}


def _given(folder: Folder, question: str) -> Collection[Cite]:
    """Give the findings of a question that were told, or are in an answer that is kept."""
    given = {one.cite for one in uses(folder) if one.question == question}
    for place in KEPT:
        path = folder.store / place.format(question=question)
        if path.is_file():
            said = json.loads(path.read_text(encoding="utf-8"))["findings"]
            given |= {(question, one["aspect"], json.dumps(dict(one["world"]), sort_keys=True)) for one in said}
    return given


def _question(name: str) -> None:
    known = registry.catalogue("standout.questions", "QUESTION")
    if name not in known:
        raise UsageError(say("workspace.no_question", name=name, near=nearest(name, known)))


def _known_by(cite: Cite) -> Cite:
    """Give what a finding is known by, in the one way it is written."""
    question, aspect, world = cite
    _question(question)
    try:
        held = json.loads(world)
        written = json.dumps({str(k): str(v) for k, v in held.items()}, sort_keys=True)
    except (ValueError, AttributeError, RecursionError):
        raise UsageError(say("uses.no_finding", aspect=aspect[:LONGEST], near=say("uses.nobody"))) from None
    if len(aspect) > LONGEST or len(written) > LONGEST:
        raise UsageError(say("uses.no_finding", aspect=aspect[:LONGEST], near=say("uses.nobody")))
    return question, aspect, written


def _of(db: sqlite3.Connection, cite: Cite) -> list[Entry]:
    query = "SELECT * FROM use_notes WHERE question = ? AND aspect = ? AND world = ? ORDER BY note_id"
    return [_entry(row) for row in db.execute(query, cite)]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        cite=(row["question"], row["aspect"], row["world"]), state=row["state"], minutes=row["minutes"],
        day=date.fromisoformat(row["noted_at"]), note=row["note"],
    )  # fmt: skip


def _last_words(entries: Iterable[Entry]) -> dict[Cite, dict[str, Any]]:
    """Give what the owner's last word on each finding says, where one stands that wasn't taken back."""
    standing: dict[Cite, list[Entry]] = {}
    for one in entries:
        said = standing.setdefault(one.cite, [])
        if one.state != UNDONE:
            said.append(one)
        elif said:
            said.pop()
    return {
        cite: {"state": said[-1].state, "minutes": said[-1].minutes, "day": said[-1].day, "note": said[-1].note}
        for cite, said in standing.items() if said
    }  # fmt: skip


def _by_plays(folder: Folder) -> dict[Cite, dict[str, Any]]:
    """Give, for each finding that a play rests on that was done, the last of these plays."""
    done = {play: row for play, row in plan_records.states(folder).items() if row["state"] == "done"}
    if not done:
        return {}
    plays = [one for name in plan_records.names(folder) for one in plan_records.record(folder, name).plan.planned]
    plays = [one for one in plays if one.play.play_id in done]
    plays.sort(key=lambda one: (done[one.play.play_id]["done_at"], done[one.play.play_id]["deed_id"]))
    return {
        cite: {"state": USED, "minutes": row["minutes"], "day": date.fromisoformat(row["done_at"]),
               "note": row["note"], "play": one.play.play_id}
        for one in plays for row in [done[one.play.play_id]] for cite in one.cites
    }  # fmt: skip
