"""Against: how many places a claim leaves open, and which rivals it names."""

from __future__ import annotations

from collections.abc import Sequence

from standout.text.english import english
from standout.text.folded import folded, places

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
THAN = ("than", "beats", "beat")
WHOLE = frozenset(
    "any all every most our other others rest anyone anybody anywhere everyone everybody everywhere them rivals "
    "competition competitors average".split()
)
"""Words that say that no single rival is meant."""


def places_open(words: Sequence[str]) -> tuple[int, set[int]]:
    """Give how many places a claim leaves open, and where its words say so: "top 3", "top three", "the five best".

    Examples
    --------
    >>> places_open(("one", "of", "the", "top", "three")), places_open(("best",))
    ((3, {3, 4}), (1, set()))

    """
    for at, word in enumerate(words):
        number = NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) < 3 else 0)
        beside = words[at - 1] if at else ""
        if number > 1 and beside == "top":
            return number, {at - 1, at}
        if number > 1 and words[at + 1 : at + 2] == ("best",):
            return number, {at}
    return 1, set()


def rivals_said(words: Sequence[str], ours: str, others: Sequence[str]) -> tuple[tuple[str, ...], set[int]]:
    """Give the rivals that a claim names after "than" or "beats", and where they and our own name stand."""
    mine = folded(ours)
    taken: set[int] = set()
    than: list[str] = []
    for at in places(mine, words, exact=True):
        taken |= set(range(at, at + len(mine)))
    start = next((at for at, word in enumerate(words) if word in THAN), -1)
    for exact in (True, False):
        for other in others if start >= 0 and not than else ():
            phrase = folded(other)
            for at in places(phrase, words[start:], exact=exact)[:1]:
                than.append(other)
                taken |= set(range(start + at, start + at + len(phrase)))
    return tuple(than), taken | ({start} if than else set())


def not_held(words: Sequence[str], spoken: set[int]) -> tuple[int, ...]:
    """Give where a rival stands after "than" or "beats" that nothing has ``spoken`` for; nothing where all are meant.

    Examples
    --------
    >>> not_held(("friendlier", "than", "the", "ritz", "in", "town"), set())
    (3,)
    >>> not_held(("friendlier", "than", "any", "other", "cafe"), set())
    ()

    """
    start = next((at for at, word in enumerate(words) if word in THAN), len(words))
    limits, known = english("limits"), english("small") | english("market") | english("trade")
    found = []
    for at in range(start + 1, len(words)):
        if words[at] in limits:
            break
        if words[at] in WHOLE:
            return ()
        if at not in spoken and words[at] not in known:
            found.append(at)
    return tuple(found)
