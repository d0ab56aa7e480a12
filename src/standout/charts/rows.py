"""Rows: what the est table holds of one aspect in one world, best first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.charts.look import clean
from standout.finding import Finding
from standout.text.descriptors import told
from standout.words import label, listed, say

Row = dict[str, Any]
LEAGUES = ("rating", "fact")
"""The kinds of rows that a league is made of."""


def rows(table: pa.Table, aspect: str, world: Mapping[str, str]) -> list[Row]:
    """Give one row for each business, the judged ones by rank, then those that can't be judged.

    Names come cleaned of characters that steer text.
    """
    if not table.num_rows:
        return []
    same = [w for w in pc.unique(table["world"]).to_pylist() if json.loads(w or "{}") == dict(world)]
    here = pc.and_(pc.is_in(table["world"], pa.array(same, pa.string())), pc.equal(table["aspect"], aspect))
    kept = table.filter(pc.and_(here, pc.is_in(table["kind"], pa.array(LEAGUES))))
    found: list[Row] = [{**row, "business": clean(row["business"])} for row in kept.to_pylist()]
    return sorted(found, key=lambda r: (not judged(r), r["rank"] or 0, r["rank_high"] or 0, r["business"]))


def judged(row: Row) -> bool:
    """Give whether a business is ranked and has a figure to draw."""
    return bool(row["judged"]) and row["rank"] is not None and row["estimate"] is not None


def ours(found: Sequence[Row], subject: str) -> Row | None:
    """Give the judged row the finding speaks of, if there is one."""
    mine = [row for row in found if judged(row) and (row["ours"] or row["business"] == clean(subject))]
    return next((row for row in mine if row["business"] == clean(subject)), mine[0] if mine else None)


def less_is_better(found: Sequence[Row]) -> bool:
    """Give whether the first has a lower figure than the last: a price, a time to reply."""
    ranked = [row["estimate"] for row in found if judged(row)]
    return len(ranked) > 1 and ranked[0] < ranked[-1]


def heading(finding: Finding) -> str:
    """Give the aspect and world of a finding as a heading."""
    aspect = label(clean(finding.aspect))
    aspect = aspect[:1].upper() + aspect[1:]
    if not finding.world:
        return aspect
    return say("chart.within", aspect=aspect, world=worded(finding.world))


def worded(world: Mapping[str, str]) -> str:
    """Give a world in words: ``Country: Japan``."""
    read, rest = told(world)
    pairs = (say("chart.world", descriptor=clean(k), value=clean(str(v))) for k, v in rest.items())
    return listed([*([read] if read else []), *pairs])


def against_us(row: Row) -> str:
    """Give in words how a business stands against ours."""
    return say(f"chart.standing.{row['standing']}")
