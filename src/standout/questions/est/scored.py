"""Scored: all that the scores of one league let us say, everybody together, in worlds, and of aspects together.

Reads    reviews, orders
Makes    findings, and the rows behind them
Source   docs/explanation/league-method.md, docs/explanation/world-search.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from standout.finding import Finding
from standout.question import Engine
from standout.questions.est import rows
from standout.questions.est.cells import Cell
from standout.questions.est.claims import COMBINED, Rules
from standout.questions.est.curation import curated_said, population_of, spare_said, together
from standout.questions.est.fairly import fair
from standout.questions.est.judged import ensured, judged
from standout.questions.est.kept import NO_WORTH, Kept, kept, kept_together
from standout.questions.est.market import Aspect, Market, Population
from standout.questions.est.price import Price
from standout.questions.est.quarters import quarter_rows
from standout.questions.est.rated import rated
from standout.questions.est.revenue import Takings
from standout.questions.est.scope import scopes
from standout.questions.est.worlds import Searched
from standout.questions.est.worth import worth_said
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Asked:
    """What every league is asked with.

    Attributes
    ----------
    unnamed : mapping of str to sequence of str
        By aspect: businesses with enough scores that the owner didn't name as rivals.
    aspects : sequence of Aspect
        Those a best may rest on.
    many : bool
        Whether many businesses are asked about at once.
    price : Price
        What claims pay for beyond what is looked at.

    """

    engine: Engine
    reviews: ir.Table
    rules: Rules
    rent: float
    as_of: date | None
    unnamed: Mapping[str, Sequence[str]]
    aspects: Sequence[Aspect]
    many: bool
    price: Price = field(default_factory=Price)


def scored(
    asked: Asked,
    market: Market,
    overall: Sequence[Cell],
    worlds: Searched,
    of: Mapping[str, Population],
    tables: list[pa.Table],
) -> Iterable[Finding]:
    """Give the findings that the scores of one league bear; the rows behind them are added to ``tables``."""
    rules, within = asked.rules, replace(asked.rules, judged_from=worlds.n_min)
    cells = [*overall, *worlds.cells]
    combos = together(asked.engine, asked.reviews, market, asked.aspects, worlds.gathered, rules)
    counted = asked.price.with_own({**worlds.tested, COMBINED: len(combos)})
    every = [*cells, *(one.cell for one in combos)]
    found = judged(asked.engine, asked.reviews, market, every, rules, counted, worlds.n_min)
    single, combined = found[: len(cells)], found[len(cells) :]
    said, told = kept(asked.engine, asked.reviews, market, single, worlds, rules, asked.as_of, texts=not asked.many)
    said += kept_together(combos, combined, single)
    inside = _heard(asked, market, said)
    for one, put_right in zip(said, fair([one.judged for one in said], worlds), strict=True):
        sure = ensured(asked.engine, asked.reviews, market, one.judged, rules)
        tables.append(rows.rated_rows(sure.standing, market))
        cell = sure.cell
        finding = rated(
            sure.standing,
            sure.claim,
            market,
            _population(population_of(cell.aspect, of), inside.get(id(one))),
            within if cell.conditions else rules,
            () if cell.conditions else asked.unnamed.get(cell.aspect.column, ()),
            put_right,
        )
        yield _with_words(finding, one, told, asked.rent)
    if not asked.many:
        everybody = [one.standing for one in single if not one.cell.conditions]
        tables.append(quarter_rows(asked.engine, asked.reviews, market, everybody))


def _heard(asked: Asked, market: Market, said: Sequence[Kept]) -> dict[int, Population]:
    """Where and when the scores in the worlds were given that carry a claim, or nearly do."""
    worlds = [one for one in said if one.judged.cell.conditions and (one.judged.claim.tier or one.nearly)]
    found = scopes(asked.engine, asked.reviews, market, [one.judged.standing for one in worlds])
    return {id(one): heard for one, heard in zip(worlds, found, strict=True)}


def _population(of: Population, inside: Population | None) -> Population:
    """The rate is that of the aspect; sources and days are those of the world."""
    return replace(of, sources=inside.sources, first=inside.first, last=inside.last) if inside else of


def _with_words(finding: Finding, one: Kept, told: Takings, rent: float) -> Finding:
    """Give a finding with what its world is worth, or what its aspects do together."""
    worth = one.worth.facts() if one.worth else NO_WORTH
    worded = " " + worth_said(one.worth, told, rent) if one.worth and one.judged.claim.tier else ""
    if one.curated:
        worded = f" {curated_said(one.curated)} {spare_said(one.curated)}".rstrip()
    if one.more:
        worded += say("est.more_worlds", more=one.more)
    return replace(
        finding,
        facts={**finding.facts, **worth, "nearly": one.nearly, "more_worlds": one.more},
        values={**finding.values, "worth": worded},
    )
