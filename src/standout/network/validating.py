"""Validating: how far those chosen reach, asked of fresh sets that had no part in choosing them.

Reads    a task, the people, and how many sets they were chosen from
Makes    `Best`: the best so far and what is known of it
Sizes    fixed beforehand as parts of that number, each with its share of what may go wrong; the first enough ends it
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standout.network.sampling import Hits, Sampler, key
from standout.network.task import Task

SIZES = (0.125, 0.25, 0.5, 1.0, 2.0)
_HOPELESS = 0.97
VALIDATE = 2


class Best(NamedTuple):
    """The best so far, and what is known of it.

    Attributes
    ----------
    people : int64 array
    low, high : float
        Spread of ``people`` at least, and of any choice at most.
    spread : float
    validations : int
        How often fresh sets were asked.
    tried : int
        Fresh sets with other roots that were asked about ``people``.
    entries : int
        People looked at in all.

    """

    people: NDArray[np.int64]
    low: float
    high: float
    spread: float
    validations: int
    tried: int
    entries: int

    @property
    def ratio(self) -> float:
        """Give low over high."""
        return self.low / self.high if self.high > 0 else 1.0


def share(look: int) -> float:
    """Give the share of what may go wrong that look number ``look``, from 0, has: they add up to 1."""
    return 1 / ((look + 1) * (look + 2))


def validated(
    task: Task, sampler: Sampler, people: NDArray[np.int64], sets: int, each: float, best: Best, *,
    thorough: bool, most: float = SIZES[-1],
) -> Best:  # fmt: skip
    """Give the best so far after fresh sets said how far ``people`` reach.

    Parameters
    ----------
    task : Task
    sampler : Sampler
    people : int64 array
    sets : int
        How many sets there were to choose from.
    each : float
        Entries expected of a set.
    best : Best
    thorough : bool
        Whether to go on to the last size although the goal can't be met.
    most : float
        The last size to go to.

    """
    own, wanted = task.worth(people), task.goal * best.high
    may = task.delta / 2 * share(best.validations) / len(SIZES)
    seen, low = Hits(), 0.0
    sizes = [_even(task, sampler, math.ceil(size * sets)) for size in SIZES if size <= most]
    for size in sizes:
        seen = _with(seen, sampler.hits(people, seen.drawn, size, key(task.seed, VALIDATE, best.validations), each))
        low = max(low, task.low(seen.met, seen.tried, own, may))
        if low >= wanted:
            break
        most = task.low(seen.met / max(1, seen.tried) * sizes[-1], sizes[-1], own, may)
        if most < _HOPELESS * wanted and seen.met >= 100 and not thorough:
            break
    done = best._replace(validations=best.validations + 1, entries=best.entries + seen.entries)
    if low <= best.low and len(best.people):
        return done
    spread = own + (task.whole - own) * seen.met / max(1, seen.tried)
    return done._replace(people=people, low=low, spread=spread, tried=seen.tried)


def _even(task: Task, sampler: Sampler, sets: int) -> int:
    """Give so many sets, or as many more as make everybody a root equally often."""
    return -(-sets // task.n) * task.n if sampler.drawn.in_turn else sets


def _with(seen: Hits, more: Hits) -> Hits:
    return Hits(*(a + b for a, b in zip(seen, more, strict=True)))
