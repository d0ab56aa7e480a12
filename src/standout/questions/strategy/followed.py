"""Followed: events week by week for each objective's figure, from the files.

Reads    orders, reviews, sends, adoptions, efforts
Makes    Metric   one objective's figure: events in each of up to 52 weeks
Unit     events a week
Rule     a table tells of the days between its own oldest and newest row: days it doesn't hold are not days on which
         nobody came.  Both of these may be cut, and leave off; a rate that ended with a row would be too high where
         rows are few.  Who was seen in the first half of the orders' time is known; a first order in the second half
         is of somebody new, as far back as the table goes
No row   where the files don't hold it: `Lacking` names what would
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from standout.questions.strategy.metric import Lacking, Metric
from standout.text.folded import folded
from standout.words import close

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

WEEKS_FROM = 4
WEEKS = 52


@dataclass(frozen=True, slots=True)
class Span:
    """The whole days a table tells of, both ends included; ``ends`` is its newest row's, None where later ones are."""

    table: str
    first: date
    last: date
    ends: date | None

    @property
    def weeks(self) -> int:
        """How many whole weeks."""
        return max(0, ((self.last - self.first).days + 1) // 7)


def followed(engine: Engine, objective: str, ours: int, item: str, as_of: date | None) -> Metric | Lacking:
    """Give the figure an objective is followed by, or what is missing for it.

    Parameters
    ----------
    engine : Engine
    objective : str
        One of the five.
    ours : int
        Our business.
    item : str
        What is launched; empty where that wasn't said.
    as_of : date or None
        The day it is about.

    """
    if as_of is None:
        return Lacking("orders" if objective != "learn" else "reviews")
    match objective:
        case "reach":
            return _new_customers(engine, as_of)
        case "sell":
            return _repeat_orders(engine, as_of)
        case "save":
            return _costs(engine, as_of)
        case "learn":
            return _written(engine, ours, as_of)
        case _:
            return _launched(engine, item, as_of)


def _days(engine: Engine, expr: ir.Table) -> list[tuple[date, int]]:
    """Give how many rows each day has, by a column ``day``."""
    counted = expr.filter(expr.day.notnull()).group_by("day").aggregate(n=lambda t: t.count()).order_by("day")
    held = engine.arrow(counted)
    return list(zip(held["day"].to_pylist(), held["n"].to_pylist(), strict=True))


def _span(table: str, days: Sequence[tuple[date, int]], as_of: date) -> Span | None:
    """Give the whole days a table tells of, up to the day looked at."""
    if not days or days[0][0] > as_of:
        return None
    one, newest = timedelta(days=1), days[-1][0]
    first = days[0][0] + one
    return Span(table, first, as_of, None) if newest > as_of else Span(table, first, newest - one, newest)


def _weekly(
    name: str, days: Sequence[tuple[date, int]], span: Span | None, *, known_before: bool = False
) -> Metric | Lacking:
    """Give events week by week, counted back from the last day; with ``known_before`` of the second half only."""
    if span is None:
        return Lacking(name)
    halves = 2 if known_before else 1
    weeks = min(WEEKS, span.weeks // halves)
    if weeks < WEEKS_FROM:
        return Lacking("time", days=7 * (halves * WEEKS_FROM - span.weeks))
    ago = np.array([(span.last - day).days for day, _ in days], dtype=np.int64)
    numbers = np.array([n for _, n in days], dtype=np.int64)
    held = (ago >= 0) & (ago < 7 * weeks)
    counts = np.bincount(weeks - 1 - ago[held] // 7, weights=numbers[held], minlength=weeks).astype(int)
    begins = span.first - timedelta(days=1)
    return Metric(name, tuple(counts.tolist()), span.last, table=span.table, begins=begins, ends=span.ends)


def _kept_orders(engine: Engine) -> ir.Table:
    orders = engine.table("orders")
    return orders.filter(orders.ordered_at.notnull() & ~orders.refunded)


def _new_customers(engine: Engine, as_of: date) -> Metric | Lacking:
    """Give who ordered for the first time; without orders, who came for the first time by another list."""
    orders = _kept_orders(engine)
    named = orders.filter(orders.customer_id.notnull())
    first = named.group_by("customer_id").aggregate(day=named.ordered_at.min())
    days = _days(engine, first)
    if days:
        span = _span("orders", _days(engine, named.select(day=named.ordered_at)), as_of)
        return _weekly("new_customers", days, span, known_before=True)
    adoptions = engine.table("adoptions")
    came = adoptions.filter(adoptions["at"].notnull())
    days = _days(engine, came.group_by("person_id").aggregate(day=came["at"].min()))
    listed = _days(engine, came.select(day=came["at"]))
    if days:
        return _weekly("told_customers", days, _span("adoptions", listed, as_of))
    return Lacking("customers" if _days(engine, orders.select(day=orders.ordered_at)) else "orders")


def _repeat_orders(engine: Engine, as_of: date) -> Metric | Lacking:
    """Give orders of customers who had ordered on an earlier day."""
    orders = _kept_orders(engine)
    named = orders.filter(orders.customer_id.notnull())
    every = _days(engine, named.select(day=named.ordered_at))
    if not every:
        return Lacking("customers" if _days(engine, orders.select(day=orders.ordered_at)) else "orders")
    each = named.group_by(["customer_id", "order_id"]).aggregate(day=named.ordered_at.min())
    first = each.group_by("customer_id").aggregate(first=each.day.min())
    again = each.join(first, "customer_id").filter(lambda t: t.day > t["first"])
    span = _span("orders", every, as_of)
    return _weekly("repeat_orders", _days(engine, again.select("day")), span, known_before=True)


def _costs(engine: Engine, as_of: date) -> Metric | Lacking:
    """Give new customers with what goes to winning them each week."""
    efforts = engine.arrow(engine.table("efforts")).to_pylist()
    minutes, money = (sum(row[name] or 0 for row in efforts) for name in ("minutes", "cost"))
    if not minutes and not money:
        return Lacking("efforts")
    came = _new_customers(engine, as_of)
    if isinstance(came, Lacking):
        return came
    if not came.events:
        return Lacking("nobody_new")
    return replace(came, name="minutes_each" if minutes else "money_each", minutes=minutes, money=money)


def _written(engine: Engine, ours: int, as_of: date) -> Metric | Lacking:
    """Give reviews with words in them, and answers to what was sent."""
    reviews, sends = engine.table("reviews"), engine.table("sends")
    mine = reviews.filter(reviews.business_id == ours).select(
        day=reviews.reviewed_at,
        counts=(reviews.text.length() > 0).fill_null(False),  # noqa: FBT003 - Ibis takes it by place
    )
    answers = sends.select(day=sends.sent_at, counts=sends.replied.fill_null(False))  # noqa: FBT003 - as above
    told = [
        (_span(name, _days(engine, t), as_of), _days(engine, t.filter(t.counts)))
        for name, t in (("reviews", mine), ("sends", answers))
    ]
    known = [(span, days) for span, days in told if span is not None]
    if not known:
        return Lacking("reviews")
    ends = min((span for span, _ in known), key=lambda span: span.last)
    common = replace(ends, first=max(span.first for span, _ in known))
    if common.weeks < WEEKS_FROM:  # no time that both tell of: the one that tells of more
        common, days = max(known, key=lambda one: one[0].weeks)
        return _weekly("written", days, common)
    return _weekly("written", [one for _, days in known for one in days], common)


def _launched(engine: Engine, item: str, as_of: date) -> Metric | Lacking:
    """Give orders of one item; none so far where it isn't sold yet."""
    if not item.strip():
        return Lacking("item")
    orders = _kept_orders(engine)
    listed = orders.filter(orders.item.notnull())
    every = _days(engine, listed.select(day=listed.ordered_at))
    if not every:
        return Lacking("items" if _days(engine, orders.select(day=orders.ordered_at)) else "orders")
    sold = [str(row["item"]) for row in engine.arrow(listed.select("item").distinct().order_by("item")).to_pylist()]
    named = [one for one in sold if folded(one) == folded(item)]
    ours = listed.filter(listed.item.isin(named)) if named else listed.limit(0)
    each = ours.group_by("order_id").aggregate(day=ours.ordered_at.min())
    found = _weekly("item_orders", _days(engine, each), _span("orders", every, as_of))
    near = "" if named else close(item, sold)
    return replace(found, near=near) if isinstance(found, Metric) else found


def measured(engine: Engine, objectives: Sequence[str], ours: int, item: str, as_of: date | None) -> list[str]:
    """Give those objectives for which the files hold a figure."""
    found = {one: followed(engine, one, ours, item, as_of) for one in objectives}
    return [one for one, held in found.items() if isinstance(held, Metric)]
