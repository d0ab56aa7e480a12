"""Phrases: the parts that the sentences of ``est`` share, each made from the numbers it speaks of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from standout.questions.est.naming import named, told
from standout.words import say

SPELT = 3
"""So many names are spelt out; the rest are counted."""
DECIMALS = 4
OWN = ("", "mapped")
"""Sources of files whose columns the owner mapped."""


def names(of: Sequence[str]) -> str:
    """Give names as a list, the rest of a long one as a number."""
    if len(of) <= SPELT + 1:
        return say("est.names", names=of)
    return say("est.names_more", names=", ".join(of[:SPELT]), more=len(of) - SPELT)


def source(name: str) -> str:
    """Give a source as people know it: ``google_takeout`` as Google Takeout."""
    return say("est.own_files") if name in OWN else name.replace("_", " ").title()


def population(facts: Mapping[str, Any]) -> str:
    """Give whom the scores came from."""
    of, first, last = facts["sources"], facts["first_at"], facts["last_at"]
    if not of:
        return say("est.population.shown")
    who = say("est.population.own") if of == [say("est.own_files")] else say("est.population.sources", sources=of)
    if not first:
        return who
    return say("est.population.day" if first == last else "est.population.between", who=who, first=first, last=last)


def places(low: int, high: int, of: int) -> str:
    """Give a rank interval: ``2nd to 5th of 30``."""
    return say("est.place" if low == high else "est.places", low=low, high=high, of=of)


def pool(facts: Mapping[str, Any]) -> str:
    """Give which rivals a rank speaks of."""
    if not facts["named"]:
        return say("est.pool.judged")
    return say("est.pool.some_named" if facts["rivals_not_judged"] else "est.pool.named")


def all_of(facts: Mapping[str, Any]) -> str:
    """Give all judged rivals of a league as one is ahead of them: ``all 8 rivals you named``."""
    kind = "judged" if not facts["named"] else "some_named" if facts["rivals_not_judged"] else "named"
    return say(f"est.all.{kind}", n=facts["rivals_judged"])


def where(world: Mapping[str, str]) -> str:
    """Give a world, nothing for all."""
    if not world:
        return ""
    read, rest = told(world)
    if read and not rest:
        return say("est.among", reviews=read)
    return say("est.where", conditions=named(world))


def time(days: int | None, *, lapsed: bool) -> str:
    """Give how long it takes at our rate, nothing where that isn't known."""
    if days is None:
        return ""
    rate = say("est.time.lapsed" if lapsed else "est.time.present")
    for unit, length, most in (("day", 1, 14), ("week", 7, 90), ("month", 30, 730)):
        if days < most:
            return say(f"est.time.{unit}", n=max(1, round(days / length)), rate=rate)
    return say("est.time.long", rate=rate)


def day(at: date | None) -> str | None:
    """Give a date as facts carry it."""
    return at.isoformat() if at else None


def number(value: float) -> float | None:
    """Give a figure as findings carry it, nothing where it has no end or isn't known."""
    return float(value) if math.isfinite(value) else None


def rounded(value: float) -> float | None:
    """Give a difference as facts carry it: to the four decimals that are ever printed, and no minus zero.

    Examples
    --------
    >>> rounded(0.20000000000000018), rounded(-0.00001), rounded(float("inf"))
    (0.2, 0.0, None)

    """
    return round(float(value), DECIMALS) + 0.0 if math.isfinite(value) else None
