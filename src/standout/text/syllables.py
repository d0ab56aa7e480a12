"""Syllables: how many a word of English has, by its letters.

Reads    a word
Makes    how many syllables it has when spoken
Rule     groups of vowels, less those that are silent, plus those that are two; words that do otherwise stand in
         ``readability.toml``
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouyl]l)e$"  # time, but not table
    r"|(?<=[^aeiouytd])(?<![^aeiouyl]l)ed$"  # judged, but not wanted or settled
    r"|(?<=[^aeiouysxzcgl])(?<![cs]h)es$|(?<=[aeiouy]l)es$"  # homes and miles, but not dishes or tables
    r"|(?<=[^aeiouy])e(?=(?:ful|less|ly|ment|ness)(?:s|ly)?$)"  # careful, homely
    r"|(?<=[gq])ue$|(?<=ic)al(?=ly$)"  # league, unique, basically
    r"|(?<=^som)e(?=[^aeiouy])|(?<=^ever)y(?=o)"  # someone, everyone
    r"|(?<=^(?:fir|hom|not|lif|tim|sid|win|cak|saf|fac|lin|bas|gam))e(?=[bcdfghjkpqtvwxz][a-z]{2})"  # notebook
)
_TWO = (
    re.compile(r"(?<![cgstx])(?<!ll)(?<!un)(?<!in)i[aou]"),  # radio, but not station, million or onion
    re.compile(r"(?<!p)eo(?![nu])|(?<![gq])ua(?!rd)|uou"),  # video, actual
    re.compile(r"(?<=ar)ea|(?<=id)ea|(?<=cr)ea(?=t)|(?<=r)ea(?=li[stz])"),  # idea, create
    re.compile(r"(?<=[a-z])y(?=[aeio])(?!ed$)"),  # player, trying
    re.compile(r"(?<=[aeou])ing|iet|ier(?=s?$)|iest$|(?<![cstr])ien(?=[ct])"),  # doing, quiet, easier, client
    re.compile(r"[ia]sms?$|thms?$"),  # prism, rhythm
)
"""Where two vowels, or none, are two syllables."""


@cache
def _held() -> dict[str, int]:
    said = tomllib.loads((files(__package__) / "readability.toml").read_text(encoding="utf-8"))["syllables"]
    return {word: int(count) for count, words in said.items() for word in words.split()}


@cache
def syllables(word: str) -> int:
    """Give how many syllables a word has; 1 at least.

    Parameters
    ----------
    word : str
        Any case; what isn't a letter from a to z is left out, and a hyphen parts a word.

    Examples
    --------
    >>> [syllables(word) for word in ("time", "table", "wanted", "radio", "barista", "opening-time")]
    [1, 2, 2, 3, 3, 4]

    """
    if "-" in word:
        return max(1, sum(syllables(part) for part in word.split("-") if part))
    plain = re.sub(r"[^a-z]", "", word.lower())
    if plain in _held():
        return _held()[plain]
    if plain.endswith("s") and plain[:-1] in _held():
        return _held()[plain[:-1]]
    if plain.endswith("ses") and plain[:-2] in _held():
        return _held()[plain[:-2]] + 1
    if not _VOWELS.search(plain):
        return max(1, len(plain))  # spelt out: TV
    short = _SILENT.sub("", plain)
    plain = short if _VOWELS.search(short) else plain
    count = len(_VOWELS.findall(plain)) + sum(len(two.findall(plain)) for two in _TWO)
    return max(1, count + bool(re.search(r"[sd]n['’]t$", word.lower())))
