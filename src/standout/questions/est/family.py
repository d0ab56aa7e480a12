"""Family: a claim and the sentences near it that may be said in its place, fixed before a score is read.

Reads    reviews   how many scores each business has in a world; never what they are
Makes    worlds    the claim's own first; then wider ones, each with a condition less; then the largest narrower ones
Rule     a stamp's level is split: `CLAIM` parts of `WHOLE` for the claim itself, the rest evenly over the others
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout.question import Engine
from standout.questions.est.claims import Rules
from standout.questions.est.market import Aspect, Condition, Descriptor, Market

if TYPE_CHECKING:
    import ibis.expr.types as ir

NARROWER = 6
"""So many narrower worlds are in a family, the largest of ours."""
CLAIM, WHOLE = 8, 9
"""The claim itself has eight ninths of a stamp's level."""

World = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The worlds of a stamp: the claim's own, and those beside it."""

    own: World
    beside: tuple[World, ...] = ()

    def levels(self, level: float) -> list[float]:
        """Give each world's part of a stamp's level, the claim's own first; they add to no more than it.

        Examples
        --------
        >>> [round(part, 4) for part in Family((), ((), ())).levels(0.045)]
        [0.04, 0.0025, 0.0025]

        """
        rest = level * (WHOLE - CLAIM) / WHOLE / max(len(self.beside), 1)
        return [level * CLAIM / WHOLE, *[rest] * len(self.beside)]


def family(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspect: Aspect,
    own: World,
    descriptors: Sequence[Descriptor],
    rules: Rules,
) -> Family:
    """Give the family of a claim.

    Parameters
    ----------
    reviews : table
        Those of the league.
    own : tuple of Condition
        The claim's world.
    descriptors : sequence of Descriptor
        Those that may narrow it; only what a buyer knows before is used, and nothing that was read from words.

    """
    wider = [tuple(one for one in own if one is not left) for left in own]
    everybody: list[World] = [()] if len(own) > 1 else []
    taken = {one.descriptor.column for one in own}
    inside = within(reviews, own)
    found: list[tuple[int, str, World]] = []
    for descriptor in descriptors:
        if descriptor.before and not descriptor.said and descriptor.column not in taken:
            found += _narrower(engine, inside, market, aspect, own, descriptor, rules)
    found.sort(key=lambda one: (-one[0], one[1]))
    return Family(own, (*wider, *everybody, *(world for _, _, world in found[:NARROWER])))


def within(reviews: ir.Table, world: World) -> ir.Table:
    """Give the reviews of a world."""
    for one in world:
        reviews = reviews.filter(reviews[one.descriptor.column] == one.value)
    return reviews


def _narrower(
    engine: Engine, inside: ir.Table, market: Market, aspect: Aspect, own: World, descriptor: Descriptor, rules: Rules
) -> list[tuple[int, str, World]]:
    """Worlds with one condition more in which enough scores are held, ours and those of enough rivals."""
    scored = inside.filter(inside[aspect.column].notnull() & inside[descriptor.column].notnull())
    counts = scored.group_by("business_id", descriptor.column).aggregate(n=scored.count())
    rows = engine.arrow(counts).to_pylist()
    whole = sum(row["n"] for row in rows)
    held: dict[str, dict[int, int]] = {}
    places = market.places(row["business_id"] for row in rows).tolist() if rows else []
    for row, place in zip(rows, places, strict=True):
        if place >= 0 and row["n"] >= rules.proven_from:
            held.setdefault(row[descriptor.column], {})[place] = row["n"]
    return [
        (by[0], value, tuple(sorted((*own, Condition(descriptor, value)), key=lambda one: one.descriptor.column)))
        for value, by in held.items()
        if 0 in by and len(by) > rules.rivals_from and sum(by.values()) < whole
    ]
