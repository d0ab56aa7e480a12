"""Merge log: what was done to pairs of people, only ever added to; of a pair the last word counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout.errors import UsageError
from standout.words import nearest, say

if TYPE_CHECKING:
    from datetime import date

    from standout.engine.people_groups import Link
    from standout.workspace.index import Index

MERGED, JOINED, UNDONE, PARTED = "merged", "joined", "undone", "parted"
"""What a row of the log says: found certain, joined by the owner, taken back, called two people by the owner."""

ONE = (MERGED, JOINED)
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the log: what was done to a pair, why, and when."""

    pair: str
    act: str
    why: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row to be added: two ids, the smaller first, what was done, why, and the weight it had."""

    one: int
    other: int
    act: str
    why: tuple[str, ...] = ()
    weight: float | None = None


def pair_name(one: int, other: int) -> str:
    """Give the short name of a pair, the same each time; it tells nothing of the two.

    Examples
    --------
    >>> pair_name(4, 7) == pair_name(7, 4), len(pair_name(4, 7))
    (True, 8)

    """
    low, high = sorted((one, other))
    number = int.from_bytes(hashlib.sha256(f"{low}:{high}".encode()).digest()[:8], "big")
    signs = []
    for _ in range(_LENGTH):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)


def called(name: str, pairs: Iterable[Link], none: str) -> Link:
    """Give the pair that is called so.

    Parameters
    ----------
    name : str
    pairs : iterable of (person_id, person_id)
    none : str
        The key of what to say where there is none.

    Raises
    ------
    UsageError
        If no pair is called so, or two are; nobody is merged by a mistaken name.

    """
    names: dict[str, list[Link]] = {}
    for pair in pairs:
        names.setdefault(pair_name(*pair), []).append(pair)
    if name not in names:
        raise UsageError(say(none, name=name, near=nearest(name, names)))
    if len(names[name]) > 1:
        raise UsageError(say("people.two_pairs", name=name))
    return names[name][0]


def log(index: Index) -> list[Event]:
    """Give what was ever merged and taken back, oldest first."""
    if not index.has("merges"):
        return []
    rows = index.rows("SELECT one, other, act, why, at FROM merges ORDER BY event_id")
    return [Event(pair=pair_name(row["one"], row["other"]), act=row["act"], why=tuple(json.loads(row["why"])),
                  at=row["at"]) for row in rows]  # fmt: skip


def last(index: Index) -> dict[Link, Row]:
    """Give the last word on each pair, by its two ids, the smaller first."""
    if not index.has("merges"):
        return {}
    rows = index.rows("SELECT one, other, act, why FROM merges ORDER BY event_id")
    return {
        (row["one"], row["other"]): Row(one=row["one"], other=row["other"], act=row["act"],
                                        why=tuple(json.loads(row["why"]))) for row in rows
    }  # fmt: skip


def standing(said: Mapping[Link, Row]) -> list[Link]:
    """Give the pairs that are one by the last word on them."""
    return [pair for pair, row in said.items() if row.act in ONE]


def parted(said: Mapping[Link, Row]) -> list[Link]:
    """Give the pairs that the owner called two people."""
    return [pair for pair, row in said.items() if row.act == PARTED]


def inputs(index: Index) -> tuple[str, ...]:
    """Give a SHA-256 over the merges that stand, none where none does."""
    links = sorted(standing(last(index)))
    return (hashlib.sha256(json.dumps(links).encode()).hexdigest(),) if links else ()


def write(index: Index, rows: Sequence[Row], today: date) -> None:
    """Add rows in one transaction; a row that says what the last one said is left out."""
    if not rows:
        return
    with index.writing() as db:
        before = {(row["one"], row["other"]): row["act"]
                  for row in db.execute("SELECT one, other, act FROM merges ORDER BY event_id")}  # fmt: skip
        db.executemany(
            "INSERT INTO merges (one, other, act, why, weight, at) VALUES (?, ?, ?, ?, ?, ?)",
            [(row.one, row.other, row.act, json.dumps(list(row.why)), row.weight, today.isoformat())
             for row in rows if before.get((row.one, row.other)) != row.act],
        )  # fmt: skip
