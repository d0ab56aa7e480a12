"""Gathered: the judgements of a league as arrays, for what needs every row at once.

Reads    reviews   each row once, in no order
Makes    rows      codes for businesses and values, scores in hundredths; sorted by business
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from standout.question import Engine
from standout.questions.est.market import WEIGHT, Aspect, Condition, Descriptor, Market
from standout.stats.worlds.encode import encoded, people_of, scores_of
from standout.stats.worlds.rows import Rows, rows_of

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Gathered:
    """The judgements of one league.

    Attributes
    ----------
    rows : Rows
        Business codes are places in the league.
    values : tuple of tuple of str
        For each descriptor the value behind each code; the first, of code 0, stands for none.

    """

    rows: Rows
    descriptors: tuple[Descriptor, ...]
    values: tuple[tuple[str, ...], ...]

    def conditions(self, world: Iterable[tuple[int, int]]) -> tuple[Condition, ...]:
        """Give a world of (column, code) in words."""
        return tuple(Condition(self.descriptors[column], self.values[column][code]) for column, code in world)


def gathered(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspects: Sequence[Aspect],
    descriptors: Sequence[Descriptor],
) -> Gathered:
    """Give every judgement of a league as arrays."""
    worlds, scored = [one.column for one in descriptors], [one.column for one in aspects]
    weighed = [WEIGHT] if WEIGHT in reviews.columns else []
    expr = reviews.select("business_id", "reviewer_id", *weighed, *worlds, *scored)
    batches = list(engine.batches(expr, []))
    held = pa.Table.from_batches(batches, schema=batches[0].schema) if batches else engine.arrow(expr.limit(0))
    place = market.places_of(held["business_id"].to_numpy())
    inside = place >= 0
    if not inside.all():
        held, place = held.filter(pa.array(inside)), place[inside]
    codes, values = encoded([held[name] for name in worlds])
    rows = rows_of(
        place.astype(np.int32),
        codes,
        [scores_of(held[name]) for name in scored],
        cluster=None if held["reviewer_id"].null_count == held.num_rows else people_of(held["reviewer_id"]),
        weight=np.asarray(held[WEIGHT].to_numpy(), dtype=np.int64) if weighed else None,
        businesses=len(market.ids),
    )
    return Gathered(rows, tuple(descriptors), tuple(tuple(map(str, one)) for one in values))
