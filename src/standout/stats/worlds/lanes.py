"""Lanes: what is added up in every world, packed so that one row's share fits into a few whole numbers.

A score 1..5 is a level 0..4.  Its lane holds, in a row of bits: that it was given, its level x, and
x(x - 1)/2, from which a mean and a variance come; adding lanes adds all three.  Bits left over count rows
and hold a random mark of each row, so that worlds with the same rows show the same sum.  Before the bits
can run over, sums are taken out into wide ones (`drained`).

Unit     levels: ``score = base + step x level``, hundredths
Source   marks: SplitMix64 (Steele, Lea & Flood, 2014, "Fast splittable pseudorandom number generators", OOPSLA)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.stats.worlds.rows import MISSING

PACKED, WIDE, WEIGHTED = 0, 1, 2
MARK_BITS = 48
"""At least so many bits of marks: two worlds of the same size would share one by chance once in 10^14."""
CHUNKS = (14, 13, 12)
"""Bits of a count, most first: so many rows are added, less one, before sums are taken out."""
BASE, TABLE, SUM_AT, PAIR_AT, PAIR_MASK, MARK_AT, MARK_BIT, STEP = range(8)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is: A aspects in L lanes.

    Attributes
    ----------
    places : int64, shape (5,)
        The kind (see below); in which lane, from which bit on and under which mask rows are counted; which
        lane is a mark of 64 bits, -1 where marks are in bits left over.
    kind : int
        `PACKED`: a lane an aspect.  `WIDE`: three lanes (scores, sum, sum of squares), for fine scales.
        `WEIGHTED`: five (scores, weight, weighted sum, weighted squares, squared weight).
    lanes : int
        A multiple of 4.
    chunk : int
        Rows that may be added before sums are taken out.
    spec : int64, shape (A, 8)
        For each aspect: `BASE` and the other places named above.
    table : int64
        Packed levels, for each aspect from ``spec[a, TABLE]`` on, by hundredths above its lowest score.

    """

    places: NDArray[np.int64]
    lanes: int
    chunk: int
    spec: NDArray[np.int64]
    table: NDArray[np.int64]

    @property
    def kind(self) -> int:
        """`PACKED`, `WIDE` or `WEIGHTED`."""
        return int(self.places[0])


@dataclass(frozen=True, slots=True)
class Scale:
    """An aspect's lowest score, the largest step that all its scores are on, and its highest level."""

    base: int
    step: int
    most: int


def scale_of(scores: NDArray[np.int16]) -> Scale:
    """Give the scale of one aspect.

    Examples
    --------
    >>> scale_of(np.array([500, 350, MISSING, 100], np.int16))
    Scale(base=100, step=50, most=8)

    """
    seen = np.flatnonzero(_seen(scores)) + MISSING
    given = seen[seen != MISSING]
    if not len(given):
        return Scale(0, 1, 0)
    step = int(np.gcd.reduce(given - given[0])) or 1
    return Scale(int(given[0]), step, int(given[-1] - given[0]) // step)


@njit(cache=True, nogil=True)
def _seen(scores: NDArray[np.int16]) -> NDArray[np.bool_]:
    found = np.zeros(65536, np.bool_)
    for score in scores:
        found[np.int64(score) + 32768] = True
    return found


def layout_of(scores: Sequence[NDArray[np.int16]], *, weighted: bool = False) -> Layout:
    """Give the tightest layout that holds these scores."""
    scales = [scale_of(score) for score in scores]
    if weighted:
        return _wide(scales, WEIGHTED, 5)
    for bits in CHUNKS:
        made = _packed(scales, bits)
        if made is not None:
            return made
    return _wide(scales, WIDE, 3)


def _wide(scales: Sequence[Scale], kind: int, each: int) -> Layout:
    spec = np.zeros((len(scales), 8), np.int64)
    spec[:, BASE] = [scale.base for scale in scales]
    spec[:, STEP] = 1
    spec[:, MARK_AT] = 64
    used, rows = each * len(scales), (1 << CHUNKS[0]) - 1
    places = np.array([kind, used, 0, rows, used + 1])
    return Layout(places, _padded(used + 2), rows, spec, np.zeros(1, np.int64))


def _packed(scales: Sequence[Scale], bits: int) -> Layout | None:
    """Give a layout with a lane an aspect and chunks of ``bits`` bits; None where that doesn't fit."""
    rows = (1 << bits) - 1
    spec = np.zeros((len(scales), 8), np.int64)
    tables, size, spare = [], 0, []
    for aspect, scale in enumerate(scales):
        pairs = scale.most * (scale.most - 1) // 2
        sum_bits, pair_bits = (scale.most * rows).bit_length(), (pairs * rows).bit_length()
        if bits + sum_bits + pair_bits > 63:
            return None
        spec[aspect, [BASE, TABLE, SUM_AT, PAIR_AT]] = scale.base, size, bits, bits + sum_bits
        spec[aspect, [PAIR_MASK, STEP]] = (1 << pair_bits) - 1, scale.step
        spec[aspect, MARK_AT] = bits + sum_bits + pair_bits
        spare.append(64 - bits - sum_bits - pair_bits)
        level = np.arange(scale.most + 1, dtype=np.int64)
        table = np.zeros(scale.most * scale.step + 1, np.int64)
        table[:: scale.step] = 1 | level << bits | (level * (level - 1) // 2) << (bits + sum_bits)
        tables.append(table)
        size += len(table)
    return _with_marks(spec, spare, bits, np.concatenate(tables) if tables else np.zeros(1, np.int64))


def _with_marks(spec: NDArray[np.int64], spare: list[int], bits: int, table: NDArray[np.int64]) -> Layout | None:
    """Find room for the count of rows and the marks: in bits left over, else in lanes of their own."""
    aspects, mask = len(spec), (1 << bits) - 1
    roomy = max(range(aspects), key=lambda aspect: spare[aspect], default=-1)
    counted = aspects > 0 and spare[roomy] >= bits
    marked = counted and sum(spare) - bits >= MARK_BITS
    extra = 2 - counted - marked
    if aspects and _padded(aspects + extra) > _padded(aspects) and bits > CHUNKS[-1]:
        return None
    count_at = int(spec[roomy, MARK_AT]) if counted else 0
    if counted:
        spec[roomy, MARK_AT] += bits
        spare[roomy] -= bits
    spec[:, MARK_BIT] = np.cumsum([0, *spare])[:-1]
    spec[:, MARK_AT] = np.where((spec[:, MARK_BIT] >= 64) | (not marked), 64, spec[:, MARK_AT])
    count_lane, mark_lane = roomy if counted else aspects + 1, -1 if marked else aspects
    places = np.array([PACKED, count_lane, count_at, mask, mark_lane])
    return Layout(places, _padded(aspects + extra), mask, spec, table)


def _padded(lanes: int) -> int:
    return -(-lanes // 4) * 4


@njit(cache=True, nogil=True)
def mark(row: int) -> Any:
    """Give the random mark of a row, 64 bits."""
    z = np.uint64(row) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x53746A6E646F7574)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@njit(cache=True, nogil=True)
def fill_rest(lanes: Any, first: int, places: Any) -> None:
    """Begin the lanes of the rows from ``first`` on: nothing but one row each, and its mark."""
    lanes[:] = 0
    for i in range(len(lanes)):
        lanes[i, places[1]] = np.int64(1) << places[2]
        if places[4] >= 0:
            lanes[i, places[4]] = np.int64(mark(first + i))


@njit(cache=True, nogil=True)
def fill_packed(lanes: Any, aspect: int, scores: Any, first: int, spec: Any, table: Any) -> None:
    """Add one aspect's packed levels, and its part of the marks."""
    base, at, mark_at, mark_bit = spec[BASE], spec[TABLE], spec[MARK_AT], spec[MARK_BIT]
    for i in range(len(scores)):
        if scores[i] != MISSING:
            lanes[i, aspect] += table[at + scores[i] - base]
    if mark_at < 64:
        for i in range(len(scores)):
            lanes[i, aspect] += np.int64((mark(first + i) >> np.uint64(mark_bit)) << np.uint64(mark_at))


@njit(cache=True, nogil=True)
def fill_wide(lanes: Any, aspect: int, scores: Any, base: int) -> None:
    """Add one aspect's three lanes."""
    for i in range(len(scores)):
        if scores[i] != MISSING:
            x = np.int64(scores[i]) - base
            lanes[i, 3 * aspect] = 1
            lanes[i, 3 * aspect + 1] = x
            lanes[i, 3 * aspect + 2] = x * x


@njit(cache=True, nogil=True)
def fill_weighted(lanes: Any, aspect: int, scores: Any, base: int, weight: Any) -> None:
    """Add one aspect's five lanes."""
    for i in range(len(scores)):
        if scores[i] != MISSING:
            x, w = np.int64(scores[i]) - base, weight[i]
            lanes[i, 5 * aspect] = 1
            lanes[i, 5 * aspect + 1] = w
            lanes[i, 5 * aspect + 2] = w * x
            lanes[i, 5 * aspect + 3] = w * x * x
            lanes[i, 5 * aspect + 4] = w * w


@njit(cache=True, nogil=True)
def drained(sums: Any, places: Any, spec: Any, wide: Any, held: Any, marks: Any) -> None:
    """Take sums out into wide ones, rows and marks, and set them to 0.

    Wide sums, shape (worlds, A, 5), are scores, weight, weighted total, weighted squares, squared weight; without
    weights each score weighs 1.
    """
    for w in range(sums.shape[0]):
        count = (sums[w, places[1]] >> places[2]) & places[3]
        if count == 0:
            continue
        held[w] += count
        marks[w] += marked(sums, w, places[4], spec)
        for a in range(spec.shape[0]):
            if places[0] == WEIGHTED:
                for part in range(5):
                    wide[w, a, part] += sums[w, 5 * a + part]
                continue
            if places[0] == WIDE:
                n, total, squares = sums[w, 3 * a], sums[w, 3 * a + 1], sums[w, 3 * a + 2]
            else:
                n, total, squares = unpacked(sums[w, a], spec[a, SUM_AT], spec[a, PAIR_AT], spec[a, PAIR_MASK])
            wide[w, a, 0] += n
            wide[w, a, 1] += n
            wide[w, a, 2] += total
            wide[w, a, 3] += squares
            wide[w, a, 4] += n
        sums[w] = 0


@njit(cache=True, nogil=True, inline="always")
def marked(sums: Any, w: int, mark_lane: int, spec: Any) -> Any:
    """Give the sum of marks in a world's lanes."""
    if mark_lane >= 0:
        return sums[w, mark_lane]
    together = np.uint64(0)
    for a in range(spec.shape[0]):
        if spec[a, MARK_AT] < 64:
            together += (np.uint64(sums[w, a]) >> np.uint64(spec[a, MARK_AT])) << np.uint64(spec[a, MARK_BIT])
    return np.int64(together)


@njit(cache=True, nogil=True, inline="always")
def unpacked(lane: Any, sum_at: Any, pair_at: Any, pair_mask: Any) -> tuple[Any, Any, Any]:
    """Give how many scores a packed lane holds, their sum and the sum of their squares, in levels."""
    total = (lane >> sum_at) & ((1 << (pair_at - sum_at)) - 1)
    return lane & ((1 << sum_at) - 1), total, 2 * ((lane >> pair_at) & pair_mask) + total
