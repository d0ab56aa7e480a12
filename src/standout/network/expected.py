"""Expected: what ties of a kind, of one teller and into one listener let expect of a tie that was seldom tried.

Reads    how often each tie is taken to have carried word, and how often it was tried
Makes    `Expected`: a chance for each tie, and how many tries that counts as
Teller   how much more than their kind a person's other ties carry, as far as ties of one person go together; so
         listeners
Counts   the expectation counts as more tries the less ties differ from it beyond chance (moments of the beta-binomial,
         what is not known of who brought whom added; Kleinman 1973, JASA 68)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_HIGHEST = 0.95
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What each tie lets expect, and how many tries that counts as."""

    chance: Floats
    counts: float

    def between(self, came: Floats, tries: NDArray[np.int64]) -> Floats:
        """Give chances between what was seen and what is expected."""
        told = np.maximum(tries + self.counts, _LEAST)
        between: Floats = np.minimum((came + self.counts * self.chance) / told, 1 - _LEAST)
        return between

    def weight(self, chance: Floats, tries: NDArray[np.int64]) -> float:
        """Give how well chances fit the expectation, in log-likelihood; ties never tried count for nothing."""
        told = tries > 0
        own, like = np.clip(chance[told], _LEAST, 1 - _LEAST), self.chance[told]
        return float(self.counts * np.sum(like * np.log(own) + (1 - like) * np.log1p(-own)))


def expected_of(
    came: Floats, lost: Floats, tries: NDArray[np.int64], kind: Places, groups: tuple[Places, ...] = ()
) -> Expected:
    """Give what to expect of each tie.

    Parameters
    ----------
    came, lost : float64, shape (ties,)
        How often each is taken to have carried word, and the variance of that, given who came.
    tries : int64, shape (ties,)
    kind : int64, shape (ties,)
        0, 1, 2 ...
    groups : tuple of int64 arrays of shape (ties,)
        By what ties may be alike besides, one after the other: who tells, who listens.

    Examples
    --------
    Two ties tried a hundred times each carried word ten and thirty times: expect 0.2.

    >>> tried = np.array([100, 100])
    >>> like = expected_of(np.array([10.0, 30.0]), np.zeros(2), tried, np.array([0, 0]))
    >>> like.chance.round(6).tolist(), round(like.counts)
    ([0.2, 0.2], 18)

    """
    by_kind = np.bincount(kind, came) / np.maximum(np.bincount(kind, tries), 1)
    chance = by_kind[kind]
    counts = _counts(came, lost, tries, chance)
    for group in groups:
        weight = (counts + 1) / (counts + np.maximum(tries, 1))  # tries of one tie tell less than as many of several
        chance = np.clip(chance * _times(group, weight * came, weight * tries * chance), _LEAST, _HIGHEST)
        counts = _counts(came, lost, tries, chance)
    return Expected(chance, counts)


def _times(group: Places, came: Floats, due: Floats) -> Floats:
    """Give by how much the others of each tie's group carry more than was due, nearer 1 the less groups agree."""
    off = came - due
    own, sums = np.bincount(group, off), np.bincount(group, due)
    between = float(np.sum(own**2) - np.sum(off**2))
    pairs = float(np.sum(sums**2) - np.sum(due**2))
    spread = max(between / pairs, 0.0) if pairs > 0 else 0.0
    if spread <= 0:
        return np.ones(len(group))
    held = 1 / spread
    others, theirs = own[group] - off, sums[group] - due  # a tie doesn't say what to expect of itself
    times: Floats = (others + theirs + held) / (theirs + held)
    return times


def _counts(came: Floats, lost: Floats, tries: NDArray[np.int64], chance: Floats) -> float:
    """Give how many tries the expectation counts as: 1 / rho - 1, rho how alike the tries of one tie are."""
    told = tries > 1
    n, own = tries[told].astype(np.float64), chance[told]
    one = own * (1 - own)
    beyond = (came[told] - n * own) ** 2 + lost[told] - n * one
    alike = 0.0
    for _ in range(3):
        weight = 1 / (1 + (n - 1) * alike) ** 2 / np.maximum(one, _LEAST)
        pairs = float(np.sum(weight * n * (n - 1) * one))
        alike = min(max(float(np.sum(weight * beyond)) / pairs, 0.0), 0.999) if pairs > 0 else 0.0
    others = float(n.sum() - n.mean()) if len(n) else 0.0  # no more is known of any tie than the others tell
    return min(1 / alike - 1, others) if alike > 0 else others
