"""Spreadsheets into relations, one for each sheet that holds a table; the header may stand below other rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import fastexcel
import numpy as np
import pyarrow as pa

from standout.errors import FileUnreadable
from standout.sources.relations import Relation, from_arrow
from standout.sources.sniff import header_row, unique
from standout.words import say

_HEAD = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, header, the rows above it, and its records."""

    name: str
    columns: tuple[str, ...]
    preamble: tuple[str, ...]
    relation: Relation


def sheets(path: Path, named: str, connection: duckdb.DuckDBPyConnection) -> list[Sheet]:
    """Read every sheet of a workbook that isn't empty; ``line`` is the row as the spreadsheet counts it.

    Raises
    ------
    FileUnreadable
        If it is no workbook, is locked with a password, or every sheet is empty.

    """
    try:
        workbook = fastexcel.read_excel(path.read_bytes())
        found = [(name, _cells(workbook, name)) for name in workbook.sheet_names]
    except (fastexcel.FastExcelError, pa.ArrowInvalid) as fault:
        raise FileUnreadable(say("reading.bad_workbook", file=named), say("reading.save_as_xlsx")) from fault
    full = [_sheet(name, table, connection) for name, table in found if table.num_rows]
    if not full:
        raise FileUnreadable(say("reading.empty", file=named), say("reading.export_again"))
    return full


def _cells(workbook: fastexcel.ExcelReader, name: str) -> pa.Table:
    """Give a sheet's cells as text; charts and other sheets without cells have no rows."""
    sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return pa.table(sheet.to_arrow())


def _sheet(name: str, table: pa.Table, connection: duckdb.DuckDBPyConnection) -> Sheet:
    head = [list(row.values()) for row in table.slice(0, _HEAD).to_pylist()]
    at, titled = header_row([[str(cell or "") for cell in row] for row in head], table.num_columns)
    titles = [str(cell or "") for cell in head[at]] if titled else [""] * table.num_columns
    start = at + titled
    body = table.slice(start)
    kept = [i for i, title in enumerate(titles) if title.strip() or body.column(i).null_count < body.num_rows]
    lines = pa.array(np.arange(start + 1, table.num_rows + 1, dtype=np.int64))
    relation = from_arrow(connection, body.select(kept).append_column("line", lines))
    return Sheet(
        name=name,
        columns=unique([titles[i] for i in kept]),
        preamble=tuple(" ".join(str(cell) for cell in row if cell) for row in head[:at]),
        relation=relation,
    )
