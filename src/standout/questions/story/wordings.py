"""Wordings: what may be said of a card, each form for one place and one listener.

Makes    draft   one row: words, what they rest on, and where they come from
Forms    line      our words for everybody: a counter card, a sign, a profile
         quote     the same, with a customer's words before it
         question  a post
         short     our words to one person who agreed to be written to: thanks, the news, whom they could tell
         spoken    our words to a regular who stands before us
         pass_on   their words to a friend: they speak of us by our name
Rule     no words say more than their card: how many were compared, on what, in which world, and whether it is settled
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standout.questions.story.cards import Card
from standout.questions.story.labels import inside
from standout.questions.story.quotes import Quote
from standout.text.descriptors import mentions
from standout.words import say

SHORT = 300
"""The most signs of a text to one person, and of one to pass on."""
FORMS = ("line", "quote", "question", "short", "spoken", "pass_on")
BRIEF = frozenset({"short", "pass_on"})
"""The forms that are written on a phone: they are left out where they take more signs."""
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
        "of": card.of, "judged": card.judged, "aspect": card.aspect, "on": _on(card), "marked": _marked(card),
        "among": _among(card), "subject": subject, "item": card.item, "figure": card.figure, "quote": quote,
        "up_to": say("story.up_to", last=card.last) if card.last else "", **_around(fact=card.fact),
    }  # fmt: skip
    for form in FORMS:
        if form == "quote" and not quote:
            continue
        for population in _populations(card, form):
            text = _spaced(say(f"story.{kind}.{how}.{form}", **values, population=population))
            if form not in BRIEF or len(text) <= SHORT:
                yield Draft(text, "card", form, card, quote if form == "quote" else "")
                break


def of_customers(quotes: Sequence[Quote], subject: str) -> list[Draft]:
    """Give customers' own words, ready to be passed on; they claim nothing of ours."""
    return [draft for quote in quotes[:QUOTED] for draft in _of_customer(quote, subject)]


def _of_customer(quote: Quote, subject: str) -> Iterator[Draft]:
    known = {"quote": quote.text, "subject": subject, "at": quote.at, **_around()}
    keys = {
        "line": "story.customers.line",
        "short": "story.customers.short_dated" if quote.at else "story.customers.short",
        "spoken": "story.customers.spoken",
        "pass_on": "story.customers.pass_on_dated" if quote.at else "story.customers.pass_on",
    }
    for form, key in keys.items():
        text = say(key, **known)
        if form not in BRIEF or len(text) <= SHORT:
            yield Draft(text, "customers", form, None, quote.text)


def _around(*, fact: bool = False) -> dict[str, str]:
    """What stands around the news: thanks before it, and after it what the listener could do."""
    written, aloud = ("story.ask_of_use", "story.ask_aloud_of_use") if fact else ("story.ask", "story.ask_aloud")
    return {"thanks": say("story.thanks"), "ask": say(written), "ask_aloud": say(aloud)}


def own(text: str) -> Draft | None:
    """Give the owner's own words; None where there are none."""
    words = " ".join(text.split())
    return Draft(words, "own") if any(sign.isalnum() for sign in words) else None


def _on(card: Card) -> str:
    return say("story.on_overall") if card.overall else say("story.on", aspect=inside(card.aspect))


def _marked(card: Card) -> str:
    """The world of a card as reviews are marked, nothing for everybody."""
    return say("story.marked", values=_values(card)) if card.world else ""


def _among(card: Card) -> str:
    """Which reviews a card rests on."""
    if card.world:
        return say("story.among_marked", of=card.of, values=_values(card))
    return say("story.among", of=card.of)


def _values(card: Card) -> list[str]:
    return [say("story.value", what=what) for what in mentions(card.world)]


def _populations(card: Card, form: str) -> list[str]:
    """Where the scores of a card are from, and when, in words: whole, and shorter where that takes too many signs."""
    if not card.sources:
        return [""]
    own, whose = say("story.own_files"), say("story.their_files" if form == "pass_on" else "story.own_files")
    known = {"sources": [whose if name == own else name for name in card.sources]}
    undated = say("story.population", **known)
    if not card.first or not card.last:
        return [undated]
    return [say("story.population_dated", **known, first=card.first, last=card.last), undated]


def _spaced(text: str) -> str:
    return " ".join(text.split())
