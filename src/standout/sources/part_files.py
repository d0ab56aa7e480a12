"""Part files: Parquet, compressed with zstd, one for each table an import fills, and where its rows came from."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from standout.sources.parse import identifier, literal
from standout.sources.source import Mapping, Part, Raw
from standout.tables import table as table_named

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from standout.sources.loading import Context

_ROWS = 20_480
"""Rows of a group, all of which wait in memory until they are written."""
_SQL_TYPES = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "float64": "DOUBLE",
              "string": "VARCHAR", "bool": "BOOLEAN", "date32": "DATE"}  # fmt: skip


def write(
    context: Context, table: str, values: MappingOf[str, str], source: str, *, private: bool = False
) -> Part | None:
    """Write one part; None where it would have no rows.

    Parameters
    ----------
    context : Context
        Its connection and folder.
    table : str
        The table; columns that ``values`` doesn't name are written empty.
    values : dict
        SQL by column; ``d_`` and ``a_`` columns beside the table's own.
    source : str
        SQL after FROM.
    private : bool
        Whether the part holds names and addresses.

    """
    described = table_named(table)
    columns = [
        f"CAST({values.get(c.name, 'NULL')} AS {_SQL_TYPES[c.type]}) AS {identifier(c.name)}" for c in described.columns
    ]
    own = {c.name for c in described.columns}
    columns += [f"{sql} AS {identifier(name)}" for name, sql in sorted(values.items()) if name not in own]
    file = context.folder / f"{table}-{uuid.uuid4().hex}.parquet"
    [(rows,)] = context.connection.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {source}) TO {literal(file)} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS})"
    ).fetchall()
    if not rows:
        file.unlink()
        return None
    return Part(table=table, file=file, rows=int(rows), private=private)


def write_provenance(context: Context, raw: Raw, mapping: Mapping, judged: str) -> Part | None:
    """Write where each loaded or known row stands in the file; places that are noted already are left out."""
    noted = context.known.get("provenance", ())
    fresh = f"(SELECT * FROM {judged} WHERE fault IS NULL) AS j"
    if noted:
        files = ", ".join(literal(part) for part in noted)
        fresh += (
            f" ANTI JOIN (SELECT * FROM read_parquet([{files}]) WHERE file_hash = {literal(raw.sha256)}) AS p "
            f'ON p.row_id = j.row_id AND p.line = j.line AND p."table" = {literal(mapping.table)}'
        )
    values = {"row_id": "j.row_id", "table": literal(mapping.table), "source": literal(mapping.source),
              "file_hash": literal(raw.sha256), "line": "j.line"}  # fmt: skip
    return write(context, "provenance", values, fresh)
