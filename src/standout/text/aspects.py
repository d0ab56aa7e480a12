"""Aspects: what customers speak of, in plain words, with the words that name it.

Reads    ``aspects.toml``; words a user gives
Makes    aspects; the broad ones of a trade; the trade that texts sound like
Rule     an aspect that is known by a user's word brings its other words along; any other stands for itself
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TRADES = ("shop", "restaurant", "hotel", "airline", "service", "software", "band")
PLAIN_TRADE = "service"
"""What a business is taken for whose texts tell nothing."""
NAMING = 3
"""So many of an aspect's words name it best; neural readers are asked for these."""
LOOKED_AT = 2_000
"""Texts that are looked at for the trade."""

GENERAL_PARTS = frozenset({"quality", "overall", "experience", "choice", "price", "space"})
"""What says nothing of its own in a longer name: ``food quality``."""

_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that is spoken of.

    Attributes
    ----------
    name : str
        In plain words: ``waiting time``.
    words : tuple of str
        What names it, best first, in lower case; a word stands for its plural too.
    implied : tuple of str
        What speaks of it without a name, and judges it: ``overpriced`` of the price.

    """

    name: str
    words: tuple[str, ...]
    implied: tuple[str, ...] = ()


@cache
def _held() -> dict[str, dict[str, str]]:
    held: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "aspects.toml").read_text(encoding="utf-8"))
    return held


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in re.split(r"[,;\n]", words) if (word := " ".join(part.split()))))


@cache
def known() -> dict[str, Aspect]:
    """Give every known aspect by its name."""
    return {
        name: Aspect(name, _listed(held["words"]), _listed(held["implied"]))
        for name, held in _held().items()
        if name != "trades"
    }


def of_trade(trade: str) -> tuple[Aspect, ...]:
    """Give the broad aspects that are asked of a trade where the user names none.

    Raises
    ------
    KeyError
        If there is no such trade.

    Examples
    --------
    >>> [aspect.name for aspect in of_trade("software")]
    ['price', 'reliability', 'ease of use', 'features', 'speed', 'support']

    """
    if trade not in TRADES:
        raise KeyError(trade)
    return tuple(aspect for name, aspect in known().items() if trade in _held()[name]["trades"].split())


def named(words: Sequence[str]) -> tuple[Aspect, ...]:
    """Give the aspects that a user names, each under the user's own words.

    Parameters
    ----------
    words : sequence of str
        Each a word or a few: ``wifi``, ``leg room``; the same twice is given once.

    Returns
    -------
    tuple of Aspect
        With the words of the known aspect of that name, or that has it among the words that name it best; of a
        longer name those of its parts.

    Examples
    --------
    >>> [aspect] = named(["Internet"])
    >>> aspect.name, "wlan" in aspect.words
    ('Internet', True)
    >>> named(["llama rides"])
    (Aspect(name='llama rides', words=('llama rides',), implied=()),)

    """
    plain = dict.fromkeys(" ".join(word.split()) for word in words)
    return tuple(_named(word) for word in plain if word)


def _named(word: str) -> Aspect:
    low = word.lower()
    found = [_by_name()[low]] if low in _by_name() else _of_parts(low)
    words = (low, *(more for aspect in found for more in aspect.words[:NAMING]))
    rest = (more for aspect in found for more in aspect.words[NAMING:])
    implied = (more for aspect in found for more in aspect.implied)
    return Aspect(word, tuple(dict.fromkeys((*words, *rest))), tuple(dict.fromkeys(implied)))


def _of_parts(low: str) -> list[Aspect]:
    """Give the known aspects that the words of a name stand for: ``bar & beverages``, ``staff service``."""
    parts = [part for part in _PART.findall(low) if part not in GENERAL_PARTS]
    return list(dict.fromkeys(_by_name()[part] for part in parts if part in _by_name()))


@cache
def _by_name() -> dict[str, Aspect]:
    held = {word: aspect for aspect in reversed(known().values()) for word in reversed(aspect.words[:NAMING])}
    return {**held, **known()}


def kind_of(aspect: str) -> str:
    """Tell whether an aspect is of the ``product`` or of the ``experience`` around it; the latter where unknown.

    Examples
    --------
    >>> kind_of("food"), kind_of("staff"), kind_of("llama rides")
    ('product', 'experience', 'experience')

    """
    found = _by_name().get(aspect.lower())
    return _held()[found.name]["kind"] if found else "experience"


def trade_of(texts: Iterable[str]) -> str:
    """Give the trade whose words stand in most of the texts; ``service`` where several do, or none.

    Parameters
    ----------
    texts : iterable of str
        Its first ``LOOKED_AT`` texts are looked at.

    Examples
    --------
    >>> trade_of(["The waiter brought the wrong soup.", "Our dinner was cold."])
    'restaurant'
    >>> trade_of([])
    'service'

    """
    found: Counter[str] = Counter()
    for text, _ in zip(texts, range(LOOKED_AT), strict=False):
        words = set(_WORD.findall(text[:1000].lower()))
        found.update(trade for trade, tells in _tells().items() if words & tells)
    (most, times), *rest = [*found.most_common(2), ("", 0)][:2]
    return PLAIN_TRADE if not times or (rest and rest[0][1] == times) else most


@cache
def _tells() -> dict[str, frozenset[str]]:
    return {trade: frozenset(_held()["trades"][trade].split()) for trade in TRADES}
