"""Folds: which rows are predicted by which model, so that no model ever saw the business, or the text, it predicts.

Reads    who is rated: a business, a text
Makes    fold   a number a row, -1 where no fold holds it
Rule     whole businesses where at least three carry ratings, largest first, each to the fold with the fewest rated
         rows; else texts, in the order of a hash, the same text always in the same fold
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
FEWEST = 3
"""From so many rated businesses on whole businesses are held out."""

Ints = NDArray[np.int64]


def by_business(business: Ints, rated: NDArray[np.bool_]) -> Ints:
    """Give the fold of each row; all rows of a business share one, -1 where it has no rated row.

    Examples
    --------
    >>> by_business(np.array([7, 7, 8, 9, 10]), np.array([True, True, True, True, False])).tolist()
    [0, 0, 1, 2, -1]

    """
    ids, rows = np.unique(business[rated], return_counts=True)
    folds = min(FOLDS, len(ids))
    held = np.zeros(folds)
    own: dict[int, int] = {}
    for place in np.lexsort((ids, -rows)):
        own[int(ids[place])] = lightest = int(held.argmin())
        held[lightest] += rows[place]
    return np.array([own.get(int(one), -1) for one in business], dtype=np.int64)


def by_text(texts: Sequence[str], rated: NDArray[np.bool_], seed: int) -> Ints:
    """Give the fold of each row by what it says; the same words always share one.  -1 where nobody rated them."""
    order = sorted({text for text, one in zip(texts, rated, strict=True) if one}, key=lambda text: drawn(text, seed))
    own = {text: place % FOLDS for place, text in enumerate(order)}
    return np.array([own.get(text, -1) for text in texts], dtype=np.int64)


def drawn(text: str, seed: int) -> bytes:
    """Give what a text is drawn by: a hash that depends on nothing but the text and the seed."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=str(seed).encode()).digest()
