"""Curation: what ours is first on when two or three aspects are taken together, though first on none of them.

A judgement counts for a combination where it scores all of its aspects, as their mean.  Every combination that
enough people scored, of us and of our rivals, is a tested claim; which these are is settled by counts alone.

Makes    cells     one for each combination, and what may be left out of those that are first
Unit     points on the scale that the aspects share
Source   docs/explanation/league-method.md; minimal combinations as minimal generators, Bastide et al. (2000)
No row   of aspects on different scales, on none, or barred; nor of the rating of the whole
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standout.question import Engine
from standout.questions.est.cells import Cell, Sums, cell_of, spread_of
from standout.questions.est.claims import Claim, Rules
from standout.questions.est.market import Aspect, Market, Population
from standout.questions.est.shown import OVERALL
from standout.questions.est.standing import Standing
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.questions.est.gathered import Gathered
    from standout.stats.combined import Combined
    from standout.stats.worlds.rows import Rows

JOINT = "+"
"""Between the columns of a combination's aspects."""
MOST = 12
"""Of so many aspects at most combinations are looked at, those most often scored for us."""


COVERED = 0.9
"""So large a part of the rivals' judgements of a combination must be of rivals that are judged."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Aspects taken together, by column, and their cell."""

    parts: tuple[Aspect, ...]
    cell: Cell


@dataclass(frozen=True, slots=True)
class Part:
    """What is left of a combination without one of its aspects.

    ``first`` tells whether the rest is still shown to be first; ``lead`` and ``lead_low`` are its lead as
    seen and at least, NaN where it isn't first.
    """

    aspect: Aspect
    first: bool
    lead: float
    lead_low: float


@dataclass(frozen=True, slots=True)
class Curated:
    """A combination ours is first on: its place among those tested, and each aspect's part in it."""

    place: int
    combination: Combination
    lead_low: float
    parts: tuple[Part, ...]

    @property
    def spare(self) -> tuple[Aspect, ...]:
        """Aspects without which the rest is first by as much or more."""
        return tuple(part.aspect for part in self.parts if part.first and part.lead_low >= self.lead_low)


def together(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    aspects: Sequence[Aspect],
    held: Gathered | None,
    rules: Rules,
) -> list[Combination]:
    """Give the combinations of one league that are tested; ``held`` are its rows, where they were gathered already."""
    if len(market.ids) <= rules.rivals_from or len(combinable(aspects)) < 2:
        return []
    from standout.questions.est.gathered import gathered  # noqa: PLC0415 - compiled kernels, only where they are asked

    rows = held.rows if held else gathered(engine, reviews, market, aspects, ()).rows
    return combinations_of(rows, aspects, rules)


def combinations_of(rows: Rows, aspects: Sequence[Aspect], rules: Rules) -> list[Combination]:
    """Give every combination that is a tested claim, each with its cell.

    Parameters
    ----------
    rows : Rows
        Of the league, ours at place 0; ``rows.scores`` in the order of ``aspects``.
    aspects : sequence of Aspect
    rules : Rules
        A business is judged from ``proven_from`` people on, as only a t-test speaks here.

    Notes
    -----
    A combination is tested where we and ``rivals_from`` rivals are judged, and these hold most of what all
    rivals have: few people score everything, and ours would look first where the best rival just falls short.

    """
    from standout.stats.combined import combined, sets_of  # noqa: PLC0415 - compiled kernels, only where they are asked

    alike = defaultdict(list)
    for place in _mostly_scored(rows, aspects):
        alike[aspects[place].low, aspects[place].high].append(place)
    sets = [some for places in alike.values() for some in sets_of(sorted(places))]
    figures = combined(rows, sets)
    least = max(rules.judged_from, rules.proven_from)
    made = []
    for c, some in enumerate(sets):
        sums = _sums(figures, c)
        if _enough(sums, least, rules):
            parts = tuple(aspects[place] for place in some)
            made.append(Combination(parts, cell_of(_together(parts), (), sums, spread_of(sums, least))))
    return made


def _enough(sums: Sums, least: int, rules: Rules) -> bool:
    """Whether a combination may be tested, from counts alone: a rival must not be beaten by being left out."""
    judged = sums.voices >= least
    rivals = sums.rows[1:]
    covered = rivals[judged[1:]].sum() >= COVERED * rivals.sum()
    return bool(judged[0] and judged[1:].sum() >= rules.rivals_from and covered)


def combinable(aspects: Sequence[Aspect]) -> list[int]:
    """Give the places of the aspects that may be combined."""
    return [p for p, one in enumerate(aspects) if one.low is not None and not one.barred and one.column != OVERALL]


def _mostly_scored(rows: Rows, aspects: Sequence[Aspect]) -> list[int]:
    """Places of the aspects that may be combined, those of ours that most people scored where they are many."""
    from standout.stats.worlds.rows import MISSING  # noqa: PLC0415 - as above

    may = combinable(aspects)
    ours = slice(rows.starts[0], rows.starts[1])
    return sorted(may, key=lambda place: (-int((rows.scores[place][ours] != MISSING).sum()), place))[:MOST]


def _sums(figures: Combined, c: int) -> Sums:
    kinds = (figures.count, figures.n, figures.total, figures.squares)
    return Sums(*(one[c] for one in (*kinds, figures.clusters, figures.css, figures.csn, figures.cnn)))


def _together(parts: Sequence[Aspect]) -> Aspect:
    """Give the aspect that a combination is scored on; an unseen mean lies as far as all its parts may."""
    ends = [(one.least, one.most) for one in parts if one.least is not None and one.most is not None]
    known = len(ends) == len(parts)
    return Aspect(
        column=JOINT.join(one.column for one in parts),
        label=label_of(parts),
        low=parts[0].low,
        high=parts[0].high,
        least=float(np.mean([low for low, _ in ends])) if known else None,
        most=float(np.mean([high for _, high in ends])) if known else None,
        parts=len(parts),
    )


def label_of(parts: Sequence[Aspect]) -> str:
    """Give what aspects taken together are called."""
    return say("curation.together", aspects=[one.label for one in parts])


def population_of(aspect: Aspect, of: Mapping[str, Population]) -> Population:
    """Give whom the scores on an aspect came from; who scored all parts of a combination is among those of each."""
    each = [of[column] for column in aspect.column.split(JOINT) if column in of]
    if not each:
        return Population()
    return Population(
        sources=tuple(name for name in each[0].sources if all(name in one.sources for one in each)),
        first=max((one.first for one in each if one.first), default=None),
        last=min((one.last for one in each if one.last), default=None),
        ours=min(one.ours for one in each),
        per_day=min((one.per_day for one in each if one.per_day), default=None),
        lapsed=any(one.lapsed for one in each),
    )


def curated(
    tested: Sequence[Combination], known: Sequence[Standing], claims: Sequence[Claim], alone: Collection[str]
) -> list[Curated]:
    """Give the combinations worth printing: first together, first on no part, and nothing in them to spare.

    Of combinations that are first, one inside another is printed alone, unless the larger is further ahead at
    least than the smaller is as far as is known.

    Parameters
    ----------
    tested, known, claims : sequences of the same length
        As `combinations_of`, `standing.standing` and `claims.claims` give them.
    alone : collection of str
        Columns of the aspects ours is shown to be first on by themselves.

    """
    return [one for one in removals(tested, known, claims) if _news(one, alone)]


def removals(tested: Sequence[Combination], known: Sequence[Standing], claims: Sequence[Claim]) -> list[Curated]:
    """Give every combination that is shown first, with what is left of it without each aspect."""
    leads = {
        _columns(one.parts): (float(standing.lead[standing.rivals].min()), claim.lead_low)
        for one, standing, claim in zip(tested, known, claims, strict=True)
        if claim.proven
    }
    return [
        Curated(place, one, leads[_columns(one.parts)][1], tuple(_without(part, one, leads) for part in one.parts))
        for place, one in enumerate(tested)
        if _columns(one.parts) in leads
    ]


def _columns(parts: Sequence[Aspect]) -> frozenset[str]:
    return frozenset(one.column for one in parts)


def _without(part: Aspect, whole: Combination, leads: dict[frozenset[str], tuple[float, float]]) -> Part:
    rest = _columns(whole.parts) - {part.column}
    lead, low = leads.get(rest, (float("nan"), float("nan")))
    return Part(part, rest in leads, lead, low)


def _news(one: Curated, alone: Collection[str]) -> bool:
    if any(part.aspect.column in alone for part in one.parts):
        return False
    return all(one.lead_low > part.lead for part in one.parts if part.first)


def curated_said(one: Curated) -> str:
    """Give what a combination rests on, in words: what it takes, and what each aspect does for it."""
    said = [say("curation.alone", aspects=[part.aspect.label for part in one.parts])]
    firm = [part.aspect.label for part in one.parts if part.first]
    if not firm:
        said.append(say("curation.needed"))
    else:
        said.append(say("curation.weaker", aspects=firm))
    said.append(say("curation.counted", rows=int(one.combination.cell.rows[0])))
    return " ".join(said)


def spare_said(one: Curated) -> str:
    """Give what may be left out of a combination that is first, in words; empty where all is needed."""
    spare = [aspect.label for aspect in one.spare]
    return say("curation.spare", aspects=spare) if spare else ""
