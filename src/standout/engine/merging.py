"""Merging: which people on the lists are one, judged pair by pair, each verdict with its reasons.

Reads    contacts, people   names, addresses, numbers and workplaces as the lists have them
Makes    pairs of people with a verdict: certain, to look at, or apart
Certain  two things agree of which one is the name, the weight is high, and nothing speaks against it; on a list so
         short that two people of one name would be a wonder, the whole name alone will do
Apart    one number or one address under two names: a household, not a person
Never    a group that holds two names, however many links lead round to it
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from standout.engine.linking import Entry, Pair, pairs
from standout.engine.people import PEOPLE
from standout.text import called as names
from standout.text.called import ALIKE, DIFFERENT, GIVEN, SAME, Called, likeness

CERTAIN, LOOK, APART = "certain", "look", "apart"
VERDICTS = (CERTAIN, LOOK, APART)

SURE = 7.0
"""The match weight from which a pair may be certain: odds of 128 to 1."""

WORTH_A_LOOK = 0.0
"""The match weight from which a pair is shown: as likely one person as two."""

BORNE_BY = 3
"""A name that more people than this bear proves nothing with a workplace beside it."""

Parts = Mapping[str, Sequence[Path]]
Link = tuple[int, int]


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
    if not {"mailbox", "mailbox_letter", "local"} & set(reasons):
        if one.mailbox and other.mailbox:
            yield "mailboxes"
        if one.line and other.line and "phone" not in reasons:
            yield "phones"
    if any(len(held.lines.get(entry.person_id, ())) > 1 for entry in (one, other)):
        yield "lines"
    if "organisation" in reasons and held.bearers[_spoken(one)] > BORNE_BY:
        yield "borne"


def followed(found: Sequence[Entry], links: Iterable[Link], before: Iterable[Link] = ()) -> list[Link]:
    """Give the links that may be followed together: none puts two different names into one group.

    Parameters
    ----------
    found : sequence of Entry
        What is known of people; who isn't in it is in nobody's way.
    links : iterable of (person_id, person_id)
        Who is one with whom, the surest first.
    before : iterable of (person_id, person_id)
        Links that stand already, whatever the names.

    Examples
    --------
    >>> ann, bob = Entry(person_id=1, name="Ann Lee"), Entry(person_id=3, name="Bob Lee")
    >>> followed([ann, Entry(person_id=2), bob], [(1, 2), (2, 3)])
    [(1, 2)]

    """
    spoken: dict[int, list[Called]] = defaultdict(list)
    for entry in found:
        spoken[entry.person_id].append(entry.called)
    kept = list(before)
    within = _within(kept)
    taken = []
    for one, other in links:
        mine, theirs = within.setdefault(one, [one]), within.setdefault(other, [other])
        names_of = [[spelled for person in group for spelled in spoken[person]] for group in (mine, theirs)]
        if mine is theirs or not _two_names(*names_of):
            taken.append((one, other))
            _join(within, one, other)
    return taken


def groups(links: Iterable[Link]) -> dict[int, int]:
    """Give the smallest id of each group that links make, by person; those who are alone are left out.

    Examples
    --------
    >>> groups([(7, 9), (9, 3), (4, 5)])
    {7: 3, 9: 3, 3: 3, 4: 4, 5: 4}

    """
    return {person: min(people) for person, people in _within(links).items()}


def _within(links: Iterable[Link]) -> dict[int, list[int]]:
    within: dict[int, list[int]] = {}
    for one, other in links:
        within.setdefault(one, [one])
        within.setdefault(other, [other])
        _join(within, one, other)
    return within


def _join(within: dict[int, list[int]], one: int, other: int) -> None:
    mine, theirs = within[one], within[other]
    if mine is not theirs:
        mine.extend(theirs)
        within.update(dict.fromkeys(theirs, mine))


def _two_names(mine: Iterable[Called], theirs: Sequence[Called]) -> bool:
    return any(likeness(one, other) == DIFFERENT for one in mine for other in theirs)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _spoken(entry: Entry) -> str:
    return f"{entry.called.full} {entry.called.last}".strip()


def entries(parts: Parts) -> list[Entry]:
    """Give everybody on the lists as each list has them, each once."""
    contacts = [str(file) for file in parts.get("contacts", ())]
    if not contacts:
        return []
    people = [str(file) for file in parts.get("people", ())]
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        works = "SELECT NULL::BIGINT AS person_id, NULL::VARCHAR AS organisation WHERE false"
        if people:
            works = (f"SELECT person_id, max(organisation) AS organisation FROM read_parquet({people}, "
                     f"union_by_name=true) GROUP BY 1")  # fmt: skip
        rows = connection.execute(
            f"SELECT DISTINCT person_id, coalesce(name, ''), coalesce(email, ''), coalesce(phone, ''), "
            f"coalesce(organisation, '') FROM read_parquet({contacts}, union_by_name=true) "
            f"LEFT JOIN ({works}) USING (person_id) ORDER BY ALL"
        ).fetchall()
    return [Entry(person_id=p, name=n, email=e, phone=t, organisation=o) for p, n, e, t, o in rows]


def held_ids(parts: Parts) -> set[int]:
    """Give the id of everybody whom any table names."""
    found: set[int] = set()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for table, columns in PEOPLE.items():
            files = [str(file) for file in parts.get(table, ())]
            for column in columns if files else ():
                rows = connection.execute(
                    f"SELECT DISTINCT {column} FROM read_parquet({files}, union_by_name=true) "
                    f"WHERE {column} IS NOT NULL"
                ).fetchall()
                found |= {person for (person,) in rows}
    return found
