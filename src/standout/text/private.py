"""Private: whether a text holds what would tell a person, or how to reach one: an address, a number, a name.

Reads    a text, the names that are held, and the words that are known to be words
Makes    private   yes or no; a text that says yes is not printed for others to read
Rule     refused are an @, a web address, six digits with no word between them, any part of a name that is held, and
         any word that isn't known: too wide is the safe side
Known    a word of the lists of everyday English here, or one that more of the texts at hand write in lower case
         than with a capital inside a sentence; never a common first name
Error    a rare name that somebody writes in lower case, and that nobody holds, is taken for a word
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from standout.text.english import english
from standout.text.folded import folded

SHORTEST = 2
"""Letters of a part of a name; an initial is none."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_OWNED = re.compile(r"(?<=\w)['’ʼ`]s\b", re.IGNORECASE)
_REACHED = re.compile(r"@|://|\bwww|\w\.[a-z]{2}|[A-Z]\.[A-Z]{2}")
_DIGITS = re.compile(r"(?:\d[\W_]*){6}")
_COUNTED = re.compile(r"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)\b", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][^\W_]*")
_LISTS = {
    "english": ("sizes", "wanted", "poor_things", "stops", "copulas", "limits", "small", "market", "trade"),
    "wishes": ("leads", "stops", "general", "no_things", "vague", "good", "bad", "degree", "deny"),
    "memorable": ("concrete", "abstract", "common"),
    "private": ("small", "starts"),
}  # fmt: skip
_SMALL = ("stops", "small", "copulas", "limits")


def private(text: str, names: frozenset[str], known: frozenset[str]) -> bool:
    """Tell whether a text holds an address, a number, or what may be a name.

    Parameters
    ----------
    text : str
    names : frozenset of str
        Parts of names, as `parts` gives them.
    known : frozenset of str
        Words that are no names, as `words` gives them.

    Examples
    --------
    >>> known = words(["Kevin made my day.", "The cake was lovely.", "Such lovely cake."])
    >>> [private(text, parts(["Ann Lee"]), known) for text in ("Lovely cake.", "lovely cake from ann", "Kevin smiled.")]
    [False, True, True]
    >>> [private(text, parts([]), known) for text in ("call 555-0102-33", "see cake.example", "a@b")]
    [True, True, True]

    """
    plain = _plain(text)
    if _REACHED.search(plain) or _DIGITS.search(_COUNTED.sub("0", plain)):
        return True
    if any(_one(word) in _own("family") for word in _INSIDE.findall(plain)):
        return True
    return any(_names(word, names) or not _is_known(word, known) for word in _words(plain))


def parts(names: Iterable[str | None]) -> frozenset[str]:
    """Give the parts of names, folded, and each name written as one word.

    Examples
    --------
    >>> sorted(parts(["Ann O’Brien-Smith", "J. Łuk", None]))
    ['ann', 'annobriensmith', 'jluk', 'luk', 'obrien', 'smith']

    """
    each = [folded(name) for name in names if name]
    return frozenset(word for name in each for word in (*name, "".join(name)) if len(word) >= SHORTEST)


def words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that texts use as words and not as names, and those of everyday English."""
    lower, inside = Counter[str](), Counter[str]()
    for text in texts:
        plain = _plain(text)
        lower.update({_one(word) for word in set(_words(plain)) if word.islower()})
        inside.update({_one(word) for word in _INSIDE.findall(plain)})
    return everyday() | {word for word, many in lower.items() if many > inside[word]}


@cache
def everyday() -> frozenset[str]:
    """Give the words of everyday English that lists here hold."""
    held = [folded(_list(file, name)) for file, lists in _LISTS.items() for name in lists]
    return frozenset(word for each in held for word in each)


@cache
def _list(file: str, name: str) -> str:
    text = (files(__package__) / f"{file}.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["words"][name])


@cache
def _own(name: str) -> frozenset[str]:
    return frozenset(_list("private", name).split())


@cache
def _unharmed() -> frozenset[str]:
    """Give the words that name nobody where they are in lower case, though somebody is called so."""
    small = {word for name in _SMALL for text in english(name) for word in folded(text)}
    return _own("given") | _own("family") | _own("small") | small


def _plain(text: str) -> str:
    """Give a text without signs that can't be seen, and wide ones as plain ones."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _words(plain: str) -> Iterator[str]:
    yield from _WORD.findall(_APOSTROPHE.sub("", _OWNED.sub("", plain)))


@cache
def _one(word: str) -> str:
    return "".join(folded(word))


def _names(word: str, names: frozenset[str]) -> bool:
    """Tell whether a word is part of a name that is held, also as its owner's: anns."""
    one = _one(word)
    if word.islower() and one in _unharmed():
        return False
    theirs = one[:-1] if one.endswith("s") and one not in everyday() else one
    return any(part in held for part in (one, theirs) for held in (names, _own("first")))


def _is_known(word: str, known: frozenset[str]) -> bool:
    one = _one(word)
    if word[0].isdigit():
        return True
    if not word.islower() and one in _own("given"):
        return False
    return one in known or (one.endswith("s") and one[:-1] in everyday() and one not in _own("family"))
