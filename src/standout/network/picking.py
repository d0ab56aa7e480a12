"""Picking: whom the sets drawn speak for, and how many sets no choice within the terms can cover.

Reads    a task and a sample
Makes    `Picked`, by greedy choice; and a tighter bound from the dual where that is asked for
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from standout.network.coverage import Picked, picked
from standout.network.dual import dual_bound
from standout.network.greedy import budgeted
from standout.network.relaxed import SLACK
from standout.network.sampling import Sample
from standout.network.task import Task

_OPTIMISM = 0.4


def pick(task: Task, sample: Sample, sentinels: NDArray[np.int64]) -> Picked:
    """Give whom to choose beside ``sentinels``, those at whom sets ended, and a bound for all k but those kept."""
    terms = task.terms
    if terms.plain:
        return picked(sample, task.k - len(sentinels), task.k - len(terms.kept), task.slot)
    found = budgeted(
        sample.flat, sample.offsets, task.n, k=task.k, costs=terms.costs, budget=terms.budget, allowed=task.allowed,
        groups=terms.groups, floors=terms.floors, alone=sample.alone(),
    )  # fmt: skip
    return Picked(found.people, found.adds, found.covered, found.bound)


def tightened(task: Task, sample: Sample, found: Picked, goal: float, steps: int) -> float:
    """Give a bound on the sets that any choice covers, from the dual; ``goal`` sets are low enough."""
    terms = task.terms
    dual = dual_bound(
        sample.flat, sample.offsets, task.n, k=task.k - len(terms.kept), order=found.people, adds=found.adds,
        alone=sample.alone(), count=sample.count, allowed=task.allowed, costs=terms.costs, budget=terms.budget,
        groups=terms.groups, floors=terms.floors or None, goal=max(0.0, goal - sample.met), steps=steps,
    )  # fmt: skip
    return min(found.bound, dual.bound + sample.met)


def optimism(covered: float, effective: float) -> float:
    """Give by how many sets a greedy choice of so many people looks better on those it was made from.

    Whoever is taken was the best of many, and so mostly a lucky one: by some part of the standard error of what each
    adds.  A guess that plans how many sets to draw; no bound rests on it.
    """
    return _OPTIMISM * math.sqrt(covered * effective)


def filled(task: Task, people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give k people: those chosen, and then the worthiest who may be told; where people cost, who costs nothing."""
    terms = task.terms
    if len(people) >= task.k or not (terms.plain or (terms.costs is not None and terms.budget)):
        return people
    free = np.ones(task.n, bool) if task.allowed is None else task.allowed.copy()
    free[people] = False
    if terms.costs is not None and terms.budget:
        free &= terms.costs <= terms.budget * SLACK / task.n
    others = np.flatnonzero(free)
    if task.terms.values is not None:
        others = others[np.argsort(-task.terms.values[others], kind="stable")]
    return np.concatenate([people, others[: task.k - len(people)]])
