"""Folded: the words of a text without case, accents and punctuation, and how alike two words are spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE = 0.84
"""From this ratio of Ratcliff and Obershelp on, two words may be spellings of one."""
SHORTEST = 4
"""Words with fewer letters are never taken for misspelt ones: "tea" is not "ten"."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def folded(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded.

    Examples
    --------
    >>> folded("The friendliest Café, in St. John's!")
    ('the', 'friendliest', 'cafe', 'in', 'st', 'johns')

    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_WORD.findall(plain.replace("ß", "ss").replace("ł", "l")))


def written(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are written, one for each that `folded` gives.

    Examples
    --------
    >>> written("The friendliest Café, in St. John's!")
    ('The', 'friendliest', 'Café', 'in', 'St', 'Johns')

    """
    plain, raw = folded(text), tuple(_WORD.findall(unicodedata.normalize("NFC", _APOSTROPHE.sub("", text))))
    return raw if len(raw) == len(plain) else plain


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words may be one: the same, one the plural of the other, or a letter or two apart.

    Examples
    --------
    >>> alike("lunches", "lunch"), alike("portobelo", "portobello"), alike("tea", "ten"), alike("coffee", "toffee")
    (True, True, False, False)

    """
    if one == other or _single(one) == _single(other):
        return True
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0] or one.isdigit() or other.isdigit():
        return False
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _single(word: str) -> str:
    """Give a word without the ending of a plural."""
    for ending, least in (("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            stem = word.removesuffix(ending)
            if ending == "s" or stem.endswith(("ch", "sh", "x", "z", "o")):
                return stem
    return word


def places(phrase: Sequence[str], words: Sequence[str], *, exact: bool = False) -> list[int]:
    """Give where in ``words`` a phrase stands, word by word; ``exact`` takes no other spelling.

    Examples
    --------
    >>> places(("flat", "white"), folded("a flat white, a flat whte"))
    [1, 4]

    """
    size = len(phrase)
    same = (lambda a, b: a == b) if exact else alike
    starts = range(len(words) - size + 1) if size else range(0)
    return [at for at in starts if all(same(a, b) for a, b in zip(phrase, words[at : at + size], strict=True))]
