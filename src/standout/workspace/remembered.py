"""Remembered: which first places a workspace has shown, and which claims were stamped before their scores were.

A claim has the price of one question only where nobody could have picked it after a look at its scores.  So what
is shown is written down, and a claim about the same aspect among some of the same customers counts as seen.

Reads    index   stamps, sights, shown
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from standout.errors import WorkspaceError

if TYPE_CHECKING:
    from standout.finding import Finding
    from standout.workspace.index import Index

BESIDE = "shown-"
"""How the names of files start that were written while another process held the index."""
PRICED = ("lone", "fresh")
"""Prices that are paid out of the alpha of all stamps together."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A claim written down before its scores were read.

    Attributes
    ----------
    number : int
        Its place among all stamps of the workspace.
    at : str
        When, UTC.
    text : str
        The claim.
    means : str
        What it was read as, as JSON.
    inputs : tuple of str
        SHA-256 of the files it is tested on.
    price : str
        "lone": the price of one question; "search": that of the search, as it was shown before; "fresh": one question
        on what came in since it was shown; "fact": none, as it is looked up.
    level : float or None
        The chance of a wrong yes it may take; None where the search sets it.
    shown : bool or None
        Whether it was found to be true; None before it is tested.

    """

    number: int
    at: str
    text: str
    means: str
    inputs: tuple[str, ...]
    price: str
    level: float | None
    shown: bool | None = None


def now() -> str:
    """Give this moment as the index keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def remember(
    index: Index, inputs: Sequence[str], findings: Iterable[Finding], joined: Mapping[str, Sequence[str]]
) -> None:
    """Write down that these findings were shown; where nothing may be written, nothing is.

    What rests on looking up has no price, so that it needs no memory.  ``joined`` are the labels of aspects that the
    owner said are one, by its name: who saw the one has seen its parts.
    """
    rated = [one for one in findings if one.facts.get("kind") == "rating"]
    note(index, inputs, [(label, one.world) for one in rated for label in labels_of(one.aspect, joined)])


def labels_of(aspect: str, joined: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the label of an aspect and, where it was joined from others, theirs.

    Examples
    --------
    >>> labels_of("Staff", {"staff": ["Service", "Crew"]}), labels_of("Coffee", {"staff": ["Service"]})
    (['Staff', 'Service', 'Crew'], ['Coffee'])

    """
    name = aspect.casefold()
    return [
        aspect,
        *(part for one, parts in joined.items() if one.casefold().replace("_", " ") == name for part in parts),
    ]


def note(index: Index, inputs: Sequence[str], pairs: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Write down that the scores of these aspects, each in its world, were shown."""
    seen = {(aspect, _key(world)) for aspect, world in pairs}
    if not seen or not inputs:
        return
    held = _key(sorted(inputs))
    if seen <= _noted(index, held):
        return
    try:
        with index.writing() as db:
            db.execute("INSERT OR IGNORE INTO sights (inputs) VALUES (?)", (held,))
            (number,) = db.execute("SELECT sight_id FROM sights WHERE inputs = ?", (held,)).fetchone()
            rows = [(number, aspect, world, now()) for aspect, world in sorted(seen)]
            db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?)", rows)
    except WorkspaceError:
        _aside(index, held, seen)


def _aside(index: Index, held: str, seen: set[tuple[str, str]]) -> None:
    """Write it down beside the index, while another process holds that; where nothing may be written, nothing is."""
    said = json.dumps({"inputs": held, "shown": sorted(seen)}, ensure_ascii=False)
    file = index.path.with_name(f"{BESIDE}{hashlib.sha256(said.encode()).hexdigest()[:16]}.json")
    with suppress(OSError):  # a folder that can't be written to can't be stamped in either
        aside = file.with_name(f".{file.name}.{os.getpid()}")
        aside.write_text(said, encoding="utf-8")
        aside.replace(file)


def _noted(index: Index, held: str) -> set[tuple[str, str]]:
    """What is written down already for exactly these files."""
    if not index.has("shown"):
        return set()
    rows = index.rows("SELECT aspect, world FROM shown JOIN sights USING (sight_id) WHERE inputs = ?", held)
    return {(row["aspect"], row["world"]) for row in rows}


def _key(value: object) -> str:
    return json.dumps(value if not isinstance(value, Mapping) else dict(value), sort_keys=True, ensure_ascii=False)


def seen(index: Index, aspects: Iterable[str], world: Mapping[str, str], inputs: Iterable[str]) -> frozenset[str]:
    """Give the files, among ``inputs``, whose scores on an aspect were shown for customers some of whom are in a world.

    Two worlds share no customer only where they differ in one thing that both ask for.  ``aspects`` are all labels
    that the aspect goes by.  Where a file that was shown is no longer held, its rows may be in any other.
    """
    now_held, there = set(inputs), _held(index)
    found: set[str] = set()
    for other, files in _shown(index, {name.casefold() for name in aspects}):
        known, then = json.loads(other), set(json.loads(files))
        apart = any(label in known and known[label] != value for label, value in world.items())
        if not apart:
            found |= now_held & then if then <= there else now_held
    return frozenset(found)


def _held(index: Index) -> set[str]:
    """SHA-256 of every file held now."""
    return {one.sha256 for one in index.imports()}


def _shown(index: Index, aspects: Collection[str]) -> list[tuple[str, str]]:
    """Worlds in which one of some aspects was shown, in small letters, each with the files held then."""
    query = "SELECT aspect, world, inputs FROM shown JOIN sights USING (sight_id)"
    rows = index.rows(query) if index.has("shown") else []
    beside = [json.loads(file.read_text(encoding="utf-8")) for file in index.path.parent.glob(f"{BESIDE}*.json")]
    return [
        *((row["world"], row["inputs"]) for row in rows if row["aspect"].casefold() in aspects),
        *((world, held["inputs"]) for held in beside for name, world in held["shown"] if name.casefold() in aspects),
    ]


def stamps(index: Index) -> list[Stamp]:
    """Give every stamp, oldest first."""
    if not index.has("stamps"):
        return []
    rows = index.rows("SELECT * FROM stamps ORDER BY stamp_id")
    return [
        Stamp(
            row["stamp_id"], row["stamped_at"], row["text"], row["means"], tuple(json.loads(row["inputs"])),
            row["price"], row["level"], None if row["shown"] is None else bool(row["shown"]),
        )
        for row in rows
    ]  # fmt: skip


def stamp(
    index: Index,
    text: str,
    means: Mapping[str, object],
    inputs: Sequence[str],
    price: str,
    level: Callable[[Sequence[bool]], float] | None = None,
) -> Stamp:
    """Write a claim down, and give its stamp once it is on the disk.

    Parameters
    ----------
    level : callable, optional
        Gives the level from whether each earlier claim on these files was shown; None where it has none.

    """
    at, said, held = now(), _key(means), tuple(sorted(inputs))
    with index.writing() as db:  # nobody else can stamp until this is through
        part = level(earlier(index, held)) if level else None
        cursor = db.execute(
            "INSERT INTO stamps (stamped_at, text, means, inputs, price, level) VALUES (?, ?, ?, ?, ?, ?)",
            (at, text, said, _key(held), price, part),
        )
        number = int(cursor.lastrowid or 0)
    return Stamp(number, at, text, said, held, price, part)


def settle(index: Index, number: int, *, shown: bool, answer: str) -> None:
    """Write down what came of a stamp; the first time counts."""
    with index.writing() as db:
        db.execute(
            "UPDATE stamps SET shown = ?, answer = ? WHERE stamp_id = ? AND shown IS NULL", (int(shown), answer, number)
        )


def same(index: Index, means: Mapping[str, object]) -> Stamp | None:
    """Give the stamp of the very same claim on the very same files, if there is one."""
    said = _key(means)
    return next((one for one in stamps(index) if one.means == said), None)


def earlier(index: Index, inputs: Iterable[str], number: int | None = None) -> list[bool]:
    """Give whether each stamp with a price of its own on some of these files was shown, those before ``number``.

    A stamp on a file that is no longer held counts too, as its rows may be in these.
    """
    held, there = set(inputs), _held(index)
    return [
        bool(one.shown)
        for one in stamps(index)
        if one.price in PRICED
        and (held & set(one.inputs) or not set(one.inputs) <= there)
        and (number is None or one.number < number)
    ]
