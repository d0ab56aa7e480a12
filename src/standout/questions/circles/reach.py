"""Reach: how far word goes from those told first, how much further it could, and how far that hangs on the ties.

Reads    `TieMap`, `People`: whom the marks put first, who may be asked, who brought somebody
Makes    `Reached`: the list that stands, its curve at weak, likely and strong ties, and what no other list could pass
List     those of the marks' list who brought somebody keep their places, since ties don't show who talks much.  The
         other places go to people the map of ties puts first, where with them word goes at least `FURTHER` further at
         weak, likely and strong ties, luck left out; benchmarks/reach.py has how often that is right
No reach without ties among people: then the answer is people and reasons
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from standout.questions.circles.asking import FREE
from standout.questions.circles.found import People
from standout.questions.circles.signs import Ids
from standout.questions.circles.tie_map import STRENGTHS, TieMap

FURTHER = 0.1
"""How much further the map's list must go, at every strength of ties, to stand in place of that of the marks."""

DELTA = 0.01
"""How often the bounds on what these reach and on what any list could reach may fail, the one or the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far word goes.

    Attributes
    ----------
    people : int64, shape (k,)
        Places in `Signs` of those told first, in order.
    by_map : bool
        Whether the map's list stands, and not that of the marks.
    kept, swapped : int
        How many of the marks' list brought somebody, and how many of the map's list aren't on that of the marks.
    curve : mapping
        For each strength of ties, float64 of shape (k, 3): estimate, low and high for the first 1 to k.
    gain : mapping
        How much further the map's list goes than that of the marks, as a share of it, for each strength: the low end.
    least, best : float
        These reach at least ``least`` at likely ties, and no list of as many reaches more than ``best``: both at once
        but for a chance of `DELTA`.

    """

    people: Ids
    by_map: bool
    kept: int
    swapped: int
    curve: Mapping[str, np.ndarray]
    gain: Mapping[str, float]
    least: float
    best: float

    @property
    def table(self) -> pa.Table:
        """The curve as rows: k, estimate, low, high, strengths."""
        parts = [
            pa.table({
                "k": pa.array(range(1, len(rows) + 1), pa.int32()),
                **{name: pa.array(rows[:, place]) for place, name in enumerate(("estimate", "low", "high"))},
                "strengths": pa.array([strengths] * len(rows), pa.string()),
            })
            for strengths, rows in self.curve.items()
        ]  # fmt: skip
        return pa.concat_tables(parts)


def reached(ties: TieMap, people: People, seed: int) -> Reached | None:
    """Give how far word goes from those told first; None where nobody may be told."""
    first = people.chosen
    if not len(first):
        return None
    kept = first[people.signs.brought[first] > 0]
    free = (people.marks.circle == 1) & (people.asking.barred == FREE)
    from standout.questions.circles.ways import ways  # noqa: PLC0415 - numba, only where there are ties

    asked = ways(ties, first, free, seed)
    ours = asked.chosen(free, len(first), kept)
    both = {name: asked.compared(name, ours, first) for name in STRENGTHS}
    swapped = len(np.setdiff1d(ours, first))
    gain = {name: float(found.low / found.other[-1, 0]) if swapped else 0.0 for name, found in both.items()}
    by_map = min(gain.values()) >= FURTHER
    stands = ours if by_map else first
    sure = asked.judged(free, stands, DELTA)
    return Reached(
        people=stands, by_map=by_map, kept=len(kept), swapped=swapped, gain=gain,
        least=sure.low, best=sure.high,
        curve={name: found.one if by_map else found.other for name, found in both.items()},
    )  # fmt: skip
