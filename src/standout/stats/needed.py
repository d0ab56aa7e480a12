"""Needed: how many more scores until a first place would show, if it is true.

Unit     scores; power 0.8 means: four times in five
Source   the power of the intersection-union test, by quadrature over our mean, rivals independent given it
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from standout.stats.welch import t_of_z

Floats = NDArray[np.float64]
Error = Callable[[Floats], Floats]

_FAR = 6.0
_NODES = np.linspace(-_FAR, _FAR, 401)
_WEIGHTS = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()


def more_needed(  # noqa: PLR0913 - a plan has as many parts as the test it plans
    mean: ArrayLike,
    deviation: ArrayLike,
    n: ArrayLike,
    ours: int,
    critical: float,
    slack: ArrayLike | None = None,
    power: float = 0.8,
    most: int = 100_000,
    error: Error | None = None,
) -> int | None:
    """Give how many more scores of ours show a first place, rivals having as many as they have.

    Parameters
    ----------
    mean, deviation : float64, shape (k,)
        Means and standard deviations of single scores, taken as true.
    n : int64, shape (k,)
        How many scores each has now; an infinite number is a mean known without error.
    ours : int
        Which of the k we are.
    critical : float
        The z that the claim has to pass (one-sided).
    slack : float64, shape (k,), optional
        As in `welch.pairwise_z`.
    power : float
        How often the claim should pass.
    most : int
        Where to stop looking.
    error : callable, optional
        The squared standard errors, shape (k,), that the test will use for numbers of scores ``n``: the
        guarded ones (`guard.guarded_squared_error`).  Left out, they are ``deviation² / n``.

    Returns
    -------
    int or None
        0 where what there is suffices; None where no number up to ``most`` does.

    Examples
    --------
    Half a point ahead of one rival with 100 scores, spread 1:

    >>> more_needed([4.5, 4.0], [1.0, 1.0], [20, 100], ours=0, critical=1.645)
    14

    """
    claim = _claim(mean, deviation, n, ours, critical, slack, error)
    alone = np.zeros(len(claim.mean))
    alone[ours] = 1.0
    return _search(claim, alone, power, most)


def more_needed_each(  # noqa: PLR0913 - as more_needed
    mean: ArrayLike,
    deviation: ArrayLike,
    n: ArrayLike,
    ours: int,
    critical: float,
    slack: ArrayLike | None = None,
    power: float = 0.8,
    most: int = 100_000,
    error: Error | None = None,
) -> int | None:
    """Give how many more scores of everybody, ours and each rival's, show a first place of ours.

    Parameters and result are those of `more_needed`; the number is for each business.

    Examples
    --------
    >>> more_needed_each([4.5, 4.0], [1.0, 1.0], [20, 20], ours=0, critical=1.645)
    31

    """
    claim = _claim(mean, deviation, n, ours, critical, slack, error)
    return _search(claim, np.ones(len(claim.mean)), power, most)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A first place to be shown: the truth it is planned for, and the test it has to pass."""

    mean: Floats
    variance: Floats
    error: Error
    n: Floats
    ours: int
    critical: float
    slack: Floats

    def power(self, n: Floats) -> float:
        """How often the test passes with these numbers of scores."""
        ours, rivals = self.ours, np.arange(len(n)) != self.ours
        tested, own = self.error(n), np.sqrt(self.variance[ours] / n[ours])
        freedom = np.maximum(n - 1, 1.0)
        together = tested[ours] + tested
        df = together**2 / (tested[ours] ** 2 / freedom[ours] + tested**2 / freedom)
        error = np.sqrt(together) * t_of_z(self.critical, df)
        margin = (self.mean[ours] - self.mean - self.slack[ours] - self.slack - error)[rivals]
        theirs = np.sqrt(self.variance / n)[rivals]
        near = margin < _FAR * (own + theirs)  # the others are passed whatever comes
        reached = margin[near] + own * _NODES[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            passed = ndtr(np.where(reached == 0, 0.0, reached / theirs[near]))
        return float(_WEIGHTS @ passed.prod(axis=1))


def _claim(
    mean: ArrayLike,
    deviation: ArrayLike,
    n: ArrayLike,
    ours: int,
    critical: float,
    slack: ArrayLike | None,
    error: Error | None,
) -> _Claim:
    means, spread, count = (np.asarray(x, dtype=np.float64) for x in (mean, deviation, n))
    loose = np.zeros_like(means) if slack is None else np.asarray(slack, dtype=np.float64)

    def unguarded(numbers: Floats) -> Floats:
        return spread**2 / numbers

    return _Claim(means, spread**2, error or unguarded, count, ours, critical, loose)


def _search(claim: _Claim, step: Floats, power: float, most: int) -> int | None:
    def enough(more: int) -> bool:
        return claim.power(claim.n + more * step) >= power

    if len(claim.mean) < 2 or not enough(most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
