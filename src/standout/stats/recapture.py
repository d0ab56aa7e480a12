"""Recapture: how many there are in all, from two lists that each saw some of them.

Model     whether somebody stands on one list says little of the other: the odds of standing on the second are, for
          those on the first, at most ``dependence`` times those for the rest, and at least one over that
Interval  from the low end where the lists repel each other as much, to the high end where they attract as much;
          two lists alone can't tell which
Ends      of how many one expects to be on neither list, on the log scale, and of a count around it, put together
Source    Chapman (1951); odds as a range: Gerritse, van der Heijden & Bakker (2015), Journal of Official Statistics 31;
          ends put together: Zou & Donner (2008), Statistics in Medicine 27; coverage: benchmarks/circle_sizes.py
"""

from __future__ import annotations

from math import ceil, exp, sqrt

from scipy.special import ndtri

from standout.stats.scale_up import Size

LEAST = 7
"""On how many of both lists a size may rest: from there on the estimate is all but unbiased."""


DEPENDENCE = 3.0
"""How far the odds of standing on one list may hang on standing on the other."""


def recaptured(
    first: int, second: int, both: int, *, most: int | None = None, dependence: float = DEPENDENCE, level: float = 0.95
) -> Size:
    """Give how many there are in all, of whom some stand on one list, some on another.

    Parameters
    ----------
    first, second : int
        How many stand on each list.
    both : int
        How many stand on both.
    most : int, optional
        More there can't be.
    dependence : float
        How far the odds of standing on one list may hang on standing on the other, 1 or more; 1 is not at all.
    level : float
        Of the interval.

    Returns
    -------
    Size
        The estimate is that of two lists that know nothing of each other.

    Raises
    ------
    ValueError
        If more stand on both than on one, a count is below 0, or ``dependence`` is below 1.

    Examples
    --------
    Chapman: 31 x 21 / 11 - 1.

    >>> round(recaptured(30, 20, 10).estimate, 1)
    58.2

    """
    if not 0 <= both <= min(first, second) or dependence < 1:
        raise ValueError(first, second, both, dependence)
    seen, cap = first + second - both, float("inf") if most is None else float(most)
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    low, high = (
        seen + _unseen(first - both, second - both, both, odds, side * level)
        for odds, side in ((1 / dependence, -1), (dependence, 1))
    )
    return Size(min(estimate, cap), min(low, cap), min(high, cap))


def more_needed(asked: int, both: int) -> int | None:
    """Give about how many more must be asked, for one of the lists, until enough stand on both.

    Parameters
    ----------
    asked : int
        How many stand on that list.
    both : int
        How many of them on the other too; where it is nobody, nobody can say, and None is given.

    Examples
    --------
    Of 20 answers 4 stand on both; 3 more of them take 15.

    >>> more_needed(20, 4)
    15

    """
    if both >= LEAST:
        return 0
    return ceil((LEAST - both) * asked / both) if both else None


def _unseen(one: int, other: int, both: int, odds: float, level: float) -> float:
    """Give the end of the interval of who stands on neither list; the low one where ``level`` is below 0."""
    a, b, m = one + 0.5, other + 0.5, both + 0.5
    middle, z = odds * a * b / m, float(ndtri((1 + abs(level)) / 2))
    side = 1 if level > 0 else -1
    away = middle * (exp(side * z * sqrt(1 / a + 1 / b + 1 / m)) - 1)
    return max(middle + side * sqrt(away**2 + z**2 * middle), 0.0)
