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


@njit(cache=True, nogil=True)
def added(
    local: Any, scores: Any, cluster: Any, weight: Any, tree: Any, lookup: Any, slots: Any, everything: int,
    whole: Any, real: Any, own: Any, row: Any,
) -> None:  # fmt: skip
    """Add a stretch of one business's rows.

    Parameters
    ----------
    local : uint32, shape (columns, rows)
    scores : int64, shape (rows, A)
    cluster, weight : int64, shape (rows,), or (0,)
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
                _add(start + i, everything, scores, cluster, weight, whole, real, own, row)
        for s in range(tree.shape[1]):
            level, width = tree[1, s], np.int64(tree[2, s])
            kept = 0
            for i in range(live[level]):
                place = at[level, i]
                found = lookup[tree[3, s] + np.int64(number[level, i]) * width + local[tree[0, s], start + place]]
                number[level + 1, kept] = found
                at[level + 1, kept] = place
                kept += found != 0
            live[level + 1] = kept
            for i in range(kept):
                slot = slots[tree[4, s] + number[level + 1, i] - 1]
                if slot >= 0:
                    _add(start + at[level + 1, i], slot, scores, cluster, weight, whole, real, own, row)


@njit(cache=True, nogil=True)
def _add(i: int, u: int, scores: Any, cluster: Any, weight: Any, whole: Any, real: Any, own: Any, row: Any) -> None:
    who = cluster[i] if len(cluster) else -1
    if who < 0 or who != row[u, LAST]:
        _closed(u, whole, real, own)
        row[u, PEOPLE] += 1
        row[u, LAST] = who
    row[u, ROWS] += 1
    for a in range(scores.shape[1]):
        x = scores[i, a]
        if x == MISSING:
            continue
        w = weight[i] if len(weight) else 1
        whole[u, a, COUNT] += 1
        whole[u, a, N] += w
        whole[u, a, TOTAL] += w * x
        whole[u, a, SQUARES] += w * x * x
        own[u, a, 0] += w
        own[u, a, 1] += w * x


@njit(cache=True, nogil=True)
def _closed(u: int, whole: Any, real: Any, own: Any) -> None:
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
        row[u, LAST] = -1
