"""Detectable: the smallest rate of something, after a change, that would be told from the rate before it.

Unit     events a day; the power is .8 where not said otherwise: four times in five
Source   the conditional test of two Poisson rates: Przyborowski & Wilenski (1940), Biometrika 31; counts that
         vary more than by chance: quasi-likelihood, McCullagh & Nelder (1989), Generalized Linear Models, ch. 9
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, chdtri, gammaincinv

BLOCK = 4
"""Periods in a block: slow ups and downs show in blocks where they don't from one period to the next."""
BLOCKS = 6
"""From how many blocks on their spread is read high; of fewer the upper limit says next to nothing."""
CHANCE = 0.2
"""A spread is read so high that the true one is higher still but once in five times."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of events a day, with its 95 % interval."""

    rate: float
    low: float
    high: float


def dispersion(counts: ArrayLike) -> float:
    """Give how many times as much counts vary as by chance alone, read high; 1 at least.

    Parameters
    ----------
    counts : int64, shape (periods,)
        How many events each of equally long periods saw, in the order of time.

    Returns
    -------
    float
        The larger of variance over mean of single periods and of blocks of four, each at its upper 80 % limit;
        1 where that is less, or there is nothing to tell by.

    Examples
    --------
    >>> dispersion([3, 3, 3, 3, 3, 3]), dispersion([0, 9, 0, 9, 0, 9]) > 4
    (1.0, True)

    """
    held = np.asarray(counts, dtype=np.float64)
    blocks = held[len(held) % BLOCK :].reshape(-1, BLOCK).sum(axis=1)
    return max(_over(held, high=True), _over(blocks, high=len(blocks) >= BLOCKS))


def _over(counts: NDArray[np.float64], *, high: bool) -> float:
    freedom = len(counts) - 1
    if freedom < 1 or counts.sum() == 0:
        return 1.0
    over = float(counts.var(ddof=1) / counts.mean())
    return max(1.0, over * freedom / float(chdtri(freedom, 1 - CHANCE)) if high else over)


def rate_interval(count: int, days: float, over: float = 1.0) -> Rate:
    """Give a rate and its 95 % interval: exact for counts that vary by chance alone.

    Parameters
    ----------
    count : int
        Events seen.
    days : float
        In how many days.
    over : float
        Dispersion, as `dispersion` gives it.

    Raises
    ------
    ValueError
        If there are no days, or fewer than no events.

    Examples
    --------
    Ten events: 4.80 to 18.39, as Garwood (1936) has it.

    >>> found = rate_interval(10, 1.0)
    >>> round(found.low, 2), round(found.high, 2)
    (4.8, 18.39)

    """
    if days <= 0 or count < 0:
        raise ValueError(count, days)
    seen = count / over
    low = over * float(gammaincinv(seen, 0.025)) / days if count else 0.0
    return Rate(count / days, low, over * float(gammaincinv(seen + 1, 0.975)) / days)


def rose_p(before: int, days_before: float, after: int, days_after: float, over: float = 1.0) -> float:
    """Give the p-value against "the rate after is no higher than before".

    Given how many events there were in all, those after are binomial where the rates are the same.

    Examples
    --------
    No event before and 5 after, in equal times: 1 / 2^5.

    >>> rose_p(0, 30, 5, 30)
    0.03125

    """
    if after <= 0:
        return 1.0
    share = days_after / (days_before + days_after)
    return float(betainc(after / over, before / over + 1, share))


def events_to_see(before: int, days_before: float, days_after: float, over: float = 1.0, alpha: float = 0.05) -> int:
    """Give the smallest number of events after, with which the rate is said to have risen.

    Examples
    --------
    >>> events_to_see(0, 30, 30)
    5

    """
    low, high = 0, 8
    while rose_p(before, days_before, high, days_after, over) > alpha:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        seen = rose_p(before, days_before, middle, days_after, over) <= alpha
        low, high = (low, middle) if seen else (middle, high)
    return high


def detectable_rate(
    before: int, days_before: float, days_after: float, over: float = 1.0, power: float = 0.8, alpha: float = 0.05
) -> float:
    """Give the smallest true rate after, in events a day, that would be seen to be higher than before.

    Parameters
    ----------
    before : int
        Events seen before; they are known, so nothing is assumed of the rate behind them.
    days_before, days_after : float
        How long was and will be looked.
    over : float
        Dispersion, as `dispersion` gives it.
    power : float
        How often a rate this high should be seen.
    alpha : float
        How often at most a rate that stayed the same may be said to have risen.

    Returns
    -------
    float
        Any rate above it is seen more often still.

    Raises
    ------
    ValueError
        If a time is not positive.

    Examples
    --------
    Nothing before: 5 events are needed, and a mean of 6.72 brings 5 or more four times in five.

    >>> round(30 * detectable_rate(0, 30, 30), 2)
    6.72

    """
    if days_before <= 0 or days_after <= 0:
        raise ValueError(days_before, days_after)
    needed = events_to_see(before, days_before, days_after, over, alpha)
    return over * float(gammaincinv(needed / over, power)) / days_after


def days_to_see(before: int, days_before: float, rate: float, over: float = 1.0, most: int = 730) -> int | None:
    """Give after how many days a true rate (events a day) would be seen to be higher than before.

    Returns
    -------
    int or None
        The first whole number of weeks that does, in days; None where no time up to ``most`` days does.

    Examples
    --------
    >>> days_to_see(60, 365, 0.33), days_to_see(60, 365, 0.16)
    (70, None)

    """
    for days in range(7, most + 1, 7):
        if detectable_rate(before, days_before, days, over) <= rate:
            return days
    return None
