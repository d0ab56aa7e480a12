"""Stratified: whether two things go together within each of several groups, and by how much, over all of them.

Each group is a table of two by two: of ``n`` people ``n1`` have the first thing, ``m1`` the second, ``a`` both.
What differs between the groups, as whole businesses do, neither makes nor hides a link.

Source   test: Mantel & Haenszel (1959), JNCI 22, with half a person of correction; difference of two shares and
         its weights: Greenland & Robins (1985), Biometrics 41; its variance, which holds for few large groups and
         for many small ones: Sato (1989), Biometrics 45
Needs    people who count once each; where somebody counts more often, `clustered` gives the variance
No value a group in which all, or none, have the first thing tells nothing and drops out; NaN where none is left
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def together_p(a: ArrayLike, n1: ArrayLike, m1: ArrayLike, n: ArrayLike) -> Floats:
    """Give the p-value against "who has the first thing has the second no more often".

    Parameters
    ----------
    a, n1, m1, n : int64, shape (..., groups)
        People with both; with the first; with the second; all.

    Returns
    -------
    float64, shape (...)
        One-sided.  1 where no group tells anything.

    Examples
    --------
    One group, 8 of 10 against 2 of 10: (8 - 5 - .5) / sqrt(10 * 10 * 10 * 10 / (400 * 19)) = 2.18.

    >>> together_p([8], [10], [10], [20]).round(4)
    np.float64(0.0146)

    """
    both, with1, with2, of = (np.asarray(x, dtype=np.float64) for x in (a, n1, m1, n))
    more = (both - _divided(with1 * with2, of)).sum(-1)
    spread = _divided(with1 * (of - with1) * with2 * (of - with2), of**2 * (of - 1)).sum(-1)
    score = _divided(more - 0.5, np.sqrt(spread), none=-np.inf)
    return np.asarray(ndtr(-score))[()]


def difference(a: ArrayLike, n1: ArrayLike, m1: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Give how much larger the share of the second thing is among those who have the first, and its variance.

    Parameters
    ----------
    a, n1, m1, n : int64, shape (..., groups)
        As `together_p` takes them.

    Returns
    -------
    difference, variance : float64, shape (...)
        Of shares, -1 to 1; NaN where no group tells anything.

    Examples
    --------
    8 of 10 against 2 of 10; 0 of 10 against 0 of 10 is no difference, and weighs as much.

    >>> difference([8, 0], [10, 10], [10, 0], [20, 20])[0]
    np.float64(0.3)

    """
    both, with1, with2, of = (np.asarray(x, dtype=np.float64) for x in (a, n1, m1, n))
    without, rest = of - with1, with2 - both
    weight = _divided(with1 * without, of).sum(-1)
    gap = _divided(_divided(both * without - rest * with1, of).sum(-1), weight, none=np.nan)
    tilt = _divided(with1**2 * rest - without**2 * both + with1 * without * (without - with1) / 2, of**2)
    noise = _divided(both * (without - rest) + rest * (with1 - both), 2 * of)
    variance = _divided(gap * tilt.sum(-1) + noise.sum(-1), weight**2, none=np.nan)
    return np.asarray(gap)[()], np.asarray(np.maximum(variance, 0.0))[()]


def clustered(first: ArrayLike, second: ArrayLike, group: ArrayLike, cluster: ArrayLike) -> tuple[float, float]:
    """Give the variance of the sum that `together_p` tests, and of the `difference`, where people count more than once.

    Parameters
    ----------
    first, second : bool, shape (rows,)
        Whether a row has each thing.
    group, cluster : int64, shape (rows,)
        The row's group; its person; both from 0 on.

    Returns
    -------
    of_sum, of_difference : float
        By what each person adds to either; NaN for the latter where no group tells anything.

    Examples
    --------
    The same ten rows twice over by the same people have twice the information they seem to have not.

    >>> first, second = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    >>> once = clustered(first, second, [0] * 10, range(10))[1]
    >>> twice = clustered(first * 2, second * 2, [0] * 20, [*range(10), *range(10)])[1]
    >>> round(twice / once, 6)
    1.0

    """
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    place, who = np.asarray(group, dtype=np.int64), np.asarray(cluster, dtype=np.int64)
    n, n1 = np.bincount(place).astype(float), np.bincount(place, x)
    m1, a = np.bincount(place, y), np.bincount(place, x * y)
    score = (x - _divided(n1, n)[place]) * (y - _divided(m1, n)[place])
    weight = _divided(n1 * (n - n1), n)
    left = y - np.where(x > 0, _divided(a, n1)[place], _divided(m1 - a, n - n1)[place])
    share = np.where(x > 0, _divided(weight, n1)[place], -_divided(weight, n - n1)[place])
    total = weight.sum()
    of_difference = float((np.bincount(who, left * share) ** 2).sum() / total**2) if total > 0 else float("nan")
    return float((np.bincount(who, score) ** 2).sum()), of_difference


def _divided(above: ArrayLike, below: ArrayLike, none: float | None = None) -> Floats:
    """Divide, 0 for nothing in a sum over groups; NaN, or ``none``, where a whole answer has nothing below."""
    top, base = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    whole = none if none is not None else 0.0
    quotient: Floats = np.divide(top, base, out=np.full(top.shape, whole), where=base > 0)
    return quotient
