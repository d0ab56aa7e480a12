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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.errors import DataError
from standout.words import language, say
from standout.workspace import config as configured
from standout.workspace import inbox
from standout.workspace.inbox import Look, Said, Waiting
from standout.workspace.turns import Tell, alone, in_turn

if TYPE_CHECKING:
    from standout.workspace.folder import Folder
    from standout.workspace.outcome import Outcome
    from standout.workspace.outcome import Told as ToldOf

LOCK = "inbox.lock"


def look(folder: Folder, number: str) -> Waiting:
    """Look at a file that waits, as it is said now; give it with what it was taken for.

    Raises
    ------
    WorkspaceError
        If it waits no more.

    """
    from standout.workspace import adding  # noqa: PLC0415 - heavy

    known = one(folder.store, number)
    inside = folder.store / INBOX / number
    _clear(inside)
    try:
        found, unread = adding.look(folder.config, _file(inside), _told(known.said), _passing(known, inside))
        seen = Look(proposals=tuple(found), unread=unread)
    except DataError as error:
        seen = Look(problem=str(error))
    said = {
        "language": language(), "said": _about(known)["said"], "problem": seen.problem, "unread": dict(seen.unread),
        "proposals": [one.to_dict() for one in seen.proposals],
    }  # fmt: skip
    with suppress(FileNotFoundError):  # somebody left it out meanwhile
        _write(inside / LOOK, said)
    return Waiting(**{**_parts(known), "look": seen})


def accept(folder: Folder, number: str, tell: Tell | None = None) -> list[Outcome]:
    """Store a file that waits, as it is said now; give what came of each of its tables.

    It waits its turn where another process writes, and goes from the inbox once it is stored.

    Raises
    ------
    DataError
        If nothing in it can be used, or it waits no more; the message says what to do.

    """
    from standout.workspace import adding  # noqa: PLC0415 - heavy

    known = one(folder.store, number)
    inside = folder.store / INBOX / number
    _clear(inside)
    outcomes = in_turn(
        lambda: adding.add(
            folder.folder, folder.store, folder.index, folder.config, _file(inside), _told(known.said),
            dry_run=False, accepted=True, passing=_passing(known, inside),
        ),
        tell,
    )  # fmt: skip
    for said in known.said.values():
        if said.ours and not said.leave_out:
            configured.change(folder.folder, same={said.ours: folder.config.ours})
    shutil.rmtree(inside, ignore_errors=True)
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


def _passing(known: Waiting, inside: Path) -> Any:
    from standout.workspace.outcome import Passing  # noqa: PLC0415 - with what takes it

    return Passing(name=known.name, workplace=inside)


def _clear(inside: Path) -> None:
    """Take away what a reader that died left beside a file."""
    for entry in inside.iterdir() if inside.is_dir() else ():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
