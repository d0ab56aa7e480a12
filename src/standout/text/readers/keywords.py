"""Keywords: where a sentence names the aspects that are asked about, or any other that is known.

Reads    the words of a sentence; aspects
Makes    keyword   one row: where it stands, and the aspects it names
         hint      one row: a word that judges an aspect without naming it, "overpriced"
Rule     words and their plurals, the longest first; what names an aspect that wasn't asked about is found too, since
         what is said of the parking is not said of the food
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from standout.text.aspects import Aspect, known
from standout.text.readers.opinions import tokens

GENERAL = "overall"
"""The known aspect whose words name the whole: the place, the hotel."""
LOOSE = "~"


class Meant(NamedTuple):
    """What a phrase means: the aspects asked about that it names, hints at, or hints at where it is free."""

    named: tuple[int, ...]
    hinted: tuple[int, ...]
    loose: tuple[int, ...]
    noun: bool
    general: bool


class Keyword(NamedTuple):
    """A phrase that means something: where it starts, where the next word stands, and what it means."""

    start: int
    end: int
    meant: Meant


Index = dict[str, tuple[tuple[tuple[str, ...], Meant], ...]]


def keywords(said: Sequence[str], index: Index) -> list[Keyword]:
    """Give the keywords among the words of a sentence, in order; none overlaps another.

    Examples
    --------
    >>> from standout.text.aspects import named
    >>> index = index_of(named(["wifi", "parking"]))
    >>> [(one.start, one.end, one.meant.named) for one in keywords(tokens("The wi-fi and the car parks"), index)]
    [(1, 2, (0,)), (4, 6, (1,))]

    """
    found: list[Keyword] = []
    at = 0
    for place, word in enumerate(said):
        if place < at or word not in index:
            continue
        after = said[place + 1] if place + 1 < len(said) else ""
        for rest, meant in index[word]:
            if not rest or (rest[0] == after and tuple(said[place + 1 : place + 1 + len(rest)]) == rest):
                at = place + 1 + len(rest)
                found.append(Keyword(place, at, meant))
                break
    return found


@lru_cache(maxsize=32)
def index_of(aspects: tuple[Aspect, ...]) -> Index:
    """Give what each phrase means, longest first, by its first word."""
    kinds: dict[tuple[str, ...], list[set[int]]] = {}
    nouns: set[tuple[str, ...]] = set()
    general: set[tuple[str, ...]] = set()

    def add(phrase: str, kind: int, aspect: int | None) -> tuple[tuple[str, ...], ...]:
        forms = _forms(phrase)
        for form in forms:
            held = kinds.setdefault(form, [set(), set(), set()])
            if aspect is not None:
                held[kind].add(aspect)
        return forms

    for aspect in known().values():
        for phrase in aspect.words:
            forms = add(phrase, 0, None)
            nouns.update(forms)
            if aspect.name == GENERAL:
                general.update(forms)
    for number, asked in enumerate(aspects):
        for phrase in asked.words:
            nouns.update(add(phrase, 0, number))
        for phrase in asked.implied:
            add(phrase.lstrip(LOOSE), 2 if phrase.startswith(LOOSE) else 1, number)
    found: dict[str, list[tuple[tuple[str, ...], Meant]]] = {}
    for form, held in kinds.items():
        named, hinted, loose = (tuple(sorted(one)) for one in held)
        meant = Meant(named, hinted, loose, form in nouns, form in general)
        found.setdefault(form[0], []).append((form[1:], meant))
    return {first: tuple(sorted(more, key=lambda one: -len(one[0]))) for first, more in found.items()}


def _forms(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Give a phrase as words, in the singular and the plural."""
    plain = tuple(tokens(phrase))
    if not plain:
        return ()
    *before, last = plain
    if last.endswith(("s", "ing", "ed", "ly")):
        return (plain,)
    if last.endswith("y") and last[-2:-1] not in {"a", "e", "o", "u"}:
        plural = f"{last[:-1]}ies"
    elif last.endswith(("ch", "sh", "x", "z", "o")):
        plural = f"{last}es"
    else:
        plural = f"{last}s"
    return plain, (*before, plural)
