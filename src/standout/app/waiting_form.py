"""Waiting form: what an owner says of a table that waits, from the fields of its form.

Fields go by the place of a table in its file and of a column in the table, never by their names: names are the file's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from standout.charts.look import clean
from standout.errors import UsageError
from standout.sources.wanted import Thing
from standout.words import say
from standout.workspace.inbox import Said
from standout.workspace.proposal import Proposal

OTHER = "other"
OURS = "ours"


def said(place: int, proposal: Proposal, before: Said, fields: Mapping[str, str], ours: str) -> Said:
    """Give what is said of one table now: what was said before, and what its form changes.

    Parameters
    ----------
    place : int
        Of the table in its file.
    proposal : Proposal
        What the form showed.
    before : Said
        What was said of it before.
    fields : mapping of str to str
        What was sent.
    ours : str
        Our name.

    Raises
    ------
    UsageError
        If one column was chosen for two things; the message names it.

    """
    given = {name.partition(".")[2]: value for name, value in fields.items() if name.startswith(f"{place}.")}
    if fields.get("by_hand") == str(place):
        return Said(table=proposal.table, by_hand=True, leave_out="leave" in given, business=before.business)
    if (chosen := given.get("format", "")) and chosen in dict(proposal.formats):
        return Said(source=chosen)
    if (table := given.get("table", proposal.table)) and table != proposal.table:
        return Said(table=table, by_hand=True)
    columns = {**before.columns, **_columns(proposal, given)}
    business, column = _whose(proposal, given, before, ours)
    if column:
        columns[column] = {"target": "business"}
    names = [name for name, _ in proposal.whose.names]
    mine = given.get("ours", "")
    return Said(
        table=proposal.table if before.table or columns else before.table, source=before.source,
        by_hand=before.by_hand, leave_out="leave" in given, business=business,
        ours=names[int(mine)] if mine.isdecimal() and int(mine) < len(names) else "", columns=columns,
    )  # fmt: skip


def _columns(proposal: Proposal, given: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Give what is said of columns anew."""
    told: dict[str, dict[str, Any]] = {}
    dropped: list[str] = []
    for thing in proposal.things:
        chosen = _chosen(proposal, given.get(f"thing.{thing.target}"))
        if chosen is None or chosen == (thing.columns[0] if thing.columns else ""):
            continue
        dropped += thing.columns
        if chosen in told:
            raise UsageError(say("app_files.twice", column=clean(chosen)))
        if chosen:
            told[chosen] = {"target": thing.target}
    _free(proposal, told, dropped)
    for one in proposal.loose:
        role = given.get(f"column.{proposal.columns.index(one.column)}", one.target)
        if role != one.target and role in one.may and one.column not in told:
            told[one.column] = {"target": role}
    for column, options in _options(proposal, given):
        target = next(thing.target for thing in proposal.things if column in thing.columns)
        if told.get(column, {}).get("target", target) == target:
            told[column] = {"target": target, **told.get(column, {}), **options}
    return told


def _free(proposal: Proposal, told: dict[str, dict[str, Any]], dropped: list[str]) -> None:
    """Leave out columns that lost their place, and see that what was chosen has no other.

    Raises
    ------
    UsageError
        If a column keeps its place and was chosen for another thing too.

    """
    for thing in proposal.things:
        kept = [column for column in thing.columns if column not in dropped]
        for column in kept:
            if column in told and told[column]["target"] != thing.target:
                raise UsageError(say("app_files.twice", column=clean(column)))
    for column in dropped:
        told.setdefault(column, {"target": "ignore"})


def _options(proposal: Proposal, given: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give how columns are read where that was changed: which part of a date comes first, a scale, what a 0 means."""
    for thing in proposal.things:
        if not thing.columns or thing.target == "ignore":
            continue
        first = given.get(f"days.{thing.target}")
        if thing.dayfirst is not None and first in ("day", "month") and (first == "day") != thing.dayfirst:
            yield thing.columns[0], {"dayfirst": first == "day"}
        if thing.scale:
            yield from _scale(thing, given)


def _scale(thing: Thing, given: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    ends = [_number(given.get(f"{end}.{thing.target}", "")) for end in ("low", "high")]
    low, high = ends
    if low is not None and high is not None and low < high and thing.scale != (low, high):
        yield thing.columns[0], {"scale": [low, high]}
    if f"low.{thing.target}" in given and (f"zero.{thing.target}" in given) != thing.zero:
        yield thing.columns[0], {"zero": not thing.zero}


def _number(text: str) -> float | None:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if 0 <= found <= 100 else None


def _whose(proposal: Proposal, given: Mapping[str, str], before: Said, ours: str) -> tuple[str, str]:
    """Give whose the rows are, and the column that says so where one does."""
    chosen = given.get("whose", "")
    if chosen == OURS:
        return ours, ""
    if chosen == OTHER:
        return given.get("other", "").strip(), ""
    if chosen.startswith("rival."):
        return chosen.partition(".")[2], ""
    if chosen.startswith("column."):
        return "", _chosen(proposal, chosen.partition(".")[2]) or ""
    return before.business, ""


def _chosen(proposal: Proposal, given: str | None) -> str | None:
    """Give the column at a place, "" for none; None where the form says nothing of it."""
    if given is None:
        return None
    return proposal.columns[int(given)] if given.isdecimal() and int(given) < len(proposal.columns) else ""
