"""Importance: which of several aspects move an outcome, each with its interval.

Businesses' own averages are taken off first.  A business that is good at everything would otherwise make each of
its aspects look as if it moved the outcome.

Reads    arrays   one row: a review, its aspects (NaN where not given) and its outcome
Unit     shares of what all aspects explain together; they add up to 1
Source   relative weights (Johnson 2000); intervals by resampling people (Tonidandel, LeBreton & Johnson 2009,
         Psychological Methods 14); correlations of pairs where not everybody gave every aspect
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

from standout.stats.relative_weights import correlations, mended, pair_sums, relative_weights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GROUPS = 1000
"""People beyond this are drawn in so many random groups: as wide an interval, at a fixed cost."""


@dataclass(frozen=True, slots=True)
class Importance:
    """How much each of k aspects moves the outcome.

    Attributes
    ----------
    share, low, high : float64, shape (k,)
        Share of what is explained, with the interval of the level asked for.
    sign : float64, shape (k,)
        Correlation of the aspect with the outcome: below 0, more of it goes with less.
    explained : float
        R²: the share of the outcome's variance, within businesses, that all explain together.
    p_value : float
        Of there being no link at all.
    rows, people : int
        With an outcome and at least one aspect.

    """

    share: Floats
    low: Floats
    high: Floats
    sign: Floats
    explained: float
    p_value: float
    rows: int
    people: int


def centred(values: Floats, businesses: Ints) -> Floats:
    """Give values less the mean of their business, aspect by aspect; NaN stays.

    Examples
    --------
    >>> centred(np.array([[1.0], [3.0], [7.0]]), np.array([4, 4, 9])).ravel().tolist()
    [-1.0, 1.0, 0.0]

    """
    codes = np.unique(businesses, return_inverse=True)[1]
    count = int(codes.max(initial=-1)) + 1
    made = np.empty_like(values)
    for j in range(values.shape[1]):
        there = ~np.isnan(values[:, j])
        n = np.bincount(codes[there], minlength=count)
        total = np.bincount(codes[there], weights=values[there, j], minlength=count)
        made[:, j] = values[:, j] - (total / np.maximum(n, 1))[codes]
    return made


def importance(
    aspects: Floats, outcome: Floats, people: Ints, businesses: Ints, seed: int, draws: int = 300, level: float = 0.95
) -> Importance:
    """Give how much each aspect moves the outcome among people who judged these businesses.

    Parameters
    ----------
    aspects : float64, shape (n, k)
        NaN where a review doesn't give one.
    outcome : float64, shape (n,)
        NaN where there is none.
    people, businesses : int64, shape (n,)
        Who wrote the review, and about whom.
    seed, draws : int
        Of the resampling.
    level : float
        Of the intervals.

    Raises
    ------
    ValueError
        If there are fewer than two aspects, or no row has an outcome and an aspect.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> made = rng.normal(size=(400, 2))
    >>> stars = made @ [2.0, 1.0] + rng.normal(size=400)
    >>> found = importance(made, stars, np.arange(400), np.zeros(400, dtype=int), seed=1)
    >>> found.share.round(2)   # 4 : 1
    array([0.79, 0.21])

    """
    known = ~np.isnan(outcome) & ~np.isnan(aspects).all(axis=1)
    if aspects.shape[1] < 2 or not known.any():
        raise ValueError(aspects.shape, int(known.sum()))
    values = centred(np.column_stack([aspects, outcome])[known], businesses[known])
    codes = np.unique(people[known], return_inverse=True)[1]
    count = int(codes.max()) + 1
    rng = np.random.default_rng(seed)
    groups = codes if count <= GROUPS else rng.permutation(count)[codes] % GROUPS
    sums = pair_sums(values, groups, min(count, GROUPS))
    joint = correlations(sums.sum(axis=0))
    weights = relative_weights(mended(joint))
    low, high = _interval(sums, rng, draws, level)
    total = weights.sum()
    return Importance(
        share=weights / total if total > 0 else np.full(len(weights), 1 / len(weights)), low=low, high=high,
        sign=joint[:-1, -1], explained=float(total), p_value=_no_link(sums[:, 3, :-1, -1]), rows=int(known.sum()),
        people=count,
    )  # fmt: skip


def _interval(sums: Floats, rng: np.random.Generator, draws: int, level: float) -> tuple[Floats, Floats]:
    """Give the percentile interval of the shares when people are drawn again."""
    groups = len(sums)
    times = rng.multinomial(groups, np.full(groups, 1 / groups), size=draws).astype(np.float64)
    drawn = (times @ sums.reshape(groups, -1)).reshape(draws, *sums.shape[1:])
    weights = relative_weights(mended(correlations(drawn)))
    total = weights.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, weights / np.where(total > 0, total, 1.0), 1 / weights.shape[1])
    ends = np.quantile(shares, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return ends[0], ends[1]


def _no_link(products: Floats) -> float:
    """Give the p-value of no link: Hotelling's test that aspect times outcome is 0 on average, people as rows."""
    groups, width = products.shape
    if groups <= width + 1:
        return 1.0
    mean = products.mean(axis=0)
    spread = np.atleast_2d(np.cov(products, rowvar=False))
    t2 = groups * float(mean @ np.linalg.pinv(spread, hermitian=True) @ mean)
    rank = int(np.linalg.matrix_rank(spread, hermitian=True))
    if rank == 0:
        return 1.0
    return float(f_distribution.sf(t2 * (groups - rank) / (rank * (groups - 1)), rank, groups - rank))
