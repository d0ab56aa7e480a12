"""Levels: what the p-value of one claim may be at most to be claimed, the other claims being as they are.

Rules that test many claims at once give each a level that depends on the others.  With these held still it is one
number, which tells what would become of a claim if only its own evidence changed.

Unit     p-values; NaN where a claim was not tested
Source   Goeman & Solari (2010), "The sequential rejection principle of familywise error control", Annals of
         Statistics 38: what Holm's rule rejects doesn't depend on the order; Ferreira & Zwinderman (2006), "On the
         Benjamini-Hochberg method", Annals of Statistics 34: lowering a p-value that is claimed changes no other claim
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def holm_levels(p: ArrayLike, share: ArrayLike, alpha: float, rest: float = 0.0) -> Floats:
    """Give the level of each claim under `multiplicity.weighted_holm`.

    Parameters
    ----------
    p, share, rest
        As `multiplicity.weighted_holm` takes them, without NaN.
    alpha : float
        The level of all claims together.

    Returns
    -------
    float64, shape (k,)
        A claim is shown exactly where its p is at most this.

    Examples
    --------
    Three even claims: once the first is shown, the others have half of alpha each.

    >>> holm_levels([0.01, 0.04, 0.03], [1 / 3] * 3, 0.05).round(4)
    array([0.0167, 0.025 , 0.025 ])

    """
    values, weight = np.asarray(p, dtype=np.float64), np.asarray(share, dtype=np.float64)
    order = np.argsort(values / weight, kind="stable")
    ratio, own = (values / weight)[order], weight[order]
    left = rest + np.append(np.cumsum(own[::-1])[::-1], 0.0)  # what is not shown yet, when it is a claim's turn
    levels = np.empty(len(values))
    for one in np.unique(own):
        at = np.flatnonzero(own == one)
        stops = np.append(ratio * (left[:-1] + one) > alpha, True)  # where the others stop, this one kept back
        after = _next(stops)[at + 1]
        before = _next(np.append(ratio * left[:-1] > alpha, True))[0]
        levels[order[at]] = alpha * one / np.where(at >= before, left[before], left[after] + one)
    return levels


def yekutieli_levels(p: ArrayLike, alpha: float, tests: int | None = None) -> Floats:
    """Give the level of each claim under `multiplicity.benjamini_yekutieli`.

    Examples
    --------
    >>> yekutieli_levels([0.001, 0.2], 0.05).round(4)   # 0.05 / 2 / (1 + 1/2), and twice that once the first is shown
    array([0.0167, 0.0333])

    """
    values = np.asarray(p, dtype=np.float64)
    count = len(values) if tests is None else tests
    if not count:
        return values
    step = alpha / (count * float(np.sum(1 / np.arange(1, count + 1))))
    order = np.argsort(values, kind="stable")
    place = np.arange(1, len(values) + 1)
    shown = np.flatnonzero(values[order] <= step * place)
    last = int(shown[-1]) + 1 if shown.size else 0
    near = np.where(values[order] <= step * (place + 1), place, 0)
    before = np.concatenate([[0], np.maximum.accumulate(near)[:-1]]) if len(values) else near
    levels = np.empty(len(values))
    levels[order] = step * np.where(place <= last, last, before + 1)
    return levels


def _next(flags: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Give, for each place, the first one from there on that is true; the last always is."""
    at = np.where(flags, np.arange(len(flags)), len(flags))
    return np.asarray(np.minimum.accumulate(at[::-1])[::-1])
