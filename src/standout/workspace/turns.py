"""Turns: who writes to a workspace waits until nobody else does, whatever process that is."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from standout.errors import Busy, WorkspaceError
from standout.words import say

PATIENCE_SECONDS = 900
"""How long something waits for another to end."""
AGAIN_SECONDS = 1
T = TypeVar("T")

Tell = Callable[..., None]


def in_turn(work: Callable[[], T], tell: Tell | None = None) -> T:
    """Do what writes to the workspace, once nobody else does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return work()
        except Busy:
            if time.monotonic() > until:
                raise
            if tell:
                tell(0, 0, say("receiving.turn"))
            time.sleep(AGAIN_SECONDS)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep every other process that asks for the same lock out; one that dies lets go of it.

    SQLite does the locking, as it does on every system; the file holds nothing.

    Raises
    ------
    Busy
        If another has it.
    WorkspaceError
        If it can't be written.

    """
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY:  # waiting would be of no use
                raise WorkspaceError(say("workspace.read_only", folder=str(lock.parent.parent))) from None
            raise Busy(say("receiving.turn")) from None
        yield
