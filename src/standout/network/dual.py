"""Dual: how many of the sampled sets the best possible choice could cover at most, whoever chooses.

Reads    sets of people, packed; the limits of a choice; and the people a greedy choice took, in order
Makes    `Dual`: an upper bound on the sets that any choice within the limits covers, in whole sets
Bound    for any weights y of 0 to 1 on the sets, no choice covers more than the sum of 1 - y, and the largest sum of
         scores that the limits allow; a person's score is the sum of y over the sets that hold them.  The greedy bound
         of Nemhauser, Wolsey & Fisher (1978) is one such y
Steps    y begins at the mean of the greedy steps, and is moved as `standout.network.descent` says
Small    only people who are in enough sets to matter are candidates; sets are cut down to them, sets that are then the
         same are one with a weight, and a set of one is a score.  All others are bounded by the most sets any is in
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.network.descent import Descent
from standout.network.merging import merged
from standout.network.relaxed import SLACK, Floor, Heads, Purse

SHARES = (0.8, 0.4, 0.1)
"""A candidate is in more sets than this share of what the last one chosen adds; the next if that was too many."""
TAIL = 0.1
"""What this part of the chosen add least for the money isn't looked at: a last purchase may be a poor one."""


@dataclass(frozen=True, slots=True)
class Dual:
    """An upper bound on the sets that any choice covers.

    Attributes
    ----------
    bound : int
        Sets; no choice within the limits covers more.
    steps : int
        Made to find it; as many again give the same bound.

    """

    bound: int
    steps: int


def dual_bound(  # noqa: PLR0913 - a sample, and each limit there may be
    flat: NDArray[np.int32],
    offsets: NDArray[np.int64],
    n: int,
    *,
    k: int | None,
    order: NDArray[Any],
    adds: NDArray[Any],
    alone: NDArray[Any] | None = None,
    count: NDArray[Any] | None = None,
    allowed: NDArray[np.bool_] | None = None,
    costs: NDArray[Any] | None = None,
    budget: float | None = None,
    groups: NDArray[Any] | None = None,
    floors: Mapping[int, int] | None = None,
    goal: float | None = None,
    steps: int = 120,
    seconds: float | None = None,
) -> Dual:
    """Give an upper bound on the sets that any choice within the limits covers.

    Parameters
    ----------
    flat, offsets : int32 and int64
        Set i holds ``flat[offsets[i]:offsets[i + 1]]``, nobody twice.
    n : int
        People are 0 to n - 1.
    k : int or None
        Most people; None where only the budget limits.
    order, adds : shape (chosen,)
        Whom the greedy choice took, and how many sets each added.
    alone : shape (n,), optional
        Sets that hold this person only and aren't among those packed.
    count : shape (n,), optional
        Sets that hold each person, alone ones too; counted where not given.
    allowed : bool, shape (n,), optional
        Who may be chosen.
    costs, budget : float, shape (n,), and float, optional
        The costs of the chosen add up to at most the budget.
    groups, floors : int, shape (n,), and mapping, optional
        At least so many from a group.  With a budget the floors are left out, which can only raise the bound.
    goal : float, optional
        Stop as soon as the bound is this or less.
    steps, seconds : int and float
        Stop after so many.

    Examples
    --------
    >>> sets = np.array([0, 1, 1, 2, 2, 0], np.int32), np.array([0, 2, 4, 6])  # any two of three cover all three
    >>> dual_bound(*sets, 3, k=1, order=np.array([0]), adds=np.array([2])).bound
    2

    """
    flat, offsets = np.asarray(flat, np.int32), np.asarray(offsets, np.int64)
    alone = np.zeros(n, np.int64) if alone is None else np.asarray(alone)
    count = np.bincount(flat, minlength=n) + alone if count is None else np.asarray(count)
    may = count > 0 if allowed is None else (count > 0) & allowed
    asked = _Asked(may, count, n if k is None else k, np.asarray(order), np.asarray(adds), groups, floors or {})
    if costs is not None and budget is not None:
        asked = replace(asked, may=may & (costs <= budget * (1 + SLACK)), costs=np.asarray(costs, float), budget=budget)
    until = None if seconds is None else time.monotonic() + seconds
    least, best, done = max(int(asked.adds.sum()), goal or 0), int(count[asked.may].sum()), 0
    prices = None
    for share in SHARES:
        limits, chosen = _priced(share, asked, prices) if len(asked.costs) else _counted(share, asked)
        descent = Descent(merged(flat, offsets, n, chosen, alone, count), limits, asked.order, chosen, n)
        bound, made = descent.down(least=least, steps=steps - done, until=until)
        best, done = min(best, bound), done + made
        if best <= least or done >= steps or not descent.held_up() or (until and time.monotonic() > until):
            break
        prices = limits.prices(descent.score) if isinstance(limits, Purse) else None
    return Dual(best, done)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Who may be chosen, in how many sets each is, and the limits."""

    may: NDArray[np.bool_]
    count: NDArray[Any]
    k: int
    order: NDArray[Any]
    adds: NDArray[Any]
    groups: NDArray[Any] | None
    floors: Mapping[int, int]
    costs: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    budget: float = 0.0

    @property
    def last(self) -> float:
        """What the last of k adds; 0 where there are fewer."""
        return float(self.adds[-1]) if 0 < self.k <= len(self.order) else 0.0


def _counted(share: float, asked: _Asked) -> tuple[Heads, NDArray[np.int64]]:
    """Give the limits over the candidates, and who they are: who is in many sets, and the first of each group."""
    may, count = asked.may, asked.count
    kept = may & (count > share * asked.last)
    owed = {group: may & (asked.groups == group) for group, least in asked.floors.items() if least > 0}
    for group, of in owed.items():
        mine = np.flatnonzero(of)
        kept[mine[np.argsort(-count[mine], kind="stable")[: 4 * asked.floors[group] + 50]]] = True
    chosen, left = np.flatnonzero(kept), may & ~kept
    floors = [Floor(np.flatnonzero(of[chosen]), asked.floors[g], _largest(count, left & of)) for g, of in owed.items()]
    return Heads(asked.k, _largest(count, left), tuple(floors)), chosen


def _priced(share: float, asked: _Asked, prices: tuple[float, float] | None) -> tuple[Purse, NDArray[np.int64]]:
    """Give the limits over the candidates, and who they are: who is in many sets, or in many for the money.

    ``prices`` are those of a place and of a unit of cost, where a first descent has found them.
    """
    may, count, costs = asked.may, asked.count, asked.costs
    k = asked.k if asked.k < np.count_nonzero(may) else None
    if prices is not None:
        place, unit = share * prices[0], share * prices[1]
        kept = may & (count > place + unit * costs)
        return Purse(costs[kept], asked.budget, k, tau=place, rho=unit), np.flatnonzero(kept)
    if k is not None and asked.last > 0:
        kept = may & (count > share * asked.last)
        return Purse(costs[kept], asked.budget, k, tau=_largest(count, may & ~kept)), np.flatnonzero(kept)
    rate = np.divide(count, costs, out=np.full(len(count), np.inf), where=costs > 0)
    paid = costs[asked.order] > 0
    least = np.quantile(asked.adds[paid] / costs[asked.order[paid]], TAIL) if paid.any() else 0.0
    kept = may & (rate > share * min(least, rate[may].max(initial=0.0)))
    return Purse(costs[kept], asked.budget, k, rho=_largest(rate, may & ~kept)), np.flatnonzero(kept)


def _largest(count: NDArray[Any], which: NDArray[np.bool_]) -> float:
    return float(count[which].max(initial=0))
