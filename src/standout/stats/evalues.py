"""E-values: evidence that one mean is above another, with a guarantee at any number of scores.

An e-value is what a fair bet has multiplied one's stake by.  If our mean is not above the rival's, it is
on average at most 1, so it exceeds 20 at most once in 20 times; and e-values of separate periods multiply.

Source   Waudby-Smith & Ramdas (2024), "Estimating means of bounded random variables by betting", JRSS B 86;
         docs/explanation/league-method.md for the two samples
Needs    scores with known ends; people in one sample only, and each once
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

STAKES = np.array([0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.22, 0.3, 0.4, 0.52, 0.66, 0.82])
"""Shares of the purse that are bet; the e-value is the mean over them, chosen before any score is seen."""

_CELLS, _PARTS, _ROUNDS, _CLOSE = 64, 8, 5, 1e-3


def pair_evalue(ours_counts: ArrayLike, rival_counts: ArrayLike, values: ArrayLike) -> float:
    """Give the e-value against "our mean is at most the rival's".

    Parameters
    ----------
    ours_counts, rival_counts : int64, shape (m,)
        How many scores of each value.
    values : float64, shape (m,)
        The values, scaled to 0..1 by the ends of the scale (not by the scores seen).

    Returns
    -------
    float
        Evidence; claim among K at level alpha what is at least K/alpha.  At most 1 on average where the
        claim is false, for any number of scores and any distribution.

    Raises
    ------
    ValueError
        If a value lies outside 0..1.

    Notes
    -----
    For any threshold θ, betting on our scores being above θ and the rival's below it gives two e-values
    whose product is one too.  The smallest product over all θ is an e-value without knowing θ.  Betting
    on our side falls with θ and on the rival's side rises, so over a piece of the line the product is at
    least (ours at its right end) x (rival's at its left end): pieces are cut until that bound is close,
    and the bound, not the guess, is given.

    Examples
    --------
    >>> pair_evalue([0, 30], [30, 0], [0.0, 1.0]) > 1e6
    True
    >>> pair_evalue([15, 15], [15, 15], [0.0, 1.0]) < 1
    True

    """
    ours, rival, value = (np.asarray(x, dtype=np.float64) for x in (ours_counts, rival_counts, values))
    if value.size and not (value.min() >= 0 and value.max() <= 1):
        raise ValueError(values)
    edges = np.linspace(0.0, 1.0, _CELLS + 1)
    left, right = edges[:-1], edges[1:]
    done, lowest = np.inf, 0.0
    for _ in range(_ROUNDS):
        up = _bet(ours, value, right)
        bound = up + _bet(rival, 1 - value, 1 - left)
        reached = up + _bet(rival, 1 - value, 1 - right)
        lowest = min(done, float(bound.min()))
        split = bound < float(reached.min()) - _CLOSE
        if not split.any():
            break
        done = min(done, float(bound[~split].min(initial=np.inf)))
        steps = np.linspace(left[split], right[split], _PARTS + 1)
        left, right = steps[:-1].ravel(), steps[1:].ravel()
    return float(np.exp(min(lowest, 700.0)))


def _bet(counts: Floats, gain: Floats, threshold: Floats) -> Floats:
    """Log of the mean purse after betting each stake on the gains being above each threshold."""
    seen = counts > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        paid = np.where(threshold[:, None] > 0, gain[seen] / threshold[:, None], np.inf)
    purse = np.log1p(STAKES[:, None, None] * (paid - 1)) @ counts[seen]
    top = purse.max(axis=0)
    with np.errstate(invalid="ignore"):
        mixed: Floats = top + np.log(np.mean(np.exp(purse - top), axis=0))
    return np.where(np.isinf(top), top, mixed)
