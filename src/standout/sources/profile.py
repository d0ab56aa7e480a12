"""What a column of a file holds, looked at once: cells, distinct values, numbers, dates, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from standout.sources.dates import DateReading, dates, day_of
from standout.sources.figures import FigureReading, figure, figures, missing
from standout.sources.scales import stars
from standout.sources.source import Raw

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WHOLE = 5_000
"""Up to this many records every one is looked at, else the sample."""

MOSTLY = 0.9
"""A column is numbers, dates or stars where this share of its filled cells are."""

HALF = 0.5
"""A column called a date is one where this share of its cells are; the other rows are turned away by line."""

_GLANCE = 60
_ADDRESS = re.compile(r"^(?:https?://|www\.|/)\S+$")
_HEX = re.compile(r"^(?=.*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*$", re.IGNORECASE)
_MARK = re.compile(r"^[xX✓✔*]$")


@dataclass(frozen=True)
class Profile:
    """One column: its header, its cells (stripped, None where nothing is meant), and what they are."""

    name: str
    cells: Sequence[str | None]
    today: date

    @cached_property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(cell is not None for cell in self.cells)

    @property
    def filled_share(self) -> float:
        """The share of cells that hold something, 0 to 1."""
        return self.filled / len(self.cells) if self.cells else 0.0

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each value stands, whatever its case."""
        return Counter(cell.casefold() for cell in self.cells if cell is not None)

    @property
    def distinct(self) -> int:
        """How many values there are."""
        return len(self.counts)

    @cached_property
    def length(self) -> float:
        """The mean length of a filled cell, in characters."""
        return sum(len(cell) for cell in self.cells if cell is not None) / max(self.filled, 1)

    @cached_property
    def words(self) -> float:
        """The mean number of words in a filled cell."""
        return sum(len(cell.split()) for cell in self.cells if cell is not None) / max(self.filled, 1)

    @cached_property
    def some_dates(self) -> DateReading | None:
        """How its dates are written where half of its cells or more are dates: enough where its name says date."""
        glance = self._glance
        if not glance or dates(glance, self.today) is None:
            return None
        reading = dates(self.cells, self.today)
        return reading if reading and reading.share >= HALF else None

    @property
    def dates(self) -> DateReading | None:
        """How its dates are written, or None where it holds none."""
        reading = self.some_dates
        return reading if reading and reading.share >= MOSTLY - 0.1 else None

    @cached_property
    def days(self) -> tuple[date | None, ...]:
        """The day of each cell, None where it says none."""
        reading = self.dates
        return tuple(day_of(cell, reading) if cell and reading else None for cell in self.cells)

    @cached_property
    def figures(self) -> FigureReading | None:
        """How its numbers are written, or None where it holds none."""
        if figures(self._glance).share < MOSTLY - 0.1:
            return None
        reading = figures(self.cells)
        return reading if reading.share >= MOSTLY else None

    @cached_property
    def in_words(self) -> bool:
        """Whether its scores are star words, star signs or ``4 of 5``."""
        return self.filled > 0 and sum(stars(c) is not None for c in self._glance) >= MOSTLY * len(self._glance)

    @cached_property
    def numbers(self) -> tuple[float | None, ...]:
        """Its numbers, None where a cell holds none; star words count as theirs."""
        if self.in_words:
            said = [stars(cell) for cell in self.cells]
            return tuple(score[0] if score else None for score in said)
        reading = self.figures
        return tuple(figure(cell, reading) if reading else None for cell in self.cells)

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers or star words, and no dates."""
        return self.filled > 0 and (self.in_words or self.figures is not None) and self.dates is None

    @cached_property
    def is_addresses(self) -> bool:
        """Whether it holds web addresses."""
        return self._share(_ADDRESS) >= MOSTLY

    @cached_property
    def is_ids(self) -> bool:
        """Whether it holds hashes, or a code of its own in every row."""
        return self._share(_HEX) >= MOSTLY

    @cached_property
    def is_marks(self) -> bool:
        """Whether it holds only ticks."""
        return self.filled > 0 and self._share(_MARK) == 1.0

    @cached_property
    def is_row_number(self) -> bool:
        """Whether it only counts the rows, 0 or 1 the first."""
        seen = [cell for cell in self.cells if cell is not None]
        if len(seen) != len(self.cells) or not all(cell.isdecimal() for cell in seen):
            return False
        numbers = [int(cell) for cell in seen]
        steps = {b - a for a, b in pairwise(numbers)}
        return len(numbers) > 1 and numbers[0] in (0, 1) and all(step > 0 for step in steps)

    @property
    def _glance(self) -> list[str | None]:
        held = [cell for cell in self.cells if cell is not None]
        return list(held[:: max(1, len(held) // _GLANCE)])

    def _share(self, pattern: re.Pattern[str]) -> float:
        return sum(n for cell, n in self.counts.items() if pattern.match(cell)) / max(self.filled, 1)


def whole_sample(raw: Raw, connection: DuckDBPyConnection | None) -> Raw:
    """Give ``raw`` with every record in its sample where they are few, else as it is."""
    if connection is None or not raw.relation or raw.records > WHOLE or len(raw.sample) >= raw.records:
        return raw
    names = ", ".join(f"c{i}" for i in range(len(raw.columns)))
    rows = connection.execute(f"select {names} from {raw.relation} order by line").fetchall()
    return replace(raw, sample=tuple(tuple(row) for row in rows))


def profiles(raw: Raw, today: date) -> dict[str, Profile]:
    """Give every column of the sample by its header, in order.

    Examples
    --------
    >>> from pathlib import Path
    >>> raw = Raw(path=Path("a.csv"), columns=("Stars",), sample=(("4",), ("n/a",), (" 5 ",)))
    >>> profiles(raw, date(2026, 1, 1))["Stars"].numbers
    (4.0, None, 5.0)

    """
    return {
        name: Profile(name, tuple(_plain(row[i] if i < len(row) else None) for row in raw.sample), today)
        for i, name in enumerate(raw.columns)
    }


def _plain(cell: str | None) -> str | None:
    return None if cell is None or missing(cell) else " ".join(cell.split()) if len(cell) < 200 else cell.strip()
