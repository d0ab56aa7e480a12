"""Opinions: the words of a sentence that praise or blame, and how strongly, as the words beside them have it.

Reads    a sentence in English; lists of words in ``opinion_words.toml`` and ``lexicon.toml``
Makes    opinion   one row: where it stands, and how good (above 0) or bad (below 0) it says something is
Unit     1 is plain praise: "good"; 2 is the highest
Source   the lists of Hu and Liu (2004), "Mining and Summarizing Customer Reviews", KDD; the rules for small words
         after Taboada et al. (2011), "Lexicon-Based Methods for Sentiment Analysis", Computational Linguistics 37
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

NEAR = 4
"""So many words before an opinion may deny it."""
FAR = 8
"""As many where somebody denies to think it: "I don't think the food is any good"."""
STRONGER, WEAKER = 1.4, 0.6
DENIED_GOOD, DENIED_BAD, DENIED_STRONG = -0.9, 0.5, -0.5
"""What denying does: "not good" is bad, "not bad" is fairly good, "not excellent" is but a little bad."""
TOO = -1.0
HIGHEST = 2.0

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[,.;:?!()]+|[^\w\s]\ufe0f?|['’]s\b")
_SIGN = re.compile(r"[:;]-?[)(D]|<3")
ENDS = frozenset(".;:?!()")


class Opinion(NamedTuple):
    """Words that praise or blame: where they start, where the next word stands, and how good they say it is."""

    start: int
    end: int
    value: float


@cache
def _held() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Give one list of small words."""
    return frozenset(_held()["words"][name].split())


@cache
def values() -> dict[str, float]:
    """Give how good each word says something is."""
    held = tomllib.loads((files(__package__) / "opinion_words.toml").read_text(encoding="utf-8"))["words"]
    found = dict.fromkeys(held["positive"].split(), 0.8) | dict.fromkeys(held["negative"].split(), -0.8)
    for word in words("nothing"):
        found.pop(word, None)
    for value, more in _held()["values"].items():
        found |= dict.fromkeys(more.split(), float(value))
    signs = _held()["signs"]
    return found | dict.fromkeys(signs["good"].split(), 1.0) | dict.fromkeys(signs["bad"].split(), -1.0)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """Give what several words say, longest first, by the first of them."""
    found: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for value, phrases in _held()["phrases"].items():
        for phrase in phrases:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), float(value)))
    return {first: tuple(sorted(more, key=lambda one: -len(one[0]))) for first, more in found.items()}


def tokens(sentence: str) -> list[str]:
    """Give the words and signs of a sentence, in lower case.

    Examples
    --------
    >>> tokens("It’s well-kept, I'd say :)")
    ["it's", 'well-kept', ',', "i'd", 'say', ':)']

    """
    low = sentence.lower().replace("’", "'")
    if ":" not in low and ";" not in low:
        return _TOKEN.findall(low)
    found: list[str] = []
    start = 0
    for sign in _SIGN.finditer(low):
        found += [*_TOKEN.findall(low[start : sign.start()]), sign.group()]
        start = sign.end()
    return found + _TOKEN.findall(low[start:])


def opinions(said: Sequence[str]) -> list[Opinion]:
    """Give the opinions among the words of a sentence, in order.

    Parameters
    ----------
    said : sequence of str
        As `tokens` gives them.

    Examples
    --------
    >>> [(one.start, round(one.value, 2)) for one in opinions(tokens("not good, not too bad, too far and truly awful"))]
    [(1, -0.9), (3, 1.0), (7, -1.0), (11, -2.0)]

    """
    known, phrases = values(), _phrases()
    found: list[Opinion] = []
    at, size = 0, len(said)
    while at < size:
        word = said[at]
        if word in phrases and (phrase := _phrase(said, at, phrases[word])):
            length, value = phrase
            if value:
                found.append(Opinion(at, at + length, _denied(said, at, value, found)))
            at += length
            continue
        value = known.get(word, 0.0)
        if not value and ("-" in word or word.endswith("est")):
            value = _of_parts(word)
        if word == "too" or word in _TURNS:
            at, one = _turned(said, at, value, found)
            if one:
                found.append(one)
            continue
        if value:
            found.append(Opinion(at, at + 1, _changed(said, at, value, found)))
        elif word in _DENIED_ONLY and _denier(said, at, found) is not None:
            found.append(Opinion(at, at + 1, -1.0))
        at += 1
    return found


def _phrase(
    said: Sequence[str], at: int, phrases: tuple[tuple[tuple[str, ...], float], ...]
) -> tuple[int, float] | None:
    after = said[at + 1] if at + 1 < len(said) else ""
    for rest, value in phrases:
        if not rest or (rest[0] == after and tuple(said[at + 1 : at + 1 + len(rest)]) == rest):
            return len(rest) + 1, value
    return None


@lru_cache(maxsize=8192)
def _of_parts(word: str) -> float:
    """Give what a word says by its parts: ``super-friendly``, ``tastiest``."""
    if word.endswith("est") and len(word) > 5:
        base = values().get(f"{word[:-4]}y" if word.endswith("iest") else word[:-3]) or values().get(word[:-2], 0.0)
        return max(-HIGHEST, min(HIGHEST, base * STRONGER))
    if "-" not in word:
        return 0.0
    found = [value for part in word.split("-") if (value := values().get(part, 0.0))]
    return (-1.0 if word.startswith(("non-", "un-", "over-", "not-")) else found[-1]) if found else 0.0


_TURNS = {"enough", "better"}
_DENIED_ONLY, _DENY, _THINKS = words("denied_only"), words("deny"), words("thinks")
_INTENSE, _SOFT, _CONTRAST = words("intense"), words("soft"), words("contrast")
_NO_TOO = words("breaks") | words("small") | ENDS | {",", "too", "not", "but", "..", "..."}
_UNREAL = {"could", "should", "would", "might", "if"}


def _turned(said: Sequence[str], at: int, value: float, found: list[Opinion]) -> tuple[int, Opinion | None]:
    """Read ``too``, ``enough`` and ``better``, which turn on what stands beside them; give where to go on."""
    word, after = said[at], said[at + 1] if at + 1 < len(said) else "."
    denied = _denier(said, at, found) is not None
    if word == "too":
        if after in _NO_TOO or not after[0].isalpha():
            return at + 1, None
        good = values().get(after, 0.0) > 0
        return at + 2, Opinion(at, at + 2, (TOO if good else 1.0) if denied else TOO)
    if word == "enough":
        last = found[-1] if found and found[-1].end == at else None
        if last is not None:  # "good enough" keeps what it had
            return at + 1, None
        return at + 1, Opinion(at, at + 1, -1.0 if denied else 0.4)
    before = said[max(at - 3, 0) : at]
    if not _UNREAL.isdisjoint(before):
        return at + 1, Opinion(at, at + 1, -0.8)
    if before[-1:] == ["nothing"]:
        return at + 1, Opinion(at, at + 1, HIGHEST)
    return at + 1, Opinion(at, at + 1, -0.6 if denied else value)


def _changed(said: Sequence[str], at: int, value: float, found: list[Opinion]) -> float:
    """Give a word's value as the words before it strengthen, soften or deny it."""
    before = said[at - 1] if at else ""
    if before in _INTENSE:
        value *= STRONGER
    elif before in _SOFT and (value > 0 or before not in {"a", "little"}):
        value *= WEAKER
    value = max(-HIGHEST, min(HIGHEST, value))
    if value > 0 and at + 1 < len(said) and said[at + 1] == "enough" and _denier(said, at, found) is not None:
        return -1.0
    return _denied(said, at, value, found)


def _denied(said: Sequence[str], at: int, value: float, found: list[Opinion]) -> float:
    """Give a value turned where it is denied."""
    denier = _denier(said, at, found)
    if denier is None:
        return value
    if value > 0:
        return DENIED_STRONG if value > 1.5 else DENIED_GOOD * max(value, 0.8)
    return DENIED_BAD * -value if said[denier] not in {"no", "without", "never"} else 0.8 * min(-value, 1.0)


def _denier(said: Sequence[str], at: int, found: list[Opinion]) -> int | None:
    """Give where the word stands that denies what is said at a place; None where nothing does."""
    barred = found[-1].end if found else 0
    for place in range(at - 1, max(at - FAR, 0) - 1, -1):
        word = said[place]
        if word in _DENY:
            if place + 1 < len(said) and said[place + 1] in {"only", "just"}:
                return None
            near = at - place <= NEAR
            return place if near or not _THINKS.isdisjoint(said[place + 1 : place + 3]) else None
        if word[0] in ENDS or word == "," or word in _CONTRAST:
            return None
        if place < barred and word not in _INTENSE:
            return _shared(said, place, at, found)
    return None


def _shared(said: Sequence[str], place: int, at: int, found: list[Opinion]) -> int | None:
    """Give the denier that an opinion shares with the one before: ``not friendly or helpful``, ``no good or clean``."""
    if at - place > 2 or said[at - 1] not in {"or", "nor"}:
        return None
    return _denier(said, found[-1].start, found[:-1])
