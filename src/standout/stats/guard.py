"""Guard: a spread that a lucky handful of scores cannot make too small.

Thirty reviews that happen to hold no one-star review look far steadier than they are.  Two things put that
right.  The spread used in a test is never less than half-way from the business's own to the market's.  And
the error of a mean is never less than three scores at the far end of the scale would make it: thirty
reviews without a one-star don't rule out that three in thirty are (the rule of three).

Unit     variance of single scores, in the square of their unit; squared standard errors of means
Source   measured in benchmarks/rank_coverage.py; Hanley & Lippman-Hand (1983), "If nothing goes wrong, is
         everything all right?", JAMA 249, for the rule of three; Kish (1965) for the design effect
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

UNSEEN = 3.0
"""How many scores at the far end of the scale may have gone unseen."""


def guarded(cell: ArrayLike, business: ArrayLike, market: ArrayLike) -> Floats:
    """Give the larger of cell and business, and at least half-way from there to the market.

    Parameters
    ----------
    cell : float64
        Variance of the scores being compared.
    business : float64
        Variance of all the business's scores on this aspect.
    market : float64
        Mean of the variances of all judged businesses on this aspect.

    Returns
    -------
    float64
        Never less than any of the first two; NaN only where all three are.

    Examples
    --------
    >>> guarded([0.0, 1.2], [0.4, np.nan], 0.8).round(2)
    array([0.6, 1.2])

    """
    own = np.fmax(np.asarray(cell, dtype=np.float64), np.asarray(business, dtype=np.float64))
    typical = np.asarray(market, dtype=np.float64)
    between = (np.where(np.isnan(own), typical, own) + typical) / 2
    larger: Floats = np.fmax(own, between)
    return larger


def far_end(mean: ArrayLike, judges: ArrayLike, low: float, high: float) -> Floats:
    """Give the squared error that three unseen judgements at the far end of the scale would make.

    Parameters
    ----------
    mean : float64
        Mean score.
    judges : int64
        How many people gave the scores; as many as scores where everybody gave one.
    low, high : float
        Ends of the scale.

    Examples
    --------
    Thirty people, a mean of 4.0 on a scale of 1 to 5: 3 x (4 - 1)² / 30².

    >>> far_end([4.0], [30], 1, 5)
    array([0.03])

    """
    means, people = np.asarray(mean, dtype=np.float64), np.asarray(judges, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        error: Floats = UNSEEN * (np.maximum(means - low, high - means) / people) ** 2
    return error


def design_effect(variance: ArrayLike, n: ArrayLike, clustered: ArrayLike) -> Floats:
    """Give how many times larger the mean's variance is because people wrote more than once; at least 1.

    Parameters
    ----------
    variance : float64
        Variance of single scores.
    n : int64
        How many scores.
    clustered : float64
        Squared standard error of their mean with people as clusters (`moments.clustered_variance`).

    Examples
    --------
    >>> design_effect([1.0], [4], [0.5])   # 4 scores that say as much as 2
    array([2.])

    """
    spread, count, error = (np.asarray(x, dtype=np.float64) for x in (variance, n, clustered))
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = error * count / spread
    sound: Floats = np.where(np.isfinite(effect), np.maximum(effect, 1.0), 1.0)
    return sound


def guarded_squared_error(
    n: ArrayLike,
    cell: ArrayLike,
    business: ArrayLike,
    market: ArrayLike,
    clustered: ArrayLike | None = None,
    floor: ArrayLike | None = None,
) -> Floats:
    """Give the squared standard error of each mean: guarded variance, times the design effect, over n.

    Parameters
    ----------
    n : int64, shape (k,)
        How many scores.
    cell, business, market : float64, shape (k,) or one number
        As in `guarded`.
    clustered : float64, shape (k,), optional
        Squared standard error of the cell's mean with people as clusters; none means that everybody
        wrote once.
    floor : float64, shape (k,), optional
        `far_end` of the same scores; leave it out only where the scale has no ends.

    Examples
    --------
    >>> guarded_squared_error([4], [1.0], [2.0], 0.5, [0.5])   # 2.0 x 2 / 4
    array([1.])

    """
    count = np.asarray(n, dtype=np.float64)
    effect = design_effect(cell, count, clustered) if clustered is not None else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        error = guarded(cell, business, market) * effect / count
    return error if floor is None else np.maximum(error, np.asarray(floor, dtype=np.float64))
