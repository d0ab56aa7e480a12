"""Encode: columns of an Arrow table as small whole numbers.

Unit     codes from 1, in the order of the words; 0 where nothing was said
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.stats.worlds.rows import MISSING
from standout.stats.worlds.sweep import recode

Codes = NDArray[np.unsignedinteger]


def encoded(columns: Sequence[pa.ChunkedArray]) -> tuple[list[Codes], list[list[str]]]:
    """Give the codes of columns and the words behind them.

    Parameters
    ----------
    columns : sequence of pyarrow.ChunkedArray
        Of text, or of what can be written as text.

    Returns
    -------
    codes : list of unsigned arrays, shape (rows,)
    values : list of list of str
        ``values[column][code]``; the first, of code 0, is empty.  The others are sorted, so that the order of
        rows has no say in codes.

    Examples
    --------
    >>> codes, values = encoded([pa.chunked_array([["tea", None], ["cake", "tea"]])])
    >>> codes[0].tolist(), values[0]
    ([2, 0, 1, 2], ['', 'cake', 'tea'])

    """
    found = [_encoded(column) for column in columns]
    return [codes for codes, _ in found], [values for _, values in found]


def _encoded(column: pa.ChunkedArray) -> tuple[Codes, list[str]]:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    coded = column.cast(pa.string()).dictionary_encode().unify_dictionaries()
    words = coded.chunk(0).dictionary if coded.num_chunks else pa.array([], pa.string())
    order = pc.array_sort_indices(words)
    code = np.zeros(len(words) + 1, np.uint32)
    code[order.to_numpy()] = np.arange(1, len(words) + 1)
    codes: Codes = np.empty(
        len(coded), np.uint8 if len(words) < 1 << 8 else np.uint16 if len(words) < 1 << 16 else np.uint32
    )
    start = 0
    for chunk in coded.chunks:
        indices = chunk.indices.fill_null(len(words)) if chunk.indices.null_count else chunk.indices
        recode(indices.to_numpy(), code, codes[start : start + len(chunk)])
        start += len(chunk)
    return codes, ["", *words.take(order).to_pylist()]


def scores_of(column: pa.ChunkedArray) -> NDArray[np.int16]:
    """Give a column of hundredths as the search reads it: `MISSING` where there is none.

    Examples
    --------
    >>> scores_of(pa.chunked_array([pa.array([450, None], pa.int16())])).tolist()
    [450, -32768]

    """
    filled = column.cast(pa.int16()).fill_null(MISSING)
    return np.concatenate([np.zeros(0, np.int16), *(chunk.to_numpy() for chunk in filled.chunks)])


def people_of(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Give who judged as numbers, -1 where nobody is named.

    Names, and numbers too far apart to be sorted together with rows, are numbered from 0 as they come.
    """
    if pa.types.is_integer(column.type):
        numbers = _joined(column)
        if not len(numbers) or (numbers.min() >= -1 and numbers.max() < 4 * len(numbers) + 1024):
            return numbers
    coded = column.dictionary_encode().unify_dictionaries()
    return _joined(pa.chunked_array([chunk.indices for chunk in coded.chunks], pa.int32()))


def _joined(column: pa.ChunkedArray) -> NDArray[np.int64]:
    known = column.cast(pa.int64()).fill_null(-1)
    return np.concatenate([np.zeros(0, np.int64), *(chunk.to_numpy() for chunk in known.chunks)])
