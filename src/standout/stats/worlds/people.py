"""People: sums of a few worlds over rows sorted by who judged, one person's share put together first.

Unit     hundredths, times weight; as `exact.Figures` holds them
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from standout.stats.worlds.rows import MISSING
from standout.stats.worlds.sweep import BLOCK

COUNT, N, TOTAL, SQUARES, CLUSTERS = range(5)
CSS, CSN, CNN = range(3)
ROWS, PEOPLE, LAST = range(3)
NOBODY = -2
"""The person being read, before the first."""


@njit(cache=True, nogil=True)
def alone(cluster: Any) -> Any:
    """Whether each row of a business is its person's only one there; rows are sorted by person."""
    found = np.ones(len(cluster), np.bool_)
    for i in range(1, len(cluster)):
        if cluster[i] >= 0 and cluster[i] == cluster[i - 1]:
            found[i] = False
            found[i - 1] = False
    return found


@njit(cache=True, nogil=True)
def added(  # noqa: PLR0913 - a compiled kernel takes arrays, not records
    local: Any, scores: Any, cluster: Any, weight: Any, tree: Any, lookup: Any, slots: Any, everything: int,
    whole: Any, real: Any, own: Any, row: Any,
) -> None:  # fmt: skip
    """Add a stretch of one business's rows.

    Parameters
    ----------
    local : uint32, shape (columns, rows)
    scores : int64, shape (rows, A)
    cluster, weight : int64, shape (rows,)
    tree, lookup, slots, everything
        As `Chosen` has them.
    whole : int64, shape (U, A, 5)
    real : float64, shape (U, A, 3)
    own : int64, shape (U, A, 2)
        Weight and weighted total of the person being read.
    row : int64, shape (U, 3)
        Rows, people, and the person being read.

    """
    levels = 1
    for s in range(tree.shape[1]):
        levels = max(levels, tree[1, s] + 2)
    number, at = np.ones((levels, BLOCK), np.uint32), np.zeros((levels, BLOCK), np.uint16)
    live = np.zeros(levels, np.int64)
    for i in range(BLOCK):
        at[0, i] = i
    for start in range(0, scores.shape[0], BLOCK):
        live[0] = min(BLOCK, scores.shape[0] - start)
        if everything >= 0:
            for i in range(live[0]):
                _add(start + i, everything, scores, cluster[start + i], weight[start + i], whole, real, own, row)
        for s in range(tree.shape[1]):
            level, width = tree[1, s], np.uint64(tree[2, s])
            values, here = local[tree[0, s], start:], lookup[tree[3, s] :]
            parent, parent_at, child, child_at = number[level], at[level], number[level + 1], at[level + 1]
            kept = np.uint64(0)
            for i in range(live[level]):
                place = np.uint64(parent_at[i])
                found = here[np.uint64(parent[i]) * width + np.uint64(values[place])]
                child[kept] = found
                child_at[kept] = place
                kept += np.uint64(found != 0)
            live[level + 1] = kept
            if not tree[5, s]:
                continue
            for i in range(live[level + 1]):
                slot = slots[tree[4, s] + np.int64(child[i]) - 1]
                if slot >= 0:
                    j = start + np.int64(child_at[i])
                    _add(j, slot, scores, cluster[j], weight[j], whole, real, own, row)


@njit(cache=True, nogil=True)
def _add(  # noqa: PLR0913 - as above
    i: Any, u: Any, scores: Any, who: Any, weight: Any, whole: Any, real: Any, own: Any, row: Any
) -> None:
    if who < 0 or who != row[u, LAST]:
        if row[u, LAST] != NOBODY:
            _closed(u, whole, real, own)
        row[u, PEOPLE] += 1
        row[u, LAST] = who
    row[u, ROWS] += 1
    for a in range(scores.shape[1]):
        x = scores[i, a]
        if x == MISSING:
            continue
        whole[u, a, COUNT] += 1
        whole[u, a, N] += weight
        whole[u, a, TOTAL] += weight * x
        whole[u, a, SQUARES] += weight * x * x
        own[u, a, 0] += weight
        own[u, a, 1] += weight * x


@njit(cache=True, nogil=True)
def _closed(u: Any, whole: Any, real: Any, own: Any) -> None:
    """Count a person in."""
    for a in range(own.shape[1]):
        if own[u, a, 0]:
            n, total = float(own[u, a, 0]), float(own[u, a, 1])
            whole[u, a, CLUSTERS] += 1
            real[u, a, CSS] += total * total
            real[u, a, CSN] += total * n
            real[u, a, CNN] += n * n
            own[u, a, 0] = 0
            own[u, a, 1] = 0


@njit(cache=True, nogil=True)
def closed(whole: Any, real: Any, own: Any, row: Any) -> None:
    """Count the last person of every world in."""
    for u in range(len(row)):
        _closed(u, whole, real, own)
        row[u, LAST] = NOBODY
