"""Newcomers: how people who were strangers came: through somebody, by a poster or an ad, or nobody knows.

Reads    orders (not refunded), adoptions, codes, `Signs`
Counts   who first bought or took us up in the last year and stands on no list of the owner's own
By code  one that we gave out and no person passes on: of a poster, a card, an ad.  A word that is none of our codes
         tells nothing: it may be a friend's, written wrong
Bounds   those of whom nobody wrote it down may all have come through somebody, or none of them; where these are more
         than half, no share is told, but how many to ask
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.circles.found import People, counted, not_enough
from standout.questions.circles.queries import YEAR
from standout.questions.circles.signs import Ids
from standout.questions.circles.told import known_code

if TYPE_CHECKING:
    import ibis.expr.types as ir

YEAR_BACK = timedelta(days=YEAR)
UNKNOWN_MOST = 0.5
"""A share that may be anything over a wider range than this tells nothing."""


def newcomers(engine: Engine, people: People, as_of: date | None) -> Iterator[Finding]:
    """Give how strangers came, where that is known of any."""
    first, coded = _first_came(engine, as_of)
    strangers = np.setdiff1d(first, people.signs.ids[people.signs.contact | people.signs.colleague])
    through = np.isin(strangers, people.signs.told.children)
    paid = ~through & np.isin(strangers, coded)
    chain, by_code = int(through.sum()), int(paid.sum())
    if not chain + by_code:
        return
    came = len(strangers)
    facts: dict[str, Any] = {
        "newcomers": came, "chain": chain, "by_poster": by_code, "unwritten": came - chain - by_code,
        "chain_low": chain / came, "chain_high": 1 - by_code / came,
    }  # fmt: skip
    if facts["unwritten"] > came * UNKNOWN_MOST:
        needed = Needed(more=ceil(facts["unwritten"] - came * UNKNOWN_MOST), of="answers", step_key="circles.step.told")
        yield replace(
            not_enough(people.subject, "newcomers", "newcomers.unknown", needed), rows=came, facts=facts,
        )  # fmt: skip
        return
    key = "newcomers.between" if facts["unwritten"] else "newcomers.told"
    yield counted(people.subject, "newcomers", key, came, facts)


def _first_came(engine: Engine, as_of: date | None) -> tuple[Ids, Ids]:
    """Give who first came in the last year, and which of all who came ever had the code of a poster or an ad."""
    orders, adoptions = engine.table("orders"), engine.table("adoptions")
    kept = orders.filter(orders.customer_id.notnull() & ~orders.refunded)
    took = adoptions.select("person_id", "at", "code")
    came = took.union(kept.select(person_id=kept.customer_id, at=kept.ordered_at, code=kept.code))
    each = came.group_by("person_id").aggregate(first_at=came["at"].min())
    until = as_of or engine.arrow(each.aggregate(at=each.first_at.max()))["at"][0].as_py()
    if until is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    late = each.filter(each.first_at > until - YEAR_BACK)
    coded = came.filter(came.code.isin(_posters(engine, came))).select("person_id").distinct()
    found = (engine.arrow(one)["person_id"].to_numpy().astype(np.int64) for one in (late.select("person_id"), coded))
    return next(found), next(found)


def _posters(engine: Engine, came: ir.Table) -> list[str]:
    """Give, of the codes people came with, those of posters and ads, as they were written."""
    codes = engine.table("codes")
    nobodys = set(engine.arrow(codes.filter(codes.person_id.isnull()).select("code"))["code"].to_pylist())
    if not nobodys:
        return []
    written = engine.arrow(came.filter(came.code.notnull()).select("code").distinct())["code"].to_pylist()
    return sorted(text for text in written if known_code(text, nobodys))
