"""Merging: sets cut down to those people who matter to a bound, and those that are then the same as one with a weight.

Reads    sets of people, packed, and who are candidates
Makes    `Merged`: fewer and smaller sets, which say the same about any y that is 1 on sets of one candidate or none
Small    where sets are few they are cut down by NumPy and not merged: compiling would take longer than all that follows
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.draws import mixed
from standout.network.plainly import cut_down, few

LONG = 64
"""Sets of more candidates than this are hardly ever the same, and aren't compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """Sets cut down to candidates, those that are the same as one."""

    rows: NDArray[np.int32]
    offsets: NDArray[np.int64]
    weight: NDArray[np.int32]
    base: NDArray[np.float64]  # sets that hold this candidate only
    shared: NDArray[np.float64]  # and those that hold others too


def merged(
    flat: NDArray[np.int32],
    offsets: NDArray[np.int64],
    n: int,
    chosen: NDArray[np.int64],
    alone: NDArray[Any],
    count: NDArray[Any],
) -> Merged:
    """Give the sets cut down to those ``chosen`` as candidates; ``alone`` and ``count`` are of everybody."""
    number = np.full(n, -1, np.int32)
    number[chosen] = np.arange(len(chosen), dtype=np.int32)
    if few(n, len(flat)):
        rows, starts, single = cut_down(flat, offsets, number)
        single = np.pad(single, (0, len(chosen) - len(single)))
        base = (single + alone[chosen]).astype(np.float64)
        return Merged(rows, starts, np.ones(len(starts) - 1, np.int32), base, count[chosen] - base)
    sets, room = len(offsets) - 1, int(count[chosen].sum() - alone[chosen].sum())
    rows, starts, weight = np.empty(room + 1, np.int32), np.zeros(sets + 1, np.int64), np.zeros(sets, np.int32)
    slots = np.full(1 << max(10, (2 * sets).bit_length()), -1, np.int32)
    single = np.zeros(len(chosen), np.int64)
    kept = _cut_down(flat, offsets, number, slots, rows, starts, weight, single)
    base = (single + alone[chosen]).astype(np.float64)
    return Merged(
        rows[: starts[kept]].copy(), starts[: kept + 1].copy(), weight[:kept].copy(), base, count[chosen] - base
    )


@njit(cache=True, nogil=True)
def _cut_down(
    flat: Any, offsets: Any, number: Any, slots: Any, rows: Any, starts: Any, weight: Any, single: Any
) -> Any:
    """Write each different set once, cut down to candidates, and how often it came; long ones as they come."""
    last, kept = np.uint64(len(slots) - 1), 0
    for r in range(len(offsets) - 1):
        first = starts[kept]
        end = first
        for j in range(offsets[r], offsets[r + 1]):
            if number[flat[j]] >= 0:
                rows[end] = number[flat[j]]
                end += 1
        if end == first + 1:
            single[rows[first]] += 1
        if end > first + LONG:
            weight[kept] = 1
            kept += 1
            starts[kept] = end
        if end <= first + 1 or end > first + LONG:
            continue
        _sort(rows, first, end)
        mark = np.uint64(end - first)
        for j in range(first, end):
            mark = mixed(mark ^ np.uint64(rows[j]))
        slot = mark & last
        while slots[slot] >= 0 and not _same(rows, starts[slots[slot]], starts[slots[slot] + 1], first, end):
            slot = (slot + np.uint64(1)) & last
        if slots[slot] < 0:
            slots[slot] = kept
            kept += 1
            starts[kept] = end
        weight[slots[slot]] += 1
    return kept


@njit(inline="always")
def _sort(rows: Any, first: Any, end: Any) -> None:
    for j in range(first + 1, end):
        v, at = rows[j], j
        while at > first and rows[at - 1] > v:
            rows[at] = rows[at - 1]
            at -= 1
        rows[at] = v


@njit(inline="always")
def _same(rows: Any, first: Any, end: Any, begin: Any, stop: Any) -> Any:
    if end - first != stop - begin:
        return False
    j = 0
    while j < end - first and rows[first + j] == rows[begin + j]:
        j += 1
    return j == end - first
