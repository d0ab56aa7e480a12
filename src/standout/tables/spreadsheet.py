"""Spreadsheet: rows as CSV that a spreadsheet opens safely: no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ENCODING = "utf-8-sig"
"""With the mark at the start by which Excel knows UTF-8."""
_PIECE = 1_000


def write_rows(path: Path, names: Sequence[str], rows: Iterable[Iterable[object]]) -> Path:
    """Write rows as CSV that a spreadsheet opens safely; give the path."""
    with path.open("w", newline="", encoding=ENCODING) as file:
        _write(file, names, rows)
    return path


def csv_bytes(names: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    r"""Give what `write_rows` writes.

    Examples
    --------
    >>> csv_bytes(["name", "n"], [["=1+1", 3]]).decode("utf-8-sig")
    "name,n\r\n'=1+1,3\r\n"

    """
    held = io.StringIO(newline="")
    _write(held, names, rows)
    return held.getvalue().encode(ENCODING)


def csv_pieces(names: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    r"""Give what `write_rows` writes, a thousand rows at a time.

    Examples
    --------
    >>> b"".join(csv_pieces(["n"], ([i] for i in range(3)))) == csv_bytes(["n"], ([i] for i in range(3)))
    True

    """
    yield csv_bytes(names, [])
    left = iter(rows)
    while piece := list(islice(left, _PIECE)):
        held = io.StringIO(newline="")
        csv.writer(held).writerows([[cell(value) for value in row] for row in piece])
        yield held.getvalue().encode()


def _write(file: TextIO, names: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    writer = csv.writer(file)
    writer.writerow([cell(name) for name in names])
    writer.writerows([[cell(value) for value in row] for row in rows])


def cell(value: object) -> object:
    """Give a cell a spreadsheet won't run as a formula."""
    if isinstance(value, list | tuple | dict):
        value = "; ".join(str(part) for part in (value.values() if isinstance(value, dict) else value))
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
