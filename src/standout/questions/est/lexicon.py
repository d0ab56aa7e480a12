"""Lexicon: every est that Standout can score, the words that claim it, and what may speak for it.

Reads    lexicon.toml
Rule     a word belongs to one est; of several that fit, the longest phrase is meant
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from standout.text.folded import folded, places
from standout.words import say

_EST = re.compile(r"(?<=[a-z]{3})est$")
_DEGREES = {"best": "better", "most": "more", "least": "less", "latest": "later"}


@dataclass(frozen=True, slots=True)
class Est:
    """A row of ``lexicon.toml``, whose head says what each field means."""

    name: str
    kind: str
    evidence: str
    better: str
    unit: str
    words: tuple[str, ...]
    labels: tuple[str, ...] = ()
    fact: str = ""
    word: str = ""
    basket: bool = False

    @property
    def means(self) -> str:
        """What it says of a business."""
        return say(f"lexicon.means.{self.name}")

    @property
    def is_a(self) -> str:
        """Its class."""
        return say(f"lexicon.kind.{self.kind}")

    @property
    def rests_on(self) -> str:
        """What may speak for it."""
        return say(f"lexicon.evidence.{self.evidence}", labels=", ".join(self.labels))

    @property
    def counted_in(self) -> str:
        """The unit of its figures."""
        return say(f"lexicon.unit.{self.unit}")

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Its superlatives and the comparatives made from them, as folded words."""
        every = (folded(phrase) for word in self.words for phrase in (word, comparative(word)))
        return tuple(dict.fromkeys(phrase for phrase in every if phrase))


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase of an est in a text: where it starts, how many words it has, and which est it is of."""

    est: Est
    at: int
    size: int


@cache
def lexicon() -> tuple[Est, ...]:
    """Give every est."""
    rows = tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))["est"]
    return tuple(_est(row) for row in rows)


def _est(row: dict[str, object]) -> Est:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Est(**{**{"kind" if name == "class" else name: value for name, value in row.items()}, **lists})  # type: ignore[arg-type]


def comparative(phrase: str) -> str:
    """Give a superlative as a comparative, empty where it has none.

    Examples
    --------
    >>> comparative("friendliest"), comparative("most welcoming"), comparative("best value"), comparative("top")
    ('friendlier', 'more welcoming', 'better value', '')

    """
    first, _, rest = phrase.partition(" ")
    turned = _DEGREES.get(first) or (_EST.sub("er", first) if _EST.search(first) else "")
    return f"{turned} {rest}".strip() if turned else ""


def signals(words: Sequence[str]) -> list[Signal]:
    """Give the ests that folded words speak of, in the order they come; a longer phrase hides those inside it.

    Examples
    --------
    >>> [signal.est.name for signal in signals(folded("the friendliest staff and the best value for money"))]
    ['friendliest', 'best_value']

    """
    found = [
        Signal(est, at, len(phrase))
        for est in lexicon()
        for phrase in est.phrases
        for at in places(phrase, words, exact=True)
    ]
    kept: list[Signal] = []
    for one in sorted(found, key=lambda signal: (-signal.size, signal.at)):
        taken = {place for other in kept for place in range(other.at, other.at + other.size)}
        if not taken & set(range(one.at, one.at + one.size)):
            kept.append(one)
    return sorted(kept, key=lambda signal: signal.at)


def speaks_for(est: Est, label: str) -> int:
    """Give how near an aspect's label is to an est: 0 for its first word, -1 where it speaks of something else.

    Examples
    --------
    >>> [friendliest] = [est for est in lexicon() if est.name == "friendliest"]
    >>> speaks_for(friendliest, "Staff service") < speaks_for(friendliest, "Service"), speaks_for(friendliest, "Salsa")
    (True, -1)

    """
    words = folded(label)
    ranks = [rank for rank, known in enumerate(est.labels) if words and places(folded(known), words)]
    exact = [rank for rank, known in enumerate(est.labels) if folded(known) == words]
    return min(exact or ranks, default=-1)
