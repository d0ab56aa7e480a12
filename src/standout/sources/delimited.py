"""Delimited text into a relation: quickly where a file is regular, carefully where it isn't, with nothing lost.

The database reads the file under the dialect that was sniffed.  What it turns away is read again line by line
(``records``); where its count of records isn't the count of ``record_starts``, the whole file is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.sources.encoding import line_as_text
from standout.sources.record_starts import Starts, record_starts
from standout.sources.records import Record, Shape, records
from standout.sources.relations import Relation, append_records, columns_of, fresh_name, from_records, with_room
from standout.sources.sniff import Layout
from standout.sources.source import Reject

_BUFFER = 4 << 20
"""Bytes read at once; the database takes 32 MB where it isn't told, and several of these at a time."""


def read(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection) -> tuple[Relation, tuple[Reject, ...]]:
    """Read a UTF-8 file with Unix line ends; rows of the relation and rejects are its records, each once."""
    if _regular(layout):
        starts = record_starts(path, layout.dialect.quote, layout.first_line)
        quick = _quickly(path, layout, connection, starts) if starts.paired else None
        if quick:
            return quick
    with path.open("rb") as file:
        for _ in range(layout.first_line - 1):
            file.readline()
        return carefully((line_as_text(line.removesuffix(b"\n")) for line in file), layout, connection)


def _regular(layout: Layout) -> bool:
    dialect = layout.dialect
    one_column = layout.width < 2
    return not (one_column or layout.ragged or dialect.skip_spaces or dialect.escape != dialect.quote)


def _shape(layout: Layout) -> Shape:
    return Shape(layout.dialect, layout.width, ragged=layout.ragged)


def carefully(
    lines: Iterator[str], layout: Layout, connection: duckdb.DuckDBPyConnection
) -> tuple[Relation, tuple[Reject, ...]]:
    """Read lines, without their ends, one by one: slower, and never lost in a file."""
    rejects: list[Reject] = []
    rows = _whole(records(lines, _shape(layout), layout.first_line), rejects)
    return from_records(connection, layout.width, rows), tuple(rejects)


def _whole(found: Iterator[Record], rejects: list[Reject]) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    for record in found:
        if record.reason:
            rejects.append(Reject(line=record.line, reason=record.reason, text=record.text))
        else:
            yield record.line, record.cells


def _quickly(
    path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, starts: Starts
) -> tuple[Relation, tuple[Reject, ...]] | None:
    """Read with the database, or give None where it and ``starts`` don't agree on what a record is.

    The database keeps the rows in the order of the file, so the lines are laid beside them by number.  Lines of
    rows that were turned away are left out; those rows are read again, line by line.
    """
    name = fresh_name()
    turned_away = _copied(path, layout, connection, name)
    again = np.zeros(0, np.int64)
    if turned_away:
        again = np.searchsorted(starts.offsets, np.array(sorted(turned_away), np.int64))
        if again[-1] >= len(starts.offsets) or turned_away != {*starts.offsets[again].tolist()}:
            turned_away = None
    if turned_away is None or not _numbered(connection, name, np.delete(starts.lines, again)):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        return None
    rejects: list[Reject] = []
    connection.execute(f"DELETE FROM {name} WHERE coalesce({', '.join(columns_of(layout.width))}) IS NULL")
    if turned_away:
        mended = _whole(_again(path, layout, starts, again), rejects)
        append_records(connection, name, layout.width, mended)
    rows = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    return Relation(name, layout.width, int(rows)), tuple(rejects)


def _copied(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, name: str) -> set[int] | None:
    """Copy the file into a table, its lines yet to be told; give where the records begin that were turned away."""
    kinds = ", ".join(f"'{column}': 'VARCHAR'" for column in columns_of(layout.width))
    quote = layout.dialect.quote.replace("'", "''")
    faults, scans = f"{name}_faults", f"{name}_scans"
    read = (
        f"CREATE TABLE {name} AS SELECT *, 0::BIGINT AS line FROM read_csv(?, "
        f"delim='{layout.dialect.delimiter}', quote='{quote}', escape='{quote}', header=false, "
        f"skip={layout.first_line - 1}, columns={{{kinds}}}, auto_detect=false, new_line='\\n', strict_mode=true, "
        f"null_padding=false, buffer_size={_BUFFER}, store_rejects=true, rejects_limit=0, rejects_table='{faults}', "
        f"rejects_scan='{scans}')"
    )
    cleared = f"DROP TABLE IF EXISTS {faults}; DROP TABLE IF EXISTS {scans}"

    def copy() -> None:
        connection.execute(f"{cleared}; DROP TABLE IF EXISTS {name}")
        connection.execute(read, [str(path)])

    try:
        with_room(connection, copy)
        return {at for (at,) in connection.execute(f"SELECT DISTINCT line_byte_position FROM {faults}").fetchall()}
    except duckdb.Error:
        return None
    finally:
        connection.execute(cleared)


def _numbered(connection: duckdb.DuckDBPyConnection, name: str, lines: NDArray[np.int64]) -> bool:
    """Give every row its line; False where there are not as many rows as lines."""
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    if rows != len(lines):
        return False
    connection.register(f"{name}_lines", pa.table({"number": np.arange(rows), "line": lines}))
    try:
        connection.execute(f"UPDATE {name} SET line = l.line FROM {name}_lines AS l WHERE l.number = {name}.rowid")
    finally:
        connection.unregister(f"{name}_lines")
    return True


def _again(path: Path, layout: Layout, starts: Starts, again: NDArray[np.int64]) -> Iterator[Record]:
    with path.open("rb") as file:
        for at in again:
            file.seek(int(starts.offsets[at]))
            lines = file.read(int(starts.ends[at] - starts.offsets[at])).split(b"\n")
            yield from records(map(line_as_text, lines), _shape(layout), int(starts.lines[at]))
