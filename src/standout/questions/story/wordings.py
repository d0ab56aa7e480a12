"""Wordings: what may be said of a card, in plain forms, as a question, with a customer's words, and aloud.

Makes    draft   one row: words, what they rest on, and where they come from
Rule     no words say more than their card: how many were compared, on what, in which world, and whether it is settled
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standout.questions.story.cards import Card
from standout.questions.story.quotes import Quote
from standout.words import say

SHORT = 300
"""The most signs of a short text."""
FORMS = ("line", "quote", "question", "short", "spoken")
QUOTED = 3
"""So many quotes are put into words where there is no card."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something we might say.

    Attributes
    ----------
    text : str
    origin : str
        card, customers, own.
    form : str
        One of `FORMS`; empty for the owner's own.
    card : Card or None
        What it rests on.
    quote : str
        The customer's words in it.

    """

    text: str
    origin: str
    form: str = ""
    card: Card | None = None
    quote: str = ""

    @property
    def draft_id(self) -> str:
        """A hash of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def of_card(card: Card, subject: str, quotes: Sequence[Quote]) -> list[Draft]:
    """Give what may be said of a card; the form with a quote only where there is one."""
    return list(_of_card(card, subject, quotes[0].text if quotes else ""))


def _of_card(card: Card, subject: str, quote: str) -> Iterator[Draft]:
    kind = "rated" if not card.fact else "price" if card.item else "looked"
    how = "sure" if card.sure else "likely"
    values = {
        "of": card.of, "judged": card.judged, "aspect": _lower(card.aspect), "on": _on(card), "marked": marked(card),
        "subject": subject, "population": population(card), "item": card.item, "figure": card.figure, "quote": quote,
        "up_to": say("story.up_to", last=card.last) if card.last else "",
    }  # fmt: skip
    for form in FORMS:
        if form == "quote" and not quote:
            continue
        text = _spaced(say(f"story.{kind}.{how}.{form}", **values))
        if form != "short" or len(text) <= SHORT:
            yield Draft(text, "card", form, card, quote if form == "quote" else "")


def of_customers(quotes: Sequence[Quote], subject: str) -> list[Draft]:
    """Give customers' own words, ready to be passed on; they claim nothing of ours."""
    found = []
    for quote in quotes[:QUOTED]:
        found.append(Draft(say("story.customers.line", quote=quote.text), "customers", "line", None, quote.text))
        key = "story.customers.short_dated" if quote.at else "story.customers.short"
        text = say(key, quote=quote.text, subject=subject, at=quote.at)
        if len(text) <= SHORT:
            found.append(Draft(text, "customers", "short", None, quote.text))
    return found


def own(text: str) -> Draft | None:
    """Give the owner's own words; None where there are none."""
    words = " ".join(text.split())
    return Draft(words, "own") if any(sign.isalnum() for sign in words) else None


def _on(card: Card) -> str:
    return say("story.on_overall") if card.overall else say("story.on", aspect=_lower(card.aspect))


def _lower(aspect: str) -> str:
    """An aspect inside a sentence: "staff"; what is written in capitals stays so."""
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in aspect.split())


def marked(card: Card) -> str:
    """Give the world of a card as reviews are marked, nothing for everybody."""
    return say("story.marked", values=[f"‘{value}’" for value in card.world.values()]) if card.world else ""


def population(card: Card) -> str:
    """Give where the scores of a card are from, and when."""
    if not card.sources:
        return say("story.population_plain")
    if card.first and card.last:
        return say("story.population_dated", sources=card.sources, first=card.first, last=card.last)
    return say("story.population", sources=card.sources)


def _spaced(text: str) -> str:
    return " ".join(text.split())
