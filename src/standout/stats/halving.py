"""Halving: how many more marks make the interval of a mean read from words half as wide.

Unit     marks; means and variances as in `standout.stats.predicted`
Assumes  further marks are like those so far: the error they correct shrinks with their number, the error of which
         sentences there are doesn't
Source   `standout.stats.predicted` for what the variance is made of; measured in benchmarks/audit.py
"""

from __future__ import annotations

import math

from standout.stats.guard import far_end
from standout.stats.welch import t_of_z

MOST = 2_000
"""More marks than this nobody makes."""


def more_to_halve(  # noqa: PLR0913 - an interval has as many parts as it is made of
    mean: float,
    variance: float,
    df: float,
    marked: int,
    people: int,
    of_words: float,
    guarded: float = 0.0,
    *,
    z: float,
    low: float,
    high: float,
) -> int | None:
    """Give how many more marks make an interval half as wide.

    Parameters
    ----------
    mean, variance, df : float
        Of the mean; the variance with what unseen marks at the far end would add (`guard.far_end`).
    marked, people : int
        How many sentences are marked, and how many people wrote those that are about the aspect.
    of_words : float
        The part of the variance that no mark can take away: which sentences there are.
    guarded : float
        The part that is there because so few marks might miss something (`standout.stats.guard`); it shrinks with the
        square of their number.
    z : float
        Of the interval's level.
    low, high : float
        Ends of the scale, to which the interval is cut.

    Returns
    -------
    int or None
        None where no number up to `MOST` does, or nothing is marked yet.

    Examples
    --------
    With an error that is all due to few marks, four times as many; a little fewer, as few marks tell less surely
    how wrong they are:

    >>> more_to_halve(0.0, 0.02, 24, 25, 25, 0.0, z=1.96, low=-1, high=1)
    68

    """
    if marked < 1 or people < 1 or not (math.isfinite(variance) and variance > 0 and df > 0):
        return None

    def width(more: int) -> float:
        times = 1 + more / marked
        shrunk = of_words + max(variance - guarded - of_words, 0.0) / times + guarded / times**2
        error = max(shrunk, float(far_end(mean, people * times, low, high)))
        half = float(t_of_z(z, df * times)) * math.sqrt(error)
        return min(mean + half, high) - max(mean - half, low)

    wanted = width(0) / 2
    if width(MOST) > wanted:
        return None
    least, most = 0, MOST
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if width(middle) <= wanted else (middle, most)
    return most
