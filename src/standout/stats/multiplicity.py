"""Multiplicity: p-values that stay honest when many claims are tested.

Unit     adjusted p-values: claim what is at most alpha
Source   Holm (1979); Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001)
No value NaN in, NaN out: a claim that was not tested doesn't count
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def holm(p: ArrayLike) -> Floats:
    """Adjust so that the chance of any false claim is at most alpha, whatever the dependence.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    array([0.03, 0.06, 0.06])

    """
    values, order, adjusted = _sorted(p)
    steps = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * steps), 1.0)
    return adjusted


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjust so that at most a share alpha of the claims is false on average, given positive dependence.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    array([0.03, 0.04, 0.04])

    """
    return _step_up(p, penalty=False)


def benjamini_yekutieli(p: ArrayLike) -> Floats:
    """Adjust so that at most a share alpha of the claims is false on average, whatever the dependence.

    Examples
    --------
    >>> benjamini_yekutieli([0.01, 0.04]).round(4)   # 2 x 0.01 x (1 + 1/2), 1 x 0.04 x (1 + 1/2)
    array([0.03, 0.06])

    """
    return _step_up(p, penalty=True)


def _step_up(p: ArrayLike, *, penalty: bool) -> Floats:
    values, order, adjusted = _sorted(p)
    place = np.arange(1, len(order) + 1)
    weight = np.sum(1 / place) if penalty else 1.0
    raised = values[order] * len(order) / place * weight
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def _sorted(p: ArrayLike) -> tuple[Floats, NDArray[np.intp], Floats]:
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")[: np.count_nonzero(~np.isnan(values))]
    return values, order, np.full(values.shape, np.nan)
