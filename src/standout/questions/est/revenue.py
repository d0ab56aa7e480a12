"""Revenue: what customers from a world bring in a month, as far as the orders there are can tell.

Where customers who ordered also reviewed us, and enough of them, what they spent is shared out over the worlds
their reviews are from.  Else a world is given its share of our reviews, which takes those who review to buy as
others do.  Either way the sum for a month is that of our latest year of orders.

Reads    orders, businesses, reviews
Makes    earnings   one for each world
Unit     currency units a month; `Takings.spent` in minor units
Source   Wilson (1927), JASA 22, for the range of a share; Kish (1965) and the ratio estimator's linearised
         variance (Cochran 1977, section 6.4) for how many people it rests on
No row   without orders, days or one currency, or with several businesses of the owner's
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.tables.orders import WHOLE_UNITS

if TYPE_CHECKING:
    import ibis.expr.types as ir

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

YEAR = 365
MONTH = 365.25 / 12
LEAST_DAYS = 28
JOINED_FROM = 30
"""From how many customers who also reviewed their spending is shared out, rather than reviews counted."""
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Takings:
    """What our orders say of a month.

    Attributes
    ----------
    monthly : float
        Currency units a month; 0 where it isn't known.
    currency : str
        Three letters; empty where the orders name none.
    customers, spent : int64, shape (k,)
        Customers who also reviewed us, by id, and what each spent in the time looked at, in minor units.
    reason : str
        Why there is no sum: "none" (no orders), "undated", "short", "mixed" or "several"; else empty.
    days : int
        Over how many days it was added up.
    currencies : tuple of str
        All that the orders name.

    """

    monthly: float = 0.0
    currency: str = ""
    customers: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    spent: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    reason: str = ""
    days: int = 0
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earning:
    """What a world brings in a month, with the range that luck in who was heard leaves open.

    ``joined`` is how many customers who also reviewed it was worked out from; 0 where reviews were counted.
    """

    monthly: float
    low: float
    high: float
    currency: str
    joined: int


def takings(engine: Engine, ours: int, as_of: date | None) -> Takings:
    """Give what our orders say of a month.

    Money that went back doesn't count: a line marked as refunded is left out, a line below zero is taken off.
    """
    lines = _lines(engine, as_of)
    held = [row for row in engine.arrow(lines.group_by("currency").aggregate(**_extent(lines))).to_pylist() if row["n"]]
    currencies = tuple(sorted(row["currency"] for row in held if row["currency"]))
    owners = engine.table("businesses")
    [own] = engine.arrow(owners.filter(owners.ours).aggregate(n=owners.business_id.nunique())).to_pylist()
    if reason := _reason(held, own["n"]):
        return Takings(reason=reason, currencies=currencies)
    [row] = held
    last, first = row["last"], row["first"]
    days = min((last - first).days + 1, YEAR)
    if days < LEAST_DAYS:
        return Takings(reason="short", days=days, currencies=currencies)
    latest = lines.filter(lines.ordered_at > last - timedelta(days=days))
    [total] = engine.arrow(latest.aggregate(total=latest.amount.sum())).to_pylist()
    customers, spent = _customers(engine, latest, ours)
    code = row["currency"] or ""
    monthly = total["total"] / (1 if code in WHOLE_UNITS else 100) / days * MONTH
    return Takings(monthly, code, customers, spent, "" if monthly > 0 else "none", days, currencies)


def _lines(engine: Engine, as_of: date | None) -> ir.Table:
    orders = engine.table("orders")
    lines = orders.filter(orders.amount.notnull() & (~orders.refunded | (orders.amount < 0)))
    return lines.filter(lines.ordered_at.isnull() | (lines.ordered_at <= as_of)) if as_of else lines


def _extent(lines: ir.Table) -> dict[str, Any]:
    return {"n": lines.count(), "first": lines.ordered_at.min(), "last": lines.ordered_at.max()}


def _reason(held: Sequence[Mapping[str, Any]], own: int) -> str:
    if not held:
        return "none"
    if own > 1:
        return "several"
    if len(held) > 1:
        return "mixed"
    return "" if held[0]["first"] else "undated"


def _customers(engine: Engine, lines: ir.Table, ours: int) -> tuple[Ints, Ints]:
    reviews = engine.table("reviews")
    people = reviews.filter(reviews.business_id == ours).select("reviewer_id").distinct()
    met = lines.semi_join(people, lines.customer_id == people.reviewer_id)
    rows = engine.arrow(met.group_by("customer_id").aggregate(spent=met.amount.sum()).order_by("customer_id"))
    return rows["customer_id"].to_numpy().astype(np.int64), rows["spent"].to_numpy().astype(np.int64)


def earnings(told: Takings, reviewer: Ints, worlds: Sequence[Bools]) -> list[Earning | None]:
    """Give what each world brings in a month; None where the orders don't tell.

    Parameters
    ----------
    told : Takings
    reviewer : int64, shape (n,)
        Who wrote each of our reviews; -1 for somebody unknown.
    worlds : sequence of bool, shape (n,)
        Which of our reviews each world holds.

    """
    if told.reason or not len(reviewer):
        return [None] * len(worlds)
    person = persons(reviewer)
    spent = spent_by(told, reviewer, person)
    count = len(spent)
    rows = np.bincount(person, minlength=count).astype(np.float64)
    known = spent > 0
    joined = int(known.sum())
    size = spent.astype(np.float64) if joined >= JOINED_FROM else rows
    found: list[Earning | None] = []
    for world in worlds:
        part = size * np.bincount(person, weights=world, minlength=count) / rows
        share, low, high = share_between(part, size)
        found.append(Earning(
            share * told.monthly, low * told.monthly, high * told.monthly, told.currency,
            joined if joined >= JOINED_FROM else 0,
        ))  # fmt: skip
    return found


def spent_by(told: Takings, reviewer: Ints, person: Ints) -> Ints:
    """Give what each person who reviewed us spent, in minor units: 0 for those no order names, and below 0."""
    spent = np.zeros(int(person.max(initial=-1)) + 1, np.int64)
    if len(told.customers):
        at = np.minimum(np.searchsorted(told.customers, reviewer), len(told.customers) - 1)
        met = (told.customers[at] == reviewer) & (reviewer >= 0)
        spent[person[met]] = np.maximum(told.spent[at[met]], 0)
    return spent


def persons(reviewer: Ints) -> Ints:
    """Give the place of each row's person, 0 up; below 0 is a person of their own.

    Examples
    --------
    >>> persons(np.array([70, -1, 70, -1]))
    array([0, 1, 0, 2])

    """
    apart = reviewer < 0
    found = np.empty(len(reviewer), np.int64)
    named, found[~apart] = np.unique(reviewer[~apart], return_inverse=True)
    found[apart] = len(named) + np.arange(apart.sum())
    return found


def share_between(part: Floats, size: Floats) -> tuple[float, float, float]:
    """Give which share of all sizes the parts are, and the ends of its 95 % range.

    Parameters
    ----------
    part, size : float64, shape (k,)
        Of each person: what counts for the world, and all of theirs; ``0 <= part <= size``.

    Examples
    --------
    Fifty of a hundred people, each counting once: Wilson's range.

    >>> [round(end, 3) for end in share_between(np.repeat([1.0, 0.0], 50), np.ones(100))]
    [0.5, 0.404, 0.596]

    """
    whole = float(size.sum())
    share = float(part.sum()) / whole
    people = whole**2 / float((size**2).sum())
    spread = float(((part - share * size) ** 2).sum()) / whole**2
    if spread > 0:
        people = min(people, share * (1 - share) / spread)
    middle = (share + Z**2 / (2 * people)) / (1 + Z**2 / people)
    half = Z / (1 + Z**2 / people) * np.sqrt(share * (1 - share) / people + Z**2 / (4 * people**2))
    return share, max(float(middle - half), 0.0), min(float(middle + half), 1.0)
