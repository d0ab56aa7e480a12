"""Explored: how we stand in a view that somebody picked by hand, at a price that holds for all there were to pick.

Reads    reviews, columns, businesses, facts, orders
Makes    findings, most useful first, and the table behind them: of the whole search among picked rivals or days, or
         of every aspect in one picked world
Rule     a picked world pays what the search through all worlds pays; one that the search doesn't look into carries
         no best
Source   docs/explanation/exploring.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from standout.errors import UsageError
from standout.finding import Finding
from standout.question import Engine, Picked
from standout.questions.est import rows
from standout.questions.est.answer import Gathering, everywhere, gather, rules_of, usefulness
from standout.questions.est.cells import cell_of, overall_cells, overall_sums
from standout.questions.est.claims import COMBINED, Rules, depth_shares, group_in
from standout.questions.est.curation import together
from standout.questions.est.fairly import fair
from standout.questions.est.family import World, within
from standout.questions.est.judged import Judged, ensured, judged
from standout.questions.est.market import Condition, Descriptor, Market, described, markets, populations
from standout.questions.est.placing import Ints
from standout.questions.est.price import price_of
from standout.questions.est.quarters import quarter_rows
from standout.questions.est.rated import rated
from standout.questions.est.revenue import Takings, takings
from standout.questions.est.scope import scopes
from standout.questions.est.silent import nothing
from standout.questions.est.worlds import Searched
from standout.questions.est.worth import Worth, ours_in, worth_said, worths
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

CLAIMED = ("yes", "probably")


def explored(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None, picked: Picked
) -> tuple[list[Finding], pa.Table]:
    """Give how we stand in a view.

    Parameters
    ----------
    engine, settings, seed, as_of
        As `answer.answer` takes them; the engine shows the picked rivals and days, of everybody's customers.
    picked : Picked
        What was picked by hand.

    Raises
    ------
    UsageError
        If a world asks for more conditions than the search looks into.

    """
    del seed
    if not picked.where:
        findings, table = everywhere(engine, settings, as_of, picked)
        return [_paid(_among_picked(one, picked), "looked.paid") for one in findings], table
    rules = rules_of(settings)
    if len(picked.where) > rules.depth:
        raise UsageError(say("looked.too_deep", most=rules.depth))
    league = markets(engine)
    if not league:
        return [], rows.together([])
    held, world = gather(engine, league, settings, as_of), _world(engine, picked)
    findings = []
    tables: list[pa.Table] = []
    for market in league:
        findings += _in_world(held, market, world, rules, picked, tables)
    return sorted(findings, key=usefulness), rows.together(tables)


def _world(engine: Engine, picked: Picked) -> World:
    """Give the world as conditions; one that the search doesn't look into is no world that a buyer can recognise."""
    known = {one.column: one for one in described(engine)[1]}
    found = [
        Condition(known.get(column, Descriptor(column, column, before=False)), value) for column, value in picked.where
    ]
    if len(found) > 1 and any(one.descriptor.said for one in found):
        found = [replace(one, descriptor=replace(one.descriptor, before=False)) for one in found]
    return tuple(sorted(found, key=lambda one: one.descriptor.column))


def _in_world(
    held: Gathering, market: Market, world: World, rules: Rules, picked: Picked, tables: list[pa.Table]
) -> list[Finding]:
    """Give the finding of every aspect in one world; the rows behind them are added to ``tables``."""
    asked, engine, reviews = held.asked, held.asked.engine, held.asked.reviews
    [everybody] = overall_sums(engine, reviews, [market], asked.aspects)
    overall = overall_cells(everybody, asked.aspects, rules.judged_from)
    price = price_of(picked, market, rules)
    searched = price.raised(held.every.searched(market, overall, rules))
    inside = within(reviews, world)
    [sums] = overall_sums(engine, inside, [market], asked.aspects)
    cells = [
        cell_of(aspect, world, own, whole.around)
        for aspect, own, whole in zip(asked.aspects, sums, overall, strict=True)
        if own.rows[0]
    ]
    if not cells:
        return [nothing(market)]
    combos = together(engine, reviews, market, asked.aspects, searched.gathered, rules)
    counted = _priced(price.with_own({0: len(overall), **searched.tested, COMBINED: len(combos)}), group_in(world))
    least = searched.n_min or max(rules.judged_from, rules.proven_from)
    found = [
        ensured(engine, reviews, market, one, rules)
        for one in judged(engine, reviews, market, cells, rules, counted, least)
    ]
    tables += [rows.rated_rows(one.standing, market) for one in found]
    if not asked.many:
        tables.append(quarter_rows(engine, inside, market, [one.standing for one in found]))
    return _told(held, market, world, found, searched, replace(rules, judged_from=least), inside)


def _priced(counted: Mapping[int, int], group: int) -> dict[int, int]:
    """Give the claims of each group with no cheaper a share for a world than for wider ones that hold the same rows."""
    full = {**counted, group: max(counted.get(group, 0), 1)}
    share = depth_shares(full)
    least = min(share[one] for one in share if 0 < one <= group or one == group)
    return {**full, group: ceil(full[group] * share[group] / least)}


@dataclass(frozen=True, slots=True)
class _Told:
    worth: Worth
    takings: Takings


def _told(
    held: Gathering, market: Market, world: World, found: Sequence[Judged], searched: Searched, rules: Rules,
    inside: ir.Table,
) -> list[Finding]:  # fmt: skip
    asked = held.asked
    told = _worth(held, market, world, inside)
    of = populations(asked.reviews, asked.engine, int(market.ids[0]), asked.aspects, asked.as_of)
    heard = scopes(asked.engine, asked.reviews, market, [one.standing for one in found])
    findings = []
    for one, put_right, there in zip(found, fair(found, searched), heard, strict=True):
        whole = of[one.cell.aspect.column]
        population = replace(whole, sources=there.sources, first=there.first, last=there.last)
        finding = rated(one.standing, one.claim, market, population, rules, (), put_right)
        worded = " " + worth_said(told.worth, told.takings, asked.rent) if one.claim.tier else ""
        facts = {**finding.facts, **told.worth.facts(), "nearly": False, "more_worlds": 0}
        finding = replace(finding, facts=facts, values={**finding.values, "worth": worded})
        findings.append(_paid(finding, "looked.paid_world"))
    return findings


def _worth(held: Gathering, market: Market, world: World, inside: ir.Table) -> _Told:
    """Give what a world is worth, and what our orders say of a month."""
    asked = held.asked
    told = takings(asked.engine, int(market.ids[0]), asked.as_of)
    ours = ours_in(asked.engine, asked.reviews, market, [world], texts=not asked.many)
    there = _rows(asked.engine, market, inside)
    [worth] = worths(ours, there[None, :], _rows(asked.engine, market, asked.reviews), told)
    return _Told(worth, told)


def _rows(engine: Engine, market: Market, reviews: ir.Table) -> Ints:
    """Give how many reviews each business of a league has, by place."""
    held = engine.arrow(reviews.group_by("business_id").aggregate(n=reviews.count()))
    found = np.zeros(len(market.ids), np.int64)
    place = market.places(held["business_id"].to_pylist())
    found[place[place >= 0]] = held["n"].to_numpy()[place >= 0]
    return found


def _among_picked(finding: Finding, picked: Picked) -> Finding:
    """Give a finding that was looked up, and says first, with whom it leaves out."""
    if not picked.rivals or finding.facts.get("kind") != "fact" or finding.verdict not in CLAIMED:
        return finding
    return replace(finding, sentence_key="looked.among_picked", values={**finding.values, "said": finding.sentence})


def _paid(finding: Finding, key: str) -> Finding:
    """Give a finding that says what a claim of it paid."""
    if finding.verdict not in CLAIMED or finding.facts.get("kind") != "rating":
        return finding
    said = say(key, searched=finding.facts["searched"])
    return replace(finding, values={**finding.values, "searched_said": said})
