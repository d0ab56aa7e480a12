"""Quarters: how far ahead of the best rival we were, quarter by quarter.

A picture of the past and no claim: whether a lead shrinks, and when it is gone, is another question's.

Reads    reviews    ours and those of the best rival on each aspect, with a day
Makes    quarter    two rows for each stretch of days: ours, and the rival with our lead over it
Unit     points; the ends of a lead hold for all stretches of an aspect at once, 19 times in 20, whoever of the judged
         rivals turns out to be the best
Rule     quarters in which either has fewer than `LEAST` scores are put together with the next; days left over at the
         end go with the last.  A person who wrote in two quarters counts once in each.  The first stretch begins with
         the first day there is a score of, and the last one ends with the last
Source   the guarded variance of docs/explanation/league-method.md; Bonferroni over stretches and judged rivals
No row   where we or the rival are known by a page's average; of fewer than two stretches; where rows are weighted
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from scipy.special import ndtri

from standout.question import Engine
from standout.questions.est.cells import KINDS, Cell, Spread, Sums, cell_of
from standout.questions.est.market import WEIGHT, Market
from standout.questions.est.placing import Floats, Ints
from standout.questions.est.rows import SCHEMA, intervals
from standout.questions.est.standing import Standing, difference
from standout.stats.welch import t_of_z
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEAST = 10
"""From so many scores of each, a stretch of days is drawn: with fewer its band is wider than most scales."""
MOST = 60
"""So many quarters at most, the newest."""
OUTSIDE = 0.05
"""How often one stretch or more may lie outside."""
KIND = "quarter"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quarters that were put together: their first and last day, and where they stand among all."""

    first: date
    last: date
    at: slice


def quarter_rows(engine: Engine, reviews: ir.Table, market: Market, known: Sequence[Standing]) -> pa.Table:
    """Give the rows of every standing that has a best rival.

    Parameters
    ----------
    reviews : table
        Those of the customers the standings are about.
    known : sequence of Standing
        One for each aspect.

    """
    told = [one for one in known if _told(one)]
    if not told or WEIGHT in reviews.columns:
        return SCHEMA.empty_table()
    columns = list(dict.fromkeys(one.cell.aspect.column for one in told))
    ids = sorted({int(market.ids[place]) for one in told for place in (0, one.best_rival)})
    dated = reviews.filter(reviews.business_id.isin(ids) & reviews.reviewed_at.notnull())
    quarter = dated.reviewed_at.year() * 4 + dated.reviewed_at.quarter() - 1
    shown = dated.select("business_id", "reviewer_id", *columns, quarter=quarter)
    held = engine.sums(shown, [["quarter"]], ["business_id"], columns, "reviewer_id")
    days = sorted({_first(quarter) for quarter in held["quarter"].to_pylist()})[-MOST:]
    known_days = _known_days(engine, dated, columns)
    rows: list[dict[str, Any]] = []
    for one in told:
        both = _both(held, market, one, days)
        rows += _rows(one, market, both, clipped(stretches(days, both.rows), known_days, market, one))
    return pa.Table.from_pylist([{name: row.get(name) for name in SCHEMA.names} for row in rows], schema=SCHEMA)


def _known_days(engine: Engine, dated: ir.Table, columns: Sequence[str]) -> dict[tuple[int, str], tuple[date, date]]:
    """Give, by business and column, the first and the last day a score is held of."""
    day = dated.reviewed_at
    ends = {
        f"{name}_{column}": found
        for column in columns
        for name, found in (
            ("first", day.min(where=dated[column].notnull())), ("last", day.max(where=dated[column].notnull())),
        )
    }  # fmt: skip
    rows = engine.arrow(dated.group_by("business_id").aggregate(**ends)).to_pylist()
    return {
        (row["business_id"], column): (row[f"first_{column}"], row[f"last_{column}"])
        for row in rows for column in columns if row[f"first_{column}"] is not None
    }  # fmt: skip


def clipped(
    parts: Sequence[Stretch], known: Mapping[tuple[int, str], tuple[date, date]], market: Market, one: Standing
) -> list[Stretch]:
    """Give stretches that begin and end with days there are scores of, ours or the best rival's."""
    numbers = [int(market.ids[place]) for place in (0, one.best_rival)]
    spans = [known[key] for number in numbers if (key := (number, one.cell.aspect.column)) in known]
    first, last = min((day for day, _ in spans), default=date.min), max((day for _, day in spans), default=date.max)
    return [replace(part, first=max(part.first, first), last=min(part.last, last)) for part in parts]


def _told(one: Standing) -> bool:
    best, cell = one.best_rival, one.cell
    return best >= 0 and one.ours_judged and cell.aspect.parts == 1 and not cell.shown[[0, best]].any()


def _first(quarter: str) -> date:
    """Give the first day of a quarter that is counted from the year 0."""
    year, place = divmod(int(quarter), 4)
    return date(year, 3 * place + 1, 1)


def _both(held: pa.Table, market: Market, one: Standing, days: Sequence[date]) -> Sums:
    """Give the sums of ours and the rival by quarter: arrays of shape (2, quarters)."""
    place = {day: at for at, day in enumerate(days)}
    whose = {int(market.ids[0]): 0, int(market.ids[one.best_rival]): 1}
    figures = [np.zeros((2, len(days)), np.int64) for _ in KINDS]
    columns = [held[f"{kind}_{one.cell.aspect.column}"].to_pylist() for kind in KINDS]
    quarters = [_first(quarter) for quarter in held["quarter"].to_pylist()]
    for row, (number, day) in enumerate(zip(held["business_id"].to_pylist(), quarters, strict=True)):
        if number in whose and day in place:
            for figure, column in zip(figures, columns, strict=True):
                figure[whose[number], place[day]] = column[row]
    return Sums(figures[0].copy(), *figures)


def stretches(days: Sequence[date], rows: Ints) -> list[Stretch]:
    """Give the stretches of days in which both have enough scores, in order.

    Parameters
    ----------
    days : sequence of date
        The first day of each quarter.
    rows : int64, shape (2, quarters)
        How many scores each of the two has.

    Examples
    --------
    >>> quarters = [date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)]
    >>> [one.last.isoformat() for one in stretches(quarters, np.array([[7, 8, 19], [19, 19, 19]]))]
    ['2025-06-30', '2025-09-30']

    """
    found: list[Stretch] = []
    start = 0
    for at in range(len(days)):
        if (rows[:, start : at + 1].sum(axis=1) >= LEAST).all():
            found.append(Stretch(days[start], _end(days[at]), slice(start, at + 1)))
            start = at + 1
    if found and start < len(days):
        last = found.pop()
        found.append(Stretch(last.first, _end(days[-1]), slice(last.at.start, len(days))))
    return found


def _end(first: date) -> date:
    """Give the last day of a quarter."""
    year, month = divmod(first.year * 12 + first.month - 1 + 3, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def _rows(one: Standing, market: Market, both: Sums, parts: Sequence[Stretch]) -> list[dict[str, Any]]:
    if len(parts) < 2:
        return []
    found = []
    for part, cell, (lead, least, most) in leads(one, both, parts):
        low, high = intervals(cell.mean, cell.se2, cell.df, cell.slack, cell.aspect.low, cell.aspect.high)
        for place, whose in enumerate((0, one.best_rival)):
            row = _row(one.cell, market, whose, part)
            row |= {"rows": int(cell.rows[place]), "estimate": float(cell.mean[place])}
            row |= _known(se=np.sqrt(cell.se2[place]), low=low[place], high=high[place])
            found.append(row | (_known(lead=lead, lead_from=least, lead_to=most) if place else {}))
    return found


def leads(
    one: Standing, both: Sums, parts: Sequence[Stretch]
) -> Iterator[tuple[Stretch, Cell, tuple[float, float, float]]]:
    """Give each stretch with its cell of two, and our lead with its ends, which hold for all stretches at once.

    The best rival is picked by the same rows, so each rival has a part of what may lie outside.

    Parameters
    ----------
    one : Standing
        Where everybody stands over all days; it guards the variance of a stretch.
    both : Sums
        Of ours and the best rival: arrays of shape (2, quarters).
    parts : sequence of Stretch

    """
    critical = float(-ndtri(OUTSIDE / 2 / (len(parts) * max(len(one.rivals), 1))))
    for part in parts:
        cell = _cell(one, both, part)
        error, df = difference(cell, np.array([1]))
        lead, half = float(cell.mean[0] - cell.mean[1]), float((error * t_of_z(critical, df))[0])
        yield part, cell, (lead, *_within(lead - half, lead + half, cell))


def _within(low: float, high: float, cell: Cell) -> tuple[float, float]:
    """Give an interval of a lead cut to what the scale allows."""
    if cell.aspect.low is None or cell.aspect.high is None:
        return low, high
    width = cell.aspect.high - cell.aspect.low
    return max(low, -width), min(high, width)


def _cell(one: Standing, both: Sums, part: Stretch) -> Cell:
    """Give the cell of ours and the rival in one stretch, guarded as over all days."""
    sums = Sums(*(getattr(both, name)[:, part.at].sum(axis=1) for name in ("rows", *_SUMS)))
    around = one.cell.around
    return cell_of(
        one.cell.aspect, one.cell.conditions, sums, Spread(around.business[[0, one.best_rival]], around.typical)
    )


_SUMS = ("n", "total", "squares", "clusters", "css", "csn", "cnn")


def _row(cell: Cell, market: Market, place: int, part: Stretch) -> dict[str, Any]:
    return {
        "aspect": cell.aspect.label, "world": json.dumps(cell.world, ensure_ascii=False, sort_keys=True), "kind": KIND,
        "business_id": int(market.ids[place]), "business": market.names[place], "ours": place == 0, "judged": True,
        "origin": "rated", "unit": say("est.unit.points"), "scale_low": cell.aspect.low, "scale_high": cell.aspect.high,
        "first_at": part.first, "last_at": part.last,
    }  # fmt: skip


def _known(**figures: float | Floats) -> dict[str, float | None]:
    return {name: float(value) if np.isfinite(value) else None for name, value in figures.items()}
