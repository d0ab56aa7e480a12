"""Buying: one greedy choice on its way, with people who cost and groups that are owed some.

Reads    sampled sets, who is in which, and the limits
Makes    `Run`: whom it takes in order, what each adds, the bound on the way, and the best place for a last purchase
Quick    what a person adds can only fall, so only those who rated best at first are looked at
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.relaxed import SLACK, Heads, Purse

BLOCK = 4096
"""So many people are looked at first."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What a choice must keep to; costs are 0 where nobody costs anything."""

    k: int
    costs: NDArray[np.float64]
    budget: float
    allowed: NDArray[np.bool_]
    groups: NDArray[Any]
    floors: Mapping[int, int]
    cheapest: Mapping[int, NDArray[np.int64]]  # who may be chosen of each group with a floor, cheapest first


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Sampled sets, and who is in which."""

    flat: NDArray[np.int32]
    offsets: NDArray[np.int64]
    start: NDArray[np.int64]  # the sets of person v are holding[start[v]:start[v + 1]]
    holding: NDArray[np.int32]
    count: NDArray[np.int64]
    by_count: Ranked


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """People by what they rate at first; it can only fall, so whoever is best now is soon found."""

    order: NDArray[np.int64]
    first: NDArray[np.float64]  # what they rate at first, in that order

    @classmethod
    def by(cls, rate: NDArray[np.float64], who: NDArray[np.int64]) -> Ranked:
        """Give them, those of ``who``, best first."""
        order = who[np.argsort(-rate[who], kind="stable")]
        return cls(order, rate[order])

    def blocks(self) -> Iterator[tuple[NDArray[np.int64], float]]:
        """Give the first of them, more each time, and what those left out rate at most."""
        size = BLOCK
        while size < len(self.order):
            yield self.order[:size], float(self.first[size])
            size *= 4
        yield self.order, -math.inf


def sampled(
    flat: NDArray[np.int32], offsets: NDArray[np.int64], n: int, alone: NDArray[Any] | None, limits: Limits
) -> Sample:
    """Give the sample; ``alone`` counts sets of one that aren't among those packed."""
    held = np.bincount(flat, minlength=n)
    start = np.concatenate([[0], np.cumsum(held)])
    holding = _turned(flat, offsets, start[:-1].copy())
    count = held if alone is None else held + np.asarray(alone, np.int64)
    kept = limits.allowed & (count > 0)
    for mine in limits.cheapest.values():
        kept[mine] = True
    by_count = Ranked.by(count.astype(np.float64), np.flatnonzero(kept))
    return Sample(flat, offsets, start, holding, count, by_count)


class Run:
    """One greedy choice on its way: most sets for what a person uses up, or most sets where ``place`` is None.

    A person uses up their share of the budget, and ``place`` times their share of the places.
    """

    def __init__(self, sample: Sample, limits: Limits, place: float | None) -> None:
        self.sample, self.limits, self.place = sample, limits, place
        self.gain = sample.count.astype(np.int64)
        self.use, self.ranked = np.zeros(0), sample.by_count
        if place is not None:
            self.use = limits.costs / limits.budget + place / max(1, limits.k)
            self.ranked = Ranked.by(self._rate(np.arange(len(self.use))), sample.by_count.order)
        self.covered = np.zeros(len(sample.offsets) - 1, bool)
        self.free = limits.allowed.copy()
        self.people: list[int] = []
        self.adds: list[int] = []
        self.value = 0
        self.spent = 0.0
        self.owed = dict(limits.floors)
        self.bound = math.inf
        self.stop: list[int] = []
        self.stop_value = 0

    def to_the_end(self, begun_with: Sequence[int] = ()) -> Run:
        """Choose, until nobody more can be, or nobody adds anything and no group is owed one."""
        for person in begun_with:
            self._take(person)
        look = 0
        while len(self.people) < self.limits.k:
            if len(self.people) >= look and not begun_with:
                self.bound = min(self.bound, self._bound())
                look = max(look + 1, look * 3 // 2)
            room = self._room()
            person = self._best(self.ranked, self._rate, room)
            if person < 0 or (self.gain[person] <= 0 and not any(self.owed.values())):
                break
            if not begun_with and self.place is not None:
                self._consider_stopping(room)
            self._take(person)
        self.bound = min(self.bound, self._bound())
        return self

    def _rate(self, who: NDArray[np.int64]) -> NDArray[np.float64]:
        if self.place is None:
            return self.gain[who].astype(np.float64)
        free = np.where(self.gain[who] > 0, np.inf, 0.0)
        return np.divide(self.gain[who], self.use[who], out=free, where=self.use[who] > 0)

    def _best(self, ranked: Ranked, rate: Callable[[NDArray[np.int64]], NDArray[np.float64]], room: _Room) -> int:
        """Give who rates best of those there is room for, or -1."""
        for who, rest in ranked.blocks():
            now = np.where(self.free[who] & room.holds(who, self.limits), rate(who), -1.0)
            at = int(np.argmax(now)) if len(who) else 0
            if len(who) and now[at] >= max(rest, 0.0):
                return int(who[at])
        return -1

    def _take(self, person: int) -> None:
        sample, group = self.sample, self.limits.groups[person]
        self.people.append(person)
        self.adds.append(int(self.gain[person]))
        self.value += self.adds[-1]
        self.free[person] = False
        self.spent += float(self.limits.costs[person])
        if self.owed.get(group, 0):
            self.owed[group] -= 1
        mine = sample.holding[sample.start[person] : sample.start[person + 1]]
        _covered(mine, sample.flat, sample.offsets, self.covered, self.gain)
        self.gain[person] = 0

    def _consider_stopping(self, room: _Room) -> None:
        """Keep the choice as it would stand with one last purchase, the largest there is."""
        last = self._best(self.sample.by_count, lambda who: self.gain[who].astype(np.float64), room)
        owing = sum(self.owed.values()) - (self.owed.get(self.limits.groups[last], 0) > 0)
        if owing == 0 and self.value + self.gain[last] > self.stop_value:
            self.stop_value, self.stop = self.value + int(self.gain[last]), [*self.people, last]

    def _room(self) -> _Room:
        """Say what is left when enough is kept for those still owed to a group."""
        limits = self.limits
        kept, dearest, reserve = {}, {}, 0.0
        for group, least in self.owed.items():
            if least:
                mine = limits.cheapest[group][: least + len(self.people)]
                mine = mine[self.free[mine]][:least]
                if len(mine) < least:
                    raise ValueError(f"group {group} is owed {least} more and has {len(mine)} who may be chosen")
                reserve += float(limits.costs[mine].sum())
                kept[group], dearest[group] = mine, float(limits.costs[mine[-1]])
        places = limits.k - len(self.people) - sum(self.owed.values())
        money = limits.budget - self.spent - reserve + SLACK * limits.budget
        if places < 0 or money < 0:
            raise ValueError(
                f"those owed to a group cost {reserve:g} and are {sum(self.owed.values())}; that is too many"
            )
        return _Room(places, money, kept, dearest)

    def _bound(self) -> float:
        """Give the bound of the greedy choice here, in whole sets: what is covered, and the most others could add."""
        limits, most = self.limits, math.inf
        if self.place:  # who is left out may have a place to gain, which no price of money bounds
            return math.inf
        for who, rest in self.ranked.blocks():
            may = who[limits.allowed[who]]
            gain = self.gain[may].astype(np.float64)
            ahead = self._rate(may) >= rest  # nobody left out comes before these
            if self.place is None:
                most = Heads(limits.k, max(rest, 0.0)).most(gain)
                enough = int(ahead.sum()) >= limits.k
            else:
                most = Purse(limits.costs[may], limits.budget, rho=max(rest, 0.0) / limits.budget).most(gain)
                enough = float(limits.costs[may][ahead].sum()) >= limits.budget
            if enough:
                break
        return float(math.floor(self.value + most * (1 + 1e-9)))


@dataclass(frozen=True, slots=True, eq=False)
class _Room:
    """Places and money to spare, beside those kept for the groups that are owed somebody."""

    places: int
    money: float
    kept: Mapping[int, NDArray[np.int64]]
    dearest: Mapping[int, float]

    def holds(self, who: NDArray[np.int64], limits: Limits) -> NDArray[np.bool_]:
        """Say for whom there is room: one who is owed takes the place of the dearest that was kept for."""
        price, places = limits.costs[who], np.ones(len(who), np.int64)
        for group, mine in self.kept.items():
            of = limits.groups[who] == group
            price = np.where(of, np.where(np.isin(who, mine), 0.0, price - self.dearest[group]), price)
            places[of] = 0
        can: NDArray[np.bool_] = (price <= self.money) & (places <= self.places)
        return can


@njit(cache=True, nogil=True)
def _turned(flat: Any, offsets: Any, free: Any) -> Any:
    """Give the sets that hold each person, packed by person."""
    holding = np.empty(len(flat), np.int32)
    for r in range(len(offsets) - 1):
        for j in range(offsets[r], offsets[r + 1]):
            holding[free[flat[j]]] = r
            free[flat[j]] += 1
    return holding


@njit(cache=True, nogil=True)
def _covered(mine: Any, flat: Any, offsets: Any, covered: Any, gain: Any) -> None:
    """Mark these sets as covered, and take them from what others would add."""
    for r in mine:
        if not covered[r]:
            covered[r] = True
            for j in range(offsets[r], offsets[r + 1]):
                gain[flat[j]] -= 1
