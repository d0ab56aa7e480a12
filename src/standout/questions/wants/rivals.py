"""Rivals: which of them are shown to have what our customers ask for.

Reads    facts, claims, reviews   a rival's items, its own words, and what its customers mention
Makes    shown                    for each thing: how many rivals are shown to have it, of how many one can tell
Rule     shown by an item on the sheet, by a rival's own words, or by two people who mention it and don't miss it;
         a rival with no items, no words of its own and few reviews in English is not one of those one can tell of
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from standout.questions.wants.heard import Heard, person, worded
from standout.text.folded import folded
from standout.text.language import in_english
from standout.text.wishes import singular, wishes

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

MENTIONS = 2
"""How many people have to mention a thing at a rival before it counts as there."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Shown:
    """Of how many rivals one can tell, and how many of these are shown to have each thing."""

    seen: int
    having: dict[str, int]


def rivals_of(rows: Sequence[dict[str, Any]], ours: int) -> list[int]:
    """Give the rivals: those the owner named, else every other business."""
    others = [row for row in rows if row["business_id"] != ours]
    named = [row for row in others if row["rival"]]
    return [row["business_id"] for row in named or others]


def shown(engine: Engine, rivals: Sequence[int], asked: Sequence[Heard], seen_from: int) -> Shown:
    """Give which rivals are shown to have what is asked for, of those that enough is held of."""
    reviews = worded(engine.table("reviews"))
    reviews = reviews.filter(reviews.business_id.isin(list(rivals)))
    told = _told(engine, rivals)
    seen = {rival for rival, n in _read(engine, reviews).items() if n >= seen_from} | set(told)
    mentioned = _mentioned(engine, reviews, asked) if asked and rivals else {}
    having = {}
    for one in asked:
        name = {singular(word) for word in folded(one.name)}
        by_word = {rival for rival, each in told.items() if any(name <= words for words in each)}
        having[one.head] = len((by_word | mentioned.get(one.head, set())) & seen)
    return Shown(len(seen), having)


def _read(engine: Engine, reviews: ir.Table) -> Counter[int]:
    """Give how many of each rival's reviews can be read."""
    held = engine.arrow(reviews.select("business_id", "text"))
    return Counter(compress(held["business_id"].to_pylist(), in_english(held["text"].to_pylist())))


def _told(engine: Engine, rivals: Sequence[int]) -> dict[int, list[set[str]]]:
    """Give the words of each rival's items and of each text it says of itself, in the singular."""
    facts, claims = engine.table("facts"), engine.table("claims")
    items = facts.filter(facts.business_id.isin(list(rivals)) & facts.item.notnull())
    rows = engine.arrow(items.select("business_id", text=facts.item)).to_pylist()
    said = engine.arrow(claims.filter(claims.business_id.isin(list(rivals))).select("business_id", "text")).to_pylist()
    words: dict[int, list[set[str]]] = defaultdict(list)
    for row in [*rows, *compress(said, in_english(row["text"] or "" for row in said))]:
        words[row["business_id"]].append(set(map(singular, folded(row["text"] or ""))))
    return words


def _mentioned(engine: Engine, reviews: ir.Table, asked: Sequence[Heard]) -> dict[str, set[int]]:
    """Give for each thing the rivals at which enough people mention it without missing it, in one pass."""
    by_form: dict[str, list[Heard]] = defaultdict(list)
    for one in asked:
        for form in _forms(one.name.split()[-1]):
            by_form[form].append(one)
    patterns = {one.head: re.compile(_pattern(one.name)) for one in asked}
    people: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    held = reviews.select("review_id", "reviewer_id", "business_id", "text")
    for batch in engine.batches(held, order_by=("review_id",)):
        for row in batch.to_pylist():
            text = row["text"].lower()
            for form in by_form.keys() & set(_WORD.findall(text)):
                for one in by_form[form]:
                    who = people[one.head, row["business_id"]]
                    if len(who) < MENTIONS and patterns[one.head].search(text) and not _missed(row["text"], one.head):
                        who.add(person(row))
    found: dict[str, set[int]] = defaultdict(set)
    for (head, rival), who in people.items():
        if len(who) >= MENTIONS:
            found[head].add(rival)
    return found


def _forms(word: str) -> set[str]:
    """Give the spellings of a word in the singular and the plural."""
    stem = singular(word)
    return {word, stem, f"{stem}s", f"{stem}es"} | ({f"{stem[:-1]}ies"} if stem.endswith("y") else set())


def _pattern(name: str) -> str:
    """Give a pattern for a name in the singular or the plural."""
    *before, last = name.split()
    forms = "|".join(map(re.escape, sorted(_forms(last))))
    return r"\b" + r"\s+".join([*map(re.escape, before), f"(?:{forms})"]) + r"\b"


def _missed(text: str, head: str) -> bool:
    return any(one.kind == "asks" and one.head == head for one in wishes(text))
