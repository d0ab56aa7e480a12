"""CSV files of ties, and of people beside them: opened, with a first line that is told apart from names of columns.

Reads    CSV files with commas, semicolons, tabs or spaces, lines of ``#`` before them, packed as ``.gz`` or not
Makes    runs of record batches; `Head`: what the first line is
First    a line with a figure is a row; so is one that names somebody who stands in the rows below.  Else it holds the
         names of columns.  Where its words alone don't settle it, how it was read is said
Figures  0,5 is 0.5 where commas don't part the columns
"""

from __future__ import annotations

import csv as lines
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from standout.errors import FileUnreadable
from standout.words import say
from standout.workspace.tie_values import is_text

BATCH = 1 << 20
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
SMALL = 1 << 12
COMMA = r"^\s*([+-]?\d*),(\d+)\s*$"
NAMES = frozenset((
    "source", "target", "from", "to", "who", "whom", "id", "name", "person", "people", "customer", "contact",
))  # fmt: skip
"""A first line that begins with these names columns, and need not be looked at further."""

Run = Callable[[], Iterable[pa.RecordBatch]]
Opened = Callable[[Mapping[str, str], int], Sequence[Run]]
"""Gives the runs of a file from the columns it is to read and the number of parts."""


@dataclass(frozen=True, slots=True)
class Head:
    """How a CSV begins.

    Attributes
    ----------
    skipped : int
        Lines of notes.
    delimiter : str
    cells : tuple of str
        Its first line.
    row : bool
        Whether that is a row, and the columns have no names.
    sure : bool
        Whether that is beyond doubt, from the line alone.

    """

    skipped: int
    delimiter: str
    cells: tuple[str, ...]
    row: bool
    sure: bool

    def told(self, file: str) -> str:
        """Say how the first line was read, where there could be doubt."""
        key = "first_row" if self.row else "first_names"
        return "" if self.sure else say(f"choose.{key}", file=file, line=", ".join(self.cells))


def head(path: Path, columns: int) -> Head:
    """Give how a CSV begins whose first ``columns`` columns are asked for.

    Raises
    ------
    FileUnreadable
        If nothing is in it.

    """
    skipped = 0
    with pa.input_stream(str(path), compression="detect") as raw, io.TextIOWrapper(raw, "utf-8-sig") as file:
        line = file.readline()
        while line.startswith("#"):
            skipped, line = skipped + 1, file.readline()
        more = line
        while more and not more.strip():
            more = file.readline()
    if not more:
        raise FileUnreadable(say("choose.unreadable", file=path.name, why=say("choose.empty")))
    delimiter = max("\t;,", key=line.count)
    if line.count(delimiter) == 0:
        delimiter = " " if columns > 1 else ","
    cells = tuple(cell.strip() for cell in next(lines.reader([line], delimiter=delimiter), []))
    figures = [bool(NUMBER.fullmatch(cell)) for cell in cells]
    known = {cell.lower() for cell in cells[:columns]} <= NAMES
    return Head(skipped, delimiter, cells, any(figures), all(figures) or known)


def reader(path: Path, first: Head, only: Sequence[str] | None, kinds: Mapping[str, pa.DataType]) -> Any:
    """Give a reader of some columns of a CSV; those without ``kinds`` are what their first block shows."""
    read = csv.ReadOptions(block_size=BATCH << 3, skip_rows=first.skipped, autogenerate_column_names=first.row)
    convert = csv.ConvertOptions(column_types=dict(kinds), include_columns=only)
    source = pa.input_stream(str(path), compression="detect")
    if path.stat().st_size < SMALL:  # one line alone must have an end to be read
        source = pa.BufferReader(source.read() + b"\n")
    return csv.open_csv(source, read, csv.ParseOptions(delimiter=first.delimiter), convert)


def opened(path: Path, first: Head) -> tuple[list[str], Opened]:
    """Open a CSV; ids are numbers where all of them are, else all of them are text."""

    def runs(taken: Mapping[str, str], _parts: int) -> Sequence[Run]:
        only = list(taken.values())
        ids = [taken["source"], taken["target"]] if "source" in taken else only[:1]
        kinds = {} if _whole(lambda: reader(path, first, ids, {}), ids) else dict.fromkeys(ids, pa.string())
        if first.delimiter == ",":
            return [lambda: reader(path, first, only, kinds)]
        return [lambda: (_pointed(batch, ids) for batch in reader(path, first, only, kinds))]

    return list(reader(path, first, None, {}).schema.names), runs


def stands_below(path: Path, first: Head, at: Sequence[int]) -> bool:
    """Say whether a word of the first line, at these columns, stands among those of the rows below it."""
    below = Head(first.skipped + 1, first.delimiter, (), row=True, sure=True)
    only = [f"f{column}" for column in at]
    try:
        kinds = reader(path, below, only, {}).schema
        if all(pa.types.is_integer(kind) for kind in kinds.types):
            return False
        words = pa.array([first.cells[column] for column in at])
        for batch in reader(path, below, only, dict.fromkeys(only, pa.string())):
            for held in batch.columns:
                if pc.any(pc.is_in(pc.utf8_trim_whitespace(held), value_set=words)).as_py():
                    return True
    except (pa.ArrowInvalid, KeyError):  # nothing below it, or no table: told when it is read
        return False
    return False


def _pointed(batch: pa.RecordBatch, ids: Sequence[str]) -> pa.RecordBatch:
    """Give rows whose figures have points; in columns of text, what isn't a figure stays."""
    for place, name in enumerate(batch.schema.names):
        if name not in ids and is_text(batch.schema.types[place]):
            pointed = pc.replace_substring_regex(batch.column(place), COMMA, r"\1.\2")
            batch = batch.set_column(place, name, pointed)
    return batch


def _whole(opens: Callable[[], Any], ids: Sequence[str]) -> bool:
    """Say whether all ids of a CSV are whole numbers; what is seen in its first block decides what is tried."""
    try:
        rows = opens()
        if not all(pa.types.is_integer(rows.schema.field(name).type) for name in ids):
            return False
        for _ in rows:
            pass
    except pa.ArrowInvalid:
        return False
    return True
