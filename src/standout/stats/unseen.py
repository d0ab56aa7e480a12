"""Unseen: what the customers we have not heard would have to say to undo a lead.

Unit     the unit of the scores
Source   arithmetic of a mean of two groups; the idea of a tipping point of Cornfield et al. (1959), JNCI 22
"""

from __future__ import annotations


def undoing_mean(
    our_mean: float, rival_mean: float, unseen_per_seen: float = 1.0, *, low: float, high: float
) -> float | None:
    """Give the average at which unseen customers of ours would bring us down to the rival.

    Parameters
    ----------
    our_mean, rival_mean : float
        Ours, and that of the rival.
    unseen_per_seen : float
        How many of our customers are unseen, for each one that gave a score.
    low, high : float
        Ends of the scale.

    Returns
    -------
    float or None
        At this average or below, the lead is gone.  None where no score on the scale could do it.  Where we
        are not ahead, it is how well they would have to score to draw level, at most ``high``.

    Raises
    ------
    ValueError
        If nobody is unseen, or the ends of the scale are the wrong way round.

    Examples
    --------
    As many again: (4.8 + x) / 2 = 4.4.

    >>> round(undoing_mean(4.8, 4.4, low=1, high=5), 2)
    4.0
    >>> undoing_mean(4.8, 2.0, low=1, high=5) is None
    True

    """
    if unseen_per_seen <= 0 or low >= high:
        raise ValueError(unseen_per_seen, low, high)
    mean = rival_mean - (our_mean - rival_mean) / unseen_per_seen
    return None if mean < low else min(mean, high)
