"""Quotes: short sentences of our own customers, word for word, that speak well of one thing.

Reads    reviews, contacts   the texts about us, newest first; the names that are held, so that none is printed
Makes    quote               one row: a sentence as it stands in a review
Rule     praise by its own words, from a review that doesn't score the thing low; nothing denied, nobody named, no
         address or number, and no superlative: a quote in an advertisement claims what it says
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from standout.questions.story.cards import Card
from standout.text.folded import folded
from standout.text.memorable import memorable
from standout.text.passages import meanings
from standout.text.private import parts, private, words
from standout.text.superlatives import split, superlatives

if TYPE_CHECKING:
    from standout.question import Engine

WORDS = range(2, 15)
"""Shorter quotes say too little, longer ones are not passed on."""
FROM = 5
"""From so many texts about us on, one of them is quoted."""
READ = 3000
"""So many of our newest texts are looked through."""
GOOD = 0.75
"""A review may be quoted for an aspect it scores this high on its scale, or doesn't score."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in a review, and the day it was written."""

    text: str
    at: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """A text about us: its sentences that may be quoted, its day, its scores, and its world."""

    quotable: tuple[str, ...]
    at: date | None
    row: dict[str, object]


@cache
def _held() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__ or "") / "quotes.toml").read_text(encoding="utf-8"))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_held()["words"][name].split())


def texts(engine: Engine, ours: int, cards: Sequence[Card]) -> list[Said]:
    """Give our newest texts, with the columns the cards speak of."""
    reviews = engine.table("reviews")
    asked = {card.column for card in cards} | {column for card in cards for column, _ in card.conditions or ()}
    wanted = sorted(name for name in asked if name in reviews.columns)
    mine = reviews.filter((reviews.business_id == ours) & reviews.text.notnull() & (reviews.text != ""))
    newest = mine.order_by([mine.reviewed_at.desc(nulls_first=False), mine.review_id]).limit(READ)
    rows = engine.arrow(newest.select("reviewed_at", "text", *wanted)).to_pylist()
    names, known = _names(engine), words(row["text"] for row in rows)
    return [Said(_quotable(row["text"], names, known), row["reviewed_at"], row) for row in rows]


def _names(engine: Engine) -> frozenset[str]:
    """Give the parts of the names that are held; they are looked for, and go nowhere else."""
    contacts = engine.table("contacts")
    return parts(engine.arrow(contacts.select("name").distinct())["name"].to_pylist())


def quotes(said: Iterable[Said], card: Card | None, scale: tuple[float, float] | None = None) -> list[Quote]:
    """Give the sentences that may be quoted for a card, or for us as a whole, the most telling first.

    Parameters
    ----------
    said : iterable of Said
    card : Card or None
        Only sentences about its aspect, from reviews of its world.
    scale : (float, float), optional
        The lowest and highest score of its aspect.

    """
    about = None if card is None or card.overall else _about(card)
    found: dict[str, Quote] = {}
    for one in said:
        if card is not None and not _fits(one, card, scale):
            continue
        for sentence in one.quotable:
            if sentence not in found and (about is None or about & {*folded(sentence), *meanings(sentence)}):
                found[sentence] = Quote(sentence, one.at)
    return sorted(found.values(), key=lambda quote: (-_telling(quote.text), quote.text))


def _about(card: Card) -> set[str]:
    """The words by which people speak of what a card is about."""
    said = set(folded(card.item or card.aspect))
    known = [set(words.split()) for words in _held()["aspects"]["words"].splitlines()]
    return said | set(meanings(card.item or card.aspect)) | set().union(*(row for row in known if row & said))


def _fits(one: Said, card: Card, scale: tuple[float, float] | None) -> bool:
    if card.conditions is None or any(one.row.get(column) != value for column, value in card.conditions):
        return False
    score = one.row.get(card.column)
    if not isinstance(score, int) or scale is None:
        return True
    low, high = scale
    return score / 100 >= low + GOOD * (high - low)


def _quotable(text: str, names: frozenset[str], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in split(text) if _praises(one) and not private(one, names, known))


def _praises(sentence: str) -> bool:
    said = folded(sentence)
    if len(said) not in WORDS or superlatives(sentence) or sentence.endswith("?"):
        return False
    return bool(_list("praise") & set(said)) and not _list("blame") & set(said)


def _telling(sentence: str) -> float:
    found = memorable(sentence)
    return round(found.share, 6) if found else 0.0
