"""Live ties: which ties carry word in a run, known by the numbers of the run and the tie alone.

Reads    `Graph`
Makes    `LiveTies`: ties by who tells, each with the draws that let it carry word
Draw     a tie is live in a run where a number drawn for the two is small enough, whoever began the run: two lists of
         people are compared on the same live ties, and a run is the same on one thread or two
Bands    of somebody who tells many with small chances, ties of like chance stand together: how many fail before the
         next that may hold is drawn at once (geometric), and it holds with its own chance over the band's largest
Listens  in the linear threshold model each person listens to one tie at most, drawn for the run and the person
Source   live edges: Kempe, Kleinberg & Tardos (2003), KDD, section 2; when a band pays: benchmarks/spread.py
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.graph import Graph

WIDE = 4294967296.0  # 2^32
_ONE, _ANY = True, False  # to how many ties people listen
_ROUNDING = 1e-4
"""By so much chances kept in four bytes may add up to more than one."""

DEAR = 8.0
"""What a draw of how many fail costs, in draws for a single tie (benchmarks/spread.py rule)."""
_LEAST = 16
"""Whoever tells fewer has no bands, where chances differ."""
SHORT = 64
"""Of lists no longer than this it is held how likely none holds, so that mostly no logarithm is taken."""
FEW = 1 << 16
"""So many ties are sorted before a kernel to count them would be compiled."""
_LOOK, _FOUND = 2.0, 4.0
"""Where all have one chance: what it costs to see that none holds, and to find one that does."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveTies:
    """Ties by who tells, ready for runs.

    Attributes
    ----------
    n : int
    listens : bool
        Whether each person listens to one tie at most (linear threshold).
    start, target : int64 (n + 1,), int32 (ties,)
        Those u may tell are ``target[start[u]:start[u + 1]]``; ties that never hold are left out.
    single : int64, shape (n,)
        Where the ties of u that are drawn one by one end, and its bands begin.
    least, most : uint32, shape (ties,), or (1,) where one holds for all
        A tie is live where its draw, of 32 bits, is from ``least`` to ``least + most``; inside a band ``most`` is
        its chance over the band's largest.
    band, band_end, fails : int32 (n + 1,), int64 (bands,), float64 (bands,)
        The bands of u are ``band[u]`` to ``band[u + 1]``, the place where each ends, and 1 / log(1 - largest chance).

    """

    n: int
    listens: bool
    start: NDArray[np.int64]
    target: NDArray[np.int32]
    single: NDArray[np.int64]
    least: NDArray[np.uint32]
    most: NDArray[np.uint32]
    band: NDArray[np.int32]
    band_end: NDArray[np.int64]
    fails: NDArray[np.float64]

    def arrays(self) -> tuple[Any, ...]:
        """Give what a kernel takes: `listens`, the arrays as above, and how likely none of a few ties holds."""
        return (
            self.listens, self.start, self.target, self.single, self.least, self.most, self.band, self.band_end,
            self.fails, self._none(),
        )  # fmt: skip

    def _none(self) -> NDArray[np.float64]:
        """Give how likely none of 0, 1, 2 ... ties holds, where all have one chance."""
        alike = len(self.most) == 1 and len(self.fails) > 0
        return np.exp(np.arange(SHORT) / self.fails[0]) if alike else np.ones(SHORT)


def live_ties(g: Graph, model: str = "ic", dear: float = DEAR) -> LiveTies:
    """Give the ties of ``g``, ready for runs.

    Parameters
    ----------
    g : Graph
    model : {"ic", "lt"}
        Independent cascade, or linear threshold.
    dear : float
        What drawing how many fail costs, in draws for one tie; infinite for no bands.

    Raises
    ------
    ValueError
        If a chance is not from 0 to 1; in "lt", if the chances of somebody's ties add up to more than 1.

    """
    if model not in {"ic", "lt"}:
        raise ValueError(f"model is ic or lt, not {model}")
    if isinstance(g.chance, float) and model == "ic":
        return _alike(g, g.chance, dear)
    chance = g.chances().astype(np.float64)
    if not np.all((chance >= 0) & (chance <= 1)):
        raise ValueError("a chance is from 0 to 1")
    low = _shares(g, chance) if model == "lt" else np.empty(0)
    start, target, place = by_teller(g, chance > 0 if np.any(chance == 0) else None)
    if model == "lt":
        least, most = _bits(low[place]), _bits(chance[place], -1)
        return LiveTies(g.n, _ONE, start, target, start[1:], least, most, *_no_bands(g.n))
    own = chance[place]
    band, inside = _banded(start, target, own, dear)
    single = start[1:] - inside if len(band[1]) else start[1:]  # a view: the same memory is near at hand
    most = _bits(own, -1)
    return LiveTies(g.n, _ANY, start, target, single, _bits(np.zeros(1)), most, *band)


def by_teller(
    g: Graph, held: NDArray[np.bool_] | None = None, *, places: bool = True
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Give the ties by who tells: ``start``, ``target``, and each one's place in ``g``, if wanted; all, or those held.

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> star = graph(3, np.array([2, 0, 2]), np.array([0, 1, 1]))
    >>> [part.tolist() for part in by_teller(star)]
    [[0, 1, 1, 3], [1, 0, 1], [1, 0, 2]]

    """
    if g.ties <= FEW:
        return _sorted_few(g, held)
    kept = np.empty(0, np.bool_) if held is None else held
    start, target, place = _turned(g.n, g.start, g.source, kept, places)
    return start, target, place


def _sorted_few(
    g: Graph, held: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Give what `by_teller` does, without compiling anything."""
    place = np.argsort(g.source, kind="stable")
    place = place if held is None else place[held[place]]
    told = np.repeat(np.arange(g.n, dtype=np.int32), g.indegree())
    start = np.concatenate([[0], np.cumsum(np.bincount(g.source[place], minlength=g.n))])
    return start, told[place], place


def _alike(g: Graph, chance: float, dear: float) -> LiveTies:
    """Give ties that all have one chance: somebody's are one band, or none."""
    if not 0 <= chance <= 1:
        raise ValueError("a chance is from 0 to 1")
    start, target, _ = by_teller(g, np.zeros(g.ties, np.bool_) if chance == 0 else None, places=False)
    degree = np.diff(start)
    banded = 3 + 6 * degree * chance < degree if np.isfinite(dear) else degree < 0
    band = np.concatenate([[0], np.cumsum(banded)]).astype(np.int32)
    ends = start[1:][banded]
    single = np.where(banded, start[:-1], start[1:]) if banded.any() else start[1:]
    fails = np.full(len(ends), 1 / np.log1p(-min(chance, 0.5)) if chance else 0.0)
    most = _bits(np.array([chance]), -1)
    return LiveTies(g.n, _ANY, start, target, single, _bits(np.zeros(1)), most, band, ends, fails)


def _no_bands(n: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.float64]]:
    return np.zeros(n + 1, np.int32), np.empty(0, np.int64), np.empty(0)


def _bits(share: NDArray[np.float64], more: int = 0) -> NDArray[np.uint32]:
    """Give shares of 2^32, rounded, with ``more`` added, none below 0."""
    bits: NDArray[np.uint32] = np.clip(np.rint(share * WIDE) + more, 0, WIDE - 1).astype(np.uint32)
    return bits


def _shares(g: Graph, chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give where each tie's share of its listener's draw begins."""
    before = np.concatenate([[0.0], np.cumsum(chance)])
    total = before[g.start[1:]] - before[g.start[:-1]]
    if np.any(total > 1 + _ROUNDING):
        raise ValueError(f"the chances of ties into {int(np.argmax(total))} add up to more than 1")
    shares: NDArray[np.float64] = before[:-1] - np.repeat(before[g.start[:-1]], g.indegree())
    return shares


def _banded(
    start: NDArray[np.int64], target: NDArray[np.int32], own: NDArray[np.float64], dear: float
) -> tuple[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.float64]], NDArray[np.int64]]:
    """Set ties of like chance together; give the bands, and how many ties of each person stand in one."""
    n = len(start) - 1
    pays = (np.diff(start) >= _LEAST) & (dear < np.diff(start))
    if not pays.any():
        return _no_bands(n), np.zeros(n, np.int64)
    band, ends, largest, inside = _set_together(start, target, own, dear)
    return (band, ends, 1 / np.log1p(-largest)), inside


@njit(cache=True, nogil=True)
def _turned(n: Any, start: Any, source: Any, held: Any, places: Any) -> Any:
    every = len(held) < len(source)
    outward = np.zeros(n + 1, np.int64)
    for e in range(len(source)):
        if every or held[e]:
            outward[source[e] + 1] += 1
    for u in range(n):
        outward[u + 1] += outward[u]
    free = outward[:-1].copy()
    target = np.empty(outward[n], np.int32)
    place = np.empty(outward[n] if places else 0, np.int64)
    for v in range(n):
        for e in range(start[v], start[v + 1]):
            if every or held[e]:
                at = free[source[e]]
                target[at] = v
                if places:
                    place[at] = e
                free[source[e]] = at + 1
    return outward, target, place


@njit(cache=True, nogil=True)
def _set_together(start: Any, target: Any, own: Any, dear: Any) -> Any:  # noqa: C901, PLR0912 - a counting sort, at once
    """Order the ties of whoever tells many: single ones first, then bands, each of chances from half to its top.

    ``own`` is each tie's chance; in a band it becomes the chance over the band's largest.
    """
    n, most = len(start) - 1, 0
    for u in range(n):
        most = max(most, start[u + 1] - start[u])
    whom, chance, level = np.empty(most, np.int32), np.empty(most), np.empty(most, np.int64)
    band, inside = np.zeros(n + 1, np.int32), np.zeros(n, np.int64)
    ends, largest = np.empty(len(target) // 16 + 1, np.int64), np.empty(len(target) // 16 + 1)
    size, top, free = np.empty(32, np.int64), np.empty(32), np.empty(32, np.int64)
    bands = 0
    for u in range(n):
        first, many = start[u], start[u + 1] - start[u]
        band[u + 1] = bands
        if many < 16:
            continue
        for each in range(32):
            size[each], top[each] = 0, 0.0
        for i in range(many):
            whom[i], chance[i], level[i] = target[first + i], own[first + i], 0
            doubled = chance[i]
            while doubled <= 0.5 and level[i] < 31:
                doubled *= 2.0
                level[i] += 1
            size[level[i]] += 1
            top[level[i]] = max(top[level[i]], chance[i])
        at = first + many
        for each in range(32):  # the last band ends where the person's ties do
            if size[each] < 16 or dear * (1.0 + size[each] * top[each]) >= size[each]:
                size[each] = 0
            at -= size[each]
        inside[u] = first + many - at
        for each in range(31, -1, -1):
            if size[each]:
                free[each] = at
                at += size[each]
                ends[bands], largest[bands] = at, top[each]
                bands += 1
        alone = first
        for i in range(many):
            each = level[i]
            if size[each]:
                target[free[each]], own[free[each]] = whom[i], chance[i] / top[each]
                free[each] += 1
            else:
                target[alone], own[alone] = whom[i], chance[i]
                alone += 1
        band[u + 1] = bands
    return band, ends[:bands].copy(), largest[:bands].copy(), inside
