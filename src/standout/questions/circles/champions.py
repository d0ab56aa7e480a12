"""Champions: who stands on which rung, what they brought, and whom to leave in peace, as findings that name nobody.

Reads    `Ladder`, orders of those who came through somebody
Makes    one finding, where anybody ever bought or brought somebody
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

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
    spent = _spent(engine, people)
    facts |= {"most_brought": int(people.signs.brought[best]), "orders": spent.orders}
    spent_too = spent.said
    return probably(
        people.subject, "champions", "champions.brought", size, int(facts["tellers"] + facts["brought"]), facts,
        unit=say("circles.unit.people"), steps=steps, spent_too=spent_too,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Spent:
    """Orders of those who came by word; what they come to in each currency, and how many of them say no amount."""

    orders: int
    sums: dict[str, int]
    unpriced: int

    @property
    def said(self) -> str:
        if not self.sums:
            return ""
        each = [money(amount, currency) for currency, amount in sorted(self.sums.items())]
        if self.unpriced:
            return say("circles.champions.spent_known", orders=self.orders, money=each)
        return say("circles.champions.spent", orders=self.orders, money=each)


def _spent(engine: Engine, people: People) -> _Spent:
    """Give what those who came by word ordered and paid: each currency by itself, since they can't be added up."""
    came = np.unique(people.signs.told.children).tolist()
    if not came:
        return _Spent(0, {}, 0)
    orders = engine.table("orders")
    theirs = orders.filter(orders.customer_id.isin(came) & ~orders.refunded)
    said = theirs.amount.notnull() & theirs.currency.notnull()
    many = theirs.aggregate(orders=theirs.order_id.nunique(), unpriced=theirs.order_id.nunique(where=~said))
    sums = theirs.filter(said).group_by("currency").aggregate(amount=theirs.amount.sum())
    counts = engine.arrow(many).to_pylist()[0]
    each = {row["currency"]: int(row["amount"]) for row in engine.arrow(sums).to_pylist()}
    return _Spent(counts["orders"], each, counts["unpriced"])
