"""Part files: written aside, made safe on disk, then moved to where the index can name them.

A part that no committed import names doesn't exist for a reader; it is swept when the next writer starts.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from standout.workspace import leftovers
from standout.workspace.inside import inside

PARTS, ASIDE = "parts", "aside"
PRIVATE = "private"
GRACE_SECONDS = 3600


def file_name(table: str, *, private: bool) -> str:
    """Give a new part's place below the parts folder; no two are ever the same."""
    name = f"{table}-{uuid.uuid4().hex}.parquet"
    return f"{PRIVATE}/{name}" if private else name


def place(store: Path, name: str) -> Path:
    """Give where a part lies by its name in the index; a name or a link that leads out is refused."""
    return inside(store, PARTS, name)


@contextmanager
def aside(store: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk to write in, and take it away afterwards."""
    folder = inside(store, ASIDE) / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def adopt(store: Path, written: Path, name: str) -> None:
    """Move a written file to ``name`` below the parts folder, safe on disk before and after."""
    target = place(store, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    sync(written)
    written.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows can't open a folder to sync it; the rename is journalled there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(store: Path, named: Iterable[str]) -> None:
    """Remove what a writer that died left behind, and parts that were removed an hour ago or more.

    The hour is for readers in other processes: one that asked the index before a part was removed may
    still be about to open it.  Only the process that holds the index for writing may call this.
    """
    shutil.rmtree(inside(store, ASIDE), ignore_errors=True)
    leftovers.sweep(store)
    keep = {(store / PARTS / name).resolve() for name in named}
    for file in inside(store, PARTS).rglob("*.parquet"):
        if file.resolve() not in keep and time.time() - file.stat().st_mtime > GRACE_SECONDS:
            file.unlink()


def let_go(store: Path, name: str) -> None:
    """Start the hour of a part that the index no longer names."""
    with suppress(FileNotFoundError):
        os.utime(store / PARTS / name)
