"""Leakage: the time, money and messages that go to people nothing links to us.

Reads    efforts, orders (for the currency), `Signs`, `Marks`
Makes    one finding that counts them; not enough where neither efforts nor messages are held
Unit     minutes and money a week; messages in the last year
"""

from __future__ import annotations

from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.circles.found import People, counted, not_enough
from standout.words import say

STRANGERS = 3
HUNDREDTHS = 100


def leakage(engine: Engine, people: People) -> Finding:
    """Give what goes to circle 3."""
    efforts = engine.arrow(engine.table("efforts").order_by("channel")).to_pylist()
    time, spent = _time(engine, efforts) if efforts else ("", {})
    sends, sent = _sends(people)
    if not time and not sends:
        needed = Needed(more=1, of="efforts", step_key="circles.step.efforts")
        return not_enough(people.subject, "leakage", "unspent", needed)
    facts, rows = {**spent, **sent}, len(efforts) + sent.get("sent", 0)
    said = say("circles.leakage.both", time=time, sends=sends) if time and sends else time or sends
    return counted(people.subject, "leakage", "leakage.told", rows, facts, told=said)


def _time(engine: Engine, efforts: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    lost = [row for row in efforts if row["audience"] == STRANGERS and (row["minutes"] or row["cost"])]
    minutes, to_strangers = sum(row["minutes"] for row in efforts), sum(row["minutes"] for row in lost)
    cost = sum(row["cost"] for row in lost)
    facts = {
        "minutes": minutes, "minutes_strangers": to_strangers, "cost_strangers": cost,
        "purposeless": sum(row["minutes"] for row in lost if not row["objective"]),
    }  # fmt: skip
    if not lost:
        return say("circles.leakage.no_time", minutes=minutes), facts
    goes = say("circles.leakage.goes", channels=[row["channel"] for row in lost])
    if not cost:
        return say("circles.leakage.time", to_strangers=to_strangers, minutes=minutes, goes=goes), facts
    money = _money(engine, cost)
    told = say("circles.leakage.time_and_money", to_strangers=to_strangers, minutes=minutes, money=money, goes=goes)
    return told, facts


def _money(engine: Engine, cost: int) -> str:
    """Give money in words, in the currency most orders are in."""
    orders = engine.table("orders")
    held = orders.filter(orders.currency.notnull())
    held = held.group_by("currency").aggregate(n=held.count())
    rows = sorted(engine.arrow(held).to_pylist(), key=lambda row: (-row["n"], row["currency"]))
    if not rows:
        return say("circles.leakage.money_plain", amount=cost / HUNDREDTHS)
    return say("circles.leakage.money", amount=cost / HUNDREDTHS, currency=rows[0]["currency"])


def _sends(people: People) -> tuple[str, dict[str, int]]:
    signs, circle = people.signs, people.marks.circle
    sent, answered = (np.bincount(circle, weights=some, minlength=4) for some in (signs.sent, signs.answered))
    facts = {
        "sent": int(sent.sum()), "sent_known": int(sent[1]), "answered_known": int(answered[1]),
        "sent_strangers": int(sent[STRANGERS]), "answered_strangers": int(answered[STRANGERS]),
    }  # fmt: skip
    if not facts["sent"]:
        return "", {}
    return say("circles.leakage.sends" if facts["sent_strangers"] else "circles.leakage.no_sends", **facts), facts
