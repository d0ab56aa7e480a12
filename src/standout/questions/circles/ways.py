"""Ways: two ways to the same figures of a map of ties, plain arrays for a few people and compiled code for many.

Compiling takes longer than the answer about a few hundred people, so that nobody should wait for it.

Reads    `TieMap`
Makes    whom ties put first, the most anybody could reach, curves, and which of two lists goes further
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from standout.network import small
from standout.questions.circles.signs import Flags, Ids
from standout.questions.circles.tie_map import STRENGTHS, TieMap

if TYPE_CHECKING:
    from standout.network.graph import Graph
    from standout.network.live_ties import LiveTies

FEW, FEW_TIES = 1200, 20_000
"""Up to so many people who matter, and ties among them, plain arrays are quick."""

SETS, EACH = 160_000, 2000
"""Reverse-reachable sets in all, and of each person, at most; of the plain way."""

RATIO, MOST_SETS = 0.9, 500_000
WORK, FEWEST, MOST = 4_000_000, 200, 2000
"""Of the compiled way: runs for each point of a curve, as many as the work allows between the last two."""


class Way(Protocol):
    """How the figures of a map are found.  People are their places in `Signs`."""

    def chosen(self, free: Flags, k: int, kept: Ids, delta: float) -> tuple[Ids, float]:
        """Give k of those free that reach most at likely ties, with those kept, and a spread that no k free exceed."""
        ...

    def gain(self, strength: str, ours: Ids, first: Ids) -> float:
        """Give by what share of ``first`` word goes further from ``ours``, at the least."""
        ...

    def curve(self, strength: str, people: Ids) -> NDArray[np.float64]:
        """Give estimate, low and high for the first 1 to k, shape (k, 3)."""
        ...


def way(ties: TieMap, first: Ids, free: Flags, seed: int) -> Way:
    """Give the way that is quick for this map."""
    matter = ties.tied
    matter[first] = True
    matter[np.flatnonzero(free & ~matter)[: len(first)]] = True  # whoever has no tie is as good as these
    if matter.sum() <= FEW and ties.ties <= FEW_TIES:
        return Plain.of(ties, np.flatnonzero(matter), seed)
    return Compiled.of(ties, seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Reverse-reachable sets of few people, those to choose by and those to judge by apart.

    Attributes
    ----------
    people : int64, shape (n,)
        Places in `Signs` of those who matter, sorted.
    choosing : Sets
    judging : mapping
        Sets for each strength.

    """

    people: Ids
    choosing: small.Sets
    judging: Mapping[str, small.Sets]

    @classmethod
    def of(cls, ties: TieMap, people: Ids, seed: int) -> Plain:
        """Draw the sets."""
        source, target = np.searchsorted(people, ties.source), np.searchsorted(people, ties.target)
        held = {name: small.ties(len(people), source, target, chance) for name, chance in ties.chances.items()}
        each = max(min(SETS // len(people), EACH), 1)
        judging = {name: small.sets(held[name], each, _mixed(seed, place)) for place, name in enumerate(STRENGTHS, 1)}
        return cls(people=people, choosing=small.sets(held["likely"], each, _mixed(seed, 0)), judging=judging)

    def chosen(self, free: Flags, k: int, kept: Ids, delta: float) -> tuple[Ids, float]:
        """As of `Way`."""
        allowed = free[self.people]
        found, _ = small.greedy(self.choosing, allowed, k, np.searchsorted(self.people, kept))
        return self.people[found], small.most(self.choosing, allowed, k, delta)

    def gain(self, strength: str, ours: Ids, first: Ids) -> float:
        """As of `Way`."""
        places = (np.searchsorted(self.people, some) for some in (ours, first))
        return small.further(self.judging[strength], *places)

    def curve(self, strength: str, people: Ids) -> NDArray[np.float64]:
        """As of `Way`."""
        return small.curve(self.judging[strength], np.searchsorted(self.people, people))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The engines for large graphs; ``live`` holds ties ready to pass word along."""

    likely: Graph
    live: Mapping[str, LiveTies]
    runs: int
    seed: int

    @classmethod
    def of(cls, ties: TieMap, seed: int) -> Compiled:
        """Pack the graphs."""
        from standout.network.graph import graph  # noqa: PLC0415 - compiled code, only for many people
        from standout.network.live_ties import live_ties  # noqa: PLC0415

        held = {name: graph(ties.people, ties.source, ties.target, chance) for name, chance in ties.chances.items()}
        runs = int(np.clip(WORK // (ties.ties + ties.people), FEWEST, MOST))
        return cls(likely=held["likely"], live={name: live_ties(g) for name, g in held.items()}, runs=runs, seed=seed)

    def chosen(self, free: Flags, k: int, kept: Ids, delta: float) -> tuple[Ids, float]:
        """As of `Way`."""
        from standout.network.choosing import Terms, chosen  # noqa: PLC0415

        limits: dict[str, Any] = {"ratio": RATIO, "delta": delta, "seed": self.seed, "curve": False}
        whole = chosen(self.likely, Terms(k=k, exclude=~free), most_sets=MOST_SETS, **limits)
        if not len(kept):
            return whole.people, whole.high
        if len(kept) == k:
            return kept, whole.high
        groups = np.zeros(len(free), np.int32)
        groups[kept] = 1
        terms = Terms(k=k, exclude=~free, groups=groups, floors={1: len(kept)})
        return chosen(self.likely, terms, most_sets=MOST_SETS, **limits).people, whole.high

    def gain(self, strength: str, ours: Ids, first: Ids) -> float:
        """As of `Way`."""
        from standout.network.spreading import compared  # noqa: PLC0415

        found = compared(self.live[strength], ours, first, runs=self.runs, seed=self.seed)
        return found.low / found.other.mean

    def curve(self, strength: str, people: Ids) -> NDArray[np.float64]:
        """As of `Way`."""
        from standout.network.spreading import spread  # noqa: PLC0415

        each = (people[:k] for k in range(1, len(people) + 1))
        found = (spread(self.live[strength], some, runs=self.runs, seed=self.seed) for some in each)
        return np.array([(one.mean, one.low, one.high) for one in found])


def _mixed(seed: int, number: int) -> int:
    """Give the seed of the sets of a number: those to choose by and those to judge by have nothing in common."""
    return 8 * seed + number
