"""Silent: findings that say why nothing can be said yet, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.est import phrases
from standout.questions.est.market import Aspect, Market
from standout.questions.est.spelling import near_name
from standout.words import say


def barred(aspect: Aspect, market: Market) -> Finding:
    """Give the finding of an aspect that no best may rest on."""
    return replace(
        nothing(market),
        aspect=aspect.label,
        sentence_key=f"est.barred.{aspect.barred}",
        reason=say(f"est.reason.{aspect.barred}"),
    )


def nothing(market: Market) -> Finding:
    """Give the finding of an owner who has nothing to compare yet."""
    facts: dict[str, Any] = {
        "kind": "rating", "rank_low": None, "rank_high": None, "lead": None, "lead_low": None, "best_rival": None,
        "rivals_judged": 0, "rivals_not_judged": len(market.ids) - 1, "ahead_of": 0, "behind": 0, "tied_with": 0,
        "named": market.named, "sources": [], "first_at": None, "last_at": None, "n_min": 0,
    }  # fmt: skip
    return Finding(
        question="est", subject=market.names[0], aspect=say("est.overall"), verdict="not_enough", tier="not_enough",
        sentence_key="est.nothing", reason=say("est.reason.nothing"), facts=facts,
        values={"pool": phrases.pool(facts)},
    )  # fmt: skip


def misspelt(engine: Engine, market: Market, looked_up: Sequence[Mapping[str, Any]]) -> Finding | None:
    """Give the finding of an owner whose name stands nowhere in the files, while one nearly the same does."""
    ours, reviews = int(market.ids[0]), engine.table("reviews")
    mine = reviews.filter(reviews.business_id == ours)
    [held] = engine.arrow(mine.aggregate(n=mine.count())).to_pylist()
    if held["n"] or any(row["business_id"] == ours for row in looked_up):
        return None
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    near = near_name(market.names[0], [row["name"] for row in rows if not row["ours"] and not row["rival"]])
    if not near:
        return None
    return replace(
        nothing(market),
        sentence_key="est.misspelt",
        reason=say("est.reason.misspelt"),
        needed=Needed(more=1, of="names", business=near, step_key="est.step.rename"),
        values={"near": near},
    )
