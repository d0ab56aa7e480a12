"""Exact: what spreads on a tiny graph, with every way it may go gone through; everybody's oracle.

Reads    a `Graph` of up to 16 ties and 30 people
Makes    `Worlds`: each way the ties may fall out, its probability, and who is reached from whom within how many steps
Source   the live-edge view of Kempe, Kleinberg & Tardos (2003): a tie is live with its chance ("ic"), or each person
         listens to at most one of those who may tell them, each with the tie's weight ("lt")
Rivals   a person is ours where the nearest of ours is nearer, on live ties, than the nearest rival; a tie is theirs
Plain    no compiled code, and nothing from the package but the graph: slow, and easy to check by eye
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.network.graph import Graph, graph

MOST_TIES = 16


@dataclass(frozen=True, eq=False)
class Worlds:
    """Every way the ties of a graph may fall out.

    Attributes
    ----------
    source, target : int64, shape (m,)
    chance : float64, shape (worlds,)
        Of each world; they add up to 1.
    live : bool, shape (worlds, m)

    """

    n: int
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    chance: NDArray[np.float64]
    live: NDArray[np.bool_]

    @cached_property
    def within(self) -> list[NDArray[np.int64]]:
        """Bits of those whom each person reaches, shape (worlds, n), within 0, 1, 2, ... steps, until nobody is new."""
        steps = [np.broadcast_to(1 << np.arange(self.n), (len(self.chance), self.n))]
        while True:
            wider = steps[-1].copy()
            for e, (u, v) in enumerate(zip(self.source, self.target, strict=True)):
                wider[:, u] |= np.where(self.live[:, e], steps[-1][:, v], 0)
            if (wider == steps[-1]).all():
                return steps
            steps.append(wider)

    @cached_property
    def telling(self) -> NDArray[np.float64]:
        """Chance that u reaches v, shape (n, n): how often u stands in a reverse-reachable set of v."""
        bits = (self.within[-1][:, :, None] >> np.arange(self.n)) & 1
        return np.tensordot(self.chance, bits, axes=1)


def worlds(g: Graph, model: str = "ic") -> Worlds:
    """Give every world of a graph of up to 16 ties."""
    target = np.repeat(np.arange(g.n), np.diff(g.start))
    source, chance = g.source.astype(np.int64), g.chances().astype(np.float64)
    if g.chance is None:  # as float32 a third is not quite a third
        chance = 1 / np.bincount(target, minlength=g.n)[target]
    assert len(source) <= MOST_TIES, len(source)
    live, weights = _by_tie(chance) if model == "ic" else _by_listener(g, chance)
    kept = weights > 0
    return Worlds(g.n, source, target, weights[kept], live[kept])


def _by_tie(chance: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Each tie is live or isn't."""
    live = (np.arange(1 << len(chance))[:, None] >> np.arange(len(chance))) & 1 == 1
    return live, np.where(live, chance, 1 - chance).prod(axis=1)


def _by_listener(g: Graph, chance: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Each person picks one of their ties, or none."""
    choices = [[*range(g.start[v], g.start[v + 1]), None] for v in range(g.n)]
    none = [max(0.0, 1 - chance[g.start[v] : g.start[v + 1]].sum()) for v in range(g.n)]
    ways = list(product(*choices))
    live, weights = np.zeros((len(ways), len(chance)), bool), np.ones(len(ways))
    for way, picked in enumerate(ways):
        for v, e in enumerate(picked):
            weights[way] *= none[v] if e is None else chance[e]
            if e is not None:
                live[way, e] = True
    return live, weights


def spread(
    ways: Worlds,
    people: Collection[int],
    *,
    hops: int | None = None,
    rivals: Collection[int] = (),
    values: NDArray[Any] | None = None,
) -> float:
    """Give how many are reached on average from ``people``, or what they are worth."""
    ours = np.zeros(len(ways.chance), np.int64)
    last = len(ways.within) - 1
    for step in range(last + 1 if hops is None else min(hops, last) + 1):
        ours |= _joined(ways.within[step], people) & ~_joined(ways.within[step], rivals)
    worth = np.ones(ways.n) if values is None else np.asarray(values, float)
    return float(ways.chance @ (((ours[:, None] >> np.arange(ways.n)) & 1) @ worth))


def _joined(reached: NDArray[np.int64], people: Collection[int]) -> NDArray[np.int64]:
    return np.bitwise_or.reduce(reached[:, sorted(people)], axis=1, initial=0)


def choices(
    n: int,
    k: int | None = None,
    *,
    costs: NDArray[Any] | None = None,
    budget: float | None = None,
    exclude: NDArray[np.bool_] | None = None,
    groups: NDArray[Any] | None = None,
    floors: Mapping[int, int] | None = None,
) -> Iterator[tuple[int, ...]]:
    """Give every set of people that may be chosen."""
    allowed = [v for v in range(n) if exclude is None or not exclude[v]]
    for size in range(min(len(allowed), n if k is None else k) + 1):
        for people in combinations(allowed, size):
            if costs is not None and budget is not None and sum(costs[v] for v in people) > budget * (1 + 1e-12):
                continue
            if groups is not None and any(
                sum(groups[v] == one for v in people) < least for one, least in (floors or {}).items()
            ):
                continue
            yield people


def best(
    ways: Worlds,
    k: int | None = None,
    *,
    hops: int | None = None,
    rivals: Collection[int] = (),
    values: NDArray[Any] | None = None,
    **limits: Any,
) -> tuple[float, tuple[int, ...]]:
    """Give the largest spread that any choice has, and a choice that has it; (-inf, ()) where nothing may be chosen."""
    tried = ((spread(ways, one, hops=hops, rivals=rivals, values=values), one) for one in choices(ways.n, k, **limits))
    return max(tried, default=(-np.inf, ()), key=lambda pair: pair[0])


def star(d: int, p: float) -> tuple[Graph, float]:
    """Give a star, 0 telling ``d`` others, and the spread of 0: 1 + d p."""
    return graph(d + 1, np.zeros(d, np.int64), np.arange(1, d + 1), p), 1 + d * p


def path(n: int, p: float) -> tuple[Graph, float]:
    """Give a path of ``n`` from 0, and the spread of 0: 1 + p + p^2 + ..."""
    return graph(n, np.arange(n - 1), np.arange(1, n), p), sum(p**i for i in range(n))


def bipartite(a: int, b: int, p: float, k: int) -> tuple[Graph, float]:
    """Give ``a`` people who each may tell ``b`` others, and the spread of ``k`` of them: k + b (1 - (1 - p)^k)."""
    source, target = np.divmod(np.arange(a * b), b)
    return graph(a + b, source, a + target, p), k + b * (1 - (1 - p) ** k)


def tree(children: int, depth: int, p: float) -> tuple[Graph, float]:
    """Give a full tree from 0 downward, and the spread of 0: 1 + c p (1 + c p (...))."""
    n = sum(children**level for level in range(depth + 1))
    target = np.arange(1, n)
    return graph(n, (target - 1) // children, target, p), sum((children * p) ** level for level in range(depth + 1))


def copies(one: Graph, times: int) -> Graph:
    """Give so many copies of a graph beside each other; what is true of one adds up."""
    shift = one.n * np.arange(times)[:, None]
    target = np.repeat(np.arange(one.n), np.diff(one.start))
    chance = np.tile(one.chance, times) if isinstance(one.chance, np.ndarray) else one.chance
    return graph(one.n * times, (one.source + shift).ravel(), (target + shift).ravel(), chance)


def tiny(random: np.random.Generator, n: int = 8, m: int = 13, kind: str = "own") -> Graph:
    """Give a graph of up to ``m`` ties drawn at random, with chances of a kind: "none", "one", "own" or "weights"."""
    source, target = (random.integers(0, n, m) for _ in range(2))
    if kind == "none":
        return graph(n, source, target)
    if kind == "one":
        return graph(n, source, target, float(random.uniform(0.05, 0.9)))
    bare = graph(n, source, target)  # no doubles, nobody telling themselves
    chance = random.uniform(0, 1, bare.ties).astype(np.float32)
    told = np.repeat(np.arange(n), np.diff(bare.start))
    if kind == "weights":  # those into a person add up to less than 1
        chance /= np.maximum(1, np.bincount(told, chance, minlength=n)[told] * 1.001).astype(np.float32)
    return Graph(n, bare.start, bare.source, chance)
