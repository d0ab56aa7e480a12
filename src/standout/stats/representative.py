"""Representative: whether reviews with a score say in words what the others say, and weights where they don't.

Unit     that of the predictions
Source   a stratified difference of means, businesses being the strata; post-stratification as in Holt & Smith
         (1979), "Post stratification", JRSS A 142; people as clusters, as in Liang & Zeger (1986)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

STRATA = 5
"""Rows are told apart by which fifth of their business's predictions theirs is in."""
LEVEL = 0.05
_FEWEST = 2
"""A fifth in which a business has fewer scores is put together with its neighbour."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the words of scored rows are above those of the others, its standard error, and the p-value."""

    gap: float
    error: float
    p: float

    @property
    def differ(self) -> bool:
        """Whether scored rows can't be taken for a random part."""
        return self.p < LEVEL


def gap(prediction: ArrayLike, rated: ArrayLike, business: ArrayLike, cluster: ArrayLike | None = None) -> Gap:
    """Give how scored rows differ from the others in their words, businesses being compared with themselves.

    Parameters
    ----------
    prediction : float64, shape (rows,)
    rated : bool, shape (rows,)
    business : int64, shape (rows,)
    cluster : int64, shape (rows,), optional
        Who wrote each row, as `standout.stats.predicted.clusters` codes them; everybody once where none is given.

    Examples
    --------
    >>> gap([1, 1, 1, 1], [True, True, False, False], [0, 0, 0, 0])
    Gap(gap=0.0, error=0.0, p=1.0)

    """
    f, seen = np.asarray(prediction, np.float64), np.asarray(rated, bool)
    code = np.asarray(business, np.int64)
    count = int(code.max(initial=-1)) + 1
    who = np.arange(len(f)) if cluster is None else np.asarray(cluster, np.int64)
    n, total = (
        np.stack([np.bincount(code[which], held[which], count) for which in (seen, ~seen)])
        for held in (np.ones(len(f)), f)
    )
    both = np.asarray((n > 1).all(axis=0))
    if not both.any():
        return Gap(0.0, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        weight = np.where(both, n[0] * n[1] / (n[0] + n[1]), 0.0)
    weight = weight / weight.sum()
    found = float(weight[both] @ (mean[0] - mean[1])[both])
    inside, side = both[code], np.where(seen, 0, 1)[both[code]]
    own = code[inside]
    apart = (f[inside] - mean[side, own]) / np.sqrt(n[side, own] * (n[side, own] - 1))
    people = np.bincount(who[inside], weight[own] * np.where(side == 0, apart, -apart))
    spread = float(np.sqrt(people @ people))
    p = 2 * float(ndtr(-abs(found) / spread)) if spread > 0 else float(abs(found) < 1e-12)
    return Gap(found, spread, p)


def balancing(prediction: ArrayLike, rated: ArrayLike, business: ArrayLike) -> Floats:
    """Give weights under which the scored rows of a business are spread over the fifths as all its rows are.

    Returns
    -------
    float64, shape (rows,)
        0 for rows without a score; their mean is 1 over the scored rows of each business.

    Examples
    --------
    Half of the rows are low, but three of four scores stand on high ones:

    >>> low, high = [0.0] * 8, [1.0] * 8
    >>> found = balancing(low + high, [True] * 2 + [False] * 6 + [True] * 6 + [False] * 2, [0] * 16)
    >>> found[:2].round(2).tolist(), found[8:14].round(2).tolist()
    ([2.0, 2.0], [0.67, 0.67, 0.67, 0.67, 0.67, 0.67])

    """
    f, seen = np.asarray(prediction, np.float64), np.asarray(rated, bool)
    code = np.asarray(business, np.int64)
    weight = np.zeros(len(f))
    order = np.argsort(code, kind="stable")
    starts = np.searchsorted(code[order], np.arange(int(code.max(initial=-1)) + 2))
    for first, last in pairwise(starts.tolist()):
        at = order[first:last]
        own = seen[at]
        if not own.any():
            continue
        fifth = np.searchsorted(np.quantile(f[at], np.arange(1, STRATA) / STRATA), f[at], side="left")
        group = _merged(np.bincount(fifth[own], minlength=STRATA))[fifth]
        scored, every = (np.bincount(group[which], minlength=STRATA) for which in (own, slice(None)))
        weight[at[own]] = (every / np.maximum(scored, 1))[group[own]] * own.sum() / len(at)
    return weight


def _merged(scored: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the group of each fifth: those with few scores go with the next, the last with the one before."""
    group, at, held = np.zeros(len(scored), np.int64), 0, 0
    for place, count in enumerate(scored.tolist()):
        group[place] = at
        held += count
        if held >= _FEWEST and place + 1 < len(scored):
            at, held = at + 1, 0
    if held < _FEWEST and at:
        group[group == at] = at - 1
    return group
