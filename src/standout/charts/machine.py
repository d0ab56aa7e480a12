"""Machine: a picture's table as other programs read it: numbers with a point, whatever language it was printed in.

Reads    the columns and rows of a picture, as they are printed in the language spoken
Makes    columns and rows: a column of figures as numbers; one of intervals or ranks as two columns; others as they are
Unit     that of the column
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from standout.words import figure, ordinal, say
from standout.words.spoken import template

Number = int | float
Ends = tuple[Number | None, Number | None]

NONE = (None, None)
RANKS = 500
"""A rank beyond this is left as it is printed."""


def machine(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[object]]]:
    """Give the head and the rows of a table for other programs.

    Examples
    --------
    >>> machine(["Café", "Lead", "Likely"], [["Lark", "−0.05", "−0.20 to 0.10"], ["Mill", "1,240.00", "–"]])
    (['Café', 'Lead', 'Likely: from', 'Likely: to'], [['Lark', -0.05, -0.2, 0.1], ['Mill', 1240.0, None, None]])

    """
    ranks = {ordinal(n): n for n in range(1, RANKS + 1)}
    parts = [_column(name, [row[at] for row in rows], ranks) for at, name in enumerate(columns)]
    heads = list(chain.from_iterable(names for names, _ in parts))
    cells = [list(chain.from_iterable(column[at] for _, column in parts)) for at in range(len(rows))]
    return heads, cells


def _column(name: str, cells: Sequence[str], ranks: dict[str, int]) -> tuple[list[str], list[Sequence[object]]]:
    """Give a column as one of numbers, as two of ends, or as it is."""
    read = [_ends(cell, ranks) for cell in cells]
    known = [one for one in read if one is not None]
    if len(known) < len(cells) or all(one == NONE for one in known):
        return [name], [[cell] for cell in cells]
    if all(low == high for low, high in known) and not any(cell in ranks for cell in cells):
        return [name], [[low] for low, _ in known]
    return [say("chart.from", name=name), say("chart.to", name=name)], [list(one) for one in known]


def _ends(cell: str, ranks: dict[str, int]) -> Ends | None:
    """Give both ends of what is printed, the same twice for one figure; None where it is no figure."""
    if cell in ("", figure(None)):
        return NONE
    for whole in (template("chart.span"), template("chart.ranks").replace(":ordinal", "")):
        pattern = re.escape(whole).replace(r"\{low\}", "(.+)").replace(r"\{high\}", "(.+)")
        if found := re.fullmatch(pattern, cell):
            low, high = (_number(part, ranks) for part in found.groups())
            return None if low is None or high is None else (low, high)
    one = _number(cell, ranks)
    return None if one is None else (one, one)


def _number(text: str, ranks: dict[str, int]) -> Number | None:
    """Give a figure as it was printed in the language spoken; None where it is none."""
    if text in ranks:
        return ranks[text]
    thousands, decimal = (re.escape(template(f"words.locale.{name}")) for name in ("thousands", "decimal"))
    found = re.fullmatch(rf"([−-]?)(\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}(\d+))?", text)
    if not found:
        return None
    sign, whole, part = found.groups()
    digits = re.sub(r"\D", "", whole)
    size: Number = float(f"{digits}.{part}") if part else int(digits)
    return -size if sign else size
