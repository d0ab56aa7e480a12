"""Removing: an import taken back, as if it had never been; rows that other files hold too stay."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from standout.errors import WorkspaceError
from standout.sources import reading
from standout.sources.inheriting import inherited
from standout.words import nearest, say
from standout.workspace import parts, read_index
from standout.workspace.inside import inside

if TYPE_CHECKING:
    import sqlite3

    from duckdb import DuckDBPyConnection

    from standout.workspace.index import Index

MAIN = ("reviews", "orders", "people", "facts", "sends", "messages", "claims", "adoptions", "marks")
"""Tables whose rows count as a file's own; the others are made beside them."""
AUDITS = "audits"
"""Where sentences drawn to be marked are kept, below what is held."""


def remove(store: Path, index: Index, name: str) -> int:
    """Take back every import of the file called ``name``; give how many rows went.

    Parameters
    ----------
    name : str
        The path as it was added, or the file's name alone.

    Raises
    ------
    WorkspaceError
        If no such file was added; the message names those that were.

    """
    with (
        tempfile.TemporaryDirectory(prefix="standout-") as folder,
        closing(reading.connect(folder)) as connection,
        index.writing() as db,
    ):
        added = db.execute("SELECT import_id, path, loaded FROM imports ORDER BY import_id").fetchall()
        gone = [row["import_id"] for row in added if name in (row["path"], Path(row["path"]).name)]
        if not gone:
            names = {Path(row["path"]).name for row in added}
            raise WorkspaceError(say("workspace.not_added", name=name, near=nearest(name, names)))
        return _forgotten(store, db, connection, gone)


def take_back(store: Path, index: Index, numbers: Collection[int]) -> int:
    """Take back imports by their numbers, those that are still there; give how many rows went."""
    with (
        tempfile.TemporaryDirectory(prefix="standout-", dir=store) as folder,
        closing(reading.connect(folder, frugal=True)) as connection,
        index.writing() as db,
    ):
        there = {row["import_id"] for row in db.execute("SELECT import_id FROM imports")}
        return _forgotten(store, db, connection, sorted(there & set(numbers)))


def _forgotten(store: Path, db: sqlite3.Connection, connection: DuckDBPyConnection, numbers: Iterable[int]) -> int:
    held = _rows(db)
    for number in numbers:
        forget(store, db, connection, number)
    return held - _rows(db)


def _rows(db: sqlite3.Connection) -> int:
    marks = ", ".join("?" for _ in MAIN)
    own = f"p.table_name IN ({marks}) OR p.table_name = i.table_name"
    query = f"SELECT coalesce(sum(p.rows), 0) FROM parts AS p JOIN imports AS i USING (import_id) WHERE {own}"
    (rows,) = db.execute(query, MAIN).fetchone()
    return int(rows)


def forget(store: Path, db: sqlite3.Connection, connection: DuckDBPyConnection, number: int) -> None:
    """Take one import out of the index, inside the caller's transaction."""
    leaving: dict[str, list[Path]] = {}
    staying: dict[int, dict[str, list[Path]]] = {}
    for row in db.execute("SELECT * FROM parts ORDER BY import_id"):
        theirs = leaving if row["import_id"] == number else staying.setdefault(row["import_id"], {})
        theirs.setdefault(row["table_name"], []).append(parts.place(store, row["file"]))
    with parts.aside(store) as workplace:
        for heir, found in inherited(connection, leaving, staying, workplace).items():
            for part in found.parts:
                name = parts.file_name(part.table, private=part.private)
                parts.adopt(store, part.file, name)
                db.execute(
                    "INSERT INTO parts (import_id, table_name, file, rows) VALUES (?, ?, ?, ?)",
                    (heir, part.table, name, part.rows),
                )
            moved = (found.records, found.records, heir)
            db.execute("UPDATE imports SET loaded = loaded + ?, known = known - ? WHERE import_id = ?", moved)
    for (file,) in db.execute("SELECT file FROM parts WHERE import_id = ?", (number,)).fetchall():
        parts.let_go(store, file)
    read_index.forget(store, db, number)
    shutil.rmtree(inside(store, AUDITS), ignore_errors=True)  # it may hold their words; it is made anew when asked for
    db.execute("DELETE FROM imports WHERE import_id = ?", (number,))
