"""Bounded: what a shown average and a count say, when the scores themselves are hidden.

A page that shows 4.6 from 210 reviews says that the mean is between 4.55 and 4.65, and, the scale
being 1 to 5, that the scores vary at most as much as fives and ones alone would.

Source   Bhatia & Davis (2000): on a scale from a to b, a variance is at most (mean - a)(b - mean)
"""

from __future__ import annotations

from dataclasses import dataclass

from standout.stats.guard import far_end


@dataclass(frozen=True, slots=True)
class Shown:
    """What a shown average and a count say.

    Attributes
    ----------
    mean_low, mean_high : float
        Between these the mean rounds to what is shown; cut to the scale.
    variance : float
        The largest variance that single scores can have.

    """

    mean_low: float
    mean_high: float
    variance: float

    @property
    def middle(self) -> float:
        """The mean to compute with."""
        return (self.mean_low + self.mean_high) / 2

    @property
    def slack(self) -> float:
        """Half-width of the rounding around ``middle``."""
        return (self.mean_high - self.mean_low) / 2


def shown_average(mean: float, count: int, low: float, high: float, decimals: int) -> Shown:
    """Give the range and the worst variance behind a shown average.

    Parameters
    ----------
    mean : float
        As shown.
    count : int
        How many scores it is made of.
    low, high : float
        Ends of the scale.
    decimals : int
        How many decimals are shown.

    Returns
    -------
    Shown
        ``variance`` is the largest of (m - low)(high - m) over the range, times count / (count - 1) as
        in any sample variance, and no less than `guard.far_end` asks for; infinite for a count of one.

    Raises
    ------
    ValueError
        If there is no score, or the average lies outside the scale.

    Examples
    --------
    >>> shown = shown_average(4.6, 201, 1, 5, decimals=1)
    >>> round(shown.mean_low, 2), round(shown.mean_high, 2), round(shown.variance, 4)   # 3.55 x 0.45 x 201/200
    (4.55, 4.65, 1.6055)

    """
    if count < 1 or not low <= mean <= high:
        raise ValueError(mean, count, low, high)
    half = 0.5 * 10.0**-decimals
    bottom, top = max(float(low), mean - half), min(float(high), mean + half)
    worst = min(max((low + high) / 2, bottom), top)
    spread = (worst - low) * (high - worst) * count / (count - 1) if count > 1 else float("inf")
    unseen = float(far_end(top if top - low > high - bottom else bottom, count, low, high)) * count
    return Shown(mean_low=bottom, mean_high=top, variance=max(spread, unseen))
