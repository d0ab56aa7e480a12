"""Components: who hears from whom in snapshots of a network where word passes both ways with one chance.

Takes    a graph, and the numbers of the snapshots
Makes    `Parts`: the groups of two or more that hang together by live ties; `paired`, each tie both ways once
Holds    where every tie has its way back with the same chance, one draw for both does: each is tried once at most, by
         whoever hears first, so whom the word reaches is the component of who is told
Source   live ties: Kempe, Kleinberg & Tardos (2003), KDD, section 2; union by size with path halving: Tarjan & van
         Leeuwen (1984), JACM 31
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.bands import Bands, banded, drawn
from standout.network.graph import Graph

_LEAST_ROOM = 64


class Parts(NamedTuple):
    """Groups of people in snapshots; somebody in none of a snapshot's groups stands alone in it.

    Attributes
    ----------
    people : int32, shape (entries,)
        Group g is ``people[ends[g - 1]:ends[g]]``, from 0 for the first.
    ends : int64, shape (groups,)
    weight, reach : float64, shape (groups,)
        What reaching everybody of the group is worth; and with them all who hear from the group.
    onward, heard : int64 of shape (groups + 1,), int32 of shape (ways,)
        The groups that hear at once from group g are ``heard[onward[g]:onward[g + 1]]``; both are of length 0 where
        groups hear nothing from each other.

    """

    people: NDArray[np.int32]
    ends: NDArray[np.int64]
    weight: NDArray[np.float64]
    reach: NDArray[np.float64]
    onward: NDArray[np.int64]
    heard: NDArray[np.int32]


def paired(g: Graph) -> Bands | None:
    """Give each pair of people with a tie both ways once, by chance; None where a tie has no like way back.

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> pairs = paired(graph(3, np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1]), 0.2))
    >>> pairs.one.tolist(), pairs.other.tolist()
    ([0, 1], [1, 2])
    >>> paired(graph(3, np.array([0, 1]), np.array([1, 2]), 0.2)) is None
    True

    """
    if isinstance(g.chance, float):
        one, other, _ = _paired(g.n, g.start, g.source, np.empty(0, np.float32))
        return banded(one, other, g.chance) if 2 * len(one) == g.ties else None
    chance = g.chances()
    one, other, tie = _paired(g.n, g.start, g.source, chance)
    return banded(one, other, chance[tie]) if 2 * len(one) == g.ties else None


def joined(n: int, pairs: Bands, values: NDArray[np.float64], seed: int, first: int, last: int, room: int = 0) -> Parts:
    """Give the groups of two or more in snapshots ``first`` to ``last`` - 1, snapshot by snapshot.

    Parameters
    ----------
    n : int
        People are 0 to n - 1.
    pairs : Bands
        As `paired` gives them.
    values : float64, shape (n,) or (0,)
        What reaching each is worth; 1 each where empty.
    seed, first, last : int
        Snapshot ``s`` under ``seed`` is always the same.
    room : int
        Entries to make room for at first.

    Examples
    --------
    A pair who tell each other everything, and somebody apart.

    >>> from standout.network.graph import graph
    >>> pairs = paired(graph(3, np.array([0, 1]), np.array([1, 0]), 1.0))
    >>> sorted(joined(3, pairs, np.empty(0), 1, 0, 1).people.tolist())
    [0, 1]

    """
    people, ends = _joined(n, pairs, seed, first, last, max(room, _LEAST_ROOM))
    weight = weighed(people, ends, values)
    return Parts(people, ends, weight, weight, np.empty(0, np.int64), np.empty(0, np.int32))


@njit(cache=True, nogil=True)
def longer(array: Any, filled: Any, least: Any) -> Any:
    """Give the array where it has room for ``least``, else a longer one with the same first ``filled``."""
    if len(array) >= least:
        return array
    more = np.empty(max(least, len(array) + len(array) // 4), array.dtype)
    for at in range(filled):
        more[at] = array[at]
    return more


@njit(cache=True, nogil=True)
def weighed(people: Any, ends: Any, values: Any) -> Any:
    """Give what each group of people is worth; 1 each where ``values`` is empty."""
    weight = np.empty(len(ends))
    at = 0
    for g in range(len(ends)):
        weight[g] = ends[g] - at
        if len(values):
            weight[g] = 0.0
            for place in range(at, ends[g]):
                weight[g] += values[people[place]]
        at = ends[g]
    return weight


@njit(cache=True, nogil=True)
def _paired(n: Any, start: Any, source: Any, chance: Any) -> Any:
    """Walk everybody's list beside the lists of those in it; stop at the first tie without its like."""
    half = len(source) // 2
    one, other = np.empty(half, np.int32), np.empty(half, np.int32)
    tie = np.empty(half if len(chance) else 0, np.int64)
    met = start[:-1].copy()  # where each list is: those before are known to have their like
    count = 0
    for v in range(n):
        for e in range(met[v], start[v + 1]):
            u = source[e]
            back = met[u]
            lost = u < v or back == start[u + 1] or source[back] != v
            if lost or (len(chance) and chance[back] != chance[e]):
                return one[:0], other[:0], tie[:0]
            if len(chance):
                tie[count] = e
            one[count], other[count] = v, u
            met[u] = back + 1
            count += 1
    return one, other, tie


@njit(cache=True, nogil=True)
def _joined(n: Any, pairs: Any, seed: Any, first: Any, last: Any, room: Any) -> Any:
    above = np.full(n, -1, np.int32)  # who stands above; at the top of a group, minus its size
    place, met = np.empty(n, np.int32), np.empty(n, np.int32)
    held = np.empty(len(pairs.one), np.int32)
    people, ends = np.empty(room, np.int32), np.empty(room, np.int64)
    entries = groups = np.int64(0)
    for number in range(first, last):
        live = drawn(pairs, seed, number, held)
        known = _hung(live, held, pairs.one, pairs.other, above, met)
        people = longer(people, entries, entries + known)
        ends = longer(ends, groups, groups + known // 2)
        groups = _gathered(known, met, above, place, people, ends, entries, groups)
        entries += known
    return people[:entries], ends[:groups]


@njit(cache=True, nogil=True)
def _top(above: Any, v: Any) -> Any:
    while above[v] >= 0:
        higher = above[above[v]]
        if higher < 0:
            return above[v]
        above[v] = higher
        v = higher
    return v


@njit(cache=True, nogil=True)
def _hung(live: Any, held: Any, one: Any, other: Any, above: Any, met: Any) -> Any:
    """Hang the groups of each live pair together; give how many stand in a group, written to ``met``."""
    known = 0
    for at in range(live):
        u, v = _top(above, one[held[at]]), _top(above, other[held[at]])
        if u == v:
            continue
        if above[u] > above[v]:
            u, v = v, u
        if above[v] == -1:
            met[known] = v
            known += 1
            if above[u] == -1:
                met[known] = u
                known += 1
        above[u] += above[v]
        above[v] = u
    return known


@njit(cache=True, nogil=True)
def _gathered(
    known: Any, met: Any, above: Any, place: Any, people: Any, ends: Any, free: Any, groups: Any
) -> Any:  # fmt: skip
    """Write everybody met beside their group, and leave ``above`` as it was at first."""
    for at in range(known):
        v = met[at]
        if above[v] < 0:
            place[v] = free
            free -= above[v]
            ends[groups] = free
            groups += 1
    for at in range(known):
        top = _top(above, met[at])
        people[place[top]] = met[at]
        place[top] += 1
    for at in range(known):
        above[met[at]] = -1
    return groups
