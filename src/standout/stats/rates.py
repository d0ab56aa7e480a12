"""Rates: the interval of a count, or of a share, when what is counted comes one by one and each apart from the others.

Source   Garwood (1936), Biometrika 28: the exact interval of a Poisson mean; Clopper & Pearson (1934), Biometrika 26:
         that of a share
"""

from __future__ import annotations

from scipy.special import betaincinv, gammaincinv


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


def share_interval(hits: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """Give the interval of the share that some hits came from.

    Parameters
    ----------
    hits, of : int
        How many did, of how many.
    level : float
        How often the interval holds the share, at least.

    Raises
    ------
    ValueError
        If there are none, or ``hits`` is not from 0 to ``of``.

    Examples
    --------
    >>> [round(end, 3) for end in share_interval(1, 20)]
    [0.001, 0.249]

    """
    if not 0 <= hits <= of or not of:
        raise ValueError(hits, of)
    tail = (1 - level) / 2
    low = float(betaincinv(hits, of - hits + 1, tail)) if hits else 0.0
    return low, float(betaincinv(hits + 1, of - hits, 1 - tail)) if hits < of else 1.0
