"""Trials: how often each tie was tried in a log, and which ties may have brought each person who came.

Reads    `Log`, `Graph`
Makes    `Trials`: tries of each tie, and for each person who came the ties that tried on that very step
Tried    a tie from who came at t to who had not come yet is tried on each of the next ``window`` steps, until the other
         comes or nobody looks any more; on one step, in the independent cascade model
Told     where it is known who told, that tie alone may have; no other tie's last try is counted, nor the outside's
Outside  everybody who doesn't begin may come of themselves on each step, until they come or nobody looks any more
Begin    whoever comes at a cascade's first time began it: nobody brought them
Source   Saito, Nakano & Kimura (2008), "Prediction of information diffusion probabilities for independent cascade
         model", KES, for the likelihood; the outside as one more that tries
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.graph import Graph
from standout.network.live_ties import by_teller
from standout.network.logs import Log

FEW = 100_000
"""Up to so many ties of those who came, interpreted code is done before it would be compiled."""


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """What a log says of ties.

    Attributes
    ----------
    graph : Graph
        Whose ties these are.
    tries : int64, shape (ties,)
        How many steps each tie was tried on, in the order of the graph.
    start, tie : int64 (events + 1,), int64 (entries,)
        The ties that may have brought the person of an event are ``tie[start[i]:start[i + 1]]``; none where only the
        outside may have.
    known : bool, shape (events,)
        Whether it is known who told; where it is and nobody stands there, it was somebody with no tie.
    step : int64, shape (events,)
        Steps since the cascade's first time.
    risk : int64, shape (steps,)
        How many people could have come of themselves on each step since the first; those who did included.
    window : int

    """

    graph: Graph
    tries: NDArray[np.int64]
    start: NDArray[np.int64]
    tie: NDArray[np.int64]
    known: NDArray[np.bool_]
    step: NDArray[np.int64]
    risk: NDArray[np.int64]
    window: int

    @property
    def events(self) -> int:
        """How many came who did not begin."""
        return len(self.known)


def trials(log: Log, g: Graph, window: int = 1, population: NDArray[Any] | None = None) -> Trials:
    """Give what a log says of the ties of ``g``; one pass over both.

    Parameters
    ----------
    log : Log
    g : Graph
        Its chances are not looked at.
    window : int
        On how many steps after somebody came their ties are tried.
    population : int array, shape (cascades,), optional
        How many people could have come in each; everybody in ``g`` without it.

    Raises
    ------
    ValueError
        If ``window`` is below 1, or somebody in the log is not in ``g``.

    Examples
    --------
    A began and B came a step later; C, whom B may tell, didn't.

    >>> from standout.network.graph import graph
    >>> from standout.network.logs import log_of
    >>> path = graph(3, np.array([0, 1]), np.array([1, 2]))
    >>> found = trials(log_of(np.array([0, 0]), np.array([0, 1]), np.array([0, 1]), until=np.array([2])), path)
    >>> found.tries.tolist(), found.tie.tolist(), found.risk.tolist()
    ([1, 1], [0], [0, 2, 1])

    """
    if window < 1:
        raise ValueError("window is 1 or more")
    if log.rows and (log.person.min() < 0 or log.person.max() >= g.n):
        raise ValueError(f"people in a log are whole numbers from 0 to {g.n - 1}")
    outward, target, place = by_teller(g)
    edges = np.searchsorted(log.cascade, np.arange(log.cascades + 1))
    first = log.at[edges[log.cascade]] if log.rows else np.empty(0, np.int64)
    tries = np.zeros(g.ties, np.int64)
    degree = np.diff(outward) + g.indegree()
    few = int(degree[log.person].sum()) <= FEW
    start, tie = (_tried.py_func if few else _tried)(
        outward, target, place, g.start, g.source, edges, log.person, log.at, log.told_by, log.until, window, tries
    )
    came = log.at > first
    step, known = (log.at - first)[came], log.told_by[came] >= 0
    everybody = np.full(log.cascades, g.n, np.int64) if population is None else np.asarray(population, np.int64)
    return Trials(g, tries, start, tie, known, step, _risk(log, everybody, edges, first, known), window)


def _risk(
    log: Log,
    everybody: NDArray[np.int64],
    edges: NDArray[np.int64],
    first: NDArray[np.int64],
    known: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Give how many had not come by the step before, over the cascades still looked at, less those known to be told."""
    rows = np.diff(edges)
    length = np.zeros(log.cascades, np.int64)
    length[rows > 0] = log.until[rows > 0] - first[edges[:-1][rows > 0]]
    came = log.at > first
    begun = np.bincount(log.cascade[~came], minlength=log.cascades)
    change = np.zeros(int(length.max(initial=0)) + 3, np.int64)
    looked = length > 0
    change[1] += int((everybody - begun)[looked].sum())
    np.subtract.at(change, (log.at - first)[came] + 1, 1)
    np.subtract.at(change, length[looked] + 1, (everybody - rows)[looked])
    risk: NDArray[np.int64] = np.cumsum(change)[:-2]
    np.subtract.at(risk, (log.at - first)[came][known], 1)
    return risk


@njit(cache=True, nogil=True)
def _tried(  # noqa: PLR0913 - a kernel takes its arrays one by one
    outward: Any, target: Any, place: Any, inward: Any, source: Any, edges: Any, person: Any, at: Any, by: Any,
    until: Any, window: Any, tries: Any,
) -> Any:  # fmt: skip
    """Count tries in place; give the ties that may have brought each who came and did not begin."""
    n = len(outward) - 1
    row = np.full(n, -1, np.int64)
    start, tie = np.zeros(len(person) + 1, np.int64), np.empty(max(64, len(person)), np.int64)
    events, last = 0, 0
    for c in range(len(edges) - 1):
        for i in range(edges[c], edges[c + 1]):
            row[person[i]] = i
        for i in range(edges[c], edges[c + 1]):
            u, begun = person[i], at[i] == at[edges[c]]
            for e in range(outward[u], outward[u + 1]):
                j = row[target[e]]
                if j < 0:
                    tries[place[e]] += min(window, until[c] - at[i])
                elif at[j] > at[i]:
                    wait = at[j] - at[i]
                    other = wait <= window and by[j] >= 0 and by[j] != u
                    tries[place[e]] += min(window, wait) - np.int64(other)
            if begun:
                continue
            if last + inward[u + 1] - inward[u] > len(tie):
                tie = np.append(tie, np.empty(len(tie) + inward[u + 1] - inward[u], np.int64))
            for e in range(inward[u], inward[u + 1]):
                j = row[source[e]]
                if j >= 0 and 0 < at[i] - at[j] <= window and (by[i] < 0 or by[i] == source[e]):
                    tie[last] = e
                    last += 1
            events += 1
            start[events] = last
        for i in range(edges[c], edges[c + 1]):
            row[person[i]] = -1
    return start[: events + 1].copy(), tie[:last].copy()
