"""First: is this business ahead of every rival, and by how much at least?

Source   the intersection-union test of Berger (1982), "Multiparameter hypothesis testing and acceptance sampling",
         Technometrics 24: to claim all of several things, test each at the full level
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from standout.stats.welch import pairwise_df, pairwise_z, t_of_z


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """What speaks for a first place.

    Attributes
    ----------
    p : float
        One-sided p-value against "some rival is at least as good".  No division by the number of rivals.
    rival : int
        The rival that is hardest to be told from; -1 where there is none.
    lead : float
        Our mean less the highest mean of a rival; NaN where there is none.
    z : float
        The z against ``rival``, the smallest of all.

    """

    p: float
    rival: int
    lead: float
    z: float


def first_place(
    mean: ArrayLike, se2: ArrayLike, df: ArrayLike, ours: int, slack: ArrayLike | None = None
) -> FirstPlace:
    """Test whether one business is strictly ahead of all others.

    Parameters
    ----------
    mean, se2, df, slack : float64, shape (k,)
        As in `welch.pairwise_z`; ``se2`` guarded.
    ours : int
        Which of the k it is.

    Examples
    --------
    >>> test = first_place([4.8, 4.0, 4.4], [0.02] * 3, [np.inf] * 3, ours=0)
    >>> test.rival, round(test.lead, 2), round(test.z, 2), round(test.p, 4)
    (2, 0.4, 2.0, 0.0228)

    """
    means = np.asarray(mean, dtype=np.float64)
    if len(means) < 2:
        return FirstPlace(p=1.0, rival=-1, lead=float("nan"), z=float("-inf"))
    ahead = pairwise_z(means, se2, df, slack)[ours].copy()
    ahead[ours] = np.inf
    rival = int(np.argmin(ahead))
    best = np.delete(means, ours).max()
    return FirstPlace(p=float(ndtr(-ahead[rival])), rival=rival, lead=float(means[ours] - best), z=float(ahead[rival]))


def lead_low(
    mean: ArrayLike, se2: ArrayLike, df: ArrayLike, ours: int, critical: float, slack: ArrayLike | None = None
) -> float:
    """Give what the lead over the best rival is at least; negative where a rival may be ahead.

    Parameters
    ----------
    mean, se2, df, slack : float64, shape (k,)
        As in `first_place`.
    ours : int
        Which of the k it is.
    critical : float
        The z of the test; with that of a test over many claims, the bound holds for all of them at once.

    Returns
    -------
    float
        The smallest, over rivals, of difference less slack less critical standard errors.  It is above
        0 exactly where `first_place` passes ``critical``.  NaN without rivals.

    Examples
    --------
    >>> round(lead_low([4.8, 4.4], [0.02, 0.02], [np.inf, np.inf], ours=0, critical=1.645), 3)
    0.071

    """
    means, squared, freedom = (np.asarray(x, dtype=np.float64) for x in (mean, se2, df))
    if len(means) < 2:
        return float("nan")
    loose = np.zeros_like(means) if slack is None else np.asarray(slack, dtype=np.float64)
    error = np.sqrt(squared[ours] + squared) * t_of_z(critical, pairwise_df(squared, freedom)[ours])
    bound = means[ours] - means - (loose[ours] + loose) - error
    return float(np.delete(bound, ours).min())
