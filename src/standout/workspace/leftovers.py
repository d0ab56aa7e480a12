"""Leftovers: what a process that was killed left half done; nobody knows of it, so it is taken away once it is old.

Reads    what the workspace holds, and the names beside its ``standout.toml``
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OLD_SECONDS = 3600
"""How long nothing has changed in what is left over: whoever is still at work has written something since."""
_HELD = ("typed-*", "standout-*", "answers/.*", "audits/.*", "kept/*/.*", "inbox/*/.*.new")
"""Below what is held: folders to work in, and files that were to take the place of others."""
_BESIDE = ("standout.toml.*.new",)


def sweep(store: Path) -> None:
    """Take away what processes that died left in a workspace, an hour after they did."""
    for entry in _left(store):
        with suppress(OSError):  # another process takes it away meanwhile
            if time.time() - _changed(entry) > OLD_SECONDS:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _left(store: Path) -> Iterator[Path]:
    """Give what may be left over; no link is followed."""
    for folder, patterns in ((store, _HELD), (store.parent, _BESIDE)):
        for pattern in patterns:
            for entry in folder.glob(pattern):
                if not any(path.is_symlink() for path in (entry, *entry.parents[: pattern.count("/")])):
                    yield entry


def _changed(entry: Path) -> float:
    """Give when something last changed in a file or folder, in seconds of the clock."""
    inner = entry.rglob("*") if entry.is_dir() else ()
    return max([entry.lstat().st_mtime, *(path.lstat().st_mtime for path in inner)])
