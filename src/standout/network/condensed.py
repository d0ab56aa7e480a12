"""Condensed: who hears from whom in snapshots of a network where word may pass one way only.

Takes    a graph, and the numbers of the snapshots
Makes    `components.Parts`: groups who all hear from each other by live ties, and which group tells which
Groups   strongly connected components, found so that those a group tells come before it
Reach    what all who hear from a group are worth is counted group by group; past the largest group, which most lead
         to, it is counted once for all of them
Source   Tarjan (1972), SIAM J. Comput. 1; pruned search past a hub: Ohsaka, Akiba, Yoshida & Kawarabayashi (2014),
         "Fast and accurate influence maximization on large networks with pruned Monte-Carlo simulations", AAAI
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.bands import Bands, banded, drawn
from standout.network.components import Parts, longer, weighed
from standout.network.graph import Graph

_LEAST_ROOM = 64


class _Made(NamedTuple):
    """What is written group by group: as in `Parts`."""

    people: NDArray[np.int32]
    ends: NDArray[np.int64]
    onward: NDArray[np.int64]
    heard: NDArray[np.int32]


class _Desk(NamedTuple):
    """One snapshot while its groups are found: ties by who tells, who waits, each one's group, who told each group."""

    start: NDArray[np.int32]
    target: NDArray[np.int32]
    row: NDArray[np.int32]
    group: NDArray[np.int32]
    told: NDArray[np.int32]


def one_way(g: Graph) -> Bands:
    """Give every tie, from who tells to who is told, by chance."""
    told = np.repeat(np.arange(g.n, dtype=np.int32), g.indegree())
    return banded(g.source, told, g.chance if isinstance(g.chance, float) else g.chances())


def condensed(
    n: int, ties: Bands, values: NDArray[np.float64], seed: int, first: int, last: int, room: int = 0
) -> Parts:
    """Give the groups of snapshots ``first`` to ``last`` - 1; who has no live tie in a snapshot is in none of it.

    Parameters
    ----------
    n : int
        People are 0 to n - 1.
    ties : Bands
        As `one_way` gives them.
    values : float64, shape (n,) or (0,)
        What reaching each is worth; 1 each where empty.
    seed, first, last : int
        Snapshot ``s`` under ``seed`` is always the same.
    room : int
        Entries to make room for at first.

    Examples
    --------
    0 tells 1: the group of 1 comes first, and reaches itself alone.

    >>> from standout.network.graph import graph
    >>> found = condensed(2, one_way(graph(2, np.array([0]), np.array([1]), 1.0)), np.empty(0), 1, 0, 1)
    >>> found.people.tolist(), found.reach.tolist(), found.heard.tolist()
    ([1, 0], [1.0, 2.0], [0])

    """
    made, run = _condensed(n, ties, seed, first, last, max(room, _LEAST_ROOM))
    weight = weighed(made.people, made.ends, values)
    reach = np.empty(len(weight))
    _all_reached(run, made.onward, made.heard, weight, reach)
    return Parts(made.people, made.ends, weight, reach, made.onward, made.heard)


@njit(cache=True, nogil=True)
def _condensed(n: Any, ties: Any, seed: Any, first: Any, last: Any, room: Any) -> Any:
    """Give the groups, and where those of each snapshot begin."""
    near = np.full(n, -1, np.int32)
    met = np.empty(n, np.int32)
    held = np.empty(len(ties.one), np.int32)
    people, ends = np.empty(room, np.int32), np.empty(room, np.int64)
    onward, heard = np.zeros(room + 1, np.int64), np.empty(room, np.int32)
    filled = np.zeros(3, np.int64)  # entries, groups and ways written
    run = np.zeros(last - first + 1, np.int64)
    for number in range(first, last):
        live = drawn(ties, seed, number, held)
        known = _met(live, held, ties, near, met)
        start, target = _packed(live, held, ties, near, known)
        people = longer(people, filled[0], filled[0] + known)
        ends = longer(ends, filled[1], filled[1] + known)
        onward = longer(onward, filled[1] + 1, filled[1] + known + 1)
        heard = longer(heard, filled[2], filled[2] + live)
        _grouped(start, target, met, _Made(people, ends, onward, heard), filled)
        run[number - first + 1] = filled[1]
        for at in range(known):
            near[met[at]] = -1
    made = _Made(people[: filled[0]], ends[: filled[1]], onward[: filled[1] + 1], heard[: filled[2]])
    return made, run


@njit(cache=True, nogil=True)
def _met(live: Any, held: Any, ties: Any, near: Any, met: Any) -> Any:
    """Number those with a live tie as they are met; give how many they are."""
    known = 0
    for at in range(live):
        for v in (ties.one[held[at]], ties.other[held[at]]):
            if near[v] < 0:
                near[v] = known
                met[known] = v
                known += 1
    return known


@njit(cache=True, nogil=True)
def _packed(live: Any, held: Any, ties: Any, near: Any, known: Any) -> Any:
    """Pack the live ties by who tells, in the snapshot's own numbers."""
    start = np.zeros(known + 2, np.int32)
    for at in range(live):
        start[near[ties.one[held[at]]] + 2] += 1
    for v in range(known):
        start[v + 2] += start[v + 1]
    target = np.empty(live, np.int32)
    for at in range(live):
        u = near[ties.one[held[at]]] + 1
        target[start[u]] = near[ties.other[held[at]]]
        start[u] += 1
    return start[:-1], target


@njit(cache=True, nogil=True)
def _grouped(start: Any, target: Any, met: Any, made: Any, filled: Any) -> None:
    """Find the groups depth first, without recursion: where nobody begun later leads back further, a group ends."""
    known = len(start) - 1
    order = np.full(known, -1, np.int32)  # when each was begun
    low = np.empty(known, np.int32)  # the first begun they lead back to
    group = np.full(known, -1, np.int32)
    told = np.full(known, -1, np.int32)  # the last group that told each
    path, way, row = np.empty(known, np.int32), start[:known].copy(), np.empty(known, np.int32)
    desk = _Desk(start, target, row, group, told)
    first, waiting, count = filled[1], 0, 0
    for root in range(known):
        deep = -1 if order[root] >= 0 else 0
        path[0] = root
        while deep >= 0:
            v = path[deep]
            if order[v] < 0:
                order[v] = low[v] = count
                count += 1
                row[waiting] = v
                waiting += 1
            if way[v] == start[v + 1]:
                deep -= 1
                if low[v] == order[v]:
                    waiting = _ended(v, waiting, first, desk, met, made, filled)
                continue
            u = target[way[v]]
            if order[u] < 0:
                deep += 1
                path[deep] = u  # and come back to this tie
                continue
            if group[u] < 0:
                low[v] = min(low[v], low[u])
            way[v] += 1


@njit(cache=True, nogil=True)
def _ended(v: Any, waiting: Any, first: Any, desk: Any, met: Any, made: Any, filled: Any) -> Any:
    """Write the group of those who wait, down to ``v``, and the groups it tells; give how many still wait."""
    own = filled[1] - first
    end = waiting
    w = -1
    while w != v:
        waiting -= 1
        w = desk.row[waiting]
        desk.group[w] = own
        made.people[filled[0]] = met[w]
        filled[0] += 1
    desk.told[own] = own
    for at in range(waiting, end):
        for e in range(desk.start[desk.row[at]], desk.start[desk.row[at] + 1]):
            g = desk.group[desk.target[e]]
            if desk.told[g] != own:
                desk.told[g] = own
                made.heard[filled[2]] = first + g
                filled[2] += 1
    made.ends[filled[1]] = filled[0]
    filled[1] += 1
    made.onward[filled[1]] = filled[2]
    return waiting


@njit(cache=True, nogil=True)
def _all_reached(run: Any, onward: Any, heard: Any, weight: Any, reach: Any) -> None:
    for at in range(len(run) - 1):
        if run[at + 1] > run[at]:
            _reached(run[at], run[at + 1], onward, heard, weight, reach)


@njit(cache=True, nogil=True)
def _reached(first: Any, last: Any, onward: Any, heard: Any, weight: Any, reach: Any) -> None:
    """Sum each group and all who hear from it; what the heaviest group leads to is summed once."""
    seen, row = np.full(last - first, -1, np.int64), np.empty(last - first, np.int64)
    leads, inside = np.zeros(last - first, np.bool_), np.zeros(last - first, np.bool_)
    hub = first + np.argmax(weight[first:last])
    shared, count = _walked(hub, first, onward, heard, weight, seen, row, inside)
    for at in range(count):
        inside[row[at] - first] = True
    leads[hub - first] = True
    seen[:] = -1
    none = np.zeros(last - first, np.bool_)
    for g in range(first, last):
        ways = onward[g + 1] - onward[g]
        for way in range(onward[g], onward[g + 1]):
            leads[g - first] |= leads[heard[way] - first]
        if g == hub:
            reach[g] = shared
        elif ways == 0:
            reach[g] = weight[g]
        elif ways == 1:
            reach[g] = weight[g] + reach[heard[onward[g]]]
        elif leads[g - first]:
            reach[g] = shared + _walked(g, first, onward, heard, weight, seen, row, inside)[0]
        else:
            reach[g] = _walked(g, first, onward, heard, weight, seen, row, none)[0]


@njit(cache=True, nogil=True)
def _walked(
    g: Any, first: Any, onward: Any, heard: Any, weight: Any, seen: Any, row: Any, without: Any
) -> Any:  # fmt: skip
    """Give what ``g`` and all who hear from it are worth, and how many groups they are, ``without`` some."""
    total = 0.0
    row[0] = g
    seen[g - first] = g
    last, at = 1, 0
    while at < last:
        here = row[at]
        at += 1
        total += weight[here]
        for way in range(onward[here], onward[here + 1]):
            there = heard[way]
            if seen[there - first] != g and not without[there - first]:
                seen[there - first] = g
                row[last] = there
                last += 1
    return total, last
