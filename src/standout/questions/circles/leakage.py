"""Leakage: the time, money and messages that go to people nothing links to us.

Reads    efforts, orders (for the currency), `Signs`, `Marks`
Makes    one finding that counts them; not enough where neither efforts nor messages are held
Unit     minutes and money a week; messages in the last year
Shares   of people who answer have an interval: they say how others like them would; minutes and money are all there are
"""

from __future__ import annotations

from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.circles.found import People, counted, not_enough
from standout.questions.circles.money import main_currency, money
from standout.stats.rates import share_interval
from standout.words import say

STRANGERS = 3

A_SAMPLE = 20
"""From how many people written to the share that answers is worth an interval."""


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
        told = say("circles.leakage.time", to_strangers=to_strangers, minutes=minutes, goes=goes)
        return told + _stop(lost), facts | _stopped(lost)
    spent = money(cost, main_currency(engine))
    told = say("circles.leakage.time_and_money", to_strangers=to_strangers, minutes=minutes, money=spent, goes=goes)
    return told + _stop(lost), facts | _stopped(lost)


def _stopped(lost: list[dict[str, Any]]) -> dict[str, Any]:
    """Give what to leave first: what takes most of those of which nothing would show whether they work."""
    blind = [row for row in lost if not row["objective"] or not row["measure"]]
    if not blind:
        return {}
    first = min(blind, key=lambda row: (-row["minutes"], -row["cost"], row["channel"]))
    return {"stop": first["channel"], "stop_minutes": first["minutes"]}


def _stop(lost: list[dict[str, Any]]) -> str:
    facts = _stopped(lost)
    if not facts:
        return ""
    if not facts["stop_minutes"]:
        return say("circles.leakage.stop_cost", channel=facts["stop"])
    return say("circles.leakage.stop", channel=facts["stop"], minutes=facts["stop_minutes"])


def _sends(people: People) -> tuple[str, dict[str, Any]]:
    signs, circle = people.signs, people.marks.circle
    sent, answered = (np.bincount(circle, weights=some, minlength=4) for some in (signs.sent, signs.answered))
    facts: dict[str, Any] = {
        "sent": int(sent.sum()), "sent_known": int(sent[1]), "answered_known": int(answered[1]),
        "sent_strangers": int(sent[STRANGERS]), "answered_strangers": int(answered[STRANGERS]),
    }  # fmt: skip
    if not facts["sent"]:
        return "", {}
    rates = _rates(people)
    rates_too = say("circles.leakage.rates", **rates) if {"buyers_of", "others_of"} <= rates.keys() else ""
    key = "sends" if facts["sent_strangers"] else "no_sends"
    return say(f"circles.leakage.{key}", **facts) + rates_too, facts | rates


def _rates(people: People) -> dict[str, Any]:
    """Give the intervals of the shares of people who answered anything, where enough were written to.

    Buyers beside the others, and not circles: who answers stands in the first for it.  People are counted and not
    messages, since whoever answers one is likelier to answer the next.
    """
    signs, found = people.signs, dict[str, Any]()
    for name, group in (("buyers", signs.bought > 0), ("others", signs.bought == 0)):
        wrote_to = group & (signs.sent > 0)
        of = int(wrote_to.sum())
        if of >= A_SAMPLE:
            low, high = share_interval(int(np.sum(signs.answered[wrote_to] > 0)), of)
            found |= {f"{name}_of": of, f"{name}_low": low, f"{name}_high": high}
    return found
