"""Kept: which of the judged cells are said, most useful first, and what their worlds are worth.

A world that lies in another won one is no news, and of many that lack a little the nearest are enough.

Reads    reviews, orders   ours alone, for the worlds that are said
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from standout.question import Engine
from standout.questions.est.claims import Rules
from standout.questions.est.cover import Won, cover, maximal
from standout.questions.est.curation import Combination, Curated, curated
from standout.questions.est.judged import Judged
from standout.questions.est.market import Condition, Market
from standout.questions.est.placing import Ints
from standout.questions.est.revenue import Takings, takings
from standout.questions.est.worlds import Searched
from standout.questions.est.worth import Worth, ours_in, units, worths

if TYPE_CHECKING:
    import ibis.expr.types as ir

WON, LIKELY = 60, 20
"""So many worlds that are first, and that probably are, are looked at for what they add, the largest first."""
WON_SAID, LIKELY_SAID = 12, 6
"""So many of them are said."""
NEARLY = 3
"""So many worlds that lack a little are said."""
PLAIN = 30
"""So many worlds of one condition that win nothing are said, the largest of ours first."""
PLAIN_READ = 5
"""At most so many of these were read from words; they come last."""

World = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One cell that is said.

    Attributes
    ----------
    judged : Judged
    worth : Worth or None
        What its world is worth; None for everybody.
    nearly : bool
        Whether it is said because it lacks little.
    curated : Curated or None
        What a combination of aspects rests on.
    more : int
        How many other worlds are first and aren't said; told beside the first that is.

    """

    judged: Judged
    worth: Worth | None = None
    nearly: bool = False
    curated: Curated | None = None
    more: int = 0


def kept(
    engine: Engine,
    reviews: ir.Table,
    market: Market,
    found: Sequence[Judged],
    worlds: Searched,
    rules: Rules,
    as_of: date | None,
    *,
    texts: bool = True,
) -> tuple[list[Kept], Takings]:
    """Give the cells of single aspects that are said, and what our orders say of a month.

    ``texts`` tells whether to look up how customers call the worlds.
    """
    overall = [one for one in found if not one.cell.conditions]
    claimed = [one for one in found if one.cell.conditions and one.claim.tier]
    near = _nearest(found, [*overall, *claimed])
    plain = _plain(found, [*claimed, *near], rules)
    general = _general([*overall, *claimed])
    looked = [*_largest(general, WON, proven=True), *_largest(general, LIKELY, proven=False)]
    spoken = list(dict.fromkeys(one.cell.conditions for one in (*looked, *near)))
    if not spoken:
        return [Kept(one) for one in (*overall, *plain)], Takings()
    told = takings(engine, int(market.ids[0]), as_of)
    ours = ours_in(engine, reviews, market, spoken, texts=texts)
    members, count, spent = units(ours, told)
    said = _covering(looked, general, dict(zip(spoken, members, strict=True)), count, spent)
    first = [one for one in said if one.claim.proven][:WON_SAID]
    said = [*first, *[one for one in said if not one.claim.proven][:LIKELY_SAID]]
    won = sum(one.claim.proven and bool(one.cell.conditions) for one in general)
    present = np.stack([worlds.presence[world] for world in spoken])
    rows = engine.arrow(reviews.group_by("business_id").aggregate(n=reviews.count()))
    place, everywhere = market.places(rows["business_id"].to_pylist()), np.zeros(len(market.ids), np.int64)
    everywhere[place[place >= 0]] = rows["n"].to_numpy()[place >= 0]
    worth = dict(zip(spoken, worths(ours, present, everywhere, told), strict=True))
    return [
        *(Kept(one) for one in overall),
        *(Kept(one, worth[one.cell.conditions], more=won - len(first) if one is said[0] else 0) for one in said),
        *(Kept(one, worth[one.cell.conditions], nearly=True) for one in near),
        *(Kept(one) for one in plain),
    ], told


def kept_together(tested: Sequence[Combination], found: Sequence[Judged], alone: Sequence[Judged]) -> list[Kept]:
    """Give the combinations of aspects that are said; ``alone`` are the aspects by themselves."""
    first = {one.cell.aspect.column for one in alone if one.claim.proven and not one.cell.conditions}
    said = curated(tested, [one.standing for one in found], [one.claim for one in found], first)
    return [Kept(found[one.place], curated=one) for one in said]


def _won(one: Judged) -> Won:
    """What ``cover`` asks of a claim; one that isn't proven has no lead that makes it more than a wider one."""
    best = one.standing.best_rival
    lead = float(one.standing.lead[best]) if best >= 0 else 0.0
    least = one.claim.lead_low if one.claim.proven else -np.inf
    return Won(one.cell.aspect.column, frozenset(_names(one.cell.conditions)), lead, least)


def _names(world: World) -> Iterable[tuple[str, str]]:
    return ((condition.descriptor.column, condition.value) for condition in world)


def _general(claimed: Sequence[Judged]) -> list[Judged]:
    """Claims that no wider one makes needless; what is likely gives way to what is proven."""
    proven = [one for one in claimed if one.claim.proven]
    proven = [proven[place] for place in maximal([_won(one) for one in proven])]
    both = [*proven, *(one for one in claimed if one.claim.tier == "likely")]
    return [both[place] for place in maximal([_won(one) for one in both])]


def _largest(general: Sequence[Judged], most: int, *, proven: bool) -> list[Judged]:
    """The worlds with most scores of ours, so many of them."""
    some = [one for one in general if one.cell.conditions and one.claim.proven == proven]
    return sorted(some, key=lambda one: -int(one.cell.rows[0]))[:most]


def _covering(
    looked: Sequence[Judged], general: Sequence[Judged], rows: Mapping[World, Ints], count: int, spent: Ints | None
) -> list[Judged]:
    """Worlds in the order of what each adds to those before on its aspect; what adds nothing is left out."""
    said: list[tuple[int, int, Judged]] = []
    for aspect in dict.fromkeys(one.cell.aspect.column for one in looked):
        alike = [one for one in looked if one.cell.aspect.column == aspect]
        steps = cover([rows[one.cell.conditions] for one in alike], count, spent)
        said += [(-step.worth, -step.added, alike[step.world]) for step in steps]
        covered = {step.world for step in steps}
        inner = [one for place, one in enumerate(alike) if place not in covered and _within(one, general)]
        said += [(0, 0, one) for one in inner]
    return [one for *_, one in sorted(said, key=lambda step: step[:2])]


def _within(one: Judged, wider: Sequence[Judged]) -> bool:
    """Whether a wider one on the same aspect is said too: then this one stands for its larger lead."""
    own = set(_names(one.cell.conditions))
    return any(
        other.cell.aspect.column == one.cell.aspect.column and set(_names(other.cell.conditions)) < own
        for other in wider
        if other.claim.tier
    )


def _nearest(found: Sequence[Judged], settled: Sequence[Judged]) -> list[Judged]:
    """Worlds that lack least to a first place, none inside another or inside what is first already.

    Those read from words come last.
    """
    short = sorted(
        (one for one in found if one.cell.conditions and _leading(one)),
        key=lambda one: (
            any(condition.descriptor.said for condition in one.cell.conditions),
            one.claim.critical - float(one.standing.z[one.standing.nearest]),
            len(one.cell.conditions),
        ),
    )
    chosen: list[Judged] = []
    taken: dict[str, list[set[tuple[str, str]]]] = {}
    for one in settled:
        if one.claim.tier:
            taken.setdefault(one.cell.aspect.column, []).append(set(_names(one.cell.conditions)))
    for one in short:
        own, others = set(_names(one.cell.conditions)), taken.setdefault(one.cell.aspect.column, [])
        if len(chosen) < NEARLY and not any(other <= own or own <= other for other in others):
            chosen.append(one)
            others.append(own)
    return chosen


def _leading(one: Judged) -> bool:
    known = one.standing
    return bool(one.claim.tested and not one.claim.tier and known.z[known.rivals].min() > 0)


def _plain(found: Sequence[Judged], said: Sequence[Judged], rules: Rules) -> list[Judged]:
    """Worlds of one condition that win nothing, where they show something."""
    shown = [
        one
        for one in found
        if len(one.cell.conditions) == 1
        and not any(one is other for other in said)
        and one.standing.ours_judged
        and len(one.standing.rivals) >= rules.rivals_from
        and (one.standing.ahead.any() or one.standing.behind.any())
    ]
    shown.sort(key=lambda one: -int(one.cell.rows[0]))
    read = [one for one in shown if one.cell.conditions[0].descriptor.said]
    return [*(one for one in shown if not one.cell.conditions[0].descriptor.said), *read[:PLAIN_READ]][:PLAIN]


NO_WORTH: Mapping[str, None] = dict.fromkeys(Worth(0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0).facts())
"""The facts of a cell whose world is everybody, or isn't worth telling of."""
