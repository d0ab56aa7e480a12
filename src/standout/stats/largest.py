"""Largest: whether the one with the most is truly the largest, and within which limits shares lie.

Unit     counts of people who wrote once; shares 0 to 1
Source   the leader against the runner-up alone, two-sided: Hung & Fithian (2019), "Rank verification for
         exponential families", Annals of Statistics 47; after Gutmann & Maymin (1987), Annals of Statistics 15.
         Shares all at once: Clopper & Pearson (1934), Biometrika 26, each at its part of the 5 %.  Goodman's
         limits (1965) miss one of 58 shares in a fifth of markets of 100 people (benchmarks/dominance_error.py)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv

Floats = NDArray[np.float64]


def largest_p(counts: ArrayLike) -> Floats:
    """Give the p-value that whoever has the most is not alone the largest.

    Parameters
    ----------
    counts : int64, shape (..., k)
        How many people chose each of k.

    Returns
    -------
    float64, shape (...)
        ``2 P(X >= a)`` for ``X`` binomial over ``a + b`` with a half, where ``a`` and ``b`` are the two largest
        counts; at most 1, and 1 where there are fewer than two to choose from.  However many are tied for the
        first place in truth, it is at most alpha in a share alpha of markets.

    Examples
    --------
    9 against 1: 2 x (10 + 1) / 1024.

    >>> largest_p([1, 9]).round(4)
    np.float64(0.0215)

    """
    held = np.asarray(counts, dtype=np.float64)
    if held.shape[-1] < 2:
        return np.ones(held.shape[:-1])
    two = np.sort(held, axis=-1)[..., -2:]
    second, first = two[..., 0], two[..., 1]
    p = np.where(first > 0, 2 * betainc(np.maximum(first, 1), second + 1, 0.5), 1.0)
    return np.asarray(np.minimum(p, 1.0))[()]


def share_intervals(counts: ArrayLike, total: int, of: int, level: float = 0.95) -> tuple[Floats, Floats]:
    """Give limits for the shares of a market that all hold together.

    Parameters
    ----------
    counts : int64, shape (m,)
        How many people chose each one asked for.
    total : int
        How many people there are.
    of : int
        Among how many the market is shared, those not asked for too.
    level : float
        How often, at least, all limits hold.

    Returns
    -------
    low, high : float64, shape (m,)
        0 to 1 where nobody was counted.

    Examples
    --------
    >>> low, high = share_intervals([50, 10], total=100, of=10)
    >>> low.round(2), high.round(2)
    (array([0.36, 0.03]), array([0.64, 0.21]))

    """
    held = np.asarray(counts, dtype=np.float64)
    if total <= 0:
        return np.zeros(held.shape), np.ones(held.shape)
    tail = (1 - level) / (2 * max(of, 1))
    low = np.where(held > 0, betaincinv(np.maximum(held, 1), total - held + 1, tail), 0.0)
    high = np.where(held < total, betaincinv(held + 1, np.maximum(total - held, 1), 1 - tail), 1.0)
    return low, high
