"""Storing: the tables of a file go into a workspace together or not at all, and the same file twice counts once."""

from __future__ import annotations

import difflib
import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from standout.sources import loading
from standout.sources.identity import normalised
from standout.sources.relations import with_room
from standout.sources.source import Loaded, Mapping
from standout.words import say
from standout.workspace import parts, read_index, removing
from standout.workspace.index import Index, record
from standout.workspace.outcome import Outcome
from standout.workspace.telling import Plan, shown, what

if TYPE_CHECKING:
    import sqlite3

    from duckdb import DuckDBPyConnection

    from standout.workspace.config import Config

SHOWN_SPELLINGS = 5
ALIKE = 0.82
"""How alike two spellings are before they are proposed as one business (difflib's ratio)."""


def store_all(
    store: Path,
    index: Index,
    connection: DuckDBPyConnection,
    config: Config,
    planned: Sequence[Plan],
    folder: Path,
) -> list[Outcome]:
    """Store every table of a file, in one turn of writing; give what came of each."""
    outcomes = []
    with index.writing() as db:
        parts.sweep(store, read_index.named(db))
        for plan in planned:
            described = _described(plan.mapping)
            earlier = db.execute(
                "SELECT * FROM imports WHERE sha256 = ? AND member = ?", (plan.raw.sha256, plan.raw.member)
            ).fetchone()
            if earlier and earlier["mapping"] == described:
                outcomes.append(_unchanged(plan, earlier, db))
                continue
            if earlier:
                removing.forget(store, db, connection, earlier["import_id"])
            with parts.aside(store) as workplace:
                outcomes.append(_loaded(store, db, connection, config, plan, described, workplace, folder))
    return outcomes


def _described(mapping: Mapping) -> str:
    """Give how a file is read, as the index keeps it; why it was read so is not part of that."""
    said = asdict(mapping)
    said["fields"] = [{k: v for k, v in f.items() if not k.startswith("evidence")} for f in said["fields"]]
    return json.dumps(said, sort_keys=True, default=str)


def _unchanged(plan: Plan, earlier: sqlite3.Row, db: sqlite3.Connection) -> Outcome:
    """Give the outcome of a file that is held already: its rows are known, its rejects rejected again."""
    rejects = db.execute(
        "SELECT line, reason FROM rejects WHERE import_id = ? ORDER BY line", (earlier["import_id"],)
    ).fetchall()
    return Outcome(
        path=shown(plan.raw), source=plan.mapping.source, what=what(plan.mapping), table=plan.mapping.table,
        records=earlier["records"], rejected=earlier["rejected"], known=earlier["records"] - earlier["rejected"],
        stored=True, rejects=tuple((row["line"], row["reason"]) for row in rejects),
    )  # fmt: skip


def _loaded(
    store: Path,
    db: sqlite3.Connection,
    connection: DuckDBPyConnection,
    config: Config,
    plan: Plan,
    described: str,
    workplace: Path,
    folder: Path,
) -> Outcome:
    context = loading.Context(
        connection=connection, folder=workplace, salt=(store / "salt").read_text(encoding="ascii"),
        known=_held(store, db), today=datetime.now(UTC).date(), names={},
        columns=[json.loads(row["described"]) for row in db.execute("SELECT described FROM columns ORDER BY rowid")],
    )  # fmt: skip
    loaded = with_room(connection, lambda: loading.load(plan.raw, plan.mapping, context))
    named = []
    for part in loaded.parts:
        name = parts.file_name(part.table, private=part.private)
        parts.adopt(store, part.file, name)
        named.append((part.table, name, part.rows))
    turned = sorted(loaded.rejects, key=lambda reject: reject.line)
    reasons = [(r.line, _reason(r.reason, r.column), r.column, r.text) for r in turned]
    about = {
        "path": plan.name or str(plan.raw.path), "member": plan.raw.member, "sha256": plan.raw.sha256,
        "source": plan.mapping.source, "table_name": plan.mapping.table, "mapping": described,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"), "records": loaded.records,
        "loaded": loaded.loaded, "rejected": len(loaded.rejects), "known": loaded.known,
        "oldest": _iso(loaded.oldest), "newest": _iso(loaded.newest),
    }  # fmt: skip
    record(db, about, named, reasons, loaded.businesses, loaded.columns)
    alike = _alike_names(loaded, config)
    return Outcome(
        path=shown(plan.raw), source=plan.mapping.source, what=what(plan.mapping), table=plan.mapping.table,
        records=loaded.records, loaded=loaded.loaded, rejected=len(loaded.rejects), known=loaded.known, stored=True,
        rejects=tuple((line, why) for line, why, _, _ in reasons), notes=loaded.notes,
        spellings=tuple(_spelling(read, name, folder) for read, name in alike), alike=alike,
    )  # fmt: skip


def _reason(reason: str, column: str) -> str:
    return say(f"reject.{reason}", column=column)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _held(store: Path, db: sqlite3.Connection) -> dict[str, list[Path]]:
    held: dict[str, list[Path]] = {}
    for row in db.execute("SELECT table_name, file FROM parts ORDER BY part_id"):
        held.setdefault(row["table_name"], []).append(parts.place(store, row["file"]))
    return held


def _alike_names(loaded: Loaded, config: Config) -> tuple[tuple[str, str], ...]:
    """Propose, and never merge unasked: names read that look like one the owner wrote, a few at most."""
    owned = {normalised(name): name for name in (config.ours, *config.rivals) if name}
    settled = {normalised(name) for name in config.same} | set(owned)
    found = []
    for read in loaded.businesses.values():
        plain = normalised(read)
        near = [name for other, name in owned.items() if plain not in settled and _alike(plain, other)]
        found += [(read, name) for name in near]
    return tuple(found[:SHOWN_SPELLINGS])


def _spelling(read: str, name: str, folder: Path) -> str:
    return say("workspace.spelling", read=read, known=name, folder=shlex.quote(str(folder)))


def _alike(one: str, other: str) -> bool:
    """Tell whether two names may be one business; those that differ in a number only are two."""
    if re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other):
        return False
    if f" {other} " in f" {one} " or f" {one} " in f" {other} ":
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE
