"""Branching: how many people one person brings, with an interval, when some bring many and most bring none.

Unit     people brought within the window by one person whose window is over
Model    counts are negative binomial with mean m and shape k; k is not known, and 1 / k has a log-logistic prior
         with median 3, so that few counts leave room for somebody who brings many
Given k  only the sum tells about m, and with Jeffreys' prior m / (m + k) is Beta(sum + 1/2, k * people);
         the answer is the mixture over k, its ends the 2.5 % and 97.5 % points
Links    a link that is lost with chance q leaves counts of the same kind with mean (1 - q) m
Source   Lloyd-Smith, Schreiber, Kopp & Getz (2005), Nature 438, for counts of this kind; Jeffreys (1946);
         coverage: benchmarks/branching.py
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, gammaln

Floats = NDArray[np.float64]

_OVER = np.exp(np.linspace(np.log(0.01), np.log(10), 40))
"""1 / k: from as good as Poisson to a variance of eleven times the mean where that is 1."""
_MEDIAN = 3.0
_FAR = 14.0  # e^14 people each: further than anybody looks
_HALVINGS = 28
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Reproduction:
    """People brought by one person.

    Attributes
    ----------
    estimate_low, estimate_high : float
        The estimate; two where it isn't known how many links were lost.
    low, high : float
        The interval, of the level asked for, from the lowest it may be to the highest.
    people : int
        How many it rests on.
    brought : int
        How many these brought, as far as was seen.
    spread : float
        1 / k, in the middle of what it may be: 0 where all bring alike.

    """

    estimate_low: float
    estimate_high: float
    low: float
    high: float
    people: int
    brought: int
    spread: float


def reproduction(brought: ArrayLike, lost: float = 0.0, unknown: int = 0, level: float = 0.95) -> Reproduction:
    """Give the reproduction number: how many people one person brings.

    Parameters
    ----------
    brought : int64, shape (n,)
        How many each of n people brought; only people whose window is over.
    lost : float
        Share of links that are lost, where that is known; 0 to 0.9.
    unknown : int
        People who came in the time and may have been brought by one of the n, where the share lost is not
        known: the interval then reaches from "none of them was" to "all of them were".
    level : float
        Of the interval.

    Returns
    -------
    Reproduction

    Raises
    ------
    ValueError
        If there is nobody, a count is negative, ``lost`` is outside 0 to 0.9, or ``unknown`` below 0.

    Notes
    -----
    When people stopped coming, or when we stopped looking, has no part in it as long as whether a person's window
    is over does not depend on whom that person brought.

    Examples
    --------
    12 people brought 3: a quarter each.

    >>> found = reproduction([1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])
    >>> found.estimate_low, round(found.low, 2), round(found.high, 2)
    (0.25, 0.06, 1.53)

    """
    counts = np.asarray(brought, dtype=np.int64)
    if counts.size == 0 or counts.min() < 0 or not 0 <= lost <= 0.9 or unknown < 0:
        raise ValueError(counts.size, lost, unknown)
    shape, weight = 1 / _OVER, _weights(counts)
    people, seen = counts.size, int(counts.sum())
    most, kept, tail = seen + unknown, 1 - lost, (1 - level) / 2
    low = _quantile(tail, seen, people, shape, weight) if seen else 0.0
    high = _quantile(1 - tail, most, people, shape, weight)
    over = float(_OVER[np.searchsorted(np.cumsum(weight), 0.5)])
    return Reproduction(seen / people / kept, most / people / kept, low / kept, high / kept, people, seen, over)


def more_people_needed(brought: ArrayLike, lost: float = 0.0, unknown: int = 0, level: float = 0.95) -> int | None:
    """Give about how many more people tell on which side of 1 the number lies, if it is as it looks.

    Parameters are those of `reproduction`.

    Returns
    -------
    int or None
        0 where what there is suffices; None where it may as well be 1, or where more people would not help
        because the links lost leave it open.

    Examples
    --------
    >>> more_people_needed([1, 0, 0, 2] + [0] * 8)
    7

    """
    found = reproduction(brought, lost, unknown, level)
    if found.low > 1 or found.high < 1:
        return 0
    if found.estimate_low <= 1 <= found.estimate_high:
        return None
    weight, kept, tail = _weights(np.asarray(brought, dtype=np.int64)), 1 - lost, (1 - level) / 2
    above = found.estimate_low > 1
    mean = kept * (found.estimate_low if above else found.estimate_high)

    def enough(people: int) -> bool:
        end = _quantile(tail if above else 1 - tail, mean * people, people, 1 / _OVER, weight) / kept
        return end > 1 if above else end < 1

    low, high = found.people, _MOST
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high - found.people


def shapes(counts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Give the shapes k that are looked at, and how likely each is after the counts."""
    return 1 / _OVER, _weights(counts)


def _weights(counts: NDArray[np.int64]) -> Floats:
    """Give how likely each k is after the counts, m left out; the prior is even in log of 1 / k but for its ends."""
    shape = 1 / _OVER
    log = np.log(_OVER) - 2 * np.log1p(_OVER / _MEDIAN)
    log = log + np.log(shape) / 2 + betaln(counts.sum() + 0.5, counts.size * shape)
    for value, times in zip(*np.unique(counts[counts > 0], return_counts=True), strict=True):
        log = log + times * (gammaln(value + shape) - gammaln(shape))
    raw = np.exp(log - log.max())
    return np.asarray(raw / raw.sum())


def _quantile(share: float, total: float, people: int, shape: Floats, weight: Floats) -> float:
    """Give the m below which ``share`` of the mixture lies."""
    low, high = -_FAR, _FAR
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        m = np.exp(middle)
        below = float(weight @ betainc(total + 0.5, people * shape, m / (m + shape)))
        low, high = (middle, high) if below < share else (low, middle)
    return float(np.exp((low + high) / 2))
