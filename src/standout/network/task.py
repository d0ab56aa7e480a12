"""Task: what is asked of the engines, worked out once: who may be told, what all are worth, which limits hold.

Reads    a graph, `Terms`, a model and limits
Makes    `Task`, and from counts of sets what they say of a spread
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standout.network.bounds import lower, upper
from standout.network.graph import Graph
from standout.network.incoming import incoming
from standout.network.plainly import plain, small
from standout.network.reverse import BARRED, ENDLESS, RIVAL, Cut, roots
from standout.network.sampling import Sampler

if TYPE_CHECKING:
    from standout.network.choosing import Terms

MEMORY = 2e9
"""Bytes that sets may take where nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """When to give the best so far: after so many seconds, bytes, or sets drawn to choose from."""

    seconds: float = math.inf
    memory: float = MEMORY
    sets: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """What is asked, and what it is worked out with.

    Attributes
    ----------
    k : int
        How many are chosen at most.
    allowed : bool, shape (n,), or None
        Who may be told; None for everybody.
    whole : float
        What everybody together is worth.
    goal : float
        The ratio to stop at.
    delta : float
        How often a bound may fail.
    began : float
        On the clock of `time.perf_counter`.
    slot : int32, shape (n,)
        -1 throughout: where candidates are noted.

    """

    g: Graph
    terms: Terms
    model: str
    sampler: Sampler
    k: int
    allowed: NDArray[np.bool_] | None
    whole: float
    goal: float
    delta: float
    seed: int
    limits: Limits
    began: float
    slot: NDArray[np.int32]

    @property
    def n(self) -> int:
        """How many people there are."""
        return self.g.n

    @property
    def even(self) -> bool:
        """Whether roots may be dealt out evenly: all are worth the same, and any best choice has k people."""
        return self.terms.values is None and self.terms.costs is None

    def worth(self, people: NDArray[np.int64]) -> float:
        """Give what people are worth: they reach themselves for certain."""
        return float(len(people) if self.terms.values is None else self.terms.values[people].sum())

    def low(self, hits: float, tried: int, own: float, delta: float) -> float:
        """Give the least that people worth ``own`` reach, as so many of the sets with other roots hold one of them."""
        return own + (self.whole - own) * lower(hits, tried, delta)

    def high(self, covered: float, sets: int, delta: float, *, in_turn: bool) -> float:
        """Give the most that any choice reaches, as no choice covers more of the sets than this."""
        sure = self.k if in_turn else 0
        return min(self.whole, sure + self.whole * upper(max(0.0, covered - sure * sets / self.n), sets, delta))

    def promised(self, share: float, tried: int, own: float, delta: float) -> float:
        """Give the low that so many fresh sets would show, if people worth ``own`` are in this share of all sets."""
        others = max(0.0, share * self.whole - own) / max(self.whole - own, 1e-300)
        return self.low(min(1.0, others) * tried, tried, own, delta)


@contextmanager
def tasked(
    g: Graph, terms: Terms, model: str, *, goal: float, delta: float, limits: Limits, seed: int, threads: int
) -> Iterator[Task]:
    """Give the task; its threads end with it."""
    began = time.perf_counter()
    standing = _standing(g.n, terms)
    allowed = None if standing is None else standing == 0
    most = g.n if allowed is None else int(np.count_nonzero(allowed))
    cut = Cut(ENDLESS if terms.hops is None else terms.hops, terms.rivals is not None and len(terms.rivals) > 0)
    ties = plain(g, model) if small(g, model) else incoming(g, model)
    with ThreadPoolExecutor(max(1, threads - 1)) as pool:
        yield Task(
            g=g, terms=terms, model=model, goal=goal, delta=delta, limits=limits, seed=seed, began=began,
            sampler=Sampler(ties, roots(g.n, terms.values), cut, standing, threads, pool),
            k=most if terms.k is None else min(most, terms.k), allowed=allowed,
            whole=float(g.n if terms.values is None else terms.values.sum()), slot=np.full(g.n, -1, np.int32),
        )  # fmt: skip


def _standing(n: int, terms: Terms) -> NDArray[np.uint8] | None:
    """Give the marks that stand throughout; None where there are none."""
    if terms.exclude is None and terms.rivals is None:
        return None
    mark = np.zeros(n, np.uint8)
    if terms.exclude is not None:
        mark[terms.exclude] |= BARRED
    if terms.rivals is not None:
        mark[terms.rivals] |= RIVAL | BARRED
    return mark
