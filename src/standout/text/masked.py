"""Masked: the words of a text without the names of businesses, for readers that learn from words.

Reads    a text in any language, and the names of the businesses
Makes    terms   words and pairs of words in lower case; of a script without spaces, runs of one to three signs
         words   the same without pairs; of a script without spaces, runs of two
Rule     a name's parts are left out as they stand in texts: a part that is no everyday English word in any case, an
         everyday one ("coffee" of Coffee House) only where it is written with a capital
Why      a reader that knows a business by its name predicts the mean of that business, and reads nothing
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from standout.text.private import everyday

SHORTEST = 3
"""Letters of a part of a name in a script with spaces; "of" and "la" name nobody."""
RUN = 3
"""The longest run of signs taken from a script without spaces."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:'[^\W_{_UNSPACED}]+)*|!|\?")
_SIGNS = frozenset("!?")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Masked:
    """What is left out of texts: parts in any case, parts only with a capital, and runs of unspaced signs."""

    always: frozenset[str]
    capital: frozenset[str]
    runs: re.Pattern[str] | None


def masked(names: Iterable[str]) -> Masked:
    """Give what to leave out so that no text shows which business it is about.

    Examples
    --------
    >>> held = masked(["Kawa Coffee House"])
    >>> terms("Kawa's coffee beats Coffee House", held)
    ['coffee', 'beats', 'coffee beats']

    """
    parts = {word for name in names for word in _WORD.findall(_plain(name))}
    unspaced = {part for part in parts if _IS_UNSPACED.match(part) and len(part) > 1}
    runs = sorted(unspaced, key=lambda run: (-len(run), run))
    spaced = {_bare(part.lower()) for part in parts if not _IS_UNSPACED.match(part)}
    spaced |= {"".join(_bare(word.lower()) for word in _WORD.findall(_plain(name))) for name in names}
    long = {part for part in spaced if len(part) >= SHORTEST}
    return Masked(
        frozenset(long - everyday()),
        frozenset(long & everyday()),
        re.compile("|".join(map(re.escape, runs))) if runs else None,
    )


def terms(text: str, names: Masked) -> list[str]:
    """Give the terms of a text.

    Examples
    --------
    >>> terms("Not good!", masked([]))
    ['not', 'good', '!', 'not good', 'good !']
    >>> terms("很好", masked([]))
    ['很', '好', '很好']

    """
    plain = _plain(text)
    if names.runs:
        plain = names.runs.sub(" ", plain)
    words = _WORD.findall(plain)
    kept = [word for word in words if not _names(word, names)]
    if plain.isascii():
        low = [word.lower() for word in kept]
        return [*low, *(f"{one} {other}" for one, other in pairwise(low))]
    return [term for run in _runs(kept) for term in run]


def words(text: str, names: Masked) -> list[str]:
    """Give the words of a text.

    Examples
    --------
    >>> words("It's Kawa's best!", masked(["Kawa"]))
    ["it's", 'best']

    """
    plain = _plain(text)
    if names.runs:
        plain = names.runs.sub(" ", plain)
    found: list[str] = []
    for word in _WORD.findall(plain):
        if _IS_UNSPACED.match(word):
            found += ["".join(pair) for pair in pairwise(word)]
        elif word not in _SIGNS and not _names(word, names):
            found.append(word.lower())
    return found


def _names(word: str, names: Masked) -> bool:
    low = _bare(word.lower())
    return low in names.always or (low in names.capital and word[0].isupper())


def _bare(word: str) -> str:
    """Give a word without the ending of an owner: "kawa's" is "kawa"."""
    return word.removesuffix("'s")


def _runs(words: Iterable[str]) -> Iterator[list[str]]:
    """Give the terms of words in order: pairs never cross from a script with spaces into one without."""
    last = ""
    for word in words:
        if _IS_UNSPACED.match(word):
            yield [word[at : at + size] for size in range(1, RUN + 1) for at in range(len(word) - size + 1)]
            last = ""
        else:
            low = word.lower()
            yield [low, f"{last} {low}"] if last else [low]
            last = low


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).replace("’", "'")
