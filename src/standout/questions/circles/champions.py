"""Champions: who stands on which rung, what they brought, and whom to leave in peace, as findings that name nobody.

Reads    `Ladder`, orders of those who came through somebody
Makes    one finding, where anybody ever bought or brought somebody
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from standout.finding import Finding
from standout.question import Engine
from standout.questions.circles.found import People, counted, probably
from standout.questions.circles.ladder import NO_RUNG, RUNGS, Ladder, next_acts
from standout.questions.circles.money import money
from standout.questions.circles.rows import words
from standout.stats.scale_up import Size
from standout.words import say

SHARING = ("sharer", "champion", "co_builder")


def champions(engine: Engine, people: People, held: Ladder) -> Iterator[Finding]:
    """Give the finding of the ladder."""
    on = held.rung != NO_RUNG
    if not on.any():
        return
    many = np.bincount(held.rung[on], minlength=len(RUNGS))
    rungs = {name: int(n) for name, n in zip(RUNGS, many, strict=True)}
    steps = [say(f"circles.rung.{name}", n=n) for name, n in reversed(rungs.items()) if n]
    brought = len(np.unique(people.signs.told.children)) + len(people.signs.told.unnamed)
    facts: dict[str, Any] = {
        "kind": "champions",
        "brought": brought,
        **{f"rung_{name}": n for name, n in rungs.items()},
    }
    tellers = sum(rungs[name] for name in SHARING)
    if tellers:
        found = _brought(engine, people, held, facts | {"tellers": tellers}, steps)
    else:
        found = counted(people.subject, "champions", "champions.nobody", int(on.sum()), facts, steps=steps)
    behind = pa.table(
        {
            "person_id": people.signs.ids,
            "rung": words((*RUNGS, None), held.rung),
            "next_act": next_acts(held, people.asking),
        }
    ).filter(pa.array(on))
    yield replace(found, behind=behind)


def _brought(engine: Engine, people: People, held: Ladder, facts: dict[str, Any], steps: list[str]) -> Finding:
    """Give the finding where somebody brought somebody: what all brought, and what the best may be expected to."""
    best = int(np.lexsort((people.signs.ids, -people.signs.brought))[0])
    likely = held.expected
    size = Size(float(likely.estimate[best]), float(likely.low[best]), float(likely.high[best]))
    orders, spent = _spent(engine, people)
    facts |= {"most_brought": int(people.signs.brought[best]), "orders": orders}
    spent_too = say("circles.champions.spent", orders=orders, money=spent) if orders and spent else ""
    return probably(
        people.subject, "champions", "champions.brought", size, int(facts["tellers"] + facts["brought"]), facts,
        unit=say("circles.unit.people"), steps=steps, spent_too=spent_too,
    )  # fmt: skip


def _spent(engine: Engine, people: People) -> tuple[int, str]:
    """Give how many orders those who came by word made, and their money in words; empty where it isn't known."""
    came = np.unique(people.signs.told.children)
    orders = engine.table("orders")
    kept = orders.filter(orders.customer_id.notnull() & ~orders.refunded)
    each = kept.group_by("customer_id", "currency").aggregate(orders=kept.order_id.nunique(), amount=kept.amount.sum())
    rows = engine.arrow(each)
    theirs = rows.filter(pc.is_in(rows["customer_id"], pa.array(came))).to_pylist()
    sums: dict[str, int] = {}
    for row in theirs:
        if row["amount"] is not None and row["currency"]:
            sums[row["currency"]] = sums.get(row["currency"], 0) + row["amount"]
    currency = max(sums, key=lambda one: (sums[one], one), default="")
    return sum(row["orders"] for row in theirs), money(sums[currency], currency) if currency else ""
