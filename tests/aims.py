"""Made-up rows for tests of aims and strategies: orders, reviews and sends of one business, day by day."""

from datetime import date, timedelta

import pyarrow as pa

from standout.tables import table

AS_OF = date(2026, 11, 1)
OURS = 1


def rows(name, held):
    """Give rows as a table; what isn't said is empty."""
    return pa.Table.from_pylist(list(held), schema=table(name).schema())


def ago(days):
    """Give the day so many days before the day the tests speak of."""
    return AS_OF - timedelta(days=days)


def us(more=()):
    """Give ours, and more businesses."""
    held = [{"business_id": OURS, "name": "Deli", "ours": True, "rival": False}]
    others = [{"business_id": i, "name": name, "ours": False, "rival": True} for i, name in enumerate(more, OURS + 1)]
    return rows("businesses", [*held, *others])


def orders(*bought, **always):
    """Give orders from (customer, days ago) or (customer, days ago, item)."""
    held = [
        {
            "order_id": f"o{n}", "customer_id": who, "ordered_at": ago(days), "item": rest[0] if rest else None,
            "refunded": False, **always,
        }
        for n, (who, days, *rest) in enumerate(bought)
    ]  # fmt: skip
    return rows("orders", held)


def reviews(*written, business=OURS):
    """Give reviews from (reviewer, days ago, text)."""
    held = [
        {"review_id": 1000 * business + n, "business_id": business, "reviewer_id": who, "reviewed_at": ago(days),
         "text": text}
        for n, (who, days, text) in enumerate(written)
    ]  # fmt: skip
    return rows("reviews", held)


def sends(*sent):
    """Give sends from (person, days ago, clicked, replied)."""
    held = [
        {"message_id": 1, "person_id": who, "sent_at": ago(days), "clicked": clicked, "replied": replied}
        for who, days, clicked, replied in sent
    ]
    return rows("sends", held)


def two_new_a_week(weeks):
    """Give orders in which two people buy for the first time each week, the oldest on one more day before."""
    first = [(10_000, 7 * weeks + 1)]
    return orders(*first, *[(2 * week + k, 7 * week + k) for week in range(weeks) for k in (0, 1)])
