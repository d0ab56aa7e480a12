"""Contrast: what a poor score on an aspect costs, and what a top score brings, against a middling one.

All aspects stand in one regression, so that what they share is told once.  Businesses' own averages are taken off
first; a person who wrote several reviews counts as one.

Unit     points of the outcome
Source   penalty-reward contrast analysis (Brandt 1987); cluster-robust errors (Liang & Zeger 1986), with t for few
         people in the smallest group; Holm (1979) over all penalties and rewards
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as t_distribution

from standout.stats.importance import centred
from standout.stats.multiplicity import holm

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST = 15
"""So many people have to give a poor score, a middling one and a top one; else an aspect isn't tested."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Penalties and rewards of k aspects.

    Attributes
    ----------
    penalty, reward, uneven : float64, shape (k, 3)
        What a poor score costs (below 0), what a top score brings (above 0), and their sum: estimate, least and
        most.  NaN where the aspect isn't tested.
    penalty_p, reward_p : float64, shape (k,)
        Adjusted for all that were tested.
    uneven_p : float64, shape (k,)
        Of the sum being 0, adjusted for all that were tested.
    rows, people : int
        Behind it.

    """

    penalty: Floats
    reward: Floats
    uneven: Floats
    penalty_p: Floats
    reward_p: Floats
    uneven_p: Floats
    rows: int
    people: int


def contrast(
    low: Flags, high: Flags, given: Flags, outcome: Floats, people: Ints, businesses: Ints, level: float = 0.95
) -> Contrast:
    """Give what poor and top scores go with, aspect by aspect.

    Parameters
    ----------
    low, high, given : bool, shape (n, k)
        Whether a review gives an aspect a poor score, a top score, any score.  What isn't given has a term of its own.
    outcome : float64, shape (n,)
    people, businesses : int64, shape (n,)
    level : float
        Of the intervals.

    Examples
    --------
    A poor score costs 2 points, a top score brings nothing:

    >>> rng = np.random.default_rng(1)
    >>> score = rng.integers(0, 3, size=(600, 1))
    >>> stars = 4.0 - 2.0 * (score[:, 0] == 0) + rng.normal(size=600) / 2
    >>> given = np.ones((600, 1), dtype=bool)
    >>> found = contrast(score == 0, score == 2, given, stars, np.arange(600), np.zeros(600, dtype=int))
    >>> found.penalty[0, 0].round(1), (found.reward_p > 0.05).tolist()
    (np.float64(-2.0), [True])

    """
    k = low.shape[1]
    fewest = np.array([_fewest(low[:, j], high[:, j], given[:, j], people) for j in range(k)])
    tested = np.flatnonzero(fewest >= LEAST)
    made = {name: np.full((k, 3), np.nan) for name in ("penalty", "reward", "uneven")}
    chance = {name: np.full(k, np.nan) for name in made}
    count = len(np.unique(people))
    if len(tested):
        missing = [~given[:, [j]] for j in tested if not given[:, j].all()]
        design = np.hstack([low[:, tested], high[:, tested], *missing]).astype(np.float64)
        slopes, spread = _regression(design, outcome, people, businesses)
        m = len(tested)
        for place, j in enumerate(tested.tolist()):
            pick = np.zeros((3, len(slopes)))
            pick[0, place] = pick[1, m + place] = 1.0
            pick[2, [place, m + place]] = 1.0
            for name, one in zip(made, pick, strict=True):
                error = float(np.sqrt(max(float(one @ spread @ one), 0.0)))
                made[name][j], chance[name][j] = _judged(float(one @ slopes), error, int(fewest[j]) - 1, level)
    adjusted = holm(np.concatenate([chance["penalty"], chance["reward"]]))
    return Contrast(
        **made, penalty_p=adjusted[:k], reward_p=adjusted[k:], uneven_p=holm(chance["uneven"]), rows=len(outcome),
        people=count,
    )  # fmt: skip


def _fewest(low: Flags, high: Flags, given: Flags, people: Ints) -> int:
    return min(len(np.unique(people[rows])) for rows in (low, high, given & ~low & ~high))


def _regression(design: Floats, outcome: Floats, people: Ints, businesses: Ints) -> tuple[Floats, Floats]:
    """Give slopes within businesses, and their covariance with people as clusters."""
    inside = centred(np.column_stack([design, outcome]), businesses)
    x, y = inside[:, :-1], inside[:, -1]
    bread = np.linalg.pinv(x.T @ x, hermitian=True)
    slopes = bread @ (x.T @ y)
    codes = np.unique(people, return_inverse=True)[1]
    count = int(codes.max()) + 1
    scores = x * (y - x @ slopes)[:, None]
    summed = np.column_stack([np.bincount(codes, weights=scores[:, j], minlength=count) for j in range(x.shape[1])])
    n, width = len(y), x.shape[1] + len(np.unique(businesses))
    few = count / max(count - 1, 1) * (n - 1) / max(n - width, 1)
    return slopes, few * bread @ (summed.T @ summed) @ bread


def _judged(estimate: float, error: float, df: int, level: float) -> tuple[list[float], float]:
    """Give the estimate with its interval, and the p-value of none."""
    if error <= 0:
        return [estimate, np.nan, np.nan], np.nan
    half = error * float(t_distribution.ppf((1 + level) / 2, df))
    return [estimate, estimate - half, estimate + half], 2 * float(t_distribution.sf(abs(estimate) / error, df))
