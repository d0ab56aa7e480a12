"""Comparing: which of two lists goes further, by the same reverse sets, and how far the first of each go.

Reads    a graph and two lists
Makes    `Compared`: a curve for each, and by how much one goes further
Sets     each is owed to the first of a list who is in it; both lists are owed the same sets, so what they share cancels
Error    sets that hold somebody of one list alone against those of the other alone (McNemar); where everybody is the
         root equally often, less is left to chance than that counts
Source   McNemar (1947), Psychometrika 12
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from standout.network.choosing import Terms
from standout.network.graph import Graph
from standout.network.sampling import key
from standout.network.task import Limits, Task, tasked

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

COMPARE = 4
SETS, ENTRIES = 160_000, 4_000_000
"""Sets, and people in all of them together, that are looked at for each list."""
_PILOT, _FEWEST = 512, 64


class Compared(NamedTuple):
    """Two lists on the same sets.

    Attributes
    ----------
    one, other : float64, shape (k, 3)
        Spread of the first 1 to k of each list: estimate, low, high, each 95 %.
    mean, low, high : float
        How much further word goes from the whole of ``one``, and the 95 % interval of that.

    """

    one: Floats
    other: Floats
    mean: float
    low: float
    high: float


def compared(g: Graph, one: Ids, other: Ids, *, model: str = "ic", seed: int = 0, threads: int = 2) -> Compared:
    """Give how far word goes from two lists, and from one further than from the other.

    Parameters
    ----------
    g : Graph
    one, other : int64 arrays
        Each person once in a list, in the order that the curves are for; nobody makes an empty curve.
    model : {"ic", "lt"}
    seed, threads : int
        The answer hangs on the first, never on the second.

    Examples
    --------
    A tells B, and B tells C, each every other time: 1 + 1/2 + 1/4 against 1 + 1/2.

    >>> from standout.network.graph import graph
    >>> path = graph(3, np.array([0, 1]), np.array([1, 2]), 0.5)
    >>> found = compared(path, np.array([0]), np.array([1]))
    >>> found.low < 0.25 < found.high, round(found.one[0, 0], 1)
    (True, 1.8)

    """
    with tasked(g, Terms(), model, goal=0.9, delta=0.05, limits=Limits(), seed=seed, threads=threads) as task:
        sets = _sets(task)
        mine = _owed(task, one, other, sets)
        theirs = mine if np.array_equal(one, other) else _owed(task, other, one, sets)
    unit = g.n / sets
    both, ours, others = (int(total) for total in (mine.sum(), mine[: len(one)].sum(), theirs[: len(other)].sum()))
    apart, further = 2 * both - ours - others, ours - others
    half = float(ndtri(0.975) * np.sqrt(max(apart - further**2 / sets, 0.0)))
    curves = (_curve(owed[: len(people)], sets, g.n) for owed, people in ((mine, one), (theirs, other)))
    return Compared(*curves, further * unit, (further - half) * unit, (further + half) * unit)


def _sets(task: Task) -> int:
    """Give how many sets are worth looking at, everybody the root equally often."""
    tried = task.sampler.hits(np.empty(0, np.int64), 0, _PILOT, key(task.seed, COMPARE, 0))
    most = max(_FEWEST, int(min(SETS, ENTRIES * _PILOT / max(tried.entries, 1))))
    return -(-most // task.n) * task.n


def _owed(task: Task, first: Ids, then: Ids, sets: int) -> Ids:
    """Give how many sets each of ``first`` is owed, and then each of ``then`` who isn't in it."""
    people = np.concatenate([first, then[~np.isin(then, first)]]).astype(np.int64)
    adds, _ = task.sampler.in_turn().credited(people, sets, key(task.seed, COMPARE, 1), ENTRIES / sets)
    return adds


def _curve(owed: Ids, sets: int, n: int) -> Floats:
    """Give estimate, low and high: those listed are roots of their own sets for certain, the rest is a share."""
    k = np.arange(1, len(owed) + 1)
    others = np.cumsum(owed) - k * (sets // n)
    low = np.where(others > 0, betaincinv(np.maximum(others, 1), sets - others + 1, 0.025), 0.0)
    high = betaincinv(others + 1, np.maximum(sets - others, 1), 0.975)
    return np.column_stack([k + others * n / sets, k + n * low, np.minimum(k + n * high, n)])
