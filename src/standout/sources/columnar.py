"""Parquet into a relation: inner structures become dotted columns, lists text."""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb.sqltypes import DuckDBPyType

from standout.errors import FileUnreadable
from standout.sources.relations import Relation, fresh_name
from standout.sources.sniff import unique
from standout.words import say


def read(path: Path, named: str, connection: duckdb.DuckDBPyConnection) -> tuple[Relation, tuple[str, ...]]:
    """Read a Parquet file as text; ``line`` is the record's number.

    Raises
    ------
    FileUnreadable
        If it breaks off or has no columns.

    """
    name = fresh_name()
    try:
        scan = connection.read_parquet(str(path), file_row_number=True)
        kinds = dict(zip(scan.columns, scan.types, strict=True))
        kinds.pop("file_row_number")
        leaves = [leaf for column, kind in kinds.items() for leaf in _leaves([column], kind)]
        cells = ", ".join(f"nullif({_as_text(parts, kind)}, '') AS c{i}" for i, (parts, kind) in enumerate(leaves))
        connection.execute(
            f"CREATE TABLE {name} AS SELECT {cells}, file_row_number + 1 AS line "
            f"FROM read_parquet(?, file_row_number=true)",
            [str(path)],
        )
    except duckdb.Error as fault:
        raise FileUnreadable(say("reading.bad_parquet", file=named), say("reading.export_again")) from fault
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return Relation(name, len(leaves), int(rows)), unique([".".join(parts) for parts, _ in leaves])


def _leaves(parts: list[str], kind: DuckDBPyType) -> list[tuple[list[str], str]]:
    if kind.id == "struct":
        return [leaf for name, inner in kind.children for leaf in _leaves([*parts, name], inner)]  # type: ignore[arg-type]
    return [(parts, str(kind))]


def _as_text(parts: list[str], kind: str) -> str:
    first, *rest = (part.replace('"', '""') for part in parts)
    column = f'"{first}"' + "".join(f"['{part.replace(chr(39), chr(39) * 2)}']" for part in rest)
    if kind == "VARCHAR[]":
        return f"array_to_string({column}, ', ')"
    return f"CAST({column} AS VARCHAR)"
