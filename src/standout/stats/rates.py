"""Rates: the interval of a count, when what is counted comes one by one and each apart from the others.

Source   Garwood (1936), Biometrika 28: the exact interval of a Poisson mean
"""

from __future__ import annotations

from scipy.special import gammaincinv


def count_interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Give the interval of the mean that a count came from.

    Parameters
    ----------
    count : int
        What was counted; divide both ends by the hours for a rate.
    level : float
        How often the interval holds the mean, at least.

    Raises
    ------
    ValueError
        If the count is below 0.

    Examples
    --------
    >>> [round(end, 2) for end in count_interval(3)]
    [0.62, 8.77]

    """
    if count < 0:
        raise ValueError(count)
    tail = (1 - level) / 2
    return float(gammaincinv(count, tail)) if count else 0.0, float(gammaincinv(count + 1, 1 - tail))
