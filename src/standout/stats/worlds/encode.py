"""Encode: columns of words as small whole numbers.

Makes    codes, 1 and up in the order of the values, 0 for nothing said
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def encoded(columns: Sequence[pa.ChunkedArray]) -> tuple[list[NDArray[np.unsignedinteger]], list[list[str]]]:
    """Give the codes of each column, and the value behind each code; the first, of code 0, is empty."""
    made = [_encoded(column) for column in columns]
    return [codes for codes, _ in made], [values for _, values in made]


def _encoded(column: pa.ChunkedArray) -> tuple[NDArray[np.unsignedinteger], list[str]]:
    held = column.cast(pa.string()).combine_chunks().dictionary_encode()
    order = pc.sort_indices(held.dictionary).to_numpy()
    code = np.zeros(len(order) + 1, np.uint32)
    code[order] = np.arange(1, len(order) + 1)
    indices = held.indices.fill_null(len(order)).to_numpy(zero_copy_only=False)
    kind = np.uint8 if len(order) < 2**8 else np.uint16 if len(order) < 2**16 else np.uint32
    return code[indices].astype(kind), ["", *held.dictionary.take(pa.array(order)).to_pylist()]
