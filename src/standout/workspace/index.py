"""The index of a workspace: a SQLite file in WAL mode that says what is held.

A Parquet part counts only once the index names it, and the index names all parts of an import in one
transaction.  So a reader sees an import whole or not at all, whenever the writer dies.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standout.errors import Busy, WorkspaceError
from standout.words import say

BUSY_SECONDS = 5.0
MIGRATIONS = (
    """
    CREATE TABLE imports (
        import_id INTEGER PRIMARY KEY, path TEXT NOT NULL, member TEXT NOT NULL, sha256 TEXT NOT NULL,
        source TEXT NOT NULL, table_name TEXT NOT NULL, mapping TEXT NOT NULL, added_at TEXT NOT NULL,
        records INTEGER NOT NULL, loaded INTEGER NOT NULL, rejected INTEGER NOT NULL, known INTEGER NOT NULL,
        oldest TEXT, newest TEXT
    );
    CREATE TABLE parts (
        part_id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
        table_name TEXT NOT NULL, file TEXT NOT NULL UNIQUE, rows INTEGER NOT NULL
    );
    CREATE TABLE rejects (
        import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
        line INTEGER NOT NULL, reason TEXT NOT NULL, column_name TEXT NOT NULL, record TEXT NOT NULL
    );
    CREATE TABLE names (
        import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
        business_id INTEGER NOT NULL, name TEXT NOT NULL
    );
    CREATE TABLE columns (
        import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, described TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE stamps (
        stamp_id INTEGER PRIMARY KEY, stamped_at TEXT NOT NULL, text TEXT NOT NULL, means TEXT NOT NULL,
        inputs TEXT NOT NULL, price TEXT NOT NULL, level REAL, shown INTEGER, answer TEXT
    );
    CREATE TABLE sights (sight_id INTEGER PRIMARY KEY, inputs TEXT NOT NULL UNIQUE);
    CREATE TABLE shown (
        sight_id INTEGER NOT NULL REFERENCES sights, aspect TEXT NOT NULL, world TEXT NOT NULL, shown_at TEXT NOT NULL,
        UNIQUE (sight_id, aspect, world)
    );
    """,
    """
    CREATE TABLE objectives (
        objective_id INTEGER PRIMARY KEY, said_at TEXT NOT NULL, objective TEXT NOT NULL, target REAL,
        due_at TEXT, baseline REAL, detectable REAL
    );
    CREATE TABLE weeks (
        week TEXT PRIMARY KEY, made_at TEXT NOT NULL, plan TEXT NOT NULL, digest TEXT NOT NULL
    );
    CREATE TABLE plays (
        play_id TEXT PRIMARY KEY, week TEXT NOT NULL REFERENCES weeks, tactic TEXT NOT NULL, channel TEXT NOT NULL,
        card TEXT NOT NULL, message TEXT NOT NULL, many INTEGER NOT NULL,
        minutes INTEGER NOT NULL, cost INTEGER NOT NULL,
        measure TEXT NOT NULL, expected_low REAL, expected_high REAL, made_at TEXT NOT NULL, due_at TEXT NOT NULL
    );
    CREATE TABLE asks (
        play_id TEXT NOT NULL REFERENCES plays, person_id INTEGER NOT NULL, channel TEXT NOT NULL, code TEXT,
        UNIQUE (play_id, person_id)
    );
    CREATE TABLE codes (
        code TEXT PRIMARY KEY, person_id INTEGER, play_id TEXT, generation INTEGER NOT NULL, made_at TEXT NOT NULL
    );
    CREATE TABLE deeds (
        deed_id INTEGER PRIMARY KEY, play_id TEXT NOT NULL REFERENCES plays, state TEXT NOT NULL, minutes INTEGER,
        seen INTEGER, done_at TEXT NOT NULL,
        note TEXT NOT NULL, after TEXT NOT NULL, seal TEXT NOT NULL
    );
    CREATE TABLE uses (
        use_id INTEGER PRIMARY KEY, question TEXT NOT NULL, aspect TEXT NOT NULL, world TEXT NOT NULL,
        told_at TEXT NOT NULL, UNIQUE (question, aspect, world)
    );
    """,
    """
    CREATE TABLE readings (
        reading_id INTEGER PRIMARY KEY, part_id INTEGER NOT NULL REFERENCES parts ON DELETE CASCADE,
        way TEXT NOT NULL, key TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
        table_name TEXT NOT NULL, file TEXT UNIQUE, rows INTEGER NOT NULL,
        UNIQUE (part_id, table_name, key, low)
    );
    CREATE TABLE settled (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
    """
    CREATE TABLE merges (
        event_id INTEGER PRIMARY KEY, one INTEGER NOT NULL, other INTEGER NOT NULL, act TEXT NOT NULL,
        why TEXT NOT NULL, weight REAL, at TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE use_notes (
        note_id INTEGER PRIMARY KEY, question TEXT NOT NULL, aspect TEXT NOT NULL, world TEXT NOT NULL,
        state TEXT NOT NULL, minutes INTEGER, noted_at TEXT NOT NULL, note TEXT NOT NULL
    );
    CREATE TABLE heard_marks (
        mark_id INTEGER PRIMARY KEY, import_id INTEGER REFERENCES imports ON DELETE CASCADE,
        review_id INTEGER NOT NULL, sentence INTEGER NOT NULL, aspect TEXT NOT NULL, mark TEXT NOT NULL
    );
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One table of one file that was added, as the index keeps it."""

    import_id: int
    path: str
    member: str
    sha256: str
    source: str
    table_name: str
    mapping: str
    added_at: str
    records: int
    loaded: int
    rejected: int
    known: int
    oldest: str | None
    newest: str | None


class Index:
    """The index file at ``path``; made and brought up to date when opened for writing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> None:
        """Make the file, or bring an older one up to date."""
        with closing(self._connect()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            for number, script in enumerate(MIGRATIONS, start=1):
                _bring_to(db, number, script)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")  # what is taken back leaves no words in the file
        return db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the one connection that may write; commit at the end, or leave all as it was.

        Raises
        ------
        WorkspaceError
            If another process is writing.

        """
        folder = self.path.parent.parent
        if not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
            raise WorkspaceError(say("workspace.read_only", folder=str(folder)))
        with closing(self._connect()) as db:
            try:
                if db.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS):
                    self.create()
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise WorkspaceError(say("workspace.unwritable", folder=str(folder), why=str(error))) from None
                raise Busy(say("workspace.busy", folder=str(folder))) from None
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Give the rows of a query, from what is committed."""
        with closing(self._reading()) as db:
            return db.execute(query, values).fetchall()

    def has(self, table: str) -> bool:
        """Tell whether there is such a table yet; one that older versions didn't make comes with the first writing."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table))

    def _reading(self) -> sqlite3.Connection:
        """Give a connection that reads, also where nothing may be written beside the file."""
        if os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK):
            return self._connect()
        # a log that a killed writer left must be read with the file; without one the file is all there is
        log = self.path.with_name(f"{self.path.name}-wal")
        how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
        db = sqlite3.connect(f"{self.path.resolve().as_uri()}?{how}", timeout=BUSY_SECONDS, uri=True)
        db.row_factory = sqlite3.Row
        return db

    def imports(self) -> list[Import]:
        """Give every import, oldest first."""
        return [Import(**dict(row)) for row in self.rows("SELECT * FROM imports ORDER BY import_id")]


def _bring_to(db: sqlite3.Connection, number: int, script: str) -> None:
    """Take one step, whole or not at all, where no other process has taken it meanwhile."""
    if db.execute("PRAGMA user_version").fetchone()[0] >= number:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] < number:
            for statement in filter(str.strip, script.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def record(
    db: sqlite3.Connection,
    about: Mapping[str, Any],
    parts: Sequence[tuple[str, str, int]],
    rejects: Sequence[tuple[int, str, str, str]],
    names: Mapping[int, str],
    columns: Sequence[Mapping[str, Any]],
) -> int:
    """Put an import into the index: its counts, parts, rejects, businesses and columns; give its id."""
    keys = ", ".join(about)
    marks = ", ".join("?" for _ in about)
    cursor = db.execute(f"INSERT INTO imports ({keys}) VALUES ({marks})", tuple(about.values()))
    number = int(cursor.lastrowid or 0)
    db.executemany(
        "INSERT INTO parts (import_id, table_name, file, rows) VALUES (?, ?, ?, ?)", [(number, *part) for part in parts]
    )
    db.executemany("INSERT INTO rejects VALUES (?, ?, ?, ?, ?)", [(number, *reject) for reject in rejects])
    db.executemany("INSERT INTO names VALUES (?, ?, ?)", [(number, *pair) for pair in names.items()])
    db.executemany("INSERT INTO columns VALUES (?, ?)", [(number, json.dumps(dict(column))) for column in columns])
    return number
