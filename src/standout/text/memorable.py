"""Memorable: how much a line has of what helped people remember lines, part by part.

Reads    a text in English, and lists of words in ``memorable.toml``
Makes    four parts, 0 to 1 each, and their mean
Rule     concrete   share of the words that carry meaning which name what one can see, hear, taste, touch or count
         distinct   share of them that aren't used by everybody about everything
         frame      how usual the order of small words and others is: distinct words on a common frame
         rhythm     repeated sounds, rhyme, repeated beginnings and parts of equal length
Source   Paivio (1971) and Brysbaert and others (2014) for concrete words; Danescu-Niculescu-Mizil and others (2012),
         "You had me at hello", ACL, for distinct words on a common frame; McGlone and Tofighbakhsh (2000) for rhyme
Note     a gauge of form, not a forecast; benchmarks/memorable.py says how well it agrees with what people recalled
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from standout.text.superlatives import split
from standout.text.syllables import syllables

_WORD = re.compile(r"[£$€]?\d+(?:[.,]\d+)+|[£$€]?[^\W_]+(?:['’-][^\W_]+)*")
_PART = re.compile(r"[,.!?;:–—]+\s*|\s[-–—]\s")
_ENDINGS = ("", "s", "es", "ed", "d", "ing", "ly", "er", "y", "'s", "n")
_RHYME = re.compile(r"[aeiouy]+[^aeiouy]*e?$")
LONGEST_PART = 12
"""Parts with more words than this have no beat one would hear."""


@dataclass(frozen=True, slots=True)
class Memorable:
    """The parts of the gauge, and the words that each rests on."""

    concrete: float
    distinct: float
    frame: float
    rhythm: float
    concrete_words: tuple[str, ...]
    distinct_words: tuple[str, ...]
    beats: tuple[str, ...]

    @property
    def share(self) -> float:
        """The mean of the four parts."""
        return (self.concrete + self.distinct + self.frame + self.rhythm) / 4


@cache
def _held() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "memorable.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_held()["words"][name].split())


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in _held()["kinds"].items() for word in words.split()}


def kind(word: str) -> str:
    """Give what a word does in a sentence: one of the kinds of small words, or by its ending.

    Examples
    --------
    >>> [kind(word) for word in ("the", "otter", "quietly", "brewing", "12")]
    ['the', 'x', 'ly', 'ing', '1']

    """
    plain = word.lower().replace("’", "'")
    if plain in _kinds():
        return _kinds()[plain]
    if plain[0] in "£$€" or plain[0].isdigit():
        return "1"
    return next((end for end in ("ing", "ed", "ly", "s") if plain.endswith(end) and len(plain) > len(end) + 2), "x")


def kinds(sentence: str) -> list[str]:
    """Give the kinds of the words of a sentence, between its beginning and its end."""
    return ["<", *(kind(word) for word in _WORD.findall(sentence)), ">"]


def memorable(text: str) -> Memorable | None:
    """Give the parts of the gauge for a text; None where no word in it carries meaning.

    Examples
    --------
    >>> one, other = memorable("They knew our order before we sat down."), memorable("Quality service is our priority.")
    >>> one.share > other.share
    True

    """
    words = _WORD.findall(text)
    carrying = [word for word in words if kind(word) not in _kinds().values()]
    if not carrying:
        return None
    names = {word for sentence in split(text) for word in _WORD.findall(sentence)[1:] if word[0].isupper()}
    concrete = [word for word in carrying if word in names or kind(word) == "1" or _among(word, "concrete")]
    distinct = [word for word in carrying if not _among(word, "common") and not _among(word, "abstract")]
    beats = _beats(text)
    return Memorable(
        concrete=len(concrete) / len(carrying),
        distinct=len(distinct) / len(carrying),
        frame=_frame(split(text)),
        rhythm=min(1.0, len(beats) / 2),
        concrete_words=tuple(dict.fromkeys(concrete)),
        distinct_words=tuple(dict.fromkeys(distinct)),
        beats=tuple(beats),
    )


def _among(word: str, name: str) -> bool:
    """Whether a word, or what it is without a usual ending, is in a list."""
    plain, held = word.lower().replace("’", "'"), _words(name)
    if plain in held:
        return True
    for ending in _ENDINGS[1:]:
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) > 2:
            doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            if stem in held or stem + "e" in held or doubled in held or (stem[-1] == "i" and stem[:-1] + "y" in held):
                return True
    return any(_among(part, name) for part in plain.split("-")) if "-" in plain else False


def _frame(sentences: Sequence[str]) -> float:
    """The mean rate at which one kind of word follows another, over that of the commonest steps."""
    after = _held()["after"]
    steps = [step for sentence in sentences for step in pairwise(kinds(sentence))]
    rate = float(sum(after[one].get(other, 0.0) for one, other in steps) / max(len(steps), 1))
    return min(1.0, rate / float(after["usual"]["most"]))


def _beats(text: str) -> list[str]:
    """The pairs of words in which a line has its beat, each as ``one / other``."""
    parts = [words for part in _PART.split(text) if (words := _WORD.findall(part.lower()))]
    heavy = [[word for word in words if kind(word) not in _kinds().values()] for words in parts]
    found = []
    for words in heavy:
        found += [f"{a} / {b}" for a, b in pairwise(words) if a != b and _sound(a) == _sound(b)]
    for one, other in pairwise(parts):
        if max(len(one), len(other)) > LONGEST_PART or min(len(one), len(other)) < 2:
            continue
        if one[-1] != other[-1] and _rhyme(one[-1]) == _rhyme(other[-1]):
            found.append(f"{one[-1]} / {other[-1]}")
        elif one[0] == other[0] or sum(map(syllables, one)) == sum(map(syllables, other)):
            found.append(f"{' '.join(one)} / {' '.join(other)}")
    return found


def _sound(word: str) -> str:
    """The consonants a word begins with, as they sound; a vowel sounds like no other beginning."""
    begin = re.match(r"[^aeiou]*", word)
    start = begin.group() if begin else ""
    start = {"c": "k", "ph": "f", "kn": "n", "wr": "r", "gn": "n", "qu": "kw"}.get(start, start)
    return start[:1] if start and start[:2] not in ("ch", "sh", "th") else start[:2] or word


def _rhyme(word: str) -> str:
    found = _RHYME.search(word)
    return found.group() if found and len(found.group()) > 1 else word
