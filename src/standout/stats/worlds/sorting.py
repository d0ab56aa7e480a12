"""Sorting: rows by business, then by who judged, column by column and in two steps that stay in the cache.

Rows are dealt to their businesses first, as cards are dealt to players, which keeps their order; then each
business's own are put in order of people.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def dealt_to(business: Any, starts: Any, out: Any) -> None:
    """Give each row's place when rows are dealt to businesses."""
    free = starts.copy()
    for i in range(len(business)):
        out[i] = free[business[i]]
        free[business[i]] += 1


@njit(cache=True, nogil=True)
def dealt(column: Any, place: Any, out: Any) -> None:
    """Deal a column's rows."""
    for i in range(len(place)):
        out[place[i]] = column[i]


@njit(cache=True, nogil=True)
def picked(column: Any, order: Any, out: Any) -> None:
    """Take a column's rows in an order."""
    for i in range(len(order)):
        out[i] = column[order[i]]


def order_of(cluster: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.integer]:
    """Give the order that puts each business's rows, dealt already, by who judged; a person's keep theirs."""
    order: NDArray[np.integer] = np.empty(len(cluster), np.uint32 if len(cluster) < 1 << 32 else np.int64)
    for start, stop in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        who = cluster[start:stop]
        if stop - start < 2:
            order[start:stop] = start
            continue
        bits = (stop - start - 1).bit_length()
        least, most = int(who.min()), int(who.max())
        if (most - least).bit_length() + bits > 63:
            order[start:stop] = start + np.argsort(who, kind="stable")
            continue
        key = (who - least) << bits
        key |= np.arange(stop - start)
        key.sort()
        key &= (1 << bits) - 1
        order[start:stop] = start + key
    return order
