"""Packing: ties dealt to those they lead to, by counting, on two threads, with little more room than the answer.

Reads    blocks of ties, int32, twice over: once to count, once to deal
Makes    offsets int64 and whom they come from int32, each list sorted, every tie once, none to oneself
Room     4 bytes a person and thread beside the answer (8 where there are 2^31 ties or more)
Same     for any order of ties, any blocks and any number of threads: each list is sorted after it was dealt
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
People = NDArray[np.int32]
Own = NDArray[np.float32]
Block = tuple[People, People, Own]
"""Whom ties come from, whom they lead to, and each one's chance; an empty one where they have none of their own."""
Blocks = Callable[[], Iterable[Block]]
"""Gives some of the ties, block by block, the same each time it is called."""

BLOCK = 1 << 20
NONE: Own = np.empty(0, np.float32)
_GAPS = np.array([701, 301, 132, 57, 23, 10, 4, 1], np.int64)  # Ciura's, for lists that hold thousands


def blocks(source: NDArray[Any], target: NDArray[Any], chance: NDArray[Any] | None, parts: int) -> list[Blocks]:
    """Give arrays of any integers as ``parts`` runs of blocks; what is int32 already is never copied."""
    ends = [len(source) * part // parts for part in range(parts + 1)]
    return [_run(source, target, chance, first, last) for first, last in pairwise(ends)]


def _run(source: NDArray[Any], target: NDArray[Any], chance: NDArray[Any] | None, first: int, last: int) -> Blocks:
    def run() -> Iterable[Block]:
        for at in range(first, last, BLOCK):
            here = slice(at, min(at + BLOCK, last))
            own = NONE if chance is None else np.ascontiguousarray(chance[here], np.float32)
            yield np.ascontiguousarray(source[here], np.int32), np.ascontiguousarray(target[here], np.int32), own

    return run


def packed(n: int, runs: Sequence[Blocks], *, own: bool) -> tuple[Offsets, People, Own]:
    """Give ties by whom they lead to.

    Parameters
    ----------
    n : int
        People are 0 to n - 1.
    runs : sequence of Blocks
        One for each thread.
    own : bool
        Whether ties have chances of their own.

    Returns
    -------
    start : int64, shape (n + 1,)
    held : int32, shape (ties,)
        Who leads to v stands in ``held[start[v]:start[v + 1]]``, sorted.
    chance : float32, shape (ties,), or (0,)
        A pair that comes twice is one tie, its chances joined: 1 - (1 - p)(1 - q).

    """
    free = np.zeros((len(runs), n), np.int32)
    start = np.empty(n + 1, np.int64)
    with ThreadPoolExecutor(len(runs)) as threads:
        list(threads.map(_count, free, runs))
        if free.sum(dtype=np.int64) > np.iinfo(np.int32).max:
            free = free.astype(np.int64)
        place(start, free)
        held, chance = np.empty(start[n], np.int32), np.empty(start[n] if own else 0, np.float32)
        list(threads.map(lambda mine, run: _deal(mine, held, chance, run), free, runs))
        del free
        shares = pairwise(shared(start, len(runs)))
        doubles = sum(threads.map(lambda share: ordered(start, held, chance, *share), shares))
    if doubles:
        kept = squeezed(start, held, chance)
        held.resize(kept, refcheck=False)  # gives the rest back where it lies; a copy would need room for both
        chance.resize(kept if own else 0, refcheck=False)
    return start, held, chance


def shared(start: Offsets, parts: int) -> list[int]:
    """Give where to cut people into runs with about as many ties each: ``parts`` + 1 ends."""
    ties = int(start[-1])
    cuts = np.searchsorted(start, [ties * part // parts for part in range(1, parts)])
    return [0, *map(int, cuts), len(start) - 1]


def sorted_few(n: int, source: NDArray[Any], target: NDArray[Any], own: Own) -> tuple[Offsets, People, Own]:
    """Give what `packed` gives by sorting: for a few ties, since nothing has to be compiled."""
    order = np.lexsort((own, source, target) if len(own) else (source, target))
    order = order[source[order] != target[order]]
    held, into = source[order].astype(np.int32), target[order]
    first = np.append(True, (np.diff(held) != 0) | (np.diff(into) != 0))[: len(held)]
    start = np.append(0, np.cumsum(np.bincount(into[first], minlength=n)))
    if not len(own):
        return start, held[first], own
    missed = np.multiply.reduceat(1 - own[order], np.flatnonzero(first)) if len(order) else NONE
    chance = np.where(np.diff(np.append(np.flatnonzero(first), len(held))) > 1, 1 - missed, own[order][first])
    return start, held[first], chance.astype(np.float32)


def _count(counts: NDArray[np.int32], run: Blocks) -> None:
    for source, target, _ in run():
        count(counts, source, target)


def _deal(free: NDArray[Any], held: People, chance: Own, run: Blocks) -> None:
    for source, target, own in run():
        deal(free, held, chance, source, target, own)


@njit(cache=True, nogil=True)
def place(start: Any, counts: Any) -> None:
    """Set ``start``, and turn each thread's counts into where it deals its first to each person."""
    at = 0
    for v in range(counts.shape[1]):
        start[v] = at
        for part in range(counts.shape[0]):
            many = counts[part, v]
            counts[part, v] = at
            at += many
    start[counts.shape[1]] = at


@njit(cache=True, nogil=True)
def count(counts: Any, source: Any, target: Any) -> None:
    """Count ties by whom they lead to."""
    for i in range(len(source)):
        if source[i] != target[i]:
            counts[target[i]] += 1


@njit(cache=True, nogil=True)
def deal(free: Any, held: Any, chance: Any, source: Any, target: Any, own: Any) -> None:
    """Put each tie at the next free place of whom it leads to."""
    for i in range(len(source)):
        v = target[i]
        if source[i] != v:
            held[free[v]] = source[i]
            if len(own):
                chance[free[v]] = own[i]
            free[v] += 1


@njit(cache=True, nogil=True)
def ordered(start: Any, held: Any, chance: Any, first: Any, last: Any) -> Any:
    """Sort the lists of ``first`` to ``last`` - 1, and give how many stand behind their like."""
    doubles = 0
    for v in range(first, last):
        low, high = start[v], start[v + 1]
        for at in range(low + 1, high):
            if held[at] <= held[at - 1]:
                arrange(held, chance, low, high)
                for i in range(low + 1, high):
                    doubles += held[i] == held[i - 1]
                break
    return doubles


@njit(cache=True, nogil=True)
def arrange(held: Any, chance: Any, low: Any, high: Any) -> None:
    """Sort one list by Shell's method; of the same person, the smaller chance stands first."""
    many = len(chance) > 0
    for gap in _GAPS:
        for at in range(low + gap, high):
            u = held[at]
            p = chance[at] if many else np.float32(0)
            to = at
            while to >= low + gap and (held[to - gap] > u or (many and held[to - gap] == u and chance[to - gap] > p)):
                held[to] = held[to - gap]
                if many:
                    chance[to] = chance[to - gap]
                to -= gap
            held[to] = u
            if many:
                chance[to] = p


@njit(cache=True, nogil=True)
def squeezed(start: Any, held: Any, chance: Any) -> Any:
    """Join those who stand twice in a list, set ``start`` anew, and give how many are left."""
    kept = low = 0
    for v in range(len(start) - 1):
        high = start[v + 1]
        start[v] = kept
        for at in range(low, high):
            if at > low and held[at] == held[at - 1]:
                if len(chance):
                    chance[kept - 1] = 1 - (1 - chance[kept - 1]) * (1 - chance[at])
                continue
            held[kept] = held[at]
            if len(chance):
                chance[kept] = chance[at]
            kept += 1
        low = high
    start[len(start) - 1] = kept
    return kept
