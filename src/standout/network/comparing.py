"""Comparing: which of two lists goes further, by the same reverse sets, and how far the first of each go.

Reads    a graph and two lists
Makes    `Compared`: a curve for each, and by how much one goes further
Sets     each is owed to the first of a list who is in it; both lists are owed the same sets, so what they share cancels
Error    of the difference: sets come in batches, everybody the root equally often in each, and what differs from
         batch to batch is luck (Student's t); what differs from root to root isn't
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

from standout.network.choosing import Terms
from standout.network.graph import Graph
from standout.network.sampling import key
from standout.network.task import Limits, Task, tasked

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

COMPARE = 4
SETS, ENTRIES = 160_000, 4_000_000
"""Sets, and people in all of them together, that are looked at for each list."""
BATCHES = 16
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
    >>> found.low < 0.25 < found.high, round(found.mean, 1)
    (True, 0.2)

    """
    with tasked(g, Terms(), model, goal=0.9, delta=0.05, limits=Limits(), seed=seed, threads=threads) as task:
        sets = _sets(task)
        mine = _owed(task, one, sets)
        theirs = mine if np.array_equal(one, other) else _owed(task, other, sets)
    further = (mine.sum(axis=1) - theirs.sum(axis=1)) * (g.n / sets)
    mean, half = float(further.mean()), float(stdtrit(BATCHES - 1, 0.975) * further.std(ddof=1) / np.sqrt(BATCHES))
    ours, others = (_curve(owed.sum(axis=0), BATCHES * sets, g.n) for owed in (mine, theirs))
    return Compared(ours, others, mean, mean - half, mean + half)


def _sets(task: Task) -> int:
    """Give how many sets a batch has: where they are enough, everybody is the root equally often."""
    tried = task.sampler.hits(np.empty(0, np.int64), 0, _PILOT, key(task.seed, COMPARE, 0))
    most = max(_FEWEST, int(min(SETS, ENTRIES * _PILOT / max(tried.entries, 1)) / BATCHES))
    return max(round(most / task.n), 1) * task.n if most >= task.n / 2 else most


def _owed(task: Task, people: Ids, sets: int) -> Ids:
    """Give how many sets of each batch each person is owed, shape (batches, people)."""
    sampler = task.sampler if sets % task.n else task.sampler.in_turn()
    seeds = (key(task.seed, COMPARE, 1, batch) for batch in range(BATCHES))
    return np.array([sampler.credited(people, sets, seed, ENTRIES / BATCHES / sets)[0] for seed in seeds], np.int64)


def _curve(owed: Ids, sets: int, n: int) -> Floats:
    """Give estimate, low and high; where all are roots equally often, those listed are roots of sets of their own."""
    sure = np.arange(1, len(owed) + 1) * (sets % n == 0)
    others = np.cumsum(owed) - sure * (sets // n)
    low = np.where(others > 0, betaincinv(np.maximum(others, 1), sets - others + 1, 0.025), 0.0)
    high = betaincinv(others + 1, np.maximum(sets - others, 1), 0.975)
    return np.column_stack([sure + others * n / sets, sure + n * low, np.minimum(sure + n * high, n)])
