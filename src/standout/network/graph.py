"""Graph: who may tell whom, packed by who is told, and the other way round where that is asked for.

Reads    two arrays of numbers, or blocks of them, and a chance for each tie, for all, or none
Makes    `Graph` (ties into each person) and `Forward` (ties out of each)
Ties     to oneself are dropped; a pair named twice is one tie, its chances joined: 1 - (1 - p)(1 - q)
Chance   None is weighted cascade: everybody has one tell-me on average, so each tie into v has 1 / in-degree of v
Memory   4 bytes a tie, 8 with chances of their own, and 8 a person; the same again for the way out
Source   weighted cascade: Kempe, Kleinberg & Tardos (2003), KDD
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.packing import NONE, Blocks, Offsets, People, blocks, packed, place, shared, sorted_few

Chance = NDArray[np.float32] | float | None

FEW = 1 << 16
"""So many ties are sorted before kernels to count them would be compiled."""


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

    @property
    def symmetric(self) -> bool:
        """Whether every tie has its way back, with the same chance."""
        if self.chance is None:
            return bool(_mirrored(self.start, self.source, self.indegree().astype(np.float32), by_person=True))
        chance = NONE if isinstance(self.chance, float) else self.chance
        return bool(_mirrored(self.start, self.source, chance, by_person=False))

    @property
    def nbytes(self) -> int:
        """How many bytes it takes."""
        own = self.chance.nbytes if isinstance(self.chance, np.ndarray) else 0
        return self.start.nbytes + self.source.nbytes + own

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


def graph(
    n: int,
    source: NDArray[Any],
    target: NDArray[Any],
    chance: NDArray[Any] | float | None = None,
    *,
    threads: int = 2,
) -> Graph:
    """Give the graph of ``n`` people with a tie from each ``source`` to its ``target``.

    Parameters
    ----------
    n : int
    source, target : int array, shape (ties,)
        From 0 to n - 1; ``source[i]`` may tell ``target[i]``.
    chance : float array of shape (ties,), float, or None
        From 0 to 1; whoever calls has seen to that.
    threads : int
        The answer is the same for any number of them.

    Examples
    --------
    >>> g = graph(3, np.array([0, 1, 0, 2]), np.array([1, 2, 1, 2]))
    >>> g.start.tolist(), g.source.tolist()
    ([0, 0, 1, 2], [0, 1])

    """
    own = np.asarray(chance, np.float32) if isinstance(chance, np.ndarray) else None
    single = None if own is not None or chance is None else float(chance)
    if len(source) > FEW:
        return streamed(n, blocks(source, target, own, threads), single, own=own is not None)
    start, held, chances = sorted_few(n, np.asarray(source), np.asarray(target), NONE if own is None else own)
    return Graph(n, start, held, single if own is None else chances)


def streamed(n: int, runs: Sequence[Blocks], chance: float | None = None, *, own: bool = False) -> Graph:
    """Give the graph of ``n`` people from blocks of ties that are gone through twice, and never held together.

    Parameters
    ----------
    runs : sequence of Blocks
        One for each thread: each gives some of the ties, the same each time.
    chance : float or None
        One for all ties, where they have none of their own.
    own : bool
        Whether the blocks hold each tie's chance.

    """
    start, held, chances = packed(n, runs, own=own)
    return Graph(n, start, held, chances if own else chance)


def forward(g: Graph) -> Forward:
    """Give the graph by who tells."""
    if g.ties <= FEW:
        order = np.argsort(g.source, kind="stable")
        chance = g.chance if isinstance(g.chance, float) else g.chances()[order]
        start = np.append(0, np.cumsum(np.bincount(g.source, minlength=g.n)))
        return Forward(g.n, start, np.repeat(np.arange(g.n, dtype=np.int32), g.indegree())[order], chance)
    start, free = np.empty(g.n + 1, np.int64), np.zeros(g.n, np.int64)
    _tally(free, g.source)
    place(start, free[np.newaxis])
    target = np.empty(g.ties, np.int32)
    chance = g.chance if isinstance(g.chance, float) else np.empty(g.ties, np.float32)
    own = g.chance if isinstance(g.chance, np.ndarray) else NONE
    _turn(g.start, g.source, own, free, target, NONE if isinstance(chance, float) else chance)
    return Forward(g.n, start, target, chance)


def circles(ties: Graph | Forward, own: NDArray[Any], hops: int = 2) -> NDArray[np.int8]:
    """Give everybody's circle: 0 for ``own``, 1 for whom they know, up to ``hops``, and one more for everyone else.

    A `Forward` is searched outward from ``own``; a `Graph` is gone through once for each hop, and needs no way out.

    Examples
    --------
    >>> path = graph(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    >>> circles(path, np.array([0])).tolist(), circles(forward(path), np.array([0])).tolist()
    ([0, 1, 2, 3], [0, 1, 2, 3])

    """
    ring = np.full(ties.n, hops + 1, np.int8)
    ring[np.asarray(own, np.int64)] = 0
    if isinstance(ties, Forward):
        edge = np.empty(ties.n, np.int32)
        known = np.flatnonzero(ring == 0)
        edge[: len(known)] = known
        _ring(ties.start, ties.target, ring, edge, len(known), hops)
    else:
        _told_by_hops(ties, ring, hops)
    return ring


def _told_by_hops(g: Graph, ring: NDArray[np.int8], hops: int) -> None:
    shares = list(pairwise(shared(g.start, 2 if g.ties > FEW else 1)))
    with ThreadPoolExecutor(len(shares)) as threads:
        for hop in range(1, hops + 1):
            before = np.packbits(ring == hop - 1, bitorder="little")  # small enough to lie near
            list(threads.map(lambda share: _told(g.start, g.source, before, ring, hop, *share), shares))  # noqa: B023 - all are done before hop changes


@njit(cache=True, nogil=True)
def _tally(counts: Any, people: Any) -> None:
    for u in people:
        counts[u] += 1


@njit(cache=True, nogil=True)
def _turn(start: Any, source: Any, own: Any, free: Any, target: Any, chance: Any) -> None:
    """Deal ties to who tells; where ``chance`` has room and ``own`` none, it becomes 1 / in-degree of who is told."""
    for v in range(len(start) - 1):
        share = np.float32(1 / max(start[v + 1] - start[v], 1))
        for e in range(start[v], start[v + 1]):
            at = free[source[e]]
            target[at] = v
            if len(chance):
                chance[at] = own[e] if len(own) else share
            free[source[e]] = at + 1


@njit(cache=True, nogil=True)
def _mirrored(start: Any, source: Any, chance: Any, by_person: Any) -> Any:
    """Say whether v stands in the list of u for each u in that of v: both are sorted, so v comes up next in each."""
    following = start[:-1].copy()
    for v in range(len(start) - 1):
        for e in range(start[v], start[v + 1]):
            u = source[e]
            back = following[u]
            if back == start[u + 1] or source[back] != v:
                return False
            if len(chance) and (chance[u] != chance[v] if by_person else chance[back] != chance[e]):
                return False
            following[u] = back + 1
    return True


@njit(cache=True, nogil=True)
def _ring(start: Any, target: Any, ring: Any, edge: Any, known: Any, hops: Any) -> None:
    """Set the ring of whom those in ``edge`` know, hop by hop; the first ``known`` stand there already."""
    first, last = 0, known
    for hop in range(1, hops + 1):
        end = last
        for at in range(first, end):
            u = edge[at]
            for e in range(start[u], start[u + 1]):
                v = target[e]
                if ring[v] > hops:
                    ring[v] = hop
                    edge[last] = v
                    last += 1
        first = end


@njit(cache=True, nogil=True)
def _told(start: Any, source: Any, before: Any, ring: Any, hop: Any, first: Any, last: Any) -> None:
    """Set the ring of who isn't reached yet, and knows somebody of the ring ``before``, given as bits."""
    for v in range(first, last):
        if ring[v] > hop:
            for e in range(start[v], start[v + 1]):
                u = source[e]
                if (before[u >> 3] >> (u & 7)) & 1:
                    ring[v] = hop
                    break
