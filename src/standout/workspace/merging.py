"""Merging: people who stand on several lists under several ids, made one; said, logged and taken back.

Nothing is rewritten: a merge is a row in the index, and an engine maps ids when it reads a table.  So what is taken
back leaves everything as it was.  The log is only ever added to; of a pair the last word counts.

Rule     a pair counts while both people are held; a file that is removed takes its people out of every group
Rule     what the owner took back or called two people is never merged again unless the owner joins it
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standout.engine import merging
from standout.engine.linking import Entry
from standout.engine.merging import APART, CERTAIN, LOOK, SURE, Judged
from standout.errors import UsageError
from standout.sources.identity import person_id
from standout.words import nearest, say
from standout.workspace.parts import PARTS

if TYPE_CHECKING:
    from datetime import date

    from standout.workspace.folder import Folder
    from standout.workspace.index import Index

MERGED, JOINED, UNDONE, PARTED = "merged", "joined", "undone", "parted"
"""What a row of the log says: found certain, joined by the owner, all taken back, called two people by the owner."""

ONE = (MERGED, JOINED)
EVERY = "all"
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Who may be one.

    Attributes
    ----------
    certain, look : tuple of Judged
        Pairs that are certain and not merged yet, and pairs for the owner to look at, the surest first.
    apart : int
        Pairs who share a number or an address and are two people.
    entries, people : int
        How many ids stand on the lists, and how many people they are by what is merged now.

    """

    certain: tuple[Judged, ...]
    look: tuple[Judged, ...]
    apart: int
    entries: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the log: what was done to a pair, why, and when."""

    pair: str
    act: str
    why: tuple[str, ...]
    at: str


def pair_name(one: int, other: int) -> str:
    """Give the short name of a pair, the same each time; it tells nothing of the two.

    Examples
    --------
    >>> pair_name(4, 7) == pair_name(7, 4), len(pair_name(4, 7))
    (True, 6)

    """
    low, high = sorted((one, other))
    number = int.from_bytes(hashlib.sha256(f"{low}:{high}".encode()).digest()[:8], "big")
    signs = []
    for _ in range(_LENGTH):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)


def proposed(folder: Folder) -> Proposed:
    """Give who may be one of those who are held now."""
    parts = _parts(folder.index, folder.store)
    found = merging.entries(parts)
    last = _last(folder.index)
    listed = _judged(folder, found, parts)
    known = {entry.person_id for entry in found}
    links = [pair for pair, act in last.items() if act in ONE and set(pair) <= known]
    open_now = [one for one in listed if last.get((one.one, one.other), UNDONE) == UNDONE]
    certain = [(one.one, one.other) for one in open_now if one.verdict == CERTAIN]
    taken = set(merging.followed(found, certain, [pair for pair, act in last.items() if act in ONE]))
    within = merging.groups([*links, *taken])
    return Proposed(
        certain=tuple(one for one in open_now if (one.one, one.other) in taken),
        look=tuple(one for one in open_now if _to_look(one, taken, within)),
        apart=sum(one.verdict == APART for one in listed),
        entries=len(known),
        people=len(known) - len(known & set(merging.groups(links))) + len(set(merging.groups(links).values())),
    )


def _to_look(one: Judged, taken: Collection[tuple[int, int]], within: Mapping[int, int]) -> bool:
    """Tell whether a pair is for the owner to look at: not certain, and not one by others already."""
    if one.verdict == APART or (one.one, one.other) in taken:
        return False
    return one.one not in within or within.get(one.one) != within.get(one.other)


def _judged(folder: Folder, found: Sequence[Entry], parts: merging.Parts) -> list[Judged]:
    salt = (folder.store / "salt").read_text(encoding="ascii")
    listed = merging.verdicts(found)
    return [*listed, *_by_name(found, listed, merging.held_ids(parts), salt)]


def _by_name(found: Sequence[Entry], listed: Sequence[Judged], held: Collection[int], salt: str) -> list[Judged]:
    """Give a certain pair for each name that an order or a message holds and only one person on the lists is called.

    So a name means the one contact of that name, as it does where a list says who told somebody.
    """
    within = merging.groups(merging.followed(found, [(o.one, o.other) for o in listed if o.verdict == CERTAIN]))
    known = {entry.person_id for entry in found}
    bearers: dict[int, set[int]] = defaultdict(set)
    shown: dict[int, Entry] = {}
    for entry in found:
        alone = person_id(salt, entry.name)
        if entry.called.last and alone in held and alone not in known:
            bearers[alone].add(within.get(entry.person_id, entry.person_id))
            shown.setdefault(alone, entry)
    return [_named(alone, shown[alone]) for alone in sorted(bearers) if len(bearers[alone]) == 1]


def _named(alone: int, entry: Entry) -> Judged:
    one, other = sorted((entry, Entry(person_id=alone, name=entry.name)), key=lambda held: held.person_id)
    return Judged(one=one.person_id, other=other.person_id, verdict=CERTAIN, reasons=("only_name",), doubts=(),
                  weight=SURE, entries=(one, other))  # fmt: skip


def merge(folder: Folder, today: date, found: Proposed | None = None) -> list[Judged]:
    """Make those one who certainly are; give the pairs that were not before."""
    certain = (found or proposed(folder)).certain
    _note(folder.index, [(one, MERGED) for one in certain], today)
    return list(certain)


def join(folder: Folder, name: str, today: date) -> Judged:
    """Make a pair one that the owner looked at; give it.

    Raises
    ------
    UsageError
        If no pair is called so; the message names those there are.

    """
    pair = _called(folder, name)
    _note(folder.index, [(pair, JOINED)], today)
    return pair


def part(folder: Folder, name: str, today: date) -> Judged:
    """Say of a pair that it is two people; give it.

    Raises
    ------
    UsageError
        If no pair is called so.

    """
    pair = _called(folder, name)
    _note(folder.index, [(pair, PARTED)], today)
    return pair


def _called(folder: Folder, name: str) -> Judged:
    parts = _parts(folder.index, folder.store)
    listed = _judged(folder, merging.entries(parts), parts)
    by_name = {pair_name(one.one, one.other): one for one in listed if one.verdict in (CERTAIN, LOOK, APART)}
    if name not in by_name:
        raise UsageError(say("people.no_pair", name=name, near=nearest(name, by_name)))
    return by_name[name]


def undo(folder: Folder, name: str, today: date) -> int:
    """Take back one merge by its name, or all of them; give how many.  One that was named isn't merged again.

    Raises
    ------
    UsageError
        If nothing is merged under that name; the message names what is.

    """
    standing = [pair for pair, act in _last(folder.index).items() if act in ONE]
    by_name = {pair_name(*pair): pair for pair in standing}
    if name == EVERY:
        _write(folder.index, [(*pair, UNDONE, (), None) for pair in standing], today)
        return len(standing)
    if name not in by_name:
        raise UsageError(say("people.not_merged", name=name, near=nearest(name, by_name)))
    _write(folder.index, [(*by_name[name], PARTED, (), None)], today)
    return 1


def log(index: Index) -> list[Event]:
    """Give what was ever merged and taken back, oldest first."""
    if not index.has("merges"):
        return []
    rows = index.rows("SELECT one, other, act, why, at FROM merges ORDER BY event_id")
    return [Event(pair=pair_name(row["one"], row["other"]), act=row["act"], why=tuple(json.loads(row["why"])),
                  at=row["at"]) for row in rows]  # fmt: skip


def same(index: Index, parts: merging.Parts) -> dict[int, int]:
    """Give the id that each merged person goes by, of those whom ``parts`` hold; empty where nobody is merged."""
    links = [pair for pair, act in _last(index).items() if act in ONE]
    if not links:
        return {}
    held = merging.held_ids(parts)
    return merging.groups(sorted(pair for pair in links if set(pair) <= held))


def inputs(index: Index) -> tuple[str, ...]:
    """Give a SHA-256 over the merges that stand, none where none does."""
    links = sorted(pair for pair, act in _last(index).items() if act in ONE)
    return (hashlib.sha256(json.dumps(links).encode()).hexdigest(),) if links else ()


def _last(index: Index) -> dict[tuple[int, int], str]:
    """Give the last word on each pair, by its two ids, the smaller first."""
    if not index.has("merges"):
        return {}
    rows = index.rows("SELECT one, other, act FROM merges ORDER BY event_id")
    return {(row["one"], row["other"]): row["act"] for row in rows}


def _note(index: Index, pairs: Iterable[tuple[Judged, str]], today: date) -> None:
    _write(index, [(one.one, one.other, act, one.reasons, one.weight) for one, act in pairs], today)


def _write(index: Index, rows: Sequence[tuple[int, int, str, Sequence[str], float | None]], today: date) -> None:
    """Add rows to the log in one transaction; a row that says what the last one said is left out."""
    if not rows:
        return
    with index.writing() as db:
        last = {(row["one"], row["other"]): row["act"]
                for row in db.execute("SELECT one, other, act FROM merges ORDER BY event_id")}  # fmt: skip
        db.executemany(
            "INSERT INTO merges (one, other, act, why, weight, at) VALUES (?, ?, ?, ?, ?, ?)",
            [(one, other, act, json.dumps(list(why)), weight, today.isoformat())
             for one, other, act, why, weight in rows if last.get((one, other)) != act],
        )  # fmt: skip


def _parts(index: Index, store: Path) -> dict[str, list[Path]]:
    held: dict[str, list[Path]] = {}
    for row in index.rows("SELECT table_name, file FROM parts ORDER BY part_id"):
        held.setdefault(row["table_name"], []).append(store / PARTS / row["file"])
    return held
