"""Bounds: how large or small the chance of a hit may be, from how many of so many sets were hit.

Reads    hits, sets, and the probability with which a bound may be wrong
Makes    ``lower`` and ``upper``, each right with probability 1 - delta
Source   Clopper & Pearson (1934), exact for hits that are alike and independent.  Where each set has a chance of its
         own, as with roots dealt out evenly, Hoeffding (1956), theorem 4, carries it over wherever the bound is at
         least one hit from the hits seen; for a delta of 1/4 or less that is everywhere but at a lower bound from one
         hit, and an upper bound from all but one, where Markov's inequality stands in
Looks    a bound is for one look.  Whoever looks several times shares delta out among the looks beforehand
Values   roots drawn by what reaching them is worth leave the hits what they are: the worth is all worth x the share
"""

from __future__ import annotations

import math

from scipy.special import betainccinv, betaincinv

MOST = 0.25
"""A bound that may be wrong more often than this isn't offered."""


def lower(hits: float, sets: int, delta: float) -> float:
    """Give a share that the chance of a hit is at least, with probability 1 - ``delta``.

    Parameters
    ----------
    hits : float
        Sets hit; a part of a hit is left out, which can only lower the bound.
    sets : int
    delta : float
        Above 0 and at most 1/4.

    Raises
    ------
    ValueError
        If ``delta`` isn't within its limits.

    Examples
    --------
    >>> round(lower(50, 1000, 0.025), 4)
    0.0373

    """
    _checked(delta)
    hit = math.floor(hits)
    if hit <= 0 or sets <= 0:
        return 0.0
    if hit == 1:
        return delta / sets
    return float(betaincinv(hit, max(sets - hit, 0) + 1, delta))


def upper(hits: float, sets: int, delta: float) -> float:
    """Give a share that the chance of a hit is at most, with probability 1 - ``delta``.

    Parameters
    ----------
    hits : float
        Sets hit, or a bound on them; a part of a hit counts as a whole one, which can only raise the bound.
    sets : int
    delta : float
        Above 0 and at most 1/4.

    Raises
    ------
    ValueError
        If ``delta`` isn't within its limits.

    Examples
    --------
    >>> round(upper(50, 1000, 0.025), 4)
    0.0654

    """
    _checked(delta)
    hit = math.ceil(hits)
    if hit >= sets:
        return 1.0
    if hit == sets - 1:
        return 1 - delta / sets
    return float(betainccinv(hit + 1, sets - hit, delta))


def _checked(delta: float) -> None:
    if not 0 < delta <= MOST:
        raise ValueError(f"delta is {delta}; write a number above 0 and at most {MOST}")
