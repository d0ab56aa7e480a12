"""Meanwhile: reviews that were written and consents that were given while a play ran, whoever was asked.

Reads    reviews, consents
Counted  each review of ours by its day; each person by the first day they agreed to hear from us
Never    0: where none came in, nobody knows whether a file that goes on would hold one; nor what the play brought
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from standout.question import Engine

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEANWHILE = ("reviewed", "agreed")
"""Measures that dated rows show without anybody asked by name."""

Pairs = list[tuple[int, date | None]]


def came_in(engine: Engine, ours: int, measures: Collection[str]) -> dict[str, Pairs]:
    """Give by measure, ``(review or person, day)`` of each that came in; of those of ``measures`` alone.

    Parameters
    ----------
    engine : Engine
    ours : int
        Our business, whose reviews are counted.
    measures : collection of str

    """
    makers = {"reviewed": _reviews(engine, ours), "agreed": _agreed(engine)}
    return {name: _pairs(engine, makers[name]) for name in MEANWHILE if name in measures}


def _reviews(engine: Engine, ours: int) -> ir.Table:
    reviews = engine.table("reviews")
    return reviews.filter((reviews.business_id == ours) & reviews.reviewed_at.notnull()).select(
        "review_id", "reviewed_at"
    )


def _agreed(engine: Engine) -> ir.Table:
    """Give the first day each person agreed; nobody of whom one is undated, as that may have been long ago."""
    consents = engine.table("consents")
    given = consents.filter(consents.state == "given")
    each = given.group_by("person_id").aggregate(first=given["at"].min(), undated=given["at"].isnull().any())
    return each.filter(~each.undated).select("person_id", "first")


def _pairs(engine: Engine, rows: ir.Table) -> Pairs:
    held = engine.arrow(rows)
    return list(zip(held[0].to_pylist(), held[1].to_pylist(), strict=True))
