"""Kept: answers that were given, so that a page can show them again without asking.

Writes   held/kept/<view>/<question>.json and .arrow: the findings, pictures, sums, evidence and table of an answer
Reads    the same, and from the index what the answer rests on, to tell whether it is still the newest

A page is made from these alone: no engine is started for it.  An answer lies in two files; the first names the second,
and is put in its place last, so that a reader meets one answer or the other and never half of each.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__, registry
from standout.answer import Answer
from standout.charts.chart import Picture
from standout.finding import Evidence, Finding, Needed
from standout.workspace import config as configured
from standout.workspace.inside import inside
from standout.workspace.view import View

if TYPE_CHECKING:
    from standout.workspace.folder import Folder

KEPT = "kept"
SCHEMA = 4
TRIES = 3
STALE_SECONDS = 60
"""How old a table must be to be taken away: one that is younger may be of an answer that is just being kept."""
VIEWS = 200
"""How many views are kept besides the plain one; the one that was kept longest ago goes first."""
PLANNED = {
    "plays": "plays", "asks": "asks", "codes": "codes", "actions": "deeds", "people": "merges", "contacts": "merges",
}  # fmt: skip
"""Tables a question may read that change without a file being added, and where the index keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as it was given.

    Attributes
    ----------
    answer : Answer
        Its findings, table and evidence.
    pictures : list of Picture
        As they were drawn.
    what_if : list of dict or None
        For each finding the sums that tell what more reviews could change (`standout.report.what_if`).
    fresh : bool
        Whether nothing it rests on has changed since.
    made_at : datetime
        When it was given, UTC.
    seconds : float
        How long it took.

    """

    answer: Answer
    pictures: list[Picture]
    what_if: list[dict[str, Any] | None]
    fresh: bool
    made_at: datetime
    seconds: float


def keep(folder: Folder, view: View, answer: Answer, *, state: str, seconds: float = 0.0) -> None:
    """Keep an answer; ``state`` is what `state` gave before it was asked."""
    from pyarrow import feather  # noqa: PLC0415 - heavy

    from standout.report import what_if  # noqa: PLC0415 - as above

    place = _place(folder, view)
    place.mkdir(parents=True, exist_ok=True)
    name = answer.question.name
    table = f"{name}-{secrets.token_hex(4)}.arrow"
    feather.write_feather(answer.table, str(place / table), compression="zstd")
    _settled(place / table)
    said = {
        "schema": SCHEMA, "state": state, "view": view.query(), "table": table, "seconds": seconds,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "findings": [_flat(finding) for finding in answer.findings],
        "evidence": {**answer.evidence.to_dict(), "as_of": answer.evidence.as_of},
        "pictures": [asdict(picture) for picture in answer.pictures()],
        "what_if": what_if.rows(answer.findings, answer.evidence.settings),
    }  # fmt: skip
    path = place / f"{name}.json"
    aside = place / f".{table}.json.{os.getpid()}"
    aside.write_text(json.dumps(said, ensure_ascii=False, default=_plain), encoding="utf-8")
    _settled(aside)
    aside.replace(path)
    for old in (*place.glob(f"{name}-*.arrow"), *place.glob(f".{name}-*.json.*")):
        with suppress(OSError):  # somebody may be reading it; the next answer takes it away
            if old.name != table and time.time() - old.stat().st_mtime > STALE_SECONDS:
                old.unlink()
    _swept(folder)


def _settled(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def kept(folder: Folder, view: View, question: str) -> Kept | None:
    """Give the answer of a question that was kept for a view, None where there is none."""
    for _ in range(TRIES):  # another process may put a newer one in its place meanwhile
        try:
            return _read(folder, view, question)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # damaged, or of another version: ask anew
            return None
    return None


def state(folder: Folder, question: str) -> str:
    """Give a digest of everything an answer rests on: files, settings, plans, merges, version, language."""
    index = folder.index
    held: list[object] = [__version__, folder.language, (folder.folder / configured.NAME).read_text(encoding="utf-8")]
    held += [tuple(row) for row in index.rows("SELECT import_id, sha256, member, mapping FROM imports ORDER BY 1")]
    held += [tuple(row) for row in index.rows("SELECT part_id, file FROM parts ORDER BY 1")]
    for name in sorted({PLANNED[table] for table in _reads(question) if table in PLANNED}):
        if index.has(name):
            held += [tuple(row) for row in index.rows(f"SELECT * FROM {name} ORDER BY rowid")]  # a name of ours
    return hashlib.sha256(json.dumps(held, default=str).encode()).hexdigest()[:16]


def _reads(question: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Give the tables a question reads, with those that the questions it waits for read."""
    known = registry.catalogue("standout.questions", "QUESTION")
    if question not in known or question in seen:
        return set()
    reads = set(known[question].reads)
    makers = [one.name for one in known.values() if one.name != question and set(one.writes) & reads]
    return reads.union(*(_reads(name, seen | {question}) for name in makers))


def _place(folder: Folder, view: View, *name: str) -> Path:
    shown = View(**{field.name: getattr(view, field.name) for field in fields(View) if field.name != "aspect"})
    query = shown.query()
    return inside(folder.store, KEPT, hashlib.sha256(query.encode()).hexdigest()[:16] if query else "plain", *name)


def _swept(folder: Folder) -> None:
    """Take away the views that were kept longest ago, where there are too many."""
    places = [place for place in (folder.store / KEPT).iterdir() if place.is_dir() and place.name != "plain"]
    for place in sorted(places, key=lambda one: one.stat().st_mtime)[: max(0, len(places) - VIEWS)]:
        for file in place.iterdir():
            file.unlink(missing_ok=True)
        with suppress(OSError):  # another process kept something in it meanwhile
            place.rmdir()


def _read(folder: Folder, view: View, question: str) -> Kept | None:
    from pyarrow import feather  # noqa: PLC0415 - heavy

    known = registry.catalogue("standout.questions", "QUESTION")
    said = json.loads(_place(folder, view, f"{question}.json").read_text(encoding="utf-8"), object_hook=_dated)
    if said["schema"] != SCHEMA or question not in known:
        return None
    answer = Answer(
        question=known[question],
        findings=[_finding(one) for one in said["findings"]],
        table=feather.read_table(str(_place(folder, view, said["table"]))),
        evidence=_evidence(said["evidence"]),
    )
    return Kept(
        answer=answer, pictures=[Picture(**one) for one in said["pictures"]], what_if=said["what_if"],
        fresh=said["state"] == state(folder, question), made_at=datetime.fromisoformat(said["made_at"]),
        seconds=said["seconds"],
    )  # fmt: skip


def _flat(finding: Finding) -> dict[str, Any]:
    """Give every field of a finding but what it was made from, which only its question needs."""
    held = {field.name: getattr(finding, field.name) for field in fields(Finding) if field.name != "behind"}
    return {**held, "needed": asdict(finding.needed) if finding.needed else None}


def _finding(said: Mapping[str, Any]) -> Finding:
    needed = Needed(**said["needed"]) if said["needed"] else None
    return Finding(**{**said, "needed": needed, "quotes": tuple(said["quotes"])})


def _evidence(said: Mapping[str, Any]) -> Evidence:
    return Evidence(**{**said, "inputs": tuple(said["inputs"])})


def _plain(value: object) -> Any:
    """Give a value JSON has no word for; `_dated` and the fields' own types bring it back."""
    if isinstance(value, datetime | date):
        return {"$day": value.isoformat()}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    item = getattr(value, "item", None)  # a number of NumPy's
    if item is None:
        raise TypeError(type(value).__name__)
    return item()


def _dated(said: dict[str, Any]) -> Any:
    if said.keys() == {"$day"}:
        text = said["$day"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return said
