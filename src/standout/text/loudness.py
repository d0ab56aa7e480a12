"""Loudness: how much of a message yells and sells, with the words it does so in.

Reads    a text in English, and patterns in ``loudness.toml``
Makes    by kind, what was found; and how many sentences ask, give and shout
Unit     ``share`` is of the message's sentences, 0 to 1
Rule     a sentence is loud where it asks, hurries, pushes a price cut, or shouts: capitals, or an exclamation mark;
         one mark in a message is nobody's shout
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from standout.text.superlatives import split

KINDS = ("asks", "hurries", "discounts", "capitals", "exclamations")
_PLAIN = re.compile(r"[^\w%£$€']+")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
LETTERS = 4
"""A word of so many capitals shouts by itself; shorter ones do where two stand together."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was found in a message.

    Attributes
    ----------
    sentences : int
        How many it has.
    loud : int
        How many of them are loud.
    asking, giving : int
        How many ask for something; how many give something and ask for nothing.
    found : tuple of (str, str)
        Each kind with the words, as they are written; marks of exclamation as they stand together.

    """

    sentences: int
    loud: int
    asking: int
    giving: int
    found: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share of its sentences that is loud."""
        return self.loud / self.sentences if self.sentences else 0.0


@cache
def _pattern(name: str) -> re.Pattern[str]:
    held = tomllib.loads((files(__package__) / "loudness.toml").read_text(encoding="utf-8"))
    return re.compile("".join(held["patterns"][name]))


@cache
def _acronyms() -> frozenset[str]:
    held = tomllib.loads((files(__package__) / "loudness.toml").read_text(encoding="utf-8"))
    return frozenset(held["words"]["acronyms"].split())


def loudness(text: str) -> Loudness:
    """Give what yells and sells in a message.

    Examples
    --------
    >>> found = loudness("HURRY! 50% off all cakes. Order now!")
    >>> found.share, [words for kind, words in found.found if kind == "discounts"]
    (1.0, ['50%', 'off'])
    >>> loudness("We roast on Mondays, because that is when the beans come.").share
    0.0

    """
    sentences = split(text)
    marks = text.count("!")
    each = [_in(sentence, marks) for sentence in sentences]
    asking = [any(kind in ("asks", "hurries") for kind, _ in found) for found in each]
    pushing = [ask or any(kind == "discounts" for kind, _ in found) for ask, found in zip(asking, each, strict=True)]
    gives = [bool(_pattern("gives").search(_plain(sentence))) for sentence in sentences]
    return Loudness(
        sentences=len(sentences),
        loud=sum(bool(found) for found in each),
        asking=sum(asking),
        giving=sum(give and not push for give, push in zip(gives, pushing, strict=True)),
        found=tuple(one for found in each for one in found),
    )


def _plain(sentence: str) -> str:
    return _PLAIN.sub(" ", sentence.lower().replace("’", "'")).strip()


def _in(sentence: str, marks: int) -> list[tuple[str, str]]:
    plain = _plain(sentence)
    found: list[tuple[str, str]] = []
    for kind, spared in (("asks", "no_asks"), ("hurries", "no_asks"), ("discounts", "no_discounts")):
        free = [one.span() for one in _pattern(spared).finditer(plain)]
        found += [
            (kind, one.group())
            for one in _pattern(kind).finditer(plain)
            if not any(low <= one.start() < high for low, high in free)
        ]
    capitals = [word for word in _CAPITALS.findall(sentence) if word not in _acronyms()]
    if len(capitals) > 1 or any(len(word) >= LETTERS for word in capitals):
        found.append(("capitals", " ".join(capitals)))
    if "!" in sentence and marks > 1:
        found += [("exclamations", one) for one in re.findall(r"!+", sentence)]
    return found
