"""Shown: averages and counts as pages show them, standing in for businesses whose own scores we lack.

Reads    facts   ``shown_average`` and ``shown_count``, the newest of each business
Makes    the overall cell with these filled in
Unit     points; 4.6 stands for 4.55 to 4.65, and the spread is the widest that such an average allows
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from standout.questions.est.cells import Cell, Spread, Sums
from standout.questions.est.market import Aspect, Market
from standout.stats.bounded import shown_average
from standout.words import say

OVERALL = "a_overall"
STARS = (1.0, 5.0)
"""The scale of an average that a page shows in stars."""
EXACT = 9
"""Decimals of a figure that is not rounded."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page at ``url`` shows: an average with so many decimals, made of ``count`` scores."""

    mean: float
    decimals: int
    count: int
    seen: date | None
    url: str = ""


def pages(facts: Iterable[Mapping[str, Any]], market: Market) -> dict[int, Page]:
    """Give the newest shown average of each business that shows its count too, by place in the league."""
    rows = [row for row in facts if row["fact"] == "shown_count" or _in_stars(row)]
    averages: dict[int, Mapping[str, Any]] = {}
    counts: dict[int, Mapping[str, Any]] = {}
    for place, row in zip(market.places(row["business_id"] for row in rows).tolist(), rows, strict=True):
        kept = averages if row["fact"] == "shown_average" else counts
        if place >= 0 and (place not in kept or _seen(row) > _seen(kept[place])):
            kept[place] = row
    return {
        place: Page(
            row["value"],
            _decimals(row["valid_low"], row["valid_high"]),
            _least(counts[place]),
            row["seen_at"],
            row["source_url"] or "",
        )
        for place, row in sorted(averages.items())
        if place in counts and _least(counts[place]) >= 2 and STARS[0] <= row["value"] <= STARS[1]
    }


def _in_stars(row: Mapping[str, Any]) -> bool:
    return row["fact"] == "shown_average" and row["unit"] in (None, "stars")


def _least(row: Mapping[str, Any]) -> int:
    """The least a shown count can be: 1,150 for 1.2k."""
    return int(row["value"] if row["valid_low"] is None else row["valid_low"])


def _seen(row: Mapping[str, Any]) -> tuple[date, float]:
    return row["seen_at"] or date.min, row["value"]


def filled(cell: Cell, shown: Mapping[int, Page], judged_from: int) -> Cell:
    """Give an overall cell in which pages stand in for businesses with fewer than ``judged_from`` scores."""
    if cell.conditions or cell.aspect.column != OVERALL or (cell.aspect.low, cell.aspect.high) != STARS:
        return cell
    rows, voices, origin = cell.rows.copy(), cell.voices.copy(), cell.shown.copy()
    mean, variance, spread, far = cell.mean.copy(), cell.variance.copy(), cell.spread.copy(), cell.far.copy()
    df, slack = cell.df.copy(), cell.slack.copy()
    for i, page in shown.items():
        if voices[i] >= judged_from or page.count <= rows[i]:
            continue
        said = shown_average(page.mean, page.count, *STARS, decimals=page.decimals)
        rows[i] = voices[i] = page.count
        mean[i], slack[i], origin[i] = said.middle, said.slack, True
        variance[i] = spread[i] = said.variance
        far[i], df[i] = 0.0, page.count - 1.0
    return replace(
        cell, rows=rows, voices=voices, mean=mean, variance=variance, spread=spread, far=far, df=df, slack=slack,
        shown=origin,
    )  # fmt: skip


def _decimals(low: float | None, high: float | None) -> int:
    """Decimals from the width of what rounds to the same: 4.55 to 4.65 is one; one where nothing is said."""
    if low is None or high is None:
        return 1
    return round(-math.log10(high - low)) if high > low else EXACT


def empty_overall(count: int) -> Cell:
    """Give an overall cell without any score, for a market known by its pages alone."""
    aspect = Aspect(OVERALL, say("est.overall"), *STARS)
    none, zero, unknown = np.zeros(count, np.int64), np.zeros(count), np.full(count, np.nan)
    return Cell(
        aspect, (), none, none, unknown, unknown, unknown, zero, unknown, zero, zero.astype(bool), Sums.none(count),
        Spread(unknown, float("nan")),
    )  # fmt: skip
