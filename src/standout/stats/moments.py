"""Moments: means and variances from integer sums, the same on every engine to the bit.

Unit     of the sums: hundredths in, hundredths (and hundredths squared) out
Source   the variance of a mean of clusters: Liang & Zeger (1986), with G/(G-1) for few clusters
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def mean_variance(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> tuple[Floats, Floats]:
    """Give means and sample variances.

    Parameters
    ----------
    n, total, squares : int64, any one shape
        How many scores, their sum, the sum of their squares.

    Returns
    -------
    mean, variance : float64, the same shape
        In the sum's unit, and that squared.  NaN where there is no score (mean) or fewer than two (variance).

    Notes
    -----
    The variance is made from ``n·squares − total²``, which is exact in integers up to 9e18, so that
    cancellation takes no digits and two engines agree to the bit.  Larger sums are done in whole Python numbers.

    Examples
    --------
    >>> mean_variance([3], [1200], [500000])
    (array([400.]), array([10000.]))

    """
    count, sums, powers = (np.asarray(x, dtype=np.int64) for x in (n, total, squares))
    spread = _whole_spread(count, sums, powers)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(count > 0, sums / count, np.nan)
        variance = np.where(count > 1, spread / (count * (count - 1.0)), np.nan)
    return mean, variance


def clustered_variance(
    n: ArrayLike, total: ArrayLike, clusters: ArrayLike, css: ArrayLike, csn: ArrayLike, cnn: ArrayLike
) -> Floats:
    """Give the variance of a mean when one person may have given several scores.

    Parameters
    ----------
    n, total : int64, any one shape
        How many scores, and their sum.
    clusters : int64
        How many people gave them.
    css, csn, cnn : int64
        Over people: the sum of (their total)², of their total times their count, of (their count)².

    Returns
    -------
    float64, the same shape
        Squared standard error of the mean; NaN with fewer than two people.

    Examples
    --------
    Two people, each with the same score twice (5, 5 and 3, 3): as much as two scores say.

    >>> clustered_variance([4], [1600], [2], [1360000], [3200], [8])
    array([10000.])

    """
    count, sums, groups, ss, sn, nn = (np.asarray(x, dtype=np.float64) for x in (n, total, clusters, css, csn, cnn))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums / count
        residual = np.maximum(ss - 2 * mean * sn + mean**2 * nn, 0.0)
        variance = groups / (groups - 1) * residual / count**2
    return np.where(groups > 1, variance, np.nan)


def _whole_spread(n: NDArray[np.int64], total: NDArray[np.int64], squares: NDArray[np.int64]) -> Floats:
    if n.size and float(n.max()) * float(squares.max()) < 9e18:
        return (n * squares - total * total).astype(np.float64)
    whole = n.astype(object) * squares.astype(object) - total.astype(object) * total.astype(object)
    spread: Floats = whole.astype(np.float64)
    return spread
