"""Curve: what each of those chosen adds, what would be lost without each, and how far the first of them reach.

Reads    a task and the people chosen, in order
Makes    `Curve`, all of it from fresh sets, so nothing in it looks better than it is
Owed     a set is owed to the first of those chosen who is in it, and to one alone where nobody else chosen is
Bands    exact ones for each length, all right together with probability 1 - delta
Sets     as many as the precision wanted takes, or as the work allows: fixed before any is drawn.  All of it is then
         brought into line with the spread as the sets that bounded it say too
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standout.network.bounds import lower, upper
from standout.network.sampling import key
from standout.network.task import Task
from standout.network.validating import Best

CREDIT = 3
_PRECISION = 0.005
"""The standard error wanted of the spread, as a share of it."""
_LEAST, _MOST = 50_000, 1_000_000
_FEWEST = 16


class Curve(NamedTuple):
    """What each adds, what is lost without each, and estimate, low and high of the spread of the first 1 to k."""

    adds: NDArray[np.float64]
    only: NDArray[np.float64]
    bands: NDArray[np.float64]


NO_CURVE = Curve(np.empty(0), np.empty(0), np.empty((0, 3)))


def credited(task: Task, best: Best, each: float, delta: float, most: float) -> Curve:
    """Give the curve of people chosen.

    Parameters
    ----------
    task : Task
    best : Best
        Who was chosen, and what is known of how far they reach.
    each : float
        Entries expected of a whole set.
    delta : float
        How often a band may be wrong anywhere.
    most : float
        About how many entries to look at; more for fewer than 16 sets.

    """
    people = best.people
    if not len(people):
        return NO_CURVE
    sets = _enough(task, best, each, most)
    even = -(-sets // task.n) * task.n
    in_turn = task.terms.values is None and even * each <= most
    sampler, drawn = (task.sampler.in_turn(), even) if in_turn else (task.sampler, sets)
    adds, only = sampler.credited(people, drawn, key(task.seed, CREDIT), each)
    may = delta / (2 * len(people))
    bands = np.array(
        [_band(task, int(covered), drawn, j * in_turn, may) for j, covered in enumerate(np.cumsum(adds), 1)]
    )
    line = _in_line(best, bands[-1, 0], drawn)
    estimate = bands[:, 0] * line
    bands = np.column_stack([estimate, np.minimum(bands[:, 1], estimate), np.maximum(bands[:, 2], estimate)])
    return Curve(adds * task.whole / drawn * line, only * task.whole / drawn * line, bands)


def _enough(task: Task, best: Best, each: float, most: float) -> int:
    """Give how many sets show the spread as precisely as wanted, as far as ``most`` entries go."""
    part = min(max(best.spread / task.whole, 1e-9), 1.0)
    wanted = max((1 - part) / part / _PRECISION**2, best.tried)
    return int(max(_FEWEST, min(max(wanted, _LEAST), _MOST, most / each)))


def _in_line(best: Best, spread: float, drawn: int) -> float:
    """Give the spread as all fresh sets say it, within its bounds, over what those of the curve say."""
    if spread <= 0:
        return 1.0
    pooled = (best.spread * best.tried + spread * drawn) / (best.tried + drawn)
    return float(min(max(pooled, best.low), best.high) / spread)


def _band(task: Task, covered: int, sets: int, sure: int, delta: float) -> tuple[float, float, float]:
    """Give estimate, low and high of a spread, where ``sure`` people are roots equally often."""
    left = max(0.0, covered - sure * sets / task.n)
    low, high = (sure + task.whole * bound(left, sets, delta) for bound in (lower, upper))
    return covered * task.whole / sets, low, min(task.whole, high)
