"""Each person: a figure or a group for everybody, however it was given.

Reads    ``{id: figure}``, a frame with two columns, or, where ids are whole numbers, a list in the order of ids
Makes    an array in the order of the graph's people
Nobody   is given a figure they weren't given: who is left out is named
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.errors import TableError, UsageError
from standout.words import say
from standout.workspace.tie_rows import column
from standout.workspace.tie_values import SHOWN, is_whole, numbers, shown
from standout.workspace.tied import Tied


def figures(
    ties: Tied, given: Any, name: str, other: float | None = None
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Give each person's figure, 0 or more, and what was found about people beside that.

    Parameters
    ----------
    ties : Tied
    given : dict, frame or list
    name : str
        What they were given as.
    other : float, optional
        The figure of who has none; without it, each must have one.

    Raises
    ------
    TableError
        If somebody has none or two, or one is below 0 or no figure.

    """
    ids, held = _pairs(ties, given, name)
    found = numbers(held, name).astype(np.float64)
    if held.null_count:
        found[np.asarray(held.is_null())] = np.nan
    wrong = np.flatnonzero(~(np.isfinite(found) & (found >= 0)))
    if len(wrong):
        raise TableError(say("choose.below_zero", name=name, given=found[wrong[0]], id=_at(ids, wrong[0])))
    placed = np.full(ties.graph.n, np.nan)
    at = _placed(ties, ids, name)
    placed[at[at >= 0]] = found[at >= 0]
    missed = np.flatnonzero(np.isnan(placed))
    notes = _unknown(ties, ids, at, name)
    if len(missed) and other is None:
        names = shown(ties.of(missed[:SHOWN]), len(missed))
        raise TableError(say("choose.for_each", name=name, n=len(missed), ids=names))
    if len(missed):
        placed[missed] = other
        notes = (*notes, say("choose.told.others", name=name, n=len(missed), other=other))
    return placed, notes


def _unknown(ties: Tied, ids: pa.Array | None, at: NDArray[np.int64], name: str) -> tuple[str, ...]:
    """Say who is named and in no tie; a list by id has places for nobody."""
    if ids is None or (at >= 0).all():
        return ()
    return (say("choose.told.unknown", name=name, n=int((at < 0).sum()), ids=ties.strangers(ids, at)),)


def groups(ties: Tied, given: Any) -> tuple[NDArray[np.int32], list[Any], tuple[str, ...]]:
    """Give each person's group as its place in a list of groups, -1 for none; that list; and what was found beside."""
    ids, held = _pairs(ties, given, "groups")
    coded = held.dictionary_encode()
    placed = np.full(ties.graph.n, -1, np.int32)
    at = _placed(ties, ids, "groups")
    placed[at[at >= 0]] = np.asarray(coded.indices.fill_null(-1))[at >= 0]
    return placed, coded.dictionary.to_pylist(), _unknown(ties, ids, at, "groups")


def _pairs(ties: Tied, given: Any, name: str) -> tuple[pa.Array | None, pa.Array]:
    """Give ids and what belongs to them; without ids where a list in their order was given."""
    if isinstance(given, Mapping):
        return _whole(list(given.keys()), name), _whole(list(given.values()), name)
    native = nw.from_native(given, allow_series=True, pass_through=True)
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    if isinstance(native, nw.DataFrame):
        if len(native.columns) != 2:
            raise TableError(say("choose.pairs", name=name, kind=f"{type(given).__name__}: {native.columns}"))
        held = native.to_arrow()
        return _whole(held.column(0), name), _whole(held.column(1), name)
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TableError(say("choose.pairs", name=name, kind=type(given).__name__))
    if ties.text:
        raise TableError(say("choose.by_id", name=name))
    held = _whole(given, name)
    most = ties.of([ties.graph.n - 1])[0]
    if len(held) <= most:
        raise TableError(say("choose.too_short", name=name, n=len(held), most=most))
    return None, held


def _whole(values: Any, name: str) -> pa.Array:
    held = column(values, name)
    return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held


def _placed(ties: Tied, ids: pa.Array | None, name: str) -> NDArray[np.int64]:
    """Give the number of the person each entry is of, -1 where they are in no tie."""
    if ids is None:
        placed = np.full(int(ties.of([ties.graph.n - 1])[0]) + 1, -1, np.int64)
        placed[ties.of(range(ties.graph.n)) if ties.ids is not None else slice(None)] = np.arange(ties.graph.n)
        return placed
    found = ties.numbers(ids, name)
    there = np.sort(found[found >= 0])
    twice = there[1:][there[1:] == there[:-1]]
    if len(twice):
        raise TableError(say("choose.twice", name=name, id=ties.of(twice[:1])[0]))
    return found


def _at(ids: pa.Array | None, at: int) -> Any:
    return at if ids is None else ids[int(at)].as_py()


def least(floors: Mapping[Any, int], labels: Sequence[Any]) -> dict[int, int]:
    """Give how many are asked for at least, by the place of each group in ``labels``."""
    found = {}
    for label, many in floors.items():
        if label not in labels:
            near = ", ".join(str(one) for one in labels[:SHOWN])
            raise UsageError(say("choose.no_group", name=label, near=near))
        if not (is_whole(many) and many >= 0):
            raise UsageError(say("choose.floor_kind", name=label, given=many))
        found[labels.index(label)] = int(many)
    return {place: many for place, many in found.items() if many}
