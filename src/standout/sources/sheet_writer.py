"""The rival sheet to fill: ours the first row, one row for each rival, a column for each item compared.

CSV, or XLSX with a note on each heading that says how to fill it.  No cell can be taken for a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from standout.errors import UsageError
from standout.sources.rival_sheet import GUARDED, PRICE
from standout.words import say

ITEMS = 3
"""How many items a sheet asks the price of, where the owner names none."""

_BEFORE = {"Rival": "business", "Place": "place", "Shown average": "shown_average", "Shown count": "shown_count"}
_AFTER = {
    "Currency": "currency", "Opening hours": "open_hours", "Number of items": "range",
    "Usual reply time": "reply_hours", "Delivery time": "delivery_minutes", "Source address": "source_url",
    "Date seen": "seen_at",
}  # fmt: skip
_WIDTH = 18


def write(path: Path, ours: str, rivals: Sequence[str], items: Sequence[str] = ()) -> Path:
    """Write a sheet to fill by looking, and give its path.

    Parameters
    ----------
    path : Path
        Ends in ``.csv`` or ``.xlsx``.
    ours : str
        Our business, the first row.
    rivals : sequence of str
        A row each, in this order.
    items : sequence of str, optional
        What to compare prices of, such as ``["flat white", "house salad"]``; else three columns to name.

    Raises
    ------
    UsageError
        If the path ends in neither, or stands for a file that is there already: it may be filled.

    """
    if path.exists():
        raise UsageError(say("rivals.there_already", file=str(path)))
    heads = headings(items)
    rows = [[name, *[""] * (len(heads) - 1)] for name in (ours, *rivals)]
    match path.suffix.casefold():
        case ".csv":
            write_csv(path, list(heads), rows)
        case ".xlsx":
            _write_xlsx(path, heads, rows)
        case _:
            raise UsageError(say("rivals.neither", file=str(path)))
    return path


def headings(items: Sequence[str] = ()) -> dict[str, str]:
    """Give the headings of a sheet with the note on each, in order.

    Examples
    --------
    >>> [h for h in headings(["flat white"]) if h.startswith("Price")]
    ['Price of flat white']

    """
    named = [" ".join(item.split()) for item in items if item.strip()]
    notes = {name: say(f"rivals.note.{target}") for name, target in _BEFORE.items()}
    if named:
        notes |= {f"{PRICE}{item}": say("rivals.note.price", item=item) for item in named}
    else:
        notes |= {f"{PRICE}item {n}": say("rivals.note.price_open", item=f"item {n}") for n in range(1, ITEMS + 1)}
    return notes | {name: say(f"rivals.note.{target}") for name, target in _AFTER.items()}


def guarded(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Bean Street")
    ("'=1+1", 'Bean Street')

    """
    return f"'{cell}" if cell.startswith(GUARDED) else cell


def write_csv(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a sheet as CSV, whatever its cells say."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[guarded(cell) for cell in row] for row in [heads, *rows]])


def _write_xlsx(path: Path, heads: dict[str, str], rows: list[list[str]]) -> None:
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is asked for

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(say("rivals.sheet_name"))
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for place, (head, note) in enumerate(heads.items()):
            sheet.write_string(0, place, guarded(head), bold)
            sheet.write_comment(0, place, note, {"x_scale": 2, "y_scale": 1.5})
            sheet.set_column(place, place, max(_WIDTH, len(head) + 2), text)
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, 0, guarded(row[0]))
        sheet.freeze_panes(1, 1)
