"""Halo: what a business does better or worse than it does in general.

Who likes a place likes its waiting time too.  A halo-free score takes that out: each aspect is put on one scale,
and a business's own average over its aspects is taken off.  That average is as wrong as the aspects it is made of:
the less is known of them, the larger the error, and the harder anything stands out.

``free = scale_a (z_ga - mean over b of z_gb)``,   ``z_ga = (mean_ga - mean of a) / scale_a``

Unit     that of the aspect
No row   where a business has fewer than two aspects whose error is known, or an aspect is known of one business alone
Takes    the means of aspects as the same for all, so that they fall out of a lead
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HaloFree:
    """Scores against a business's own average; NaN where there are none.

    Attributes
    ----------
    estimate, variance : float64, shape (businesses, aspects)

    """

    estimate: Floats
    variance: Floats


def halo_free(means: ArrayLike, covariance: ArrayLike, scale: ArrayLike | None = None) -> HaloFree:
    """Give each aspect of each business against the business's own average.

    Parameters
    ----------
    means : float64, shape (G, A)
        NaN where a business isn't scored on an aspect.
    covariance : float64, shape (G, A, A)
        Of a business's means with each other, since one review rates several aspects; where that of an aspect with
        itself isn't finite, nothing tells how wrong it is, and the aspect is left out.
    scale : float64, shape (A,), optional
        How wide each aspect's scale is; all alike where none is given.

    Returns
    -------
    HaloFree

    Examples
    --------
    The second business is a point better at the one thing, two points at the other, so 1.5 in general:

    >>> free = halo_free([[3.0, 3.0], [4.0, 5.0]], np.zeros((2, 2, 2)))
    >>> free.estimate.round(2).tolist()   # half a point less than in general, and half a point more
    [[0.25, -0.25], [-0.25, 0.25]]

    """
    mean, cov = np.asarray(means, np.float64), np.asarray(covariance, np.float64)
    wide = np.ones(mean.shape[1]) if scale is None else np.asarray(scale, np.float64)
    known = np.isfinite(mean) & np.isfinite(np.diagonal(cov, axis1=1, axis2=2))
    known &= known.sum(axis=0) > 1
    known &= known.sum(axis=1, keepdims=True) > 1
    filled = np.where(known, mean, 0.0)
    centre = filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    z = np.where(known, filled - centre, 0.0) / wide
    held = np.where(known[:, :, None] & known[:, None, :], cov, 0.0) / (wide[:, None] * wide[None, :])
    part = known / np.maximum(known.sum(axis=1, keepdims=True), 1)
    estimate = wide * (z - (part * z).sum(axis=1, keepdims=True))
    weighed = held * part[:, None, :]
    alone = np.diagonal(held, axis1=1, axis2=2)
    variance = alone - 2 * weighed.sum(axis=2) + (weighed * part[:, :, None]).sum(axis=(1, 2))[:, None]
    variance = np.maximum(variance, 0.0) * wide**2
    return HaloFree(np.where(known, estimate, np.nan), np.where(known, variance, np.nan))


def covariances(influence: ArrayLike, cluster: ArrayLike, business: ArrayLike, variance: ArrayLike) -> Floats:
    """Give the covariance of each business's means, from what each row added to them.

    Parameters
    ----------
    influence : float64, shape (rows, A)
        As `standout.stats.predicted.Predicted.influence` gives it, aspect by aspect.
    cluster, business : int64, shape (rows,)
        Who wrote each row, and of whom.
    variance : float64, shape (G, A)
        Of the means; the covariances are brought to its scale.  NaN is kept.

    Returns
    -------
    float64, shape (G, A, A)

    """
    given, who = np.asarray(influence, np.float64), np.asarray(cluster, np.int64)
    code, target = np.asarray(business, np.int64), np.asarray(variance, np.float64)
    count, (businesses, aspects) = int(who.max(initial=-1)) + 1, target.shape
    sums = np.stack([np.bincount(who, given[:, a], count) for a in range(aspects)], axis=1)
    whose = np.zeros(count, np.int64)
    whose[who] = code
    found = np.empty((businesses, aspects, aspects))
    for one in range(aspects):
        for two in range(one, aspects):
            products = np.bincount(whose, sums[:, one] * sums[:, two], businesses)
            found[:, one, two] = found[:, two, one] = products
    own = np.sqrt(np.diagonal(found, axis1=1, axis2=2))
    wanted = np.sqrt(target)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(own > 0, wanted / np.where(own > 0, own, 1.0), np.where(np.isnan(wanted), np.nan, 0.0))
    scaled = found * ratio[:, :, None] * ratio[:, None, :]
    at = np.arange(aspects)
    scaled[:, at, at] = target
    return np.asarray(scaled)
