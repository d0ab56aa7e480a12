"""Runs: word passed on along the live ties of each run, step by step, from those who begin.

Reads    `LiveTies`, and who begins
Makes    for each run what is reached; what is reached at each step; how often each person is; or who told whom
Rivals   tell something else, and come first in every step: whoever is as near to a rival as to us is theirs
Numbers  a run's draws hang on the seed and its number, so runs may be made in any order, by anybody
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from standout.network.draws import begin, following, mixed, uniform

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


@njit(cache=True, nogil=True)
def passed_on(  # noqa: C901, PLR0912, PLR0915 - told in one piece: a call for each person costs as much again
    live: Any, begun: Any, rivals: Any, hops: Any, worth: Any, seed: Any, numbers: Any, room: Any
) -> Any:
    """Make the runs from one number up to another.

    Parameters
    ----------
    live : tuple
        The arrays of `LiveTies`, and whether its people listen to one tie at most.
    begun : int64, shape (k,)
        Who begins: rivals first, then ours, nobody twice.
    rivals : int
        How many of them are rivals.
    hops : int
        Word is passed on for so many steps.
    worth : float64, shape (n,) or (0,)
        What reaching each is worth; 1 where there is none.
    seed : int
    numbers : tuple of int
        The first run, and the one after the last.
    room : tuple
        ``mark`` uint8 (n,), all 0, and so again at the end; ``held`` int32 (n + 1,), in which the last run's people
        stand in the order they were reached; ``often`` int32 (n,) or (0,), to which is added how often each is
        reached; ``by`` int32 (n + 1,) or (0,): who told whom stands in ``held``, -1 of those who begin.

    Returns
    -------
    (float64 (runs,), float64 (steps,))
        What each run reaches, and what all of them together reach at each step.

    """
    listens, start, target, single, least, most, band, band_end, fails, none = live
    mark, held, often, by = room
    alike = len(most) == 1
    each = np.int64(not alike)
    sums, steps = np.zeros(numbers[1] - numbers[0]), np.zeros(16)
    state = np.empty(1, np.uint64)
    for run in range(numbers[0], numbers[1]):
        begin(seed, run, state)
        base = state[0]
        last: Any = len(begun)
        for i in range(last):
            held[i] = begun[i]
            mark[begun[i]] = 1
        if len(by):
            by[:last] = -1
        first, ours, step = 0, rivals, 0
        while ours < last:
            if step == len(steps):
                steps = np.append(steps, np.zeros(len(steps)))
            reached = _reached(held[ours:last], worth, often)
            steps[step] += reached
            sums[run - numbers[0]] += reached
            if step == hops:
                break
            end, theirs = last, last
            for i in range(first, end):
                if i == ours:
                    theirs = last
                u, before = held[i], last
                if listens:
                    for e in range(start[u], start[u + 1]):
                        v = target[e]
                        if mark[v] == 0 and np.uint32(_drawn(base, v) - least[e]) <= most[e]:
                            mark[v] = 1
                            held[last] = v
                            last += 1
                else:
                    for e in range(start[u], single[u]):
                        if _drawn(base, e) <= most[e * each]:
                            v = target[e]
                            held[last] = v  # new or not: a branch often guessed wrong costs more
                            last += np.int64(mark[v] == 0)
                            mark[v] = 1
                    e = single[u]
                    if alike and e < start[u + 1]:
                        state[0] = base + np.uint64(e + 1) * _GOLDEN
                        left = start[u + 1] - e
                        while left > 0:
                            x = uniform(following(state))
                            if left < len(none) and x <= none[left]:
                                break
                            left -= np.int64(math.log(x) * fails[0])
                            if left <= 0:
                                break
                            v = target[start[u + 1] - left]
                            held[last] = v
                            last += np.int64(mark[v] == 0)
                            mark[v] = 1
                            left -= 1
                    elif e < start[u + 1]:
                        for b in range(band[u], band[u + 1]):
                            state[0] = base + np.uint64(e + 1) * _GOLDEN
                            e += np.int64(math.log(uniform(following(state))) * fails[b])
                            while e < band_end[b]:
                                if np.uint32(following(state) >> _HALF) <= most[e]:
                                    v = target[e]
                                    held[last] = v
                                    last += np.int64(mark[v] == 0)
                                    mark[v] = 1
                                e += 1 + np.int64(math.log(uniform(following(state))) * fails[b])
                            e = band_end[b]
                if len(by):
                    by[before:last] = u
            first, ours = end, theirs if ours < end else last
            step += 1
        for i in range(last):
            mark[held[i]] = 0
    return sums, steps


@njit(inline="always")
def _drawn(base: Any, key: Any) -> Any:
    """Give 32 bits for ``key`` in the run whose stream begins at ``base``."""
    return np.uint32(mixed(base + np.uint64(key + 1) * _GOLDEN) >> _HALF)


@njit(cache=True, nogil=True)
def _reached(people: Any, worth: Any, often: Any) -> Any:
    """Give what people are worth, and count each of them where that is asked for."""
    if len(often):
        for v in people:
            often[v] += 1
    if not len(worth):
        return np.float64(len(people))
    total = 0.0
    for v in people:
        total += worth[v]
    return total
