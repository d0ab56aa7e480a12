"""Backed: which claims of a first place in a text no card carries.

Reads    a text, and the cards
Makes    unbacked   one row: a sentence that claims more than is shown, and why
Rule     a claim is carried by a card on the same thing where the text says how many were compared, names the card's
         world, speaks of nobody else's town or market, and hedges what is only likely
Source   UK CAP Code 3.7 and the ASA's advice on superlative claims: one without a limit compares with all competitors
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standout.questions.story.cards import Card
from standout.text.descriptors import mentions
from standout.text.english import english
from standout.text.folded import folded
from standout.text.passages import meanings
from standout.text.superlatives import split, superlatives

_FIRST = re.compile(
    r"\b(?:came|comes?|rated|scored|ranked|voted|puts? us|we are|we re|is|looks?|clearly) (?:the )?first\b"
    r"(?! (?:time|day|thing|visit|of all|class))|\bfirst (?:of \d+|among|place)\b|\bnumber (?:one|1)\b"
    r"|\bahead of (?:all|any|every|the rest|\d+|our)\b|\bfor less\b"
    r"|\b(?:\w+er|more \w+|less) than (?:any|all|every|other|anyone|anybody|most|our rivals"
    r"|the (?:other|rest|competition))"
    r"|\b(?:no other|nobody else|no one else|nowhere else|the only|unlike (?:any|all|other|the other))\b"
    r"|\bbeats? (?:all|any|every|the rest|the competition)\b"
)
_HEDGED = re.compile(r"\b(?:so far|looks?|likely|probably|perhaps|may|might|seems?|isnt settled)\b")
NOT_TRIED = frozenset(
    "anywhere ever everywhere always planet universe country nation kingdom county globe earth".split()
)
WORLD = frozenset({"world", "worlds"})
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HARMLESS = frozenset("here".split())


@dataclass(frozen=True, slots=True)
class Unbacked:
    """A sentence that claims more than is shown.

    ``why`` is none, wider, unscoped, world or likely; ``word`` is what reaches too far; ``card`` comes nearest.
    """

    sentence: str
    why: str
    word: str = ""
    card: Card | None = None


def unbacked(text: str, cards: Iterable[Card]) -> list[Unbacked]:
    """Give the claims in a text that no card carries, in their order.

    Examples
    --------
    >>> [one.why for one in unbacked("The friendliest staff in town. Warm rolls at seven.", [])]
    ['none']

    """
    held = list(cards)
    found = []
    for sentence in split(text):
        about = _claims(sentence)
        if about is None:
            continue
        reasons = [(card, _reason(text, sentence, about, card)) for card in held]
        if any(why == ("", "") for _, why in reasons):
            continue
        near = [(card, why) for card, why in reasons if why[0] != "none"]
        card, (why, word) = near[0] if near else (None, ("none", ""))
        found.append(Unbacked(sentence, why, word, card))
    return found


def _claims(sentence: str) -> str | None:
    """What a sentence claims the first place in, empty where it doesn't say; None where it claims none."""
    praised = [one for one in superlatives(sentence) if one.praise]
    if praised:
        return praised[0].about
    return "" if _FIRST.search(" ".join(folded(sentence))) else None


def _reason(text: str, sentence: str, about: str, card: Card) -> tuple[str, str]:
    """Why a card doesn't carry a claim, with the word that reaches too far; both empty where it does."""
    words = folded(text)
    if not _same_thing(text, sentence, about, card):
        return "none", ""
    wide = [word for word in words if word in _wide()]
    if wide:
        return "wider", wide[0]
    if any(not set(meanings(value)) <= set(meanings(text)) for value in mentions(card.world)):
        return "world", ""
    if not {str(card.of), str(card.judged), _number(card.of), _number(card.judged)} & set(words):
        return "unscoped", ""
    if not card.sure and not _HEDGED.search(" ".join(words)):
        return "likely", ""
    return "", ""


def _same_thing(text: str, sentence: str, about: str, card: Card) -> bool:
    if card.overall:
        return bool(set(folded(about)) & english("trade")) or (not about and "overall" in folded(text))
    thing = set(meanings(card.item or card.aspect))
    return bool(thing) and thing <= set(meanings(sentence if about else text))


def _wide() -> frozenset[str]:
    return (english("market") | NOT_TRIED | WORLD) - HARMLESS


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def why_of(found: Sequence[Unbacked]) -> Unbacked:
    """Give the claim to tell of first: one that can be mended before one that can't."""
    return min(found, key=lambda one: one.why == "none")
