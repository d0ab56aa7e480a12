"""Whether a mapping still reads a file: the rows of the sample whose scores and dates it would turn away."""

from __future__ import annotations

from standout.sources.dates import DateReading, day_of
from standout.sources.figures import missing
from standout.sources.scales import stars
from standout.sources.settle import cells
from standout.sources.source import Field, Mapping, Raw

SHARE, ROWS = 0.05, 3
"""More rows than both turned away, and a mapping no longer fits the file."""


def too_many(rows: int, raw: Raw) -> bool:
    """Tell whether so many rows of the sample turned away are more than slips of the pen.

    Examples
    --------
    >>> from pathlib import Path
    >>> raw = Raw(path=Path("a.csv"), sample=(("5",),) * 100)
    >>> too_many(5, raw), too_many(6, raw)
    (False, True)

    """
    return rows > ROWS and rows > SHARE * len(raw.sample)


def turned_away(raw: Raw, mapping: Mapping) -> int:
    """Give how many rows of the sample hold a score beyond its scale, or a score or date that can't be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> raw = Raw(path=Path("a.csv"), columns=("Stars",), sample=(("0",), ("4,5",), ("6",), (None,)))
    >>> field = Field(column="Stars", target="overall", kind="score", scale=(1, 5))
    >>> turned_away(raw, Mapping(source="mapped", table="reviews", fields=(field,)))
    2

    """
    bad: set[int] = set()
    for field in mapping.fields:
        if field.kind in ("score", "stars", "date") and field.target != "ignore":
            column = cells(raw, field.column)
            parting = cells(raw, field.only_when[0]) if field.only_when else None
            for row, cell in enumerate(column):
                if cell is None or missing(cell) or (parting and not _holds(field, parting[row])):
                    continue
                if not (_day(field, cell) if field.kind == "date" else _within(field, cell)):
                    bad.add(row)
    return len(bad)


def _holds(field: Field, parting: str | None) -> bool:
    return field.only_when is None or missing(parting) == (field.only_when[1] == "blank")


def _day(field: Field, cell: str) -> bool:
    return day_of(cell, DateReading(date_format=field.date_format, dayfirst=field.dayfirst)) is not None


def _within(field: Field, cell: str) -> bool:
    """Tell whether a score can be read and lies on its scale."""
    said = stars(cell)
    if said is not None and said[1] is not None and field.scale and said[1] != field.scale[1]:
        return False
    try:
        value = said[0] if said else float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    if field.scale is None or (field.zero_is_missing and value == 0):
        return True
    return field.scale[0] <= value <= field.scale[1]
