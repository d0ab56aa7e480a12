"""The rival sheet: what ten minutes of looking around finds, one business a row, ours the first.

An item whose price is compared has a column of its own, named ``Price of <item>``: whoever fills the sheet
can't compare a small cup with a large one by writing another name in a row.

Reads    the sheet   rival, place, shown average and count, prices, hours, choice, reply and delivery times
Makes    facts       one row: one fact about one business
Unit     the days seen are read as one column: 10/20/2025 proves month first; where none does, day first, but
         month first in a sheet whose currency is USD
No row   where a cell is empty; a row with a cell that can't be read is rejected whole, so that nothing is
         half stored, and so is a row of which only the name is filled
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from standout.sources.dates import OLDEST, DateReading, dates, day_of
from standout.sources.figures import currency_of, missing
from standout.sources.hours import hours_a_week
from standout.sources.names import fold
from standout.sources.source import Field, Mapping, Raw, Reject, Source
from standout.sources.spans import Span, average_and_count, count, duration, price, shown_average

PRICE = "Price of "
GUARDED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula; such a cell is written with an apostrophe before it."""

_COLUMNS = {
    "Rival": "business", "Place": "place", "Shown average": "shown_average", "Shown count": "shown_count",
    "Currency": "currency", "Opening hours": "open_hours", "Number of items": "range",
    "Usual reply time": "reply_hours", "Delivery time": "delivery_minutes", "Source address": "source_url",
    "Date seen": "seen_at",
}  # fmt: skip
_KINDS = {"seen_at": "date"}


@dataclass(frozen=True, slots=True)
class _Fact:
    """How one fact is read from a cell: its unit, and what the text becomes."""

    unit: str
    read: Callable[[str], Span]


def _exactly(hours: float) -> Span:
    return Span(hours, hours, hours)


_FACTS = {
    "shown_count": _Fact("reviews", count),
    "open_hours": _Fact("hours_a_week", lambda text: _exactly(hours_a_week(text))),
    "range": _Fact("items", count),
    "reply_hours": _Fact("hours", lambda text: duration(text, "hours", "hours")),
    "delivery_minutes": _Fact("minutes", lambda text: duration(text, "min", "min")),
}


def mapping(raw: Raw) -> Mapping:
    """Give how to read a filled sheet."""
    return mapped(raw.columns)


def mapped(columns: Sequence[str]) -> Mapping:
    """Give how to read a sheet of these columns: its own, and a price for each ``Price of`` column."""
    own = {fold(name): target for name, target in _COLUMNS.items()}
    fields = []
    for column in columns:
        plain = fold(column)
        if plain.startswith(fold(PRICE)):
            fields.append(Field(column=column, target="price", kind="money", label=item_of(column)))
        elif plain in own:
            target = own[plain]
            fields.append(Field(column=column, target=target, kind=_KINDS.get(target, "text")))
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=tuple(fields))


def facts(
    mapping: Mapping,
    columns: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str | None]]],
    today: date | None = None,
) -> tuple[list[dict[str, Any]], list[Reject]]:
    """Give the facts in the rows of a sheet, and the rows that can't be read.

    Parameters
    ----------
    mapping : Mapping
        As :func:`mapping` or ``--map`` gives it: which column is what.
    columns : sequence of str
        The header, in the order of the cells.
    rows : iterable of (int, cells)
        The line in the file, and its cells as they stand.
    today : date, optional
        A later date seen is refused.

    Returns
    -------
    facts : list of dict
        ``business`` (its name), ``fact``, ``item``, ``value``, ``unit``, ``valid_low``, ``valid_high``,
        ``seen_at``, ``source_url``, ``line``.
    rejects : list of Reject
        One for each row that can't be read, naming every cell that stands in the way, or that holds no fact.

    Examples
    --------
    >>> fields = (Field(column="Rival", target="business"), Field(column="Shown average", target="shown_average"))
    >>> sheet = Mapping(source="rival_sheet", table="facts", fields=fields)
    >>> found, _ = facts(sheet, ["Rival", "Shown average"], [(2, ["Deli North", "4.6"])])
    >>> found[0]["business"], found[0]["valid_low"], found[0]["valid_high"]
    ('Deli North', 4.55, 4.65)

    """
    today = today or datetime.now(UTC).date()
    held = [(line, list(cells)) for line, cells in rows]
    place = {field.column: columns.index(field.column) for field in mapping.fields if field.column in columns}
    used = [field for field in mapping.fields if field.column in place and field.target != "ignore"]
    row_cells = [(line, {f.column: _cell(cells, place[f.column]) for f in used}) for line, cells in held]
    common = _only_currency(used, [cells for _, cells in row_cells])
    when = [f.column for f in used if f.target == "seen_at"]
    reading = _reading([cells[when[0]] for _, cells in row_cells], common, today) if when else None
    found: list[dict[str, Any]] = []
    rejects = []
    for line, cells in row_cells:
        made, bad = _row(line, used, cells, common, lambda text: _day(text, reading, today))
        if made and not bad:
            found += made
            continue
        reason = f"rivals.{bad[0].target}" if len(bad) == 1 else "rivals.several" if bad else "rivals.untouched"
        text = " | ".join(c for c in cells.values() if c)
        column = ", ".join(field.column for field in bad)
        rejects.append(Reject(line=line, reason=reason, column=column, text=text[:300]))
    return found, rejects


def _reading(column: Sequence[str], currency: str, today: date) -> DateReading | None:
    """Give how the days seen are written; where nothing tells day or month first, the currency does."""
    reading = dates(column, today)
    return dates(column, today, default=False) if reading and not reading.sure and currency == "USD" else reading


def _row(
    line: int, used: Sequence[Field], cells: dict[str, str], common: str, day: Callable[[str], date]
) -> tuple[list[dict[str, Any]], list[Field]]:
    """Give the facts of one row, and the fields whose cells can't be read."""
    by_target = {field.target: field for field in used}
    about: dict[str, Any] = {"line": line, "seen_at": None}
    named = by_target.get("business")
    about["business"] = cells[named.column] if named else ""
    bad = [named] if named and not about["business"] else []
    address = by_target.get("source_url")
    about["source_url"] = (cells[address.column] or None) if address else None
    currency = cells[by_target["currency"].column] if "currency" in by_target else ""
    made = []
    for field in used:
        text = cells[field.column]
        if not text or field.target in ("business", "place", "source_url", "currency"):
            continue
        try:
            if field.target == "seen_at":
                about["seen_at"] = day(text)
            elif field.target == "price":
                span, written = price(text)
                unit = written or currency_of(currency) or common or None
                made.append(_fact("price", field.label or item_of(field.column), span, unit))
            elif field.target == "shown_average":
                average, behind = average_and_count(text)
                span, top = shown_average(average)
                made.append(_fact("shown_average", None, span, "stars" if top == 5 else f"of_{top:g}"))
                counted = by_target.get("shown_count")
                if behind and not (counted and cells[counted.column]):
                    made.append(_fact("shown_count", None, count(behind), _FACTS["shown_count"].unit))
            else:
                fact = _FACTS[field.target]
                made.append(_fact(field.target, None, fact.read(text), fact.unit))
        except ValueError:
            bad.append(field)
    return [{**about, **fact} for fact in made], bad


def _fact(fact: str, item: str | None, span: Span, unit: str | None) -> dict[str, Any]:
    return {
        "fact": fact, "item": item, "value": span.value, "unit": unit, "valid_low": span.low, "valid_high": span.high,
    }  # fmt: skip


def _cell(cells: Sequence[str | None], place: int) -> str:
    """Give a cell without spaces around it and without the apostrophe that guards it."""
    text = cells[place] if place < len(cells) else None
    if text is None or missing(text):
        return ""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in GUARDED else text


def item_of(column: str) -> str:
    """Give the item that a price column is named for.

    Examples
    --------
    >>> item_of("Price of flat white")
    'flat white'

    """
    words = " ".join(column.strip().strip("\ufeff").split())
    return words[len(PRICE) :] if words.casefold().startswith(PRICE.casefold()) else words


def _only_currency(used: Sequence[Field], rows: Sequence[dict[str, str]]) -> str:
    """Give the one currency the sheet speaks of, for the rows that name none; "" where it names several."""
    said = {currency_of(row[f.column]) for f in used if f.target == "currency" for row in rows} - {""}
    return said.pop() if len(said) == 1 else ""


def _day(text: str, reading: DateReading | None, today: date) -> date:
    """Give the day a cell says.

    Raises
    ------
    ValueError
        If it says none, one that hasn't come yet, or one on which nobody looked.

    """
    day = day_of(text, reading) if reading else None
    if day is None or not OLDEST <= day <= today:
        raise ValueError(text)
    return day


SOURCE = Source(
    name="rival_sheet",
    label="Rival sheet",
    table="facts",
    headers=tuple(_COLUMNS),
    required=("Rival", "Shown average", "Shown count"),
    sample="rival_sheet.csv",
    mapping="rival_sheet:mapping",
    path_hint="rivals",
)
