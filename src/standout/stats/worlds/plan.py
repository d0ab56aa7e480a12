"""Plan: which worlds can be claimed at all, from how many rows of ours they hold and nothing else.

A world is a conjunction of descriptor values.  Column sets are visited depth first, so that each has the one
without its last column as its parent; a world is found from its parent's world and one more value.

Source   the layout is the prefix tree of Apriori-like searches (Agrawal & Srikant, 1994, "Fast algorithms for
         mining association rules", VLDB), with numbers for worlds instead of hashed item sets
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.stats.worlds.rows import Rows
from standout.stats.worlds.sweep import looked_up

Ints = NDArray[np.int64]

DENSE = 1 << 16
"""A set whose keys are no more than these and twice our rows has a place in its lookup for each."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Worlds that hold at least ``n_min`` rows of ours, and the maps that find them.

    Attributes
    ----------
    ours, n_min : int
        The business, and how many of its rows a world must hold.
    recode : tuple of uint32 arrays
        For each descriptor: its codes renumbered 1 and up, 0 for all values too rare to make a world.
    tree : int64, shape (7, S)
        Of each column set: its last column; how many columns come before it; how many numbers that column has
        after recoding, 0 among them; where its part of ``lookup`` begins; how many worlds come before its own; 1;
        and how many worlds its parent has where the lookup is by value, else 0.
    lookup : uint32
        At ``parent's number x width + recoded value`` of the set's part: the world's number in its set, from 1,
        and 0 for none.  Where keys would be too many: the place at which each parent's values begin, then the
        values that make worlds, sorted (`sweep.looked_up`).
    columns, values : int16 and int32, shape (K, depth)
        What each world is, -1 padded.
    depth : int8, shape (K,)
    held : int64, shape (K,)
        Rows of ours in each world.

    """

    ours: int
    n_min: int
    recode: tuple[NDArray[np.uint32], ...]
    tree: Ints
    lookup: NDArray[np.uint32]
    columns: NDArray[np.int16]
    values: NDArray[np.int32]
    depth: NDArray[np.int8]
    held: Ints

    @property
    def used(self) -> list[int]:
        """Descriptors that make any world."""
        return sorted(set(self.tree[0].tolist()))


@dataclass(frozen=True, slots=True)
class _Set:
    """One column set while it is being made: its worlds by parent's number, recoded value and our rows."""

    columns: tuple[int, ...]
    width: int
    parents: int
    lookup: NDArray[np.uint32]
    parent: Ints
    value: Ints
    held: Ints


@dataclass(frozen=True, slots=True)
class _Ours:
    """Our rows, recoded, and what is asked of worlds."""

    codes: NDArray[np.uint32]
    widths: tuple[int, ...]
    depth: int
    n_min: int

    def below(self, columns: tuple[int, ...], row: Ints, number: NDArray[np.uint32], numbers: int) -> Iterator[_Set]:
        """Give the sets that begin with ``columns``, depth first; ``row`` are the rows in its worlds ``number``."""
        for column in range(columns[-1] + 1 if columns else 0, len(self.widths)):
            width = self.widths[column]
            if width == 1:
                continue
            size = (numbers + 1) * width
            few = size <= 2 * len(row) + DENSE
            found = dense if few else sparse
            lookup, key, often = found(self.codes[column], row, number, width, size, self.n_min)
            if not len(key):
                continue
            here = (*columns, column)
            yield _Set(here, width, 0 if few else numbers, lookup, key // width, key % width, often)
            if len(here) < self.depth:
                at = inside(self.codes[column], row, number, width, 0 if few else numbers, lookup)
                yield from self.below(here, *at, len(key))


def plan(rows: Rows, ours: int, depth: int, n_min: int) -> Plan:
    """Give the worlds of up to ``depth`` conditions that hold at least ``n_min`` rows of ours.

    Parameters
    ----------
    rows : Rows
    ours : int
        Place of our business in the league.
    depth : int
        How many conditions a world may have, 1 or more.
    n_min : int
        Least number of our rows, 1 or more.

    Raises
    ------
    ValueError
        If ``depth`` or ``n_min`` is below 1, or ``ours`` isn't in the league.

    Examples
    --------
    >>> from standout.stats.worlds.rows import rows_of
    >>> rows = rows_of(np.zeros(4, int), [np.array([1, 1, 2, 0]), np.array([1, 1, 1, 1])], [])
    >>> made = plan(rows, ours=0, depth=2, n_min=2)
    >>> made.columns.tolist(), made.values.tolist(), made.held.tolist()
    ([[0, -1], [0, 1], [1, -1]], [[1, -1], [1, 1], [1, -1]], [2, 2, 4])

    """
    if depth < 1 or n_min < 1:
        raise ValueError("depth and n_min are 1 or more")
    if not 0 <= ours < rows.businesses:
        raise ValueError(f"ours is a place in the league, 0..{rows.businesses - 1}")
    mine = slice(rows.starts[ours], rows.starts[ours + 1])
    recode, back, held = [], [], []
    for column in rows.codes:
        often = np.bincount(column[mine], minlength=int(column.max(initial=0)) + 1)
        often[0] = 0
        kept = np.flatnonzero(often >= n_min)
        renumbered = np.zeros(len(often), np.uint32)
        renumbered[kept] = np.arange(1, len(kept) + 1)
        recode.append(renumbered)
        back.append(np.concatenate([[0], kept]))
        held.append(renumbered[column[mine]])
    mine_codes = np.stack(held) if held else np.zeros((0, mine.stop - mine.start), np.uint32)
    known = _Ours(mine_codes, tuple(len(b) for b in back), depth, n_min)
    everything = np.arange(mine.stop - mine.start)
    made = list(known.below((), everything, np.ones(len(everything), np.uint32), 1))
    return _plan(ours, n_min, depth, tuple(recode), back, made)


def dense(
    codes: Any, row: Any, number: Any, width: int, size: int, n_min: int
) -> tuple[NDArray[np.uint32], Ints, Ints]:
    """Give a lookup by key, parent's number x width + value; the keys that are worlds; and their rows."""
    often = tallied(codes, row, number, width, size)
    key = np.flatnonzero(often >= n_min)
    lookup = np.zeros(size, np.uint32)
    lookup[key] = np.arange(1, len(key) + 1)
    return lookup, key, often[key]


def sparse(
    codes: Any, row: Any, number: Any, width: int, size: int, n_min: int
) -> tuple[NDArray[np.uint32], Ints, Ints]:
    """Give the same where few of very many keys are worlds: where each parent's values begin, then the values."""
    value = codes[row].astype(np.int64)
    keys, often = np.unique((number * np.int64(width) + value)[value > 0], return_counts=True)
    key, often = keys[often >= n_min], often[often >= n_min]
    begins = np.searchsorted(key, np.arange(size // width + 1) * width)
    return np.concatenate([begins, key % width]).astype(np.uint32), key, often


@njit(cache=True, nogil=True)
def tallied(codes: Any, row: Any, number: Any, width: int, size: int) -> Any:
    """Count our rows by key, those without a value left out."""
    often = np.zeros(size, np.int64)
    for i in range(len(row)):
        value = codes[row[i]]
        often[number[i] * width + value] += value > 0
    return often


@njit(cache=True, nogil=True)
def inside(codes: Any, row: Any, number: Any, width: int, parents: int, lookup: Any) -> tuple[Any, Any]:
    """Give the rows that are in some world, and in which."""
    kept, numbers = np.empty(len(row), np.int64), np.empty(len(row), np.uint32)
    n = 0
    for i in range(len(row)):
        value = np.int64(codes[row[i]])
        if parents:
            found = looked_up(lookup, parents, np.int64(number[i]), value)
        else:
            found = np.int64(lookup[number[i] * width + value])
        kept[n] = row[i]
        numbers[n] = found
        n += found != 0
    return kept[:n], numbers[:n]


def _plan(
    ours: int, n_min: int, depth: int, recode: tuple[NDArray[np.uint32], ...], back: list[Ints], made: list[_Set]
) -> Plan:
    count = [len(one.held) for one in made]
    first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    worlds = int(first[-1])
    columns, values = np.full((worlds, depth), -1, np.int16), np.full((worlds, depth), -1, np.int32)
    parents: dict[tuple[int, ...], slice] = {}
    for place, one in enumerate(made):
        here = slice(first[place], first[place + 1])
        parents[one.columns] = here
        level = len(one.columns) - 1
        if level:
            columns[here] = columns[parents[one.columns[:-1]]][one.parent - 1]
            values[here] = values[parents[one.columns[:-1]]][one.parent - 1]
        columns[here, level] = one.columns[-1]
        values[here, level] = back[one.columns[-1]][one.value]
    sizes = [len(one.lookup) for one in made]
    return Plan(
        ours=ours,
        n_min=n_min,
        recode=recode,
        tree=np.array(
            [
                [one.columns[-1] for one in made],
                [len(one.columns) - 1 for one in made],
                [one.width for one in made],
                np.cumsum([0, *sizes])[:-1],
                first[:-1],
                np.ones(len(made)),
                [one.parents for one in made],
            ],
            dtype=np.int64,
        ),
        lookup=np.concatenate([np.zeros(0, np.uint32), *(one.lookup for one in made)]),
        columns=columns,
        values=values,
        depth=np.repeat([len(one.columns) for one in made], count).astype(np.int8) if made else np.zeros(0, np.int8),
        held=np.concatenate([one.held for one in made]) if made else np.zeros(0, np.int64),
    )


def n_min_of(rows: Rows, ours: int, depth: int, aspects: int, alpha: float, least: int = 30, lead: float = 0.6) -> int:
    """Give how many of our scores a world must hold, so that a lead worth having can be shown there.

    Parameters
    ----------
    rows : Rows
    ours, depth : int
        As in `plan`.
    aspects : int
        How many aspects are searched.
    alpha : float
        Chance of any false claim; worlds may spend half of it.
    least : int
        Never fewer than this.
    lead : float
        The smallest lead of interest, in standard deviations of a score.

    Returns
    -------
    int
        Smallest ``m`` with ``m >= 2 (z / lead)²``, where ``z`` is what a claim must pass among all aspects of
        all worlds with at least ``m`` rows of ours.  It rests on counts alone, so that no score has a say.

    """
    held = np.sort(plan(rows, ours, depth, least).held)
    m = least
    while True:
        claims = aspects * max(len(held) - int(np.searchsorted(held, m)), 1)
        needed = int(np.ceil(2 * (float(ndtri(alpha / 2 / claims)) / lead) ** 2))
        if m >= needed:
            return m
        m = m + 1
