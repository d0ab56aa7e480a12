"""Sweep: the sums of every world of a plan over a stretch of rows, a block of rows at a time.

Unit     whole numbers, as `lanes` makes them
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

BLOCK = 4096
"""Rows taken at a time: their numbers and lanes stay in the processor's cache while all sets pass over them."""


@njit(cache=True, nogil=True)
def recoded(codes: NDArray[Any], table: NDArray[np.int32], out: NDArray[np.int32]) -> None:
    """Renumber codes."""
    for i in range(len(codes)):
        out[i] = table[codes[i]]


@njit(cache=True, nogil=True)
def sweep(
    local: NDArray[np.int32],
    lanes: NDArray[np.int64],
    column: NDArray[np.int64],
    level: NDArray[np.int64],
    width: NDArray[np.int64],
    at: NDArray[np.int64],
    lookup: NDArray[np.int32],
    first: NDArray[np.int64],
    sums: NDArray[np.int64],
) -> None:
    """Add the lanes of each row to the sums of each world that holds it."""
    count = lanes.shape[1]
    number = np.ones((level.max() + 2 if len(level) else 1, BLOCK), np.int32)
    for start in range(0, lanes.shape[0], BLOCK):
        stop = min(start + BLOCK, lanes.shape[0])
        for s in range(len(column)):
            parent, here, values = number[level[s]], number[level[s] + 1], local[column[s]]
            for i in range(stop - start):
                n = lookup[at[s] + parent[i] * width[s] + values[start + i]]
                here[i] = n
                if n:
                    w = first[s] + n - 1
                    for lane in range(count):
                        sums[w, lane] += lanes[start + i, lane]
