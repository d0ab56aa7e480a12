"""Shares: exact tests that a share is larger than each rival's, at any number of people.

Nothing is estimated about how the rest is spread, so that eight answers are as good a basis as eight hundred.

Source   "most chosen": pairwise binomial tests of Bazylik, Mogstad, Romano, Shaikh & Wilhelm (2024), "Finite- and
         large-sample inference for ranks using multinomial data", arXiv 2402.00192; a larger share of one's own:
         Fisher (1935), The Design of Experiments; over rivals: Berger (1982), Technometrics 24
Needs    people who were asked once each
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaln

Floats = NDArray[np.float64]


def most_chosen_p(counts: ArrayLike, ours: int = 0) -> Floats:
    """Give the p-value against "some rival is chosen at least as often as we are".

    Parameters
    ----------
    counts : int64, shape (..., k)
        How many of the same people chose each of k.
    ours : int
        Which of the k it is; stated before the counts were seen.

    Returns
    -------
    float64, shape (...)
        The largest, over rivals, of ``P(X >= a)`` for ``X`` binomial over ``a + b`` with a half.  1 where nobody
        chose us, or there is no rival.

    Notes
    -----
    Of those who chose us or the rival, at most half chose us, on average, where the claim is false; so the
    test is exact whatever the others were chosen.

    Examples
    --------
    9 against 1: (10 + 1) / 1024.

    >>> most_chosen_p([9, 1, 0]).round(4)
    np.float64(0.0107)

    """
    held = np.asarray(counts, dtype=np.float64)
    if held.shape[-1] < 2:
        return np.ones(held.shape[:-1])[()]
    us, rivals = held[..., ours], np.delete(held, ours, axis=-1).max(axis=-1)
    return np.asarray(np.where(us > 0, betainc(np.maximum(us, 1), rivals + 1, 0.5), 1.0))[()]


def larger_share_p(hits: ArrayLike, n: ArrayLike, ours: int = 0) -> float:
    """Give the p-value against "some rival's share is at least as large as ours".

    Parameters
    ----------
    hits : int64, shape (k,)
        How many of each business's own people said so: gave five stars, would come again.
    n : int64, shape (k,)
        How many were asked.
    ours : int
        Which of the k it is.

    Returns
    -------
    float
        The largest, over rivals, of Fisher's one-sided p.  1 where there is no rival, or no people.

    Raises
    ------
    ValueError
        If more said so than were asked.

    Examples
    --------
    All 8 of ours and 2 of the rival's 8: C(8,8) C(8,2) / C(16,10).

    >>> round(larger_share_p([8, 2], [8, 8]), 4)
    0.0035

    """
    said, asked = np.asarray(hits, dtype=np.int64), np.asarray(n, dtype=np.int64)
    if (said < 0).any() or (said > asked).any():
        raise ValueError(hits, n)
    rivals = [r for r in range(len(asked)) if r != ours]
    return max((_fisher(said[ours], asked[ours], said[r], asked[r]) for r in rivals), default=1.0)


def _fisher(a: int, n: int, b: int, m: int) -> float:
    """Chance that ``a`` or more of the ``a + b`` who said so are among ``n`` of ``n + m``."""
    together = a + b
    x = np.arange(a, min(n, together) + 1)
    log = _log_choose(n, x) + _log_choose(m, together - x) - _log_choose(n + m, together)
    return float(min(np.exp(log).sum(), 1.0))


def _log_choose(n: ArrayLike, k: ArrayLike) -> Floats:
    of, some = np.asarray(n, dtype=np.float64), np.asarray(k, dtype=np.float64)
    return np.asarray(gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1))
