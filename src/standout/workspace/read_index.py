"""Read index: which texts were read, by which reader, and the part files that hold what was found in them.

A text is known by the lot it falls into, one of a thousand, drawn from its review's id: so a share of the texts is
a random part of them, and the same one on every run.  A part of reviews is read from lot 0 on, as far as was asked.

Reads and writes   index   readings   one row: a table of what was read in lots ``low`` to ``high`` of a part of reviews
                           settled    one row: something found out once, such as the themes
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from standout.workspace import parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standout.workspace.index import Index

LOTS = 1_000
LOCK = "reading.lock"
REACH = "reach"
"""What was read on purpose, whatever ``most`` says, as it is settled: part files and keys, and no words."""
WAIT_SECONDS = 0.5
_MIXED = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Worded:
    """A committed part of reviews that holds words: its number and place, of which file, and how many texts."""

    part_id: int
    file: str
    sha256: str
    texts: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read in some lots of a part of reviews: on disk, or in memory where it could not be kept."""

    part_id: int
    sha256: str
    table: str
    low: int
    high: int
    path: Path | None = None
    rows: pa.Table | None = None

    def read(self) -> pa.Table | None:
        """Give its rows; None where there are none."""
        return pq.read_table(self.path) if self.path else self.rows


def lots(review_ids: pa.ChunkedArray | pa.Array) -> NDArray[np.int64]:
    """Give the lot of each review, 0 to 999, by its id alone.

    Parameters
    ----------
    review_ids : Array
        int64.

    Returns
    -------
    int64, shape (n,)

    Notes
    -----
    Fibonacci hashing: Knuth, The Art of Computer Programming 3, section 6.4; the upper half of the product.

    Examples
    --------
    >>> lots(pa.array([1, 2, 3])).tolist()
    [769, 242, 12]

    """
    ids = review_ids.to_numpy(zero_copy_only=False) if isinstance(review_ids, pa.Array) else review_ids.to_numpy()
    with np.errstate(over="ignore"):
        mixed = (ids.astype(np.int64).view(np.uint64) * _MIXED) >> _SHIFT
    drawn: NDArray[np.int64] = (mixed % np.uint64(LOTS)).astype(np.int64)
    return drawn


@cache
def texts_in(part: Path) -> int:
    """Give how many reviews of a part have words, from what the file says of itself; parts never change."""
    with pq.ParquetFile(part) as file:
        about, place = file.metadata, file.schema_arrow.get_field_index("text")
        if place < 0:
            return 0
        told = [about.row_group(group).column(place).statistics for group in range(about.num_row_groups)]
        if all(one is not None and one.has_null_count for one in told):
            return int(about.num_rows - sum(one.null_count for one in told))
        return int(about.num_rows - file.read(["text"])["text"].null_count)


def worded(store: Path, index: Index) -> list[Worded]:
    """Give every committed part of reviews that holds words, in the order they came."""
    rows = index.rows(
        "SELECT p.part_id, p.file, i.sha256 FROM parts p JOIN imports i USING (import_id) "
        "WHERE p.table_name = 'reviews' ORDER BY p.part_id"
    )
    found = [Worded(**dict(row), texts=texts_in(parts.place(store, row["file"]))) for row in rows]
    return [one for one in found if one.texts]


def texts_of(store: Path, part: Worded, low: int = 0, high: int = LOTS) -> tuple[list[int], list[str]]:
    """Give the ids and texts of the reviews of a part that lie in some lots; a blank text is none."""
    rows = pq.read_table(parts.place(store, part.file), columns=["review_id", "text"])
    drawn = lots(rows["review_id"])
    said = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(rows["text"]), ""), fill_value=False)
    kept = rows.filter(pc.and_(said, pa.array((drawn >= low) & (drawn < high))))
    return kept["review_id"].to_pylist(), kept["text"].to_pylist()


def names(index: Index) -> dict[int, list[str]]:
    """Give the names of businesses that stand in the file of each part of reviews, as it writes them."""
    found: dict[int, list[str]] = {}
    for row in index.rows(
        "SELECT DISTINCT p.part_id, n.name FROM parts p JOIN names n USING (import_id) "
        "WHERE p.table_name = 'reviews' ORDER BY p.part_id, n.name"
    ):
        found.setdefault(row["part_id"], []).append(row["name"])
    return found


def pieces(store: Path, index: Index, way: str, key: Callable[[int], str]) -> list[Piece]:
    """Give what was read in one way under the key of each part, with the file each belongs to."""
    if not index.has("readings"):
        return []
    rows = index.rows(
        "SELECT r.part_id, i.sha256, r.table_name, r.low, r.high, r.file, r.key FROM readings r "
        "JOIN parts p USING (part_id) JOIN imports i USING (import_id) WHERE r.way = ? "
        "ORDER BY r.part_id, r.low, r.table_name",
        way,
    )
    return [
        Piece(row["part_id"], row["sha256"], row["table_name"], row["low"], row["high"],
              parts.place(store, row["file"]) if row["file"] else None)
        for row in rows if row["key"] == key(row["part_id"])
    ]  # fmt: skip


def keep(
    store: Path,
    index: Index,
    way: str,
    key: Callable[[int], str],
    found: Sequence[tuple[Worded, int, int, Mapping[str, pa.Table]]],
) -> None:
    """Keep what was read, whole or not at all; what was read of these parts under another key goes.

    Parameters
    ----------
    key : callable
        Gives the key of a part by its number.
    found : sequence of (Worded, int, int, dict)
        A part of reviews, the first lot that was read, the one after the last, and the tables it gave.

    Raises
    ------
    WorkspaceError
        If another process is writing, or nothing may be written.

    """
    with index.writing() as db, parts.aside(store) as folder:
        for part, low, high, tables in found:
            if not db.execute(
                "SELECT 1 FROM parts WHERE part_id = ? AND file = ?", (part.part_id, part.file)
            ).fetchall():
                continue  # taken back while it was read
            for table, rows in tables.items():
                name = _written(store, folder, table, rows)
                db.execute(
                    "INSERT INTO readings (part_id, way, key, low, high, table_name, file, rows) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (part.part_id, way, key(part.part_id), low, high, table, name, rows.num_rows),
                )
            _drop(store, db, "part_id = ? AND way = ? AND key <> ?", part.part_id, way, key(part.part_id))


def _written(store: Path, folder: Path, table: str, rows: pa.Table) -> str | None:
    if not rows.num_rows:
        return None
    name = parts.file_name(table, private=False)
    pq.write_table(rows, folder / name, compression="zstd")
    parts.adopt(store, folder / name, name)
    return name


def _drop(store: Path, db: sqlite3.Connection, where: str, *values: object) -> None:
    for (file,) in db.execute(f"SELECT file FROM readings WHERE {where} AND file IS NOT NULL", values).fetchall():
        parts.let_go(store, file)
    db.execute(f"DELETE FROM readings WHERE {where}", values)


def forget(store: Path, db: sqlite3.Connection, number: int) -> None:
    """Take what was read of an import out of the index, and what was found in its words among others'.

    It runs inside the caller's transaction.
    """
    _drop(store, db, "part_id IN (SELECT part_id FROM parts WHERE import_id = ?)", number)
    if db.execute("SELECT 1 FROM parts WHERE table_name = 'reviews' AND import_id = ?", (number,)).fetchone():
        db.execute("DELETE FROM settled WHERE name <> ?", (REACH,))


def named(db: sqlite3.Connection) -> list[str]:
    """Give every part file that the index names, rows of files and what was read in them."""
    query = "SELECT file FROM parts UNION ALL SELECT file FROM readings WHERE file IS NOT NULL"
    return [str(file) for (file,) in db.execute(query)]


def settled(index: Index, name: str) -> str | None:
    """Give what was found out once; None where it wasn't yet."""
    rows = index.rows("SELECT value FROM settled WHERE name = ?", name) if index.has("settled") else []
    return str(rows[0]["value"]) if rows else None


def settle(index: Index, name: str, value: str, *, again: bool = False) -> str:
    """Keep what was found out; give what holds now, which another process may have found before.

    Raises
    ------
    WorkspaceError
        If another process is writing, or nothing may be written.

    """
    with index.writing() as db:
        how = "REPLACE" if again else "IGNORE"
        db.execute(f"INSERT OR {how} INTO settled VALUES (?, ?)", (name, value))
        [held] = db.execute("SELECT value FROM settled WHERE name = ?", (name,)).fetchone()
    return str(held)


def writable(store: Path) -> bool:
    """Tell whether what is read can be kept."""
    return os.access(store, os.W_OK) and os.access(store / parts.PARTS, os.W_OK)


@contextmanager
def alone(store: Path) -> Iterator[bool]:
    """Give whether no other process reads now; none can begin to while this one does, and its death ends it."""
    with closing(sqlite3.connect(store / LOCK, timeout=WAIT_SECONDS, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            yield False
            return
        try:
            yield True
        finally:
            lock.execute("ROLLBACK")
