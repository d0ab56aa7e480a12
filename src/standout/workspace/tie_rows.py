"""Rows of ties, gone through batch by batch as often as it takes: a user's own columns, or a file of them.

Reads    lists, arrays, and columns of Arrow, pandas or Polars; files as CSV, Parquet or Arrow
Makes    record batches with ``source``, ``target``, and ``probability`` where there is one
Room     of a file, one batch at a time; of arrays, nothing: they are looked at where they lie
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa

from standout.errors import FileUnreadable, TableError, UsageError
from standout.words import nearest, say

BATCH = 1 << 20
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE)
ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Ties in ``parts``, each of which gives its batches anew whenever it is called."""

    parts: tuple[Callable[[], Iterable[pa.RecordBatch]], ...]
    names: tuple[str, ...]

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
    there, opened = _opened(path)
    taken = picked(there, path.name, probability)
    _once(there, taken.values(), path.name)
    if ids_only:
        taken.pop("probability", None)
    with _told(path):
        runs = opened(taken, parts)
    return Rows(tuple(_renamed(path, run, taken) for run in runs), tuple(taken))


def table_of(path: Path, columns: int) -> pa.Table:
    """Give the first ``columns`` columns of a file.

    Raises
    ------
    FileUnreadable
        As `of_file`.
    UsageError
        If it has fewer.

    """
    there, opened = _opened(path)
    if len(there) < columns:
        raise UsageError(say("choose.columns", file=path.name, n=columns, there=there))
    first = {name: name for name in there[:columns]}
    _once(there, first, path.name)
    with _told(path):
        batches = [batch for run in opened(first, 1) for batch in run()]
        return pa.Table.from_batches(batches).select(list(first)) if batches else pa.table({n: [] for n in first})


def _once(there: Sequence[str], taken: Iterable[str], file: str) -> None:
    for name in taken:
        if there.count(name) > 1:
            raise UsageError(say("choose.column_twice", file=file, name=name))


def _opened(path: Path) -> tuple[list[str], Opened]:
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    if ending not in ENDINGS:
        raise UsageError(say("choose.ending", file=path.name, endings=sorted(ENDINGS)))
    if not path.is_file():
        raise FileUnreadable(say("choose.no_file", file=str(path)))
    with _told(path):
        return OPENED[ENDINGS[ending]](path)


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


Run = Callable[[], Iterable[pa.RecordBatch]]
Opened = Callable[[Mapping[str, str], int], Sequence[Run]]
"""Gives the runs of a file from the columns it is to read and the number of parts."""


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
        why = (str(fault).splitlines() or [type(fault).__name__])[0].rstrip(".")
        raise FileUnreadable(say("choose.unreadable", file=path.name, why=why)) from None


def _csv(path: Path) -> tuple[list[str], Opened]:
    """Open a CSV; ids are numbers where all of them are, else all of them are text."""
    from pyarrow import csv  # noqa: PLC0415 - only for files

    skipped, delimiter, headless = _head(path)

    def reader(only: Sequence[str] | None, kinds: Mapping[str, pa.DataType]) -> Any:
        read = csv.ReadOptions(block_size=BATCH << 3, skip_rows=skipped, autogenerate_column_names=headless)
        convert = csv.ConvertOptions(column_types=dict(kinds), include_columns=only)
        source = pa.input_stream(str(path), compression="detect")
        return csv.open_csv(source, read, csv.ParseOptions(delimiter=delimiter), convert)

    def opened(taken: Mapping[str, str], _parts: int) -> Sequence[Run]:
        only = list(taken.values())
        ids = [taken["source"], taken["target"]] if "source" in taken else only[:1]
        kinds = {} if _whole(lambda: reader(ids, {}), ids) else dict.fromkeys(ids, pa.string())
        return [lambda: reader(only, kinds)]

    return list(reader(None, {}).schema.names), opened


def _whole(reader: Callable[[], Any], ids: Sequence[str]) -> bool:
    """Say whether all ids of a CSV are whole numbers; what is seen in its first block decides what is tried."""
    try:
        rows = reader()
        if not all(pa.types.is_integer(rows.schema.field(name).type) for name in ids):
            return False
        for _ in rows:
            pass
    except pa.ArrowInvalid:
        return False
    return True


def _head(path: Path) -> tuple[int, str, bool]:
    """Give how many lines of notes a CSV begins with, what parts its columns, and whether it has no head."""
    skipped = 0
    with pa.input_stream(str(path), compression="detect") as raw, io.TextIOWrapper(raw, "utf-8-sig") as file:
        line = file.readline()
        while line.startswith("#"):
            skipped, line = skipped + 1, file.readline()
    delimiter = max(",;\t ", key=line.count)
    cells = line.strip().split(delimiter)
    return skipped, delimiter, all(NUMBER.fullmatch(cell.strip()) for cell in cells)


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


OPENED = {"csv": _csv, "parquet": _parquet, "arrow": _arrow}
