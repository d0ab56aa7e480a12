"""Tied: ties of anybody's own ids as a graph, and the ids behind its numbers.

Reads    `Rows`, as often as it takes: once to look, once to count, once to deal
Makes    `Tied`: the graph, and for ids what number each has and the other way round
Ids      whole numbers or text.  Numbers that lie close together from 0 on are used as they are; else each id gets the
         place it has in order, so that an answer doesn't hang on the order of rows
Wrong    a row without an id, or with a chance that is none, is named
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit
from numpy.typing import NDArray

from standout.errors import TableError
from standout.network.graph import FEW, Graph, graph, streamed
from standout.network.packing import NONE, Block, Blocks
from standout.words import close, say
from standout.workspace.tie_rows import Rows
from standout.workspace.tie_values import (
    SHOWN,
    chances,
    example,
    filled,
    is_text,
    missing,
    numbers,
    shown,
    trimmed,
    whole,
)

ROOM = 8
"""Numbers up to so many times the ties are used as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """A graph, and whose numbers it has.

    Attributes
    ----------
    graph : Graph
    ids : None, int64 array or Arrow array of text, sorted
        The id of each person; None where ids are the numbers.

    """

    graph: Graph
    ids: NDArray[np.int64] | pa.Array | None

    @property
    def text(self) -> bool:
        """Whether ids are text."""
        return isinstance(self.ids, pa.Array)

    def of(self, numbers: Iterable[int]) -> list[Any]:
        """Give the ids of people by their numbers."""
        wanted = np.asarray(list(numbers), np.int64)
        if isinstance(self.ids, pa.Array):
            return list(self.ids.take(pa.array(wanted)).to_pylist())
        return list((wanted if self.ids is None else self.ids[wanted]).tolist())

    def holds(self, word: str) -> bool:
        """Say whether somebody's id is this text."""
        return isinstance(self.ids, pa.Array) and pc.index(self.ids, pa.scalar(word, self.ids.type)).as_py() >= 0

    def numbers(self, given: Any, name: str) -> NDArray[np.int64]:
        """Give the number of each id, -1 where nobody in the ties has it; ``name`` is what the ids were given as.

        Raises
        ------
        TableError
            If ids here are text and those in the ties numbers, or the other way round.

        """
        held = _column(given)
        if not len(held):
            return np.empty(0, np.int64)
        if self.text != is_text(held.type):
            raise TableError(say("choose.other_kind", name=name, given=example(held), there=self.of([0])[0]))
        if isinstance(self.ids, pa.Array):
            found = pc.index_in(filled(held, name), value_set=self.ids)
            return np.asarray(found.fill_null(-1).cast(pa.int64()))
        asked = whole(held, name)
        if self.ids is None:
            return np.where((asked >= 0) & (asked < self.graph.n), asked, -1)
        at = np.minimum(np.searchsorted(self.ids, asked), len(self.ids) - 1)
        return np.where(self.ids[at] == asked, at, -1)

    def known(self, given: Any, name: str) -> NDArray[np.int64]:
        """Give the number of each id, all of which must be in the ties.

        Raises
        ------
        TableError
            As `numbers`, or if somebody is in no tie.

        """
        numbers = self.numbers(given, name)
        if (numbers < 0).any():
            missed = self.strangers(given, numbers)
            near = close(missed[0], self.ids.to_pylist()) if isinstance(self.ids, pa.Array) else ""
            hint = say("choose.near", near=near) if near else ""
            raise TableError(say("choose.unknown", name=name, ids=missed, n=int((numbers < 0).sum())), hint)
        return numbers

    def strangers(self, given: Any, numbers: NDArray[np.int64]) -> list[str]:
        """Give ids that nobody in the ties has, as words: the first of them, and how many more there are."""
        at = np.flatnonzero(numbers < 0)
        return shown([str(one) for one in pc.take(_column(given), pa.array(at[:SHOWN])).to_pylist()], len(at))


@dataclass(slots=True)
class _Seen:
    """What one look at all rows showed."""

    ties: int = 0
    low: int = 0
    high: int = -1
    alone: list[int] | None = None
    text: bool = False


def tied(rows: Rows, probability: float | None = None) -> Tied:
    """Give ties as a graph.

    Parameters
    ----------
    rows : Rows
    probability : float, optional
        One chance for all, where rows have none of their own; None is 1 / in-degree.

    Raises
    ------
    TableError
        If there are no ties, an id is missing or of another kind than the rest, or a chance is not from 0 to 1.

    """
    own = "probability" in rows.names
    seen = _looked(rows)
    if not seen.ties:
        raise TableError(say("choose.no_ties"))
    if seen.text or seen.low < 0 or seen.high > max(FEW, ROOM * seen.ties):
        runs, ids = _coded(rows, text=seen.text)
        return Tied(_built(len(ids), runs, probability, own=own), ids)
    runs = [_numbered(part) for part in rows.parts]
    return _close(_built(seen.high + 1, runs, probability, own=own), np.array(seen.alone or [], np.int64))


def _looked(rows: Rows) -> _Seen:
    seen = _Seen(alone=[])
    for batch in rows.batches():
        for name in batch.schema.names:
            if batch.column(name).null_count:
                missing(seen.ties, np.flatnonzero(np.asarray(batch.column(name).is_null())), name)
        source, target = batch.column("source"), batch.column("target")
        if is_text(source.type) != is_text(target.type):
            raise TableError(say("choose.two_kinds", source=example(source), target=example(target)))
        seen.text = is_text(source.type)
        if not seen.text and batch.num_rows:
            ends = whole(source, "source", seen.ties), whole(target, "target", seen.ties)
            seen.low, seen.high = min(seen.low, *map(np.min, ends)), max(seen.high, *map(np.max, ends))
            seen.alone = [*(seen.alone or []), *np.unique(ends[0][ends[0] == ends[1]]).tolist()]
        if "probability" in batch.schema.names:
            chances(batch.column("probability"), seen.ties)
        seen.ties += batch.num_rows
    seen.low, seen.high = int(seen.low), int(seen.high)
    return seen


def _numbered(part: Any) -> Blocks:
    def run() -> Iterator[Block]:
        for batch in part():
            source = whole(batch.column("source"), "source").astype(np.int32, copy=False)
            yield source, whole(batch.column("target"), "target").astype(np.int32, copy=False), _own(batch)

    return run


def _own(batch: pa.RecordBatch) -> NDArray[np.float32]:
    if "probability" not in batch.schema.names:
        return NONE
    return numbers(batch.column("probability"), "probability").astype(np.float32, copy=False)


def _coded(rows: Rows, *, text: bool) -> tuple[list[Blocks], Any]:
    """Give ties with the place of each id in order for it, 8 bytes a tie; of ids, each is held once a batch."""
    ends: list[list[pa.Array]] = [[], []]
    own: list[NDArray[np.float32]] = []
    before = 0
    for batch in rows.batches():
        for held, name in zip(ends, ("source", "target"), strict=True):
            given = batch.column(name)
            held.append(_bare(given, name, before) if text else _wide(given, name))
        own.append(_own(batch))
        before += batch.num_rows
    both = pa.chunked_array([*ends[0], *ends[1]]).unify_dictionaries()
    ids = both.chunk(0).dictionary
    order = pc.array_sort_indices(ids)
    place = np.empty(len(ids), np.int32)
    place[np.asarray(order)] = np.arange(len(ids), dtype=np.int32)
    codes = [np.asarray(chunk.indices) for chunk in both.chunks]
    many = len(own)

    def run(first: int, last: int) -> Blocks:
        return lambda: ((place[codes[at]], place[codes[many + at]], own[at]) for at in range(first, last))

    ids = ids.take(order)
    half = (many + 1) // 2
    return [run(0, half), run(half, many)], ids if text else np.asarray(ids)


def _wide(given: pa.Array, name: str) -> pa.DictionaryArray:
    return pa.array(whole(given, name).astype(np.int64, copy=False)).dictionary_encode()


def _bare(given: pa.Array, name: str, before: int) -> pa.DictionaryArray:
    """Give text as a dictionary without spaces around it; where none has any, only its words are looked at."""
    coded = given.cast(pa.large_string()).dictionary_encode()
    words = trimmed(coded.dictionary)
    if words.equals(coded.dictionary) and not pc.any(pc.equal(words, "")).as_py():
        return coded
    return filled(given, name, before).dictionary_encode()


def _built(n: int, runs: list[Blocks], probability: float | None, *, own: bool) -> Graph:
    """Give the graph; a few ties are put together and sorted, which needs nothing compiled."""
    first: list[Block] = []
    for block in chain.from_iterable(run() for run in runs):
        first.append(block)
        if sum(len(each[0]) for each in first) > FEW:
            return streamed(n, runs, probability, own=own)
    source, target, chance = (np.concatenate(parts) for parts in zip(*first, strict=True))
    return graph(n, source, target, chance if own else probability)


def _close(g: Graph, alone: NDArray[np.int64]) -> Tied:
    """Leave out numbers that nobody has; ``alone`` are those tied to themselves, who count as people."""
    there = np.diff(g.start) > 0
    there[alone] = True
    if g.ties > FEW:
        mark(there, g.source)
    else:
        there[g.source] = True
    ids = np.flatnonzero(there)
    if len(ids) == g.n:
        return Tied(g, None)
    place = np.cumsum(there, dtype=np.int32) - np.int32(1)
    if g.ties > FEW:
        renumber(place, g.source)
    else:
        g.source[:] = place[g.source]
    start = np.append(g.start[ids], g.start[-1])
    return Tied(Graph(len(ids), start, g.source, g.chance), ids)


@njit(cache=True, nogil=True)
def mark(there: Any, people: Any) -> None:
    """Mark everybody who is named."""
    for u in people:
        there[u] = True


@njit(cache=True, nogil=True)
def renumber(place: Any, people: Any) -> None:
    """Set everybody to their place, where they stand; numpy's own way needs room for them three times."""
    for i in range(len(people)):
        people[i] = place[people[i]]


def _column(given: Any) -> Any:
    held = given if isinstance(given, pa.Array) else pa.array(given)
    return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
