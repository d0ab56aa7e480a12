"""Free columns: the names of aspects (``a_``) and descriptors (``d_``), one scale to a column.

``a_overall`` on one scale is shared by all sources.  Another aspect of the same name from another source, or
of another scale, gets a name of its own, such as ``a_staff_booking_com`` or ``a_overall_1_10``; files the owner
mapped by hand count as one source.  A descriptor is shared by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from standout.sources.source import Field, Mapping
from standout.tables.table import ASPECT, DESCRIPTOR
from standout.words import say


@dataclass(frozen=True, slots=True)
class Free:
    """A free column: its name, and the fields that fill it (halves of one scale may be several)."""

    name: str
    fields: tuple[Field, ...]


def slug(label: str) -> str:
    """Give a label as the end of a column name.

    Examples
    --------
    >>> slug("Value for money"), slug("Qualität")
    ('value_for_money', 'qualität')

    """
    plain = unicodedata.normalize("NFKC", label).lower()
    return re.sub(r"[^\w]+", "_", plain).strip("_") or "unnamed"


def free_columns(mapping: Mapping, known: Sequence[MappingOf[str, Any]]) -> tuple[list[Free], list[dict[str, Any]]]:
    """Give the free columns of a mapping, and their rows for the ``columns`` table.

    Parameters
    ----------
    mapping : Mapping
        Its fields with target ``overall``, ``aspect`` or ``descriptor``.
    known : sequence of dict
        Rows of the ``columns`` table, each with its ``source``.

    """
    held = {row["name"]: row for row in known if row.get("table") == mapping.table}
    mine: dict[str, Free] = {}
    rows: dict[str, dict[str, Any]] = {}
    for given in mapping.fields:
        if given.target not in ("overall", "aspect", "descriptor"):
            continue
        row = _row(given, mapping)
        name = _name(given, row, held, mine, rows)
        if name in mine:
            mine[name] = Free(name, (*mine[name].fields, given))
        else:
            mine[name] = Free(name, (given,))
            rows[name] = {**row, "name": name}
    return list(mine.values()), list(rows.values())


def _row(given: Field, mapping: Mapping) -> dict[str, Any]:
    aspect = given.target != "descriptor"
    overall = say("loading.overall") if given.target == "overall" else given.column
    low, high = given.scale if aspect and given.scale else (None, None)
    return {
        "table": mapping.table,
        "name": "",
        "label": given.label or overall,
        "kind": "aspect" if aspect else "descriptor",
        "scale_low": low,
        "scale_high": high,
        "addressable": given.addressable,
        "barred": given.barred or None,
        "source": mapping.source,
    }


def _name(
    given: Field,
    row: dict[str, Any],
    held: dict[str, MappingOf[str, Any]],
    mine: dict[str, Free],
    rows: dict[str, dict[str, Any]],
) -> str:
    """Give the first name that no other source and no other scale has."""
    if given.target == "descriptor":
        base = DESCRIPTOR + slug(row["label"])
        names = [base]
    else:
        base = ASPECT + ("overall" if given.target == "overall" else slug(row["label"]))
        scale = "" if row["scale_low"] is None else f"_{row['scale_low']:g}_{row['scale_high']:g}".replace(".", "p")
        source = "_" + slug(row["source"])
        names = [base, *([] if given.target == "overall" else [base + source]), base + scale, base + source + scale]
    names += [f"{names[-1]}_{n}" for n in range(2, 1000)]
    return next(
        name
        for name in names
        if _fits(given, row, held.get(name)) and _free(given, row, mine.get(name), rows.get(name))
    )


def _fits(given: Field, row: dict[str, Any], held: MappingOf[str, Any] | None) -> bool:
    """Tell whether a column of the workspace may take these values too."""
    if held is None or given.target == "descriptor":
        return True
    shared = given.target == "overall" or held.get("source", row["source"]) == row["source"]
    return shared and _scale(held) == _scale(row)


def _free(given: Field, row: dict[str, Any], mine: Free | None, named: dict[str, Any] | None) -> bool:
    """Tell whether no other column of this file has the name, save the other half of the same column."""
    if mine is None or named is None:
        return True
    halves = bool(given.only_when) and all(f.only_when for f in mine.fields)
    return halves and _scale(named) == _scale(row)


def _scale(row: MappingOf[str, Any]) -> tuple[Any, Any]:
    return row.get("scale_low"), row.get("scale_high")
