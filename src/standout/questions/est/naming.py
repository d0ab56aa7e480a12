"""Naming: a world in the words a customer would use, and how many of ours use them.

Where every condition is of a kind that reads as plain words (a place, a day, a time of day, who they are), the
world is named in one phrase; else by its labels.  A value counts as customers' own word only where their texts
have it: whole words, whatever their case and accents, one or many.

Reads    texts of our reviews from a world
Makes    names, and counts of reviews
Unit     reviews that have text
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from standout.words import own, say

if TYPE_CHECKING:
    import pyarrow as pa

MARKS = (
    r"[\x{0300}-\x{036F}\x{0591}-\x{05BD}\x{05BF}\x{05C1}\x{05C2}\x{05C4}\x{05C5}\x{05C7}\x{0610}-\x{061A}\x{0640}"
    r"\x{064B}-\x{065F}\x{0670}\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FE00}-\x{FE0F}\x{FEFF}]"
)
"""Accents of Latin, Greek, Cyrillic, Hebrew and Arabic, and what can't be seen."""
LETTER = r"[\pL\pN\pM]"
MENTIONED = "mentioned"
"""The value of a descriptor that was read from words: see ``text/descriptors.py``."""
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts that put no space between words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value in customers' texts: the word, how many of our reviews from the world use it, and of how many."""

    word: str
    using: int
    of: int


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads((files(__package__ or "") / "naming.toml").read_text(encoding="utf-8"))


def named(world: Mapping[str, str]) -> str:
    """Give a world in words; nothing for everybody.

    Examples
    --------
    >>> named({"day": "weekday", "time of day": "Morning", "place": "Leith"})
    'weekday mornings in Leith'
    >>> named({"day": "weekday", "roast": "dark"})
    'day: weekday, roast: dark'
    >>> named({"Mentions children": "mentioned"})
    'reviews that mention children'

    """
    read, rest = told(world)
    pairs = [say("cover.name.pair", label=label, value=value) for label, value in rest.items()]
    known = (_phrase(rest) or ", ".join(pairs)) if rest else ""
    return ", ".join(part for part in (read, known) if part)


def told(world: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Give the part of a world that was read from words as a phrase, and what is left of it; as `descriptors.told`."""
    if MENTIONED not in world.values():
        return "", dict(world)
    from standout.text import descriptors  # noqa: PLC0415 - the rules are read only where a world comes of them

    return descriptors.told(world)


def _phrase(world: Mapping[str, str]) -> str:
    """The world as one phrase, empty where some condition, or two together, don't read as one."""
    parts: dict[str, str] = {}
    for label, value in world.items():
        kind = _kind(label, value)
        if not kind or kind in parts:
            return ""
        parts[kind] = value
    known = _known()
    who = _own(known["people"][_plain(parts["people"])]) if "people" in parts else ""
    when = _when(parts)
    if who and when:
        if "day" not in parts:
            return ""
        when = say("cover.name.on", when=when)
    where = say("cover.name.place", value=parts["place"]) if "place" in parts else ""
    return " ".join(part for part in (who, when, where) if part)


def _when(parts: Mapping[str, str]) -> str:
    known = _known()
    time = _own(known["times"][_plain(parts["time"])]) if "time" in parts else ""
    if "day" not in parts:
        return time
    before, alone = known["days"][_plain(parts["day"])]
    return f"{_own(before)} {time}" if time else _own(alone)


def _own(phrase: str) -> str:
    """Give a phrase of ``naming.toml`` in the language that is spoken."""
    return own(f"naming.{phrase}", phrase)


def _kind(label: str, value: str) -> str:
    known, plain = _known(), _plain(value)
    if _plain(label) in known["places"]:
        reads = value[:1].isupper() and value.replace(" ", "").replace("-", "").replace("'", "").isalpha()
        return "place" if reads else ""
    kinds = {"people": "people", "days": "day", "times": "time"}
    return next((kind for group, kind in kinds.items() if plain in known[group]), "")


def _plain(text: str) -> str:
    return " ".join(_words(_folded_one(text)))


def word_of(label: str, value: str) -> str:
    """Give what a customer would say for a value: itself, its label where the value is yes, or nothing.

    Numbers, and values such as "other", are nobody's word.

    Examples
    --------
    >>> word_of("diet", "Vegan"), word_of("vegan", "yes"), word_of("vegan", "no"), word_of("guests", "2")
    ('Vegan', 'vegan', '', '')

    """
    spoken = _known()["spoken"]
    plain = _plain(value)
    if plain in spoken["yes"]:
        return word_of("", label) if label else ""
    figure = bool(plain) and not any(c.isalpha() for c in plain)
    letter = len(plain) == 1 and plain.isascii()
    drawn = bool(plain) or any(unicodedata.category(c) == "So" for c in value)
    if plain in spoken["no"] or figure or letter or not drawn:
        return ""
    return value.strip()


def spoken(world: Mapping[str, str], texts: pa.Array | pa.ChunkedArray) -> list[Spoken]:
    """Give the values of a world that customers use themselves; what no text uses isn't among them.

    Parameters
    ----------
    world : mapping of str to str
        Label to value.
    texts : pyarrow string array
        What our reviews from this world say; null where one has no text.

    """
    import pyarrow.compute as pc  # noqa: PLC0415 - only where texts are read

    folded = _folded(texts)
    written = int(pc.sum(pc.greater(pc.utf8_length(folded), 0)).as_py() or 0)
    words = [word_of(label, value) for label, value in told(world)[1].items()]
    counted = [Spoken(word, _using(folded, word), written) for word in words if word]
    counted += [_most_used(folded, label, written) for label, value in world.items() if value == MENTIONED]
    return [one for one in counted if one.using]


def _most_used(folded: Any, label: str, written: int) -> Spoken:
    """Of the words that tell of a descriptor, the one that most texts use; the first of those that as many use."""
    from standout.text.descriptors import by_label  # noqa: PLC0415 - as in `told`

    rule = by_label().get(label)
    counts = {word: _using(folded, word) for word in (rule.words if rule else ())}
    word = max(counts, key=lambda one: counts[one], default="")
    return Spoken(word, counts.get(word, 0), written)


def using(texts: pa.Array | pa.ChunkedArray, value: str) -> int:
    """Give how many texts use a value: whole words, one or many, whatever their case and accents.

    Examples
    --------
    >>> import pyarrow as pa
    >>> using(pa.array(["A café for families.", "My FAMILY came", "familiar", None]), "Family")
    2

    """
    return _using(_folded(texts), value)


def _using(folded: Any, value: str) -> int:
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    plain = _folded_one(value).strip()
    words = _words(plain)
    if not plain:
        return 0
    if not words or any(unicodedata.name(c, "").startswith(UNSPACED) for c in plain):
        found = pc.match_substring(folded, plain)
    else:
        ends = "|".join(sorted(_forms(words[-1])))
        spelt = f"[^{LETTER[1:-1]}]+".join([*words[:-1], f"(?:{ends})"])
        found = pc.match_substring_regex(folded, rf"(?:^|[^{LETTER[1:-1]}]){spelt}(?:$|[^{LETTER[1:-1]}])")
    return int(pc.sum(found).as_py() or 0)


def _folded(texts: Any) -> Any:
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    apart = pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFKD"), pattern=MARKS, replacement="")
    low = pc.utf8_lower(apart)
    for letter, same in (("ß", "ss"), ("ς", "σ"), ("ı", "i"), ("’", "'")):
        low = pc.replace_substring(low, pattern=letter, replacement=same)
    return low


def _folded_one(text: str) -> str:
    import pyarrow as pa  # noqa: PLC0415 - as above

    return str(_folded(pa.array([text], pa.string()))[0].as_py())


def _words(folded: str) -> list[str]:
    """Runs of letters, figures and marks."""
    return ["".join(run) for word, run in groupby(folded, lambda c: unicodedata.category(c)[0] in "LNM") if word]


def _forms(word: str) -> set[str]:
    """A word, as one and as many."""
    irregular = _known()["plurals"]
    one = {plural: single for single, plural in irregular.items()}
    if word in irregular or word in one:
        return {word, irregular.get(word, word), one.get(word, word)}
    found = {word, f"{word}s"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        found.add(f"{word}es")
    if word.endswith("y"):
        found.add(f"{word[:-1]}ies")
    if word.endswith("ies") and len(word) > 4:
        found |= {f"{word[:-3]}y", word[:-1]}
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        found |= {word[:-2], word[:-1]}
    elif word.endswith("s") and len(word) > 4 and word[-2] not in "si":
        found.add(word[:-1])
    return found


def spoken_said(one: Spoken) -> str:
    """Give in words how many of our reviews from a world use the word."""
    return say("cover.name.spoken", word=one.word, using=one.using, of=one.of)
