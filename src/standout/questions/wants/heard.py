"""Heard: what people said in reviews, thing by thing: by how many people, in which words, and when last.

Reads    reviews, contacts   the reviews with words in them; the names that are held, so that none is printed
Makes    heard               one row: a kind (asks, complains, praises) and a thing
Rule     what isn't in English isn't read; who wrote nothing that is, is counted apart
Unit     people; somebody who says a thing five times is heard once, a review without a name is a person of its own
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any

from standout.text.language import in_english
from standout.text.private import parts, private, words
from standout.text.wishes import KINDS, Wish, singular, wishes

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

QUOTES = 3
SHORTEST, LONGEST = 12, 240
"""Letters of a sentence that is quoted: a shorter one says too little, a longer one too much."""
LEARNT = 3000
"""So many of the newest reviews show which words are words, and no names."""
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
    """Everything that was heard of one business, of how many people; ``unread`` wrote in other languages only."""

    heard: tuple[Heard, ...]
    people: int
    unread: int
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
    read = list(compress(rows, in_english(row["text"] for row in rows)))
    days = [row["reviewed_at"] for row in read if row["reviewed_at"]]
    people = {person(row) for row in read}
    return Voices(
        tuple(gathered(read, _guard(engine, rows))), len(people), len({person(row) for row in rows} - people),
        min(days, default=None), max(days, default=None),
    )  # fmt: skip


def _guard(engine: Engine, rows: Sequence[dict[str, Any]]) -> Callable[[str], bool]:
    """Give what tells whether words would show who somebody is; the names that are held go nowhere else."""
    contacts = engine.table("contacts")
    names = parts(engine.arrow(contacts.select("name").distinct())["name"].to_pylist())
    known = words(row["text"] for row in rows[:LEARNT])
    return cache(lambda text: private(text, names, known))


def person(row: dict[str, Any]) -> tuple[str, int]:
    """Give who wrote a review; one without a reviewer is a person of its own."""
    return ("review", row["review_id"]) if row["reviewer_id"] is None else ("reviewer", row["reviewer_id"])


def gathered(rows: Iterable[dict[str, Any]], barred: Callable[[str], bool]) -> list[Heard]:
    """Give the things in reviews, newest first, asks before complaints before praise, by how many people say them.

    What is ``barred`` is neither quoted nor the name of a thing.
    """
    said: dict[tuple[str, str], list[tuple[tuple[str, int], Wish, date | None]]] = defaultdict(list)
    for row in rows:
        for one in wishes(row["text"]):
            if not barred(one.thing.split()[-1]):
                said[one.kind, one.head].append((person(row), one, row["reviewed_at"]))
    found = [_heard(kind, head, each, barred) for (kind, head), each in said.items()]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.people, one.head))


def _heard(
    kind: str, head: str, said: Sequence[tuple[tuple[str, int], Wish, date | None]], barred: Callable[[str], bool]
) -> Heard:
    days = [day for _, _, day in said if day]
    things = [(who, one.thing.split()[-1] if barred(one.thing) else one.thing) for who, one, _ in said]
    return Heard(
        kind=kind, head=head, name=_name(head, things), people=len({who for who, _, _ in said}),
        quotes=_quotes([(who, one.sentence) for who, one, _ in said], barred), last_at=max(days, default=None),
    )  # fmt: skip


def _quotes(said: Iterable[tuple[tuple[str, int], str]], barred: Callable[[str], bool]) -> tuple[str, ...]:
    """Give a sentence each of a few people, newest first; a few words come after a sentence."""
    fit = [(who, text) for who, text in said if SHORTEST <= len(text) <= LONGEST]
    quotes: dict[tuple[str, int], str] = {}
    for who, text in sorted(fit, key=lambda one: len(one[1]) < 2 * SHORTEST):
        if len(quotes) == QUOTES:
            break
        if who not in quotes and text not in quotes.values() and not barred(text):
            quotes[who] = text
    return tuple(quotes.values())


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
