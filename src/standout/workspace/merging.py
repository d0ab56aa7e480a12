"""Merging: people who stand on several lists under several ids, made one; said, logged and taken back.

Nothing is rewritten: a merge is a row in the index, and an engine maps ids when it reads a table.  So what is taken
back leaves everything as it was.

Rule     a pair counts while both people are held; a file that is removed takes its people out of every group
Rule     what somebody of a group refused counts for all of it as long as its merges stand, held or not: `merged_ids`
Rule     what the owner took back or called two people is never merged again, and by no third entry, unless the owner
         joins it
Rule     a merge by name alone counts while one person is called so
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from standout.engine import listed, merging
from standout.engine.linking import Entry
from standout.engine.merging import APART, CERTAIN, LOOK, SURE, Judged
from standout.engine.people_groups import Link, followed, groups, ways
from standout.errors import UsageError
from standout.sources.identity import person_id
from standout.tables import table
from standout.words import say
from standout.workspace import merge_log, parts
from standout.workspace.merge_log import JOINED, MERGED, PARTED, UNDONE, Row, pair_name

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from standout.workspace.folder import Folder
    from standout.workspace.index import Index

EVERY = "all"
ONLY_NAME = ("only_name",)
FITS_TWO = "fits_two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Who may be one.

    Attributes
    ----------
    certain, look : tuple of Judged
        Pairs that are certain and not merged yet, and pairs for the owner to look at, the surest first.
    apart : int
        Pairs who share a number or an address and are two people.
    entries, people : int
        How many ids stand on the lists, and how many people they are by what is merged now.
    idle : int
        Merges by name alone that don't count now, since two are called so.

    """

    certain: tuple[Judged, ...]
    look: tuple[Judged, ...]
    apart: int
    entries: int
    people: int
    idle: int


def proposed(folder: Folder) -> Proposed:
    """Give who may be one of those who are held now."""
    parts = _parts(folder.index, folder.store)
    found, said = listed.entries(parts), merge_log.last(folder.index)
    standing, idle = merge_log.standing(said), _idle(said, folder.store, parts)
    pairs = _judged(folder, found, parts)
    known = {entry.person_id for entry in found}
    links = [pair for pair in standing if set(pair) <= known]
    open_now = [one for one in pairs if _act(said, (one.one, one.other)) == UNDONE]
    certain = [(one.one, one.other) for one in open_now if one.verdict == CERTAIN]
    taken = set(followed(found, certain, standing, merge_log.parted(said)))
    within, merged = groups([*links, *taken]), groups(links)
    return Proposed(
        certain=tuple(one for one in open_now if (one.one, one.other) in taken),
        look=tuple(_looked_at(one) for one in open_now if _to_look(one, taken, within)),
        apart=sum(one.verdict == APART for one in pairs),
        entries=len(known), people=len(known) - len(merged) + len(set(merged.values())), idle=len(idle),
    )  # fmt: skip


def _act(said: Mapping[Link, Row], pair: Link) -> str:
    return said[pair].act if pair in said else UNDONE


def _looked_at(one: Judged) -> Judged:
    """Give a pair as one to look at; of two that seemed certain one fits somebody else as well."""
    return replace(one, verdict=LOOK, doubts=(*one.doubts, FITS_TWO)) if one.verdict == CERTAIN else one


def _to_look(one: Judged, taken: Collection[tuple[int, int]], within: Mapping[int, int]) -> bool:
    """Tell whether a pair is for the owner to look at: not certain, and not one by others already."""
    if one.verdict == APART or (one.one, one.other) in taken:
        return False
    return one.one not in within or within.get(one.one) != within.get(one.other)


def _judged(folder: Folder, found: Sequence[Entry], parts: listed.Parts) -> list[Judged]:
    pairs = merging.verdicts(found)
    return [*pairs, *_by_name(found, pairs, listed.held_ids(parts), _salt(folder.store))]


def _by_name(found: Sequence[Entry], pairs: Sequence[Judged], held: Collection[int], salt: str) -> list[Judged]:
    """Give a certain pair for each name that an order or a message holds and only one person on the lists is called.

    So a name means the one contact of that name, as it does where a list says who told somebody.
    """
    within = groups(followed(found, [(o.one, o.other) for o in pairs if o.verdict == CERTAIN]))
    known = {entry.person_id for entry in found}
    bearers: dict[int, set[int]] = defaultdict(set)
    shown: dict[int, Entry] = {}
    for entry in found:
        alone = person_id(salt, entry.name)
        if entry.called.last and alone in held and alone not in known:
            bearers[alone].add(within.get(entry.person_id, entry.person_id))
            shown.setdefault(alone, entry)
    return [_named(alone, shown[alone]) for alone in sorted(bearers) if len(bearers[alone]) == 1]


def _named(alone: int, entry: Entry) -> Judged:
    one, other = sorted((entry, Entry(person_id=alone, name=entry.name)), key=lambda held: held.person_id)
    return Judged(one=one.person_id, other=other.person_id, verdict=CERTAIN, reasons=ONLY_NAME, doubts=(),
                  weight=SURE, entries=(one, other))  # fmt: skip


def merge(folder: Folder, today: date, found: Proposed | None = None) -> list[Judged]:
    """Make those one who certainly are; give the pairs that were not before."""
    certain = (found or proposed(folder)).certain
    merge_log.write(folder.index, [_row(one, MERGED) for one in certain], today)
    return list(certain)


def join(folder: Folder, name: str, today: date) -> Judged:
    """Make a pair one that the owner looked at; give it.

    Raises
    ------
    UsageError
        If no pair is called so (the message names those there are), or if others would be one by it whom the owner
        called two people.

    """
    pair, said = _called(folder, name), merge_log.last(folder.index)
    link, standing = (pair.one, pair.other), merge_log.standing(said)
    before, after = groups(standing), groups([*standing, link])
    for one, other in merge_log.parted(said):
        if (one, other) != link and one in after and after[one] == after.get(other) and (
            one not in before or before[one] != before.get(other)
        ):  # fmt: skip
            raise UsageError(say("people.join_parted", pair=name, parted=pair_name(one, other)))
    merge_log.write(folder.index, [_row(pair, JOINED)], today)
    return pair


def part(folder: Folder, name: str, today: date) -> int:
    """Say of a pair that it is two people; give how many merges that takes back.

    Raises
    ------
    UsageError
        If no pair is called so.

    """
    pair = _called(folder, name)
    return _apart(folder.index, (pair.one, pair.other), today, pair.reasons, pair.weight)


def _called(folder: Folder, name: str) -> Judged:
    parts = _parts(folder.index, folder.store)
    pairs = {(one.one, one.other): one for one in _judged(folder, listed.entries(parts), parts)}
    return pairs[merge_log.called(name, pairs, "people.no_pair")]


def undo(folder: Folder, name: str, today: date) -> int:
    """Take back one merge by its name, or all of them; give how many.  One that was named isn't merged again.

    Where the two are one by third entries too, those merges are taken back with it.

    Raises
    ------
    UsageError
        If nothing is merged under that name; the message names what is.

    """
    standing = merge_log.standing(merge_log.last(folder.index))
    if name == EVERY:
        merge_log.write(folder.index, [Row(one=one, other=other, act=UNDONE) for one, other in standing], today)
        return len(standing)
    return _apart(folder.index, merge_log.called(name, standing, "people.not_merged"), today)


def _apart(index: Index, pair: Link, today: date, why: tuple[str, ...] = (), weight: float | None = None) -> int:
    """Say that a pair is two, and take back every merge on the ways between them; give how many."""
    back = ways(merge_log.standing(merge_log.last(index)), *pair)
    others = [Row(one=one, other=other, act=UNDONE) for one, other in back if (one, other) != pair]
    merge_log.write(index, [Row(one=pair[0], other=pair[1], act=PARTED, why=why, weight=weight), *others], today)
    return len(back)


def same(store: Path, index: Index, parts: listed.Parts) -> dict[int, int]:
    """Give the id that each merged person goes by, of those whom ``parts`` hold; empty where nobody is merged."""
    said = merge_log.last(index)
    links = merge_log.standing(said)
    if not links:
        return {}
    held = listed.held_ids(parts)
    return groups(sorted(pair for pair in set(links) - _idle(said, store, parts) if set(pair) <= held))


def _idle(said: Mapping[Link, Row], store: Path, parts: listed.Parts) -> set[Link]:
    """Give the merges by name alone that don't count: more than one person is called so now."""
    named = {pair for pair in merge_log.standing(said) if said[pair].act == MERGED and said[pair].why == ONLY_NAME}
    if not named:
        return set()
    within, salt = groups(set(merge_log.standing(said)) - named), _salt(store)
    bearers: dict[int, set[int]] = defaultdict(set)
    for person, name in listed.names(parts):
        bearers[person_id(salt, name)].add(within.get(person, person))
    return {pair for pair in named if any(len(bearers.get(person, ())) > 1 for person in pair)}


def merged_ids(index: Index, shown: Mapping[int, int]) -> pa.Table:
    """Give the groups that all standing merges make, held or not, by the ids people are shown under.

    A refusal follows these: it counts for somebody though the file that tied them to who refused was removed.
    """
    within = groups(merge_log.standing(merge_log.last(index)))
    rows = sorted({(shown.get(person, person), group) for person, group in within.items()})
    return pa.Table.from_pylist([{"person_id": p, "group_id": g} for p, g in rows], schema=table("merged_ids").schema())


def _row(one: Judged, act: str) -> Row:
    return Row(one=one.one, other=one.other, act=act, why=one.reasons, weight=one.weight)


def _salt(store: Path) -> str:
    return (store / "salt").read_text(encoding="ascii")


def _parts(index: Index, store: Path) -> dict[str, list[Path]]:
    held: dict[str, list[Path]] = {}
    for row in index.rows("SELECT table_name, file FROM parts ORDER BY part_id"):
        held.setdefault(row["table_name"], []).append(parts.place(store, row["file"]))
    return held
