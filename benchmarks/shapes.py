"""Made-up markets with a known truth: how scores are spread, and who is truly better."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

VALUES = np.arange(1.0, 6.0)

BASES = {
    "bell": [0.05, 0.15, 0.35, 0.30, 0.15],
    "J": [0.10, 0.0, 0.0, 0.10, 0.80],
    "97% fives": [0.03, 0.0, 0.0, 0.0, 0.97],
    "right-skewed": [0.80, 0.10, 0.0, 0.0, 0.10],
}
UNEQUAL = ([0.10, 0.0, 0.0, 0.10, 0.80], [0.0, 0.0, 0.10, 0.30, 0.60], [0.0, 0.0, 0.0, 0.50, 0.50])
"""Three shapes with the same mean, 4.5."""

ODD = {
    "one J among steady": ([0.10, 0.0, 0.0, 0.10, 0.80], [0.0, 0.0, 0.0, 0.50, 0.50]),
    "one steady among J": ([0.0, 0.0, 0.0, 0.50, 0.50], [0.10, 0.0, 0.0, 0.10, 0.80]),
    "one J among bells": ([0.10, 0.0, 0.0, 0.10, 0.80], [0.0, 0.0, 0.10, 0.30, 0.60]),
    "one 97% fives among steady": ([0.03, 0.0, 0.0, 0.0, 0.97], [0.0, 0.0, 0.0, 0.12, 0.88]),
    "one 99% fives among steady": ([0.01, 0.0, 0.0, 0.0, 0.99], [0.0, 0.0, 0.0, 0.04, 0.96]),
    "one all or nothing": ([0.50, 0.0, 0.0, 0.0, 0.50], [0.0, 0.10, 0.80, 0.10, 0.0]),
}
"""Ours and everybody else's, with the same mean: made to break a test."""

SHAPES = (*BASES, "unequal")
PATTERNS = ("tied", "half tied", "staircase")


def market(shape: str, pattern: str, businesses: int) -> Floats:
    """Chances of each score, shape (businesses, 5), best first; ties are exact."""
    bases = [np.array(UNEQUAL[i % 3] if shape == "unequal" else BASES.get(shape, ())) for i in range(businesses)]
    if shape in ODD:
        ours, others = ODD[shape]
        bases = [np.array(ours), *(np.array(others) for _ in range(businesses - 1))]
    reach = min(1.2, 0.3 * (businesses - 1))
    place = np.arange(businesses)
    steps = {
        "tied": np.zeros(businesses),
        "half tied": np.where(place < (businesses + 1) // 2, 0.0, 0.6),
        "staircase": reach * place / max(businesses - 1, 1),
    }[pattern]
    if shape == "right-skewed":
        steps = -steps[::-1]  # the lowest have the shape, the others are better
    return np.array([lowered(base, step) for base, step in zip(bases, steps, strict=True)])


def lowered(base: Floats, by: float) -> Floats:
    """The shape with its mean ``by`` lower: some of everybody's scores are replaced by a one (or a five)."""
    end = VALUES[0] if by > 0 else VALUES[-1]
    mean = base @ VALUES
    share = 0.0 if by == 0 else by / (mean - end)
    mixed = base * (1 - share)
    mixed[0 if by > 0 else -1] += share
    return mixed


def true_ranks(chances: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best and worst place each business truly may have; tied ones share theirs."""
    means = np.round(chances @ VALUES, 9)
    better = (means[None, :] > means[:, None]).sum(axis=1)
    worse = (means[None, :] < means[:, None]).sum(axis=1)
    return 1 + better, len(means) - worse


def histograms(rng: np.random.Generator, runs: int, n: NDArray[np.int64], chances: Floats) -> Floats:
    """Counts of each score, shape (runs, businesses, 5)."""
    return np.stack([rng.multinomial(size, p, runs) for size, p in zip(n, chances, strict=True)], axis=1).astype(float)


def clustered(
    rng: np.random.Generator, runs: int, n: NDArray[np.int64], chances: Floats, each: int = 5, deviation: float = 0.7
) -> tuple[Floats, Floats]:
    """Mean scores of ``each`` by one reviewer: totals, squares; shape (runs, businesses, reviewers), NaN beyond.

    A reviewer's leaning has ``deviation`` against 1 for the rest; both are normal and cut into scores so that
    every score has its chance.
    """
    reviewers = n // each
    shape = (runs, len(n), int(reviewers.max()))
    leaning = deviation * rng.standard_normal(shape)
    scale = np.sqrt(1 + deviation**2)
    with np.errstate(divide="ignore"):
        cuts = scale * ndtri(np.minimum(np.cumsum(chances, axis=1)[:, :-1], 1.0))
    totals, squares = np.zeros(shape), np.zeros(shape)
    for _ in range(each):
        latent = leaning + rng.standard_normal(shape)
        score = np.ones(shape)
        for cut in cuts.T:
            score += latent > cut[None, :, None]
        totals += score
        squares += score**2
    absent = np.arange(shape[2])[None, None, :] >= reviewers[None, :, None]
    totals[np.broadcast_to(absent, shape)] = np.nan
    squares[np.broadcast_to(absent, shape)] = np.nan
    return totals, squares


def moments(counts: Floats) -> tuple[Floats, Floats, Floats]:
    """Number, mean and variance of the scores in histograms."""
    n = counts.sum(axis=-1)
    mean = counts @ VALUES / n
    return n, mean, np.maximum(counts @ VALUES**2 - n * mean**2, 0.0) / (n - 1)
