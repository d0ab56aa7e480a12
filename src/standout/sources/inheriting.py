"""Inheriting: rows of an import that is taken back, which other files hold too, pass to one of those.

A row stands in one part only, that of the file that brought it first; the others' provenance points at it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standout.sources.source import Part

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OWN_ID = {"reviews": "review_id", "people": "person_id", "contacts": "person_id"}
"""The column a row is known by; ``row_id`` in every other table."""


def inherited(
    connection: DuckDBPyConnection,
    leaving: Mapping[str, Sequence[Path]],
    provenance: Mapping[int, Sequence[Path]],
    folder: Path,
) -> dict[int, list[Part]]:
    """Give the parts that other imports take over, written into ``folder``.

    Parameters
    ----------
    leaving : mapping of str to sequence of Path
        The parts of the import that goes, by table.
    provenance : mapping of int to sequence of Path
        The provenance parts of every import that stays, oldest first; a row passes to the first that has it.
    folder : Path
        Where to write.

    Returns
    -------
    dict of int to list of Part
        By the import that takes them over.

    """
    heirs: dict[int, list[Part]] = {}
    for table, files in leaving.items():
        if table == "provenance" or not files:
            continue
        own = OWN_ID.get(table, "row_id")
        taken = "SELECT NULL::BIGINT AS row_id WHERE false"
        for number, theirs in provenance.items():
            connection.read_parquet([str(f) for f in theirs]).create_view("staying", replace=True)
            connection.read_parquet([str(f) for f in files], union_by_name=True).create_view("going", replace=True)
            target = folder / f"{table}-{number}.parquet"
            rows = connection.sql(
                f"SELECT * FROM going WHERE {own} IN (SELECT row_id FROM staying) AND {own} NOT IN ({taken})"
            )
            count = rows.count("*").fetchall()[0][0]
            if count:
                rows.write_parquet(str(target), compression="zstd")
                heirs.setdefault(number, []).append(
                    Part(table=table, file=target, rows=count, private=table == "contacts")
                )
                taken += f" UNION ALL SELECT {own} FROM read_parquet('{str(target).replace(chr(39), chr(39) * 2)}')"
    return heirs
