"""Choices: what a view of a workspace may be picked from: businesses, aspects, kinds of customers, days.

Counted where the rows are, and kept beside the index until what is held changes, so that a form costs next to nothing.

Reads    reviews, columns, businesses, tags
Writes   held/choices.json
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.questions.est.market import described
from standout.workspace import kept

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine
    from standout.workspace.folder import Folder

FILE = "choices.json"
READS = ("reviews", "columns", "businesses", "tags")
VALUES = 200
"""Of a descriptor with more values than this, those with most reviews are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A business that reviews are held of; ``rival`` tells that the owner named it as one."""

    name: str
    rows: int
    ours: bool
    rival: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An aspect, with how many scores are held on it."""

    label: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A descriptor and its values, each with its reviews, most first.

    Attributes
    ----------
    label : str
    before : bool
        Whether a buyer knows it before buying; only then a best may rest on it.
    said : bool
        Whether it was read from words.
    values : tuple of (str, int)
    more : int
        How many values are left out, as they are too many.

    """

    label: str
    before: bool
    said: bool
    values: tuple[tuple[str, int], ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a view may be picked from.

    Attributes
    ----------
    businesses : tuple of Business
        Ours first, then the rivals that the owner named, then all others; most reviews first.
    aspects : tuple of Scored
        By label.
    descriptors : tuple of Described
        Those a buyer knows before first; within them those read from words last; by label.
    rows, undated : int
        Reviews held, and those without a day.
    first, last : date or None
        Of the reviews.

    """

    businesses: tuple[Business, ...] = ()
    aspects: tuple[Scored, ...] = ()
    descriptors: tuple[Described, ...] = ()
    rows: int = 0
    undated: int = 0
    first: date | None = None
    last: date | None = None


def choices(workspace: Folder) -> Choices:
    """Give what a view may be picked from; counted where that wasn't done since something changed.

    Words that no question has read yet are read for it.
    """
    state = kept.state(workspace, "est")
    path = workspace.store / FILE
    with suppress(OSError, ValueError, KeyError, TypeError):  # absent, half of an older version's, or not ours
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["state"] == state:
            return _read(held["choices"])
    found = counted(workspace.engine(reads=READS))
    with suppress(OSError):  # where nothing may be written it is counted again
        aside = path.with_name(f".{FILE}.{os.getpid()}")
        aside.write_text(json.dumps({"state": state, "choices": asdict(found)}, default=str), encoding="utf-8")
        aside.replace(path)
    return found


def counted(engine: DuckEngine) -> Choices:
    """Count what an engine holds."""
    reviews = engine.table("reviews")
    aspects, descriptors = described(engine)
    day = reviews.reviewed_at
    whole = {f"n{place}": reviews[one.column].count() for place, one in enumerate(aspects)}
    [row] = engine.arrow(
        reviews.aggregate(rows=reviews.count(), dated=day.count(), first=day.min(), last=day.max(), **whole)
    ).to_pylist()
    columns = ["business_id", *(one.column for one in descriptors)]
    import ibis  # noqa: PLC0415 - heavy, and only where something is counted anew

    marked = reviews.select(*columns, one=ibis.literal(1, "int16"))
    sums = engine.sums(marked, [[column] for column in columns], [], ["one"]).to_pylist()
    by_column = {
        column: [(one[column], int(one["n_one"])) for one in sums if one["set"] == place]
        for place, column in enumerate(columns)
    }
    scored = [Scored(label=one.label, rows=row[f"n{at}"]) for at, one in enumerate(aspects)]
    told = [
        _described(one.label, by_column[one.column], before=one.before, said=one.said)
        for one in descriptors
        if by_column[one.column]
    ]
    return Choices(
        businesses=_businesses(engine, {int(number): n for number, n in by_column["business_id"]}),
        aspects=tuple(sorted(scored, key=lambda one: one.label)),
        descriptors=tuple(sorted(told, key=lambda one: (not one.before, one.said, one.label))),
        rows=row["rows"], undated=row["rows"] - row["dated"], first=row["first"], last=row["last"],
    )  # fmt: skip


def _described(label: str, values: Sequence[tuple[str, int]], *, before: bool, said: bool) -> Described:
    most = sorted(((str(value), n) for value, n in values), key=lambda one: (-one[1], one[0]))
    return Described(
        label=label, before=before, said=said, values=tuple(most[:VALUES]), more=max(len(most) - VALUES, 0)
    )


def _businesses(engine: DuckEngine, counts: Mapping[int, int]) -> tuple[Business, ...]:
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    found = [
        Business(name=row["name"], rows=counts.get(row["business_id"], 0), ours=row["ours"], rival=row["rival"])
        for row in rows
        if row["ours"] or row["rival"] or counts.get(row["business_id"])
    ]
    return tuple(sorted(found, key=lambda one: (not one.ours, not one.rival, -one.rows, one.name)))


def _read(held: Mapping[str, Any]) -> Choices:
    days = {name: held[name] and date.fromisoformat(held[name]) for name in ("first", "last")}
    return Choices(
        businesses=tuple(Business(**one) for one in held["businesses"]),
        aspects=tuple(Scored(**one) for one in held["aspects"]),
        descriptors=tuple(
            Described(**{**one, "values": tuple((value, n) for value, n in one["values"])})
            for one in held["descriptors"]
        ),
        rows=held["rows"], undated=held["undated"], **days,
    )  # fmt: skip
