"""Merging: which people on the lists are one, judged pair by pair, each verdict with its reasons.

Reads    contacts, people   names, addresses, numbers and workplaces as the lists have them
Makes    pairs of people with a verdict: certain, to look at, or apart
Certain  two things agree of which one is the name, the weight is high, and nothing speaks against it; on a list so
         short that two people of one name would be a wonder, the whole name alone will do
Apart    one number or one address under two names: a household, not a person
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from standout.engine.linking import Entry, Pair, pairs
from standout.text import called as names
from standout.text.called import ALIKE, DIFFERENT, GIVEN, SAME, likeness, names_two, titles

CERTAIN, LOOK, APART = "certain", "look", "apart"
VERDICTS = (CERTAIN, LOOK, APART)

SURE = 7.0
"""The match weight from which a pair may be certain: odds of 128 to 1."""

WORTH_A_LOOK = 0.0
"""The match weight from which a pair is shown: as likely one person as two."""

BORNE_BY = 3
"""A name that more people than this bear proves nothing with a workplace beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two people, the verdict, what speaks for it and what against, and the weight; ``one`` is the smaller id.

    ``reasons`` and ``doubts`` are keys under [people.why] and [people.doubt] in words; an entry shows each as a list
    has them.
    """

    one: int
    other: int
    verdict: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    weight: float
    entries: tuple[Entry, Entry]


def verdicts(found: Sequence[Entry]) -> list[Judged]:
    """Give the verdict on every pair of entries that may be one person; an entry of a name alone has nothing else.

    Examples
    --------
    >>> ann = Entry(person_id=1, name="Ann Lee", phone="0700 900 123")
    >>> [one.verdict for one in verdicts([ann, Entry(person_id=2, name="Lee, Ann", phone="+44 700 900 123")])]
    ['certain']
    >>> [one.verdict for one in verdicts([ann, Entry(person_id=2, name="Bob Lee", phone="0700 900 123")])]
    ['apart']

    """
    held = known(found)
    listed = [verdict(found[pair.one], found[pair.other], pair, held) for pair in pairs(found, WORTH_A_LOOK)]
    return [one for one in listed if one]


@dataclass(frozen=True, slots=True)
class Known:
    """How many people bear each full name, and the numbers that stand with each person known by name alone."""

    bearers: Mapping[str, int]
    lines: Mapping[int, Collection[str]]


def known(found: Iterable[Entry]) -> Known:
    """Give what is known of all entries together."""
    lines: dict[int, set[str]] = defaultdict(set)
    spoken = set()
    for entry in found:
        spoken.add((_spoken(entry), entry.person_id))
        if entry.line and not entry.email:
            lines[entry.person_id].add(entry.line)
    return Known(Counter(name for name, _ in spoken), lines)


def verdict(one: Entry, other: Entry, pair: Pair, held: Known) -> Judged | None:
    """Give the verdict on two entries; None where nothing but chance brought them together."""
    one, other = sorted((one, other), key=lambda entry: entry.person_id)
    way = likeness(one.called, other.called)
    reasons = tuple(_reasons(one, other, way))
    doubts = tuple(_doubts(one, other, way, reasons, held))
    shared = {"phone", "mailbox"} & set(reasons)
    if way == DIFFERENT and not shared:
        return None
    sure = pair.weight >= SURE and way in ALIKE and (len(reasons) > 1 or way == SAME) and not doubts
    found = APART if way == DIFFERENT else CERTAIN if sure else LOOK
    return Judged(one=one.person_id, other=other.person_id, verdict=found, reasons=reasons, doubts=doubts,
                  weight=round(pair.weight, 2), entries=(one, other))  # fmt: skip


def _reasons(one: Entry, other: Entry, way: str) -> Iterable[str]:
    """Give what two entries agree on."""
    if way in ALIKE:
        yield f"name_{way}"
    if one.mailbox and one.mailbox == other.mailbox:
        yield "mailbox"
    elif _mistyped(one.mailbox, other.mailbox):
        yield "mailbox_letter"
    elif one.local and one.local == other.local:
        yield "local"
    if one.line and one.line == other.line:
        yield "phone"
    if one.organisation and _plain(one.organisation) == _plain(other.organisation):
        yield "organisation"


def _mistyped(one: str, other: str) -> bool:
    """Tell whether two addresses may be one, but for a letter; those that differ in a figure are two."""
    return names.one_letter(one, other) and re.sub(r"\d", "", one) != re.sub(r"\d", "", other)


def _doubts(one: Entry, other: Entry, way: str, reasons: Collection[str], held: Known) -> Iterable[str]:
    """Give what speaks against two entries being one person."""
    if way == DIFFERENT:
        yield "names"
    elif way == GIVEN:
        yield "family_name"
    elif way not in ALIKE:
        yield "no_name"
    if way in ALIKE and one.called.generation != other.called.generation:
        yield "generation"
    if len(titles(one.name) | titles(other.name)) > 1 or names_two(one.name) or names_two(other.name):
        yield "couple"
    if not {"mailbox", "mailbox_letter", "local"} & set(reasons):
        if one.mailbox and other.mailbox:
            yield "mailboxes"
        if one.line and other.line and "phone" not in reasons:
            yield "phones"
    if any(len(held.lines.get(entry.person_id, ())) > 1 for entry in (one, other)):
        yield "lines"
    if "organisation" in reasons and held.bearers[_spoken(one)] > BORNE_BY:
        yield "borne"


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _spoken(entry: Entry) -> str:
    return f"{entry.called.full} {entry.called.last}".strip()
