"""Readability: how easy a text is to read, by six published formulas, from counts of its words and letters.

Reads    a text in English
Makes    counts, and from these the formulas
Unit     Flesch's reading ease runs from 0, hard, to about 100, easy; the others are years of school
Source   Flesch (1948); Kincaid and others (1975), and Smith and Senter (1967) for ARI; Gunning (1952);
         McLaughlin (1969) for SMOG; Coleman and Liau (1975)
Rule     all were made for passages of 100 words or more, SMOG for 30 sentences: on a line or two they are a hint
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from standout.text.superlatives import split
from standout.text.syllables import syllables

MANY = 3
"""From this many syllables on a word counts as long."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"(?:es|ed|ing)$")
_PART = re.compile(r"[.!?;:–—]+\s+|\n+|,\s+(?=(?:and|but|so|or|yet|while|because|which|plus)\b)|\s[-–—&]\s")
_IDEA_WORDS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas count.

    Attributes
    ----------
    sentences, words : int
        Words are runs of letters and digits, with the apostrophes and hyphens inside them.
    letters : int
        Letters and digits.
    syllables : int
        Of all words.
    polysyllables : int
        Words of three syllables or more, as SMOG counts them.
    complex : int
        Those of them that Gunning's index counts: no names, no words of two joined by a hyphen, and no third
        syllable that is only the ending -es, -ed or -ing.

    """

    sentences: int
    words: int
    letters: int
    syllables: int
    polysyllables: int
    complex: int


@dataclass(frozen=True, slots=True)
class Readability:
    """A text by each formula; ``flesch`` is the reading ease, all others are grades."""

    flesch: float
    kincaid: float
    fog: float
    smog: float
    ari: float
    coleman_liau: float


def counts(text: str) -> Counts:
    """Give what the formulas count in a text.

    Examples
    --------
    >>> counts("The cat sat on the mat. It purred happily.")
    Counts(sentences=2, words=9, letters=32, syllables=11, polysyllables=1, complex=1)

    """
    sentences = [words for sentence in split(text) if (words := _WORD.findall(sentence))]
    sized = [(word, syllables(word), place) for words in sentences for place, word in enumerate(words)]
    return Counts(
        sentences=len(sentences),
        words=len(sized),
        letters=sum(sign.isalnum() for word, _, _ in sized for sign in word),
        syllables=sum(size for _, size, _ in sized),
        polysyllables=sum(size >= MANY for _, size, _ in sized),
        complex=sum(size >= MANY and _complex(word, size) and not (place and word[0].isupper())
                    for word, size, place in sized),
    )  # fmt: skip


def _complex(word: str, size: int) -> bool:
    if "-" in word:
        return any(syllables(part) >= MANY for part in word.split("-"))
    stem = _ENDING.sub("", word.lower())
    return size > MANY or stem == word.lower() or syllables(stem) >= MANY


def readability(counted: Counts) -> Readability | None:
    """Give a text by each formula, from its counts; None where it has no words.

    Examples
    --------
    100 words in 5 sentences, 130 syllables:
    206.835 - 1.015 x 20 - 84.6 x 1.3 = 76.555 and 0.39 x 20 + 11.8 x 1.3 - 15.59 = 7.55

    >>> found = readability(Counts(5, 100, 420, 130, 6, 5))
    >>> round(found.flesch, 3), round(found.kincaid, 3)
    (76.555, 7.55)

    """
    if not counted.words or not counted.sentences:
        return None
    length = counted.words / counted.sentences
    spoken, written = counted.syllables / counted.words, counted.letters / counted.words
    return Readability(
        flesch=206.835 - 1.015 * length - 84.6 * spoken,
        kincaid=0.39 * length + 11.8 * spoken - 15.59,
        fog=0.4 * (length + 100 * counted.complex / counted.words),
        smog=1.0430 * sqrt(30 * counted.polysyllables / counted.sentences) + 3.1291,
        ari=4.71 * written + 0.5 * length - 21.43,
        coleman_liau=0.0588 * 100 * written - 0.296 * 100 / length - 15.8,
    )


def ideas(text: str) -> int:
    """Give how many ideas a text puts forward, at most: its sentences and the clauses that are joined to them.

    A part of fewer than three words is no idea of its own.

    Examples
    --------
    >>> ideas("They knew our order before we sat down.")
    1
    >>> ideas("Warm rolls at seven, and the coffee is roasted here. Dogs are welcome too.")
    3

    """
    parts: Sequence[str] = _PART.split(text)
    return max(1, sum(len(_WORD.findall(part)) >= _IDEA_WORDS for part in parts))
