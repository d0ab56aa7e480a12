"""Inbox: files that came by the browser and wait here until their owner has decided on them.

Writes   held/inbox/<number>/   a file that waits: itself under a safe name, about.json, and look.json

What is ours beside a file begins with a dot while it is being written; no file's own name does.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.errors import WorkspaceError
from standout.words import language, say
from standout.workspace.file_names import NOTED
from standout.workspace.inside import inside

if TYPE_CHECKING:
    from standout.workspace.proposal import Proposal

INBOX = "inbox"
ABOUT, LOOK = NOTED
_NUMBER = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the owner said of one table of a file.

    Attributes
    ----------
    table, source : str
        The table it fills, or the format it is in; empty where that is as found.
    by_hand : bool
        Whether its format's own columns are set aside.
    leave_out : bool
        Whether it is not wanted.
    business : str
        Whose all its rows are.
    ours : str
        The name in the file that means us.
    columns : mapping of str to mapping
        What a column is: its ``target``, and where needed ``scale``, ``zero`` and ``dayfirst``.

    """

    table: str = ""
    source: str = ""
    by_hand: bool = False
    leave_out: bool = False
    business: str = ""
    ours: str = ""
    columns: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that waits for its owner.

    Attributes
    ----------
    number, name : str
        Its place in the inbox, and its own name.
    size : int
        Bytes.
    sha256, received_at : str
        What it holds, and when it came.
    said : mapping of str to Said
        What was said of each of its tables, by their names inside the file.
    look : Look or None
        What it was taken for; None until it was looked at as it is now said.

    """

    number: str
    name: str
    size: int
    sha256: str
    received_at: str
    said: Mapping[str, Said] = field(default_factory=dict)
    look: Look | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file was taken for: its tables, the files in it that can't be read, and why none can be where none can."""

    proposals: tuple[Proposal, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def waiting(store: Path) -> list[Waiting]:
    """Give every file that waits, as they came."""
    folder = inside(store, INBOX)
    there = [entry.name for entry in folder.iterdir() if not entry.is_symlink()] if folder.is_dir() else []
    found = [one for number in there if _NUMBER.fullmatch(number) and (one := _read(folder / number))]
    return sorted(found, key=lambda one: (one.received_at, one.number))


def place(store: Path, number: str) -> Path:
    """Give the folder of a file that waits; a link that leads out of the workspace is refused."""
    return inside(store, INBOX, number)


def one(store: Path, number: str) -> Waiting:
    """Give a file that waits, by its number.

    Raises
    ------
    WorkspaceError
        If it waits no more.

    """
    found = _read(place(store, number)) if _NUMBER.fullmatch(number) else None
    if found is None:
        raise WorkspaceError(say("receiving.gone"))
    return found


def note(store: Path, number: str, said: Mapping[str, Said]) -> Waiting:
    """Keep what the owner says of the tables of a file, beside what was said of others of its tables."""
    known = one(store, number)
    new = {**known.said, **said}
    if new == known.said:
        return known
    changed = replace(known, said=new, look=None)
    folder = place(store, number)
    write(folder / ABOUT, about(changed))
    (folder / LOOK).unlink(missing_ok=True)
    return changed


def leave_out(store: Path, number: str) -> str:
    """Take away a file that waits; give its name."""
    known = one(store, number)
    shutil.rmtree(place(store, number), ignore_errors=True)
    return known.name


def file_of(folder: Path) -> Path:
    """Give the file itself.

    Raises
    ------
    WorkspaceError
        If it is gone.

    """
    found = [entry for entry in _entries(folder) if entry.name not in (ABOUT, LOOK) and entry.name[0] != "."]
    if len(found) != 1 or found[0].is_symlink() or not found[0].is_file():
        raise WorkspaceError(say("receiving.gone"))
    return found[0]


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if not entry.is_dir()]
    except OSError:
        return []


def _read(folder: Path) -> Waiting | None:
    """Give a file that waits; None where there is none, or what is noted of it can't be read."""
    try:
        noted = _noted(folder / ABOUT)
        said = {member: Said(**told) for member, told in noted.pop("said").items()}
        return Waiting(**noted, said=said, look=_looked(folder, said))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _looked(folder: Path, said: Mapping[str, Said]) -> Look | None:
    """Give what a file was taken for, None where that was said in another language or of something else."""
    from standout.workspace.proposal import Proposal  # noqa: PLC0415 - only where something waits

    try:
        held = _noted(folder / LOOK)
        same = held["said"] == {member: _json(told) for member, told in said.items()}
        if not same or held["language"] != language():
            return None
        proposals = tuple(Proposal.of(one) for one in held["proposals"])
        return Look(proposals=proposals, unread=held["unread"], problem=held["problem"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _noted(path: Path) -> dict[str, Any]:
    """Give what is noted in a file, which is never a link to another."""
    if path.is_symlink():
        raise OSError(path.name)
    noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return noted


def _json(said: Said) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(said)))
    return plain


def about(known: Waiting) -> dict[str, Any]:
    """Give what is noted of a file."""
    kept = {name: getattr(known, name) for name in ("number", "name", "size", "sha256", "received_at")}
    return {**kept, "said": {member: _json(told) for member, told in known.said.items()}}


def write(path: Path, said: Mapping[str, Any]) -> None:
    """Write JSON whole or not at all."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(said, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def looked(known: Waiting, seen: Look) -> dict[str, Any]:
    """Give what is noted of what a file was taken for, as it was said then."""
    return {
        "language": language(), "said": about(known)["said"], "problem": seen.problem, "unread": dict(seen.unread),
        "proposals": [one.to_dict() for one in seen.proposals],
    }  # fmt: skip
