"""Record starts: where each record of a delimited file begins, by counting quotes, a few bytes at a time.

Fast (a second for a gigabyte) and strict: it is right for files whose quotes come in pairs.  The reader
compares it with what the database read; where the two differ, the careful reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_CHUNK = 1 << 20
_NEWLINE = 10


@dataclass(frozen=True, slots=True)
class Starts:
    """Line, first and last byte of every record that isn't blank."""

    lines: NDArray[np.int64]
    offsets: NDArray[np.int64]
    ends: NDArray[np.int64]
    paired: bool  # no quote is open at the end


def record_starts(path: Path, quote: str, first_line: int) -> Starts:
    """Find the records of a UTF-8 file with Unix line ends.

    Parameters
    ----------
    path : Path
        The file.
    quote : str
        The character that quotes, or empty.
    first_line : int
        The line the first record stands on, 1 the first of the file.

    """
    feeds: list[NDArray[np.int64]] = []
    open_at: list[NDArray[np.bool_]] = []
    parity, size, seen = 0, 0, 0
    skipped = first_line - 1
    mark = quote.encode()
    begin = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            cells = np.frombuffer(chunk, np.uint8)
            at = np.flatnonzero(cells == _NEWLINE)
            cut = 0
            if seen < skipped:
                drop = min(skipped - seen, len(at))
                cut = int(at[drop - 1]) + 1 if drop == skipped - seen else len(cells)
                seen += drop
                at = at[drop:]
                begin = size + cut
            quotes = np.flatnonzero(cells[cut:] == mark[0]) + cut if mark and mark in chunk else _NONE
            open_at.append(((np.searchsorted(quotes, at) + parity) & 1).astype(bool))
            parity = (parity + len(quotes)) & 1
            feeds.append(at + size)
            size += len(chunk)
    newlines = np.concatenate(feeds) if feeds else _NONE
    closed = ~np.concatenate(open_at) if open_at else np.zeros(0, bool)
    last = newlines[closed]
    offsets = np.concatenate([[begin], last + 1]).astype(np.int64)
    lines = np.concatenate([[first_line], first_line + 1 + np.flatnonzero(closed)]).astype(np.int64)
    ends = np.concatenate([last, [size]]).astype(np.int64)
    full = ends > offsets
    return Starts(lines[full], offsets[full], ends[full], paired=parity == 0)


_NONE = np.zeros(0, np.int64)
