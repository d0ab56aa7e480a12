"""A field with everything left open decided from the cells: date format, decimal sign, currency.

Named formats say which column is what; how an owner's locale wrote dates and money only the file can tell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from standout.sources.dates import dates
from standout.sources.figures import figures
from standout.sources.source import Field, Raw

Cells = list[str | None]


def cells(raw: Raw, column: str) -> Cells:
    """Give a column of the sample, as it stands."""
    place = raw.columns.index(column)
    return [row[place] if place < len(row) else None for row in raw.sample]


def settled(field: Field, column: Cells, today: date | None = None) -> Field:
    """Give ``field`` with its date format, or decimal sign and currency, as the cells show them.

    What the field says already stands: a date format; a currency; a ``dayfirst`` is taken where the cells
    leave it open.

    Examples
    --------
    >>> settled(Field(column="Paid", target="amount", kind="money"), ["12,50 €"]).currency
    'EUR'

    """
    if field.kind == "date" and not field.date_format:
        found = dates(column, today or datetime.now(UTC).date(), default=field.dayfirst)
        if found is None:
            return field
        return replace(
            field,
            date_format=found.date_format,
            dayfirst=found.dayfirst,
            evidence=found.why,
            evidence_values=found.values,
        )
    if field.kind in ("money", "number", "score"):
        reading = figures(column)
        return replace(
            field,
            decimal=reading.decimal,
            thousands=reading.thousands,
            currency=field.currency or (reading.currency if field.kind == "money" else ""),
        )
    return field
