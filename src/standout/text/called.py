"""Called: what a person is called, in a form that two spellings of one name share.

Takes    a name as a list has it
Makes    `Called`: the words of the given name and the family name, folded, and what the given name is short for
Rule     two names are alike where nothing in them speaks against one person: a short form, an initial, one letter,
         the words the other way round; "Ann Lee" and "Bob Lee" are not, and no more are "Lee senior" and "Lee junior"
Source   restricted Damerau-Levenshtein distance: Damerau (1964), Communications of the ACM 7(3)
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SAME, SHORT, SWAPPED, LETTER, INITIAL = "same", "short", "swapped", "letter", "initial"
ALIKE = (SAME, SHORT, SWAPPED, LETTER, INITIAL)
"""The ways in which two names may be one, the surest first."""

GIVEN, UNKNOWN, DIFFERENT = "given", "unknown", "different"
"""The given name is the same and the family name isn't; one of them isn't known; they are two names."""

GENERATIONS = {"jr": "junior", "jnr": "junior", "junior": "junior", "sr": "senior", "snr": "senior",
               "senior": "senior", "ii": "second", "iii": "third"}  # fmt: skip
TITLES = frozenset("mr mrs ms miss mx dr prof sir dame rev fr herr frau mme mlle monsieur madame sig dott".split())
MAN, WOMAN = "man", "woman"
_TITLED = {**dict.fromkeys("mr sir herr monsieur".split(), MAN),
           **dict.fromkeys("mrs ms miss dame frau madame mme mlle".split(), WOMAN)}  # fmt: skip
LONG = 4
"""From how many letters a word may differ from another in one of them and still be the same."""

_APOSTROPHES = re.compile("['\u2019\u02bc`]")
_OTHER = re.compile(r"[^\w]+|_+|\d+")
_BOTH = re.compile(r"[&+]|\b(?:and|und|et)\b", re.IGNORECASE)
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Called:
    """A name in parts, each folded; empty where it isn't known.

    Attributes
    ----------
    first, last : str
        The first word, and the words of the family name.
    full : str
        What ``first`` is short for: ``bob`` is robert; itself where it is no short form we know.
    generation : str
        ``junior``, ``senior``, ``second``, ``third``, or empty.

    """

    first: str = ""
    last: str = ""
    full: str = ""
    generation: str = ""


def called(name: str) -> Called:
    """Give a name in parts.

    Examples
    --------
    >>> called("Kowalski, Łukasz"), called("Dr. Bob O’Neil Jr.")
    (Called(first='lukasz', last='kowalski', full='lukasz', generation=''), Called(first='bob', last='oneil', \
full='robert', generation='junior'))

    """
    family, comma, rest = name.partition(",")
    if comma and words(rest) and words(rest)[0] not in GENERATIONS:
        name = f"{rest} {family}"
    spoken = words(name)
    generation = next((GENERATIONS[word] for word in spoken[1:] if word in GENERATIONS), "")
    kept = [word for at, word in enumerate(spoken) if not (at and word in GENERATIONS) and word not in TITLES]
    if not kept:
        return Called()
    return Called(kept[0], kept[-1] if len(kept) > 1 else "", short_for(kept[0]), generation)


def words(name: str) -> list[str]:
    """Give the words of a name, folded: no case, accents, apostrophes, digits.

    Examples
    --------
    >>> words("Anne-Marie d’Été")
    ['anne', 'marie', 'dete']

    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word for word in _OTHER.split(_APOSTROPHES.sub("", bare)) if word]


def titles(name: str) -> frozenset[str]:
    """Give whether titles in a name are a man's, a woman's or both; empty where there are none.

    Examples
    --------
    >>> titles("Mrs. J Lee"), sorted(titles("Mr and Mrs Lee")), titles("Dr J Lee")
    (frozenset({'woman'}), ['man', 'woman'], frozenset())

    """
    return frozenset(_TITLED[word] for word in words(name) if word in _TITLED)


def names_two(name: str) -> bool:
    """Tell whether a name is that of two people.

    Examples
    --------
    >>> names_two("Ann & Bob Lee"), names_two("Ann Anderson")
    (True, False)

    """
    return bool(_BOTH.search(name))


def short_for(first: str) -> str:
    """Give the given name that a short form stands for, itself where it is none that we know.

    Examples
    --------
    >>> short_for("bob"), short_for("rob"), short_for("robert"), short_for("zed")
    ('robert', 'robert', 'robert', 'zed')

    """
    return _short_forms().get(first, first)


@cache
def _short_forms() -> dict[str, str]:
    tree = tomllib.loads((files("standout.text") / "short_names.toml").read_text(encoding="utf-8"))
    return {form: full for language in tree.values() for full, forms in language.items() for form in forms}


def likeness(one: Called, other: Called) -> str:
    """Give how two names are alike: one of `ALIKE`, or `GIVEN`, `UNKNOWN` or `DIFFERENT`.

    Examples
    --------
    >>> likeness(called("Bob Lee"), called("Lee, Robert")), likeness(called("Ann Lee"), called("Bob Lee"))
    ('short', 'different')
    >>> likeness(called("A Lee"), called("Ann Lee")), likeness(called("Ann Lee"), called("Ann Day"))
    ('initial', 'given')

    """
    if not (one.first and other.first):
        return UNKNOWN
    if one.generation and other.generation and one.generation != other.generation:
        return DIFFERENT
    if not (one.last and other.last):
        return UNKNOWN if _given_alike(one, other) else DIFFERENT
    if one.last == other.last and (way := _given_alike(one, other)):
        return way
    if (one.first, one.last) == (other.last, other.first):
        return SWAPPED
    if one.full == other.full:
        return LETTER if one_letter(one.last, other.last) else GIVEN
    return DIFFERENT


def _given_alike(one: Called, other: Called) -> str:
    """Give how two given names are alike, empty where they aren't."""
    if one.first == other.first:
        return SAME
    if one.full == other.full:
        return SHORT
    if one_letter(one.first, other.first) and not _two_endings(one.first, other.first):
        return LETTER
    if 1 in (len(one.first), len(other.first)) and one.first[0] == other.first[0]:
        return INITIAL
    return ""


def _two_endings(one: str, other: str) -> bool:
    """Tell whether two given names part at their last letter only, as Maria and Mario, Martin and Martina do."""
    return one[:-1] == other[:-1] or one[:-1] == other or one == other[:-1]


def one_letter(one: str, other: str) -> bool:
    """Tell whether two words differ in one letter that was changed, left out, put in, or swapped with the next.

    Words shorter than `LONG` letters are never taken for one another: Ann is not Anna, and Jon is not Don.

    Examples
    --------
    >>> one_letter("kowalski", "kowlaski"), one_letter("miller", "milner"), one_letter("ann", "anna")
    (True, True, False)

    """
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
