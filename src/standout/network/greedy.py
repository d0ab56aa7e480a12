"""Greedy: whom to choose when people cost, or when some must come from a group; counted on sampled sets.

Reads    sets of people, packed, and the limits: heads, costs and a budget, who may be chosen, floors by group
Makes    `Picked`: the people in order, what each adds in sets, and an upper bound on what any choice covers
Rule     the best of three: most sets, most sets for the money, and the latter stopped at its best place for one last
         large purchase; what is left is then spent as before.  With places limited too, a place is priced as well
Source   Khuller, Moss & Naor (1999) for sets with costs; the stop for one last purchase is Yaroslavtsev, Zhou &
         Avdiukhin (2020), who show that it finds at least half of what is possible; floors as El Halabi et al. (2020):
         nobody is chosen who would leave too few places, or too little money, for those still owed to a group
Ties     go to whoever was in more sets, or gave more for the money, at first; then to the lower number
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.network.buying import Limits, Run, sampled
from standout.network.relaxed import SLACK

HEADS = (0.0, 0.3, 1.0, 3.0)
"""With a budget and a limit of heads, what a person uses up: their share of the budget, and so much of a place."""


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """Whom a greedy choice takes.

    Attributes
    ----------
    people : int64, shape (chosen,)
        In order.
    adds : int64, shape (chosen,)
        Sets that each covers and nobody before them.
    bound : float
        Whole sets; no choice within the limits covers more.

    """

    people: NDArray[np.int64]
    adds: NDArray[np.int64]
    bound: float

    @property
    def covered(self) -> int:
        """How many sets the chosen cover together."""
        return int(self.adds.sum())


def budgeted(  # noqa: PLR0913 - a sample, and each limit there may be
    flat: NDArray[np.int32],
    offsets: NDArray[np.int64],
    n: int,
    *,
    k: int | None = None,
    costs: NDArray[Any] | None = None,
    budget: float | None = None,
    allowed: NDArray[np.bool_] | None = None,
    groups: NDArray[Any] | None = None,
    floors: Mapping[int, int] | None = None,
    alone: NDArray[Any] | None = None,
) -> Picked:
    """Give people who cover many of the sets, within the limits.

    Parameters
    ----------
    flat, offsets : int32 and int64
        Set i holds ``flat[offsets[i]:offsets[i + 1]]``, nobody twice.
    n : int
        People are 0 to n - 1.
    k : int, optional
        Most people.
    costs, budget : float, shape (n,), and float, optional
        The costs of the chosen add up to at most the budget.
    allowed : bool, shape (n,), optional
        Who may be chosen.
    groups, floors : int, shape (n,), and mapping, optional
        At least so many from a group.
    alone : int, shape (n,), optional
        Sets that hold this person only and aren't among those packed.

    Raises
    ------
    ValueError
        If the floors can't be met within the other limits.

    Examples
    --------
    >>> sets = np.array([0, 1, 0, 1, 2, 3], np.int32), np.array([0, 2, 4, 5, 6])
    >>> picked = budgeted(*sets, 4, costs=np.array([5.0, 2.0, 1.0, 9.0]), budget=4.0)
    >>> picked.people.tolist(), picked.adds.tolist()
    ([1, 2], [2, 1])

    """
    limits = _limits(n, k, costs, budget, allowed, groups, floors)
    sample = sampled(np.asarray(flat, np.int32), np.asarray(offsets, np.int64), n, alone, limits)
    places = HEADS if 0 < limits.k < np.count_nonzero(limits.allowed) else (0.0,)
    best = Run(sample, limits, None).to_the_end()
    bound = best.bound
    for place in places if limits.budget > 0 else ():
        run = Run(sample, limits, place).to_the_end()
        bound = min(bound, run.bound)
        best = max(best, run, key=lambda one: one.value)
        if run.stop_value > best.value:
            best = max(best, Run(sample, limits, place).to_the_end(run.stop), key=lambda one: one.value)
    return Picked(np.array(best.people, np.int64), np.array(best.adds, np.int64), bound)


def _limits(
    n: int,
    k: int | None,
    costs: NDArray[Any] | None,
    budget: float | None,
    allowed: NDArray[np.bool_] | None,
    groups: NDArray[Any] | None,
    floors: Mapping[int, int] | None,
) -> Limits:
    may = np.ones(n, bool) if allowed is None else np.asarray(allowed, bool)
    price = np.zeros(n)
    if costs is not None and budget is not None:
        price = np.asarray(costs, np.float64)
        may = may & (price <= budget * (1 + SLACK))
    else:
        budget = 0.0
    owed = {group: least for group, least in (floors or {}).items() if least > 0}
    of = np.zeros(n, np.int64) if groups is None else np.asarray(groups)
    cheapest = {}
    for group in owed:
        mine = np.flatnonzero(may & (of == group))
        cheapest[group] = mine[np.argsort(price[mine], kind="stable")]
    return Limits(n if k is None else min(k, n), price, float(budget), may, of, owed, cheapest)
