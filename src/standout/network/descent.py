"""Descent: the primal-dual steps that bring a bound on coverage down.

Reads    `Merged` sets, the limits of a choice, and the place of each candidate in a greedy order
Makes    an upper bound on the sets that any choice covers, in whole sets
Source   Chambolle & Pock (2011), J. Math. Imaging Vis. 40; paces by row and column, Pock & Chambolle (2011), ICCV;
         begun again from the mean, Applegate et al. (2021), "Practical Large-Scale Linear Programming using PDHG"
Rounding scores are sums of positive numbers, so their relative error is at most the count of terms times 2^-53; the
         bound is moved outward by more than that, and down to the whole number of sets that it can't pass
"""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.merging import Merged
from standout.network.plainly import few, moved
from standout.network.relaxed import Heads, Purse

OMEGA = 2.0
"""How fast y moves beside the people."""
RESTART = 40
"""Steps after which the method begins again from the mean."""
STALL, STALLED = 20, 1e-3
"""So many steps that lower the bound by less than this share are the last."""


class Descent:
    """The primal-dual method on one sample."""

    def __init__(
        self, sample: Merged, limits: Heads | Purse, order: NDArray[Any], chosen: NDArray[np.int64], n: int
    ) -> None:
        self.sample, self.limits = sample, limits
        place = np.ones(n, np.float32)
        place[order] = np.arange(len(order)) / max(1, len(order))
        self.x = (place[chosen] < 1).astype(np.float64)
        self.y = _least(place[chosen][sample.rows], sample.offsets)
        self.score = np.empty(len(self.x))
        self.pace = 1 / (OMEGA * np.maximum(sample.shared, 1.0))
        self.sweep = moved if few(n, len(sample.rows)) else _swept
        self.outward = 1 + 1e-9 + (len(sample.rows) + len(sample.weight) + 64) * 2.0**-53

    def down(self, *, least: float, steps: int, until: float | None) -> tuple[int, int]:
        """Give the bound, and the steps made to find it; a bound of ``least`` or below is low enough."""
        sample, limits = self.sample, self.limits
        arrays = sample.rows, sample.offsets, sample.weight
        x, lead, y, move = self.x, self.x, self.y, 0.0
        best, mean, history = math.inf, _Mean(self.x, self.y), []
        for step in range(1, max(1, steps) + 1):
            self.score[:] = sample.base
            left = self.sweep(*arrays, lead.astype(np.float32), y, mean.y, np.float32(move), self.score)
            here, there = left + limits.most(self.score), mean.after(left, self.score, limits)
            best = min(best, here, there)
            history.append(best)
            stalled = step > STALL and best > history[-STALL - 1] * (1 - STALLED)
            if stalled or self._whole(best) <= least or (until and time.monotonic() > until):
                break
            after = limits.nearest(x + self.pace * self.score, self.pace)
            x, lead, move = after, 2 * after - x, OMEGA
            mean.x += x
            if mean.steps == RESTART:
                if there < here:
                    x, y = mean.x / RESTART, mean.y / np.float32(RESTART)
                    lead = x
                mean = _Mean(x, y)
        return self._whole(best), len(history)

    def held_up(self) -> bool:
        """Say whether those left out are what keeps the bound up, by more than a stalled step brings it down."""
        return self.limits.most(self.score) > self.limits.alone().most(self.score) * (1 + STALLED)

    def _whole(self, bound: float) -> int:
        return math.floor(bound * self.outward)


class _Mean:
    """What the method has passed since it last began: its mean is a y like any other."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float32]) -> None:
        self.x, self.y = np.zeros(len(x)), np.zeros(len(y), np.float32)
        self.score, self.left, self.steps = np.zeros(len(x)), 0.0, 0

    def after(self, left: float, score: NDArray[np.float64], limits: Heads | Purse) -> float:
        """Give the bound at the mean, one step more counted in."""
        self.score += score
        self.left += left
        self.steps += 1
        return (self.left / self.steps) + limits.most(self.score / self.steps)


def _least(place: NDArray[np.float32], offsets: NDArray[np.int64]) -> NDArray[np.float32]:
    """Give the first place of anybody in each set: the mean of the greedy steps' y, which are 1 until it is covered."""
    return np.minimum.reduceat(place, offsets[:-1]) if len(place) else np.empty(0, np.float32)


@njit(cache=True, nogil=True)
def _swept(rows: Any, offsets: Any, weight: Any, lead: Any, y: Any, total: Any, move: Any, score: Any) -> Any:
    """Move each set's y by how far people cover it, add it to their scores, and give the sum of 1 - y."""
    left = 0.0
    for r in range(len(weight)):
        first, end = offsets[r], offsets[r + 1]
        short = np.float32(1)
        for j in range(first, end):
            short -= lead[rows[j]]
        moved = y[r] + move * short / np.float32(end - first)
        if moved < 0:
            moved = np.float32(0)
        elif moved > 1:
            moved = np.float32(1)
        y[r] = moved
        total[r] += moved
        part = weight[r] * np.float64(moved)
        left += weight[r] - part
        for j in range(first, end):
            score[rows[j]] += part
    return left
