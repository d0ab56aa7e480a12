"""What a header means: its words against those of ``names.toml``, in eight languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from standout.sources.targets import TARGETS

EXACT = 1.0
PARTLY = 0.8
"""A phrase that is only part of a header counts this much times the share of the header's words it is."""

TELLING = "telling"
"""Headers that tell which table a file goes to, whatever else it holds."""

LAST = 0.1
"""Added where the phrase ends the header, since that is where the noun stands in most of the languages."""

RATING_WORDS = frozenset(
    "rating ratings score scores stars bewertung note sterne ocena voto nota puntuacion cijfer beoordeling "
    "avaliacao calificacion valoracion evaluation".split()
)
"""Words that say a header is a score and nothing else; dropped from an aspect's label."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def fold(header: str) -> str:
    """Give a header without case, byte-order mark, spaces, accents and punctuation.

    Examples
    --------
    >>> fold("\\ufeffReview ID "), fold("review_id"), fold("Qualität")
    ('reviewid', 'reviewid', 'qualitat')

    """
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def words_of(header: str) -> tuple[str, ...]:
    """Give the words of a header, folded: ``Country.of.Origin`` is country, of, origin.

    Examples
    --------
    >>> words_of("bar_beverages_rating"), words_of("\\ufeffReviewID")
    (('bar', 'beverages', 'rating'), ('review', 'id'))

    """
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("ł", "l").replace("ß", "ss")
    return tuple(_WORD.findall(plain))


def meanings(header: str, table: str = "reviews") -> dict[str, float]:
    """Give what a header may mean in a table of this kind, with how sure the name alone makes it, 0 to 1.

    Examples
    --------
    >>> meanings("Sterne")["overall"], meanings("Bestelldatum", "orders")["ordered_at"]
    (1.0, 1.0)
    >>> max(meanings("comfort_rating").items(), key=lambda pair: pair[1])[0]
    'aspect'

    """
    own = words_of(header)
    near = _near(own, table)
    found = {target: best for target in _phrases(table) if (best := _best(own, near.get(target, ())))}
    if 0 < found.get("overall", 0) < EXACT and len(own) > 1:
        part = found.pop("overall")
        if own[-1] in RATING_WORDS or own[0] in RATING_WORDS:
            found["aspect"] = max(found.get("aspect", 0.0), part + LAST)
    return found


def label_of(header: str) -> str:
    """Give a header as people read it, without the word that only says that it is a score.

    Examples
    --------
    >>> label_of("bar_beverages_rating"), label_of("Clean.Cup"), label_of("Score (2)")
    ('bar beverages', 'Clean Cup', 'Score (2)')

    """
    parts = re.sub(r"[._\s]+", " ", _CAMEL.sub(" ", header.strip("\ufeff "))).split(" ")
    kept = [part for part in parts if "".join(words_of(part)) not in RATING_WORDS]
    said = kept if any(c.isalpha() for part in kept for c in part) else parts
    return " ".join(said).strip()


@cache
def _phrases(table: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give every target's phrases for a table; the reviews' stand at the top of the file."""
    tree = tomllib.loads((files("standout.sources") / "names.toml").read_text(encoding="utf-8"))
    others = {TELLING, *TARGETS} - {"reviews"}
    own = {k: v for k, v in tree.items() if k not in others} if table == "reviews" else tree.get(table, {})
    return {
        target: tuple(sorted({words_of(phrase) for spoken in languages.values() for phrase in spoken}))
        for target, languages in own.items()
    }


def _near(own: tuple[str, ...], table: str) -> dict[str, list[tuple[str, ...]]]:
    """Give by target the phrases that may match: a few of the thousands, so that wide files take no time."""
    whole, first = _by_word(table)
    near: dict[str, list[tuple[str, ...]]] = {}
    for target, phrase in whole.get("".join(own), []) + [pair for word in {*own} for pair in first.get(word, [])]:
        near.setdefault(target, []).append(phrase)
    return near


Phrases = dict[str, list[tuple[str, tuple[str, ...]]]]


@cache
def _by_word(table: str) -> tuple[Phrases, Phrases]:
    """Give every target's phrases by all their words run together, and by their first."""
    whole: Phrases = {}
    first: Phrases = {}
    for target, phrases in _phrases(table).items():
        for phrase in phrases:
            whole.setdefault("".join(phrase), []).append((target, phrase))
            first.setdefault(phrase[0], []).append((target, phrase))
    return whole, first


def _best(own: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> float:
    return max((_match(own, phrase) for phrase in phrases), default=0.0)


def _match(own: tuple[str, ...], phrase: tuple[str, ...]) -> float:
    if own == phrase or "".join(own) == "".join(phrase):
        return EXACT
    size = len(phrase)
    places = [i for i in range(len(own) - size + 1) if own[i : i + size] == phrase]
    if not places:
        return 0.0
    return PARTLY * size / len(own) + (LAST if places[-1] + size == len(own) else 0.0)
