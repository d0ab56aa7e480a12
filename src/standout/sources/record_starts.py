"""Record starts: where each record of a delimited file begins, by counting quotes, a few bytes at a time.

Fast (a second for a gigabyte) and strict: it is right for files whose quotes come in pairs.  The reader
compares it with what the database read; where the two differ, the careful reader decides.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    feeds: list[NDArray[np.int64]] = []  # line ends that end a record
    numbers: list[NDArray[np.int64]] = []  # how many line ends stand before each of them
    lines_before = 0
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
            closed = np.flatnonzero((np.searchsorted(quotes, at) + parity) & 1 == 0)
            parity = (parity + len(quotes)) & 1
            feeds.append(at[closed] + size)
            numbers.append(closed + lines_before)
            lines_before += len(at)
            size += len(chunk)
    lines = _joined([first_line], numbers, first_line + 1)
    offsets = _joined([begin], feeds, 1)
    ends = _joined([], feeds, 0, [size])
    full = ends > offsets
    if full.all():
        return Starts(lines, offsets, ends, paired=parity == 0)
    return Starts(lines[full], offsets[full], ends[full], paired=parity == 0)


def _joined(
    first: Sequence[int], pieces: Sequence[NDArray[np.int64]], more: int, last: Sequence[int] = ()
) -> NDArray[np.int64]:
    """Give what is first, every piece with so much more, and what is last, in one array made once."""
    joined = np.empty(len(first) + sum(map(len, pieces)) + len(last), np.int64)
    joined[: len(first)] = first
    np.concatenate([*pieces, _NONE], out=joined[len(first) : len(joined) - len(last)])
    joined[len(first) : len(joined) - len(last)] += more
    joined[len(joined) - len(last) :] = last
    return joined


_NONE = np.zeros(0, np.int64)
