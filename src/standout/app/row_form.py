"""Row form: one row of the rival sheet as fields of a page, and what was typed into them as cells of the sheet.

The prices of items that are compared stand first by name, and after them an empty pair for another item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.charts.look import clean
from standout.sources.rival_sheet import PRICE, item_of
from standout.words import figure, priced, say
from standout.workspace import looking

if TYPE_CHECKING:
    from standout.app.page import Fields

ITEMS = 20
"""Items whose prices a row may hold."""
LONGEST = 300
"""Letters of a field."""
WHOLE = ""
"""Where what is wrong with a row as a whole stands."""
ASKED = (
    "shown_average", "shown_count", "open_hours", "range", "reply_hours", "delivery_minutes", "source_url", "seen_at",
)  # fmt: skip
"""What a row asks besides prices, as the sheet calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The fields of one item's price: the item, what was typed, what is held, and what is wrong with it."""

    item: str
    text: str = ""
    held: Mapping[str, Any] | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The row of one business.

    Attributes
    ----------
    business : str
    prices : sequence of Price
        Of the items compared so far; one more may be named.
    another : Price
        That one.
    texts : mapping of str to str
        What stands in each other field, by target.
    held : mapping of str to mapping
        What is held already, by target.
    wrong : mapping of str to str
        What is wrong, by target; ``""`` for the row as a whole.
    cells : mapping of str to str
        The row as the sheet has it, by heading.

    """

    business: str
    prices: Sequence[Price]
    another: Price
    texts: Mapping[str, str]
    held: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def items(self) -> list[str]:
        """Every item that is named."""
        return [one.item for one in (*self.prices, self.another) if one.item]


def empty(business: str, facts: Sequence[Mapping[str, Any]], items: Sequence[str], today: date) -> Row:
    """Give the row of a business with nothing typed yet, and what is held beside each field."""
    held = {one["fact"]: one for one in facts if one["fact"] != "price"}
    prices = {one["item"]: one for one in facts if one["fact"] == "price"}
    units = [one["unit"] for one in prices.values() if one["unit"]]
    return Row(
        business=business, prices=[Price(item=name, held=prices.get(name)) for name in items], another=Price(item=""),
        texts={"seen_at": today.isoformat(), "currency": units[0] if units else ""}, held=held,
    )  # fmt: skip


def typed(fields: Fields, today: date) -> Row:
    """Give the row that was typed, with what is wrong with it.

    Everything typed stands in it again, so that nothing is lost where it can't be stored.
    """
    texts = {name: _text(fields, name) for name in (*ASKED, "currency")}
    pairs = [
        (_text(fields, f"item.{place}"), _text(fields, f"price.{place}"))
        for place in range(ITEMS + 1) if f"item.{place}" in fields
    ]  # fmt: skip
    business = _text(fields, "business")
    cells, wrong = _cells(business, texts, [pair for pair in pairs if pair[0]])
    refused = looking.wrong(cells, today) if not wrong else {}
    targets = looking.headings([item for item, _ in pairs if item])
    for heading, reason in refused.items():
        target = targets.get(heading, WHOLE)
        place = heading if target == "price" else WHOLE if target == "business" else target
        wrong[place] = _reason(heading, target, reason)
    if any(text and not item for item, text in pairs):
        wrong[_price("")] = say("app_rivals.which_item")
    if any(len(text) > LONGEST for text in fields.values()):
        wrong[WHOLE] = say("app_rivals.too_long", most=LONGEST)
    priced_items = [Price(item=item, text=text, wrong=wrong.get(_price(item), "")) for item, text in pairs]
    last = priced_items.pop() if priced_items else Price(item="")
    return Row(business=business, prices=priced_items, another=last, texts=texts, wrong=wrong, cells=cells)


def _cells(
    business: str, texts: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the row as the sheet has it, and what is wrong with its items."""
    items = [item for item, _ in pairs]
    same = [_same(item) for item in items]
    twice = {_price(item): say("app_rivals.twice", item=item) for item in items if same.count(_same(item)) > 1}
    prices = {_price(item): text for item, text in pairs}
    said = {"business": business, **texts}
    targets = looking.headings(items)
    return {
        heading: prices.get(heading, "") if target == "price" else said.get(target, "")
        for heading, target in targets.items()
    }, twice  # fmt: skip


def _same(item: str) -> str:
    return " ".join(item.split()).casefold()


def _price(item: str) -> str:
    return f"{PRICE}{' '.join(item.split())}"


def _reason(heading: str, target: str, reason: str) -> str:
    if not target:
        return say("app_rivals.nothing")
    label = say("app_rivals.price_of", item=item_of(heading)) if target == "price" else label_of(target)
    return say(f"reject.{reason}", column=label)


def label_of(target: str) -> str:
    """Give what a field is called."""
    return say(f"app_rivals.field.{target}")


def _text(fields: Fields, name: str) -> str:
    return clean(fields.get(name, ""))


def told(fact: Mapping[str, Any]) -> str:
    """Give how much was seen, in words: a price, an average, hours.

    Examples
    --------
    >>> told({"fact": "price", "value": 3.2, "unit": "GBP"}), told({"fact": "open_hours", "value": 54.0, "unit": ""})
    ('£3.20', '54 hours a week')

    """
    name, value, unit = fact["fact"], float(fact["value"]), fact["unit"]
    if name == "price":
        return priced(value, unit) if unit else figure(value, 2)
    shown = figure(value, 0 if value == round(value) else 1)
    if name == "shown_average":
        top = unit.partition("_")[2] if unit.startswith("of_") else "5"
        return say("app_rivals.told.shown_average", shown=figure(value, 1), top=top)
    return say(f"app_rivals.told.{name}", shown=shown)


def linked(address: str) -> bool:
    """Tell whether an address may be a link: only one on the web, never a script."""
    return address.casefold().startswith(("https://", "http://"))
