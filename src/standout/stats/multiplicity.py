"""Multiplicity: p-values that stay honest when many claims are tested.

Unit     adjusted p-values: claim what is at most alpha
Source   Holm (1979), also with uneven shares of alpha; Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001)
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


def weighted_holm(p: ArrayLike, share: ArrayLike, rest: float = 0.0) -> Floats:
    """Adjust so that the chance of any false claim is at most alpha, alpha being shared unevenly.

    Parameters
    ----------
    p : float64, shape (k,)
        P-values.
    share : float64, shape (k,)
        Each claim's share of alpha, above 0, fixed before any score is seen.
    rest : float
        The sum of the shares of claims that were tested and are not among ``p``, such as those a coarse
        screen has settled; they count as if their p were 1.  What is kept back of alpha belongs here too.

    Returns
    -------
    float64, shape (k,)
        Adjusted p-values.

    Raises
    ------
    ValueError
        If a share is not above 0, or all shares and ``rest`` add to more than 1.

    Examples
    --------
    With even shares it is Holm's own:

    >>> weighted_holm([0.01, 0.04, 0.03], [1 / 3] * 3).round(2)
    array([0.03, 0.06, 0.06])

    Two more claims that were tested, and are not shown:

    >>> weighted_holm([0.01, 0.04, 0.03], [1 / 5] * 3, rest=2 / 5).round(2)   # x 5, x 3, x 4
    array([0.05, 0.12, 0.12])

    """
    values, order, adjusted = _sorted(np.asarray(p, dtype=np.float64) / _sound(share, rest))
    weight = np.asarray(share, dtype=np.float64)[order]
    left = rest + np.cumsum(weight[::-1])[::-1]
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * left), 1.0)
    return adjusted


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjust so that at most a share alpha of the claims is false on average, given positive dependence.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    array([0.03, 0.04, 0.04])

    """
    return _step_up(p, penalty=False)


def benjamini_yekutieli(p: ArrayLike, tests: int | None = None) -> Floats:
    """Adjust so that at most a share alpha of the claims is false on average, whatever the dependence.

    Parameters
    ----------
    p : float64, shape (k,)
        P-values.
    tests : int, optional
        How many claims were tested in all, those among ``p`` with them; the others count as if their p were
        1.  None for k.

    Raises
    ------
    ValueError
        If ``tests`` is less than there are p-values.

    Examples
    --------
    >>> benjamini_yekutieli([0.01, 0.04]).round(4)   # 2 x 0.01 x (1 + 1/2), 1 x 0.04 x (1 + 1/2)
    array([0.03, 0.06])
    >>> benjamini_yekutieli([0.01], tests=2).round(4)
    array([0.03])

    """
    return _step_up(p, penalty=True, tests=tests)


def _step_up(p: ArrayLike, *, penalty: bool, tests: int | None = None) -> Floats:
    values, order, adjusted = _sorted(p)
    count = len(order) if tests is None else tests
    if count < len(order):
        raise ValueError(tests, len(order))
    weight = np.sum(1 / np.arange(1, count + 1)) if penalty else 1.0
    raised = values[order] * count / np.arange(1, len(order) + 1) * weight
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def _sound(share: ArrayLike, rest: float) -> Floats:
    weight = np.asarray(share, dtype=np.float64)
    if (weight <= 0).any() or rest < 0 or weight.sum() + rest > 1 + 1e-9:
        raise ValueError(share, rest)
    return weight


def _sorted(p: ArrayLike) -> tuple[Floats, NDArray[np.intp], Floats]:
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")[: np.count_nonzero(~np.isnan(values))]
    return values, order, np.full(values.shape, np.nan)
