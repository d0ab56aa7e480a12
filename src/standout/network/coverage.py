"""Coverage: the people who together are in the most sets, one after the other, and how many no other could pass.

Reads    `Sample`
Makes    `Picked`: whom greedy choice takes, what each adds, and a bound on what as many others cover at best
Index    only a few hundred of those in the most sets have the list of their sets; nobody left out is in more than
         ``left`` sets, so the choice is greedy's own as long as everybody taken adds no less than that, else more
         candidates are looked at
Exact    what a candidate would add is counted down as sets are covered, so no list is read twice
Bound    at any step: covered so far + the k largest of what candidates would add; the least of them counts
Source   Nemhauser, Wolsey & Fisher (1978), Math. Programming 14; Tang, Tang, Xiao & Yuan (2018), SIGMOD, for the bound
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.plainly import few, greedy
from standout.network.prefetch import soon
from standout.network.sampling import Sample

_COMING = 16


@dataclass(frozen=True, slots=True)
class Picked:
    """Who was taken, in order.

    Attributes
    ----------
    people : int64, shape (up to k,)
        Fewer than k where nobody else is in any set.
    adds : int64, shape (up to k,)
        Sets each adds to those before.
    covered : int
        Sets covered, those that met STOP too.
    bound : float
        No k people cover more.

    """

    people: NDArray[np.int64]
    adds: NDArray[np.int64]
    covered: int
    bound: float

    @property
    def effective(self) -> float:
        """Give how many people it would take if all added alike: Hill's number of order 1/2."""
        total = float(self.adds.sum())
        return float(np.sqrt(self.adds).sum()) ** 2 / total if total else 0.0


def picked(sample: Sample, take: int, k: int, slot: NDArray[np.int32]) -> Picked:
    """Give the greedy choice of ``take`` people among those who are in any set.

    Parameters
    ----------
    sample : Sample
    take : int
        How many more are chosen, beside those at whom sets ended; ``k`` or fewer.
    k : int
        How many people the bound is for.
    slot : int32, shape (n,)
        -1 throughout; written on, and set back.

    """
    if few(len(sample.count), len(sample.flat)):
        people, adds, bound = greedy(sample.flat, sample.offsets, sample.count, take, k)
        return Picked(people, adds, sample.met + int(adds.sum()), sample.met + bound)
    most = max(8 * k, 500)
    while True:
        people, left = _candidates(sample.count, most)
        found = _among(sample, take, k, people, left, slot)
        if found is not None:
            return found
        most *= 8


def _among(
    sample: Sample, take: int, k: int, people: NDArray[np.int32], left: int, slot: NDArray[np.int32]
) -> Picked | None:
    """Give the greedy choice among candidates; None where somebody left out may belong to it."""
    if len(people) < take and left > 0:
        return None
    count = sample.count[people].astype(np.int64)
    slot[people] = np.arange(len(people), dtype=np.int32)
    start, lists = _index(sample.flat, sample.offsets, slot, count)
    taken, adds, bound, sound = _greedy(sample.flat, sample.offsets, slot, start, lists, count, take, k, left)
    slot[people] = -1
    if not sound:
        return None
    covered = sample.met + int(adds.sum())
    return Picked(people[taken].astype(np.int64), adds, covered, sample.met + float(bound))


@njit(cache=True, nogil=True)
def _candidates(count: Any, most: Any) -> Any:
    """Give up to ``most`` people in the most sets, by number of sets, then by number; and the most of those left out.

    Where more than that are tied for the first place, all of those.
    """
    n = len(count)
    top = 0
    for v in range(n):
        top = max(top, count[v])
    tally = np.zeros(top + 2, np.int64)
    for v in range(n):
        if count[v]:
            tally[count[v]] += 1
    total, least = 0, top  # everybody in more than ``least`` sets is taken
    while least > 0 and (total == 0 or total + tally[least] <= most):
        total += tally[least]
        least -= 1
    place = np.zeros(top + 2, np.int64)
    for c in range(top, least, -1):
        place[c - 1] = place[c] + tally[c]
    people = np.empty(total, np.int32)
    for v in range(n):
        c = count[v]
        if c > least:
            people[place[c]] = v
            place[c] += 1
    while least > 0 and tally[least] == 0:
        least -= 1
    return people, least


@njit(cache=True, nogil=True)
def _index(flat: Any, offsets: Any, slot: Any, count: Any) -> Any:
    """Give the stored sets each candidate is in: candidate c's begin at ``start[c]`` and end before -1 or the next."""
    start = np.zeros(len(count) + 1, np.int64)
    for c in range(len(count)):
        start[c + 1] = start[c] + count[c] + 1
    lists = np.empty(start[-1], np.int32)
    free = start[:-1].copy()
    last = len(flat) - 1
    for s in range(len(offsets) - 1):
        for e in range(offsets[s], offsets[s + 1]):
            soon(slot, np.int64(flat[min(e + _COMING, last)]))
            c = slot[flat[e]]
            if c >= 0:
                lists[free[c]] = s
                free[c] += 1
    for c in range(len(count)):
        lists[free[c]] = -1
    return start, lists


@njit(cache=True, nogil=True)
def _greedy(  # noqa: PLR0913 - arrays one by one
    flat: Any, offsets: Any, slot: Any, start: Any, lists: Any, gain: Any, take: Any, k: Any, left: Any
) -> Any:
    """Take the candidate who adds most, ``take`` times; give who, what each adds, the bound, and if it is sound."""
    fallen = np.zeros(len(offsets) - 1, np.uint8)
    taken, adds = np.empty(take, np.int64), np.empty(take, np.int64)
    covered, bound = 0, np.int64(1) << 60
    every, last = max(1, take // 16), len(flat) - 1
    for i in range(take + 1):
        if i == take or i % every == 0:
            bound = min(bound, covered + _largest(gain, k, left))
        if i == take:
            break
        c, most = -1, 0
        for other in range(len(gain)):
            if gain[other] > most:
                c, most = other, gain[other]
        if most < left:
            return taken[:i], adds[:i], bound, False
        if c < 0:
            return taken[:i], adds[:i], min(bound, covered), True
        taken[i], adds[i] = c, most
        covered += most
        at = start[c]
        while lists[at] >= 0:
            s = lists[at]
            at += 1
            if fallen[s]:
                continue
            fallen[s] = 1
            for e in range(offsets[s], offsets[s + 1]):
                soon(slot, np.int64(flat[min(e + _COMING, last)]))
                other = slot[flat[e]]
                if other >= 0:
                    gain[other] -= 1
        gain[c] = -1
    return taken, adds, bound, True


@njit(cache=True, nogil=True)
def _largest(gain: Any, k: Any, left: Any) -> Any:
    """Give the sum of the k largest, where there are any number more of ``left``."""
    above = np.empty(len(gain), np.int64)
    many = 0
    for c in range(len(gain)):
        if gain[c] > left:
            above[many] = gain[c]
            many += 1
    above = above[:many]
    if many > k:
        return np.partition(above, many - k)[many - k :].sum()
    return above.sum() + (k - many) * max(0, left)
