"""Welch: how sure it is that one mean is ahead of another, on the scale of a normal z.

Source   Welch (1947) and Satterthwaite (1946) for the degrees of freedom; Wallace (1959), "Bounds on normal
         approximations to Student's and the chi-square distributions", for t to z
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def z_of_t(t: ArrayLike, df: ArrayLike) -> Floats:
    """Give the z that is as rare as this t.

    Parameters
    ----------
    t : float64
        Student's t, of either sign.
    df : float64
        Its degrees of freedom; may be infinite.

    Returns
    -------
    float64
        Signed z.  Within 0.02 of the exact one for ``df >= 10`` and ``|z| <= 5``.

    Examples
    --------
    >>> z_of_t(2.2281, 10).round(2)   # the two-sided 5 % point of t with 10 df
    np.float64(1.96)

    """
    statistic, freedom = np.broadcast_arrays(np.asarray(t, dtype=np.float64), np.asarray(df, dtype=np.float64))
    finite = np.where(np.isfinite(freedom), freedom, 1.0)
    with np.errstate(over="ignore"):
        bent = np.sqrt(finite * np.log1p(statistic**2 / finite)) * (8 * finite + 1) / (8 * finite + 3)
    z: Floats = np.where(np.isfinite(freedom), np.copysign(bent, statistic), statistic)
    return z[()]


def t_of_z(z: ArrayLike, df: ArrayLike) -> Floats:
    """Give the t that is as rare as this z; the inverse of `z_of_t`.

    Examples
    --------
    >>> t_of_z(1.96, 10).round(2)
    np.float64(2.23)

    """
    normal, freedom = np.broadcast_arrays(np.asarray(z, dtype=np.float64), np.asarray(df, dtype=np.float64))
    finite = np.where(np.isfinite(freedom), freedom, 1.0)
    with np.errstate(over="ignore"):
        bent = np.sqrt(finite * np.expm1((normal * (8 * finite + 3) / (8 * finite + 1)) ** 2 / finite))
    t: Floats = np.where(np.isfinite(freedom), np.copysign(bent, normal), normal)
    return t[()]


def pairwise_z(mean: ArrayLike, se2: ArrayLike, df: ArrayLike, slack: ArrayLike | None = None) -> Floats:
    """Give, for each pair of businesses, the z by which the row is ahead of the column.

    Parameters
    ----------
    mean, se2, df : float64, shape (..., k)
        Means, their squared standard errors, and the degrees of freedom behind these.
    slack : float64, shape (..., k), optional
        Half-width within which each mean is known at all (rounding of a shown average).  The slack of
        both is taken off the difference first, in favour of the one behind.

    Returns
    -------
    float64, shape (..., k, k)
        Signed z; 0 on the diagonal, and for a pair whose scores show no spread at all: with nothing to
        judge chance by, nothing is claimed.

    Examples
    --------
    >>> pairwise_z([4.5, 4.0], [0.02, 0.02], [np.inf, np.inf])
    array([[ 0. ,  2.5],
           [-2.5,  0. ]])

    """
    means, squared, freedom = (np.asarray(x, dtype=np.float64) for x in (mean, se2, df))
    difference = means[..., :, None] - means[..., None, :]
    if slack is not None:
        loose = np.asarray(slack, dtype=np.float64)
        short = np.maximum(np.abs(difference) - (loose[..., :, None] + loose[..., None, :]), 0.0)
        difference = np.copysign(short, difference)
    together = squared[..., :, None] + squared[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(together > 0, difference / np.sqrt(together), 0.0)
    return z_of_t(t, pairwise_df(squared, freedom)) + 0.0  # no negative zeros


def pairwise_df(se2: Floats, df: Floats) -> Floats:
    """Give Satterthwaite's degrees of freedom for the difference of each pair, shape (..., k, k)."""
    part = np.where(np.isfinite(df), se2**2 / df, 0.0)
    together = se2[..., :, None] + se2[..., None, :]
    apart = part[..., :, None] + part[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0, together**2 / apart, np.inf)
