"""Language: whether a text is in English, the one language that is read so far.

Reads    texts, and lists of function words in ``language.toml``
Makes    for each text: whether it is in English; None where it holds too little to tell by
Rule     the language of whose list it holds most different words; what is not in Latin letters is not English, and
         neither is a long text with hardly a word of any list; too little to tell by follows the most of the others
Error    by language in benchmarks/languages.py; of a text in two languages the first sentence or two decide
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

ENGLISH = "en"
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
