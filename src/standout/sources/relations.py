"""Relations: records as a table of text in the reading connection, columns ``c0..cn`` and ``line``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import duckdb
import pyarrow as pa

MEMORY = "1GB"
"""Above it, rows wait on disk."""
_BATCH = 20_000
_SAMPLE = 2_000

Cells = Sequence[str | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Relation:
    """A table in the connection, with how many rows it has."""

    name: str
    width: int
    rows: int


def with_room(connection: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """Do work that may be done twice; where the connection has too little memory for it, it gets more first."""
    try:
        return work()
    except duckdb.OutOfMemoryException:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        return work()


def fresh_name() -> str:
    """Give a name no relation has."""
    return f"raw_{uuid.uuid4().hex[:12]}"


def columns_of(width: int) -> list[str]:
    """Give ``c0..cn``."""
    return [f"c{i}" for i in range(width)]


def from_records(connection: duckdb.DuckDBPyConnection, width: int, rows: Iterable[tuple[int, Cells]]) -> Relation:
    """Make a relation of ``(line, cells)``, in batches; rows without any text in them are left out."""
    name = fresh_name()
    kinds = ", ".join([*(f"{column} VARCHAR" for column in columns_of(width)), "line BIGINT"])
    connection.execute(f"CREATE TABLE {name} ({kinds})")
    return Relation(name, width, append_records(connection, name, width, rows))


def append_records(
    connection: duckdb.DuckDBPyConnection, name: str, width: int, rows: Iterable[tuple[int, Cells]]
) -> int:
    """Append ``(line, cells)`` to a relation, in batches; give how many had text in them and were appended."""
    schema = pa.schema([*((column, pa.string()) for column in columns_of(width)), ("line", pa.int64())])
    kept = ((line, cells) for line, cells in rows if any(cells))
    count = 0
    while batch := list(islice(kept, _BATCH)):
        cells = list(zip(*(cells for _, cells in batch), strict=True))
        arrays = [pa.array([_text(v) for v in column], pa.string()) for column in cells]
        _add(connection, name, pa.table([*arrays, pa.array([line for line, _ in batch], pa.int64())], schema=schema))
        count += len(batch)
    return count


def _text(value: str | None) -> str | None:
    return value.encode("utf-8", errors="replace").decode() if value else None


def _add(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    incoming = f"{name}_in"
    connection.register(incoming, table)
    try:
        connection.execute(f"INSERT INTO {name} SELECT * FROM {incoming}")
    finally:
        connection.unregister(incoming)


def sample(connection: duckdb.DuckDBPyConnection, relation: Relation) -> tuple[tuple[str | None, ...], ...]:
    """Give all of a short relation; of a long one the first thousand records and ten blocks from the rest."""
    chosen = ", ".join(columns_of(relation.width)) or "NULL"
    if relation.rows <= _SAMPLE:
        return tuple(connection.execute(f"SELECT {chosen} FROM {relation.name} ORDER BY line").fetchall())
    half, blocks = _SAMPLE // 2, 10
    step = (relation.rows - half) // blocks
    starts = [(0, half), *((half + step * i, half // blocks) for i in range(blocks))]
    found: list[tuple[str | None, ...]] = []
    for start, count in starts:
        block = f"rowid BETWEEN {start} AND {start + count - 1}"
        query = f"SELECT {chosen} FROM {relation.name} WHERE {block} ORDER BY rowid"
        found += [row for row in connection.execute(query).fetchall() if any(row)]
    return tuple(found)


def from_arrow(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> Relation:
    """Make a relation of an Arrow table of text whose last column is ``line``; rows without text are left out."""
    name, width = fresh_name(), table.num_columns - 1
    incoming = f"{name}_in"
    connection.register(incoming, table.rename_columns([*columns_of(width), "line"]))
    try:
        cells = ", ".join(f"nullif({column}::VARCHAR, '') AS {column}" for column in columns_of(width))
        filled = ", ".join(f"nullif({column}::VARCHAR, '')" for column in columns_of(width))
        connection.execute(
            f"CREATE TABLE {name} AS SELECT {cells}, line::BIGINT AS line FROM {incoming} "
            f"WHERE coalesce({filled}, NULL) IS NOT NULL"
        )
    finally:
        connection.unregister(incoming)
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return Relation(name, width, int(rows))
