"""Accepting: a file that waits in the inbox is looked at, and stored as its owner says.

Writes   held/inbox/<number>/look.json   what it was taken for
         held/inbox.lock                 so that of several servers on one folder one works in the inbox at a time

A file goes from the inbox once it was stored.  A process that dies in between leaves it waiting, and storing it once
more changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.errors import DataError
from standout.workspace import config as configured
from standout.workspace import inbox
from standout.workspace.inbox import Look, Said, Waiting
from standout.workspace.inside import inside
from standout.workspace.turns import Tell, alone, in_turn

if TYPE_CHECKING:
    from standout.workspace.folder import Folder
    from standout.workspace.outcome import Outcome
    from standout.workspace.outcome import Told as ToldOf

LOCK = "inbox.lock"


def look(folder: Folder, number: str, tell: Tell | None = None) -> Waiting:
    """Look at a file that waits, as it is said now; give it with what it was taken for.

    It waits its turn where another server is at the files that wait.

    Raises
    ------
    WorkspaceError
        If it waits no more.

    """
    return in_turn(lambda: _looked(folder, number), tell)


def _looked(folder: Folder, number: str) -> Waiting:
    from standout.workspace import adding  # noqa: PLC0415 - heavy

    with alone(folder.store / LOCK):
        _clear(folder.store)
        known, place = inbox.one(folder.store, number), inbox.place(folder.store, number)
        try:
            found, unread = adding.look(
                folder.config, inbox.file_of(place), _told(known.said), _passing(known, place)
            )  # fmt: skip
            seen = Look(proposals=tuple(found), unread=unread)
        except DataError as error:
            if not place.exists():
                raise
            seen = Look(problem=str(error))
        with suppress(FileNotFoundError):  # somebody left it out meanwhile
            inbox.write(place / inbox.LOOK, inbox.looked(known, seen))
    return replace(known, look=seen)


def accept(folder: Folder, number: str, tell: Tell | None = None) -> list[Outcome]:
    """Store a file that waits, as it is said now; give what came of each of its tables.

    It waits its turn where another process writes, and goes from the inbox once it is stored.

    Raises
    ------
    DataError
        If nothing in it can be used, or it waits no more; the message says what to do.

    """
    return in_turn(lambda: _accepted(folder, number), tell)


def _accepted(folder: Folder, number: str) -> list[Outcome]:
    from standout.workspace import adding  # noqa: PLC0415 - heavy

    with alone(folder.store / LOCK):
        _clear(folder.store)
        known, place = inbox.one(folder.store, number), inbox.place(folder.store, number)
        outcomes = adding.add(
            folder.folder, folder.store, folder.index, folder.config, inbox.file_of(place), _told(known.said),
            dry_run=False, accepted=True, passing=_passing(known, place),
        )  # fmt: skip
        for said in known.said.values():
            if said.ours and not said.leave_out:
                configured.change(folder.folder, same={said.ours: folder.config.ours})
        shutil.rmtree(place, ignore_errors=True)
    return outcomes


def rejected(folder: Folder, numbers: list[int]) -> Iterator[tuple[int, str, str]]:
    """Give the rows of imports that were turned away: the line, why, and what the row says."""
    marks = ", ".join("?" for _ in numbers)
    last = (0, 0)
    while True:
        rows = folder.index.rows(
            f"SELECT import_id, rowid AS place, line, reason, record FROM rejects WHERE import_id IN ({marks}) "
            "AND (import_id, rowid) > (?, ?) ORDER BY import_id, rowid LIMIT 5000", *numbers, *last,
        )  # fmt: skip
        if not rows:
            return
        for row in rows:
            yield row["line"], row["reason"], row["record"]
        last = (rows[-1]["import_id"], rows[-1]["place"])


def _told(said: Mapping[str, Said]) -> ToldOf:
    from standout.workspace.outcome import Told  # noqa: PLC0415 - with what takes it

    return Told(tables={member: _of_one(one) for member, one in said.items()})


def _of_one(said: Said) -> ToldOf:
    from standout.sources.given import Told as Column  # noqa: PLC0415 - heavy
    from standout.workspace.outcome import Told  # noqa: PLC0415 - with what takes it

    maps = {name: Column(name, **_plain(told)) for name, told in said.columns.items()}
    return Told(
        business=said.business, as_table=said.source or said.table, maps=maps, by_hand=said.by_hand,
        leave_out=said.leave_out,
    )  # fmt: skip


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: told[name] for name in ("target", "zero", "dayfirst", "label") if name in told}
    return {**known, **({"scale": tuple(told["scale"])} if told.get("scale") else {})}


def _passing(known: Waiting, place: Path) -> Any:
    from standout.workspace.outcome import Passing  # noqa: PLC0415 - with what takes it

    return Passing(name=known.name, workplace=place)


def _clear(store: Path) -> None:
    """Take away what readers that died left beside files; nobody else works in the inbox now."""
    for folder in inside(store, inbox.INBOX).iterdir() if (store / inbox.INBOX).is_dir() else ():
        for entry in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
