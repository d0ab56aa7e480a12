"""Scope: where and when the very scores behind one finding were given, and no others.

Reads    reviews   those of judged businesses, in the finding's world, with a score on its aspect
Makes    sources, first and last day
No row   where the finding rests on looking up, or on a sum of aspects: what it says of itself counts there
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standout.question import Engine
from standout.questions.est import phrases
from standout.questions.est.behind import Looks, Scores
from standout.questions.est.market import Market, Population, unnamed
from standout.questions.est.standing import Standing

if TYPE_CHECKING:
    import ibis.expr.types as ir


def unlisted(engine: Engine, behind: Scores | Looks) -> list[str]:
    """Give who else the files hold enough scores of on the aspect, where the owner chose the rivals."""
    if isinstance(behind, Looks) or behind.known.cell.aspect.column not in engine.table("reviews").columns:
        return []
    aspect = behind.known.cell.aspect
    return list(unnamed(engine, [aspect], behind.rules.judged_from).get(aspect.column, ()))


def scope(engine: Engine, behind: Scores | Looks) -> dict[str, Any] | None:
    """Give ``sources`` as people know them, ``first_at`` and ``last_at``; None where nothing can be said."""
    reviews = engine.table("reviews")
    if isinstance(behind, Looks) or behind.known.cell.aspect.column not in reviews.columns:
        return None
    [heard] = scopes(engine, reviews, behind.market, [behind.known])
    if not heard.sources:
        return None
    return {
        "sources": [phrases.source(name) for name in heard.sources],
        "first_at": phrases.day(heard.first),
        "last_at": phrases.day(heard.last),
    }


def scopes(engine: Engine, reviews: ir.Table, market: Market, known: Sequence[Standing]) -> list[Population]:
    """Give where and when the scores behind each of some standings were given; all in one reading."""
    if not known:
        return []
    figures: dict[str, Any] = {}
    for place, one in enumerate(known):
        cell = one.cell
        heard = [at for at in (0, *one.rivals.tolist()) if not cell.shown[at]]
        inside = reviews[cell.aspect.column].notnull() & reviews.business_id.isin([int(market.ids[at]) for at in heard])
        for condition in cell.conditions:
            inside = inside & (reviews[condition.descriptor.column] == condition.value)
        figures |= {
            f"n{place}": inside.sum(),
            f"first{place}": reviews.reviewed_at.min(where=inside),
            f"last{place}": reviews.reviewed_at.max(where=inside),
        }
    held = engine.arrow(reviews.group_by("source").aggregate(**figures)).to_pylist()
    return [_heard([row for row in held if row[f"n{place}"]], place) for place in range(len(known))]


def _heard(rows: Sequence[Mapping[str, Any]], place: int) -> Population:
    return Population(
        sources=tuple(sorted({row["source"] or "" for row in rows})),
        first=min((row[f"first{place}"] for row in rows if row[f"first{place}"]), default=None),
        last=max((row[f"last{place}"] for row in rows if row[f"last{place}"]), default=None),
    )
