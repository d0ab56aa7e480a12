"""``standout.toml``: who we are, who the rivals are, and what the owner decided about files.

It is the owner's file: their comments and order are kept, and a write replaces it whole or not at all.
"""

from __future__ import annotations

import os
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError

from standout import registry
from standout.errors import SettingError, WorkspaceError
from standout.words import FIRST, LANGUAGES, language, nearest, say

NAME = "standout.toml"
LOCK = "held/settings.lock"
LOCK_SECONDS = 10.0
READERS = ("auto", "lexicon", "swift", "deep")
"""What reads words; ``auto`` is the one that is best of those there are."""


@dataclass(frozen=True, slots=True)
class Config:
    """What ``standout.toml`` says.

    Attributes
    ----------
    ours : str
        Our business.
    language : str
        What everything is said in, by its ISO 639-1 code.
    rivals : tuple of str
        Those the owner named; empty means everybody else in the files.
    same : mapping of str to str
        A spelling, and the business it stands for.
    aspects : mapping of str to sequence of str
        Aspects that are one: the new name, the labels it stands for.
    shapes : mapping
        Remembered file shapes, by header hash.
    banner, notes
        Printed on every page, and in "how do we know".
    efforts : mapping
        What time and money go to each week, by channel: minutes, cost, audience, objective, measure, until.
    kit : mapping of str to str
        Of the share kit: ``link``, a page of the owner's, and ``reward``, what whoever passes it on gets.
    brief, digest, card : mapping of str to str
        Of the brief: ``logo``, ``accent``, ``title``, ``text``, ``paper``, ``link``; of the weekly mail: ``to``,
        ``subject``, ``text``; of the Est card: ``link``, and ``incentive``, what reviewers were given, in words.
    read : mapping
        How reviews are read: ``trade``, ``aspects``, ``reader``, and ``most``, how many texts are read for aspects (0:
        all).
    questions : mapping
        Settings of each question.

    """

    ours: str = ""
    language: str = FIRST
    rivals: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    aspects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shapes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    banner: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    efforts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    kit: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, str] = field(default_factory=dict)
    digest: Mapping[str, str] = field(default_factory=dict)
    card: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, Any] = field(default_factory=dict)
    questions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read(folder: Path) -> Config:
    """Give what the folder's ``standout.toml`` says.

    Raises
    ------
    SettingError
        If it isn't TOML, or a key holds the wrong kind of value; the message names the line or key.

    """
    path = folder / NAME
    said = _document(path).unwrap()
    tables = ("same", "aspects", "shapes", "notes", "efforts", "kit", "brief", "digest", "card", "read")
    kinds: dict[str, type] = {
        "ours": str,
        "rivals": list,
        "banner": str,
        "language": str,
        **dict.fromkeys(tables, dict),
    }
    for key, kind in kinds.items():
        if key in said and not isinstance(said[key], kind):
            raise _wrong(path, key, kind)
    _checked_inside(path, said)
    known = {key: said.pop(key) for key in kinds if key in said}
    questions = registry.names("standout.questions")
    for key, value in said.items():
        if key not in questions or not isinstance(value, dict):
            near = nearest(key, [*kinds, *questions])
            raise SettingError(say("workspace.toml_unknown", path=str(path), key=key, near=near))
    return Config(**{**known, "rivals": tuple(known.get("rivals", ()))}, questions=said)


def spoken(folder: Path) -> str:
    """Give the language of the folder's ``standout.toml``; what is spoken now where it can't be read.

    Whoever needs more of the file is told what is wrong with it.
    """
    try:
        said = tomllib.loads((folder / NAME).read_text(encoding="utf-8")).get("language", FIRST)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return language()
    return said if said in LANGUAGES else language()


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (ParseError, UnicodeDecodeError) as error:
        raise SettingError(say("workspace.bad_toml", path=str(path), why=str(error))) from None


def _checked_inside(path: Path, said: Mapping[str, Any]) -> None:
    """Raise for a list or table whose parts are of the wrong kind, and where nobody says who we are."""
    if not said.get("ours", "").strip():
        raise SettingError(say("workspace.toml_nobody", path=str(path)))
    if said.get("language", FIRST) not in LANGUAGES:
        near = nearest(said["language"], LANGUAGES)
        raise SettingError(say("workspace.toml_choice", path=str(path), key="language", near=near))
    if not all(isinstance(name, str) for name in said.get("rivals", ())):
        raise _wrong(path, "rivals", list)
    for table in ("same", "notes", "kit", "brief", "digest", "card"):
        for key, value in said.get(table, {}).items():
            if not isinstance(value, str):
                raise _wrong(path, f"[{table}] {key}", str)
    for key, value in said.get("efforts", {}).items():
        if not isinstance(value, dict):
            raise _wrong(path, f"[efforts] {key}", dict)
    for key, value in said.get("aspects", {}).items():
        if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
            raise _wrong(path, f"[aspects] {key}", list)
    if "read" in said:
        _checked_reading(path, said["read"])


def _checked_reading(path: Path, said: Mapping[str, Any]) -> None:
    """Raise for what ``[read]`` can't take."""
    from standout.text.aspects import TRADES  # noqa: PLC0415 - only who sets it pays for it

    kinds: dict[str, type] = {"trade": str, "aspects": list, "reader": str, "most": int}
    for key, value in said.items():
        if key not in kinds:
            raise SettingError(
                say("workspace.toml_unknown", path=str(path), key=f"[read] {key}", near=", ".join(kinds))
            )
        if not isinstance(value, kinds[key]) or isinstance(value, bool):
            raise _wrong(path, f"[read] {key}", kinds[key])
    if not all(isinstance(name, str) and name.strip() for name in said.get("aspects", ())):
        raise _wrong(path, "[read] aspects", list)
    for key, known in (("trade", TRADES), ("reader", READERS)):
        if key in said and said[key] not in known:
            near = nearest(said[key], known)
            raise SettingError(say("workspace.toml_choice", path=str(path), key=f"[read] {key}", near=near))
    if said.get("most", 0) < 0:
        raise SettingError(say("workspace.toml_least", path=str(path), key="[read] most"))


def _wrong(path: Path, key: str, kind: type) -> SettingError:
    wanted = say(f"workspace.toml_kind.{kind.__name__}")
    return SettingError(say("workspace.toml_wrong", path=str(path), key=key, wanted=wanted))


def change(folder: Path, **values: object) -> None:
    """Set keys of ``standout.toml``, keeping everything else the owner wrote there.

    A mapping is put into the table of that name, key by key; anything else replaces the key.
    """
    path = folder / NAME
    with _alone(folder):
        document = _document(path) if path.exists() else tomlkit.document()
        for key, value in values.items():
            if isinstance(value, Mapping):
                if key not in document:
                    document[key] = tomlkit.table()
                for inner, part in value.items():
                    document[key][inner] = part
            else:
                document[key] = value
        _write(path, document)


def drop(folder: Path, table: str, key: str) -> None:
    """Take a key out of a table of ``standout.toml``, keeping everything else the owner wrote there."""
    path = folder / NAME
    with _alone(folder):
        document = _document(path)
        del document[table][key]
        _write(path, document)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep others from writing meanwhile what they read before; a process that dies lets go of it.

    SQLite does the locking, as it does on every system; the file holds nothing.
    """
    if not (folder / LOCK).parent.is_dir():  # a workspace that is being made has no others
        yield
        return
    with closing(sqlite3.connect(folder / LOCK, timeout=LOCK_SECONDS, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise WorkspaceError(say("workspace.toml_busy", file=str(folder / NAME))) from None
        yield


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Put a document in the place of the file, whole or not at all."""
    written = path.with_suffix(f".toml.{os.getpid()}.new")
    with written.open("w", encoding="utf-8") as file:
        file.write(tomlkit.dumps(document))
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)
