"""A small shop and whom it knows: rows by table, with what a test does not speak of filled in."""

from datetime import date, timedelta

import pyarrow as pa

from standout.tables import table

AS_OF = date(2026, 11, 1)

FILLED = {
    "people": {"evidence": "mailchimp"},
    "orders": {"order_id": "1", "refunded": False},
    "sends": {"message_id": 1, "sent_at": AS_OF},
    "ties": {"kind": "wrote", "evidence": "mail"},
    "adoptions": {"item": "us"},
    "codes": {"generation": 1, "made_at": AS_OF},
    "asks": {"play_id": "2026-W40-1", "channel": "email", "state": "done"},
    "businesses": {"rival": False},
    "efforts": {"minutes": 0, "cost": 0, "audience": 3},
}


def days_ago(days):
    return AS_OF - timedelta(days)


def bought(person, *ago, **more):
    """Give an order a day, so many days ago."""
    days = {f"{person}-{days}": days_ago(days) for days in ago}
    return [{"customer_id": person, "ordered_at": at, "order_id": order, **more} for order, at in days.items()]


def named(*people):
    """Give a name for each person, so that they can be spoken to."""
    return [{"person_id": person, "name": f"Name {person}"} for person in people]


def tables(**rows):
    """Give rows as tables, with a business that is ours where none is given."""
    rows = {"businesses": [{"business_id": 0, "name": "Deli", "ours": True}], **rows}
    return {
        name: pa.Table.from_pylist([{**FILLED.get(name, {}), **row} for row in some], schema=table(name).schema())
        for name, some in rows.items()
    }


def side_by_side(cases):
    """Give rows by table in which each case has ids of its own, a thousand on for each case, and names of its own."""
    together = {}
    for place, case in enumerate(cases):
        for name, rows in case.items():
            shifted = [
                {key: value + 1000 * place if key in IDS and value else value for key, value in row.items()}
                | {key: f"{row[key]}{place}" for key in CALLED if name == "contacts" and row.get(key)}
                for row in rows
            ]
            together.setdefault(name, []).extend(shifted)
    return together


CALLED = ("name", "email", "phone")
IDS = {"person_id", "customer_id", "from_id", "to_id", "told_by"}
