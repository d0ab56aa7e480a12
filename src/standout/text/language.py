"""Language: which language a text is in, and whether that is English, the one that is read so far.

Reads    texts, and lists of function words in ``language.toml``
Makes    for each text: the ISO 639-1 code of its language; whether it is in English; None where it holds too little
         to tell by
Rule     letters tell scripts that one language has; else the language of whose list it holds most different words;
         what is not in Latin letters is not English, and neither is a long text with hardly a word of any list; too
         little to tell by follows the most of the others, or where each text stands alone is told by `may_be_english`
Error    by language in benchmarks/languages.py; of a text in two languages the first sentence or two decide
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

ENGLISH = "en"
OTHER = "und"
"""The code of ISO 639 for a language that can't be told; it isn't English."""
READ = 200
"""So many signs of a text are looked at: a sentence or two."""
FEWEST = 2
"""From so many different words of a list on one can tell, where no other list has as many."""
LONG = 12
"""A text of so many different words..."""
SPARSE = 0.1
"""...of which fewer than this share stand in the English list is not in English."""

_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[\u0250-\u1dff\u2e80-\ud7ff]")


_SCRIPTS = tuple(
    (code, re.compile(f"[{letters}]"))
    for code, letters in (
        ("ja", "\u3040-\u30ff\uff66-\uff9f"), ("ko", "\uac00-\ud7ff\u1100-\u11ff"), ("zh", "\u3400-\u9fff"),
        ("el", "\u0370-\u03ff"),
        ("he", "\u0590-\u05ff"), ("ar", "\u0600-\u06ff"), ("th", "\u0e00-\u0e7f"), ("hy", "\u0530-\u058f"),
        ("ka", "\u10a0-\u10ff"), ("hi", "\u0900-\u097f"),
    )
)  # fmt: skip
"""Which letters tell a language."""
_KANA = re.compile("[\u3040-\u30ff]")
"""Japanese has Chinese signs as well as these."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґ]")


@cache
def _lists() -> tuple[frozenset[str], tuple[frozenset[str], ...], frozenset[str]]:
    """Give the English list, those of other languages, and all words of these."""
    held = tomllib.loads((files(__package__) / "language.toml").read_text(encoding="utf-8"))["words"]
    lists = {name: frozenset(words.split()) for name, words in held.items()}
    english = lists.pop(ENGLISH)
    return english, tuple(lists.values()), frozenset().union(*lists.values())


def is_english(text: str) -> bool | None:
    """Tell whether a text is in English; None where it holds too little to tell by.

    Parameters
    ----------
    text : str
        As somebody wrote it; its first ``READ`` signs are looked at.

    Examples
    --------
    >>> is_english("The staff were kind to us."), is_english("Das Personal war sehr nett zu uns."), is_english("Super!")
    (True, False, None)

    """
    read = text[:READ].lower()
    found = _WORD.findall(read)
    if not read.isascii() and 2 * len(_NOT_LATIN.findall(read)) > sum(map(len, found)):
        return False
    english, others, foreign = _lists()
    words = set(found)
    ours, known = len(words & english), words & foreign
    if ours >= FEWEST and ours > len(known):
        return True  # whichever of the others it might be
    theirs = max(len(known & each) for each in others)
    if ours != theirs and max(ours, theirs) >= FEWEST:
        return ours > theirs
    return False if len(words) >= LONG and ours < SPARSE * len(words) else None


def may_be_english(text: str) -> bool:
    """Tell whether a text that holds too little to tell its language by is taken for English, whatever others are.

    It is where at least as many of its words stand on the English list as on those of other languages alone; one
    with a letter that English has not needs an English word.

    Examples
    --------
    >>> [may_be_english(text) for text in ("Great food!", "The man was rude.", "Sehr lecker", "Świetne!", "🎉")]
    [True, True, False, False, True]

    """
    words = set(_WORD.findall(text[:READ].lower()))
    listed = [ENGLISH in _codes()[word] for word in words if word in _codes()]
    ours = sum(listed)
    return 2 * ours >= len(listed) and (ours > 0 or all(word.isascii() for word in words))


def in_english(texts: Iterable[str]) -> list[bool]:
    """Tell which texts are in English; one that holds too little to tell by is taken for what most others are.

    Where as many are in English as not, or nothing can be told of any, it is taken for English.

    Examples
    --------
    >>> in_english(["Das Essen war sehr gut.", "Wir kommen gerne wieder.", "Super!", "We will be back for the soup."])
    [False, False, False, True]

    """
    told = [is_english(text) for text in texts]
    rest = told.count(True) >= told.count(False)
    return [rest if one is None else one for one in told]


@cache
def _order() -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in _codes().values() for code in codes))


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Give the languages that have a word on their list, by the word."""
    held = tomllib.loads((files(__package__) / "language.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for code, words in (held["words"] | held["more"]).items():
        for word in dict.fromkeys(words.split()):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def language(text: str) -> str | None:
    """Tell the language of a text; None where it holds too little to tell by.

    Parameters
    ----------
    text : str
        As somebody wrote it; its first ``READ`` signs are looked at.

    Returns
    -------
    str or None
        ISO 639-1 code; ``und`` where it is not English and no list tells what it is.

    Examples
    --------
    >>> texts = ("The staff were kind to us.", "Jedzenie było bardzo dobre.", "とても美味しい", "Super!")
    >>> [language(text) for text in texts]
    ['en', 'pl', 'ja', None]

    """
    read = text[:READ].lower()
    english = is_english(text)
    if not read.isascii() and (script := _by_script(read)):
        return script
    found = _counted(read)
    ours = found.pop(ENGLISH, 0)
    code, times = _most(found)
    if english and ours >= times:
        return ENGLISH
    if times >= FEWEST and times > ours:
        return _cyrillic(code, read)
    return OTHER if english is False else None


def _by_script(read: str) -> str | None:
    """Give the language whose letters make up most of a text, Cyrillic ones apart."""
    letters = sum(map(str.isalpha, read))
    for code, sign in _SCRIPTS:
        if 2 * len(sign.findall(read)) > letters:
            return "ja" if code == "zh" and _KANA.search(read) else code
    if 2 * len(_CYRILLIC.findall(read)) <= letters:
        return None
    code, times = _most(_counted(read))
    return _cyrillic(code if times else "ru", read)


def _counted(read: str) -> Counter[str]:
    """Give how many different words of a text stand on each language's list."""
    return Counter(code for word in set(_WORD.findall(read)) for code in _codes().get(word, ()))


def _most(found: Counter[str]) -> tuple[str, int]:
    """Give the language that has most words; of several that whose list stands first."""
    return max(((code, found[code]) for code in _order() if code in found), key=lambda one: one[1], default=(OTHER, 0))


def _cyrillic(code: str, read: str) -> str:
    return "uk" if code == "ru" and _UKRAINIAN.search(read) else code
