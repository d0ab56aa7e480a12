"""Each: how many people each person may be expected to bring, in as long a time again.

Who brought three was good, and was lucky too.  So everybody is drawn towards the rest, by as much as the spread of
all counts leaves to luck.

Model     each person brings at a rate of their own, gamma over people with mean m and shape k; counts are Poisson
Sum       the estimates of all people come to what was seen in all
Interval  of the rate, over what k and m may be; it says what is known of the person, not how one year turns out
Source    Robbins (1956) for drawing counts together; k and m as in `branching`; coverage: benchmarks/reach.py
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, gammainc

from standout.stats.branching import shapes

Floats = NDArray[np.float64]

_NODES = (np.arange(9) + 0.5) / 9
_HALVINGS = 40
_FAR = 60.0
_LEAST = np.log(1e-6)  # less than that is nobody


@dataclass(frozen=True, slots=True)
class Expected:
    """What each may be expected to bring: the estimate and its interval, each float64 of shape (people,)."""

    estimate: Floats
    low: Floats
    high: Floats


def expected(brought: ArrayLike, level: float = 0.95) -> Expected:
    """Give how many each may be expected to bring, in as long a time again.

    Parameters
    ----------
    brought : int64, shape (people,)
        How many each brought; those who brought nobody and could have are in it.
    level : float
        Of the interval.

    Returns
    -------
    Expected
        The estimates sum to the sum of ``brought``.

    Raises
    ------
    ValueError
        If there is nobody, or a count is below 0.

    Examples
    --------
    >>> found = expected([4, 0, 0, 0, 0, 0, 0, 0])
    >>> found.estimate.round(2).tolist()[:2], round(float(found.estimate.sum()), 6)
    ([2.82, 0.17], 4.0)

    """
    counts = np.asarray(brought, dtype=np.int64)
    if counts.size == 0 or counts.min() < 0:
        raise ValueError(counts.size)
    if not counts.any():
        return Expected(np.zeros(counts.size), np.zeros(counts.size), _ends(counts, (1 + level) / 2))
    shape, weight = shapes(counts)
    kinds, place = np.unique(counts, return_inverse=True)
    total, people = int(counts.sum()), counts.size
    kept = total / (total + shape * people)  # of a rate, where one knows k
    each = ((shape + kinds[:, None]) * kept) @ weight
    tail = (1 - level) / 2
    return Expected(each[place], _ends(counts, tail), _ends(counts, 1 - tail))


def _ends(counts: NDArray[np.int64], share: float) -> Floats:
    """Give the rate below which ``share`` of what it may be lies, for each person."""
    shape, weight = shapes(counts)
    kinds, place = np.unique(counts, return_inverse=True)
    kept = betaincinv(counts.sum() + 0.5, counts.size * shape[:, None], _NODES)  # (shapes, nodes)
    low, high = np.full(len(kinds), -_FAR), np.full(len(kinds), np.log(counts.max() + 1.0) + 5)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = gammainc((shape[:, None] + kinds[:, None, None]), np.exp(middle)[:, None, None] / kept).mean(axis=2)
        under = below @ weight < share
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    found: Floats = np.where(high > _LEAST, np.exp(high), 0.0)
    return found[place]
