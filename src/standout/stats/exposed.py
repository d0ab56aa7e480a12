"""Exposed: whether a thing comes up more often at us than at others, for as many words as were looked through.

Source   test: Przyborowski & Wilenski (1940), Biometrika 31, exact given how often it came up in all
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc

Floats = NDArray[np.float64]


def more_often_p(ours: ArrayLike, theirs: ArrayLike, our_words: float, their_words: float) -> Floats:
    """Give the p-value against "it comes up at us at most as often, word for word, as at the others".

    Parameters
    ----------
    ours, theirs : int64, shape (k,)
        How often each thing came up.
    our_words, their_words : float
        What was looked through; only their ratio matters.

    Returns
    -------
    float64, shape (k,)
        ``P(X >= ours)`` for ``X`` binomial over all that came up, with our share of the words.  1 where it never
        came up at us.

    Raises
    ------
    ValueError
        If there are no words on one side.

    Examples
    --------
    5 against none, in as many words: 1 / 2^5.

    >>> more_often_p([5], [0], 100, 100)
    array([0.03125])

    """
    if not (our_words > 0 and their_words > 0):
        raise ValueError(our_words, their_words)
    us, them = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    share = our_words / (our_words + their_words)
    return np.asarray(np.where(us > 0, betainc(np.maximum(us, 1), them + 1, share), 1.0))


def able_to_pass(total: ArrayLike, our_words: float, their_words: float, alpha: float = 0.05) -> NDArray[np.bool_]:
    """Give which things came up often enough in all to be able to pass among so many; the others need no test.

    Parameters
    ----------
    total : int64, shape (k,)
        How often each thing came up, at us and at the others together.
    our_words, their_words : float
        As `more_often_p` takes them.
    alpha : float
        What is told at.

    Notes
    -----
    What came up ``t`` times has no p-value below (our share of the words)^t.  With m as small as can be, at most m
    things could fall below alpha / m; the rest would only make it harder for these.  Totals do not tell on whose
    side they are, so that no p-value is spoilt: Tarone (1990), Biometrics 46; Gilbert (2005), Applied Statistics 54.

    Examples
    --------
    Of four, two could reach .05 / 2 in as many words: 1/2^6 and 1/2^7 can, 1/2^3 can't.

    >>> able_to_pass([3, 3, 6, 7], 100, 100).tolist()
    [False, False, True, True]

    """
    least = (our_words / (our_words + their_words)) ** np.asarray(total, dtype=np.float64)
    ordered = np.sort(least)
    for many in range(1, len(ordered) + 1):
        if np.searchsorted(ordered, alpha / many, side="right") <= many:
            return np.asarray(least <= alpha / many)
    return np.zeros(len(ordered), dtype=np.bool_)
