"""Money: an amount in minor units, in words."""

from __future__ import annotations

from standout.question import Engine
from standout.tables.orders import WHOLE_UNITS
from standout.words import say

HUNDREDTHS = 100


def money(amount: int, currency: str) -> str:
    """Give an amount in words; without a currency it is a plain figure.

    Examples
    --------
    >>> money(1250, "GBP"), money(1250, "JPY"), money(1250, "")
    ('12.50 GBP', '1,250 JPY', '12.50')

    """
    if not currency:
        return say("circles.leakage.money_plain", amount=amount / HUNDREDTHS)
    if currency in WHOLE_UNITS:
        return say("circles.leakage.money_whole", amount=amount, currency=currency)
    return say("circles.leakage.money", amount=amount / HUNDREDTHS, currency=currency)


def main_currency(engine: Engine) -> str:
    """Give the currency most order lines are in; empty where none is said."""
    orders = engine.table("orders")
    held = orders.filter(orders.currency.notnull())
    rows = engine.arrow(held.group_by("currency").aggregate(n=held.count())).to_pylist()
    return str(min(rows, key=lambda row: (-row["n"], row["currency"]))["currency"]) if rows else ""
