"""Answer: what customers ask for, complain of and praise, each by how many of them, with their words.

Reads    reviews, businesses, facts, claims, contacts
Makes    wants   one row: a kind and a thing that enough people say
Unit     people, and shares of those whose reviews hold words that are read, English ones; 95 % intervals
Source   Wilson (1927), JASA 22, for the interval of a share
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, zip_longest
from typing import Any

import pyarrow as pa
from scipy.stats import binom

from standout.finding import Finding, Needed
from standout.question import Engine
from standout.questions.wants.heard import Heard, Voices, voices
from standout.questions.wants.rivals import Shown, rivals_of, shown
from standout.tables import table
from standout.text.wishes import KINDS
from standout.words import say

Z = 1.959963984540054
"""Of a 95 % interval."""
RARE = 0.05
"""A thing that one person in twenty says should be heard..."""
POWER = 0.8
"""...four times in five."""


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what customers say, the most said of each kind in turn, and the table ``wants``."""
    del seed, as_of  # nothing is drawn, and every review that is held counts
    businesses = engine.arrow(engine.table("businesses")).to_pylist()
    mine = [row for row in businesses if row["ours"]]
    schema = table("wants").schema()
    if len(mine) != 1:
        return [], schema.empty_table()
    [us] = mine
    said = voices(engine, us["business_id"])
    told = [one for one in said.heard if one.people >= settings["told_from"]]
    asked = [one for one in told if one.kind == "asks"]
    rivals = shown(engine, rivals_of(businesses, us["business_id"]), asked, settings["seen_from"])
    rows = [_row(one, said, rivals) for one in told]
    findings = [_finding(us["name"], one, said, rivals) for one in _in_turn(told, settings["each"])]
    if not asked:
        findings.append(_silent(us["name"], said, settings["told_from"]))
    return findings, pa.Table.from_pylist(rows, schema=schema)


def share(k: int, n: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share.

    Examples
    --------
    >>> [round(end, 3) for end in share(50, 100)]
    [0.404, 0.596]

    """
    p, spread = k / n, Z**2 / n
    middle = (p + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (p * (1 - p) / n + spread / (4 * n)) ** 0.5
    return max(middle - half, 0.0), min(middle + half, 1.0)


def needed_to_hear(told_from: int) -> int:
    """Give how many people have to write for a thing that one in twenty says to be told, four times in five.

    Examples
    --------
    >>> needed_to_hear(3)
    85

    """
    n = told_from
    while binom.sf(told_from - 1, n, RARE) < POWER:
        n += 1
    return n


def _in_turn(told: Iterable[Heard], each: int) -> list[Heard]:
    """Give the most said thing of each kind, then the next of each."""
    held = list(told)
    kinds = [[one for one in held if one.kind == kind][:each] for kind in KINDS]
    return [one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None]


def _row(one: Heard, said: Voices, rivals: Shown) -> dict[str, Any]:
    low, high = share(one.people, said.people)
    return {
        "kind": one.kind, "want": one.name, "reviews": one.people, "of": said.people, "low": low, "high": high,
        "rivals_with": rivals.having.get(one.head) if one.kind == "asks" and rivals.seen else None,
        "rivals_seen": rivals.seen, "quote": next(iter(one.quotes), ""), "last_at": one.last_at,
    }  # fmt: skip


def _finding(name: str, one: Heard, said: Voices, rivals: Shown) -> Finding:
    row = _row(one, said, rivals)
    return Finding(
        question="wants", subject=name, aspect=say(f"wants.aspect.{one.kind}", want=one.name), verdict="counted",
        tier="counted", sentence_key=f"wants.{one.kind}", estimate=one.people / said.people, low=row["low"],
        high=row["high"], unit="share", rows=one.people, quotes=one.quotes,
        facts={
            "heard": one.kind, "want": one.name, "reviewers": one.people, "of": said.people, "unread": said.unread,
            "rivals_with": row["rivals_with"], "rivals_seen": rivals.seen,
            "last_at": one.last_at.isoformat() if one.last_at else None,
        },
        values={**_population(said), "rivals": _rivals(row)},
    )  # fmt: skip


def _population(said: Voices) -> dict[str, str]:
    """Give what every sentence says of the people behind it: in which language, when, and who isn't among them."""
    if not said.unread:
        return {"in_english": "", "when": _when(said), "besides": ""}
    besides = say("wants.besides", n=said.unread, wrote=said.people + said.unread)
    return {"in_english": say("wants.in_english"), "when": _when(said), "besides": besides}


def _when(said: Voices) -> str:
    if said.first_at is None or said.last_at is None:
        return ""
    return say("wants.when", first=said.first_at, last=said.last_at)


def _rivals(row: Mapping[str, Any]) -> str:
    if row["kind"] != "asks":
        return ""
    if not row["rivals_seen"]:
        return say("wants.rivals.unseen")
    key = "wants.rivals.some" if row["rivals_with"] else "wants.rivals.none"
    return say(key, having=row["rivals_with"], seen=row["rivals_seen"])


def _silent(name: str, said: Voices, told_from: int) -> Finding:
    """Say that nothing is asked for often enough, and whether that is because too few people wrote."""
    more = needed_to_hear(told_from) - said.people
    common: dict[str, Any] = {
        "question": "wants", "subject": name, "aspect": say("wants.aspect.nothing"), "rows": said.people,
        "facts": {"heard": "asks", "want": None, "reviewers": 0, "of": said.people, "unread": said.unread},
        "values": {"told_from": told_from, "rare": round(1 / RARE), **_population(said)},
    }  # fmt: skip
    if said.unread and not said.people:
        needed = Needed(more=more, of="reviews", step_key="wants.step_unread")
        common["values"] |= {"n": said.unread}
        return Finding(
            verdict="not_enough", tier="not_enough", sentence_key="wants.unread", reason=say("wants.reason_unread"),
            needed=needed, **common,
        )  # fmt: skip
    if more <= 0:
        return Finding(verdict="counted", tier="counted", sentence_key="wants.nothing_asked", **common)
    return Finding(
        verdict="not_enough", tier="not_enough", sentence_key="wants.too_few", reason=say("wants.reason"),
        needed=Needed(more=more, of="reviews", step_key="wants.step"), **common,
    )  # fmt: skip
