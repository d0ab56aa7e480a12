"""Values in rows of ties: ids that are whole numbers or text, chances from 0 to 1, figures; a wrong row is named.

Reads    one batch of a column, and how many rows went before it
Makes    arrays of numpy, without a copy where the kind is right already
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.errors import TableError
from standout.words import marked, say

SHOWN = 5
"""So many rows are named, and the rest counted."""


FIGURE = r"^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|nan|inf(inity)?)\s*$"


def shown(first: Sequence[Any], n: int) -> list[Any]:
    """Give the first of ``n`` for a list in words, and how many more there are."""
    return [*first[:SHOWN], *([say("choose.more", n=n - SHOWN)] if n > SHOWN else [])]


def trimmed(held: pa.Array) -> pa.Array:
    """Give text without the spaces around it; numbers as they are."""
    if not is_text(held.type):
        return held
    return pc.utf8_trim_whitespace(held.cast(pa.large_string()))


def filled(held: pa.Array, name: str, before: int = 0) -> pa.Array:
    """Give ids, text among them trimmed.

    Raises
    ------
    TableError
        If a row holds none, or only spaces.

    """
    held = trimmed(held)
    empty = pc.equal(held, "").fill_null(fill_value=True) if is_text(held.type) else held.is_null()
    if pc.any(empty).as_py():
        missing(before, np.flatnonzero(np.asarray(empty)), name)
    return held


def missing(before: int, at: NDArray[np.int64], name: str) -> None:
    """Raise, naming rows that hold nothing; ``before`` is how many rows went before."""
    rows = [before + int(row) + 1 for row in at[:SHOWN]]
    raise TableError(say("choose.missing", name=name, rows=shown(rows, len(at)), n=len(at)))


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
    given = numbers(held, "probability", before)
    wrong = np.flatnonzero(~((given >= 0) & (given <= 1)))
    if len(wrong):
        rows = [before + int(row) + 1 for row in wrong[:SHOWN]]
        raise TableError(
            say("choose.chance", rows=shown(rows, len(wrong)), n=len(wrong), given=marked(f"{given[wrong[0]]:g}"))
        )
    return given.astype(np.float32, copy=False)


def numbers(held: pa.Array, name: str, before: int = 0) -> NDArray[Any]:
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
        row, given = _no_figure(held)
        raise TableError(say("choose.no_figures", name=name, given=given, row=before + row + 1)) from None


def _no_figure(held: pa.Array) -> tuple[int, str]:
    """Give the first row that holds no figure, and what it holds."""
    if not is_text(held.type):
        return 0, example(held)
    fits = pc.match_substring_regex(held.cast(pa.large_string()), FIGURE, ignore_case=True).fill_null(fill_value=True)
    odd = np.flatnonzero(~np.asarray(fits))
    row = int(odd[0]) if len(odd) else 0
    return row, repr(held[row].as_py())


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
