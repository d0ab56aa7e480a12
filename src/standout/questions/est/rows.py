"""Rows: the table behind the findings, one row for each aspect, world and business.

``lead_low`` and ``lead_to`` are what our lead over a business is at least and at most, for the whole league at once.
Rows of kind ``quarter`` have these ends as ``lead_from`` and ``lead_to``, for all quarters at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.questions.est.cells import Cell
from standout.questions.est.looked import Contest
from standout.questions.est.market import Market
from standout.questions.est.placing import Floats, Placing
from standout.questions.est.standing import Standing
from standout.stats.ranks import all_pairs_critical
from standout.stats.welch import t_of_z
from standout.words import say

Z = 1.959963984540054

SCHEMA = pa.schema(
    [
        pa.field("aspect", pa.string()),
        pa.field("world", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("business_id", pa.int32()),
        pa.field("business", pa.string()),
        pa.field("ours", pa.bool_()),
        pa.field("judged", pa.bool_()),
        pa.field("rows", pa.int64()),
        pa.field("estimate", pa.float64()),
        pa.field("se", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("rank", pa.int32()),
        pa.field("rank_low", pa.int32()),
        pa.field("rank_high", pa.int32()),
        pa.field("lead", pa.float64()),
        pa.field("lead_low", pa.float64()),
        pa.field("lead_from", pa.float64()),
        pa.field("lead_to", pa.float64()),
        pa.field("standing", pa.string()),
        pa.field("origin", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("scale_low", pa.float64()),
        pa.field("scale_high", pa.float64()),
        pa.field("first_at", pa.date32()),
        pa.field("last_at", pa.date32()),
    ]
)


def rated_rows(known: Standing, market: Market) -> pa.Table:
    """Give the rows of one cell of scores."""
    cell, count = known.cell, len(market.ids)
    low, high = intervals(cell.mean, cell.se2, cell.df, cell.slack, cell.aspect.low, cell.aspect.high)
    own = {
        "aspect": pa.repeat(cell.aspect.label, count),
        "world": pa.repeat(json.dumps(cell.world, ensure_ascii=False, sort_keys=True), count),
        "kind": pa.repeat("rating", count),
        "rows": cell.rows,
        "estimate": _known(cell.mean),
        "se": _known(np.sqrt(cell.se2)),
        "low": _known(low),
        "high": _known(high),
        "origin": pa.array(_origin(cell), pa.string(), mask=cell.rows == 0),
        "unit": pa.repeat(say("est.unit.points"), count),
        "scale_low": pa.array([cell.aspect.low] * count, pa.float64()),
        "scale_high": pa.array([cell.aspect.high] * count, pa.float64()),
    }
    critical = all_pairs_critical(max(int(known.judged.sum()), 2))
    half = cell.slack[0] + cell.slack + known.error * t_of_z(critical, known.df)
    return _table(own | _placed(known, market) | {"lead_to": _known(known.lead + half)})


def intervals(
    mean: Floats, se2: Floats, df: Floats, slack: Floats, least: float | None, most: float | None
) -> tuple[Floats, Floats]:
    """Give the 95 % interval of each business's own mean, cut to the scale; NaN where it isn't known."""
    half = slack + np.sqrt(se2) * t_of_z(Z, df)
    floor, ceiling = -np.inf if least is None else least, np.inf if most is None else most
    return np.maximum(mean - half, floor), np.minimum(mean + half, ceiling)


def _origin(cell: Cell) -> NDArray[np.object_]:
    scored = np.where(cell.shown, "shown", "rated").astype(object)
    return scored if cell.halo is None else np.where(cell.halo.n_read > 0, "read", scored)


def looked_rows(contest: Contest, known: Placing, market: Market) -> pa.Table:
    """Give the rows of one contest."""
    count = len(market.ids)
    rows = np.zeros(count, np.int64)
    estimate, low, high = (np.full(count, np.nan) for _ in range(3))
    for place, figure in contest.figures.items():
        rows[place], estimate[place], low[place], high[place] = figure.rows, figure.value, figure.low, figure.high
    own = {
        "aspect": pa.repeat(contest.label, count),
        "world": pa.repeat(json.dumps({}), count),
        "kind": pa.repeat("fact", count),
        "rows": rows,
        "estimate": _known(estimate),
        "se": pa.nulls(count, pa.float64()),
        "low": _known(low),
        "high": _known(high),
        "origin": pa.array(np.full(count, "fact", dtype=object), pa.string(), mask=rows == 0),
        "unit": pa.repeat(contest.unit, count),
        "scale_low": pa.nulls(count, pa.float64()),
        "scale_high": pa.nulls(count, pa.float64()),
    }
    return _table(own | _placed(known, market))


def _placed(known: Placing, market: Market) -> dict[str, Any]:
    """The columns that say who it is and where they stand."""
    count = len(market.ids)
    standing = np.full(count, "open", dtype=object)
    standing[known.ahead], standing[known.behind] = "ahead", "behind"
    standing[~known.judged] = "not_judged"
    if not known.ours_judged:
        standing[:] = "not_judged"
    standing[0] = "ours"
    ranks = {"rank": known.rank, "rank_low": known.rank_low, "rank_high": known.rank_high}
    return {
        "business_id": market.ids.astype(np.int32),
        "business": pa.array(market.names, pa.string()),
        "ours": np.arange(count) == 0,
        "judged": known.judged,
        **{name: pa.array(values.astype(np.int32), mask=~known.judged) for name, values in ranks.items()},
        "lead": _known(known.lead),
        "lead_low": _known(known.lead_low),
        "lead_from": pa.nulls(count, pa.float64()),
        "lead_to": pa.nulls(count, pa.float64()),
        "first_at": pa.nulls(count, pa.date32()),
        "last_at": pa.nulls(count, pa.date32()),
        "standing": pa.array(standing, pa.string()),
    }


def _table(columns: dict[str, Any]) -> pa.Table:
    return pa.table([columns[field.name] for field in SCHEMA], schema=SCHEMA)


def _known(values: Floats) -> pa.Array:
    return pa.array(values, pa.float64(), mask=~np.isfinite(values))


def own(table: pa.Table) -> pa.Table:
    """Give the rows about the business that was asked about: where many were, those of all would be too many."""
    return table.filter(table["ours"])


def together(tables: Sequence[pa.Table]) -> pa.Table:
    """Give all rows as one table, empty where there are none."""
    return pa.concat_tables(tables).combine_chunks() if tables else SCHEMA.empty_table()
