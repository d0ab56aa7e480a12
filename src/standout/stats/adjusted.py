"""Adjusted: the lead if both businesses were rated by the same mix of customers.

A world fixes some traits of its customers; the others may differ between us and a rival.  Where families give
high scores and more of ours are families, our mean is higher for that alone.

Unit     the unit of the scores; shares from 0 to 1
Source   direct standardisation (post-stratification): Holt & Smith (1979), "Post Stratification", JRSS A 142;
         Simpson (1951), JRSS B 13, for what it guards against
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_DENSE = 1 << 22
"""With more pairs than this a table of all would be larger than sorting is slow."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A lead over one rival, both with our mix of customers.

    Attributes
    ----------
    lead : float
        Our mean less the rival's, over the kinds of customers that both have scores from.
    ours, rival : float
        The two means.
    covered : float
        Share of our scores that come from such kinds.
    rival_scores : float
        How many scores of the rival, weighted evenly, would tell as much (Kish).

    """

    lead: float
    ours: float
    rival: float
    covered: float
    rival_scores: float


def alike_lead(n: ArrayLike, mean: ArrayLike, covers: float = 0.5) -> Alike | None:
    """Give the lead over a rival with the mix of customers that we have.

    Parameters
    ----------
    n : int64, shape (2, S)
        Scores from each kind of customer: ours, then the rival's.
    mean : float64, shape (2, S)
        Their means; anything where there are none.
    covers : float
        The least share of our scores that must come from kinds the rival has scores from as well.

    Returns
    -------
    Alike or None
        None where too few are covered, or there is no score.

    Examples
    --------
    Ours is worse with both kinds of customers, and looks better as it has more of the happy kind:

    >>> n, mean = [[90, 10], [10, 90]], [[4.8, 3.0], [4.9, 3.5]]
    >>> round(np.average(mean[0], weights=n[0]) - np.average(mean[1], weights=n[1]), 2)
    np.float64(0.98)
    >>> found = alike_lead(n, mean)
    >>> round(found.lead, 2), found.covered   # 0.9 x (4.8 - 4.9) + 0.1 x (3.0 - 3.5)
    (-0.14, 1.0)

    """
    count, level = np.asarray(n, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    both = (count > 0).all(axis=0)
    total = float(count[0].sum())
    held = float(count[0, both].sum())
    if held == 0 or held < covers * total:
        return None
    share = count[0, both] / held
    ours, rival = float(share @ level[0, both]), float(share @ level[1, both])
    return Alike(ours - rival, ours, rival, held / total, float(1 / (share**2 / count[1, both]).sum()))


def kinds(
    traits: Sequence[NDArray[np.integer]], ours: NDArray[np.bool_], covers: float = 0.8
) -> tuple[Ints, list[int]]:
    """Give the kind of customer behind each score, by as many traits as the two businesses share.

    Parameters
    ----------
    traits : sequence of int, shape (N,) each
        Codes of the traits that the world leaves open, those that matter most first; 0, nothing said, is a
        value like others.
    ours : bool, shape (N,)
        True for a score of ours, False for the rival's.
    covers : float
        A trait is left out if fewer than this share of our scores would have a kind that the rival has too.

    Returns
    -------
    kind : int64, shape (N,)
        From 0.
    used : list of int
        Which of the traits, in order.

    Examples
    --------
    The second trait tells us and the rival apart and can't be used:

    >>> ours = np.array([True, True, False, False])
    >>> kind, used = kinds([np.array([1, 2, 1, 2]), np.array([1, 1, 2, 2])], ours)
    >>> kind.tolist(), used
    ([0, 1, 0, 1], [0])

    """
    kind = np.zeros(len(ours), np.int64)
    used: list[int] = []
    for place, trait in enumerate(traits):
        finer = _numbered(kind, np.asarray(trait, dtype=np.int64))
        theirs = np.bincount(finer[~ours], minlength=int(finer.max(initial=-1)) + 1) > 0
        if theirs[finer[ours]].sum() >= covers * ours.sum():
            kind, used = finer, [*used, place]
    return kind, used


def _numbered(kind: Ints, trait: Ints) -> Ints:
    """Number each pair that occurs, in the order of kinds and then traits."""
    width = int(trait.max(initial=0)) + 1
    pair = kind * width + trait
    if (int(kind.max(initial=0)) + 1) * width > _DENSE:
        return np.asarray(np.unique(pair, return_inverse=True)[1], dtype=np.int64)
    there = np.bincount(pair) > 0
    return np.asarray((np.cumsum(there) - 1)[pair], dtype=np.int64)


def by_kind(kind: Ints, ours: NDArray[np.bool_], score: ArrayLike) -> tuple[Ints, Floats]:
    """Give the counts and means that `alike_lead` takes, from single scores.

    Examples
    --------
    >>> n, mean = by_kind(np.array([0, 0, 1]), np.array([True, False, True]), [5.0, 4.0, 3.0])
    >>> n.tolist(), mean.tolist()
    ([[1, 1], [1, 0]], [[5.0, 3.0], [4.0, nan]])

    """
    count = int(kind.max(initial=-1)) + 1
    value = np.asarray(score, dtype=np.float64)
    n = np.stack([np.bincount(kind[who], minlength=count) for who in (ours, ~ours)])
    total = np.stack([np.bincount(kind[who], value[who], count) for who in (ours, ~ours)])
    with np.errstate(divide="ignore", invalid="ignore"):
        return n, total / n
