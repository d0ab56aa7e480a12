"""Audit log: every mark made in the app and every one taken back; and the table ``marks`` as it follows from them.

Marks made here are one import that grows, called `PATH`.  Where a sheet was added since, another one is begun, so that
of two marks of a sentence the later counts, wherever it was made.

Reads and writes   heard_marks   one row: a mark, or that the last one on its aspect was taken back; none is struck out
Writes             marks, provenance   one part each, made anew with every mark
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from standout.sources.audit_sheet import SOURCE, TONES
from standout.sources.identity import hashed
from standout.sources.source import Mapping as Shape
from standout.tables import table as table_of
from standout.workspace import parts
from standout.workspace.index import record

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

PATH = "audit-in-the-app"
"""What the import is called that marks go into; it can be taken back by this name."""
UNDONE = "undone"
IMPORTS = "SELECT import_id, path, table_name, sha256, mapping FROM imports ORDER BY import_id"
_APART = "\x1f"
_SAID = ("review_id", "sentence", "aspect", "tone")
_MARK = "INSERT INTO heard_marks (import_id, review_id, sentence, aspect, mark) VALUES (?, ?, ?, ?, ?)"
_PART = "INSERT INTO parts (import_id, table_name, file, rows) VALUES (?, ?, ?, ?)"
_LOG = "SELECT review_id, sentence, aspect, mark FROM heard_marks WHERE import_id = ? ORDER BY mark_id"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark as it was made: of which sentence, on what, and which."""

    review_id: int
    sentence: int
    aspect: str
    mark: str

    @property
    def key(self) -> str:
        """What the sentence is known by on a page."""
        return f"{self.review_id}:{self.sentence}"


Current = tuple[int, str] | None
"""The import that marks made here go into, and its hash; None where there is none, or a sheet was added since."""
Rows = Callable[..., "Sequence[sqlite3.Row]"]


def rows_of(db: sqlite3.Connection) -> Rows:
    """Give how to ask a connection for rows, as `Index.rows` is asked."""
    return lambda query, *values: db.execute(query, values).fetchall()


def current(imports: Sequence[sqlite3.Row]) -> Current:
    """Give the import that marks go into now, from the rows of `IMPORTS`."""
    marks = [row for row in imports if row["table_name"] == "marks"]
    return (marks[-1]["import_id"], marks[-1]["sha256"]) if marks and marks[-1]["path"] == PATH else None


def log(rows: Rows, current: Current) -> dict[str, list[Entry]]:
    """Give every entry of an import by aspect, the newest last."""
    found: dict[str, list[Entry]] = {}
    if current:
        for row in rows(_LOG, current[0]):
            found.setdefault(row["aspect"], []).append(Entry(*row))
    return found


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Give the marks that weren't taken back."""
    kept: list[Entry] = []
    for one in entries:
        if one.mark != UNDONE:
            kept.append(one)
        elif kept:
            kept.pop()
    return kept


def marks(kept: Iterable[Entry]) -> dict[str, str]:
    """Give the last mark of each sentence, by its key."""
    return {one.key: one.mark for one in kept}


def write(db: sqlite3.Connection, store: Path, number: int | None, one: Entry) -> list[Entry]:
    """Write down an entry, and let ``marks`` follow; give the marks of its aspect that stand.

    Parameters
    ----------
    db : sqlite3.Connection
        That of the transaction it is part of.
    store : Path
        Where part files are.
    number : int or None
        The import it goes into; a new one where there is none.
    one : Entry

    """
    number = _new_import(db) if number is None else number
    db.execute(_MARK, (number, one.review_id, one.sentence, one.aspect, one.mark))
    return _land(db, store, number).get(one.aspect, [])


def _new_import(db: sqlite3.Connection) -> int:
    shape = Shape(source=SOURCE.name, table="marks", fields=SOURCE.fields)
    about = {
        "path": PATH, "member": "", "sha256": "", "source": SOURCE.name, "table_name": "marks",
        "mapping": json.dumps(asdict(shape), sort_keys=True, default=str),
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "records": 0, "loaded": 0, "rejected": 0, "known": 0, "oldest": None, "newest": None,
    }  # fmt: skip
    return record(db, about, (), (), {}, ())


def _land(db: sqlite3.Connection, store: Path, number: int) -> dict[str, list[Entry]]:
    """Let the parts of an import be what its log says."""
    kept = {aspect: standing(entries) for aspect, entries in log(rows_of(db), (number, "")).items()}
    rows = [_row(one) for said in kept.values() for one in {one.key: one for one in said}.values()]
    sha256 = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    for (file,) in db.execute("SELECT file FROM parts WHERE import_id = ?", (number,)).fetchall():
        parts.let_go(store, file)
    db.execute("DELETE FROM parts WHERE import_id = ?", (number,))
    if rows:
        with parts.aside(store) as place:
            for table, made in _tables(rows, sha256).items():
                file = parts.file_name(table, private=False)
                pq.write_table(made, place / table, compression="zstd")
                parts.adopt(store, place / table, file)
                db.execute(_PART, (number, table, file, made.num_rows))
    said = (sha256, len(rows), len(rows), number)
    db.execute("UPDATE imports SET sha256 = ?, records = ?, loaded = ? WHERE import_id = ?", said)
    return kept


def _row(one: Entry) -> dict[str, Any]:
    row = {"review_id": one.review_id, "sentence": one.sentence, "aspect": one.aspect, "tone": TONES[one.mark]}
    return {**row, "row_id": hashed(_APART.join(["mark", *(str(row[name]) for name in _SAID)]))}


def _tables(rows: Sequence[Mapping[str, Any]], sha256: str) -> dict[str, pa.Table]:
    schema = table_of("marks").schema().append(pa.field("row_id", pa.int64()))
    origin = [
        {"row_id": row["row_id"], "table": "marks", "source": SOURCE.name, "file_hash": sha256, "line": line}
        for line, row in enumerate(rows, 1)
    ]
    return {
        "marks": pa.Table.from_pylist(list(rows), schema=schema),
        "provenance": pa.Table.from_pylist(origin, schema=table_of("provenance").schema()),
    }
