"""Passages: how much two things that were said are alike, passage by passage, and which lines are said by all.

Reads    texts in English
Makes    the likeness of passages, 0 nothing in common to 1 the same words in the same order
Rule     a passage is a sentence, or a part of a long one.  Words count by what they mean, so "cosy café" meets "snug
         coffee shop", and the more the rarer they are among all that is compared.  A copy with a word changed stays
         near 1; one that says the same in other words is found only as far as the list of meanings goes
Source   cosine of words weighed by rarity: Spärck Jones (1972); runs of words: Broder (1997), "On the resemblance and
         containment of documents"
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt

from standout.text.english import english
from standout.text.folded import folded
from standout.text.memorable import kind
from standout.text.superlatives import split

LONG = 24
"""Sentences with more words than this are taken apart at their commas."""
SHORT = 2
"""Passages with fewer words than this are joined to the one before."""
STEM = 3
"""Words of so many letters are left as they are."""
SAME = 0.6
"""From this likeness on, one passage says much the same as another."""
PAIRS = 0.5
"""What a pair of neighbouring words counts, where a word counts 1."""

_PLAIN = re.compile(r"[a-z0-9]+")
_COMMA = re.compile(r"(?<=[,;:])\s+|\s[-–—]\s")
_SMALL = frozenset(("the", "who", "at", "and", "is", "what"))


@cache
def _held() -> tuple[Mapping[str, str], tuple[tuple[str, ...], ...]]:
    held = tomllib.loads((files(__package__) / "passages.toml").read_text(encoding="utf-8"))
    rows = [folded(row.replace("-", "")) for row in held["meanings"]["same"].splitlines()]
    meanings = {word: row[0] for row in rows for word in row}
    groups = held["worn"]["groups"].replace("\n", "|").split("|")
    return meanings, tuple(tuple(_one(word, meanings) for word in group.split("+")) for group in groups if group)


@cache
def _stem(word: str) -> str:
    """A word without the usual endings; crude, and the same for both sides of a comparison."""
    for ending, least in (("ingly", 8), ("edly", 7), ("iest", 6), ("ings", 7), ("ies", 5), ("ing", 6), ("est", 6),
                          ("ied", 5), ("ers", 6), ("ed", 5), ("ly", 5), ("es", 5), ("er", 5), ("s", 4)):  # fmt: skip
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            short = word.removesuffix(ending)
            return short.removesuffix("i").removesuffix("e").removesuffix("y")
    return word.removesuffix("e").removesuffix("y") if len(word) > STEM else word


def _one(word: str, meanings: Mapping[str, str]) -> str:
    """What a folded word means, by its stem."""
    return _stem(meanings.get(word, word))


@cache
def _meant(word: str) -> str:
    """The meaning of a word, empty for a small one."""
    meanings = _held()[0]
    if word in meanings:
        return _stem(meanings[word])
    by_stem = _by_stem().get(_stem(word))
    if by_stem:
        return by_stem
    return "" if kind(word) in _SMALL or word in english("small") else _stem(word)


@cache
def _by_stem() -> Mapping[str, str]:
    return {_stem(word): _stem(meaning) for word, meaning in sorted(_held()[0].items())}


def _folded(text: str) -> Sequence[str]:
    """What `folded` gives, quicker where all signs are plain."""
    return _PLAIN.findall(text.lower().replace("'", "")) if text.isascii() else folded(text)


def meanings(text: str) -> tuple[str, ...]:
    """Give what the words of a text mean, small words left out.

    Examples
    --------
    >>> meanings("A cosy café!") == meanings("the snug coffeehouse")
    True

    """
    return tuple(meant for word in _folded(text.replace("-", "")) if (meant := _meant(word)))


def passages(text: str) -> list[str]:
    """Give the passages of a text, verbatim and in order.

    Examples
    --------
    >>> passages("Warm rolls at seven. Yum! We roast on Mondays.")
    ['Warm rolls at seven. Yum!', 'We roast on Mondays.']

    """
    found: list[str] = []
    for sentence in split(text):
        for part in _COMMA.split(sentence) if len(sentence.split()) > LONG else [sentence]:
            if found and len(part.split()) < SHORT:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
    return [part for part in found if meanings(part)]


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that is like another: which of those compared, and how like."""

    place: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Passages made ready to be compared with: `compared` makes it.

    Attributes
    ----------
    said : tuple of str
        The passages.
    rarity : mapping of str to float
        What each word counts.
    unseen : float
        What a word counts that is in none.
    holding : mapping of str to list of (int, float)
        By word or pair of words: the passages that hold it, and its weight there.

    """

    said: tuple[str, ...]
    rarity: Mapping[str, float]
    unseen: float
    holding: Mapping[str, list[tuple[int, float]]] = field(repr=False)

    def near(self, passage: str, least: float = 0.0) -> list[Near]:
        """Give the passages at least so like one, likest first, the earliest first of those alike."""
        found: dict[int, float] = {}
        for part, weight in _weighed(meanings(passage), self.rarity, self.unseen).items():
            for place, theirs in self.holding.get(part, ()):
                found[place] = found.get(place, 0.0) + weight * theirs
        near = [Near(place, min(1.0, round(like, 9))) for place, like in found.items() if like >= least]
        return sorted(near, key=lambda one: (-one.likeness, one.place))


def _weighed(words: Sequence[str], rarity: Mapping[str, float], unseen: float) -> dict[str, float]:
    """The weights of the words of a passage and of their pairs; together of length 1."""
    held: dict[str, float] = {}
    for word in words:
        held[word] = held.get(word, 0.0) + rarity.get(word, unseen)
    for one, other in pairwise(words):
        pair = f"{one} {other}"
        held[pair] = held.get(pair, 0.0) + PAIRS * (rarity.get(one, unseen) + rarity.get(other, unseen)) / 2
    length = sqrt(sum(weight * weight for weight in held.values()))
    return {part: weight / length for part, weight in held.items()}


def compared(said: Iterable[str], counts: Mapping[str, int] | None = None, texts: int = 0) -> Compared:
    """Give passages ready to be compared with.

    Parameters
    ----------
    said : iterable of str
        The passages.
    counts : mapping of str to int, optional
        In how many of ``texts`` texts each word's meaning stands; where not given, in how many of the passages.

    Examples
    --------
    >>> rivals = compared(["Friendly staff and great food.", "The best coffee in town."])
    >>> near = rivals.near("Our welcoming team, amazing dishes")[0]
    >>> near.place, near.likeness > 0.9
    (0, True)

    """
    held = tuple(said)
    words = [meanings(passage) for passage in held]
    if counts is None:
        counts, texts = Counter(word for one in words for word in set(one)), len(held)
    rarity = {word: log(1 + texts / count) for word, count in counts.items()}
    unseen = log(1 + max(texts, 1))
    holding: dict[str, list[tuple[int, float]]] = {}
    for place, one in enumerate(words):
        for part, weight in _weighed(one, rarity, unseen).items():
            holding.setdefault(part, []).append((place, weight))
    return Compared(held, rarity, unseen, holding)


def worn(text: str) -> list[str]:
    """Give the passages that say what is said in every trade.

    Examples
    --------
    >>> worn("Friendly staff. We opened in 1962.")
    ['Friendly staff.']

    """
    groups = [set(group) for group in _held()[1]]
    return [one for one in passages(text) if any(group <= set(meanings(one)) for group in groups)]
