"""Small: whom to tell first and how far it goes, on a small graph, without compiled code.

Compiling takes longer than an owner waits for a first answer; on a few hundred people plain arrays are quick enough.

Reads    ties with a chance each (independent cascade)
Makes    `Sets`: for each person as many reverse-reachable sets as for any other, each a bit in the rows of those in it
Bound    on the best there is: any choice reaches its k people surely, and of the others no more sets than the most that
         any k cover; that is bounded by a Lagrangian, and the count of sets by the exact interval of a share
Source   reverse sets: Borgs, Brautbar, Chayes & Lucier (2014), SODA; Clopper & Pearson (1934), Biometrika 26, which
         holds for trials of unequal chances as well: Hoeffding (1956), Annals of Mathematical Statistics 27
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CELLS = 20_000_000
"""How many cells of people by sets are looked at at once."""
_STEPS, _WORK = 80, 60_000_000
"""Steps by which the Lagrangian is lowered, at most, and how many entries of sets these may look at."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Who may tell whom, by who is told: ``source[start[v]:start[v + 1]]``, and the chance of each tie."""

    n: int
    start: Ids
    source: Ids
    chance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Reverse-reachable sets: whoever is in one would have reached its root.

    Attributes
    ----------
    each : int
        How many sets each person is the root of.
    roots : int64, shape (sets,)
    held : uint8, shape (n, bytes)
        Row v, bit j: whether v is in set j.

    """

    each: int
    roots: Ids
    held: NDArray[np.uint8]

    @property
    def n(self) -> int:
        """How many people there are."""
        return len(self.held)


def ties(n: int, source: NDArray[Any], target: NDArray[Any], chance: NDArray[Any]) -> Ties:
    """Give the ties of ``n`` people by who is told; each pair stands once."""
    order = np.lexsort((source, target))
    start = np.concatenate([[0], np.cumsum(np.bincount(target, minlength=n))])
    return Ties(n, start, np.asarray(source, np.int64)[order], np.asarray(chance, np.float64)[order])


def sets(g: Ties, each: int, seed: int) -> Sets:
    """Give ``each`` reverse-reachable sets of every person.

    Examples
    --------
    0 always tells 1.

    >>> found = sets(ties(2, np.array([0]), np.array([1]), np.array([1.0])), 4, seed=1)
    >>> covered(found, np.array([0])).tolist()
    [8]

    """
    rng = np.random.default_rng(seed)
    roots = np.repeat(np.arange(g.n), each)
    room = 8 * max(_CELLS // max(8 * g.n, 1), 1)
    parts = [np.packbits(_reached(g, roots[at : at + room], rng), axis=1) for at in range(0, len(roots), room)]
    return Sets(each, roots, np.concatenate(parts, axis=1) if parts else np.empty((g.n, 0), np.uint8))


def _reached(g: Ties, roots: Ids, rng: np.random.Generator) -> Flags:
    """Give who is in each set, bool of shape (n, sets); each tie is tried once in a set."""
    found = np.zeros((g.n, len(roots)), np.bool_)
    people, number = roots, np.arange(len(roots))
    found[people, number] = True
    while len(people):
        many = g.start[people + 1] - g.start[people]
        begin = np.repeat(g.start[people] - np.concatenate([[0], np.cumsum(many)[:-1]]), many)
        tie = begin + np.arange(len(begin))
        live = rng.random(len(tie)) < g.chance[tie]
        keys = np.unique(g.source[tie[live]] * len(roots) + np.repeat(number, many)[live])
        people, number = np.divmod(keys, len(roots))
        new = ~found[people, number]
        people, number = people[new], number[new]
        found[people, number] = True
    return found


def covered(held: Sets, people: Ids) -> Ids:
    """Give how many sets the first 1 to k of ``people`` cover."""
    return _counted(np.bitwise_or.accumulate(held.held[people], axis=0))


def _counted(bits: NDArray[np.uint8]) -> Ids:
    counts: Ids = np.bitwise_count(bits).sum(axis=-1, dtype=np.int64)
    return counts


def greedy(held: Sets, allowed: Flags, k: int, kept: Ids) -> tuple[Ids, int]:
    """Give k people, those kept first and then who adds most, and a number of sets no k people allowed cover more than.

    The bound is of the step at which it is least: what is covered by then, and the k largest that any would add.
    """
    chosen: list[int] = []
    over, bound = np.zeros(held.held.shape[1], np.uint8), held.n * held.each
    for step in range(k + 1):
        adds = _counted(held.held & ~over)
        largest = np.sort(adds[allowed])[::-1]
        bound = min(bound, int(_counted(over)) + int(largest[:k].sum()))
        if step == k:
            break
        left = np.zeros(held.n, np.bool_)
        left[kept] = True
        left[chosen] = False
        if not left.any():
            left = allowed.copy()
            left[chosen] = False
        best = int(np.where(left, adds, -1).argmax())
        chosen.append(best)
        over |= held.held[best]
    return np.array(chosen, np.int64), bound


def most(held: Sets, allowed: Flags, k: int, delta: float) -> float:
    """Give a spread that no k people allowed go beyond, but for a chance of ``delta``."""
    people, bound = greedy(held, allowed, k, np.empty(0, np.int64))
    bound = min(bound, int(_lowered(held, allowed, people)))
    others, total = max(bound - k * held.each, 0), held.n * held.each
    share = float(betaincinv(others + 1, max(total - others, 1), 1 - delta)) if others < total else 1.0
    return k + held.n * share


def _lowered(held: Sets, allowed: Flags, people: Ids) -> float:
    """Give a bound on how many sets as many as ``people`` cover: a Lagrangian, lowered step by step.

    For any weights from 0 to 1 a choice covers no more than all it leaves of each set's one, and what its people weigh.
    """
    who, which = _entries(held)
    total, k = len(held.roots), len(people)
    least = float(covered(held, people)[-1])
    weight, best = np.ones(total), float(total)
    for _ in range(min(max(_WORK // max(len(who), 1), 5), _STEPS)):
        score = np.where(allowed, np.bincount(who, weight[which], minlength=held.n), 0)
        top = np.zeros(held.n, np.bool_)
        top[np.argsort(-score, kind="stable")[:k]] = True
        value = total - weight.sum() + score[top].sum()
        best = min(best, value)
        slope = np.bincount(which[top[who]], minlength=total) - 1.0
        slope[((weight <= 0) & (slope > 0)) | ((weight >= 1) & (slope < 0))] = 0
        norm = float(slope @ slope)
        if norm == 0 or value <= least:
            break
        weight = np.clip(weight - (value - least) / norm * slope, 0, 1)
    return best


def _entries(held: Sets) -> tuple[Ids, Ids]:
    """Give who is in which set, one entry for each."""
    room = max(_CELLS // max(len(held.roots), 1), 1)
    who, which = [], []
    for at in range(0, held.n, room):
        row, column = np.nonzero(np.unpackbits(held.held[at : at + room], axis=1, count=len(held.roots)))
        who.append(row + at)
        which.append(column)
    return np.concatenate(who), np.concatenate(which)


def curve(held: Sets, people: Ids) -> Floats:
    """Give how far word goes from the first 1 to k: estimate, low and high (95 %), shape (k, 3)."""
    k = np.arange(1, len(people) + 1)
    others = covered(held, people) - k * held.each
    total, each = held.n * held.each, float(held.n)
    low = np.where(others > 0, betaincinv(np.maximum(others, 1), total - others + 1, 0.025), 0.0)
    high = betaincinv(others + 1, np.maximum(total - others, 1), 0.975)
    return np.column_stack([k + others / held.each, k + each * low, k + each * high])


def further(held: Sets, ours: Ids, first: Ids) -> float:
    """Give by what share of ``first`` word goes further from ``ours``, on the same sets: the low end (97.5 %).

    Sets of one root vary as luck has it; what differs from root to root is no luck, since every root has as many.
    """
    one, other = (np.bitwise_or.reduce(held.held[people], axis=0) for people in (ours, first))
    more, fewer = (_by_root(held, bits) for bits in (one & ~other, other & ~one))
    gain, base = more - fewer, int(_counted(other))
    error = np.sqrt(np.sum(more + fewer - gain**2 / held.each))
    return float(gain.sum() - ndtri(0.975) * error) / max(base, 1)


def _by_root(held: Sets, bits: NDArray[np.uint8]) -> Ids:
    """Give how many of each root's sets have their bit on."""
    counts: Ids = np.unpackbits(bits, count=len(held.roots)).reshape(held.n, held.each).sum(axis=1, dtype=np.int64)
    return counts
