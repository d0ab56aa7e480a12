"""Sharing: each who came is shared out among the ties that may have brought them, and the outside.

Reads    `Trials`, a chance for each tie, and one of the outside for each step
Makes    `Shares`: how often each tie is taken to have carried word, and what is not known of that
Share    chance over 1 - (product of 1 - chance over all that tried): shares add up to more than 1, since two may have
         told the same person
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.trials import Trials

Floats = NDArray[np.float64]

FEW = 100_000
"""Up to so many ties that may have brought somebody, NumPy is done before code would be compiled."""


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """How those who came are shared out.

    Attributes
    ----------
    came, lost : float64, shape (ties,)
        How often each tie is taken to have carried word, and the variance of that.
    alone : float64, shape (steps,)
        How many are taken to have come of themselves on each step.
    outside : float64, shape (steps,)
        The chances of the outside that were used.
    fit : float
        The log-likelihood of the chances that were used; who nobody can have brought is left out.

    """

    came: Floats
    lost: Floats
    alone: Floats
    outside: Floats
    fit: float


def shared(found: Trials, chance: Floats, outside: Floats) -> Shares:
    """Share out those who came.

    Parameters
    ----------
    found : Trials
    chance : float64, shape (ties,)
        Of each tie on one step, below 1.
    outside : float64, shape (steps,)
        Of coming of oneself on each step, below 1.

    Examples
    --------
    A and B began, and C, whom both may tell, came: each brought C with 0.5 / (1 - 0.25).

    >>> from standout.network.graph import graph
    >>> from standout.network.logs import log_of
    >>> from standout.network.trials import trials
    >>> both = graph(3, np.array([0, 1]), np.array([2, 2]))
    >>> log = log_of(np.zeros(3, int), np.arange(3), np.array([0, 0, 1]))
    >>> shared(trials(log, both), np.array([0.5, 0.5]), np.zeros(2)).came.round(3).tolist()
    [0.667, 0.667]

    """
    came, lost, entered = np.zeros(len(chance)), np.zeros(len(chance)), np.zeros(len(chance))
    alone = np.zeros(len(outside))
    fit = (_shared_few if len(found.tie) <= FEW else _shared)(
        found.start, found.tie, found.known, found.step, chance, outside, came, lost, entered, alone
    )
    free = np.bincount(found.step[~found.known], minlength=len(outside))
    fit += float(np.sum((found.tries - entered) * np.log1p(-chance)))
    fit += float(np.sum((found.risk - free) * np.log1p(-outside)))
    return Shares(came, lost, alone, outside, fit)


def _shared_few(  # noqa: PLR0913 - what compiled code takes
    start: NDArray[np.int64], tie: NDArray[np.int64], known: NDArray[np.bool_], step: NDArray[np.int64],
    chance: Floats, outside: Floats, came: Floats, lost: Floats, entered: Floats, alone: Floats,
) -> float:  # fmt: skip
    """Share out those who came, as `_shared` does, by NumPy."""
    of = np.repeat(np.arange(len(known)), np.diff(start))
    own, told = outside[step], chance[tie]
    none = np.log1p(-own) + np.bincount(of, np.log1p(-told), minlength=len(known))
    some = -np.expm1(none)
    held = ~known & (some > 0)
    some[~held] = 1.0
    share = np.where(known[of], 1.0, np.where(held[of], told / some[of], 0.0))
    came += np.bincount(tie, share, minlength=len(came))
    lost += np.bincount(tie, share * (1 - share), minlength=len(came))
    entered += np.bincount(tie, share > 0, minlength=len(came))
    alone += np.bincount(step[held], own[held] / some[held], minlength=len(alone))
    return float(np.log(some).sum() + np.log(np.maximum(told[known[of]], 1e-300)).sum())


@njit(cache=True, nogil=True)
def _shared(  # noqa: PLR0913 - a kernel takes its arrays one by one
    start: Any, tie: Any, known: Any, step: Any, chance: Any, outside: Any, came: Any, lost: Any, entered: Any,
    alone: Any,
) -> Any:  # fmt: skip
    fit = 0.0
    for i in range(len(start) - 1):
        if known[i]:
            for j in range(start[i], start[i + 1]):
                came[tie[j]] += 1.0
                entered[tie[j]] += 1.0
                fit += np.log(max(chance[tie[j]], 1e-300))
            continue
        own = outside[step[i]]
        none = 1.0 - own
        for j in range(start[i], start[i + 1]):
            none *= 1.0 - chance[tie[j]]
        some = 1.0 - none
        if some <= 0.0:
            continue
        fit += np.log(some)
        alone[step[i]] += own / some
        for j in range(start[i], start[i + 1]):
            share = chance[tie[j]] / some
            came[tie[j]] += share
            lost[tie[j]] += share * (1.0 - share)
            entered[tie[j]] += 1.0
    return fit
