"""Market: who is compared with whom, on what, and what it was made from.

Reads    businesses, columns, reviews
Makes    the league's businesses, its aspects and descriptors, and the population behind each aspect
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.tables.readings import SAYS
from standout.tables.table import ASPECT, DESCRIPTOR

if TYPE_CHECKING:
    import ibis.expr.types as ir

YEAR = timedelta(days=365)
LEAST_DAYS = 28
"""Scores that all came in within fewer days than this tell no rate."""
STEPS = 11
"""A scale on which more scores than this are in use has many steps; 0 to 10 has eleven."""
RARE = 0.01
WEIGHT = "weight"
"""The column of ``reviews`` with how much a row counts, where a caller's frame has one."""


@dataclass(frozen=True, slots=True)
class Market:
    """A league: ours at place 0, then its rivals by name.

    ``named`` tells that the owner chose the rivals; else everybody in the data is one.
    """

    ids: NDArray[np.int64]
    names: tuple[str, ...]
    named: bool

    def places(self, business_id: Iterable[int]) -> NDArray[np.int64]:
        """Give each business's place in the league, -1 for those outside it."""
        return self.places_of(np.fromiter(business_id, dtype=np.int64))

    def places_of(self, wanted: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """Give the place of each id of an array, -1 for those outside the league."""
        order = np.argsort(self.ids)
        found = np.minimum(np.searchsorted(self.ids[order], wanted), len(order) - 1)
        place = order[found]
        return np.where(self.ids[place] == wanted, place, -1)


@dataclass(frozen=True, slots=True)
class Aspect:
    """An ``a_`` column: what people scored, between which ends, and why no best may rest on it, if so.

    ``least`` and ``most`` are how far an unseen score may lie; None where that isn't known.  ``parts`` tells
    how many columns it was made of.
    """

    column: str
    label: str
    low: float | None = None
    high: float | None = None
    barred: str = ""
    least: float | None = None
    most: float | None = None
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A ``d_`` column; ``before`` tells that a buyer knows it before buying."""

    column: str
    label: str
    before: bool

    @property
    def said(self) -> bool:
        """Whether it was read from the words of reviews."""
        return self.column.startswith(SAYS)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a world asks for: a value of a descriptor."""

    descriptor: Descriptor
    value: str


@dataclass(frozen=True, slots=True)
class Population:
    """Whom the scores on one aspect came from: sources, first and last day, and how many a day are ours.

    ``per_day`` is our rate over the year up to our newest score, None where that spans less than four weeks;
    ``lapsed`` tells that this year is over.
    """

    sources: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    ours: int = 0
    per_day: float | None = None
    lapsed: bool = False


def markets(engine: Engine) -> list[Market]:
    """Give one league for each business that is asked about: against those named, or else all others."""
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    rows.sort(key=lambda row: (row["name"], row["business_id"]))
    named = any(row["rival"] for row in rows)
    able = [row for row in rows if row["rival"] or not named]
    return [_market(own, [row for row in able if row is not own], named=named) for own in rows if own["ours"]]


def _market(own: Mapping[str, Any], rivals: Sequence[Mapping[str, Any]], *, named: bool) -> Market:
    return Market(
        ids=np.array([row["business_id"] for row in (own, *rivals)], dtype=np.int64),
        names=tuple(row["name"] for row in (own, *rivals)),
        named=named,
    )


def unnamed(engine: Engine, aspects: Sequence[Aspect], judged_from: int) -> dict[str, tuple[str, ...]]:
    """Give by column who else the files hold ``judged_from`` scores of, where the owner named rivals; most first."""
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    others = {row["business_id"]: row["name"] for row in rows if not row["ours"] and not row["rival"]}
    if not others or not aspects or not any(row["rival"] for row in rows):
        return {}
    reviews = engine.table("reviews")
    counts = {f"n{place}": reviews[aspect.column].count() for place, aspect in enumerate(aspects)}
    held = engine.arrow(reviews.group_by("business_id").aggregate(**counts)).to_pylist()
    found: dict[str, tuple[str, ...]] = {}
    for place, aspect in enumerate(aspects):
        enough = [
            (-row[f"n{place}"], others[row["business_id"]])
            for row in held
            if row["business_id"] in others and row[f"n{place}"] >= judged_from
        ]
        found[aspect.column] = tuple(name for _, name in sorted(enough))
    return found


def described(engine: Engine) -> tuple[list[Aspect], list[Descriptor]]:
    """Give the aspects and descriptors that ``reviews`` carries, by name; a stage read from words makes no world."""
    held = engine.table("reviews").columns
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in engine.arrow(engine.table("columns")).to_pylist():
        if row["table"] == "reviews":
            rows.setdefault(row["name"], []).append(row)
    aspects = [_aspect(name, rows.get(name, [])) for name in sorted(held) if name.startswith(ASPECT)]
    descriptors = [_descriptor(name, rows.get(name, [])) for name in sorted(held) if name.startswith(DESCRIPTOR)]
    return aspects, [one for one in descriptors if one.before or not one.said]


def _aspect(name: str, rows: Sequence[Mapping[str, Any]]) -> Aspect:
    if not rows:
        return Aspect(name, name.removeprefix(ASPECT))
    scales = {(row["scale_low"], row["scale_high"]) for row in rows}
    barred = "mixed_scales" if len(scales) > 1 else next((row["barred"] for row in rows if row["barred"]), "")
    low, high = next(iter(scales)) if len(scales) == 1 else (None, None)
    return Aspect(name, rows[0]["label"], low, high, barred)


def _descriptor(name: str, rows: Sequence[Mapping[str, Any]]) -> Descriptor:
    if not rows:
        return Descriptor(name, name.removeprefix(DESCRIPTOR), before=False)
    return Descriptor(name, rows[0]["label"], before=all(row["addressable"] == "before" for row in rows))


def reached(engine: Engine, reviews: ir.Table, aspects: Sequence[Aspect]) -> list[Aspect]:
    """Give the aspects with how far an unseen score may lie.

    On a scale with few steps that is its ends.  A scale with many, such as points out of 100, is hardly
    ever used from end to end; there it is what one score in a hundred in the market lies beyond.
    """
    if not aspects:
        return []
    figures: dict[str, Any] = {}
    for place, aspect in enumerate(aspects):
        score = reviews[aspect.column]
        figures |= {f"least{place}": score.min(), f"most{place}": score.max(), f"steps{place}": score.nunique()}
    [row] = engine.arrow(reviews.aggregate(**figures)).to_pylist()
    fine = {
        f"{end}{place}": reviews[aspect.column].quantile(share)
        for place, aspect in enumerate(aspects)
        if row[f"steps{place}"] > STEPS
        for end, share in (("least", RARE), ("most", 1 - RARE))
    }
    if fine:
        row |= engine.arrow(reviews.aggregate(**fine)).to_pylist()[0]
    return [
        _reached(aspect, row[f"least{place}"], row[f"most{place}"], few=row[f"steps{place}"] <= STEPS)
        for place, aspect in enumerate(aspects)
    ]


def _reached(aspect: Aspect, least: float | None, most: float | None, *, few: bool) -> Aspect:
    if least is None or most is None:
        return aspect
    if aspect.low is not None and few:
        return replace(aspect, least=aspect.low, most=aspect.high)
    return replace(aspect, least=least / 100, most=most / 100)


def by_source(reviews: ir.Table, engine: Engine, aspects: Sequence[Aspect]) -> list[dict[str, Any]]:
    """Give for each source how many scores there are on each aspect, and their first and last day."""
    if not aspects:
        return []
    figures = {}
    for place, aspect in enumerate(aspects):
        scored = reviews[aspect.column].notnull()
        figures[f"n{place}"] = scored.sum()
        figures[f"first{place}"] = reviews.reviewed_at.min(where=scored)
        figures[f"last{place}"] = reviews.reviewed_at.max(where=scored)
    rows: list[dict[str, Any]] = engine.arrow(reviews.group_by("source").aggregate(**figures)).to_pylist()
    return rows


def populations(
    reviews: ir.Table,
    engine: Engine,
    ours: int,
    aspects: Sequence[Aspect],
    as_of: date | None,
    sources: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Population]:
    """Give the population behind each aspect, by column; ``sources`` is `by_source`, where it is known already."""
    if not aspects:
        return {}
    rows = by_source(reviews, engine, aspects) if sources is None else sources
    own = reviews.filter(reviews.business_id == ours).select("reviewed_at", *(aspect.column for aspect in aspects))
    held = engine.arrow(own)
    days = held["reviewed_at"].to_numpy().astype("datetime64[D]")
    return {
        aspect.column: _population(rows, place, days[held[aspect.column].is_valid().to_numpy()], as_of)
        for place, aspect in enumerate(aspects)
    }


def _population(
    rows: Sequence[Mapping[str, Any]], place: int, ours: NDArray[np.datetime64], as_of: date | None
) -> Population:
    scored = [row for row in rows if row[f"n{place}"]]
    first = [row[f"first{place}"] for row in scored if row[f"first{place}"]]
    last = [row[f"last{place}"] for row in scored if row[f"last{place}"]]
    dated = ours[~np.isnat(ours)]
    per_day, lapsed = None, False
    if as_of and dated.size:
        lapsed = as_of - dated.max().item() >= YEAR
        until = dated.max() if lapsed else np.datetime64(as_of)
        days = min((until - dated.min()).astype(int) + 1, YEAR.days)
        if days >= LEAST_DAYS:
            per_day = float((dated > until - days).sum() / days)
    return Population(
        sources=tuple(sorted({row["source"] or "" for row in scored})),
        first=min(first, default=None),
        last=max(last, default=None),
        ours=len(ours),
        per_day=per_day or None,
        lapsed=lapsed,
    )
