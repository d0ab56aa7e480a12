"""Relative weights: how much of what several things explain together each of them explains.

Things that move together share what they explain.  Each is first replaced by the nearest of a set of things that
don't move together at all; what those explain is well defined, and is handed back by how much each is made of them.

Unit     shares of the variance of the outcome; they add up to R²
Source   Johnson (2000), "A heuristic method for estimating the relative weight of predictor variables in multiple
         regression", Multivariate Behavioral Research 35; it comes close to the mean over all orders of entering
         (Lindeman, Merenda & Gold 1980), which takes 2^k regressions
         Higham (2002), IMA Journal of Numerical Analysis 22, for why correlations of pairs need mending
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DUST = 1e-9
"""An eigenvalue up to this is none: what it stands for is said by the other things already."""


def relative_weights(correlation: Floats) -> Floats:
    """Give how much of the outcome's variance each predictor explains.

    Parameters
    ----------
    correlation : float64, shape (..., k + 1, k + 1)
        Correlations of the predictors and, last, the outcome; positive semi-definite (see `mended`).

    Returns
    -------
    float64, shape (..., k)
        None below 0; their sum is R² of the regression on all.  Predictors that say the same share evenly.

    Raises
    ------
    ValueError
        If there is no predictor, or the matrix isn't square.

    Examples
    --------
    Two that have nothing to do with each other explain their squared correlations:

    >>> relative_weights(np.array([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]])).round(2)
    array([0.36, 0.09])

    """
    held = np.asarray(correlation, dtype=np.float64)
    if held.ndim < 2 or held.shape[-1] != held.shape[-2] or held.shape[-1] < 2:
        raise ValueError(held.shape)
    among, with_outcome = held[..., :-1, :-1], held[..., :-1, -1]
    values, vectors = np.linalg.eigh(among)
    there = values > DUST
    root = np.sqrt(np.where(there, values, 0.0))
    back = np.where(there, 1.0 / np.where(there, root, 1.0), 0.0)
    turned = np.swapaxes(vectors, -1, -2)
    loads = (vectors * root[..., None, :]) @ turned
    slopes = ((vectors * back[..., None, :]) @ turned @ with_outcome[..., None])[..., 0]
    weights: Floats = (loads**2 @ (slopes**2)[..., None])[..., 0]
    return weights


def correlations(sums: Floats) -> Floats:
    """Give correlations of every pair of columns from the rows that have both.

    Parameters
    ----------
    sums : float64, shape (..., 4, p, p)
        For columns i and j, over the rows that have both: their number, the sum of i, of i², of i times j
        (`pair_sums`).

    Returns
    -------
    float64, shape (..., p, p)
        1 on the diagonal; 0 for a pair that no two rows have, or where one of them never varies.  Made from
        different rows, they may contradict each other: see `mended`.

    """
    n, one, square, product = (sums[..., i, :, :] for i in range(4))
    count = np.maximum(n, 1.0)
    other = np.swapaxes(one, -1, -2)
    spread = np.maximum(square / count - (one / count) ** 2, 0.0)
    both = spread * np.swapaxes(spread, -1, -2)
    sound = (both > 1e-12) & (n > 1)
    raw = (product / count - one * other / count**2) / np.sqrt(np.where(sound, both, 1.0))
    found: Floats = np.where(sound, np.clip(raw, -1.0, 1.0), 0.0)
    found[..., np.arange(found.shape[-1]), np.arange(found.shape[-1])] = 1.0
    return found


def pair_sums(values: Floats, groups: NDArray[np.int64], count: int) -> Floats:
    """Give what `correlations` is made from, for each group of rows.

    Parameters
    ----------
    values : float64, shape (n, p)
        NaN where a row has no value.
    groups : int64, shape (n,)
        Group of each row, ``0..count-1``.
    count : int
        How many groups.

    Returns
    -------
    float64, shape (count, 4, p, p)

    """
    there = ~np.isnan(values)
    filled, seen = np.where(there, values, 0.0), there.astype(np.float64)
    width = values.shape[1]
    made = np.empty((count, 4, width, width))
    for i in range(width):
        for j in range(width):
            parts = (seen[:, i] * seen[:, j], filled[:, i] * seen[:, j], filled[:, i] ** 2 * seen[:, j],
                     filled[:, i] * filled[:, j])  # fmt: skip
            for place, part in enumerate(parts):
                made[:, place, i, j] = np.bincount(groups, weights=part, minlength=count)
    return made


def mended(correlation: Floats) -> Floats:
    """Give the correlations, freed of contradictions: negative eigenvalues made 0, the diagonal 1 again.

    Parameters
    ----------
    correlation : float64, shape (..., p, p)
        Symmetric, 1 on the diagonal.

    Examples
    --------
    A that goes with B, B with C, and A against C, is more than three columns can do:

    >>> mended(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1.0]])).round(2)
    array([[ 1. ,  0.5, -0.5],
           [ 0.5,  1. ,  0.5],
           [-0.5,  0.5,  1. ]])

    """
    values, vectors = np.linalg.eigh(correlation)
    kept = (vectors * np.maximum(values, 0.0)[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    scale = np.sqrt(np.maximum(np.diagonal(kept, axis1=-2, axis2=-1), DUST))
    sound: Floats = kept / (scale[..., :, None] * scale[..., None, :])
    return sound
