"""Queries: a row for each person of the lists, of the names and addresses, of the orders and of the messages.

Reads    people, contacts, orders (not refunded), sends
Makes    tables not yet asked for, all by ``person_id``
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis

from standout.question import Engine

if TYPE_CHECKING:
    import ibis.expr.types as ir

MAILING = ("mailchimp",)
"""Lists of a mailing tool: to stand on one is no sign that two people know each other."""

YEAR = 365


def queries(engine: Engine, as_of: date | None) -> tuple[ir.Table, ...]:
    """Give what the lists, the names and addresses, the orders and the messages show, each a row for each person."""
    return (
        _listed(engine.table("people")), _held(engine.table("contacts")), _bought(engine.table("orders")),
        _read(engine.table("sends"), as_of),
    )  # fmt: skip


def _listed(people: ir.Table) -> ir.Table:
    book = ~people.evidence.isin([*MAILING, "mapped"])
    known = book | (~people.evidence.isin(MAILING) & people.met_at.notnull())
    return people.group_by("person_id").aggregate(
        known=_many(known), own=_many(~people.evidence.isin(MAILING)), organisation=people.organisation.max()
    )


def _held(contacts: ir.Table) -> ir.Table:
    name, email, phone = (_filled(contacts[column]) for column in ("name", "email", "phone"))
    who = ibis.coalesce(contacts.email, contacts.name, contacts.phone).lower().hexdigest("md5")
    return contacts.group_by("person_id").aggregate(
        named=_many(name | phone), address=_many(email | phone), who=who.min()
    )


def _bought(orders: ir.Table) -> ir.Table:
    kept = orders.filter(orders.customer_id.notnull() & ~orders.refunded)
    dated = kept.group_by(person_id=kept.customer_id).aggregate(
        days=kept.ordered_at.nunique(), last=kept.ordered_at.max()
    )
    return dated.mutate(days=ibis.greatest(dated.days, 1))  # bought on a day that isn't known


def _read(sends: ir.Table, as_of: date | None) -> ir.Table:
    lately = sends.message_id.notnull()
    if as_of is not None:
        lately = sends.sent_at.isnull() | (ibis.date(as_of.isoformat()).delta(sends.sent_at, unit="day") <= YEAR)
    clicked, replied = sends.clicked, sends.replied
    return sends.group_by("person_id").aggregate(
        all_sent=sends.count(), clicked=_many(clicked), replied=_many(replied), sent=_many(lately),
        answered=_many(lately & (clicked | replied)),
    )  # fmt: skip


def _many(true: ir.Value) -> ir.Value:
    return true.cast("int64").coalesce(0).sum()


def _filled(text: ir.Value) -> ir.Value:
    return text.strip() != ""
