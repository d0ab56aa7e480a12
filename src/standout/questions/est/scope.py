"""Scope: where and when the very scores behind one finding were given, and no others.

Reads    reviews   those of judged businesses, in the finding's world, with a score on its aspect
Makes    sources, first and last day
No row   where the finding rests on looking up, or on a sum of aspects: what it says of itself counts there
"""

from __future__ import annotations

from typing import Any

from standout.question import Engine
from standout.questions.est import phrases
from standout.questions.est.behind import Looks, Scores
from standout.questions.est.market import unnamed


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
    cell = behind.known.cell
    places = [place for place in (0, *behind.known.rivals.tolist()) if not cell.shown[place]]
    rows = reviews.filter(reviews[cell.aspect.column].notnull())
    for condition in cell.conditions:
        rows = rows.filter(rows[condition.descriptor.column] == condition.value)
    rows = rows.filter(rows.business_id.isin([int(behind.market.ids[place]) for place in places]))
    days = {"first": rows.reviewed_at.min(), "last": rows.reviewed_at.max()}
    held = engine.arrow(rows.group_by("source").aggregate(**days)).to_pylist()
    if not held:
        return None
    return {
        "sources": [phrases.source(name) for name in sorted({row["source"] or "" for row in held})],
        "first_at": phrases.day(min((row["first"] for row in held if row["first"]), default=None)),
        "last_at": phrases.day(max((row["last"] for row in held if row["last"]), default=None)),
    }
