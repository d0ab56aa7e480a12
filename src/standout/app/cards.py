"""Cards: each question with the first sentence of its answer, in the order owners read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout import registry
from standout.app import heard, ways
from standout.charts.look import clean
from standout.report.answers import divided
from standout.words import own, say

if TYPE_CHECKING:
    from standout.finding import Finding
    from standout.question import Question

ASIDE = ("themes.told",)
"""Sentences that stand beside an answer: a theme is words that go together, and answers no question by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One question on the first page.

    ``verdict`` is empty where it wasn't asked, and ``sentence`` where nothing was found; ``more`` counts the answers
    besides those it tells.
    """

    name: str
    asks: str
    verdict: str
    badge: str
    sentence: str
    more: int


def questions() -> list[Question]:
    """Give every question there is, customers' words before rivals' figures."""
    known: dict[str, Question] = registry.catalogue("standout.questions", "QUESTION")
    return sorted(known.values(), key=lambda one: (one.place, one.name))


def asks(question: Question) -> str:
    """Give a question in the owner's words and language."""
    return own(f"question.{question.name}.asks", question.asks)


def cards(found: Callable[[str], Sequence[Finding] | None], names: Sequence[str] = ()) -> list[Card]:
    """Give a card for each question.

    Parameters
    ----------
    found : callable
        Gives the findings of a question by its name; None where it wasn't asked yet.
    names : sequence of str
        Businesses; a full stop inside a name ends no sentence.

    """
    return [_card(one, found(one.name), names) for one in questions()]


def known_first(findings: Sequence[Finding]) -> Finding:
    """Give the first finding that answers its question; one on a theme's words, or that isn't enough, if need be."""
    known = [one for one in findings if one.verdict != "not_enough"]
    return next((one for one in known if one.sentence_key not in ASIDE), next(iter(known), findings[0]))


def _card(question: Question, findings: Sequence[Finding] | None, names: Sequence[str]) -> Card:
    if not findings:
        empty = "" if findings is None else "not_enough"
        badge = say("brief.verdict.not_enough") if empty else ""
        said = say("app_home.nothing") if empty else ""
        return Card(name=question.name, asks=asks(question), verdict=empty, badge=badge, sentence=said, more=0)
    first = known_first(findings)
    badge = say(f"brief.verdict.{first.verdict}")
    sentence, told = heard.in_short(findings)
    if not told:
        [sentence, _], told = divided(ways.said(first.sentence), badge, [name for name in map(clean, names) if name]), 1
    return Card(
        name=question.name, asks=asks(question), verdict=first.verdict, badge=badge, sentence=sentence,
        more=max(0, len(findings) - told),
    )  # fmt: skip
