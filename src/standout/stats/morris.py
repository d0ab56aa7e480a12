"""Morris: several means held towards their common mean, with an error that knows how little is known of the spread.

A business with few ratings borrows from the others as far as the businesses look alike.  How alike they are is
itself a guess; with few businesses the plain empirical Bayes interval is too short, so the shrinkage is cut by
``(k - 3) / (k - 1)`` and what the guess may be wrong by is added to the variance.

Source   Morris (1983), "Parametric empirical Bayes inference: theory and applications", JASA 78, section 5
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST = 4
"""With fewer means nothing can be borrowed."""
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Held:
    """What several means share.

    Attributes
    ----------
    centre : float
        What they are held towards.
    share : float64, shape (k,)
        How much of each is taken from the centre, 0 to 1.
    part : float64, shape (k,)
        Each one's part in the centre; they add to 1.
    guess : float64, shape (k,)
        What the guess of the shares adds to the variance of a mean that is held by all of its share.

    """

    centre: float
    share: Floats
    part: Floats
    guess: Floats


def held(means: ArrayLike, variances: ArrayLike) -> Held:
    """Give how far each mean is to be held towards the common one.

    Parameters
    ----------
    means, variances : float64, shape (k,)
        Finite; variances are those of the means, 0 where a mean is known.

    Returns
    -------
    Held
        With fewer than ``LEAST`` means every ``share`` is 0.

    Examples
    --------
    Four means that differ no more than their errors say: all but ``(k - 3) / (k - 1)`` of a third stays their own.

    >>> held([0.0, 0.1, -0.1, 0.0], [1.0, 1.0, 1.0, 1.0]).share.round(2).tolist()
    [0.33, 0.33, 0.33, 0.33]

    """
    value, error = np.asarray(means, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    k = len(value)
    none = np.zeros(k)
    if not k:
        return Held(float("nan"), none, none, none)
    between = _between(value, error) if k > 1 else 0.0
    part = _parts(error, between)
    centre = float(part @ value)
    if k < LEAST or not (error > 0).any():
        return Held(centre, none, part, none)
    spread = error + between
    share = np.where(spread > 0, (k - 3) / (k - 1) * error / np.where(spread > 0, spread, 1.0), 0.0)
    mean_error = float(part @ error)
    uneven = np.where(spread > 0, (mean_error + between) / np.where(spread > 0, spread, 1.0), 0.0)
    return Held(centre, share, part, 2 / (k - 3) * share**2 * uneven * (value - centre) ** 2)


def _parts(error: Floats, between: float) -> Floats:
    spread = error + between
    exact = spread <= 0
    weight = exact.astype(np.float64) if exact.any() else 1 / spread
    parts: Floats = weight / weight.sum()
    return parts


def _between(value: Floats, error: Floats) -> float:
    """Variance of the true means, never below 0; solved by going round until it stays."""
    k, between = len(value), float(value.var(ddof=1))
    for _ in range(_ROUNDS):
        part = _parts(error, between)
        found = float(part @ (k / (k - 1) * (value - part @ value) ** 2 - error))
        new = max(found, 0.0)
        if abs(new - between) <= 1e-12 * max(between, 1.0):
            return new
        between = (new + between) / 2 if new else 0.0
        if not new:
            return 0.0
    return between
