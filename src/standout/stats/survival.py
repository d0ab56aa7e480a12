"""Survival: a median waiting time when some are still waiting.

Unit     of the times given: hours
Source   Kaplan & Meier (1958); Brookmeyer & Crowley (1982) for the interval, on the log(-log) scale of
         Kalbfleisch & Prentice
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_Z = 1.959963984540054
_HALF = 0.5
_ROUNDING = 1e-12  # a share that is one half by hand may come out a hair above it


def kaplan_meier_median(hours: ArrayLike, observed: ArrayLike) -> tuple[float | None, float, float]:
    """Give the median time and its 95 % interval.

    Parameters
    ----------
    hours : float64, shape (n,)
        Time until it came, or until we last looked.
    observed : bool, shape (n,)
        True where it came; False where it hadn't when we last looked.

    Returns
    -------
    median : float or None
        First time by which half have come; None where that isn't reached.
    low, high : float
        Interval for the median.  ``high`` is infinite where the data set no upper end; ``low`` is the
        last time looked at where even more than that is sure, and 0 with nothing observed.

    Raises
    ------
    ValueError
        If there is no time, or one is negative or not a number.

    Examples
    --------
    >>> kaplan_meier_median([2, 4, 6, 8, 9], [True, True, True, False, True])[0]
    6.0

    """
    times, came = np.asarray(hours, dtype=np.float64), np.asarray(observed, dtype=bool)
    if times.size == 0 or times.shape != came.shape or not np.all(times >= 0):
        raise ValueError(hours)
    if not came.any():
        return None, 0.0, float("inf")
    at, share, lower, upper = _curve(times, came)
    sure = float(times.max()) if lower[-1] > _HALF else 0.0
    low, high = _reached(at, lower), _reached(at, upper)
    return _reached(at, share), sure if low is None else low, float("inf") if high is None else high


def _curve(times: Floats, came: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
    """Times of events, the share still waiting after each, and the 95 % limits of that share."""
    at, events = np.unique(times[came], return_counts=True)
    waiting = (times[None, :] >= at[:, None]).sum(axis=1)
    share = np.cumprod(1 - events / waiting)
    left = share > 0  # where nobody is left the error is not defined: the last limit stands
    with np.errstate(divide="ignore", invalid="ignore"):
        width = np.sqrt(np.cumsum(events / (waiting * (waiting - events)))) / np.abs(np.log(share))
        upper = np.where(left, share ** np.exp(-_Z * width), np.inf)
        lower = np.where(left, share ** np.exp(_Z * width), 0.0)
    return at, share, lower, np.minimum(np.minimum.accumulate(upper), 1.0)


def _reached(at: Floats, share: Floats) -> float | None:
    below = np.flatnonzero(share <= _HALF + _ROUNDING)
    return float(at[below[0]]) if below.size else None
