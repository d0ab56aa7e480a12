"""One judge for lists of people from any tool: the same fresh reverse-reachable sets for all of them.

A set is drawn tie by tie with nothing clever, from numpy's generator in numba, not by the product's own sampler; a list
is judged by the share of sets it meets.  Sixty-three lists are judged at once, and a set ends when all have met it.
"""

from __future__ import annotations

import numpy as np
from numba import njit

LISTS = 63


@njit(cache=True)
def _met(start, source, chance, one, threshold, lists, whole, sets, most, seed, met):
    """Draw up to ``sets`` sets or ``most`` ties looked at; count in ``met`` which lists met each. Give sets drawn."""
    np.random.seed(seed)  # noqa: NPY002 - numba's own generator
    n = len(start) - 1
    seen = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    looked = 0
    for number in range(sets):
        queue[0] = np.random.randint(n)  # noqa: NPY002
        seen[queue[0]] = number
        first, last, mask = 0, 1, lists[queue[0]]
        while first < last and mask != whole:
            v = queue[first]
            first += 1
            begin, end = start[v], start[v + 1]
            if threshold and end > begin:
                begin += np.random.randint(end - begin)  # noqa: NPY002
                end = begin + 1
            for e in range(begin, end):
                u = source[e]
                p = 1.0 if threshold else one if one >= 0 else chance[v]
                if seen[u] != number and (p >= 1 or np.random.random() < p):  # noqa: NPY002
                    seen[u] = number
                    queue[last] = u
                    last += 1
                    mask |= lists[u]
            looked += end - begin
        for i in range(LISTS):
            met[i] += (mask >> np.uint64(i)) & np.uint64(1)
        if looked > most:
            return number + 1
    return sets


def judged(n, start, source, lists, *, chance=None, model="ic", sets=100_000, most=600_000_000, seed=20_261_122):
    """Give the spread of each list, and the standard error of a list that reaches as many as the first."""
    held = np.full(n, 0.0) if chance is not None else 1 / np.maximum(np.diff(start), 1)
    found, drawn = [], 0
    for at in range(0, len(lists), LISTS):
        some = lists[at : at + LISTS]
        mask, met = np.zeros(n, np.uint64), np.zeros(LISTS, np.int64)
        for i, people in enumerate(some):
            mask[np.asarray(people)] |= np.uint64(1) << np.uint64(i)
        whole = (np.uint64(1) << np.uint64(len(some))) - np.uint64(1)
        drawn = _met(
            start, source, held, -1.0 if chance is None else chance, model == "lt", mask, whole, sets, most, seed, met
        )
        found += (n * met[: len(some)] / drawn).tolist()
    share = found[0] / n
    return found, n * np.sqrt(share * (1 - share) / drawn), drawn
