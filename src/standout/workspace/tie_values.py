"""Values in rows of ties: ids that are whole numbers or text, chances from 0 to 1, figures; a wrong row is named.

Reads    one batch of a column, and how many rows went before it
Makes    arrays of numpy, without a copy where the kind is right already
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.errors import TableError
from standout.words import say

SHOWN = 5
"""So many rows are named, and the rest counted."""


def missing(before: int, at: NDArray[np.int64], name: str) -> None:
    """Raise, naming rows that hold nothing; ``before`` is how many rows went before."""
    rows = [before + int(row) + 1 for row in at[:SHOWN]]
    raise TableError(say("choose.missing", name=name, rows=rows, n=len(at)))


def whole(held: pa.Array, name: str, before: int = 0) -> NDArray[Any]:
    """Give ids that are whole numbers as an array of them; those kept as fractions count where they have none."""
    if pa.types.is_integer(held.type) and not pa.types.is_uint64(held.type):
        return np.asarray(held)
    if pa.types.is_floating(held.type):
        given = np.asarray(held.cast(pa.float64()))
        odd = np.flatnonzero(~np.isfinite(given) | (given != np.trunc(given)) | (np.abs(given) > 2.0**53))
        if len(odd) and np.isnan(given[odd[0]]):
            missing(before, np.flatnonzero(np.isnan(given)), name)
        if len(odd):
            raise TableError(say("choose.not_whole", name=name, row=before + int(odd[0]) + 1, given=given[odd[0]]))
        return given.astype(np.int64)
    try:
        if pa.types.is_uint64(held.type) or pa.types.is_null(held.type):
            return np.asarray(held.cast(pa.int64()))
    except pa.ArrowInvalid:
        pass
    raise TableError(say("choose.kind", name=name, kind=str(held.type)))


def chances(held: pa.Array, before: int = 0) -> NDArray[np.float32]:
    """Give chances as an array of float32, all from 0 to 1."""
    given = numbers(held, "probability")
    wrong = np.flatnonzero(~((given >= 0) & (given <= 1)))
    if len(wrong):
        rows = [before + int(row) + 1 for row in wrong[:SHOWN]]
        raise TableError(say("choose.chance", rows=rows, n=len(wrong), given=f"{given[wrong[0]]:g}"))
    return given.astype(np.float32, copy=False)


def numbers(held: pa.Array, name: str) -> NDArray[Any]:
    """Give figures as an array of float32 or float64.

    Raises
    ------
    TableError
        If they are no figures.

    """
    if pa.types.is_float32(held.type) or pa.types.is_float64(held.type):
        return np.asarray(held)
    try:
        return np.asarray(held.cast(pa.float64()))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise TableError(say("choose.no_figures", name=name, given=example(held))) from None


def is_whole(given: Any) -> bool:
    """Say whether something is a whole number."""
    return isinstance(given, int | np.integer) and not isinstance(given, bool)


def is_text(kind: pa.DataType) -> bool:
    """Say whether a column's kind is text, written out or as a dictionary."""
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def example(held: pa.Array) -> str:
    """Give a value as an example."""
    values = held.drop_null()
    return repr(values[0].as_py()) if len(values) else str(held.type)
