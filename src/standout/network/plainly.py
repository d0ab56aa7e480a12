"""Plainly: reverse sets, greedy choice and steps of the bound by NumPy, where compiling would outlast the answer.

Reads    the same as `standout.network.reverse`, `coverage`, `merging` and `descent`
Makes    the same, slowly on large networks; but a first answer on 300 people takes a second, and not twenty
Draws    tie number e of set number i takes the draw at place e of the stream of i, whoever comes to it and when
Kept     a block of sets by people, a byte each: so many sets at a time that it stays small
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standout.network.draws import mixed
from standout.network.graph import Graph
from standout.network.reverse import ASK, BARRED, CREDIT, KEEP, RIVAL, STOP, Cut, Roots

PEOPLE, TIES, LIVE = 2_000, 20_000, 1.2
"""Up to how many people, ties, and live ties for each person, sets are small enough to be drawn this way."""

ENTRIES = 1_000_000
"""Up to how many people in all sets together sums are worked out this way."""

_BLOCK = 4_000_000  # bytes
_GOLDEN, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x94D049BB133111EB)
_mixed = mixed.py_func


class Plain(NamedTuple):
    """Ties into each person, by NumPy.

    Attributes
    ----------
    start, source : arrays
        As in `Graph`.
    chance : float64, shape (ties,)
    heard : float64, shape (ties + 1,), or empty
        For linear threshold: the weights of all ties before, added up.
    longest : int
        0: nothing is set aside by it.

    """

    start: NDArray[np.int64]
    source: NDArray[np.int32]
    chance: NDArray[np.float64]
    heard: NDArray[np.float64]
    longest: int = 0


def small(g: Graph, model: str = "ic") -> bool:
    """Tell whether a network is small enough, and its sets too.

    Examples
    --------
    >>> from standout.network.graph import graph
    >>> small(graph(3, np.array([0, 1]), np.array([1, 2]), 0.2))
    True

    """
    if g.n > PEOPLE or g.ties > TIES:
        return False
    return model == "lt" or float(g.chances().sum()) <= LIVE * g.n


def plain(g: Graph, model: str = "ic") -> Plain:
    """Give the ties of a small network.

    Raises
    ------
    ValueError
        Where the model is "lt" and somebody's weights add up to more than 1; its arguments are the person and the sum.

    """
    chance = g.chances().astype(np.float64)
    if model != "lt":
        return Plain(g.start, g.source, chance, np.empty(0))
    heard = np.concatenate([[0.0], np.cumsum(chance)])
    total = heard[g.start[1:]] - heard[g.start[:-1]]
    if g.n and total.max() > 1 + 1e-5:
        raise ValueError(int(np.argmax(total)), float(total.max()))
    return Plain(g.start, g.source, chance, heard)


def swept(  # noqa: PLR0913 - as many as the compiled one has
    ties: Plain, drawn: Roots, cut: Cut, job: int, seed: np.uint64, first: int, last: int, most: int,
    mark: NDArray[np.uint8], tally: NDArray[np.int32], k: int,
) -> tuple[Any, ...]:  # fmt: skip
    """Draw the sets numbered ``first`` to ``last`` - 1; see `standout.network.reverse.swept`."""
    flats, sizes = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
    adds, only = np.zeros(k, np.int64), np.zeros(k, np.int64)
    sets, met, entries = 0, 0, 0
    block = max(64, _BLOCK // max(1, drawn.n))
    while first < last and entries < most:
        numbers = np.arange(first, min(last, first + block), dtype=np.int64)
        first += len(numbers)
        own, stopped, looked = _grown(ties, drawn, cut, seed, numbers, mark, skipped=job == ASK)
        kept = looked > 0
        kept &= entries + np.cumsum(looked) - looked < most
        sets, met, entries = sets + int(kept.sum()), met + int(stopped[kept].sum()), entries + int(looked[kept].sum())
        if job == KEEP:
            own = own[kept & ~stopped] & (mark & BARRED == 0)
            tally += own.sum(axis=0, dtype=np.int32)
            many = own.sum(axis=1)
            flats.append(np.nonzero(own[many > 1])[1].astype(np.int32))
            sizes.append(many[many > 1])
        elif job == CREDIT:
            who = np.flatnonzero(tally)
            held = own[:, who][kept]
            firsts = np.where(held, tally[who], k + 1).min(axis=1, initial=k + 1)
            there = held.sum(axis=1)
            adds += np.bincount(firsts[there > 0] - 1, minlength=k)[:k]
            only += np.bincount(firsts[there == 1] - 1, minlength=k)[:k]
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(sizes))]).astype(np.int64)
    return np.concatenate(flats), offsets, sets, met, entries, adds, only


def _grown(
    ties: Plain, drawn: Roots, cut: Cut, seed: np.uint64, numbers: NDArray[np.int64], mark: NDArray[np.uint8], *,
    skipped: bool,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:  # fmt: skip
    """Give who is in each set, which sets met STOP, and how many people were looked at: none in a set left out."""
    stream = _begun(seed, numbers)
    root = _roots(ties, drawn, stream, numbers)
    seen = np.zeros((len(numbers), drawn.n), np.bool_)
    rival, stop = mark & RIVAL != 0, mark & STOP != 0
    every = np.arange(len(numbers))
    seen[every, root] = True
    own = seen & ~rival
    stopped = stop[root] & ~rival[root]
    looked = np.where(skipped & stop[root], 0, 1)
    at, who = (edge[~rival[root] & ~stopped] for edge in (every, root))
    depth = 0
    while len(at) and depth < cut.hops:
        at, who = _told(ties, stream, at, who)
        fresh = ~seen[at, who]
        at, who = np.divmod(np.unique(at[fresh] * drawn.n + who[fresh]), drawn.n)
        seen[at, who] = True
        looked += np.bincount(at, minlength=len(numbers))
        lost = np.zeros(len(numbers), np.bool_)
        lost[at[rival[who]]] = True
        at, who = at[~lost[at]], who[~lost[at]]
        own[at, who] = True
        stopped[at[stop[who]]] = True
        at, who = at[~stopped[at]], who[~stopped[at]]
        depth += 1
    return own, stopped, looked


def _told(
    ties: Plain, stream: NDArray[np.uint64], at: NDArray[np.int64], who: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give who tells each of ``who`` along live ties, and in which set."""
    begun, degree = ties.start[who], np.diff(ties.start)[who]
    if len(ties.heard):
        place = _drawn(stream[at], len(ties.source) + who) + ties.heard[begun]
        tie = np.searchsorted(ties.heard, place, side="right") - 1
        live = tie < begun + degree
        return at[live], ties.source[tie[live]].astype(np.int64)
    into = np.repeat(np.arange(len(at)), degree)
    tie = np.arange(len(into)) - np.repeat(np.cumsum(degree) - degree, degree) + begun[into]
    live = _drawn(stream[at[into]], tie) < ties.chance[tie]
    return at[into[live]], ties.source[tie[live]].astype(np.int64)


def _roots(ties: Plain, drawn: Roots, stream: NDArray[np.uint64], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    if drawn.in_turn:
        return numbers % drawn.n
    beyond = len(ties.source) + drawn.n
    root = (_drawn(stream, beyond) * drawn.n).astype(np.int64)
    if len(drawn.share):
        other = _drawn(stream, beyond + 1) >= drawn.share[root]
        root[other] = drawn.other[root[other]]
    return root


def _begun(seed: np.uint64, numbers: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Give where the stream of each set begins."""
    with np.errstate(over="ignore"):
        state: NDArray[np.uint64] = _mixed(_mixed(seed + _GOLDEN) ^ (numbers.astype(np.uint64) * _SECOND + _GOLDEN))
    return state


def _drawn(state: NDArray[np.uint64], place: NDArray[np.int64] | int) -> NDArray[np.float64]:
    """Give the draw at a place of each stream: SplitMix64 adds the same step each time, so none before is needed."""
    with np.errstate(over="ignore"):
        bits = _mixed(state + np.asarray(place + 1, np.uint64) * _GOLDEN)
    drawn: NDArray[np.float64] = (bits >> np.uint64(11)).astype(np.float64)
    return (drawn + 0.5) * 2.0**-53


def few(n: int, entries: int) -> bool:
    """Tell whether people and what sets hold are few enough to be summed up plainly."""
    return n <= PEOPLE and entries <= ENTRIES


def greedy(
    flat: NDArray[np.int32], offsets: NDArray[np.int64], count: NDArray[np.int32], take: int, k: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], float]:
    """Take whoever adds most, ``take`` times: give who, what each adds, and a bound for any ``k``."""
    gain = count.astype(np.int64)
    sizes = np.diff(offsets)
    of = np.repeat(np.arange(len(sizes)), sizes)
    standing = np.ones(len(sizes), np.bool_)
    taken: list[int] = []
    adds: list[int] = []
    covered, bound = 0, float(np.sort(gain)[-k:].sum() if k else 0)
    while len(taken) < take and gain.max(initial=0) > 0:
        one = int(np.argmax(gain))
        taken.append(one)
        adds.append(int(gain[one]))
        covered += adds[-1]
        fallen = np.zeros(len(sizes), np.bool_)
        fallen[of[flat == one]] = True
        fallen &= standing
        standing &= ~fallen
        gain -= np.bincount(flat[fallen[of]], minlength=len(gain))
        gain[one] = 0
        bound = min(bound, covered + float(np.sort(gain)[-k:].sum() if k else 0))
    return np.array(taken, np.int64), np.array(adds, np.int64), bound


def cut_down(
    flat: NDArray[np.int32], offsets: NDArray[np.int64], number: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Give the sets of two candidates or more, and of how many sets each candidate is the only one."""
    sizes = np.diff(offsets)
    of, rows = np.repeat(np.arange(len(sizes)), sizes), number[flat]
    of, rows = of[rows >= 0], rows[rows >= 0]
    left = np.bincount(of, minlength=len(sizes))
    alone = np.bincount(rows[left[of] == 1], minlength=int(number.max(initial=-1)) + 1)
    kept = left[of] > 1
    starts = np.concatenate([[0], np.cumsum(left[left > 1])]).astype(np.int64)
    return rows[kept].astype(np.int32), starts, alone


def moved(
    rows: NDArray[np.int32], offsets: NDArray[np.int64], weight: NDArray[np.int32], lead: NDArray[np.float32],
    y: NDArray[np.float32], total: NDArray[np.float32], move: np.float32, score: NDArray[np.float64],
) -> float:  # fmt: skip
    """Move each set's y by how far people cover it, add it to their scores, and give the sum of 1 - y."""
    if not len(weight):
        return 0.0
    sizes = np.diff(offsets)
    short = np.float32(1) - np.add.reduceat(lead[rows], offsets[:-1])
    y[:] = np.clip(y + move * short / sizes.astype(np.float32), 0, 1)
    total += y
    part = weight * y.astype(np.float64)
    score += np.bincount(rows, weights=np.repeat(part, sizes), minlength=len(score))
    return float((weight - part).sum())
