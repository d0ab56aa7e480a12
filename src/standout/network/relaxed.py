"""Relaxed: who may be chosen when a person may be chosen in part; the best of scores there, and the nearest point.

Reads    a score, or a wish, for each candidate
Makes    ``most``, an upper bound on the sum of the scores of any choice within the limits, and ``nearest``, the point
         within the limits that is nearest to a wish
Left out whoever is no candidate has a score of at most ``tau``, or of at most ``rho`` for each unit of cost; ``most``
         counts them as if they had all of it, so it bounds choices among everybody
Source   fractional knapsack (Dantzig 1957); projection by a search for the multiplier, as in Kiwiel (2008)
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
SLACK = 1e-9
"""Costs may add up to this much more than the budget, as a share: what rounding makes of them, and those who cost next
to nothing.  Bounds are on whatever fits with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """At least ``least`` from a group: which candidates are in it, and the most that any other of it scores."""

    members: NDArray[np.int64]
    least: int
    tau: float


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """At most ``k`` people, and at least so many from each group with a floor."""

    k: int
    tau: float = 0.0
    floors: tuple[Floor, ...] = ()

    def alone(self) -> Heads:
        """Give the same limits with nobody left out."""
        return Heads(self.k, 0.0, tuple(Floor(floor.members, floor.least, 0.0) for floor in self.floors))

    def most(self, score: Scores) -> float:
        """Give the most that the scores of ``k`` people can add up to."""
        if not self.floors:
            return _top(score, self.k, self.tau)
        free = np.ones(len(score), bool)
        total, left = 0.0, self.k
        for floor in self.floors:
            first = floor.members[np.argsort(-score[floor.members], kind="stable")[: floor.least]]
            total += _top(score[first], floor.least, floor.tau)
            free[first] = False
            left -= floor.least
        return total + _top(score[free], left, self.tau)

    def nearest(self, wish: Scores, pace: Scores) -> Scores:
        """Give the point within the limits that is nearest to ``wish``, each squared distance divided by its pace."""
        one = np.ones(len(wish))
        cap = np.full(len(wish), np.inf)
        for floor in self.floors:
            mine = floor.members
            cap[mine] = _multiplier(wish[mine], pace[mine], one[mine], min(floor.least, len(mine)), least=-np.inf)
        return _at(wish, pace, one, _multiplier(wish, pace, one, self.k, cap=cap), cap)


@dataclass(frozen=True, slots=True, eq=False)
class Purse:
    """People whose costs add up to at most ``budget``, and at most ``k`` of them."""

    costs: Scores
    budget: float
    k: int | None = None
    tau: float = 0.0
    rho: float = 0.0
    _share: Scores = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_share", self.costs / self.budget if self.budget > 0 else np.zeros(len(self.costs)))

    def alone(self) -> Purse:
        """Give the same limits with nobody left out."""
        return Purse(self.costs, self.budget, self.k)

    def most(self, score: Scores) -> float:
        """Give the most that the scores of people within the budget can add up to."""
        if self.k is None:
            return self._priced(score, max(self.rho, _break_even(score, self.costs, self.budget)))
        return min(self._priced(score, mu) for mu in self._prices(score))

    def prices(self, score: Scores) -> tuple[float, float]:
        """Give what a place and a unit of cost are worth with these scores; a place nothing without a ``k``."""
        if self.k is None:
            return 0.0, _break_even(score, self.costs, self.budget)
        mu = min(self._prices(score), key=lambda price: self._priced(score, price))
        worth = score - mu * self.costs
        rest = len(worth) - self.k
        return (max(0.0, float(np.partition(worth, rest)[rest])) if 0 <= rest < len(worth) else 0.0), mu

    def _prices(self, score: Scores) -> list[float]:
        """Give prices of a unit of cost, nearer and nearer to the best."""
        low, high = self.rho, max(self.rho, _dearest(score, self.costs))
        looks = 0
        while high - low > 1e-6 * high and looks < 40:
            mu, looks = (low + high) / 2, looks + 1
            low, high = (mu, high) if self._overspent(score, mu) else (low, mu)
        return [low, high]

    def _overspent(self, score: Scores, mu: float) -> bool:
        """Say whether the best people at this price cost more than the budget."""
        worth = score - mu * self.costs
        rest = len(worth) - (self.k or 0)
        best = np.argpartition(worth, rest)[rest:] if 0 < rest < len(worth) else np.arange(len(worth))[max(rest, 0) :]
        return float(self.costs[best][worth[best] > self.tau].sum()) > self.budget

    def _priced(self, score: Scores, mu: float) -> float:
        """Give the Lagrangian at a price of ``mu`` for a unit of cost; a bound at any price of rho or more."""
        worth = np.maximum(score - mu * self.costs, 0.0)
        bought = float(worth.sum()) if self.k is None else _top(worth, self.k, self.tau)
        return mu * self.budget * (1 + SLACK) + bought

    def nearest(self, wish: Scores, pace: Scores) -> Scores:
        """Give the point nearest to ``wish``: the prices of money and of a place are set in turn."""
        one, lam, mu = np.ones(len(wish)), 0.0, 0.0
        for _ in range(1 if self.k is None else 6):
            mu = _multiplier(wish - pace * lam, pace, self._share, 1.0)
            if self.k is not None:
                lam = _multiplier(wish - pace * self._share * mu, pace, one, self.k)
        nearest: Scores = np.clip(wish - pace * (lam + mu * self._share), 0.0, 1.0)
        return nearest


def _dearest(score: Scores, costs: Scores) -> float:
    paid = costs > 0
    return float((score[paid] / costs[paid]).max(initial=0.0))


def _top(score: Scores, k: int, tau: float) -> float:
    """Give the sum of the ``k`` largest, where there are as many others of ``tau`` as one likes."""
    if k <= 0:
        return 0.0
    if len(score) <= k:
        return float(np.maximum(score, tau).sum()) + (k - len(score)) * tau
    return float(np.maximum(np.partition(score, len(score) - k)[len(score) - k :], tau).sum())


def _break_even(score: Scores, costs: Scores, budget: float) -> float:
    """Give the score for a unit of cost at which the budget runs out, bought best first; 0 where all can be bought."""
    paid = costs > 0
    rate = score[paid] / costs[paid]
    order = np.argsort(-rate, kind="stable")
    bought = np.cumsum(costs[paid][order])
    at = int(np.searchsorted(bought, budget, side="right"))
    return float(rate[order[at]]) if at < len(order) else 0.0


def _at(wish: Scores, pace: Scores, weight: Scores, m: float, cap: Scores | float = np.inf) -> Scores:
    x: Scores = np.clip(wish - pace * weight * np.minimum(m, cap), 0.0, 1.0)
    return x


def _multiplier(
    wish: Scores, pace: Scores, weight: Scores, limit: float, *, least: float = 0.0, cap: Scores | float = np.inf
) -> float:
    """Give the multiplier, ``least`` or more, where the weights add up to ``limit``: Newton within brackets."""
    reach = pace * weight
    kept = reach > 0
    if not kept.any():
        return max(least, 0.0)
    ends = wish[kept] / reach[kept]
    low = max(least, float((ends - 1 / reach[kept]).min()))
    high = float(ends.max())
    if high <= low or float((weight * _at(wish, pace, weight, low, cap)).sum()) <= limit:
        return low
    m = low
    for _ in range(60):
        x = _at(wish, pace, weight, m, cap)
        over = float((weight * x).sum()) - limit
        if abs(over) <= 1e-9 * limit:
            break
        low, high = (m, high) if over > 0 else (low, m)
        slope = float((weight * reach)[(x > 0) & (x < 1) & (m < cap)].sum())
        m = m + over / slope if slope > 0 else low
        if not low < m < high:
            m = (low + high) / 2
    return m
