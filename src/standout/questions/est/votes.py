"""Votes: e-values for the few claims whose samples are small, from how often each score was given.

Every person has one vote in a world, so that the votes are independent: of several reviews that one with
the lowest id counts, whatever it says.

Reads    reviews   only the cells asked for
Source   docs/explanation/league-method.md, the guaranteed tier
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from standout.question import Engine
from standout.questions.est.cells import Cell
from standout.questions.est.market import WEIGHT, Market
from standout.stats.evalues import pair_evalue

if TYPE_CHECKING:
    import ibis.expr.types as ir


def evalues(engine: Engine, reviews: ir.Table, market: Market, cell: Cell, rivals: Sequence[int]) -> dict[int, float]:
    """Give the e-value that we are ahead, for each of ``rivals`` whose own scores are held.

    Nothing is said where the scale has no known ends, the figures are a page's average, scores are weighted, or
    several aspects are taken together.
    """
    low, high = cell.aspect.low, cell.aspect.high
    wanted = [place for place in rivals if not cell.shown[place]]
    if (
        WEIGHT in reviews.columns
        or cell.aspect.parts > 1
        or low is None
        or high is None
        or high <= low
        or cell.shown[0]
        or not wanted
    ):
        return {}
    business, score = _votes(engine, reviews, market, cell, [0, *wanted])
    values, place_of = np.unique(score, return_inverse=True)
    scaled = (values / 100 - low) / (high - low)
    if scaled.size == 0 or scaled.min() < 0 or scaled.max() > 1:
        return {}
    counts = {place: np.bincount(place_of[business == place], minlength=len(values)) for place in [0, *wanted]}
    return {place: pair_evalue(counts[0], counts[place], scaled) for place in wanted}


def _votes(
    engine: Engine, reviews: ir.Table, market: Market, cell: Cell, places: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Place in the league and score (hundredths), one for each person."""
    rows = reviews.filter(reviews[cell.aspect.column].notnull())
    for condition in cell.conditions:
        rows = rows.filter(rows[condition.descriptor.column] == condition.value)
    rows = rows.filter(rows.business_id.isin([int(market.ids[place]) for place in places]))
    held = engine.arrow(rows.select("reviewer_id", "review_id", "business_id", score=rows[cell.aspect.column]))
    held = held.sort_by("review_id")
    people = held["reviewer_id"]
    known = people.is_valid().to_numpy()
    names = people.fill_null(0).to_numpy()
    _, first = np.unique(names[known], return_index=True)
    kept = np.concatenate([np.flatnonzero(known)[first], np.flatnonzero(~known)])
    business = market.places(held["business_id"].to_pylist())
    return business[kept], held["score"].to_numpy()[kept]
