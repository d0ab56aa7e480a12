"""Scale-up: how many people a circle holds that nobody can list, from what a few of those around it say.

Asked     some of the people who know us: how many would you tell about us?
Asked     some of those who came through a friend: how many people do you know who buy from us?
Size      everybody's friends, counted as often as they are somebody's friend, by how often that is
Shared    whom several know is more likely to come, and so to be asked: one over their answer puts that right
Interval  the two answers' own intervals, put together as those of a product of independent parts; where only some of
          those who know us tell, for how many more or fewer than the rest these may happen to know as well
Source    Sirken (1970), JASA 65; Feehan & Salganik (2016), Sociological Methodology 46, the generalised scale-up;
          ends of a product: Zou & Donner (2008), Statistics in Medicine 27; coverage: benchmarks/circle_sizes.py
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from standout.stats.branching import reproduction

Floats = NDArray[np.float64]

LEAST = 5
"""Fewer answers than this, of either kind, tell too little."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people: the estimate, and the interval of the level asked for."""

    estimate: float
    low: float
    high: float


def friends_counted(knowers: int, would_tell: ArrayLike, level: float = 0.95) -> Size:
    """Give how many friends ``knowers`` people would tell, whoever is the friend of two counted twice.

    Parameters
    ----------
    knowers : int
        How many people know us.
    would_tell : int64, shape (n,)
        What n of them said: how many people they would tell.
    level : float

    Returns
    -------
    Size
        Friends of two stand in it twice, so their circle is probably no larger than ``high``, and may be smaller than
        ``low``.

    Raises
    ------
    ValueError
        If nobody was asked, or an answer is below 0.

    Examples
    --------
    >>> friends_counted(100, [2, 4, 3, 0, 1]).estimate
    200.0

    """
    found = reproduction(would_tell, level=level)
    return Size(knowers * found.estimate_low, knowers * found.low, knowers * found.high)


def second_circle(knowers: int, would_tell: ArrayLike, know_us: ArrayLike, level: float = 0.95) -> Size:
    """Give how many people the friends of those who know us are, each counted once.

    Parameters
    ----------
    knowers : int
        How many people know us.
    would_tell : int64, shape (n,)
        What some of them said: how many people they would tell.
    know_us : int64, shape (m,)
        What some of those who came through somebody said: how many people they know who buy from us; 1 or more.
    level : float
        Of the interval.

    Returns
    -------
    Size

    Raises
    ------
    ValueError
        If nobody was asked, an answer of the first kind is below 0, or one of the second below 1.

    Examples
    --------
    100 people would tell 2 each, and everybody told knows two of the 100: 200 / 2.

    >>> second_circle(100, [2, 2, 2, 2, 2], [2, 2, 2, 2, 2]).estimate
    100.0

    """
    return known_between(knowers, knowers, would_tell, know_us, level)


def known_between(sharers: int, knowers: int, would_tell: ArrayLike, know_us: ArrayLike, level: float = 0.95) -> Size:
    """Give how many people ``sharers`` of those who know us would tell between them, each counted once.

    Parameters are those of `second_circle`; ``sharers`` is how many of the ``knowers`` tell, taken to be like the
    rest of them.

    Notes
    -----
    Whom v of the knowers would tell is missed by a share f of them with chance (1 - f)^v; so it is everybody's friends
    times the mean of (1 - (1 - f)^v) / v over those who came, who were asked in proportion to v.

    Examples
    --------
    Half of them tell; who knows two of them is told with chance 3/4: 100 x 3/4.

    >>> known_between(50, 100, [2, 2, 2, 2, 2], [2, 2, 2, 2, 2]).estimate
    75.0

    """
    known = np.asarray(know_us, dtype=np.float64)
    if known.size == 0 or known.min() < 1 or not 0 < sharers <= knowers:
        raise ValueError(known.size, sharers, knowers)
    told = np.asarray(would_tell, dtype=np.float64)
    counted, most = friends_counted(knowers, would_tell, level), sharers / knowers
    once = (1 - (1 - most) ** known) / known
    low, high = _mean_between(once, most, level)
    share, chance = float(once.mean()), _spread(told) * (1 - most) / sharers
    drawn = float(stdtrit(len(told), (1 + level) / 2)) ** 2 * np.log1p(chance)
    return Size(
        counted.estimate * share,
        _end(counted.estimate * share, counted.low / counted.estimate, low / share, drawn, -1) if told.any() else 0.0,
        _end(counted.estimate * share, counted.high / counted.estimate, high / share, drawn, 1)
        if told.any() else counted.high * high,
    )  # fmt: skip


def _spread(answers: Floats) -> float:
    """Give the variance of answers over the square of their mean; 0 where nobody would tell anybody."""
    mean = float(answers.mean())
    return float(answers.var(ddof=1)) / mean**2 if mean and len(answers) > 1 else 0.0


def _end(estimate: float, one: float, other: float, drawn: float, side: int) -> float:
    """Give an end of the interval of a product from the ends of both parts, as shares of their estimates."""
    if not one or not other:
        return 0.0
    return estimate * float(np.exp(side * np.sqrt(np.log(one) ** 2 + np.log(other) ** 2 + drawn)))


def _mean_between(shares: Floats, most: float, level: float) -> tuple[float, float]:
    """Give the interval of a mean of numbers above 0 and up to ``most``.

    Student's, with two answers put in that nobody gave, one at ``most`` and one at half the least: alike answers
    of a few people don't show that all are alike.
    """
    held = np.concatenate([shares, [most, shares.min() / 2]])
    error = float(stdtrit(len(shares) - 1, (1 + level) / 2)) * held.std(ddof=1) / np.sqrt(len(held))
    middle = float(held.mean())
    return max(float(middle - error), float(shares.min()) / 2), min(float(middle + error), most)
