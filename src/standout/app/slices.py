"""Slices: the part of a long table that a page shows, and where the parts before and after it begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.charts.look import clean, figure
from standout.words import count, day

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 25
"""Rows on a page."""
LONGEST = 120
"""Letters of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Rows ``first`` to ``last`` of ``of``, from 1; ``before`` and ``after`` start the next parts, 0 for none."""

    rows: Sequence[Any]
    first: int
    last: int
    of: int
    before: int
    after: int

    @property
    def whole(self) -> bool:
        """Whether all rows are shown."""
        return not (self.before or self.after)


def part(rows: Sequence[Any], start: str | int = 1, shown: int = SHOWN) -> Slice:
    """Give the part of ``rows`` that begins at row ``start``; the first part where that is no such row.

    Examples
    --------
    >>> one = part(list("abcde"), "3", shown=2)
    >>> one.rows, (one.first, one.last, one.of), (one.before, one.after)
    (['c', 'd'], (3, 4, 5), (1, 5))

    """
    return _slice(len(rows), start, shown, lambda low, high: rows[low:high])


def arrow_part(table: pa.Table, start: str | int = 1, shown: int = SHOWN) -> tuple[list[str], Slice]:
    """Give the names of the columns that hold anything, and a part of the rows, every cell as it is printed.

    Ids aren't shown: they tell a reader nothing.
    """
    names = [
        name for name in table.column_names
        if not name.endswith("_id") and table[name].null_count < max(table.num_rows, 1)
    ]  # fmt: skip
    held = table.select(names)

    def printed(low: int, high: int) -> list[list[str]]:
        columns = [column.to_pylist() for column in held.slice(low, high - low).columns]
        return [[cell(value) for value in row] for row in zip(*columns, strict=True)]

    return names, _slice(table.num_rows, start, shown, printed)


def cell(value: object) -> str:
    """Give a value as a cell prints it: a figure rounded, a long text cut.

    Examples
    --------
    >>> cell(None), cell(1234), cell("one\\ntwo"), cell(True)
    ('–', '1,234', 'one two', '✓')

    """
    if value is None or value == "":
        return figure(None)
    if isinstance(value, bool):
        return "✓" if value else figure(None)
    if isinstance(value, int):
        return count(value)
    if isinstance(value, float):
        return figure(value, 2)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Mapping):
        value = ", ".join(f"{name}: {part}" for name, part in value.items())
    elif isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    text = clean(str(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


_FAR = 12
"""No row has a number of so many digits."""


def _slice(of: int, start: str | int, shown: int, taken: Any) -> Slice:
    given = str(start)
    first = int(given) if given.isascii() and given.isdigit() and len(given) < _FAR else 1
    first = first if 1 <= first <= of else min(1, of)
    last = min(first + shown - 1, of) if of else 0
    return Slice(
        rows=taken(first - 1, last) if of else [], first=first, last=last, of=of,
        before=max(first - shown, 1) if first > 1 else 0, after=last + 1 if last < of else 0,
    )  # fmt: skip
