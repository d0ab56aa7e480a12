"""Shared ties: people who are seen together, without anybody saying that they know each other.

Reads    reviews, orders
Makes    shared_ties   one row: two people and one kind: ``reviewed_with`` or ``bought_with``
Rule     who reviewed one business on one day, where at most `TOGETHER` did; or two businesses that at most `KNOWN_BY`
         people reviewed
Rule     who bought in one place on one day, where at most `TOGETHER` did, on two days; or used one code that at most
         `KNOWN_BY` people used
Weak     chance brings people together too.  A busy day, a famous place and a code for everybody tie nobody
No row   where a review or an order names nobody, or an order no place
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from standout.question import Engine, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEASURE = Measure(name="shared_ties", reads=("reviews", "orders"), make="shared_ties:shared_ties")

TOGETHER = 4
"""So many people on one day in one place may have come together; more are a busy day."""

KNOWN_BY = 12
"""What more people than these have in common tells nothing of any two."""

TWICE = 2
REVIEWED, BOUGHT = "reviewed_with", "bought_with"


def shared_ties(engine: Engine) -> ir.Table:
    """Give the pairs of people who are seen together.

    Parameters
    ----------
    engine : Engine
        Where ``reviews`` and ``orders`` are.

    Returns
    -------
    Table
        ``from_id``, ``to_id`` int64, the smaller first; ``kind`` string; ``times`` int32, how often; ``last_at`` date,
        null where no day is known; ``evidence`` string: day, places or code.  Each pair and kind once.

    """
    reviews, orders = engine.table("reviews"), engine.table("orders")
    wrote = reviews.filter(reviews.reviewer_id.notnull()).select(
        who=reviews.reviewer_id, place=reviews.business_id.cast("string"), at=reviews.reviewed_at
    )
    bought = orders.filter(orders.customer_id.notnull() & ~orders.refunded)
    came = bought.select(who=bought.customer_id, place=bought.place, at=bought.ordered_at)
    coded = bought.select(who=bought.customer_id, place=bought.code, at=bought.ordered_at)
    found = ibis.union(
        _pairs(_on_one_day(wrote), REVIEWED, "day", 1),
        _pairs(_of_few(wrote), REVIEWED, "places", TWICE),
        _pairs(_on_one_day(came), BOUGHT, "day", TWICE),
        _pairs(_of_few(coded), BOUGHT, "code", 1),
    )
    return found.group_by("from_id", "to_id", "kind").aggregate(
        times=found.times.max().cast("int32"),
        last_at=found.last_at.max(),
        evidence=found.evidence.group_concat(" ", order_by=found.evidence),
    )


def _on_one_day(seen: ir.Table) -> ir.Table:
    """Give who was in a place on a day on which few were: ``who``, ``at``, and the ``meeting`` as one word."""
    dated = seen.filter(seen.at.notnull() & seen.place.notnull()).distinct()
    named = dated.mutate(meeting=dated.place + "|" + dated.at.cast("string"))
    return _small(named.select("who", "at", "meeting"), TOGETHER)


def _of_few(seen: ir.Table) -> ir.Table:
    """Give who has something in common that few have, with the last day."""
    named = seen.filter(seen.place.notnull() & (seen.place != ""))
    once = named.group_by("who", meeting=named.place).aggregate(at=named["at"].max())
    return _small(once.select("who", "at", "meeting"), KNOWN_BY)


def _small(met: ir.Table, most: int) -> ir.Table:
    """Keep the meetings of at least two people and at most ``most``."""
    sizes = met.group_by("meeting").aggregate(n=met.who.nunique())
    return met.semi_join(sizes.filter(sizes.n.between(2, most)), "meeting")


def _pairs(met: ir.Table, kind: str, evidence: str, least: int) -> ir.Table:
    """Give the pairs who met at least ``least`` times."""
    other = met.select("meeting", to_id=met.who, met_at=met["at"])
    both = met.select("meeting", from_id=met.who, at=met["at"]).inner_join(other, "meeting")
    each = both.filter(both.from_id < both.to_id)
    pairs = each.group_by("from_id", "to_id").aggregate(
        times=each.meeting.nunique(), last_at=ibis.greatest(each["at"].max(), each.met_at.max())
    )
    kept = pairs.filter(pairs.times >= least)
    return kept.select("from_id", "to_id", "times", "last_at", kind=ibis.literal(kind), evidence=ibis.literal(evidence))
