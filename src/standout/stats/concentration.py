"""Concentration: how a market's judgements are spread over its businesses, world by world.

Unit     shares, 0 to 1; a Herfindahl index, 0 to 1; numbers of businesses of equal size
Source   Herfindahl (1950) and Hirschman (1964), "The Paternity of an Index", American Economic Review 54;
         its inverse as a number of equal firms: Adelman (1969), Review of Economics and Statistics 51
No value NaN where nobody, or no rival, has a judgement
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated each world is.

    Attributes
    ----------
    share : float64, shape (...)
        Our part of all judgements there.
    hhi : float64, shape (...)
        Sum over all businesses, ours included, of their squared shares: 1 where there is only one.
    effective : float64, shape (...)
        ``1 / hhi``: as many businesses of equal size would be as concentrated.
    rivals : float64, shape (...)
        The same among the rivals alone, by their shares of what isn't ours.

    """

    share: Floats
    hhi: Floats
    effective: Floats
    rivals: Floats


def concentration(counts: ArrayLike, ours: int = 0) -> Concentration:
    """Give the concentration of each row of counts.

    Parameters
    ----------
    counts : int64, shape (..., R)
        Judgements of each business; the last axis runs over businesses.
    ours : int
        Which of the R is ours.

    Raises
    ------
    ValueError
        If a count is below 0.

    Examples
    --------
    Ours has half, two rivals a quarter each: 0.25 + 0.0625 + 0.0625.

    >>> found = concentration([[4, 2, 2]])
    >>> found.share, found.hhi, found.rivals
    (array([0.5]), array([0.375]), array([2.]))

    """
    held = np.asarray(counts, dtype=np.float64)
    if (held < 0).any():
        raise ValueError("a business has fewer than no judgements")
    own, rest = held[..., ours], np.delete(held, ours, axis=-1)
    everybody = held.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(everybody > 0, own / everybody, np.nan)
    hhi = _hhi(held)
    return Concentration(share, hhi, 1 / hhi, 1 / _hhi(rest))


def _hhi(counts: Floats) -> Floats:
    total = counts.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        index: Floats = np.where(total > 0, (counts**2).sum(axis=-1) / total**2, np.nan)
    return index
