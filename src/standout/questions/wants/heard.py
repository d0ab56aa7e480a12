"""Heard: what people said in reviews, thing by thing: by how many people, in which words, and when last.

Reads    reviews   those with words in them
Makes    heard     one row: a kind (asks, complains, praises) and a thing
Unit     people; somebody who says a thing five times is heard once, a review without a name is a person of its own
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.text.wishes import KINDS, Wish, singular, wishes

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

QUOTES = 3
SHORTEST, LONGEST = 12, 240
"""Letters of a sentence that is quoted: a shorter one says too little, a longer one too much."""
NAMED = 0.5
"""A thing has its longer name where at least this share of people use it: showers, or hot showers."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that people ask for, complain of or praise."""

    kind: str
    head: str
    name: str
    people: int
    quotes: tuple[str, ...]
    last_at: date | None


@dataclass(frozen=True, slots=True)
class Voices:
    """Everything that was heard of one business, and of how many people who wrote any words; first and last day."""

    heard: tuple[Heard, ...]
    people: int
    first_at: date | None = None
    last_at: date | None = None

    def of(self, kind: str) -> list[Heard]:
        """Give the things of one kind, said by most first."""
        return [one for one in self.heard if one.kind == kind]


def worded(reviews: ir.Table) -> ir.Table:
    """Give the reviews that hold words."""
    held: ir.Table = reviews.filter(reviews.text.notnull() & (reviews.text.strip() != ""))
    return held


def voices(engine: Engine, ours: int) -> Voices:
    """Give what was heard in the reviews of one business."""
    reviews = worded(engine.table("reviews"))
    mine = reviews.filter(reviews.business_id == ours)
    rows = engine.arrow(mine.select("review_id", "reviewer_id", "reviewed_at", "text")).to_pylist()
    rows.sort(key=lambda row: (row["reviewed_at"] or date.min, row["review_id"]), reverse=True)
    days = [row["reviewed_at"] for row in rows if row["reviewed_at"]]
    people = {person(row) for row in rows}
    return Voices(tuple(gathered(rows)), len(people), min(days, default=None), max(days, default=None))


def person(row: dict[str, Any]) -> tuple[str, int]:
    """Give who wrote a review; one without a reviewer is a person of its own."""
    return ("review", row["review_id"]) if row["reviewer_id"] is None else ("reviewer", row["reviewer_id"])


def gathered(rows: Iterable[dict[str, Any]]) -> list[Heard]:
    """Give the things in reviews, newest first, asks before complaints before praise, by how many people say them."""
    said: dict[tuple[str, str], list[tuple[tuple[str, int], Wish, date | None]]] = defaultdict(list)
    for row in rows:
        for one in wishes(row["text"]):
            said[one.kind, one.head].append((person(row), one, row["reviewed_at"]))
    found = [_heard(kind, head, each) for (kind, head), each in said.items()]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.people, one.head))


def _heard(kind: str, head: str, said: list[tuple[tuple[str, int], Wish, date | None]]) -> Heard:
    quotes: dict[tuple[str, int], str] = {}
    for who, one, _ in said:
        if SHORTEST <= len(one.sentence) <= LONGEST and one.sentence not in quotes.values():
            quotes.setdefault(who, one.sentence)
    days = [day for _, _, day in said if day]
    fullest = sorted(quotes.values(), key=lambda text: len(text) < 2 * SHORTEST)  # a few words come after a sentence
    return Heard(
        kind=kind, head=head, name=_name(head, [(who, one.thing) for who, one, _ in said]),
        people=len({who for who, _, _ in said}), quotes=tuple(fullest[:QUOTES]), last_at=max(days, default=None),
    )  # fmt: skip


def _name(head: str, said: Iterable[tuple[tuple[str, int], str]]) -> str:
    """Give what most people call a thing: its whole name where most use that, else its main word as they write it."""
    names = Counter(name for _, name in dict.fromkeys(said))
    whole, n = min(names.items(), key=lambda one: (-one[1], len(one[0]), one[0]))
    if n >= NAMED * names.total():
        return whole
    forms = Counter[str]()
    for name, times in names.items():
        forms.update({word: times for word in name.split() if singular(word) == head})
    return min(forms.items(), key=lambda one: (-one[1], one[0]))[0] if forms else head
