"""Tried: what the scores say of a claim and of the sentences beside it, each at its own level.

Reads    reviews, facts
Makes    findings   of the claim, and of each world beside it
Source   docs/explanation/claims.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding
from standout.question import Engine
from standout.questions.est.cells import Cell, cell_of, overall_cells, overall_sums, spread_of
from standout.questions.est.claims import COMBINED, LONE, Rules, group_in
from standout.questions.est.compared import compared
from standout.questions.est.curation import together
from standout.questions.est.family import Family, World, within
from standout.questions.est.judged import Judged, judged
from standout.questions.est.looked import contests
from standout.questions.est.market import Aspect, Descriptor, Market, Population, populations, reached, unnamed
from standout.questions.est.rated import rated
from standout.questions.est.replies import reply_figures
from standout.questions.est.shown import empty_overall, filled, pages
from standout.questions.est.standing import Standing
from standout.questions.est.worlds import searched
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

BASKET = "*"


@dataclass(frozen=True, slots=True)
class Search:
    """What the search for first places looks through: the whole league, every aspect and every descriptor."""

    league: Market
    aspects: Sequence[Aspect]
    descriptors: Sequence[Descriptor]


@dataclass(frozen=True, slots=True)
class Tried:
    """One world tried: how it was judged, and its finding."""

    judged: Judged
    finding: Finding

    @property
    def top(self) -> int:
        """In the top so many is shown; 0 where nothing is."""
        return self.judged.claim.top if self.judged.claim.tested else 0


def league_reviews(
    engine: Engine, market: Market, aspects: Sequence[Aspect], descriptors: Sequence[Descriptor]
) -> ir.Table:
    """Give the reviews of a league with the columns that a test needs."""
    reviews = engine.table("reviews")
    wanted = [*(one.column for one in aspects), *(one.column for one in descriptors)]
    columns = [column for column in wanted if column in reviews.columns]
    shown = reviews.select("review_id", "business_id", "reviewer_id", "reviewed_at", "source", *columns)
    return shown.filter(shown.business_id.isin(sorted({int(number) for number in market.ids})))


def tried(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspect: Aspect,
    worlds: Family,
    levels: Sequence[float],
    rules: Rules,
    as_of: date | None,
) -> list[Tried]:
    """Test each world of a family by itself, at the level it was given.

    Parameters
    ----------
    levels : sequence of float
        The chance of a wrong yes that each may take, the claim's own first.

    """
    if aspect.column not in reviews.columns:
        return [_of_pages(engine, reviews, market, aspect, rules, levels[0])]
    [aspect] = reached(engine, reviews, [aspect])
    of = populations(reviews, engine, int(market.ids[0]), [aspect], as_of)[aspect.column]
    others = unnamed(engine, [aspect], rules.judged_from).get(aspect.column, ())
    cells = _cells(engine, reviews, market, aspect, (worlds.own, *worlds.beside), rules)
    found = []
    for cell, level in zip(cells, levels, strict=True):
        own = replace(rules, alpha=level / LONE)  # a lone claim has this part of alpha
        from_ = max(rules.judged_from, rules.proven_from) if cell.conditions else rules.judged_from
        [one] = judged(engine, reviews, market, [cell], own, None, from_)
        found.append(_said(one, market, of, replace(own, judged_from=from_), () if cell.conditions else others))
    return found


def searched_for(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspect: Aspect,
    own: World,
    search: Search,
    rules: Rules,
    as_of: date | None,
) -> list[Tried]:
    """Test a world at the price that the search for first places pays, which is over all aspects and worlds.

    Against some of the league alone it pays as much for each rival there is: any of them could have been picked.
    """
    if aspect.column not in reviews.columns:
        return [_of_pages(engine, reviews, market, aspect, rules, rules.alpha * LONE / 2)]
    counted, n_min = search_counts(engine, search, replace(rules, depth=max(rules.depth, len(own))))
    [aspect] = reached(engine, reviews, [aspect])
    [cell] = _cells(engine, reviews, market, aspect, [own], rules)
    from_ = max(rules.judged_from, rules.proven_from, n_min) if own else rules.judged_from
    picked = len(search.league.ids) - 1 if len(market.ids) < len(search.league.ids) else 1
    at = group_in(own)
    priced = {group: picked * tests for group, tests in {**counted, at: max(counted.get(at, 0), 1)}.items()}
    [one] = judged(engine, reviews, market, [cell], rules, priced, from_)
    of = populations(reviews, engine, int(market.ids[0]), [aspect], as_of)[aspect.column]
    others = () if own else unnamed(engine, [aspect], rules.judged_from).get(aspect.column, ())
    return [_said(one, market, of, replace(rules, judged_from=from_), others)]


def search_counts(engine: Engine, search: Search, rules: Rules) -> tuple[dict[int, int], int]:
    """Give how many claims the search tests, by group, and from how many scores it judges in a world."""
    league = search.league
    reviews = league_reviews(engine, league, search.aspects, search.descriptors)
    held = reached(engine, reviews, [one for one in search.aspects if one.column in reviews.columns])
    overall = overall_cells(overall_sums(engine, reviews, [league], held)[0], held, rules.judged_from)
    looked = searched(engine, reviews, league, held, search.descriptors if rules.depth else [], overall, rules)
    combos = together(engine, reviews, league, held, looked.gathered, rules)
    return {0: len(held), **looked.tested, COMBINED: len(combos)}, looked.n_min


def _cells(
    engine: Engine, reviews: ir.Table, market: Market, aspect: Aspect, worlds: Sequence[World], rules: Rules
) -> list[Cell]:
    [everybody] = overall_sums(engine, reviews, [market], [aspect])[0]
    around = spread_of(everybody, rules.judged_from)
    facts = engine.arrow(engine.table("facts")).to_pylist()
    found = []
    for world in worlds:
        sums = overall_sums(engine, within(reviews, world), [market], [aspect])[0][0] if world else everybody
        cell = cell_of(aspect, world, sums, around)
        found.append(cell if world else filled(cell, pages(facts, market), rules.judged_from))
    return found


def _of_pages(engine: Engine, reviews: ir.Table, market: Market, aspect: Aspect, rules: Rules, level: float) -> Tried:
    """Judge a market that is known by the averages on its pages alone."""
    del aspect
    facts = engine.arrow(engine.table("facts")).to_pylist()
    cell = filled(empty_overall(len(market.ids)), pages(facts, market), rules.judged_from)
    own = replace(rules, alpha=level / LONE)
    [one] = judged(engine, reviews, market, [cell], own, None, rules.judged_from)
    return _said(one, market, Population(), own, ())


def _said(one: Judged, market: Market, of: Population, rules: Rules, others: Sequence[str]) -> Tried:
    finding = rated(_no_closer(one), one.claim, market, of, rules, others)
    return Tried(one, replace(finding, values={**finding.values, "searched_said": ""}))


def _no_closer(one: Judged) -> Standing:
    """Give the standing with our place no closer than the claim's own level shows, so that no sentence says both."""
    known, claim = one.standing, one.claim
    if not claim.tested or claim.proven or claim.top <= known.rank_high[0]:
        return known
    high = known.rank_high.copy()
    high[0] = claim.top
    return replace(known, rank_high=high)


def looked_for(
    engine: Engine, market: Market, fact: str, word: str, item: str, as_of: date | None, rules: Rules
) -> Finding | None:
    """Give the finding of one est that is looked up; None where our own figure isn't held."""
    facts: list[Mapping[str, Any]] = engine.arrow(engine.table("facts")).to_pylist()
    replies = reply_figures(engine, market, as_of, rules.proven_from) if fact == "reply_hours" else {}
    found = contests(facts, market, as_of, {"reply_hours": replies} if 0 in replies else {})
    if item == BASKET:
        wanted = {say("est.fact.price_basket", items=count) for count in range(2, len(facts) + 1)}
    else:
        wanted = {say(f"est.fact.{word}", item=item) if item else say(f"est.fact.{word}_all")}
    for contest in found:
        if contest.label in wanted:
            return compared(contest, contest.placing(len(market.ids)), market, rules)
    return None
