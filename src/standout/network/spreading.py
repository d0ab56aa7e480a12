"""Spreading: how far word goes from people who begin, how sure that is, and which of two lists goes further.

Reads    `Graph`, or `LiveTies` made of it once
Makes    `Spread`: the mean over runs with its interval, every run, steps, and who is reached how often;
         `Difference` of two lists on the same live ties; `Log`: who came when, told by whom
Runs     as many as are given; else until the 95 % interval is within 1 % of the mean, but at least thirty-two, and so
         many that a million people are reached, so that a rare wide spread isn't missed; or until time is up
Error    of a mean of that many runs is Student's
Source   independent cascade and linear threshold: Kempe, Kleinberg & Tardos (2003), KDD
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.network.graph import Graph
from standout.network.live_ties import LiveTies, live_ties
from standout.network.runs import passed_on

Floats = NDArray[np.float64]
Room = tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]

CLOSE = 0.01
"""Runs go on until the interval reaches no further from the mean than this share of it."""
LEAST, WORK = 32, 1_000_000
"""At least so many runs, and so many people reached in all of them."""
MOST = 1_000_000
BLOCK = 16
"""Runs are made in blocks of so many, whatever the number of threads."""
_LEVEL = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far word goes.

    Attributes
    ----------
    mean, low, high : float
        The mean over runs, and its 95 % interval.
    sizes : float64, shape (runs,)
        What each run reached, those who began included.
    generations : float64, shape (steps,)
        The mean reached at each step; the first is those who began.  They add up to the mean.
    reached : float32, shape (n,), or None
        How often each person was reached, 0 to 1.

    """

    mean: float
    low: float
    high: float
    sizes: Floats
    generations: Floats
    reached: NDArray[np.float32] | None = None

    @property
    def runs(self) -> int:
        """How many runs were made."""
        return len(self.sizes)

    @property
    def distribution(self) -> Floats:
        """What 0, 1 ... 100 % of the runs reached at most."""
        return np.quantile(self.sizes, np.linspace(0, 1, 101))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much further word goes from one list than from another, on the same live ties; 95 % interval."""

    mean: float
    low: float
    high: float
    one: Spread
    other: Spread

    @property
    def runs(self) -> int:
        """How many runs were made of each."""
        return self.one.runs


def spread(  # noqa: PLR0913 - what may be asked of runs, all by name
    g: Graph | LiveTies,
    seeds: NDArray[Any],
    *,
    model: str = "ic",
    runs: int | None = None,
    seconds: float | None = None,
    hops: int | None = None,
    rivals: NDArray[Any] | None = None,
    values: NDArray[Any] | None = None,
    seed: int = 0,
    threads: int = 2,
    per_person: bool = False,
) -> Spread:
    """Give how far word goes from ``seeds``.

    Parameters
    ----------
    g : Graph or LiveTies
        Where several lists are asked about, `live_ties` makes the graph ready once.
    seeds : int array
        Who begins; somebody named twice begins once.
    model : {"ic", "lt"}
        Independent cascade, or linear threshold; of `LiveTies` it is known.
    runs : int, optional
        How many, 2 or more.  Without it, until the interval is within 1 % of the mean.
    seconds : float, optional
        Time after which no further block of runs is begun; at least thirty-two are made.
    hops : int, optional
        Only who is reached within so many steps counts.
    rivals : int array, optional
        Who already tells something else.  Whoever is as near to one of them as to one of ours, on live ties, is theirs.
    values : float array, shape (n,), optional
        What reaching each is worth; 1 each without it.
    seed, threads : int
        The answer hangs on the first, never on the second.
    per_person : bool
        Whether to give how often each is reached.

    Raises
    ------
    ValueError
        If somebody isn't from 0 to n - 1, or a number is out of its bounds, or as `live_ties` says.

    Examples
    --------
    A tells B, and B tells C, each every other time: 1 + 1/2 + 1/4.

    >>> from standout.network.graph import graph
    >>> path = graph(3, np.array([0, 1]), np.array([1, 2]), 0.5)
    >>> found = spread(path, np.array([0]), runs=40_000)
    >>> round(found.mean, 1), found.low < 1.75 < found.high
    (1.8, True)

    """
    ties = g if isinstance(g, LiveTies) else live_ties(g, model)
    making = _Making.of(ties, [seeds], rivals, values, hops, seed, threads, per_person)
    made = making.until(runs, seconds, lambda sizes: sizes[0], lambda sizes: sizes[0])
    return making.spread(0, made)


def compared(  # noqa: PLR0913 - as spread
    g: Graph | LiveTies,
    one: NDArray[Any],
    other: NDArray[Any],
    *,
    model: str = "ic",
    runs: int | None = None,
    seconds: float | None = None,
    hops: int | None = None,
    rivals: NDArray[Any] | None = None,
    values: NDArray[Any] | None = None,
    seed: int = 0,
    threads: int = 2,
) -> Difference:
    """Give how much further word goes from ``one`` list than from the ``other``.

    In each run both begin on the same live ties, so what is common to them cancels.  Parameters are those of
    `spread`; without ``runs`` it ends when the interval of the difference is within 1 % of the larger mean.

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> path = graph(3, np.array([0, 1]), np.array([1, 2]), 0.5)
    >>> found = compared(path, np.array([0]), np.array([1]), runs=10_000)  # 1.75 less 1.5
    >>> found.low < 0.25 < found.high
    True

    """
    ties = g if isinstance(g, LiveTies) else live_ties(g, model)
    making = _Making.of(ties, [one, other], rivals, values, hops, seed, threads, per_person=False)
    larger: Callable[[list[Floats]], Floats] = lambda sizes: max(sizes, key=np.mean)  # noqa: E731 - a rule to stop by
    made = making.until(runs, seconds, lambda sizes: sizes[0] - sizes[1], larger)
    both = making.spread(0, made), making.spread(1, made)
    mean, half = mean_and_error(both[0].sizes - both[1].sizes)
    return Difference(mean=mean, low=mean - half, high=mean + half, one=both[0], other=both[1])


def mean_and_error(sizes: Floats) -> tuple[float, float]:
    """Give the mean, and how far its 95 % interval reaches to each side.

    Examples
    --------
    >>> mean_and_error(np.array([1.0, 1.0, 4.0]))  # 2 and 4.303 x sqrt(3) / sqrt(3)
    (2.0, 4.302652...)

    """
    from scipy.special import stdtrit  # noqa: PLC0415 - 60 ms that building a graph need not pay

    runs = len(sizes)
    return float(np.mean(sizes)), float(stdtrit(runs - 1, _LEVEL) * np.std(sizes, ddof=1) / np.sqrt(runs))


@dataclass(frozen=True, slots=True, eq=False)
class _Making:
    """What is asked for, made ready: lists of who begins, rivals first, and room for each thread."""

    ties: LiveTies
    lists: list[NDArray[np.int64]]
    rivals: int
    worth: Floats
    hops: int
    seed: int
    room: list[Room]

    @classmethod
    def of(
        cls,
        ties: LiveTies,
        lists: list[NDArray[Any]],
        rivals: NDArray[Any] | None,
        values: NDArray[Any] | None,
        hops: int | None,
        seed: int,
        threads: int,
        per_person: bool,  # noqa: FBT001 - private
    ) -> _Making:
        theirs = people(rivals, ties.n, "rivals") if rivals is not None else np.empty(0, np.int64)
        begun = [people(each, ties.n, "seeds") for each in lists]
        worth = np.empty(0) if values is None else np.asarray(values, np.float64)
        if len(worth) not in {0, ties.n} or (values is not None and len(worth) != ties.n):
            raise ValueError(f"values are one for each of {ties.n} people")
        if hops is not None and hops < 0:
            raise ValueError("hops is 0 or more")
        room = [room_for(ties.n, often=per_person) for _ in range(max(1, threads))]
        own = [np.concatenate([theirs, each[~np.isin(each, theirs)]]) for each in begun]
        return cls(ties, own, len(theirs), worth, ties.n if hops is None else hops, seed, room)

    def until(
        self,
        runs: int | None,
        seconds: float | None,
        measured: Callable[[list[Floats]], Floats],
        against: Callable[[list[Floats]], Floats],
    ) -> list[tuple[Floats, Floats]]:
        """Give what each run of each list reaches, and what all reach at each step."""
        if runs is not None and runs < 2:
            raise ValueError("runs is 2 or more")
        ends = time.perf_counter() + seconds if seconds is not None else np.inf
        made = [(np.empty(0), np.zeros(1)) for _ in self.lists]
        done, wanted = 0, min(LEAST, runs or LEAST)
        while done < wanted:
            made = [_joined(held, self._made(i, done, wanted)) for i, held in enumerate(made)]
            done = wanted
            if time.perf_counter() < ends:
                sizes = [each for each, _ in made]
                wanted = _next(done, runs or MOST, _needed(measured(sizes), against(sizes)) if runs is None else runs)
        return made

    def spread(self, at: int, made: list[tuple[Floats, Floats]]) -> Spread:
        """Give one list's answer."""
        sizes, steps = made[at]
        mean, half = mean_and_error(sizes)
        ours = self.lists[at][self.rivals :]
        sure = float(self.worth[ours].sum()) if len(self.worth) else float(len(ours))
        often = sum((room[2].astype(np.int64) for room in self.room), np.zeros(len(self.room[0][2]), np.int64))
        reached = (often / len(sizes)).astype(np.float32) if len(often) else None
        low = max(mean - half, sure) if not len(self.worth) or self.worth.min() >= 0 else mean - half
        steps = np.trim_zeros(steps, "b") / len(sizes)
        return Spread(mean=mean, low=low, high=mean + half, sizes=sizes, generations=steps, reached=reached)

    def _made(self, at: int, done: int, wanted: int) -> list[tuple[Floats, Floats]]:
        blocks = list(pairwise([*range(done, wanted, BLOCK), wanted]))
        turns = [(at, blocks[i :: len(self.room)], room) for i, room in enumerate(self.room)]
        if len(blocks) == 1 or len(turns) == 1:
            dealt = [self._blocks(*turn) for turn in turns]
        else:
            with ThreadPoolExecutor(len(turns)) as pool:
                dealt = list(pool.map(lambda turn: self._blocks(*turn), turns))
        return [dealt[i % len(turns)][i // len(turns)] for i in range(len(blocks))]

    def _blocks(self, at: int, blocks: list[tuple[int, int]], room: Any) -> list[tuple[Floats, Floats]]:
        arrays = self.ties.arrays()
        return [
            passed_on(arrays, self.lists[at], self.rivals, self.hops, self.worth, self.seed, block, room)
            for block in blocks
        ]


def room_for(n: int, *, often: bool = False, by: bool = False) -> Room:
    """Give what the runs of one thread write to."""
    return (
        np.zeros(n, np.uint8), np.empty(n + 1, np.int32), np.zeros(n * often, np.int32),
        np.empty((n + 1) * by, np.int32),
    )  # fmt: skip


def people(ids: NDArray[Any], n: int, what: str) -> NDArray[np.int64]:
    """Give people's numbers, each once, in the order given.

    Examples
    --------
    >>> people(np.array([2, 0, 2]), 3, "seeds").tolist()
    [2, 0]

    """
    held = np.asarray(ids)
    if held.size and (held.dtype.kind not in "iu" or held.min() < 0 or held.max() >= n):
        raise ValueError(f"{what} are whole numbers from 0 to {n - 1}")
    _, first = np.unique(held, return_index=True)
    return held[np.sort(first)].astype(np.int64)


def _joined(held: tuple[Floats, Floats], blocks: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Give all runs together; sums by step are added block by block, so that they are the same on any machine."""
    total = held[1]
    for _, steps in blocks:
        total = np.pad(total, (0, max(0, len(steps) - len(total))))
        total[: len(steps)] += steps
    return np.concatenate([held[0], *(sizes for sizes, _ in blocks)]), total


def _needed(measured: Floats, against: Floats) -> int:
    """Give how many runs the interval needs to be close."""
    runs = len(measured)
    half, aim = mean_and_error(measured)[1], CLOSE * abs(float(np.mean(against)))
    close = runs * (half / aim) ** 2 if aim else 0.0
    looked = WORK / max(float(np.mean(against)), 1.0)
    return int(min(max(close, looked), float(MOST)))


def _next(done: int, most: int, needed: int) -> int:
    """Give how many runs to have next: those needed, but no more than four times those made."""
    blocks = -(-min(needed, 4 * done, most) // BLOCK) * BLOCK
    return done if needed <= done else min(blocks, most)
