"""Reverse: sets of those through whom word would have reached somebody drawn by chance.

Reads    `Incoming`, and who is drawn: everybody alike, each the same number of times, or by value
Makes    sets packed one after the other; or only how many of them meet those chosen; or whom each is owed to
Set      everybody who reaches the root along live ties, the root too, within ``hops`` steps; where rivals tell
         something else, only those nearer to the root than the nearest rival
Number   a set's draws hang on the seed and the number of the set alone
Marks    one byte a person: SEEN in this set; STOP where a set ends, a person chosen; RIVAL; BARRED, who may not be told
Source   Borgs, Brautbar, Chayes & Lucier (2014), SODA; ending a set at a person already chosen: Guo et al. (2022),
         "Influence Maximization Revisited: Efficient Sampling with Bound Tightened", TODS; rivals: who is nearest along
         live ties tells first, so a set is cut before its first rival
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.draws import begin, below, following, uniform
from standout.network.incoming import COUNTED, otherwise
from standout.network.prefetch import soon

KEEP, ASK, CREDIT = range(3)
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
SEEN, STOP, RIVAL, BARRED = 1, 2, 4, 8
_STANDING = STOP | RIVAL | BARRED
AHEAD = 32  # live ties looked up together
_COMING = 12
ENDLESS = 1 << 40
"""As many steps as word likes."""


class Roots(NamedTuple):
    """Who is drawn as the root of a set.

    Attributes
    ----------
    n : int
    in_turn : bool
        Set number i has root i mod n: everybody the same number of times.
    share, other : float64 and int32, shape (n,) or empty
        Walker's table for drawing by value: at place i stay with this share, else go to ``other[i]``.

    """

    n: int
    in_turn: bool
    share: NDArray[np.float64]
    other: NDArray[np.int32]


class Cut(NamedTuple):
    """Where a set ends: after so many steps, and whether anybody is marked RIVAL."""

    hops: int
    rivals: bool


def roots(n: int, values: NDArray[np.float64] | None = None, *, in_turn: bool = False) -> Roots:
    """Give who is drawn as root: everybody alike, or by value.

    Parameters
    ----------
    n : int
    values : float64, shape (n,), or None
        0 or more, and not all 0.
    in_turn : bool
        Each the same number of times; without values only.

    """
    if values is None:
        return Roots(n, in_turn, np.empty(0), np.empty(0, np.int32))
    share, other = _walker(values * (n / values.sum()))
    return Roots(n, False, share, other)  # noqa: FBT003 - a named tuple's field


@njit(cache=True, nogil=True)
def _walker(weight: Any) -> Any:
    """Give Walker's table for weights of mean 1: Vose (1991), IEEE TSE 17."""
    n = len(weight)
    share, other = weight.copy(), np.arange(n).astype(np.int32)
    under, over = np.empty(n, np.int32), np.empty(n, np.int32)
    unders, overs = 0, 0
    for i in range(n):
        if share[i] < 1:
            under[unders] = i
            unders += 1
        else:
            over[overs] = i
            overs += 1
    while unders and overs:
        unders -= 1
        i, j = under[unders], over[overs - 1]
        other[i] = j
        share[j] -= 1 - share[i]
        if share[j] < 1:
            overs -= 1
            under[unders] = j
            unders += 1
    for at in range(unders):  # what rounding left
        share[under[at]] = 1.0
    return share, other


@njit(cache=True, nogil=True)
def swept(  # noqa: C901, PLR0912, PLR0913, PLR0915 - one body, for speed: see below
    ties: Any, drawn: Any, cut: Any, job: Any, seed: Any, first: Any, last: Any, most: Any, mark: Any, queue: Any,
    found: Any, tally: Any, k: Any, room: Any,
) -> Any:  # fmt: skip
    """Give what a job makes of the sets from number ``first`` up to ``last``, or until ``most`` entries were looked at.

    One body for all jobs, and what is commonest in the middle of it: compiled code is twice as quick as with calls,
    and there is a third as much of it to compile.

    Parameters
    ----------
    ties, drawn, cut : Incoming, Roots, Cut
    job : int
        KEEP: store the sets that don't meet STOP.  ASK: of the sets whose root isn't marked STOP, count those that
        meet STOP.  CREDIT: count to whom each set is owed.
    seed : uint64
    mark : uint8, shape (n,)
        Standing marks; SEEN nowhere, before and after.
    queue : int32, shape (n,)
    found : int64
        Longer than the longest list by `AHEAD`.
    tally : int32, shape (n,)
        To KEEP, raised by one for each set a person is in.  To CREDIT, the places of those chosen, from 1 to ``k``; 0
        for everybody else.
    room : int
        Entries to set aside at first.

    Returns
    -------
    flat : int32, offsets : int64
        Sets of two or more who may be told.  Sets of one are only in ``tally``.
    sets, met, entries : int
        How many sets there were, how many of them met STOP, and how many people they held.
    adds, only : int64, shape (k,)
        Sets in which nobody chosen before is, and in which nobody else chosen is.

    """
    way, single, start, source, chance, table, _ = ties
    n, in_turn, share, other = drawn
    hops, rivals = cut
    state = np.empty(1, np.uint64)
    flat, offsets = np.empty(room, np.int32), np.empty(last - first + 1 if job == KEEP else 1, np.int64)
    adds, only = np.zeros(k, np.int64), np.zeros(k, np.int64)
    offsets[0] = 0
    stored, end, sets, met, entries = 0, 0, 0, 0, 0
    number = first
    while number < last and entries < most:
        begin(seed, number, state)
        if in_turn:
            root = number % n
        else:
            root = below(following(state), n)
            if len(share) and uniform(following(state)) >= share[root]:
                root = np.int64(other[root])
        number += 1
        own = mark[root]
        stop = own & STOP != 0
        if stop and job == ASK:
            continue
        sets += 1
        queue[0] = root
        mark[root] = own | SEEN
        head, tail, size, depth = 0, 1, 0 if own & RIVAL else 1, 0
        # level by level: who of a level is in the set is settled when the level is whole
        while head < tail and depth < hops and size == tail and not stop:
            level = tail
            while head < level and not (stop and not rivals) and size > 0:
                held = 0
                while head < level and held < AHEAD:
                    v = queue[head]
                    head += 1
                    begun = start[v]
                    d = start[v + 1] - begun
                    if way != COUNTED or d >= len(table):
                        held = otherwise(way, single, chance, begun, d, state, found, held)
                        continue
                    if d == 0:
                        continue
                    bits = following(state)
                    high = bits >> _HALF
                    many = 0
                    while high >= table[d, many]:
                        many += 1
                    if many == 0:
                        continue
                    found[held] = begun + np.int64(((bits & _LOW) * np.uint64(d)) >> _HALF)
                    before, held = held, held + 1
                    while held < before + many:
                        e = begun + below(following(state), d)
                        again = False
                        for j in range(before, held):
                            if found[j] == e:
                                again = True
                        if not again:
                            found[held] = e
                            held += 1
                if held > 2:
                    for j in range(held):
                        soon(source, found[j])
                    for j in range(held):
                        soon(mark, np.int64(source[found[j]]))
                for j in range(held):
                    x = source[found[j]]
                    own = mark[x]
                    if own & SEEN:
                        continue
                    soon(start, np.int64(x))
                    mark[x] = own | SEEN
                    queue[tail] = x
                    tail += 1
                    if own & RIVAL:
                        size = -level
                        break
                    if own & STOP:
                        stop = True
                        if not rivals:
                            break
            depth += 1
            if size < 0:  # a rival is as near: the set ends before this level
                size, stop = -size, False
                break
            size = tail
        entries += tail
        met += stop
        if job == KEEP and not stop:
            if end + size > len(flat):
                wider = np.empty(max(2 * len(flat), end + size), np.int32)
                wider[:end] = flat[:end]
                flat = wider
            begun = end
            for j in range(tail):
                if j + _COMING < tail:
                    soon(tally, np.int64(queue[j + _COMING]))
                x = queue[j]
                own = mark[x] & _STANDING
                mark[x] = own
                if j < size and not own & BARRED:
                    tally[x] += 1
                    flat[end] = x
                    end += 1
            if end - begun < 2:
                end = begun
            else:
                stored += 1
                offsets[stored] = end
            continue
        least, there = k + 1, 0
        for j in range(tail):
            x = queue[j]
            mark[x] &= _STANDING
            if job == CREDIT and j < size and tally[x]:
                there += 1
                least = min(least, tally[x])
        if there:
            adds[least - 1] += 1
            only[least - 1] += there == 1
    return flat[:end], offsets[: stored + 1], sets, met, entries, adds, only
