"""The index: whole imports or none, and one writer at a time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from standout.errors import WorkspaceError
from standout.workspace import index as indexed
from standout.workspace.index import Index, record

ABOUT = {
    "path": "a.csv", "member": "", "sha256": "0", "source": "mapped", "table_name": "reviews", "mapping": "{}",
    "added_at": "2026-01-01", "records": 2, "loaded": 1, "rejected": 1, "known": 0, "oldest": None, "newest": None,
}  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Give a new index."""
    (tmp_path / "held").mkdir()
    made = Index(tmp_path / "held" / "index.sqlite")
    made.create()
    return made


def put(db: sqlite3.Connection) -> int:
    """Record one import with one of everything."""
    part = [("reviews", "reviews-1.parquet", 1)]
    return record(db, ABOUT, part, [(2, "no date", "Date", "x")], {7: "North"}, [{"name": "a_staff"}])


def test_an_import_is_there_whole_once_it_is_committed(index: Index) -> None:
    with index.writing() as db:
        put(db)
        assert index.imports() == []  # another connection sees nothing yet

    assert [one.path for one in index.imports()] == ["a.csv"]
    for table in ("parts", "rejects", "names", "columns"):
        assert len(index.rows(f"SELECT * FROM {table}")) == 1


def test_an_import_that_fails_half_way_leaves_all_as_it_was(index: Index) -> None:
    with pytest.raises(RuntimeError, match="full disk"), index.writing() as db:  # noqa: PT012
        put(db)
        raise RuntimeError("full disk")

    assert index.imports() == []
    assert index.rows("SELECT * FROM parts") == []


def test_a_second_writer_is_told_to_wait(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed, "BUSY_SECONDS", 0.01)

    with index.writing(), pytest.raises(WorkspaceError, match="under way"), index.writing():
        pass


def test_taking_an_import_away_takes_all_of_it(index: Index) -> None:
    with index.writing() as db:
        number = put(db)
    with index.writing() as db:
        db.execute("DELETE FROM imports WHERE import_id = ?", (number,))

    for table in ("parts", "rejects", "names", "columns"):
        assert index.rows(f"SELECT * FROM {table}") == []


def test_making_an_index_twice_changes_nothing(index: Index) -> None:
    with index.writing() as db:
        put(db)

    index.create()

    assert len(index.imports()) == 1
