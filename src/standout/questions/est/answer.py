"""Answer: what we are best at, aspect by aspect, overall and within each value of each descriptor.

Reads    reviews, columns, businesses, facts
Makes    findings, most useful first, and the table behind them
Source   docs/explanation/league-method.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.est import phrases, rows
from standout.questions.est.cells import Cell, cells
from standout.questions.est.claims import Claim, Rules, claims, small, tested
from standout.questions.est.compared import compared
from standout.questions.est.looked import contests
from standout.questions.est.market import (
    Aspect,
    Descriptor,
    Market,
    Population,
    described,
    markets,
    populations,
    reached,
    unnamed,
)
from standout.questions.est.nearer import with_nearer
from standout.questions.est.rated import rated
from standout.questions.est.replies import reply_figures
from standout.questions.est.shown import OVERALL, empty_overall, filled, pages
from standout.questions.est.spelling import near_name
from standout.questions.est.standing import Standing, first, not_first, standing
from standout.questions.est.votes import evalues
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

ORDER = ("yes", "probably", "close", "no", "not_enough")


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what we are best at.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        ``alpha``, ``judged_from``, ``proven_from``, ``rivals_from``.
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
    rules = Rules(*(settings[name] for name in ("alpha", "judged_from", "proven_from", "rivals_from")))
    league = markets(engine)
    if not league:
        return [], rows.together([])
    aspects, descriptors = described(engine)
    sound = [aspect for aspect in aspects if not aspect.barred]
    reviews = _reviews(engine, league, sound, descriptors)
    sound = reached(engine, reviews, sound)
    made = cells(engine, reviews, league, sound, descriptors, rules.judged_from)
    looked_up = engine.arrow(engine.table("facts")).to_pylist()
    more = unnamed(engine, sound, rules.judged_from)
    findings: list[Finding] = []
    tables: list[pa.Table] = []
    for market, held in zip(league, made, strict=True):
        of = populations(reviews, engine, int(market.ids[0]), sound, as_of)
        found = [
            *_rated(engine, reviews, market, _with_pages(held, market, looked_up, rules), of, rules, tables, more),
            *_looked(engine, market, looked_up, as_of, rules, tables),
            *(_barred(aspect, market) for aspect in aspects if aspect.barred),
        ]
        near = _misspelt(engine, market, looked_up)
        found = [near] if near else found or [_nothing(market)]
        findings += with_nearer(sorted(found, key=_usefulness))
    return sorted(findings, key=_usefulness), rows.together(tables)


def _reviews(
    engine: Engine, league: Sequence[Market], aspects: Sequence[Aspect], descriptors: Sequence[Descriptor]
) -> ir.Table:
    reviews = engine.table("reviews")
    columns = [*(aspect.column for aspect in aspects), *(descriptor.column for descriptor in descriptors)]
    shown = reviews.select("review_id", "business_id", "reviewer_id", "reviewed_at", "source", *columns)
    if not league[0].named:
        return shown
    return shown.filter(shown.business_id.isin(sorted({int(i) for market in league for i in market.ids})))


def _with_pages(held: Sequence[Cell], market: Market, facts: Iterable[Mapping[str, Any]], rules: Rules) -> list[Cell]:
    """Let pages stand in for scores that aren't held; pages alone make an overall cell."""
    shown = pages(facts, market)
    if shown and not any(cell.aspect.column == OVERALL for cell in held):
        held = [empty_overall(len(market.ids)), *held]
    return [filled(cell, shown, rules.judged_from) for cell in held]


def _rated(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    held: Sequence[Cell],
    of: Mapping[str, Population],
    rules: Rules,
    tables: list[pa.Table],
    more: Mapping[str, Sequence[str]],
) -> Iterable[Finding]:
    known = [standing(cell, _judged_from(cell, rules)) for cell in held]
    votes = {
        place: evalues(engine, reviews, market, one.cell, few)
        for place, one in enumerate(known)
        if tested(one, rules) and (one.z[one.rivals] > 0).all() and (few := small(one, rules).tolist())
    }
    for one, claim in zip(known, claims(known, votes, rules), strict=True):
        settled = _settled(one, claim, rules)
        tables.append(rows.rated_rows(settled, market))
        if _worth_saying(settled, claim, rules):
            column = one.cell.aspect.column
            asked = replace(rules, judged_from=_judged_from(one.cell, rules))
            others = () if one.cell.descriptor else more.get(column, ())
            yield rated(settled, claim, market, of.get(column, Population()), asked, others)


def _judged_from(cell: Cell, rules: Rules) -> int:
    """Worlds are many, and a rival with few scores there can't be beaten: they ask for more of everybody."""
    return max(rules.judged_from, rules.proven_from) if cell.descriptor else rules.judged_from


def _settled(known: Standing, claim: Claim, rules: Rules) -> Standing:
    if claim.proven:
        return first(known, claim.lead_low)
    return not_first(known) if len(known.rivals) >= rules.rivals_from else known


def _worth_saying(known: Standing, claim: Claim, rules: Rules) -> bool:
    """Overall is always answered; a world only where it shows something."""
    if known.cell.descriptor is None or claim.tier:
        return True
    shown = known.ahead.any() or known.behind.any()
    return bool(known.ours_judged and len(known.rivals) >= rules.rivals_from and shown)


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
    """Most useful first: by verdict; then rivals beaten, where that is the news; overall; the larger lead."""
    facts = finding.facts
    beaten = facts["ahead_of"] if finding.verdict in ("close", "not_enough") else 0
    lead = facts["lead"] if facts["lead"] is not None else float("-inf")
    hint = ".hint" in finding.sentence_key
    return (
        ORDER.index(finding.verdict), hint, -beaten, bool(finding.world), -lead, finding.aspect,
        sorted(finding.world.items()), finding.subject,
    )  # fmt: skip
