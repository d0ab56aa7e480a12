"""Ranks: for every business the places it may hold, all right at once with the stated confidence.

Unit     rank 1 is the highest mean; a tie is an interval, never a guess
Source   Mogstad, Romano, Shaikh & Wilhelm (2024), "Inference for Ranks with Applications to Mobility across
         Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91; all pairs by
         Tukey-Kramer and Games & Howell (1976), t turned to z by Wallace (1959)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from standout.stats.welch import pairwise_z

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """Places that each business may hold.

    Attributes
    ----------
    low, high : int64, shape (..., k)
        Best and worst place, 1 the best.
    ahead : bool, shape (..., k, k)
        True where the row is shown to be ahead of the column.
    critical : float
        The z that a pair had to pass.

    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    ahead: NDArray[np.bool_]
    critical: float


def rank_intervals(
    mean: ArrayLike, se2: ArrayLike, df: ArrayLike, slack: ArrayLike | None = None, level: float = 0.95
) -> RankIntervals:
    """Give simultaneous intervals for the ranks of all businesses of a league.

    Parameters
    ----------
    mean, se2, df, slack : float64, shape (..., k)
        As in `welch.pairwise_z`; ``se2`` guarded.  Each of the leading axes is a league of its own.
    level : float
        With at least this probability every interval holds every place its business may truly have;
        tied businesses may have each of the places they share.

    Returns
    -------
    RankIntervals
        ``low`` is 1 + how many are shown to be ahead, ``high`` is k less how many are shown to be behind.

    Examples
    --------
    >>> league = rank_intervals([4.8, 4.0, 3.9], [0.01, 0.01, 0.01], [np.inf] * 3)
    >>> league.low.tolist(), league.high.tolist()
    ([1, 2, 2], [1, 3, 3])

    """
    z = pairwise_z(mean, se2, df, slack)
    critical = all_pairs_critical(z.shape[-1], level)
    ahead = z > critical
    low = 1 + ahead.sum(axis=-2, dtype=np.int64)
    high = z.shape[-1] - ahead.sum(axis=-1, dtype=np.int64)
    return RankIntervals(low=low, high=high, ahead=ahead, critical=critical)


@lru_cache(maxsize=1024)
def all_pairs_critical(businesses: int, level: float = 0.95) -> float:
    """Give the z that no pair of ``businesses`` tied ones passes, with probability ``level``.

    The upper quantile of the studentized range at infinite degrees of freedom, over the square root of 2.

    Examples
    --------
    >>> round(all_pairs_critical(3), 3)   # tables of the studentized range: 3.314 / sqrt 2
    2.344

    """
    if businesses < 2:
        return float("inf")
    low, high = 0.0, 20.0
    while high - low > 1e-10:
        middle = (low + high) / 2
        low, high = (middle, high) if _range_below(middle, businesses) < level else (low, middle)
    return float((low + high) / 2 / np.sqrt(2))


def _range_below(q: float, k: int) -> float:
    """Probability that k independent normal values all lie within q of each other."""
    x = -9.0 + 18.0 * (_NODES + 1) / 2
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return float(9.0 * k * np.sum(_WEIGHTS * density * (ndtr(x + q) - ndtr(x)) ** (k - 1)))
