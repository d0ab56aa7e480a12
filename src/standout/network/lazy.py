"""Lazy greedy: who adds most to those already chosen, over snapshots of a network, one person after another.

Takes    the groups of each snapshot (`components.Parts`), and what reaching each person is worth
Makes    `Order`: whom to choose in order, and what each adds to those before, a mean over the snapshots
How      what somebody adds never grows as others are chosen, so an old figure is a bound: only who leads by it is
         counted anew (CELF).  The answer is that of plain greedy on these snapshots; equals go by number
Source   Minoux (1978), "Accelerated greedy algorithms"; Leskovec et al. (2007), KDD; cost-ratio greedy beside the
         plain one: Khuller, Moss & Naor (1999), Inf. Proc. Letters 70
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.components import Parts
from standout.network.relaxed import SLACK

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_LEAST_COST = 1e-300
_MANY, _SHARE = 256, 16
"""Counted anew for one choice, beyond which everybody is: so many, and one in so many of those left."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Whom to choose, in order.

    Attributes
    ----------
    people : int64, shape (k,)
    gains : float64, shape (k,)
        What each adds to those before, on average over the snapshots they were chosen on; so a little too much.
    snapshots : int
        How many there were.
    entries : int
        How many people stood in groups, over all of them.

    """

    people: Numbers
    gains: Floats
    snapshots: int
    entries: int


class Filed(NamedTuple):
    """Groups by person.

    Attributes
    ----------
    snapshots : int
    start : int64, shape (n + 1,)
    group : int32, shape (entries,)
        Person v is in the groups ``group[start[v]:start[v + 1]]``, at most one a snapshot.
    weight, reach, onward, heard
        As in `Parts`, over all snapshots.

    """

    snapshots: int
    start: Numbers
    group: NDArray[np.int32]
    weight: Floats
    reach: Floats
    onward: Numbers
    heard: NDArray[np.int32]


class Wanted(NamedTuple):
    """What may be chosen, and what counts.

    Attributes
    ----------
    k : int
        Most who may be chosen.
    allowed : bool, shape (n,)
        Who may be.
    values : float64, shape (n,)
        What reaching each is worth.
    costs : float64, shape (n,)
        What choosing each costs.
    budget : float
        What they may cost together.

    """

    k: int
    allowed: NDArray[np.bool_]
    values: Floats
    costs: Floats
    budget: float


def filed(n: int, snapshots: int, parts: list[Parts]) -> Filed:
    """File the groups of ``snapshots`` snapshots by person; each of ``parts`` is dealt with by a thread of its own.

    Parameters
    ----------
    n, snapshots : int
    parts : list of Parts
        Runs of snapshots one after another.

    """
    groups = np.cumsum([0] + [len(part.ends) for part in parts])
    ways = np.cumsum([0] + [len(part.heard) for part in parts])
    with ThreadPoolExecutor(len(parts)) as pool:
        counts = list(pool.map(lambda part: _counted(n, part.people), parts))
        start = np.zeros(n + 1, np.int64)
        np.cumsum(np.sum(counts, axis=0), out=start[1:])
        group = np.empty(start[-1], np.int32)
        free = np.cumsum([start[:-1], *counts[:-1]], axis=0)
        list(pool.map(_written, parts, groups, free, [group] * len(parts)))
    shifted = [part.onward[:-1] + way for part, way in zip(parts, ways[:-1], strict=True)]
    told = [part.heard + np.int32(begun) for part, begun in zip(parts, groups[:-1], strict=True)]
    return Filed(
        snapshots,
        start,
        group,
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.reach for part in parts]),
        np.concatenate([*shifted, ways[-1:]]) if any(len(one) for one in shifted) else np.empty(0, np.int64),
        np.concatenate(told),
    )


def greedy(held: Filed, wanted: Wanted, *, ratio: bool = False) -> Order:
    """Give who is chosen, one after another, who adds most and may be paid.

    Parameters
    ----------
    held : Filed
    wanted : Wanted
    ratio : bool
        Choose also by what each adds for their cost, and give the better of the two orders; the best single person
        is where the plain one begins.

    Examples
    --------
    Two snapshots of three people: 0 and 1 hang together in one, 1 and 2 in the other.

    >>> pair = Parts(np.array([0, 1, 1, 2], np.int32), np.array([2, 4]), np.full(2, 2.0), np.full(2, 2.0),
    ...              np.empty(0, np.int64), np.empty(0, np.int32))
    >>> found = greedy(filed(3, 2, [pair]), Wanted(2, np.ones(3, bool), np.ones(3), np.ones(3), np.inf))
    >>> found.people.tolist(), found.gains.tolist()
    ([1, 0], [2.0, 0.5])

    """
    affordable = wanted._replace(allowed=wanted.allowed & (wanted.costs <= wanted.budget * (1 + SLACK)))
    people, gains = _greedy(held, affordable, np.ones(len(wanted.costs)))
    if ratio:
        by_cost = _greedy(held, affordable, np.maximum(wanted.costs, _LEAST_COST))
        people, gains = max((people, gains), by_cost, key=lambda one: float(one[1].sum()))
    return Order(people, gains / held.snapshots, held.snapshots, len(held.group))


@njit(cache=True, nogil=True)
def _counted(n: Any, people: Any) -> Any:
    count = np.zeros(n, np.int64)
    for v in people:
        count[v] += 1
    return count


def _written(part: Parts, base: int, free: Numbers, group: NDArray[np.int32]) -> None:
    _filed(part.people, part.ends, base, free, group)


@njit(cache=True, nogil=True)
def _filed(people: Any, ends: Any, base: Any, free: Any, group: Any) -> None:
    at = 0
    for g in range(len(ends)):
        while at < ends[g]:
            v = people[at]
            group[free[v]] = base + g
            free[v] += 1
            at += 1


@njit(cache=True, nogil=True)
def _greedy(held: Any, wanted: Any, per: Any) -> Any:
    """Choose by what each adds over ``per``."""
    weight = held.weight.copy()  # -1 where a group is reached already
    bound, heap, size = _ranked(held, wanted, per)
    seen = np.zeros(len(weight) if len(held.onward) else 0, np.int64)
    row = np.empty(len(seen), np.int64)
    walk = np.zeros(1, np.int64)
    counted = wanted.allowed.astype(np.int32) - np.int32(1)  # how many were chosen when counted last; -1 where out
    people, gains = np.empty(min(wanted.k, size), np.int64), np.empty(min(wanted.k, size))
    chosen = tries = 0
    left = wanted.budget + SLACK * abs(wanted.budget)
    while chosen < len(people) and size:
        v = np.int64(heap[0])
        payable = wanted.costs[v] <= left
        if payable and counted[v] < chosen:
            bound[v] = _adds(v, held, weight, wanted.values, seen, row, walk) / per[v]
            counted[v] = chosen
            tries += 1
            if tries > _MANY + size // _SHARE:  # all anew, one after another, is quicker than each by its place
                for u in range(len(bound)):
                    if counted[u] >= 0:
                        bound[u] = _adds(u, held, weight, wanted.values, seen, row, walk) / per[u]
                        counted[u] = chosen
                _heaped(heap, size, bound)
        else:
            tries = 0
            counted[v] = -1
            if payable:
                people[chosen] = v
                gains[chosen] = _reaches(v, held, weight, wanted.values, row)
                left -= wanted.costs[v]
                chosen += 1
            size -= 1
            heap[0] = heap[size]
        _sift(heap, size, 0, bound)
    return people[:chosen], gains[:chosen]


@njit(cache=True, nogil=True)
def _ranked(held: Any, wanted: Any, per: Any) -> Any:
    """Give what each adds while nobody is chosen, over ``per``, and those allowed as a heap."""
    n = len(wanted.allowed)
    bound, heap = np.empty(n), np.empty(n, np.int32)
    size = 0
    for v in range(n):
        if wanted.allowed[v]:
            heap[size] = v
            size += 1
            gain = wanted.values[v] * (held.snapshots - (held.start[v + 1] - held.start[v]))
            for at in range(held.start[v], held.start[v + 1]):
                gain += held.reach[held.group[at]]
            bound[v] = gain / per[v]
    _heaped(heap, size, bound)
    return bound, heap, size


@njit(cache=True, nogil=True)
def _adds(v: Any, held: Any, weight: Any, values: Any, seen: Any, row: Any, walk: Any) -> Any:
    """Give what ``v`` adds: in snapshots where they stand alone, and what their groups reach that isn't reached."""
    gain = values[v] * (held.snapshots - (held.start[v + 1] - held.start[v]))
    for at in range(held.start[v], held.start[v + 1]):
        g = held.group[at]
        if weight[g] < 0:
            continue
        if len(held.onward) == 0:
            gain += weight[g]
            continue
        walk[0] += 1
        row[0] = g
        seen[g] = walk[0]
        last, now = 1, 0
        while now < last:
            here = row[now]
            now += 1
            gain += weight[here]
            for way in range(held.onward[here], held.onward[here + 1]):
                there = held.heard[way]
                if seen[there] != walk[0] and weight[there] >= 0:
                    seen[there] = walk[0]
                    row[last] = there
                    last += 1
    return gain


@njit(cache=True, nogil=True)
def _reaches(v: Any, held: Any, weight: Any, values: Any, row: Any) -> Any:
    """Give what ``v`` adds, as `_adds` does, and mark it reached."""
    gain = values[v] * (held.snapshots - (held.start[v + 1] - held.start[v]))
    for at in range(held.start[v], held.start[v + 1]):
        g = held.group[at]
        if weight[g] < 0:
            continue
        gain += weight[g]
        weight[g] = -1.0
        if len(held.onward) == 0:
            continue
        row[0] = g
        last, now = 1, 0
        while now < last:
            here = row[now]
            now += 1
            for way in range(held.onward[here], held.onward[here + 1]):
                there = held.heard[way]
                if weight[there] >= 0:
                    gain += weight[there]
                    weight[there] = -1.0
                    row[last] = there
                    last += 1
    return gain


@njit(cache=True, nogil=True)
def _heaped(heap: Any, size: Any, bound: Any) -> None:
    for at in range(size // 2 - 1, -1, -1):
        _sift(heap, size, at, bound)


@njit(cache=True, nogil=True)
def _sift(heap: Any, size: Any, at: Any, bound: Any) -> None:
    """Let who stands at ``at`` sink until nobody below is larger; of equals the lower number stands higher."""
    if at >= size:
        return
    v = heap[at]
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and _before(heap[below + 1], heap[below], bound):
            below += 1
        if _before(v, heap[below], bound):
            break
        heap[at] = heap[below]
        at = below
    heap[at] = v


@njit(cache=True, nogil=True)
def _before(u: Any, v: Any, bound: Any) -> Any:
    return bound[u] > bound[v] or (bound[u] == bound[v] and u < v)
