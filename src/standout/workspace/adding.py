"""Adding files: say what each is, ask where that was a guess, and store it whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from standout.errors import DataError, FileUnreadable
from standout.sources import mapper, match, reading
from standout.sources.source import Raw
from standout.words import say
from standout.workspace import config as configured
from standout.workspace import storing, telling
from standout.workspace.outcome import Outcome, Passing, Told
from standout.workspace.proposal import About, Proposal, proposed, unmapped
from standout.workspace.telling import Plan, shown

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from standout.workspace.config import Config
    from standout.workspace.index import Index

LARGE, PACKED = 16 << 20, (b"PK", b"\x1f\x8b")


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
            found = storing.store_all(store, index, connection, config, planned, folder)
    noted = [replace(one, notes=(*plan.notes, *one.notes)) for one, plan in zip(found, planned, strict=True)]
    outcomes = [*noted, *skipped]
    if dry_run or waiting:
        return outcomes
    shapes = {mapper.shape_of(plan.raw): telling.remembered_as(plan) for plan in planned if plan.guessed}
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
        mapping, guessed, _ = telling.mapped(connection, config, raw, told)
    except DataError as error:
        formats = [(one.name, one.label) for one, _ in match.near(telling.candidates(raw, told))]
        return unmapped(raw, passing.name, error.message, formats)
    owner = told.business or telling.owner(mapping, config)
    mapping = mapping.with_business(owner) if owner and telling.needs_whose(mapping) else mapping
    about = About(
        name=passing.name, what=telling.what(mapping), guessed=guessed, notes=tuple(telling.notes(raw, mapping, told)),
        whose=mapping.table in telling.NEEDS_BUSINESS,
    )  # fmt: skip
    return proposed(raw, mapping, connection, config, about)


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
    if path.stat().st_size > LARGE:
        return True
    with path.open("rb") as file:  # as when it is read, its bytes say what it is
        return file.read(2) in PACKED


def _planned(
    connection: DuckDBPyConnection, config: Config, path: Path, told: Told, workplace: Path
) -> tuple[list[Plan], list[Outcome]]:
    """Say what each table of a file is; what can't be used is left out, unless that is all there is."""
    planned, skipped, first = [], [], None
    unread: dict[str, str] = {}
    for raw in reading.open_file(path, connection, unread, workplace):
        if told.of(raw.member).leave_out:
            continue
        try:
            planned.append(telling.plan(connection, config, raw, told.of(raw.member)))
        except DataError as error:
            first = first or error
            skipped.append(Outcome(path=shown(raw), skipped=str(error)))
    if not planned and first:
        raise first
    return planned, [*skipped, *(Outcome(path=name, skipped=reason) for name, reason in unread.items())]


def _previewed(plan: Plan, connection: DuckDBPyConnection, *, waiting: bool) -> Outcome:
    return Outcome(
        path=shown(plan.raw), source=plan.mapping.source, what=telling.what(plan.mapping), table=plan.mapping.table,
        records=plan.raw.records, waiting=waiting,
        preview=tuple(mapper.preview(plan.raw, plan.mapping, connection).lines()),
    )  # fmt: skip
