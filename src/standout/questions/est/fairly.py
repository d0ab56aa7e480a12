"""Fairly: what a lead would be with fresh scores, and with the same mix of customers on both sides.

Makes    leads     of the cells that are said
Unit     points
Source   `standout.stats.shrunk` and `standout.stats.adjusted`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standout.questions.est.cells import Cell
from standout.questions.est.judged import Judged
from standout.questions.est.market import Condition
from standout.questions.est.placing import Floats
from standout.questions.est.worlds import Searched
from standout.stats.adjusted import Alike, alike_lead, by_kind, kinds
from standout.stats.shrunk import fair_best, fair_means

if TYPE_CHECKING:
    from standout.stats.worlds.found import Found

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Fair:
    """A lead, put right.

    Attributes
    ----------
    fresh : float or None
        As fresh scores would show it; None where the lead was not picked from many worlds.
    alike : Alike or None
        Over the best rival, with our mix of customers; None where too few are of kinds that both have.
    traits : tuple of str
        By what the customers were told apart for that; never by what comes of a visit, such as a recommendation.

    """

    fresh: float | None = None
    alike: Alike | None = None
    traits: tuple[str, ...] = ()


def fair(said: Sequence[Judged], worlds: Searched) -> list[Fair]:
    """Give the leads of cells put right; nothing for those without a lead, or where rows weren't gathered."""
    fresh = _fresh(said, worlds)
    return [_fair(one, worlds, lead) for one, lead in zip(said, fresh, strict=True)]


def _fresh(said: Sequence[Judged], worlds: Searched) -> list[float | None]:
    """What fresh scores would show, of the cells that were picked among worlds."""
    found: list[float | None] = [None] * len(said)
    for source, spots in ((worlds.found, worlds.spots), (worlds.told, worlds.told_spots)):
        picked = [place for place, one in enumerate(said) if one.cell.conditions in spots and _leads(one)]
        if source is not None and picked:
            for place, lead in _fresh_of(said, worlds, picked, source, spots):
                found[place] = lead
    return found


def _fresh_of(
    said: Sequence[Judged],
    worlds: Searched,
    picked: Sequence[int],
    source: Found,
    spots: Mapping[tuple[Condition, ...], int],
) -> Iterator[tuple[int, float | None]]:
    columns = [cell.aspect.column for cell in worlds.overall]
    ours = fair_means(
        source.columns,
        source.values,
        source.n,
        source.mean,
        np.array([cell.variance[0] for cell in worlds.overall]) * HUNDREDTHS**2,
        np.array([cell.mean[0] for cell in worlds.overall]) * HUNDREDTHS,
    )
    aspect = [columns.index(said[place].cell.aspect.column) for place in picked]
    theirs = _rivals([said[place] for place in picked], [worlds.overall[a] for a in aspect])
    for place, a, best in zip(picked, aspect, theirs.tolist(), strict=True):
        lead = float(ours[spots[said[place].cell.conditions], a]) / HUNDREDTHS - best
        least = max(said[place].claim.lead_low, 0.0)
        yield place, max(lead, least) if np.isfinite(lead) else None


def _leads(one: Judged) -> bool:
    known = one.standing
    return known.best_rival >= 0 and bool(known.lead[known.best_rival] > 0)


def _rivals(said: Sequence[Judged], everywhere: Sequence[Cell]) -> Floats:
    """The mean of the best rival in each cell, as fresh scores would show it."""
    judged = np.stack([one.standing.judged for one in said])
    judged[:, 0] = False
    return fair_best(
        np.where(judged, np.stack([one.cell.voices for one in said]), 0),
        np.where(judged, np.stack([one.cell.mean for one in said]), 0.0),
        np.where(judged, np.stack([one.cell.around.business for one in said]), 1.0),
        np.where(judged, np.stack([cell.rows for cell in everywhere]), 0),
        np.where(judged, np.stack([cell.mean for cell in everywhere]), 0.0),
    )


def _fair(one: Judged, worlds: Searched, fresh: float | None) -> Fair:
    held, best = worlds.gathered, one.standing.best_rival
    columns = [cell.aspect.column for cell in worlds.overall]
    if held is None or not _leads(one) or one.cell.aspect.column not in columns or one.cell.shown[[0, best]].any():
        return Fair(fresh)
    from standout.stats.worlds.rows import MISSING  # noqa: PLC0415 - rows were gathered, so the kernels are loaded

    rows = held.rows
    score = rows.scores[columns.index(one.cell.aspect.column)]
    at = np.concatenate([np.arange(rows.starts[place], rows.starts[place + 1]) for place in (0, best)])
    at = at[score[at] != MISSING]
    fixed = {condition.descriptor.column: condition.value for condition in one.cell.conditions}
    open_to = []
    for place, descriptor in enumerate(held.descriptors):
        if descriptor.column in fixed:
            at = at[rows.codes[place][at] == held.values[place].index(fixed[descriptor.column])]
        elif descriptor.before and not descriptor.said:
            open_to.append(place)
    open_to.sort(key=lambda place: (len(held.values[place]), place))
    ours = rows.business[at] == 0
    kind, used = kinds([rows.codes[place][at] for place in open_to], ours)
    if not used:
        return Fair(fresh)
    n, mean = by_kind(kind, ours, score[at])  # whole numbers: the order of rows has no say in their sums
    alike = alike_lead(n, mean / HUNDREDTHS)
    return Fair(fresh, alike, tuple(held.descriptors[open_to[place]].label for place in used))
