"""Receiving: a file comes by the browser, piece by piece, onto the disk.

Writes   held/inbox/<number>.part/   a file that is still coming; swept once nothing came for a while
         held/inbox/<number>/        where it waits when it is whole (`inbox`)

What was received is on the disk, and its folder too, before it is acknowledged.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from standout.errors import TooLarge, UsageError
from standout.words import say
from standout.workspace import inbox, parts
from standout.workspace.file_names import in_words, safe_name, shown_name
from standout.workspace.inbox import INBOX, Waiting
from standout.workspace.inside import inside

PART = ".part"
LARGEST = 4 << 30
"""Bytes of a file."""
MOST = 500
"""Files that may wait at once."""
ROOM = 256 << 20
"""Bytes the disk keeps free, whatever comes."""
STALE_SECONDS = 900
"""A file of which nothing came for so long is not coming any more."""


class Arrival:
    """A file that is coming, piece by piece.

    Parameters
    ----------
    folder : Path
        Where it is written; it becomes one that waits when it is whole.
    name : str
        Its own name.
    largest : int
        Bytes it may have.

    """

    def __init__(self, folder: Path, name: str, largest: int) -> None:
        self.folder, self.name, self.largest = folder, name, largest
        self.size = 0
        self._hash = hashlib.sha256()
        self._file: BinaryIO = (folder / safe_name(name)).open("xb")

    def write(self, piece: bytes) -> None:
        """Take the next piece.

        Raises
        ------
        TooLarge
            If the file is larger than may be, or the disk is full; what came of it is gone.

        """
        self.size += len(piece)
        if self.size > self.largest:
            self.abandon()
            raise TooLarge(say("receiving.too_large", name=self.name, most=in_words(self.largest)))
        try:
            self._file.write(piece)
        except OSError as fault:
            self.abandon()
            raise TooLarge(say("receiving.no_room", name=self.name)) from fault
        self._hash.update(piece)

    def finish(self, expected: int | None = None) -> Waiting:
        """Give the whole file as one that waits, safe on the disk.

        Parameters
        ----------
        expected : int, optional
            Bytes it was said to have.

        Raises
        ------
        UsageError
            If it isn't whole; what came of it is gone.
        TooLarge
            If the disk is full; what came of it is gone.

        """
        if expected is not None and self.size != expected:
            self.abandon()
            raise UsageError(say("receiving.cut", name=self.name))
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as fault:
            self.abandon()
            raise TooLarge(say("receiving.no_room", name=self.name)) from fault
        self._file.close()
        came = Waiting(
            number=self.folder.name.removesuffix(PART), name=self.name, size=self.size,
            sha256=self._hash.hexdigest(), received_at=datetime.now(UTC).isoformat(timespec="microseconds"),
        )  # fmt: skip
        try:
            inbox.write(self.folder / inbox.ABOUT, inbox.about(came))
            parts.sync(self.folder)
            self.folder.rename(self.folder.with_name(came.number))
            parts.sync(self.folder.parent)
        except OSError as fault:
            self.abandon()
            raise UsageError(say("receiving.cut", name=self.name)) from fault
        return came

    def abandon(self) -> None:
        """Take away what came of it."""
        with suppress(OSError):  # what a full disk had no room for is tried once more
            self._file.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def begin(store: Path, name: str, size: int | None = None, largest: int = LARGEST) -> Arrival:
    """Begin to receive a file.

    Parameters
    ----------
    store : Path
        What the workspace holds.
    name : str
        As the browser gives it; it is made safe.
    size : int, optional
        Bytes it is said to have.
    largest : int
        Bytes it may have.

    Raises
    ------
    TooLarge
        If it is larger than may be, or the disk has no room for it.
    UsageError
        If too many files wait already.

    """
    place = inside(store, INBOX)
    place.mkdir(exist_ok=True)
    sweep(store)
    shown = shown_name(name)
    if size is not None and size > largest:
        raise TooLarge(say("receiving.too_large", name=shown, most=in_words(largest)))
    if (size or 0) + ROOM > shutil.disk_usage(place).free:
        raise TooLarge(say("receiving.no_room", name=shown))
    if sum(1 for _ in place.iterdir()) >= MOST:
        raise UsageError(say("receiving.too_many", most=MOST))
    folder = place / f"{secrets.token_hex(8)}{PART}"
    folder.mkdir()
    return Arrival(folder, shown, min(largest, shutil.disk_usage(place).free - ROOM))


def sweep(store: Path) -> None:
    """Take away files that stopped coming."""
    for folder in inside(store, INBOX).glob(f"*{PART}"):
        with suppress(OSError):
            newest = max([folder.stat().st_mtime, *(one.stat().st_mtime for one in folder.iterdir())])
            if time.time() - newest > STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
