"""Top: "in the top k" that may be said where a first place is not shown.

Source   partial conjunction of Benjamini & Heller (2008), "Screening for partial conjunction hypotheses",
         Biometrics 64, with Bonferroni inside; a fixed sequence of nested claims
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from standout.stats.multiplicity import holm


def top_place(p: ArrayLike, alpha: float) -> int:
    """Give the smallest k such that "in the top k" is shown; the last place where nothing is.

    Parameters
    ----------
    p : float64, shape (m - 1,)
        One-sided p-value against "this rival is at least as good", one for each judged rival.
    alpha : float
        The chance, at most, that the true place is worse than k.  It covers every k at once.

    Returns
    -------
    int
        From 1 to m.  Truly tied businesses count as ahead of us.

    Raises
    ------
    ValueError
        If a p-value is missing or no probability.

    Notes
    -----
    We are not in the top k if k rivals or more are at least as good.  Then the k-th largest p is no
    smaller than the smallest of k true ones, so k times it is a valid p.  The claims are nested and are
    tried from the weakest, "not last", until one fails; the first false one that is reached is wrongly
    shown with a chance of at most ``alpha``, whatever the dependence.  This counts the rivals that Holm's
    rule settles.

    Examples
    --------
    Five businesses; 4 x 0.001 and 3 x 0.01 pass, 2 x 0.03 does not:

    >>> top_place([0.001, 0.03, 0.2, 0.01], alpha=0.05)
    3
    >>> top_place([], alpha=0.05)
    1

    """
    values = np.asarray(p, dtype=np.float64)
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(p)
    return 1 + values.size - int(np.count_nonzero(holm(values) <= alpha))
