"""Inheriting: rows of an import that is taken back, which other files hold too, pass to one of those.

A row stands in one part only, that of the file that brought it first; the others' provenance points at it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standout.sources.parse import literal
from standout.sources.source import Part

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OWN_ID = {"reviews": "review_id"}
"""The column a row is known by, where a table has one of its own; every other part carries ``row_id``."""

PRIVATE = frozenset({"contacts"})

Parts = Mapping[str, Sequence[Path]]


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What one import takes over: the parts, and how many of its records count as loaded now."""

    parts: tuple[Part, ...]
    records: int


def inherited(
    connection: DuckDBPyConnection, leaving: Parts, staying: Mapping[int, Parts], folder: Path
) -> dict[int, Inheritance]:
    """Give what other imports take over, written into ``folder``.

    Parameters
    ----------
    leaving : mapping of str to sequence of Path
        The parts of the import that goes, by table.
    staying : mapping of int to such a mapping
        The parts of every import that stays, oldest first; a row passes to the first whose provenance has it.
    folder : Path
        Where to write.

    Returns
    -------
    dict of int to Inheritance
        By the import that takes over.

    """
    heirs: dict[int, Inheritance] = {}
    tables = {table: _rows(table, files) for table, files in leaving.items() if table != "provenance" and files}
    if not tables:
        return heirs
    connection.execute("CREATE OR REPLACE TEMP TABLE taken (row_id BIGINT)")
    for number, theirs in staying.items():
        if not theirs.get("provenance"):
            continue
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE passing AS SELECT row_id, min(line) AS line "
            f"FROM read_parquet({_list(theirs['provenance'])}) WHERE row_id NOT IN (FROM taken) GROUP BY row_id"
        )
        found = [_passed(connection, table, rows, folder / f"{table}-{number}.parquet")
                 for table, rows in tables.items()]  # fmt: skip
        parts = tuple(part for part in found if part)
        if parts:
            heirs[number] = Inheritance(parts, _records(connection, [*tables.values()], theirs))
            connection.execute("INSERT INTO taken SELECT row_id FROM passing")
    return heirs


def _passed(connection: DuckDBPyConnection, table: str, rows: str, target: Path) -> Part | None:
    """Write the rows of one table that pass on; None where there are none."""
    [(count,)] = connection.execute(
        f"COPY (SELECT * EXCLUDE (known_by) FROM {rows} WHERE known_by IN (SELECT row_id FROM passing)) "
        f"TO {literal(target)} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    if not count:
        target.unlink()
        return None
    return Part(table=table, file=target, rows=int(count), private=table in PRIVATE)


def _records(connection: DuckDBPyConnection, leaving: Sequence[str], theirs: Parts) -> int:
    """Give how many records of the heir were known and are loaded now.

    A record of a rival sheet holds several rows; it is loaded already where one of them is the heir's own.
    """
    passed = " UNION ALL ".join(f"SELECT known_by FROM {rows}" for rows in leaving)
    held = [_rows(table, files) for table, files in theirs.items() if table != "provenance" and files]
    own = " UNION ALL ".join(f"SELECT known_by FROM {rows}" for rows in held) or "SELECT NULL::BIGINT WHERE false"
    [(records,)] = connection.execute(
        f"SELECT count(DISTINCT line) FROM passing WHERE row_id IN ({passed}) AND line NOT IN "
        f"(SELECT line FROM read_parquet({_list(theirs['provenance'])}) WHERE row_id IN ({own}))"
    ).fetchall()
    return int(records)


def _rows(table: str, files: Sequence[Path]) -> str:
    """Give the SQL of the rows of some parts, each with the id it is known by."""
    own = OWN_ID.get(table, "row_id")
    return f"(SELECT *, {own} AS known_by FROM read_parquet({_list(files)}, union_by_name=true))"


def _list(files: Sequence[Path]) -> str:
    return f"[{', '.join(literal(file) for file in files)}]"
