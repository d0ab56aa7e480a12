"""Ways: what a map of ties says of lists of people, asked of the engines that choose in networks of any size.

Reads    `TieMap`
Makes    whom ties put first, the most anybody could reach, curves, and which of two lists goes further
Places   people are their places in `Signs`; whoever has no tie and is on no list is left out: nobody reaches them
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standout.network.choosing import Chosen, Terms, chosen
from standout.network.comparing import Compared, compared
from standout.network.graph import Graph, graph
from standout.questions.circles.signs import Flags, Ids
from standout.questions.circles.tie_map import TieMap

RATIO, MOST_SETS = 0.9, 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The map packed for the engines.

    Attributes
    ----------
    people : int64, shape (n,)
        Places in `Signs` of those who matter, sorted.
    graphs : mapping
        For each strength of ties.
    seed : int

    """

    people: Ids
    graphs: Mapping[str, Graph]
    seed: int

    def chosen(self, free: Flags, k: int, kept: Ids) -> Ids:
        """Give those kept and others of the free, k in all, who reach most at likely ties."""
        terms = Terms(k=k, exclude=self._barred(free, kept), keep=self._numbers(kept))
        found = chosen(
            self.graphs["likely"], terms, ratio=RATIO, most_sets=MOST_SETS, seed=self.seed, curve=False
        )  # fmt: skip
        return self.people[found.people]

    def judged(self, free: Flags, people: Ids, delta: float) -> Chosen:
        """Give how far word goes at likely ties, and how far at most from as many of the free, whoever they are.

        By sets of its own: those that chose the people must have no part in judging them.
        """
        terms = Terms(k=len(people), exclude=self._barred(free))
        return chosen(
            self.graphs["likely"], terms, people=self._numbers(people), ratio=RATIO, delta=delta, most_sets=MOST_SETS,
            seed=self.seed + 1, curve=False,
        )  # fmt: skip

    def compared(self, strength: str, ours: Ids, first: Ids) -> Compared:
        """Give how far word goes from both lists at a strength of ties, and how much further from ours."""
        return compared(self.graphs[strength], self._numbers(ours), self._numbers(first), seed=self.seed)

    def _numbers(self, people: Ids) -> Ids:
        return np.searchsorted(self.people, people)

    def _barred(self, free: Flags, kept: Ids | None = None) -> Flags:
        barred = ~free[self.people]
        if kept is not None:
            barred[self._numbers(kept)] = False
        return barred


def ways(ties: TieMap, first: Ids, free: Flags, seed: int) -> Ways:
    """Pack a map for the engines."""
    matter = ties.tied
    matter[first] = True
    matter[np.flatnonzero(free & ~matter)[: len(first)]] = True  # whoever has no tie is as good as these
    people = np.flatnonzero(matter)
    source, target = np.searchsorted(people, ties.source), np.searchsorted(people, ties.target)
    graphs = {name: graph(len(people), source, target, chance) for name, chance in ties.chances.items()}
    return Ways(people=people, graphs=graphs, seed=seed)
