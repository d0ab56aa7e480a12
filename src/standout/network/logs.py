"""Logs: who came when, in which spreading, and who told them where that is known; made by runs, or from days.

Makes    `Log`, one row: a person who came, in one cascade; sorted by cascade, then time
Unit     time in whole steps or days
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.network.graph import Graph
from standout.network.live_ties import LiveTies, live_ties
from standout.network.runs import passed_on
from standout.network.spreading import people, room_for


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Who came when.

    Attributes
    ----------
    cascades : int
        How many spreadings there were; they have the numbers 0 to ``cascades`` - 1.
    cascade, person, at : int64 (rows,), int32 (rows,), int64 (rows,)
        Sorted by cascade, then time; a person comes once in a cascade.
    told_by : int32, shape (rows,)
        Who told them; -1 where that isn't known, or for those who begin.
    until : int64, shape (cascades,)
        The last time looked at in each.

    """

    cascades: int
    cascade: NDArray[np.int64]
    person: NDArray[np.int32]
    at: NDArray[np.int64]
    told_by: NDArray[np.int32]
    until: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many came, in all."""
        return len(self.person)


def log_of(
    cascade: NDArray[Any],
    person: NDArray[Any],
    at: NDArray[Any],
    told_by: NDArray[Any] | None = None,
    until: NDArray[Any] | None = None,
) -> Log:
    """Give a log, sorted; of a person's rows in one cascade the first counts.

    Parameters
    ----------
    cascade, person, at : int array, shape (rows,)
    told_by : int array, optional
        -1 where nobody is known to have.
    until : int array, shape (cascades,), optional
        The last time looked at; without it the last at which anybody came.

    Examples
    --------
    >>> log = log_of(np.array([0, 0, 0]), np.array([2, 1, 2]), np.array([5, 3, 9]))
    >>> log.person.tolist(), log.at.tolist(), log.until.tolist()
    ([1, 2], [3, 5], [9])

    """
    by = np.full(len(person), -1, np.int32) if told_by is None else np.asarray(told_by, np.int32)
    order = np.lexsort((person, at, cascade))
    cascade, person, at, by = cascade[order].astype(np.int64), person[order], at[order].astype(np.int64), by[order]
    _, first = np.unique(np.stack([cascade, person]), axis=1, return_index=True)
    kept = np.sort(first)
    many = int(cascade.max()) + 1 if len(cascade) else 0
    last = np.zeros(many, np.int64)
    np.maximum.at(last, cascade, at)
    ends = last if until is None else np.asarray(until, np.int64)
    return Log(max(many, len(ends)), cascade[kept], person[kept].astype(np.int32), at[kept], by[kept], ends)


def cascades(
    g: Graph | LiveTies, seeds: Sequence[NDArray[Any]], *, model: str = "ic", hops: int | None = None, seed: int = 0
) -> Log:
    """Give the log of one run for each list of people who begin.

    Parameters
    ----------
    g : Graph or LiveTies
    seeds : sequence of int arrays
        Who begins in each run; the runs have the numbers 0, 1, 2 ..., and are those `spread` makes.
    model : {"ic", "lt"}
    hops : int, optional
        Word is passed on for so many steps.
    seed : int

    Returns
    -------
    Log
        ``at`` is the step, ``told_by`` the first who told; ``until`` is one step after the last, in which nobody came.

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> path = graph(3, np.array([0, 1]), np.array([1, 2]), 1.0)
    >>> log = cascades(path, [np.array([0])])
    >>> log.person.tolist(), log.at.tolist(), log.told_by.tolist(), log.until.tolist()
    ([0, 1, 2], [0, 1, 2], [-1, 0, 1], [3])

    """
    ties = g if isinstance(g, LiveTies) else live_ties(g, model)
    room, deep = room_for(ties.n, by=True), ties.n if hops is None else hops
    rows: list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]] = []
    for run, begun in enumerate(seeds):
        own = people(begun, ties.n, "seeds")
        _, steps = passed_on(ties.arrays(), own, 0, deep, np.empty(0), seed, (run, run + 1), room)
        each = steps.astype(np.int64)
        many = int(each.sum())
        rows.append((room[1][:many].copy(), np.repeat(np.arange(len(each)), each), room[3][:many].copy()))
    sizes = [len(person) for person, _, _ in rows]
    until = np.array([at[-1] + 1 if len(at) else 0 for _, at, _ in rows], np.int64)
    person, at, by = (np.concatenate([row[i] for row in rows]) if rows else np.empty(0, np.int64) for i in range(3))
    return Log(
        len(rows), np.repeat(np.arange(len(rows)), sizes), person.astype(np.int32), at, by.astype(np.int32), until
    )  # fmt: skip
