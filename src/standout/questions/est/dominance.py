"""Dominance: who is large where: how each world's reviewers are shared, and what that leaves to us.

Presence is measured by reviews, one for each person and business.  Somebody is called large from a share of
40 %, and only where luck can't explain that they have the most.  What a large one means for us depends on who
is rated higher.

Reads    rows      of worlds that a buyer can recognise, of one condition or two
Makes    presence  one row a world: everybody's reviewers, who is large, and whether they or we are ahead on score
Unit     shares 0 to 1
Source   Hung & Fithian (2019) for the largest; Holm (1979) over worlds
No row   where fewer than 100 people wrote
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from standout.questions.est.cells import Cell, Spread, Sums, cell_of
from standout.questions.est.claims import Rules
from standout.questions.est.market import Condition
from standout.questions.est.said import MOST
from standout.questions.est.shown import OVERALL
from standout.questions.est.standing import standing
from standout.stats.concentration import concentration
from standout.stats.largest import largest_p, share_intervals
from standout.stats.multiplicity import holm

if TYPE_CHECKING:
    from standout.questions.est.gathered import Gathered
    from standout.stats.worlds.rows import Rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Picked = tuple[tuple[int, int], ...]

LARGE = 0.4
"""From this share on somebody is called large.  Below it a firm is seldom found dominant: Guidance on the
Commission's enforcement priorities in applying Article 82 (2009), paragraph 14."""
PEOPLE_FROM = 100
"""From so many people a share is known to within ten points, 19 times in 20: 1.96 x sqrt(0.25 / 100)."""
SINGLES, PAIRS = 40, 20
"""How many worlds of one condition and of two are looked at, those with most reviews first."""
VALUES, COLUMNS = 30, 12
"""Of how many values a descriptor's largest, and of how many descriptors, pairs are made."""
KINDS = ("open", "ahead", "ours", "unclear", "held", "giant")
"""What a world is to us, best first: nobody is large; somebody is, but we are rated higher; we have the most; luck
may explain who has the most; somebody is large and it is open who is better; somebody is large and rated higher."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is large in one world.

    Attributes
    ----------
    conditions : tuple of Condition
    kind : str
        One of `KINDS`.
    people : int64, shape (R,)
        Who wrote about each business of the league, ours first; where nobody is named, each review counts.
    low, high : float64, shape (R,)
        Limits of their shares, that all hold together.
    rival : int
        Place of the rival with the most people.
    standing : str
        Whether on score we are "ahead" of that rival, "behind", it is "open", or "not_judged".
    effective : float
        As many businesses of equal size would be as concentrated.

    """

    conditions: tuple[Condition, ...]
    kind: str
    people: Ints
    low: Floats
    high: Floats
    rival: int
    standing: str
    effective: float

    @property
    def share(self) -> Floats:
        """Each business's part of the people."""
        return np.asarray(self.people / self.people.sum())

    @property
    def world(self) -> dict[str, str]:
        """The world as people read it."""
        return {condition.descriptor.label: condition.value for condition in self.conditions}


@dataclass(frozen=True, slots=True)
class Dominance:
    """The map: worlds, best for us first; ``more`` were large enough and not looked at, as they are too many."""

    worlds: tuple[Presence, ...] = ()
    more: int = 0


def dominance(held: Gathered | None, overall: Sequence[Cell], rules: Rules) -> Dominance:
    """Give who is large where.

    Parameters
    ----------
    held : Gathered or None
        The judgements of a league; None gives an empty map.
    overall : sequence of Cell
        Over everybody, of each aspect in ``held``; the overall score decides who is rated higher, or where there is
        none the aspect scored most often.
    rules : Rules

    """
    if held is None or held.rows.businesses < 2 or not overall:
        return Dominance()
    from standout.stats.worlds.exact import exact  # noqa: PLC0415 - compiled kernels, only where there are worlds

    columns = [place for place, one in enumerate(held.descriptors) if one.before and not one.said]
    singles, pairs = _singles(held.rows, columns), _pairs(held.rows, columns)
    if not columns:
        read = [place for place, one in enumerate(held.descriptors) if one.before and one.said]
        singles = [world for world in _singles(held.rows, read) if _few(held.rows, world)]
    asked = [*singles[:SINGLES], *pairs[: PAIRS + max(SINGLES - len(singles), 0)]]
    figures = exact(held.rows, asked, ())
    kept = [w for w in range(len(asked)) if figures.reviewers[w].sum() >= PEOPLE_FROM]
    if not kept:
        return Dominance()
    asked, people = [asked[w] for w in kept], figures.reviewers[kept]
    stands = _on_score(held.rows, asked, _largest_rival(people), overall, rules)
    sure = holm(largest_p(people)) <= rules.alpha
    named = [held.conditions(world) for world in asked]
    found = {world: _presence(named[w], people[w], stands[w], sure=bool(sure[w])) for w, world in enumerate(asked)}
    told = [one for world, one in found.items() if not _repeats(world, found)]
    told.sort(key=lambda one: (KINDS.index(one.kind), -int(one.people.sum()), sorted(one.world.items())))
    return Dominance(tuple(told), max(len(singles) - SINGLES, 0))


def _singles(rows: Rows, columns: Sequence[int]) -> list[Picked]:
    """Worlds of one condition with enough rows, most first."""
    found = [
        (-int(count), column, value)
        for column in columns
        for value, count in enumerate(np.bincount(rows.codes[column]).tolist())
        if value and PEOPLE_FROM <= count < len(rows.business)
    ]
    return [((column, value),) for _, column, value in sorted(found)]


def _few(rows: Rows, world: Picked) -> bool:
    """Whether a world that was read from words leaves out as many as it holds: else it tells nobody apart."""
    [(column, value)] = world
    return int((rows.codes[column] == value).sum()) <= MOST * len(rows.business)


def _pairs(rows: Rows, columns: Sequence[int]) -> list[Picked]:
    """Worlds of two conditions with enough rows, most first, but those that hold as many as one of the two."""
    found: list[tuple[int, Picked]] = []
    largest = {column: _largest_values(rows, column) for column in columns[:COLUMNS]}
    for one, other in combinations(largest, 2):
        (first, a, count_a), (second, b, count_b) = largest[one], largest[other]
        both = np.bincount(first.astype(np.int64) * (len(b) + 1) + second, minlength=(len(a) + 1) * (len(b) + 1))
        both = both.reshape(len(a) + 1, len(b) + 1)[1:, 1:]
        for i, j in np.argwhere(both >= PEOPLE_FROM).tolist():
            if both[i, j] < min(count_a[i], count_b[j]):
                found.append((-int(both[i, j]), ((one, a[i]), (other, b[j]))))
    return [world for _, world in sorted(found)]


def _largest_values(rows: Rows, column: int) -> tuple[NDArray[np.uint8], list[int], list[int]]:
    """Each row's place among the column's largest values, from 1; 0 for all others; those values and their counts."""
    count = np.bincount(rows.codes[column])
    count[0] = 0
    values = [v for v in np.argsort(-count, kind="stable")[:VALUES].tolist() if count[v] >= PEOPLE_FROM]
    place = np.zeros(len(count), np.uint8)
    place[values] = np.arange(1, len(values) + 1)
    return place[rows.codes[column]], values, count[values].tolist()


def _largest_rival(people: Ints) -> list[int]:
    return [int(place) + 1 for place in people[:, 1:].argmax(axis=1)]


def _on_score(
    rows: Rows, worlds: Sequence[Picked], rivals: Sequence[int], overall: Sequence[Cell], rules: Rules
) -> list[tuple[int, str]]:
    """The largest rival of each world, and whether we are ahead of it on score."""
    from standout.stats.worlds.exact import exact  # noqa: PLC0415 - as above

    a = max(range(len(overall)), key=lambda i: (overall[i].aspect.column == OVERALL, int(overall[i].rows.sum()), -i))
    cell = overall[a]
    z = np.full(len(worlds), np.nan)
    for rival in sorted(set(rivals)):
        at = [w for w, one in enumerate(rivals) if one == rival]
        f = exact(_two(rows, rival), [worlds[w] for w in at], [a])
        around = Spread(cell.around.business[[0, rival]], cell.around.typical)
        for place, w in enumerate(at):
            sums = Sums(
                f.count[place, :, 0], f.n[place, :, 0], f.total[place, :, 0], f.squares[place, :, 0],
                f.clusters[place, :, 0], f.css[place, :, 0], f.csn[place, :, 0], f.cnn[place, :, 0],
            )  # fmt: skip
            z[w] = standing(cell_of(cell.aspect, (), sums, around), max(rules.judged_from, rules.proven_from)).z[1]
    return list(zip(rivals, _said(z, rules.alpha), strict=True))


def _said(z: Floats, alpha: float) -> Iterator[str]:
    """Who is ahead, when all worlds are looked at together; either may be."""
    shown = holm(2 * ndtr(-np.abs(z))) <= alpha
    for one, sure in zip(z.tolist(), shown.tolist(), strict=True):
        yield "not_judged" if np.isnan(one) else "open" if not sure else "ahead" if one > 0 else "behind"


def _two(rows: Rows, rival: int) -> Rows:
    """Our rows and those of one rival."""
    starts = rows.starts
    at = np.concatenate([np.arange(starts[place], starts[place + 1]) for place in (0, rival)])
    own = int(starts[1] - starts[0])
    return replace(
        rows,
        business=np.repeat(np.array([0, 1], np.int32), [own, len(at) - own]),
        starts=np.array([0, own, len(at)], np.int64),
        codes=tuple(column[at] for column in rows.codes),
        scores=tuple(score[at] for score in rows.scores),
        cluster=None if rows.cluster is None else rows.cluster[at],
        weight=None if rows.weight is None else rows.weight[at],
    )


def _presence(conditions: tuple[Condition, ...], people: Ints, stands: tuple[int, str], *, sure: bool) -> Presence:
    rival, standing_ = stands
    low, high = share_intervals(people, int(people.sum()), len(people))
    kind = _kind(people / people.sum(), rival, standing_, sure=sure)
    return Presence(conditions, kind, people, low, high, rival, standing_, float(concentration(people).effective))


def _kind(share: Floats, rival: int, standing_: str, *, sure: bool) -> str:
    if sure and share[0] > share[rival]:
        return "ours"
    if share[rival] < LARGE:
        return "open"
    if not sure:
        return "unclear"
    return {"ahead": "ahead", "behind": "giant"}.get(standing_, "held")


def _repeats(world: Picked, found: dict[Picked, Presence]) -> bool:
    """Whether a pair tells nothing that one of its two conditions doesn't tell."""
    if len(world) < 2:
        return False
    mine = found[world]
    parts = [found[(one,)] for one in world if (one,) in found]
    return any((part.kind, part.rival) == (mine.kind, mine.rival) or part.kind == mine.kind == "open" for part in parts)
