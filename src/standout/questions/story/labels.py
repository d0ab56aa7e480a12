"""Labels: the name of a column as it stands inside a sentence.

Reads    ``labels.toml``, ordinary English words
Rule     a label keeps its capitals unless all its words are ordinary English: "Beratung" is a noun in German, and
         nobody's word is spelt anew; inside a sentence of another language every label keeps them
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from standout.words import FIRST, language

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _ordinary() -> frozenset[str]:
    held = tomllib.loads((files(__package__ or "") / "labels.toml").read_text(encoding="utf-8"))
    return frozenset(held["words"]["ordinary"].split())


def inside(label: str) -> str:
    """Give a label as it stands inside a sentence.

    Examples
    --------
    >>> inside("Value for Money"), inside("Staff"), inside("Beratung"), inside("BBQ sauce")
    ('value for money', 'staff', 'Beratung', 'BBQ sauce')

    """
    if language() != FIRST:
        return label
    words = [word.lower() for word in _WORD.findall(label)]
    capitals = any(word[1:] != word[1:].lower() for word in _WORD.findall(label))
    return label if capitals or not _ordinary() >= set(words) else label.lower()
