"""Receiving: files that came by the browser wait here until their owner has decided on them.

Writes   held/inbox/<number>.part/   a file that is still coming; swept once nothing came for a while
         held/inbox/<number>/        a file that waits: itself under a safe name, about.json, and look.json

What was received is on the disk before it is acknowledged.  It goes once it was stored, or left out; a process that
dies in between leaves it waiting, and storing it once more changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from standout.errors import Busy, DataError, TooLarge, UsageError, WorkspaceError
from standout.words import count, figure, language, say
from standout.workspace import config as configured

if TYPE_CHECKING:
    from standout.workspace.folder import Folder
    from standout.workspace.outcome import Outcome
    from standout.workspace.outcome import Told as ToldOf
    from standout.workspace.proposal import Proposal

INBOX, PART = "inbox", ".part"
ABOUT, LOOK = "about.json", "look.json"
LARGEST = 4 << 30
"""Bytes of a file."""
MOST = 500
"""Files that may wait at once."""
ROOM = 256 << 20
"""Bytes the disk keeps free, whatever comes."""
STALE_SECONDS = 900
"""A file of which nothing came for so long is not coming any more."""
PATIENCE_SECONDS = 900
"""How long a file waits for another import to end."""
AGAIN_SECONDS = 1
LONGEST = 120
"""Bytes of a name on the disk, and letters of one that is shown."""
_NUMBER = re.compile(r"[0-9a-f]{16}")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

Tell = Callable[..., None]
T = TypeVar("T")


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
            If it isn't whole, or nothing came; what came of it is gone.

        """
        if expected is not None and self.size != expected:
            self.abandon()
            raise UsageError(say("receiving.cut", name=self.name))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        came = Waiting(
            number=self.folder.name.removesuffix(PART), name=self.name, size=self.size,
            sha256=self._hash.hexdigest(), received_at=datetime.now(UTC).isoformat(timespec="microseconds"),
        )  # fmt: skip
        try:
            _write(self.folder / ABOUT, _about(came))
            self.folder.rename(self.folder.with_name(came.number))
        except OSError as fault:
            self.abandon()
            raise UsageError(say("receiving.cut", name=self.name)) from fault
        return came

    def abandon(self) -> None:
        """Take away what came of it."""
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
    inbox = store / INBOX
    inbox.mkdir(exist_ok=True)
    sweep(store)
    shown = shown_name(name)
    if size is not None and size > largest:
        raise TooLarge(say("receiving.too_large", name=shown, most=in_words(largest)))
    if (size or 0) + ROOM > shutil.disk_usage(inbox).free:
        raise TooLarge(say("receiving.no_room", name=shown))
    if sum(1 for _ in inbox.iterdir()) >= MOST:
        raise UsageError(say("receiving.too_many", most=MOST))
    folder = inbox / f"{secrets.token_hex(8)}{PART}"
    folder.mkdir()
    return Arrival(folder, shown, min(largest, shutil.disk_usage(inbox).free - ROOM))


def sweep(store: Path) -> None:
    """Take away files that stopped coming."""
    for folder in (store / INBOX).glob(f"*{PART}"):
        with suppress(OSError):
            newest = max([folder.stat().st_mtime, *(one.stat().st_mtime for one in folder.iterdir())])
            if time.time() - newest > STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def waiting(store: Path) -> list[Waiting]:
    """Give every file that waits, as they came."""
    inbox = store / INBOX
    there = [entry.name for entry in inbox.iterdir()] if inbox.is_dir() else []
    found = [one for number in there if _NUMBER.fullmatch(number) and (one := _read(inbox / number))]
    return sorted(found, key=lambda one: (one.received_at, one.number))


def one(store: Path, number: str) -> Waiting:
    """Give a file that waits, by its number.

    Raises
    ------
    WorkspaceError
        If it waits no more.

    """
    found = _read(store / INBOX / number) if _NUMBER.fullmatch(number) else None
    if found is None:
        raise WorkspaceError(say("receiving.gone"))
    return found


def note(store: Path, number: str, said: Mapping[str, Said]) -> Waiting:
    """Keep what the owner says of the tables of a file, beside what was said of others of its tables."""
    known = one(store, number)
    new = {**known.said, **said}
    if new == known.said:
        return known
    changed = Waiting(**{**_parts(known), "said": new, "look": None})
    _write(store / INBOX / number / ABOUT, _about(changed))
    (store / INBOX / number / LOOK).unlink(missing_ok=True)
    return changed


def leave_out(store: Path, number: str) -> str:
    """Take away a file that waits; give its name."""
    known = one(store, number)
    shutil.rmtree(store / INBOX / number, ignore_errors=True)
    return known.name


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


def shown_name(given: str) -> str:
    """Give a file's own name as it may be shown: without folders, and without signs that steer text.

    Examples
    --------
    >>> shown_name("C:\\\\temp\\\\reviews.csv"), shown_name("../../etc/passwd"), shown_name("a\\u202efdp.csv")
    ('reviews.csv', 'passwd', 'afdp.csv')
    >>> shown_name("..") == shown_name("") == shown_name("/")
    True

    """
    last = re.split(r"[/\\]", given.strip().rstrip("/\\"))[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = " ".join(plain.split())
    if not plain.strip(". "):
        return say("receiving.nameless")
    if len(plain) <= LONGEST:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    end = f"{dot}{suffix}" if dot and len(suffix) <= 8 else ""
    return f"{(stem if end else plain)[: LONGEST - len(end) - 1]}…{end}"


def safe_name(shown: str) -> str:
    """Give the name a file has on the disk: one that every system takes, and that no system hides.

    Examples
    --------
    >>> safe_name("Q1: a/b?.csv"), safe_name(".htaccess"), safe_name("con.csv"), safe_name("Łódź.csv")
    ('Q1_ a_b_.csv', '_.htaccess', '_con.csv', 'Łódź.csv')

    """
    plain = _UNSAFE.sub("_", shown).rstrip(". ")
    if not plain or plain.startswith((".", "~")) or _RESERVED.match(plain) or plain in (ABOUT, LOOK):
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    end = f"{dot}{suffix}" if dot and stem and len(suffix.encode()) <= 8 else ""
    kept = (stem if end else plain).encode()[: LONGEST - len(end.encode())].decode(errors="ignore")
    return f"{kept}{end}"


def in_words(size: int) -> str:
    """Give a size in words.

    Examples
    --------
    >>> in_words(300_000_000), in_words(1_500), in_words(4 << 30)
    ('300 MB', '2 kB', '4.3 GB')

    """
    if size >= 10**9:
        return say("receiving.gb", n=figure(size / 10**9, 1))
    if size >= 10**6:
        return say("receiving.mb", n=count(round(size / 10**6)))
    return say("receiving.kb", n=count(-(-size // 1000)))


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


def _file(inside: Path) -> Path:
    """Give the file itself.

    Raises
    ------
    WorkspaceError
        If it is gone.

    """
    found = [entry for entry in _entries(inside) if entry.name not in (ABOUT, LOOK) and entry.suffix != ".new"]
    if len(found) != 1 or found[0].is_symlink() or not found[0].is_file():
        raise WorkspaceError(say("receiving.gone"))
    return found[0]


def _entries(inside: Path) -> list[Path]:
    try:
        return [entry for entry in inside.iterdir() if not entry.is_dir()]
    except OSError:
        return []


def _read(inside: Path) -> Waiting | None:
    """Give a file that waits; None where there is none, or what is noted of it can't be read."""
    try:
        about = json.loads((inside / ABOUT).read_text(encoding="utf-8"))
        said = {member: Said(**told) for member, told in about.pop("said").items()}
        return Waiting(**about, said=said, look=_looked(inside, said))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _looked(inside: Path, said: Mapping[str, Said]) -> Look | None:
    """Give what a file was taken for, None where that was said in another language or of something else."""
    from standout.workspace.proposal import Proposal  # noqa: PLC0415 - only where something waits

    try:
        held = json.loads((inside / LOOK).read_text(encoding="utf-8"))
        same = held["said"] == {member: _json(told) for member, told in said.items()}
        if not same or held["language"] != language():
            return None
        proposals = tuple(Proposal.of(one) for one in held["proposals"])
        return Look(proposals=proposals, unread=held["unread"], problem=held["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _parts(known: Waiting) -> dict[str, Any]:
    return {name: getattr(known, name) for name in ("number", "name", "size", "sha256", "received_at", "said", "look")}


def _json(said: Said) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(said)))
    return plain


def _about(known: Waiting) -> dict[str, Any]:
    """Give what is noted of a file."""
    kept = {name: value for name, value in _parts(known).items() if name != "look"}
    return {**kept, "said": {member: _json(told) for member, told in known.said.items()}}


def _write(path: Path, said: Mapping[str, Any]) -> None:
    """Write JSON whole or not at all."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(said, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
