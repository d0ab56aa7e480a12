"""Answer: what we are best at, aspect by aspect, overall and within each value of each descriptor.

Reads    reviews, columns, businesses, facts
Makes    findings, most useful first, and the table behind them
Source   docs/explanation/league-method.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.est import phrases, rows
from standout.questions.est.cells import Cell, overall_cells, overall_sums
from standout.questions.est.claims import COMBINED, Rules
from standout.questions.est.compared import compared
from standout.questions.est.curation import (
    Combination,
    combinable,
    combinations_of,
    curated_said,
    population_of,
    spare_said,
)
from standout.questions.est.dominance import dominance
from standout.questions.est.dominance_rows import dominance_rows
from standout.questions.est.every import EveryLeague
from standout.questions.est.fairly import fair
from standout.questions.est.judged import ensured, judged
from standout.questions.est.kept import NO_WORTH, Kept, kept, kept_together
from standout.questions.est.looked import contests
from standout.questions.est.market import (
    WEIGHT,
    Aspect,
    Descriptor,
    Market,
    Population,
    by_source,
    described,
    markets,
    populations,
    reached,
    unnamed,
)
from standout.questions.est.nearer import with_nearer
from standout.questions.est.rated import rated
from standout.questions.est.replies import reply_figures
from standout.questions.est.revenue import Takings
from standout.questions.est.shown import OVERALL, empty_overall, filled, pages
from standout.questions.est.spelling import near_name
from standout.questions.est.worlds import Searched, weighed_sums
from standout.questions.est.worth import worth_said
from standout.words import say

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
    rules = Rules(*(settings[name] for name in RULES))
    league = markets(engine)
    if not league:
        return [], rows.together([])
    aspects, descriptors = described(engine)
    sound = [aspect for aspect in aspects if not aspect.barred]
    reviews = _reviews(engine, league, sound, descriptors)
    sound = reached(engine, reviews, sound)
    summed = weighed_sums if WEIGHT in reviews.columns else overall_sums
    sums = summed(engine, reviews, league, sound)
    looked_up = engine.arrow(engine.table("facts")).to_pylist()
    more = unnamed(engine, sound, rules.judged_from)
    asked = _Asked(engine, reviews, rules, settings["rent"], as_of, more, sound, many=len(league) > 1)
    every = EveryLeague(engine, reviews, league, sound, descriptors if rules.depth else [])
    findings: list[Finding] = []
    shown: list[pa.Table] = []
    sources = by_source(reviews, engine, sound)
    for market, held in zip(league, sums, strict=True):
        of = populations(reviews, engine, int(market.ids[0]), sound, as_of, sources)
        overall = overall_cells(held, sound, rules.judged_from)
        worlds = every.searched(market, overall, rules)
        tables: list[pa.Table] = []
        alone = overall if len(league) == 1 else []
        shares = dominance_rows(dominance(worlds.gathered, alone, rules), market)
        overall = _with_pages(overall, market, looked_up, rules)
        found = [
            *_rated(asked, market, overall, worlds, of, tables),
            *_looked(engine, market, looked_up, as_of, rules, tables),
            *(_barred(aspect, market) for aspect in aspects if aspect.barred),
        ]
        shown += [*tables, shares] if len(league) == 1 else [rows.own(rows.together(tables))]
        near = None if any(one.rows[0] for one in held) else _misspelt(engine, market, looked_up)
        found = [near] if near else found or [_nothing(market)]
        findings += with_nearer(sorted(found, key=_usefulness))
    return sorted(findings, key=_usefulness), rows.together(shown)


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every league is asked with."""

    engine: Engine
    reviews: ir.Table
    rules: Rules
    rent: float
    as_of: date | None
    unnamed: Mapping[str, Sequence[str]]
    aspects: Sequence[Aspect]
    many: bool


def _rated(
    asked: _Asked,
    market: Market,
    overall: Sequence[Cell],
    worlds: Searched,
    of: Mapping[str, Population],
    tables: list[pa.Table],
) -> Iterable[Finding]:
    rules, within = asked.rules, replace(asked.rules, judged_from=worlds.n_min)
    cells = [*overall, *worlds.cells]
    together = _together(asked, market, worlds)
    counted = {**worlds.tested, COMBINED: len(together)}
    every = [*cells, *(one.cell for one in together)]
    found = judged(asked.engine, asked.reviews, market, every, rules, counted, worlds.n_min)
    single, combined = found[: len(cells)], found[len(cells) :]
    said, told = kept(asked.engine, asked.reviews, market, single, worlds, rules, asked.as_of, texts=not asked.many)
    said += kept_together(together, combined, single)
    for one, put_right in zip(said, fair([one.judged for one in said], worlds), strict=True):
        sure = ensured(asked.engine, asked.reviews, market, one.judged, rules)
        tables.append(rows.rated_rows(sure.standing, market))
        cell = sure.cell
        finding = rated(
            sure.standing,
            sure.claim,
            market,
            population_of(cell.aspect, of),
            within if cell.conditions else rules,
            () if cell.conditions else asked.unnamed.get(cell.aspect.column, ()),
            put_right,
        )
        yield _with_words(finding, one, told, asked.rent)


def _together(asked: _Asked, market: Market, worlds: Searched) -> list[Combination]:
    """Give the combinations of aspects that are tested."""
    aspects = asked.aspects
    if len(market.ids) <= asked.rules.rivals_from or len(combinable(aspects)) < 2:
        return []
    from standout.questions.est.gathered import gathered  # noqa: PLC0415 - compiled kernels, only where they are asked

    held = worlds.gathered or gathered(asked.engine, asked.reviews, market, aspects, ())
    return combinations_of(held.rows, aspects, asked.rules)


def _with_words(finding: Finding, one: Kept, told: Takings, rent: float) -> Finding:
    """Give a finding with what its world is worth, or what its aspects do together."""
    worth = one.worth.facts() if one.worth else NO_WORTH
    worded = " " + worth_said(one.worth, told, rent) if one.worth and one.judged.claim.tier else ""
    if one.curated:
        worded = f" {curated_said(one.curated)} {spare_said(one.curated)}".rstrip()
    return replace(
        finding,
        facts={**finding.facts, **worth, "nearly": one.nearly},
        values={**finding.values, "worth": worded},
    )


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


def _barred(aspect: Aspect, market: Market) -> Finding:
    return replace(
        _nothing(market),
        aspect=aspect.label,
        sentence_key=f"est.barred.{aspect.barred}",
        reason=say(f"est.reason.{aspect.barred}"),
    )


def _nothing(market: Market) -> Finding:
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


def _misspelt(engine: Engine, market: Market, looked_up: Sequence[Mapping[str, Any]]) -> Finding | None:
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
        _nothing(market),
        sentence_key="est.misspelt",
        reason=say("est.reason.misspelt"),
        needed=Needed(more=1, of="names", business=near, step_key="est.step.rename"),
        values={"near": near},
    )


def _usefulness(finding: Finding) -> tuple[Any, ...]:
    """Most useful first: by verdict; then rivals beaten, where that is the news; overall; worth; the larger lead."""
    facts = finding.facts
    beaten = facts["ahead_of"] if finding.verdict in ("close", "not_enough") else 0
    lead = facts["lead"] if facts["lead"] is not None else float("-inf")
    hint = ".hint" in finding.sentence_key
    worth = (facts.get("revenue") or 0.0, facts.get("world_rows") or 0) if not beaten else (0.0, 0)
    return (
        ORDER.index(finding.verdict), hint, -beaten, bool(finding.world), -worth[0], -worth[1], -lead, finding.aspect,
        sorted(finding.world.items()), finding.subject,
    )  # fmt: skip
