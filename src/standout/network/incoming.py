"""Incoming: which of the ties into a person are live, drawn without looking at each of them where that can be.

Reads    a graph and a model
Makes    `Incoming`, arrays that compiled code reads, and `otherwise`, one draw
Ways     COUNTED   one chance for the whole list, few live ones expected: one draw says how many, then which
         SKIPPED   one chance for the whole list, many live ones expected: the gap to the next one is drawn
         LISTENED  linear threshold with one weight for the whole list: at most one, any of them
         WEIGHED   linear threshold with a weight for each tie: at most one, by its weight
         TOSSED    a chance for each tie: one draw for each
         SORTED    a chance for each tie, the likeliest first: gaps are drawn with the chance of the first one left,
                   and whoever is landed on stays with their share of it
Source   Guo, Wang, Wei & Chen (2020), "Influence Maximization Revisited", SIGMOD, for gaps and for sorted lists;
         a count by its table is off by less than 2^-32
"""

from __future__ import annotations

from math import log, log1p
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.draws import below, following, uniform
from standout.network.graph import Graph

COUNTED, LISTENED, WEIGHED, TOSSED, SORTED = range(5)
_MOST_EXPECTED = 4.0  # above it gaps are quicker than a count and as many places
_ROWS = 1024  # degrees a table is made for
_WIDTH = 24  # P(Poisson(4) >= 24) is below 2^-32
_LIKELY = 0.25  # above it a toss is quicker than a gap
_LONG = 24.0  # ties a person, by tie, from where a sorted list is quicker than a toss for each
_WHOLE = float(2**32)


class Incoming(NamedTuple):
    """Ties into each person, as compiled code reads them.

    Attributes
    ----------
    way : int
        One of those above; COUNTED stands for SKIPPED too, list by list.
    single : float
        The chance of all; below 0 where each is 1 / in-degree of who is told.
    start, source, chance : arrays
        As in `Graph`; ``chance`` is empty where lists have one chance.
    table : uint64, shape (degrees, columns)
        ``table[d, j]``: 2^32 times the chance that at most j of d ties are live.
    longest : int
        The most ties into one person.

    """

    way: int
    single: float
    start: NDArray[np.int64]
    source: NDArray[np.int32]
    chance: NDArray[np.float32]
    table: NDArray[np.uint64]
    longest: int


def incoming(g: Graph, model: str = "ic") -> Incoming:
    """Give the ties into each person, made ready for draws.

    Parameters
    ----------
    g : Graph
    model : {"ic", "lt"}

    Raises
    ------
    ValueError
        Where the model is "lt" and somebody's weights add up to more than 1; its arguments are the person and the sum.

    """
    longest = int(_longest(g.start))
    if isinstance(g.chance, np.ndarray):
        return _with_own(g, model, g.chance, longest)
    single = -1.0 if g.chance is None else float(g.chance)
    if model == "lt":
        if single * longest > 1 + 1e-6:
            raise ValueError(int(np.argmax(g.indegree())), single * longest)
        return Incoming(LISTENED, single, g.start, g.source, _NO_CHANCE, _NO_TABLE, longest)
    return Incoming(COUNTED, single, g.start, g.source, _NO_CHANCE, _table(longest, single), longest)


_NO_CHANCE = np.empty(0, np.float32)
_NO_TABLE = np.empty((0, _WIDTH), np.uint64)


def _with_own(g: Graph, model: str, chance: NDArray[np.float32], longest: int) -> Incoming:
    if model == "lt":
        person, most = _heaviest(g.start, chance)
        if most > 1 + 1e-5:
            raise ValueError(int(person), float(most))
        return Incoming(WEIGHED, 0.0, g.start, g.source, chance, _NO_TABLE, longest)
    if _length_met(g.start) < _LONG:
        return Incoming(TOSSED, 0.0, g.start, g.source, chance, _NO_TABLE, longest)
    source, chance = _likeliest_first(g.start, g.source, chance)
    return Incoming(SORTED, 0.0, g.start, source, chance, _NO_TABLE, longest)


def _table(longest: int, single: float) -> NDArray[np.uint64]:
    """Give 2^32 times the chance of at most j of d live, by d and j, for degrees where few are expected."""
    rows = min(_ROWS, longest) if single * _ROWS <= _MOST_EXPECTED else min(longest, int(_MOST_EXPECTED / single))
    d = np.arange(rows + 1.0)
    p = 1 / np.maximum(d, 1) if single < 0 else np.full(rows + 1, single)
    sure = p >= 1
    p = np.where(sure, 0.5, p)
    part, total = (1 - p) ** d, np.zeros(rows + 1)
    table = np.empty((rows + 1, _WIDTH))
    for j in range(_WIDTH):
        total = total + part
        table[:, j] = np.where(sure, d <= j, np.where(d <= j, 1.0, total))
        part = part * (d - j) / (j + 1) * p / (1 - p)
    table[:, -1] = 1.0
    return np.minimum(np.rint(table * _WHOLE), _WHOLE).astype(np.uint64)


@njit(cache=True, nogil=True)
def _longest(start: Any) -> Any:
    most = 0
    for v in range(len(start) - 1):
        most = max(most, start[v + 1] - start[v])
    return most


@njit(cache=True, nogil=True)
def _length_met(start: Any) -> Any:
    """Give how long the list of somebody is whom a tie leads to, on average over ties."""
    total = 0.0
    for v in range(len(start) - 1):
        total += float(start[v + 1] - start[v]) ** 2
    return total / max(1, start[-1])


@njit(cache=True, nogil=True)
def _heaviest(start: Any, chance: Any) -> Any:
    person, most = 0, 0.0
    for v in range(len(start) - 1):
        total = 0.0
        for e in range(start[v], start[v + 1]):
            total += chance[e]
        if total > most:
            person, most = v, total
    return person, most


@njit(cache=True, nogil=True)
def _likeliest_first(start: Any, source: Any, chance: Any) -> Any:
    sources, chances = np.empty_like(source), np.empty_like(chance)
    for v in range(len(start) - 1):
        first, last = start[v], start[v + 1]
        order = np.argsort(-chance[first:last], kind="mergesort")
        sources[first:last] = source[first:last][order]
        chances[first:last] = chance[first:last][order]
    return sources, chances


@njit(cache=True, nogil=True)
def otherwise(way: Any, single: Any, chance: Any, first: Any, d: Any, state: Any, found: Any, count: Any) -> Any:
    """Write the places in ``source`` of live ties to ``found``, int64, from ``count`` on; give the new count.

    For lists of ``d`` ties from place ``first`` on, in any way but by a count from the table, which stands where it is
    used: see `standout.network.reverse.swept`.
    """
    if d == 0:
        return count
    if way == COUNTED:
        return _skipped(single, first, d, state, found, count)
    if way == LISTENED:
        bits = following(state)
        if single >= 0 and uniform(bits) >= single * d:
            return count
        found[count] = first + below(following(state), d)
        return count + 1
    if way == WEIGHED:
        return _weighed(chance, first, d, state, found, count)
    if way == TOSSED:
        for e in range(first, first + d):
            if uniform(following(state)) < chance[e]:
                found[count] = e
                count += 1
        return count
    return _sorted(chance, first, d, state, found, count)


@njit(cache=True, nogil=True)
def _skipped(single: Any, first: Any, d: Any, state: Any, found: Any, count: Any) -> Any:
    p = single if single >= 0 else 1.0 / d
    if p <= 0:
        return count
    step = 1.0 / log1p(-p) if p < 1 else 0.0
    at: Any = 0
    while True:
        gap = log(uniform(following(state))) * step
        if gap >= d - at:
            return count
        at += np.int64(gap)
        found[count] = first + at
        count += 1
        at += 1


@njit(cache=True, nogil=True)
def _sorted(chance: Any, first: Any, d: Any, state: Any, found: Any, count: Any) -> Any:
    at: Any = 0
    while at < d:
        most = np.float64(chance[first + at])
        if most >= _LIKELY:
            if uniform(following(state)) < most:
                found[count] = first + at
                count += 1
            at += 1
            continue
        if most <= 0:
            return count
        gap = log(uniform(following(state))) / log1p(-most)
        if gap >= d - at:
            return count
        at += np.int64(gap)
        if uniform(following(state)) * most < chance[first + at]:
            found[count] = first + at
            count += 1
        at += 1
    return count


@njit(cache=True, nogil=True)
def _weighed(chance: Any, first: Any, d: Any, state: Any, found: Any, count: Any) -> Any:
    left = uniform(following(state))
    for e in range(first, first + d):
        left -= chance[e]
        if left < 0:
            found[count] = e
            return count + 1
    return count
