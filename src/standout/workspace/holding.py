"""Holding: what a workspace holds, by name alone: businesses, aspects, worlds and items; no score is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout import settings
from standout.errors import DataError
from standout.questions.est import QUESTION
from standout.questions.est.claims import Rules
from standout.questions.est.clerk import Names
from standout.questions.est.lexicon import lexicon
from standout.questions.est.market import Aspect, Descriptor, Market, described, markets
from standout.questions.est.spelling import near_name
from standout.tables.readings import SAYS
from standout.text.descriptors import MENTIONED
from standout.words import say

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine
    from standout.workspace.workspace import Workspace

RULES = ("alpha", "judged_from", "proven_from", "rivals_from", "depth")


@dataclass(frozen=True, slots=True)
class Held:
    """What is held now: where to ask, the league, its aspects and descriptors, all names, the files, and the rules."""

    engine: DuckEngine
    market: Market
    aspects: tuple[Aspect, ...]
    descriptors: tuple[Descriptor, ...]
    names: Names
    inputs: tuple[str, ...]
    rules: Rules
    as_of: date | None


def held_now(workspace: Workspace) -> Held:
    """Give what is held now.

    Raises
    ------
    DataError
        If nothing is, or nothing under our name.

    """
    imports = workspace.index.imports()
    if not imports:
        raise DataError(say("claim.empty"))
    config, engine = workspace.config, workspace.engine(reads=QUESTION.reads)
    [market, *_] = markets(engine)
    aspects, descriptors = described(engine)
    facts = engine.arrow(engine.table("facts").select("business_id", "fact", "item")).to_pylist()
    _found_ours(engine, market, facts)
    resolved = settings.resolve(QUESTION.settings, config.questions.get("est", {}))
    newest = [date.fromisoformat(one.newest) for one in imports if one.newest]
    names = Names(
        ours=market.names[0], others=market.names[1:], aspects=tuple(aspects), values=_values(engine, descriptors),
        items=_items(engine, market, facts), shown=_shown(market, facts),
    )  # fmt: skip
    return Held(
        engine, market, tuple(aspects), tuple(descriptors), names, tuple(sorted({one.sha256 for one in imports})),
        Rules(*(resolved[name] for name in RULES)), max(newest, default=None),  # type: ignore[arg-type]
    )  # fmt: skip


def _found_ours(engine: DuckEngine, market: Market, facts: Sequence[Mapping[str, Any]]) -> None:
    ours, reviews = int(market.ids[0]), engine.table("reviews")
    mine = reviews.filter(reviews.business_id == ours)
    [held] = engine.arrow(mine.aggregate(n=mine.count())).to_pylist()
    if held["n"] or any(row["business_id"] == ours for row in facts):
        return
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    others = [row["name"] for row in rows if not row["ours"]]
    near = near_name(market.names[0], others)
    if near:
        raise DataError(say("claim.misspelt", ours=market.names[0], near=near))
    raise DataError(say("claim.not_held", ours=market.names[0], names=others[:3] or [say("claim.nobody")]))


def _values(engine: DuckEngine, descriptors: Sequence[Descriptor]) -> dict[Descriptor, tuple[str, ...]]:
    reviews = engine.table("reviews")
    found: dict[Descriptor, tuple[str, ...]] = {}
    for one in descriptors:
        if one.column.startswith(SAYS):
            found[one] = (MENTIONED,)
            continue
        held = engine.arrow(reviews.filter(reviews[one.column].notnull()).select(one.column).distinct())
        found[one] = tuple(sorted(held[one.column].to_pylist()))
    return found


def _items(engine: DuckEngine, market: Market, facts: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Items of each fact that our own figure is held on; replies may be worked out from dated reviews."""
    ours = int(market.ids[0])
    found: dict[str, set[str]] = {}
    for row in facts:
        if row["business_id"] == ours:
            found.setdefault(row["fact"], set()).add(row["item"] or "")
    replies = engine.table("reviews")
    answered = replies.filter((replies.business_id == ours) & replies.reply_at.notnull())
    [held] = engine.arrow(answered.aggregate(n=answered.count())).to_pylist()
    if held["n"]:
        found.setdefault("reply_hours", set()).add("")
    known = {est.fact for est in lexicon() if est.fact}
    return {fact: tuple(sorted(items)) for fact, items in found.items() if fact in known}


def _shown(market: Market, facts: Sequence[Mapping[str, Any]]) -> bool:
    """Whether our page's average was looked up; not what it is."""
    return any(row["fact"] == "shown_average" and row["business_id"] == market.ids[0] for row in facts)
