"""Quarters: the last days of the quarters of the calendar."""

from __future__ import annotations

from datetime import date, timedelta


def quarter_ends(first: date, last: date) -> list[date]:
    """Give every last day of a quarter from ``first`` to ``last``, both included.

    Examples
    --------
    >>> [str(day) for day in quarter_ends(date(2025, 11, 3), date(2026, 6, 30))]
    ['2025-12-31', '2026-03-31', '2026-06-30']

    """
    ends: list[date] = []
    day = _end(first)
    while day <= last:
        ends.append(day)
        day = _end(day + timedelta(days=1))
    return ends


def _end(day: date) -> date:
    """Give the last day of the quarter that a day lies in."""
    month = 3 * ((day.month - 1) // 3) + 4
    return date(day.year + month // 13, (month - 1) % 12 + 1, 1) - timedelta(days=1)
