"""Curve: what each of those chosen adds, what would be lost without each, and how far the first of them reach.

Reads    a task and the people chosen, in order
Makes    `Curve`, all of it from fresh sets, so nothing in it looks better than it is
Owed     a set is owed to the first of those chosen who is in it, and to one alone where nobody else chosen is
Bands    exact ones for each length, all right together with probability 1 - delta
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standout.network.bounds import lower, upper
from standout.network.sampling import key
from standout.network.task import Task

CREDIT = 3
_LEAST, _MOST = 50_000, 1_000_000
_ENTRIES = 4_000_000


class Curve(NamedTuple):
    """What each adds, what is lost without each, and estimate, low and high of the spread of the first 1 to k."""

    adds: NDArray[np.float64]
    only: NDArray[np.float64]
    bands: NDArray[np.float64]


NO_CURVE = Curve(np.empty(0), np.empty(0), np.empty((0, 3)))


def credited(task: Task, people: NDArray[np.int64], sets: int, each: float, delta: float) -> Curve:
    """Give the curve of people chosen.

    Parameters
    ----------
    task : Task
    people : int64, shape (k,)
    sets : int
        About how many fresh sets to draw.
    each : float
        Entries expected of a whole set.
    delta : float
        How often a band may be wrong anywhere.

    """
    if not len(people):
        return NO_CURVE
    sets = min(max(sets, _LEAST), _MOST)
    even = -(-sets // task.n) * task.n
    in_turn = task.terms.values is None and even * each <= _ENTRIES
    sampler, most = (task.sampler.in_turn(), 1 << 60) if in_turn else (task.sampler, _ENTRIES)
    adds, only, drawn = sampler.credited(people, even if in_turn else sets, key(task.seed, CREDIT), most)
    may = delta / (2 * len(people))
    bands = [_band(task, int(covered), drawn, j * in_turn, may) for j, covered in enumerate(np.cumsum(adds), 1)]
    return Curve(adds * task.whole / drawn, only * task.whole / drawn, np.array(bands))


def _band(task: Task, covered: int, sets: int, sure: int, delta: float) -> tuple[float, float, float]:
    """Give estimate, low and high of a spread, where ``sure`` people are roots equally often."""
    left = max(0.0, covered - sure * sets / task.n)
    low, high = (sure + task.whole * bound(left, sets, delta) for bound in (lower, upper))
    return covered * task.whole / sets, low, min(task.whole, high)
