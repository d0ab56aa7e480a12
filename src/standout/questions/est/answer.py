"""Answer: what we are best at, aspect by aspect, over everybody and in every world a buyer can recognise.

Reads    reviews, columns, businesses, facts, orders
Makes    findings, most useful first, and the table behind them
Source   docs/explanation/league-method.md, docs/explanation/world-search.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding
from standout.question import Engine, Picked
from standout.questions.est import rows
from standout.questions.est.cells import Cell, overall_cells, overall_sums
from standout.questions.est.claims import Rules
from standout.questions.est.compared import compared
from standout.questions.est.dominance import dominance
from standout.questions.est.dominance_rows import dominance_rows
from standout.questions.est.every import EveryLeague
from standout.questions.est.looked import contests
from standout.questions.est.marked import spoken_of
from standout.questions.est.market import (
    WEIGHT,
    Aspect,
    Descriptor,
    Market,
    by_source,
    described,
    markets,
    populations,
    reached,
    unnamed,
)
from standout.questions.est.nearer import with_nearer
from standout.questions.est.price import Price, price_of
from standout.questions.est.rated import COVERED
from standout.questions.est.read_scores import read_scores, with_words
from standout.questions.est.replies import reply_figures
from standout.questions.est.scored import Asked, scored
from standout.questions.est.shown import OVERALL, empty_overall, filled, pages
from standout.questions.est.silent import barred, misspelt, nothing
from standout.questions.est.worlds import weighed_sums

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

ORDER = ("yes", "probably", "close", "no", "not_enough")
RULES = ("alpha", "judged_from", "proven_from", "rivals_from", "depth")


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what we are best at.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        Those of the question.
    seed : int
        Not used: nothing here is drawn at random.
    as_of : date or None
        The day it is about.

    Returns
    -------
    findings : list of Finding
        About ours, most useful first.
    table : pyarrow.Table
        Columns of `rows.SCHEMA`.

    """
    del seed
    return everywhere(engine, settings, as_of)


def everywhere(
    engine: Engine, settings: Mapping[str, Any], as_of: date | None, picked: Picked | None = None
) -> tuple[list[Finding], pa.Table]:
    """Give what we are best at over everybody and in every world; claims pay for the view that was ``picked``."""
    rules = rules_of(settings)
    league = markets(engine)
    if not league:
        return [], rows.together([])
    held = gather(engine, league, settings, as_of)
    findings: list[Finding] = []
    shown: list[pa.Table] = []
    summed = weighed_sums if WEIGHT in held.asked.reviews.columns else overall_sums
    sums = summed(engine, held.asked.reviews, league, held.asked.aspects)
    looked_up = engine.arrow(engine.table("facts")).to_pylist()
    sources = by_source(held.asked.reviews, engine, held.asked.aspects)
    words = read_scores(engine, league)
    for market, own in zip(league, sums, strict=True):
        price = price_of(picked, market, rules) if picked else Price()
        asked = replace(held.asked, price=price)
        of = populations(asked.reviews, engine, int(market.ids[0]), asked.aspects, as_of, sources)
        overall = overall_cells(own, asked.aspects, rules.judged_from)
        worlds = price.raised(held.every.searched(market, overall, rules))
        tables: list[pa.Table] = []
        alone = overall if len(league) == 1 else []
        shares = dominance_rows(dominance(worlds.gathered, alone, rules), market)
        overall = with_words(_with_pages(overall, market, looked_up, rules), market, words, rules.judged_from)
        found = [
            *scored(asked, market, overall, worlds, of, tables),
            *_looked(engine, market, looked_up, as_of, rules, tables),
            *(barred(aspect, market) for aspect in held.barred),
            *spoken_of(market, words),
        ]
        shown += [*tables, shares] if len(league) == 1 else [rows.own(rows.together(tables))]
        near = None if any(one.rows[0] for one in own) else misspelt(engine, market, looked_up)
        found = [near] if near else found or [nothing(market)]
        findings += with_nearer(sorted(found, key=usefulness))
    return sorted(findings, key=usefulness), rows.together(shown)


@dataclass(frozen=True, slots=True)
class Gathering:
    """What every league of a run shares: what is asked, the search over all of them, and aspects no best rests on."""

    asked: Asked
    every: EveryLeague
    barred: tuple[Aspect, ...]


def gather(engine: Engine, league: Sequence[Market], settings: Mapping[str, Any], as_of: date | None) -> Gathering:
    """Give what every league of a run shares."""
    rules = rules_of(settings)
    aspects, descriptors = described(engine)
    sound = [aspect for aspect in aspects if not aspect.barred]
    reviews = _reviews(engine, league, sound, descriptors)
    sound = reached(engine, reviews, sound)
    more = unnamed(engine, sound, rules.judged_from)
    asked = Asked(engine, reviews, rules, settings["rent"], as_of, more, sound, many=len(league) > 1)
    every = EveryLeague(engine, reviews, league, sound, descriptors if rules.depth else [])
    return Gathering(asked, every, tuple(aspect for aspect in aspects if aspect.barred))


def rules_of(settings: Mapping[str, Any]) -> Rules:
    """Give the rules that settings make."""
    return Rules(*(settings[name] for name in RULES))


def _reviews(
    engine: Engine, league: Sequence[Market], aspects: Sequence[Aspect], descriptors: Sequence[Descriptor]
) -> ir.Table:
    reviews = engine.table("reviews")
    columns = [*(aspect.column for aspect in aspects), *(descriptor.column for descriptor in descriptors)]
    weighed = [WEIGHT] if WEIGHT in reviews.columns else []
    shown = reviews.select("review_id", "business_id", "reviewer_id", "reviewed_at", "source", *weighed, *columns)
    if not league[0].named:
        return shown
    return shown.filter(shown.business_id.isin(sorted({int(i) for market in league for i in market.ids})))


def _with_pages(held: Sequence[Cell], market: Market, facts: Iterable[Mapping[str, Any]], rules: Rules) -> list[Cell]:
    """Let pages stand in for scores that aren't held; pages alone make an overall cell."""
    shown = pages(facts, market)
    if shown and not any(cell.aspect.column == OVERALL for cell in held):
        held = [empty_overall(len(market.ids)), *held]
    return [filled(cell, shown, rules.judged_from) for cell in held]


def _looked(
    engine: Engine,
    market: Market,
    facts: Sequence[Mapping[str, Any]],
    as_of: date | None,
    rules: Rules,
    tables: list[pa.Table],
) -> Iterable[Finding]:
    replies = reply_figures(engine, market, as_of, rules.proven_from)
    for contest in contests(facts, market, as_of, {"reply_hours": replies} if 0 in replies else {}):
        known = contest.placing(len(market.ids))
        tables.append(rows.looked_rows(contest, known, market))
        yield compared(contest, known, market, rules)


def usefulness(finding: Finding) -> tuple[Any, ...]:
    """Most useful first: by verdict, most of the field judged; rivals beaten, where that is the news; worth; lead."""
    facts = finding.facts
    beaten = facts["ahead_of"] if finding.verdict in ("close", "not_enough") else 0
    lead = facts["lead"] if facts["lead"] is not None else float("-inf")
    hint = ".hint" in finding.sentence_key
    coverage = facts.get("coverage")
    thin = finding.verdict in ("yes", "probably") and coverage is not None and coverage < COVERED
    worth = (facts.get("revenue") or 0.0, facts.get("world_rows") or 0) if not beaten else (0.0, 0)
    return (
        ORDER.index(finding.verdict), thin, hint, -beaten, bool(finding.world), -worth[0], -worth[1], -lead,
        finding.aspect, sorted(finding.world.items()), finding.subject,
    )  # fmt: skip
