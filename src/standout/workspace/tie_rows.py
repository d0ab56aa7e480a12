"""Rows of ties, gone through batch by batch as often as it takes: a user's own columns, or a file of them.

Reads    lists, arrays, and columns of Arrow, pandas or Polars; files as CSV, Parquet or Arrow
Makes    record batches with ``source``, ``target``, and ``probability`` where there is one
Room     of a file, one batch at a time; of arrays, nothing: they are looked at where they lie
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa

from standout.errors import FileUnreadable, TableError, UsageError
from standout.words import nearest, say
from standout.workspace.tie_csv import BATCH, Head, Opened, Run, head, opened, stands_below
from standout.workspace.tie_values import is_text

ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Ties in ``parts``, each of which gives its batches anew when called; ``notes`` say how they were read."""

    parts: tuple[Callable[[], Iterable[pa.RecordBatch]], ...]
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Give all batches in order."""
        for part in self.parts:
            yield from part()


def of_columns(columns: Mapping[str, Any], parts: int = 2) -> Rows:
    """Give rows from columns that stand side by side.

    Raises
    ------
    TableError
        If one is no column, or they aren't of one length.

    """
    held = {name: column(values, name) for name, values in columns.items()}
    lengths = {name: len(values) for name, values in held.items()}
    if len(set(lengths.values())) > 1:
        each = [say("choose.length", name=name, n=n) for name, n in lengths.items()]
        raise TableError(say("choose.lengths", each=each))
    return of_table(pa.table(held), parts)


def of_table(table: pa.Table, parts: int = 2) -> Rows:
    """Give rows of a table whose columns are named as they should be."""
    batches = table.to_batches(max_chunksize=BATCH)
    cut = [len(batches) * part // parts for part in range(parts + 1)]
    runs = tuple(_again(batches[first:last]) for first, last in pairwise(cut))
    return Rows(runs, tuple(table.column_names))


def _again(batches: Sequence[pa.RecordBatch]) -> Callable[[], Iterable[pa.RecordBatch]]:
    return lambda: batches


def column(values: Any, name: str) -> pa.Array | pa.ChunkedArray:
    """Give a user's column as Arrow, without a copy where it can be; dictionaries are written out by nobody here."""
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise TableError(say("choose.no_column", name=name, kind=type(values).__name__))
    native = nw.from_native(values, allow_series=True, pass_through=True)
    if isinstance(native, nw.DataFrame | nw.LazyFrame):
        raise TableError(say("choose.no_column", name=name, kind=type(values).__name__))
    if isinstance(native, nw.Series):
        return native.to_arrow()
    held = values if isinstance(values, np.ndarray) else list(values)
    if isinstance(held, np.ndarray) and held.ndim != 1:
        raise TableError(say("choose.no_column", name=name, kind=f"{type(values).__name__}[{held.ndim}]"))
    try:
        return pa.array(held)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        raise TableError(say("choose.mixed", name=name)) from None


def of_file(path: Path, probability: str | None = None, parts: int = 2, *, ids_only: bool = False) -> Rows:
    """Give rows of a file of ties.

    Columns are those named ``source`` and ``target``, else the first two; one named ``probability`` is each tie's
    chance.  A CSV may have no head, tabs or spaces, lines of ``#`` before it, and be packed as ``.gz``.

    Parameters
    ----------
    path : Path
    probability : str, optional
        The column of chances, where it has another name.
    parts : int
        Into how many runs to cut it, where its kind allows that.
    ids_only : bool
        Whether to leave its chances unread.

    Raises
    ------
    FileUnreadable
        If it isn't there, or not what its name says.
    UsageError
        If it has no such column, or fewer than two.

    """
    first = _head(path, 2)
    there, runs = _opened(path, first)
    if first and not first.row and not first.sure:
        first = _settled(path, first, probability)
        there, runs = _opened(path, first)
    taken = picked(there, path.name, probability)
    _once(there, taken.values(), path.name)
    if ids_only:
        taken.pop("probability", None)
    with _told(path):
        made = runs(taken, parts)
    note = first.told(path.name) if first else ""
    return Rows(tuple(_renamed(path, run, taken) for run in made), tuple(taken), (note,) if note else ())


def _settled(path: Path, first: Head, probability: str | None) -> Head:
    """Give how a CSV of ties begins, with its rows looked at: a word that stands in them names no column."""
    lower = [cell.lower() for cell in first.cells]
    if {"source", "target"} <= set(lower) or "probability" in lower or probability in first.cells:
        return replace(first, sure=True)
    with _told(path):
        return replace(first, row=stands_below(path, first, range(min(2, len(first.cells)))))


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of people as a table; where its first line may be a row, ``first`` has it and ``again`` reads it so."""

    file: str
    table: pa.Table
    first: Head | None
    again: Callable[[], pa.Table]

    def settled(self, known: Callable[[str], bool], *, text: bool) -> tuple[pa.Table, str]:
        """Give the table, and how its first line was read.

        Parameters
        ----------
        known : function
            Whether somebody of that id stands in the ties.
        text : bool
            Whether ids there are text, so that numbers here are too.

        """
        first, table = self.first, self.table
        if first and not first.row and first.cells and known(first.cells[0]):
            first, table = replace(first, row=True, sure=False), self.again()
        if text and table.num_rows and not is_text(table.schema.types[0]):
            table = table.set_column(0, table.column_names[0], table.column(0).cast(pa.string()))
        return table, first.told(self.file) if first else ""


def table_of(path: Path, columns: int) -> Listed:
    """Give the first ``columns`` columns of a file.

    Raises
    ------
    FileUnreadable
        As `of_file`.
    UsageError
        If it has fewer.

    """
    first = _head(path, columns)
    return Listed(path.name, _table(path, columns, first), first, lambda: _table(path, columns, _rowed(first)))


def _rowed(first: Head | None) -> Head | None:
    return replace(first, row=True) if first else None


def _table(path: Path, columns: int, first: Head | None) -> pa.Table:
    there, runs = _opened(path, first)
    if len(there) < columns:
        raise UsageError(say("choose.columns", file=path.name, n=columns, there=there))
    taken = {name: name for name in there[:columns]}
    _once(there, taken, path.name)
    with _told(path):
        batches = [batch for run in runs(taken, 1) for batch in run()]
        return pa.Table.from_batches(batches).select(list(taken)) if batches else pa.table({n: [] for n in taken})


def _once(there: Sequence[str], taken: Iterable[str], file: str) -> None:
    for name in taken:
        if there.count(name) > 1:
            raise UsageError(say("choose.column_twice", file=file, name=name))


def _head(path: Path, columns: int) -> Head | None:
    """Give how a CSV begins, None for files whose columns always have names; see that there is such a file."""
    if path.is_dir():
        key = "workspace" if (path / "standout.toml").exists() else "folder"
        raise UsageError(say(f"choose.{key}", file=str(path)))
    if _ending(path) not in ENDINGS:
        raise UsageError(say("choose.ending", file=path.name, endings=sorted(ENDINGS)))
    if not path.is_file():
        raise FileUnreadable(say("choose.no_file", file=str(path)))
    if ENDINGS[_ending(path)] != "csv":
        return None
    with _told(path):
        return head(path, columns)


def _opened(path: Path, first: Head | None) -> tuple[list[str], Opened]:
    with _told(path):
        if first:
            return opened(path, first)
        return OPENED[ENDINGS[_ending(path)]](path)


def _ending(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def picked(there: Sequence[str], file: str, probability: str | None) -> dict[str, str]:
    """Give which column of a file is which: by name, else the first two."""
    lower = {name.strip().lower(): name for name in reversed(there)}
    if probability is not None and probability not in there:
        raise UsageError(say("choose.column", name=probability, file=file, near=nearest(probability, there)))
    own = probability or lower.get("probability")
    first = [name for name in there if name != own]
    if "source" in lower and "target" in lower:
        first = [lower["source"], lower["target"]]
    if len(first) < 2:
        raise UsageError(say("choose.two_columns", file=file, there=list(there)))
    return {"source": first[0], "target": first[1], **({"probability": own} if own else {})}


def _renamed(path: Path, run: Run, taken: Mapping[str, str]) -> Run:
    def batches() -> Iterable[pa.RecordBatch]:
        with _told(path):
            for batch in run():
                yield pa.record_batch([batch.column(name) for name in taken.values()], names=list(taken))

    return batches


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of a file that can't be read what it was that stopped it."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError, EOFError) as fault:
        why = _why(fault)
        raise FileUnreadable(say("choose.unreadable", file=path.name, why=why)) from None


def _why(fault: Exception) -> str:
    """Give why a file can't be read, in plain words where they are known."""
    first = (str(fault).splitlines() or [type(fault).__name__])[0].rstrip(".")
    if isinstance(fault, UnicodeDecodeError) or "UTF8" in first:
        return say("choose.not_utf8")
    if ragged := re.search(r"Expected (\d+) columns, got (\d+)(?:: (.*))?", first):
        wanted, got, line = ragged.groups()
        return say("choose.ragged", wanted=int(wanted), got=int(got), line=line or "")
    return first


def _parquet(path: Path) -> tuple[list[str], Opened]:
    from pyarrow import parquet  # noqa: PLC0415 - only for files

    def run(which: Sequence[int], only: Sequence[str]) -> Run:
        def batches() -> Iterable[pa.RecordBatch]:
            with parquet.ParquetFile(path) as file:
                for group in which:  # all of them at once would be held together
                    yield from file.iter_batches(BATCH, [group], list(only), use_threads=False)

        return batches

    def opened(taken: Mapping[str, str], parts: int) -> Sequence[Run]:
        cut = [many * part // parts for part in range(parts + 1)]
        return [run(range(first, last), list(taken.values())) for first, last in pairwise(cut)]

    with parquet.ParquetFile(path) as file:
        many, there = file.metadata.num_row_groups, list(file.schema_arrow.names)
    return there, opened


def _arrow(path: Path) -> tuple[list[str], Opened]:
    def opened(taken: Mapping[str, str], parts: int) -> Sequence[Run]:
        def run(first: int, last: int) -> Run:
            def batches() -> Iterable[pa.RecordBatch]:
                with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
                    for at in range(first, last):
                        yield from _cut(file.get_batch(at).select(list(taken.values())))

            return batches

        cut = [many * part // parts for part in range(parts + 1)]
        return [run(first, last) for first, last in pairwise(cut)]

    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        many, there = file.num_record_batches, list(file.schema.names)
    return there, opened


def _cut(batch: pa.RecordBatch) -> Iterable[pa.RecordBatch]:
    return (batch.slice(at, BATCH) for at in range(0, batch.num_rows, BATCH))


OPENED = {"parquet": _parquet, "arrow": _arrow}
