"""Scores: whole stars from 1 to 5 whose true mean is exactly what was asked for.

A J-shaped distribution, as reviews have it, is tilted until its mean is right.  Scores of one person lean the
same way, which changes nothing about any mean: a person's leaning only says where in the distribution the
scores fall.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

STARS = np.arange(1, 6)
SHAPE = np.array([0.07, 0.07, 0.14, 0.27, 0.45])
SAME_PERSON, SAME_VISIT = 0.35, 0.35


def shares(mean: float) -> NDArray[np.float64]:
    """Give the shares of 1 to 5 stars with this mean."""
    low, high = -20.0, 20.0
    for _ in range(80):
        tilt = (low + high) / 2
        low, high = (tilt, high) if _tilted(tilt) @ STARS < mean else (low, tilt)
    return _tilted(low)


def _tilted(tilt: float) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = SHAPE * np.exp(tilt * (STARS - 3))
    total: float = weights.sum()
    return weights / total


def leaning(random: np.random.Generator, people: NDArray[np.int64], columns: int) -> NDArray[np.float64]:
    """Give where in its distribution each score falls, 0 to 1, shape (reviews, columns).

    ``people`` says who wrote each review.  Each number alone is uniform.
    """
    person = random.standard_normal(int(people.max()) + 1)[people][:, None]
    visit = random.standard_normal((len(people), 1))
    alone = random.standard_normal((len(people), columns))
    rest = math.sqrt(1 - SAME_PERSON**2 - SAME_VISIT**2)
    normal = SAME_PERSON * person + SAME_VISIT * visit + rest * alone
    return np.array([[0.5 * (1 + math.erf(z / math.sqrt(2))) for z in row] for row in normal])


def score(mean: float, where: float) -> int:
    """Give the stars at ``where`` (0 to 1) in the distribution with this mean."""
    return 1 + int(np.searchsorted(_bounds(mean), where))


@cache
def _bounds(mean: float) -> NDArray[np.float64]:
    return np.cumsum(shares(mean))[:-1]
