"""Descriptors: what a review tells of the visit or purchase: with whom, when, what was needed or bought.

Reads    texts of reviews, in English
Makes    tags      one row a review that mentions anything: "mentioned" in a column of each descriptor it mentions
Rule     the words of ``descriptors.toml`` with what stands around them; a world of them is "reviews that mention
         children", so who belongs to it is exact; how often the rule is right is told by ``benchmarks/descriptors.py``
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from standout.tables import table
from standout.tables.readings import SAYS
from standout.words import FIRST, say, speaking

if TYPE_CHECKING:
    import pyarrow as pa

MENTIONED = "mentioned"
"""The value of a descriptor's column where a review mentions it."""
KINDS = ("companion", "occasion", "need", "item", "stage")
AROUND = 70
"""So many letters before and after a word are looked at, as far as its sentence goes."""
LONGEST = 100_000
"""No more letters of a text than this are read."""

_SPACED = str.maketrans(
    dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t\u2013\u2014\u201c\u201d\u2018\u2026\u00a0", " ")
)
"""What stands between words."""
_ENDED = str.maketrans(dict.fromkeys(".!?;", "\n"))
_FILE = (files(__package__) / "descriptors.toml").read_bytes()
VERSION = hashlib.sha256(_FILE).hexdigest()[:12]
"""Of the rules: the first letters of their SHA-256."""


@dataclass(frozen=True)
class _When:
    """Words that tell of a descriptor, where `asks` stands around one and `unless` doesn't."""

    words: tuple[str, ...]
    asks: str = ""
    unless: str = ""

    @cached_property
    def wanted(self) -> re.Pattern[str] | None:
        return re.compile(self.asks) if self.asks else None

    @cached_property
    def barred(self) -> re.Pattern[str] | None:
        return re.compile(self.unless) if self.unless else None

    def holds(self, around: str) -> bool:
        """Tell whether a word speaks of the descriptor, from what stands around it."""
        wanted, barred = self.wanted, self.barred
        return (wanted is None or bool(wanted.search(around))) and (barred is None or not barred.search(around))


@dataclass(frozen=True)
class Rule:
    """One descriptor and the words that tell of it.

    Attributes
    ----------
    name : str
        ``children``; the column is ``d_says_children``.
    kind : str
        One of ``KINDS``.
    also : tuple of str
        Words by which a claim asks for it.
    about : tuple of str
        Words of aspects that a world of it would only say again.
    when : tuple
        Its words, and what must and must not stand around them.

    """

    name: str
    kind: str
    also: tuple[str, ...]
    about: tuple[str, ...]
    when: tuple[_When, ...]

    @property
    def column(self) -> str:
        """Its column."""
        return SAYS + self.name

    @property
    def what(self) -> str:
        """What is mentioned, in plain words: ``children``."""
        return say(f"descriptors.what.{self.name}")

    @property
    def label(self) -> str:
        """The column's label: ``Mentions children``; the same in every language, since it is a name."""
        with speaking(FIRST):
            return say("descriptors.label", what=self.what)

    @property
    def addressable(self) -> str:
        """Whether a buyer knows it before buying: "before", and "never" for a stage, which makes no world."""
        return "never" if self.kind == "stage" else "before"

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may tell of it."""
        return tuple(dict.fromkeys(word for one in self.when for word in one.words))


def _rule(row: dict[str, Any]) -> Rule:
    when = tuple(_When(tuple(one["words"]), one.get("asks", ""), one.get("unless", "")) for one in row["rule"])
    return Rule(row["name"], row["kind"], tuple(row.get("also", ())), tuple(row.get("about", ())), when)


RULES: tuple[Rule, ...] = tuple(_rule(row) for row in tomllib.loads(_FILE.decode("utf-8"))["descriptor"])
"""Every descriptor, by kind."""


@dataclass(frozen=True, slots=True)
class _Triggers:
    """By word the places of the rules it belongs to: those that ask nothing else of it, and those that do."""

    every: frozenset[str]
    free: Mapping[str, tuple[int, ...]]
    bound: Mapping[str, tuple[tuple[int, _When], ...]]


@cache
def _triggers() -> _Triggers:
    free: dict[str, list[int]] = {}
    bound: dict[str, list[tuple[int, _When]]] = {}
    for place, rule in enumerate(RULES):
        for when in rule.when:
            for word in when.words:
                if when.asks or when.unless:
                    bound.setdefault(word, []).append((place, when))
                else:
                    free.setdefault(word, []).append(place)
    return _Triggers(
        frozenset({*free, *bound}),
        {word: tuple(places) for word, places in free.items()},
        {word: tuple(rules) for word, rules in bound.items()},
    )


def mentioned(text: str) -> set[str]:
    """Give the names of the descriptors that a text mentions.

    Examples
    --------
    >>> sorted(mentioned("We flew with two kids. The wifi was slow!"))
    ['children', 'using', 'wifi']
    >>> sorted(mentioned("A lounge full of screaming children."))
    []

    """
    return {RULES[place].name for place in _places(text)}


def _places(text: str) -> set[int]:
    low = text[:LONGEST].lower().replace("’", "'").translate(_ENDED)
    known = _triggers()
    there = known.every.intersection(low.translate(_SPACED).split())
    found = {place for word in there for place in known.free.get(word, ())}
    for word in there.intersection(known.bound):
        around: list[str] = []
        for place, when in known.bound[word]:
            if place not in found:
                around = around or list(_arounds(low, word))
                if any(when.holds(one) for one in around):
                    found.add(place)
    return found


def _arounds(low: str, word: str) -> Iterator[str]:
    """What stands around each place of a word, inside its sentence, the word in angle brackets."""
    at, size = low.find(word), len(word)
    while at >= 0:
        end = at + size
        if not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
            start = max(low.rfind("\n", max(at - AROUND, 0), at) + 1, at - AROUND, 0)
            stop = low.find("\n", end, end + AROUND)
            yield f"{low[start:at].lstrip()}<{word}>{low[end : stop + 1 if stop >= 0 else end + AROUND]}"
        at = low.find(word, end)


def tags(review_ids: Sequence[int], texts: Iterable[str | None]) -> pa.Table:
    """Give what reviews mention.

    Parameters
    ----------
    review_ids : sequence of int
    texts : iterable of str or None
        What each says, in the same order.

    Returns
    -------
    pyarrow.Table
        The schema of the table ``tags`` with a column for each of ``RULES``; a row for each review that mentions
        anything, in the order given.

    Raises
    ------
    ValueError
        If there are more or fewer texts than ids.

    Examples
    --------
    >>> made = tags([7, 8], ["My wife loved it.", None])
    >>> made.num_rows, made["review_id"].to_pylist(), made["d_says_partner"].to_pylist()
    (1, [7], ['mentioned'])

    """
    import numpy as np  # noqa: PLC0415 - only where texts are tagged
    import pyarrow as pa  # noqa: PLC0415 - as above

    known: dict[str, frozenset[int]] = {}
    kept: list[int] = []
    held: list[frozenset[int]] = []
    for review, text in zip(review_ids, texts, strict=True):
        if not text:
            continue
        places = known.get(text)
        if places is None:
            places = known[text] = frozenset(_places(text))
        if places:
            kept.append(review)
            held.append(places)
    there = np.zeros((len(RULES), len(kept)), bool)
    for row, places in enumerate(held):
        there[list(places), row] = True
    columns = {
        rule.column: pa.DictionaryArray.from_arrays(
            pa.array(np.zeros(len(kept), np.int32), mask=~there[place]), pa.array([MENTIONED])
        ).dictionary_decode()
        for place, rule in enumerate(RULES)
    }
    schema = table("tags").schema(list(columns))
    return pa.table({"review_id": pa.array(kept, pa.int64()), **columns}).select(schema.names).cast(schema)


def columns_rows() -> list[dict[str, Any]]:
    """Give the rows of the table ``columns`` that tell what the columns of ``tags`` are, as columns of ``reviews``."""
    return [
        {
            "table": "reviews", "name": rule.column, "label": rule.label, "kind": "descriptor", "scale_low": None,
            "scale_high": None, "addressable": rule.addressable, "barred": None,
        }
        for rule in RULES
    ]  # fmt: skip


def mentions(world: Mapping[str, str]) -> list[str]:
    """Give the values of a world, and in place of "mentioned" what is.

    Examples
    --------
    >>> mentions({"Mentions children": "mentioned", "day": "weekend"})
    ['children', 'weekend']

    """
    known = by_label() if MENTIONED in world.values() else {}
    return [known[label].what if value == MENTIONED and label in known else value for label, value in world.items()]


@cache
def by_label() -> dict[str, Rule]:
    """Give the descriptors by the label of their column."""
    return {rule.label: rule for rule in RULES}


def shown(label: str) -> str:
    """Give the label of a column as it is shown: in the language spoken, where it is a descriptor read from texts.

    Examples
    --------
    >>> shown("Mentions children"), shown("Visit")
    ('Mentions children', 'Visit')

    """
    rule = by_label().get(label)
    return say("descriptors.label", what=rule.what) if rule else label


def told(world: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Give the part of a world that was read from texts, in words, and what is left of it by label and value.

    Examples
    --------
    >>> told({"Mentions children": "mentioned", "day": "weekend"})
    ('reviews that mention children', {'day': 'weekend'})
    >>> told({"party": "family"})
    ('', {'party': 'family'})

    """
    known = by_label()
    read = {label: known[label] for label, value in world.items() if value == MENTIONED and label in known}
    rest = {label: value for label, value in world.items() if label not in read}
    return (say("descriptors.world", what=[rule.what for rule in read.values()]) if read else ""), rest
