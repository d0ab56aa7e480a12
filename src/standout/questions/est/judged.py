"""Judged: what may be said of each cell, when all of them are judged together.

Reads    reviews   single votes, for the few claims that e-values speak for
Makes    standings that agree with their claims
Source   docs/explanation/league-method.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout.question import Engine
from standout.questions.est.cells import Cell
from standout.questions.est.claims import Claim, Rules, claims, small, surer, tested
from standout.questions.est.market import Market
from standout.questions.est.standing import Standing, first, not_first, standing
from standout.questions.est.votes import evalues

if TYPE_CHECKING:
    import ibis.expr.types as ir

VOTES_MOST = 2_000_000
"""With more scores than this in a claim its votes aren't counted one by one; it stays proven."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One cell: where everybody stands, and the claim that may rest on it."""

    standing: Standing
    claim: Claim

    @property
    def cell(self) -> Cell:
        """What was judged."""
        return self.standing.cell


def judged(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    cells: Sequence[Cell],
    rules: Rules,
    counted: Mapping[int, int] | None = None,
    world_from: int = 0,
) -> list[Judged]:
    """Judge cells together.

    Parameters
    ----------
    cells : sequence of Cell
    counted : mapping of int to int, optional
        As `claims.claims` takes it.
    world_from : int
        From how many scores a business is judged in a world; ``rules.judged_from`` counts for everybody.

    """
    known = [standing(cell, _judged_from(cell, rules, world_from)) for cell in cells]
    votes = {
        place: evalues(engine, reviews, market, one.cell, few)
        for place, one in enumerate(known)
        if tested(one, rules) and (one.z[one.rivals] > 0).all() and (few := small(one, rules).tolist())
    }
    return [
        Judged(_settled(one, claim, rules), claim)
        for one, claim in zip(known, claims(known, votes, rules, counted), strict=True)
    ]


def ensured(engine: Engine, reviews: ir.Table, market: Market, one: Judged, rules: Rules) -> Judged:
    """Give a proven claim as guaranteed where the votes bear it."""
    if one.claim.tier != "proven" or one.cell.halo is not None or int(one.cell.rows.sum()) > VOTES_MOST:
        return one
    votes = evalues(engine, reviews, market, one.cell, one.standing.rivals.tolist())
    return replace(one, claim=surer(one.claim, one.standing, votes, rules))


def _judged_from(cell: Cell, rules: Rules, world_from: int) -> int:
    if cell.conditions:
        return world_from
    return rules.judged_from if cell.aspect.parts == 1 else max(rules.judged_from, rules.proven_from)


def _settled(known: Standing, claim: Claim, rules: Rules) -> Standing:
    if claim.proven:
        return first(known, claim.lead_low)
    return not_first(known, claim.top) if len(known.rivals) >= rules.rivals_from else known
