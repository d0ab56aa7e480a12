"""Sweep: add each row's lanes to every world that holds it, a block of rows at a time.

Column sets are visited depth first.  For each set, the rows of its parent that are in some world are found
anew in its lookup, and those that are in none are left behind; then their lanes are added.

Unit     lanes, as `stats.worlds.lanes` packs them
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

BLOCK = 4096
"""Rows taken at a time, so that their numbers and lanes stay in the processor's cache while all sets pass."""


@njit(cache=True, nogil=True)
def recode(codes: Any, table: Any, out: Any) -> None:
    """Renumber codes."""
    for i in range(len(codes)):
        out[i] = table[codes[i]]


@njit(cache=True, nogil=True)
def recode_at(codes: Any, at: Any, table: Any, out: Any) -> None:
    """Renumber the codes of some rows."""
    for i in range(len(at)):
        out[i] = table[codes[at[i]]]


@njit(cache=True, nogil=True)
def sweep(local: Any, lanes: Any, tree: Any, lookup: Any, sums: Any) -> None:
    """Add lanes to sums.

    Parameters
    ----------
    local : uint32, shape (columns, rows)
        Recoded values.
    lanes : int64, shape (rows, L)
    tree : int64, shape (7, S)
        Of each set: last column, level, width, where its lookup begins, worlds before its first, whether its
        worlds are wanted (1) or only lead to others (0), and how many its parent has where it is looked up by value.
    lookup : uint32
        As `Plan` has it.
    sums : int64, shape (K + 1, L)
        One row a world, after one for everything.

    """
    levels = 1
    for s in range(tree.shape[1]):
        levels = max(levels, tree[1, s] + 2)
    number, at = np.ones((levels, BLOCK), np.uint32), np.zeros((levels, BLOCK), np.uint16)
    live = np.zeros(levels, np.int64)
    for i in range(BLOCK):
        at[0, i] = i
    narrow = lanes.shape[1] == 4
    for start in range(0, lanes.shape[0], BLOCK):
        block = lanes[start : start + BLOCK]
        live[0] = len(block)
        for i in range(len(block)):
            for lane in range(lanes.shape[1]):
                sums[0, lane] += block[i, lane]
        for s in range(tree.shape[1]):
            level, width = tree[1, s], np.uint64(tree[2, s])
            values, here = local[tree[0, s], start:], lookup[tree[3, s] :]
            parent, parent_at, child, child_at = number[level], at[level], number[level + 1], at[level + 1]
            kept = np.uint64(0)
            if tree[6, s]:
                for i in range(live[level]):
                    row = np.uint64(parent_at[i])
                    number_in = looked_up(here, tree[6, s], np.int64(parent[i]), np.int64(values[row]))
                    child[kept] = number_in
                    child_at[kept] = row
                    kept += np.uint64(number_in != 0)
            else:
                for i in range(live[level]):
                    row = np.uint64(parent_at[i])
                    found = here[np.uint64(parent[i]) * width + np.uint64(values[row])]
                    child[kept] = found
                    child_at[kept] = row
                    kept += np.uint64(found != 0)
            live[level + 1] = kept
            if tree[5, s]:
                _added(child, child_at, np.int64(kept), block, sums[tree[4, s] :], narrow)


@njit(cache=True, nogil=True)
def looked_up(lookup: Any, parents: int, parent: Any, value: Any) -> Any:
    """Give the number of the world of a parent's number, 1..parents, and a value; 0 for none."""
    low, high = np.int64(lookup[parent]), np.int64(lookup[parent + 1])
    first = parents + 2
    end = high
    while low < high:
        middle = (low + high) // 2
        if lookup[first + middle] < value:
            low = middle + 1
        else:
            high = middle
    return low + 1 if low < end and lookup[first + low] == value else 0


@njit(cache=True, nogil=True, inline="always")
def _added(number: Any, at: Any, live: Any, block: Any, sums: Any, narrow: bool) -> None:  # noqa: FBT001 - a kernel's
    if narrow:
        for i in range(live):
            w, row = np.uint64(number[i]), np.uint64(at[i])
            a, b, c, d = block[row, 0], block[row, 1], block[row, 2], block[row, 3]
            e, f, g, h = sums[w, 0], sums[w, 1], sums[w, 2], sums[w, 3]
            sums[w, 0] = a + e
            sums[w, 1] = b + f
            sums[w, 2] = c + g
            sums[w, 3] = d + h
    else:
        for i in range(live):
            w, row = np.uint64(number[i]), np.uint64(at[i])
            for lane in range(0, block.shape[1], 4):
                a, b, c, d = block[row, lane], block[row, lane + 1], block[row, lane + 2], block[row, lane + 3]
                sums[w, lane] += a
                sums[w, lane + 1] += b
                sums[w, lane + 2] += c
                sums[w, lane + 3] += d
