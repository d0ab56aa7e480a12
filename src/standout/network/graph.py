"""Graph: who may tell whom, packed by who is told, and the other way round where that is asked for.

Reads    two arrays of numbers, and a chance for each tie, for all, or none
Makes    `Graph` (ties into each person) and `Forward` (ties out of each)
Ties     to oneself are dropped; a pair named twice is one tie, its chances joined: 1 - (1 - p)(1 - q)
Chance   None is weighted cascade: everybody has one tell-me on average, so each tie into v has 1 / in-degree of v
Memory   4 bytes a tie, 8 with chances of their own, and 4 or 8 a person
Source   weighted cascade: Kempe, Kleinberg & Tardos (2003), KDD
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
People = NDArray[np.int32]
Chance = NDArray[np.float32] | float | None


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Who may tell whom, by who is told.

    Attributes
    ----------
    n : int
        People are 0 to n - 1.
    start : int64, shape (n + 1,)
        Those who may tell v are ``source[start[v]:start[v + 1]]``, sorted.
    source : int32, shape (m,)
    chance : None, float, or float32 of shape (m,)
        That a tie carries word: 1 / in-degree of who is told, one for all, or each tie's own, in the order of
        ``source``.

    """

    n: int
    start: Offsets
    source: People
    chance: Chance

    @property
    def ties(self) -> int:
        """How many ties there are."""
        return len(self.source)

    def indegree(self) -> Offsets:
        """Give how many may tell each person."""
        return np.diff(self.start)

    def chances(self) -> NDArray[np.float32]:
        """Give each tie's chance, in the order of ``source``."""
        if self.chance is None:
            degree = self.indegree()
            return np.repeat((1 / np.maximum(degree, 1)).astype(np.float32), degree)
        if isinstance(self.chance, float):
            return np.full(self.ties, self.chance, np.float32)
        return self.chance


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """Who may tell whom, by who tells: those u may tell are ``target[start[u]:start[u + 1]]``, sorted.

    ``chance`` is each tie's own, float32, or one for all where the graph has one for all.
    """

    n: int
    start: Offsets
    target: People
    chance: NDArray[np.float32] | float


def graph(n: int, source: NDArray[Any], target: NDArray[Any], chance: NDArray[Any] | float | None = None) -> Graph:
    """Give the graph of ``n`` people with a tie from each ``source`` to its ``target``.

    Parameters
    ----------
    n : int
    source, target : int array, shape (ties,)
        From 0 to n - 1; ``source[i]`` may tell ``target[i]``.
    chance : float array of shape (ties,), float, or None
        From 0 to 1; whoever calls has seen to that.

    Examples
    --------
    >>> g = graph(3, np.array([0, 1, 0, 2]), np.array([1, 2, 1, 2]))
    >>> g.start.tolist(), g.source.tolist()
    ([0, 0, 1, 2], [0, 1])

    """
    start = _offsets(n, target)
    if isinstance(chance, np.ndarray):
        held, own = _dealt_with(start, source, target, chance.astype(np.float32, copy=False))
        kept, own = _single_with(n, start, held, own)
        return Graph(n, start, held[:kept].copy() if kept < len(held) else held, own[:kept])
    held = _dealt(start, source, target)
    kept = _single(n, start, held)
    return Graph(n, start, held[:kept].copy() if kept < len(held) else held, chance)


def forward(g: Graph) -> Forward:
    """Give the graph by who tells."""
    start = _offsets(g.n, g.source)
    single = isinstance(g.chance, float)
    target, chance = _turned(g.n, g.start, g.source, start, np.empty(0, np.float32) if single else g.chances())
    return Forward(g.n, start, target, g.chance if isinstance(g.chance, float) else chance)


def circles(outward: Forward, own: NDArray[Any], hops: int = 2) -> NDArray[np.int8]:
    """Give everybody's circle: 0 for ``own``, 1 for whom they know, up to ``hops``, and one more for everyone else.

    Examples
    --------
    >>> path = graph(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    >>> circles(forward(path), np.array([0])).tolist()
    [0, 1, 2, 3]

    """
    ring: NDArray[np.int8] = _ringed(outward.n, outward.start, outward.target, np.asarray(own, np.int64), hops)
    return ring


@njit(cache=True, nogil=True)
def _offsets(n: Any, ends: Any) -> Any:
    start = np.zeros(n + 1, np.int64)
    for end in ends:
        start[end + 1] += 1
    for v in range(n):
        start[v + 1] += start[v]
    return start


@njit(cache=True, nogil=True)
def _dealt(start: Any, source: Any, target: Any) -> Any:
    """Give the sources, dealt to those they may tell."""
    free = start[:-1].copy()
    held = np.empty(len(source), np.int32)
    for i in range(len(source)):
        held[free[target[i]]] = source[i]
        free[target[i]] += 1
    return held


@njit(cache=True, nogil=True)
def _dealt_with(start: Any, source: Any, target: Any, chance: Any) -> Any:
    free = start[:-1].copy()
    held = np.empty(len(source), np.int32)
    own = np.empty(len(source), np.float32)
    for i in range(len(source)):
        at = free[target[i]]
        held[at] = source[i]
        own[at] = chance[i]
        free[target[i]] = at + 1
    return held, own


@njit(cache=True, nogil=True)
def _single(n: Any, start: Any, held: Any) -> Any:
    """Sort each person's list, and leave out themselves and who stands there twice; ``start`` is set anew."""
    kept = 0
    first = start[0]
    for v in range(n):
        last = start[v + 1]
        mine = held[first:last]
        mine.sort()
        start[v] = kept
        before = -1
        for u in mine:
            if u not in (before, v):
                held[kept] = u
                kept += 1
            before = u
        first = last
    start[n] = kept
    return kept


@njit(cache=True, nogil=True)
def _single_with(n: Any, start: Any, held: Any, own: Any) -> Any:
    kept = 0
    first = start[0]
    for v in range(n):
        last = start[v + 1]
        order = np.argsort(held[first:last])
        mine, chance = held[first:last][order], own[first:last][order]
        start[v] = kept
        before = -1
        for u, p in zip(mine, chance):  # noqa: B905 - numba knows no strict
            if u == v:
                continue
            if u == before:
                own[kept - 1] = 1 - (1 - own[kept - 1]) * (1 - p)
                continue
            held[kept], own[kept] = u, p
            kept += 1
            before = u
        first = last
    start[n] = kept
    return kept, own


@njit(cache=True, nogil=True)
def _turned(n: Any, start: Any, source: Any, outward: Any, own: Any) -> Any:
    free = outward[:-1].copy()
    target = np.empty(len(source), np.int32)
    chance = np.empty(len(own), np.float32)
    for v in range(n):
        for e in range(start[v], start[v + 1]):
            at = free[source[e]]
            target[at] = v
            if len(own):
                chance[at] = own[e]
            free[source[e]] = at + 1
    return target, chance


@njit(cache=True, nogil=True)
def _ringed(n: Any, start: Any, target: Any, own: Any, hops: Any) -> Any:
    ring = np.full(n, hops + 1, np.int8)
    held = np.empty(n, np.int32)
    last = 0
    for v in own:
        if ring[v] > hops:
            ring[v] = 0
            held[last] = v
            last += 1
    first = 0
    for hop in range(1, hops + 1):
        end = last
        for at in range(first, end):
            u = held[at]
            for e in range(start[u], start[u + 1]):
                v = target[e]
                if ring[v] > hops:
                    ring[v] = hop
                    held[last] = v
                    last += 1
        first = end
    return ring
