"""Told: which passages of a draft we said before, when, and to how many of the people we write to.

Reads    messages   ours, distinct texts first
         sends      to whom each went
Makes    told       for each passage that was said before: where, when last, and to what share of the people
Rule     a passage was said before where some passage of a message is alike from ``SAME`` on; people count once
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from standout.text.passages import SAME, Near, compared, meanings, passages

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

ALIKE_WORDS = 0.4
"""A message, and then a passage of it, is read closely where it holds this share of a passage's words or more."""


@dataclass(frozen=True, slots=True)
class Before:
    """One passage that was said before: the passage of a message, when last, and to how many, None for a post."""

    passage: str
    said: str
    likeness: float
    at: date | None
    people: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What was said before of all drafts.

    Attributes
    ----------
    messages, people : int
        How many distinct messages are held, and how many people were sent any of them.
    before : mapping of str to Before
        By passage of a draft.

    """

    messages: int
    people: int
    before: Mapping[str, Before] = field(default_factory=dict)

    def share(self, passage: str) -> float:
        """Give the share of the people who were told a passage before; a post counts as told to all."""
        one = self.before.get(passage)
        if one is None:
            return 0.0
        return 1.0 if one.people is None or not self.people else one.people / self.people


def told(engine: Engine, ours: int, texts: Iterable[str], *, posts: bool) -> Told:
    """Give what was said before of these texts.

    Parameters
    ----------
    engine : Engine
    ours : int
        Our business.
    texts : iterable of str
        Drafts.
    posts : bool
        Whether messages that went to nobody by name count too.

    """
    messages, sends = engine.table("messages"), engine.table("sends")
    mine = messages.filter((messages.said_by == ours) & (messages.text != ""))
    rows = engine.arrow(mine.select("message_id", "text", "said_at")).to_pylist()
    if not rows:
        return Told(0, 0)
    went = sends.filter(sends.message_id.isin(mine.message_id))
    [counted] = engine.arrow(went.aggregate(people=went.person_id.nunique())).to_pylist()
    by = engine.arrow(went.group_by("message_id").aggregate(last=went.sent_at.max())).to_pylist()
    last = {row["message_id"]: row["last"] for row in by}
    held = [row for row in rows if posts or row["message_id"] in last]
    matched = _matched(held, {passage for text in texts for passage in passages(text)})
    numbers = sorted({row["message_id"] for found in matched.values() for _, one in found for row in one[1]})
    reached = _reached(engine, went, numbers)
    before = {passage: _before(passage, found, last, reached) for passage, found in sorted(matched.items())}
    return Told(len({row["text"] for row in held}), int(counted["people"] or 0), before)


Found = list[tuple[Near, tuple[str, list[Mapping[str, Any]]]]]


def _matched(rows: Iterable[Mapping[str, Any]], wanted: set[str]) -> dict[str, Found]:
    """For each passage: the passages like it, likest first, with the messages that hold them."""
    texts: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        texts.setdefault(row["text"], []).append(row)
    asked = {passage: set(meanings(passage)) for passage in wanted}
    every = set().union(*asked.values())
    counts: Counter[str] = Counter()
    close: dict[str, list[Mapping[str, Any]]] = {}
    for text, held in texts.items():
        words = set(meanings(text))
        counts.update(words & every)
        likely = [one for one in asked.values() if len(words & one) >= ALIKE_WORDS * len(one)]
        for passage in passages(text) if likely else ():
            inside = set(meanings(passage))
            if any(len(inside & one) >= ALIKE_WORDS * len(one) for one in likely):
                close.setdefault(passage, []).extend(held)
    ready = compared(close, counts, len(texts))
    found: dict[str, Found] = {}
    for passage in sorted(wanted):
        near = ready.near(passage, SAME)
        if near:
            found[passage] = [(one, (ready.said[one.place], close[ready.said[one.place]])) for one in near]
    return found


def _reached(engine: Engine, went: ir.Table, numbers: list[int]) -> dict[int, Any]:
    """The people each of these messages went to."""
    if not numbers:
        return {}
    held = engine.arrow(went.filter(went.message_id.isin(numbers)).select("message_id", "person_id").distinct())
    message, person = held["message_id"].to_numpy(), held["person_id"].to_numpy()
    order = np.argsort(message, kind="stable")
    if not message.size:
        return {}
    which, starts = np.unique(message[order], return_index=True)
    return dict(zip(which.tolist(), np.split(person[order], starts[1:]), strict=True))


def _before(passage: str, found: Found, last: Mapping[int, date | None], reached: Mapping[int, Any]) -> Before:
    near, (said, _) = found[0]
    rows = [row for _, (_, held) in found for row in held]
    numbers = {row["message_id"] for row in rows}
    people = [reached[number] for number in sorted(numbers) if number in reached]
    days = [day for row in rows if (day := last.get(row["message_id"]) or row["said_at"])]
    posted = any(number not in reached for number in numbers)
    count = None if posted else len(np.unique(np.concatenate(people)))
    return Before(passage, said, near.likeness, max(days, default=None), count)
