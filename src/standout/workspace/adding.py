"""Adding files: say what each is, ask where that was a guess, and store it whole or not at all."""

from __future__ import annotations

import difflib
import json
import re
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from standout import registry
from standout.errors import DataError, FileUnreadable, MappingError, UsageError
from standout.sources import loading, mapper, match, people_notes, reading
from standout.sources.identity import normalised
from standout.sources.relations import with_room
from standout.sources.source import Loaded, Mapping, Raw, Source
from standout.sources.targets import TARGETS
from standout.sources.whose import likely_businesses
from standout.words import say
from standout.workspace import config as configured
from standout.workspace import parts, read_index, removing
from standout.workspace.index import Index, record
from standout.workspace.outcome import Outcome, Passing, Told
from standout.workspace.proposal import About, Proposal, proposed, unmapped

if TYPE_CHECKING:
    import sqlite3

    from duckdb import DuckDBPyConnection

    from standout.workspace.config import Config

LARGE, PACKED = 16 << 20, (".zip", ".gz")
BY_HAND = "by_hand"
"""In a remembered shape: the owner set aside the format its header names."""
NEEDS_BUSINESS = ("reviews", "facts", "claims", "sends")
SHOWN_SPELLINGS = 5
ALIKE = 0.82
"""How alike two spellings are before they are proposed as one business (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class _Plan:
    raw: Raw
    mapping: Mapping
    guessed: bool
    notes: tuple[str, ...]
    by_hand: bool = False
    name: str = ""  # to keep it by, where its file won't stay where it is


def add(  # noqa: PLR0913 - where, what, and how
    folder: Path,
    store: Path,
    index: Index,
    config: Config,
    path: Path,
    told: Told,
    *,
    dry_run: bool,
    accepted: bool,
    passing: Passing | None = None,
) -> list[Outcome]:
    """Add one file; what it holds of several tables goes in together or not at all.

    ``passing`` says that the file won't stay where it is; it is read with little memory then, beside a server.

    Raises
    ------
    DataError
        If nothing in it can be used; the message says what to write instead.

    """
    if not path.exists():
        raise FileUnreadable(say("workspace.no_file", file=str(path)))
    if (path / configured.NAME).exists() and (path / store.name).is_dir():
        raise FileUnreadable(say("workspace.is_workspace", file=str(path)))
    with _connected(path, passing) as (connection, workplace):
        planned, skipped = _planned(connection, config, path, told, workplace)
        if passing:
            planned = [replace(plan, name=passing.name) for plan in planned]
        waiting = any(plan.guessed for plan in planned) and not accepted
        if dry_run or waiting:
            found = [_previewed(plan, connection, waiting=waiting) for plan in planned]
        else:
            found = _stored(store, index, connection, config, planned, folder)
    noted = [replace(one, notes=(*plan.notes, *one.notes)) for one, plan in zip(found, planned, strict=True)]
    outcomes = [*noted, *skipped]
    if dry_run or waiting:
        return outcomes
    shapes = {mapper.shape_of(plan.raw): _remembered(plan) for plan in planned if plan.guessed}
    if shapes:
        configured.change(folder, shapes=shapes)
    return outcomes


def look(config: Config, path: Path, told: Told, passing: Passing) -> tuple[list[Proposal], dict[str, str]]:
    """Give what each table of a file would be stored as, and the files inside that can't be read, each with why.

    Raises
    ------
    FileUnreadable
        If nothing in it can be read; the message says what to do instead.

    """
    unread: dict[str, str] = {}
    with _connected(path, passing) as (connection, workplace):
        raws = reading.open_file(path, connection, unread, workplace)
        return [_proposed(connection, config, raw, told.of(raw.member), passing) for raw in raws], unread


def _proposed(connection: DuckDBPyConnection, config: Config, raw: Raw, told: Told, passing: Passing) -> Proposal:
    """Give what one table would be stored as; what is wrong with it stands in it, and is no error."""
    try:
        mapping, guessed, _ = _mapped(connection, config, raw, told)
    except DataError as error:
        formats = [(one.name, one.label) for one, _ in match.near(_candidates(raw, told))]
        return unmapped(raw, passing.name, error.message, formats)
    owner = told.business or _owner(mapping, config)
    mapping = mapping.with_business(owner) if owner and _needs_whose(mapping) else mapping
    about = About(
        name=passing.name, what=_what(mapping), guessed=guessed, notes=tuple(_notes(raw, mapping, told)),
        whose=mapping.table in NEEDS_BUSINESS,
    )  # fmt: skip
    return proposed(raw, mapping, connection, config, about)


def _needs_whose(mapping: Mapping) -> bool:
    """Tell whether somebody must say whose the rows are."""
    return mapping.table in NEEDS_BUSINESS and not mapping.business and not _says_whose(mapping)


def _candidates(raw: Raw, told: Told) -> list[tuple[Source, float]]:
    """Give the formats a table may be in; none where it is known to be something else."""
    try:
        return [] if told.by_hand else match.candidates(raw)
    except DataError:
        return []


@contextmanager
def _connected(path: Path, passing: Passing | None) -> Iterator[tuple[DuckDBPyConnection, Path]]:
    """Give a connection to read into, and a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="standout-", dir=passing.workplace if passing else None) as workplace,
        closing(reading.connect(workplace, frugal=passing is not None and _is_large(path))) as connection,
    ):
        yield connection, Path(workplace)


def _is_large(path: Path) -> bool:
    """Tell whether a file takes much memory to read; what is packed may hold anything."""
    return path.stat().st_size > LARGE or path.suffix.lower() in PACKED


def _remembered(plan: _Plan) -> dict[str, object]:
    """Give a mapping that was accepted as ``standout.toml`` keeps it."""
    return {**mapper.remember(plan.mapping), **({BY_HAND: True} if plan.by_hand else {})}


def _planned(
    connection: DuckDBPyConnection, config: Config, path: Path, told: Told, workplace: Path
) -> tuple[list[_Plan], list[Outcome]]:
    """Say what each table of a file is; what can't be used is left out, unless that is all there is."""
    planned, skipped, first = [], [], None
    unread: dict[str, str] = {}
    for raw in reading.open_file(path, connection, unread, workplace):
        if told.of(raw.member).leave_out:
            continue
        try:
            planned.append(_plan(connection, config, raw, told.of(raw.member)))
        except DataError as error:
            first = first or error
            skipped.append(Outcome(path=shown(raw), skipped=str(error)))
    if not planned and first:
        raise first
    return planned, [*skipped, *(Outcome(path=name, skipped=reason) for name, reason in unread.items())]


def _plan(connection: DuckDBPyConnection, config: Config, raw: Raw, told: Told) -> _Plan:
    mapping, guessed, by_hand = _mapped(connection, config, raw, told)
    whole = _with_business(mapping, config, raw, told)
    return _Plan(raw, whole, guessed, tuple(_notes(raw, mapping, told)), by_hand=by_hand)


def _mapped(connection: DuckDBPyConnection, config: Config, raw: Raw, told: Told) -> tuple[Mapping, bool, bool]:
    """Give what the columns of a table are, whether that is a guess, and whether a format we know was set aside."""
    remembered = config.shapes.get(mapper.shape_of(raw))
    sources = registry.catalogue("standout.sources", "SOURCE")
    by_hand = told.by_hand or bool(remembered and remembered.get(BY_HAND) and told.as_table not in sources)
    if named := None if told.maps or by_hand else _named(raw, told, sources):
        return match.mapping_of(*named), False, False
    if told.as_table and told.as_table not in TARGETS:
        raise UsageError(say("mapper.no_table", name=told.as_table, near=", ".join([*TARGETS, *sources])))
    shape = dict(remembered) if remembered and _holds(remembered, told) else None
    mapping = mapper.propose(raw, connection, dict(told.maps), told.as_table or None, shape)
    guessed = shape is None or bool(told.maps) or not mapper.fits(raw, connection, shape)
    return mapping, guessed, by_hand


def _holds(remembered: MappingOf[str, object], told: Told) -> bool:
    """Tell whether a remembered shape is of what is told now: the same table, and no format where that is set aside."""
    same = told.as_table in ("", remembered.get("table", "reviews"))
    return same and not (told.by_hand and remembered.get("source") != "mapped")


def _notes(raw: Raw, mapping: Mapping, told: Told) -> Iterator[str]:
    """Give what the owner should know of a file before it is stored."""
    if told.business and _says_whose(mapping):
        yield say("workspace.own_word", file=shown(raw))
    if mapping.table == "people" and not people_notes.says_consent(mapping):
        yield say("mapper.no_consent")
    if mapping.table == "ties":
        yield say("ties.privacy")
    elif any(field.target in ("family", "friends") for field in mapping.fields):
        yield say("ties.privacy_family")


def _named(raw: Raw, told: Told, sources: MappingOf[str, Source]) -> tuple[Source, Raw, float] | None:
    """Give the named format a file is, with how sure that is, where there is one and only one."""
    every = match.candidates(raw)
    if told.as_table in sources:
        sure = next((share for source, share in every if source.name == told.as_table), 0.0)
        return sources[told.as_table], raw, sure
    close = match.near([pair for pair in every if not told.as_table or pair[0].table == told.as_table])
    if len(close) > 1:
        names = [source.name for source, _ in close]
        raise MappingError(say("workspace.two_formats", file=shown(raw), names=names, first=names[0]))
    return (close[0][0], raw, close[0][1]) if close else None


def _with_business(mapping: Mapping, config: Config, raw: Raw, told: Told) -> Mapping:
    """Say whose the rows are, where no column does."""
    if not _needs_whose(mapping):
        return mapping
    if business := told.business or _owner(mapping, config):
        return mapping.with_business(business)
    if mapping.table in ("sends", "claims"):
        raise MappingError(say(f"mapper.whose_{mapping.table}", file=shown(raw)))
    likely = likely_businesses(raw, mapping)
    if likely:
        columns = [f'--map business="{column}"' for column in likely]
        raise MappingError(say("workspace.whose_of", file=shown(raw), maps=columns))
    raise MappingError(say("workspace.whose", file=shown(raw)))


def _owner(mapping: Mapping, config: Config) -> str:
    """Give our name where rows of this kind are always ours, else ""."""
    source = registry.catalogue("standout.sources", "SOURCE").get(mapping.source)
    return config.ours if mapping.table == "sends" or (source and source.own_place) else ""


def _says_whose(mapping: Mapping) -> bool:
    return any(f.target == "business" for f in mapping.fields)


def shown(raw: Raw) -> str:
    """Give the name of a table in a file, for people."""
    return f"{raw.path.name} › {raw.member}" if raw.member else raw.path.name


def _previewed(plan: _Plan, connection: DuckDBPyConnection, *, waiting: bool) -> Outcome:
    return Outcome(
        path=shown(plan.raw), source=plan.mapping.source, what=_what(plan.mapping), table=plan.mapping.table,
        records=plan.raw.records, waiting=waiting,
        preview=tuple(mapper.preview(plan.raw, plan.mapping, connection).lines()),
    )  # fmt: skip


def _what(mapping: Mapping) -> str:
    source = registry.catalogue("standout.sources", "SOURCE").get(mapping.source)
    if not source:
        return say("workspace.mapped", table=mapping.table)
    return say("workspace.sure", what=source.label, share=mapping.confidence)


def _stored(
    store: Path,
    index: Index,
    connection: DuckDBPyConnection,
    config: Config,
    planned: Sequence[_Plan],
    folder: Path,
) -> list[Outcome]:
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


def _unchanged(plan: _Plan, earlier: sqlite3.Row, db: sqlite3.Connection) -> Outcome:
    """Give the outcome of a file that is held already: its rows are known, its rejects rejected again."""
    rejects = db.execute(
        "SELECT line, reason FROM rejects WHERE import_id = ? ORDER BY line", (earlier["import_id"],)
    ).fetchall()
    return Outcome(
        path=shown(plan.raw), source=plan.mapping.source, what=_what(plan.mapping), table=plan.mapping.table,
        records=earlier["records"], rejected=earlier["rejected"], known=earlier["records"] - earlier["rejected"],
        stored=True, rejects=tuple((row["line"], row["reason"]) for row in rejects),
    )  # fmt: skip


def _loaded(
    store: Path,
    db: sqlite3.Connection,
    connection: DuckDBPyConnection,
    config: Config,
    plan: _Plan,
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
        path=shown(plan.raw), source=plan.mapping.source, what=_what(plan.mapping), table=plan.mapping.table,
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
        held.setdefault(row["table_name"], []).append(store / parts.PARTS / row["file"])
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
