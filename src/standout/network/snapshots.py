"""Snapshots: whom to tell first, chosen on whole snapshots of the network that all beginnings share.

Takes    a graph and terms (`choosing.Terms`)
Makes    `lazy.Order`: whom to tell, in order, and what each adds
For      the independent cascade model where word goes far: one snapshot then answers for everybody at once, where
         reverse sets would draw the same far reach again for each person.  No certificate: that needs fresh sets
Not      for a deadline, rivals or floors of groups, and not for linear threshold: `able` says so
Memory   about 12 bytes for each person in a group of two or more, in each snapshot, 40 to 80 where word passes one
         way, and 56 a person; with a limit fewer snapshots are drawn
Source   one draw for all beginnings: Chen, Wang & Yang (2009), KDD, "NewGreedy"; held snapshots and lazy choice: Cheng
         et al. (2013), "StaticGreedy", CIKM
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from standout.network.components import joined, paired
from standout.network.condensed import condensed, one_way
from standout.network.lazy import Order, Wanted, filed, greedy

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from standout.network.choosing import Terms
    from standout.network.components import Parts
    from standout.network.graph import Graph

SNAPSHOTS = 256
"""How many are drawn where nothing limits them."""

_TRIED = 4
_COPIES = 2  # of what is drawn, while it is put together
_PERSON_BYTES = 56
_FEWEST = 8
_PAIR_COST, _TIE_COST, _PERSON_COST, _LOOK_COST = 100.0, 250.0, 250.0, 20.0  # ns: benchmarks/snapshots.py
_LOOKS = 64


def able(g: Graph, terms: Terms, model: str = "ic") -> bool:
    """Give whether `chosen_by_snapshots` can answer: see the head of this file for what it is not for."""
    plain = terms.hops is None and (terms.rivals is None or not len(terms.rivals)) and not terms.floors
    return model == "ic" and plain and g.ties > 0


def cost(g: Graph, snapshots: int = SNAPSHOTS) -> float:
    """Give about how many nanoseconds of one core ``snapshots`` take: `benchmarks/snapshots.py` says how well it holds.

    Parameters
    ----------
    g : Graph
    snapshots : int

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> ends = np.array([0, 1]), np.array([1, 0])
    >>> cost(graph(2, *ends, 0.1), 256) < cost(graph(2, *ends, 0.9), 256)
    True

    """
    each = _PAIR_COST / 2 if _likely_paired(g) else _TIE_COST
    return snapshots * _live(g) * each + g.n * _PERSON_COST + g.ties * _LOOK_COST


def affordable(g: Graph, nanoseconds: float, least: int = 64, most: int = SNAPSHOTS) -> int:
    """Give how many snapshots about so many nanoseconds of one core pay for, within bounds.

    Where word goes far, 64 choose people who reach within 1 % of those that ever more would choose; where it hardly
    goes beyond one's own ties 256 do (``benchmarks/snapshots.py``).

    Parameters
    ----------
    g : Graph
    nanoseconds : float
    least, most : int
        Never fewer, never more.

    """
    once = cost(g, 0)
    return int(np.clip((nanoseconds - once) / max(cost(g, 1) - once, 1.0), least, most))


def _live(g: Graph) -> float:
    """Give how many ties are live in a snapshot, on average."""
    if g.chance is None:  # one into everybody who has any
        return float(np.count_nonzero(g.indegree()))
    return g.ties * g.chance if isinstance(g.chance, float) else float(np.sum(g.chance, dtype=np.float64))


def _likely_paired(g: Graph) -> bool:
    """Give whether the way back is there, with the same chance, for some ties here and there."""
    told = np.unique(np.searchsorted(g.start, np.linspace(0, g.ties - 1, min(_LOOKS, g.ties)), side="right") - 1)
    for v in told.astype(int):
        u = int(g.source[g.start[v]])
        at = g.start[u] + np.searchsorted(g.source[g.start[u] : g.start[u + 1]], v)
        if at == g.start[u + 1] or g.source[at] != v:
            return False
        if g.chance is None and g.start[v + 1] - g.start[v] != g.start[u + 1] - g.start[u]:
            return False
        if isinstance(g.chance, np.ndarray) and g.chance[at] != g.chance[g.start[v]]:
            return False
    return True


def chosen_by_snapshots(
    g: Graph,
    terms: Terms,
    *,
    seed: int = 0,
    threads: int = 2,
    snapshots: int = SNAPSHOTS,
    memory: float | None = None,
) -> Order:
    """Give whom to tell first: greedy over the same ``snapshots`` snapshots, exactly.

    Parameters
    ----------
    g : Graph
    terms : Terms
        Of which ``k``, ``exclude``, ``values``, and ``costs`` with ``budget`` are used.
    seed, threads : int
        Any number of threads gives the same answer.
    snapshots : int
        At most so many.
    memory : float, optional
        Bytes to stay within, about; at least 8 snapshots are drawn whatever it is.

    Raises
    ------
    ValueError
        Where `able` is false.

    """
    if not able(g, terms):
        raise ValueError(terms)
    values = np.ones(g.n) if terms.values is None else np.asarray(terms.values, np.float64)
    draw = _drawing(g, np.empty(0) if terms.values is None else values, seed)
    tried = draw(0, _TRIED, 0)
    each = len(tried.people) / _TRIED
    if memory is not None:
        taken = _COPIES * sum(part.nbytes for part in tried) / _TRIED + tried.people.itemsize * each
        fits = (memory - _PERSON_BYTES * g.n) / max(taken, 1)
        snapshots = int(min(snapshots, max(fits, _FEWEST)))
    threads = max(1, min(threads, snapshots))
    cuts = np.linspace(0, snapshots, threads + 1).astype(int).tolist()
    room = int(1.1 * each * snapshots / threads)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda at: draw(cuts[at], cuts[at + 1], room), range(threads)))
    held = filed(g.n, snapshots, parts)
    del parts
    return greedy(held, _wanted(g.n, terms, values), ratio=terms.costs is not None and terms.budget is not None)


def _drawing(g: Graph, values: NDArray[np.float64], seed: int) -> Callable[[int, int, int], Parts]:
    """Give what draws a run of snapshots: pairs where word passes both ways alike, else ties one way."""
    pairs = paired(g)
    if pairs is not None:
        return lambda first, last, room: joined(g.n, pairs, values, seed, first, last, room)
    ties = one_way(g)
    return lambda first, last, room: condensed(g.n, ties, values, seed, first, last, room)


def _wanted(n: int, terms: Terms, values: NDArray[np.float64]) -> Wanted:
    costed = terms.costs is not None and terms.budget is not None
    return Wanted(
        n if terms.k is None else min(terms.k, n),
        np.ones(n, np.bool_) if terms.exclude is None else ~np.asarray(terms.exclude, np.bool_),
        values,
        np.asarray(terms.costs, np.float64) if costed else np.zeros(n),
        float(terms.budget) if costed and terms.budget is not None else 0.0,
    )
