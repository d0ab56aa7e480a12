"""Looking: what was looked up about each business, and one row of the rival sheet as it is typed.

A row that is typed goes the way of a filled sheet: the same columns, checks, table and provenance.

Reads    businesses, reviews, facts
Writes   an import of one row, named for its business and the day; it is taken back like any other
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout.charts.look import clean
from standout.errors import DataError
from standout.sources import rival_sheet, sheet_writer
from standout.words import say
from standout.workspace import rivalry
from standout.workspace.file_names import safe_name
from standout.workspace.turns import in_turn

if TYPE_CHECKING:
    from standout.workspace.folder import Folder
    from standout.workspace.outcome import Outcome

BUSINESS, SEEN, CURRENCY = "Rival", "Date seen", "Currency"
"""Headings of the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One thing that was looked up: what, of which item, how much, in what, and when and where it was seen."""

    fact: str
    item: str
    value: float
    unit: str
    seen_at: str
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A business, the rows held about it, and the newest of each thing that was looked up."""

    name: str
    ours: bool
    named: bool
    reviews: int
    facts: tuple[Looked, ...]


def businesses(workspace: Folder) -> list[Business]:
    """Give ours first, then the rivals the owner names in their order, then the others, most reviews first."""
    engine, config = workspace.engine(), workspace.config
    names = {row["business_id"]: row["name"] for row in engine.arrow(engine.table("businesses")).to_pylist()}
    facts: dict[str, dict[tuple[str, str], Looked]] = {}
    for row in sorted(engine.arrow(engine.table("facts")).to_pylist(), key=_seen):
        one = _looked(row)
        facts.setdefault(names.get(row["business_id"], ""), {})[one.fact, one.item] = one
    counted = {row["rival"]: row for row in rivalry.held(engine)}
    ours = engine.table("businesses").filter(engine.table("businesses").ours).select("business_id")
    mine = engine.table("reviews").semi_join(ours, "business_id")
    [own] = engine.arrow(mine.aggregate(n=mine.count())).to_pylist()
    counts = {name: row["reviews"] for name, row in counted.items()} | {config.ours: own["n"]}
    named = dict.fromkeys([config.ours, *config.rivals])
    return [
        Business(
            name=name, ours=name == config.ours, named=name in named, reviews=counts.get(name, 0),
            facts=tuple(facts.get(name, {}).values()),
        )
        for name in dict.fromkeys([*named, *counted])
    ]  # fmt: skip


def _seen(row: Mapping[str, Any]) -> tuple[bool, Any]:
    return row["seen_at"] is not None, row["seen_at"]


def _looked(row: Mapping[str, Any]) -> Looked:
    return Looked(
        fact=row["fact"], item=row["item"] or "", value=row["value"], unit=row["unit"] or "",
        seen_at=row["seen_at"].isoformat() if row["seen_at"] else "", source_url=row["source_url"] or "",
    )  # fmt: skip


def headings(items: Sequence[str]) -> dict[str, str]:
    """Give the headings of a row, and what stands under each, as the sheet has them.

    Examples
    --------
    >>> headings(["flat white"])["Price of flat white"], headings(["flat white"])["Opening hours"]
    ('price', 'open_hours')

    """
    mapping = rival_sheet.mapped(list(sheet_writer.headings(items)))
    return {field.column: field.target for field in mapping.fields if items or field.target != "price"}


def wrong(cells: Mapping[str, str], today: date) -> dict[str, str]:
    """Give the headings whose cells can't be read, each with the reason it is turned away for.

    Parameters
    ----------
    cells : mapping of str to str
        What was typed, by heading.
    today : date
        A later day seen is refused.

    Examples
    --------
    >>> wrong({"Rival": "Deli North", "Shown average": "good", "Shown count": "212"}, date(2024, 5, 2))
    {'Shown average': 'rivals.shown_average'}
    >>> wrong({"Rival": "Deli North", "Shown average": ""}, date(2024, 5, 2))
    {'': 'rivals.untouched'}

    """
    columns = list(cells)
    mapping = rival_sheet.mapped(columns)
    found: dict[str, str] = {}
    for column in columns:
        alone = [text if name in (BUSINESS, column) else "" for name, text in cells.items()]
        _, refused = rival_sheet.facts(mapping, columns, [(1, alone)], today)
        found |= {one.column: one.reason for one in refused if one.column == column}
    made, refused = rival_sheet.facts(mapping, columns, [(1, list(cells.values()))], today)
    return found or ({} if made else {"": refused[0].reason})


def save(workspace: Folder, cells: Mapping[str, str], today: date) -> Outcome:
    """Store a row as a sheet that holds it alone; the same row once more changes nothing.

    Raises
    ------
    DataError
        If it can't be read; the message says what to write instead, and nothing of it is stored.

    """
    if refused := wrong(cells, today):
        column, reason = next(iter(refused.items()))
        raise DataError(say(f"reject.{reason}", column=column))
    from standout.workspace import adding  # noqa: PLC0415 - heavy
    from standout.workspace.outcome import Passing, Told  # noqa: PLC0415 - with what takes it

    plain = {name: clean(text) for name, text in cells.items()}
    with tempfile.TemporaryDirectory(prefix="typed-", dir=workspace.store) as inside:
        path = Path(inside) / "typed.csv"
        sheet_writer.write_csv(path, list(plain), [list(plain.values())])
        name = safe_name(f"{plain[BUSINESS]}, {today.isoformat()}.csv")
        [outcome] = in_turn(
            lambda: adding.add(
                workspace.folder, workspace.store, workspace.index, workspace.config, path,
                Told(as_table=rival_sheet.SOURCE.name), dry_run=False, accepted=True,
                passing=Passing(name=name, workplace=Path(inside)),
            )
        )  # fmt: skip
    if outcome.rejects:
        raise DataError(outcome.rejects[0][1])
    return outcome
