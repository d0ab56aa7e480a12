"""Wanted: what a table needs of a file, which column each thing is taken from, and which others could be it.

Reads    a mapping, and the cells of a file's sample
Makes    one :class:`Thing` for each target that one column fills; one :class:`Loose` for each other column
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from standout.sources.names import meanings
from standout.sources.preview import what, why
from standout.sources.profile import Profile, profiles
from standout.sources.roles import SURE
from standout.sources.scales import TOPS
from standout.sources.source import Field, Raw
from standout.sources.source import Mapping as Mapped
from standout.sources.targets import FREE, TARGETS
from standout.words import say

OFFERED = 40
"""Columns offered for a thing, likeliest first."""

LISTED = 60
"""Columns listed one by one; a file of ten thousand is no form."""

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "reviews": (("overall", "aspect", "text"),),
    "orders": (("ordered_at",), ("amount", "unit_price", "order_id")),
    "people": (("email", "name", "phone", "first_name", "last_name"),),
    "facts": (("business",),),
    "sends": (("message", "subject", "message_id"),),
    "claims": (("text",),),
    "adoptions": (("email", "customer", "name"),),
    "ties": (("from", "to"),),
    "marks": (("mark",), ("sentence",)),
}
"""For each table the things it can't do without: of each group, one will do."""

FIRST: dict[str, tuple[str, ...]] = {
    "reviews": ("business", "reviewed_at", "overall", "text", "reviewer"),
    "orders": ("ordered_at", "order_id", "email", "customer", "item", "quantity", "amount"),
    "people": ("name", "email", "phone", "consent", "consent_email", "met_at"),
    "facts": ("business", "price", "shown_average", "shown_count", "open_hours", "seen_at"),
    "sends": ("message", "subject", "sent_at", "email", "channel"),
    "claims": ("business", "text", "said_at", "source"),
    "adoptions": ("name", "email", "customer", "item", "at", "told_by", "code"),
    "ties": ("from", "to", "kind", "tied_at"),
    "marks": ("sentence", "aspect", "mark"),
}
"""What is shown of each table even where no column was found for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing a table wants, for the owner to check.

    Attributes
    ----------
    target, what : str
        Its name, and its name in words.
    columns, why : tuple of str, str
        The columns it is taken from, and why in words; both empty where there is none.
    others : tuple of str
        Columns that could be it, likeliest first; at most :data:`OFFERED`.
    missing : bool
        Whether nothing can be read without it, or one of its kind, and none is there.
    first : bool
        Whether it is shown even where it isn't there.
    scale : tuple of float, or None
        Of a score, its scale.
    zero : bool
        Of a score, whether 0 stands for "not rated".
    dayfirst : bool or None
        Of a date that could be read either way, how it is read; None where its cells settle it.

    """

    target: str
    what: str
    columns: tuple[str, ...] = ()
    why: str = ""
    others: tuple[str, ...] = ()
    missing: bool = False
    first: bool = False
    scale: tuple[float, float] | None = None
    zero: bool = False
    dayfirst: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A column that is no single thing: an aspect, a descriptor, or left out; ``may`` says what it can be."""

    column: str
    target: str
    what: str
    why: str
    may: tuple[str, ...]


def things(raw: Raw, mapping: Mapped, today: date) -> tuple[Thing, ...]:
    """Give what a table wants, in the order an owner checks it: what is needed, what was found, the rest.

    Parameters
    ----------
    raw : Raw
        The file; its sample is looked at.
    mapping : Mapping
        What its columns are taken for.
    today : date
        The day after which dates are future.

    """
    table = mapping.table
    held = profiles(raw, today)
    taken: dict[str, list[Field]] = {}
    for field in mapping.fields:
        taken.setdefault(field.target, []).append(field)
    lacking = {
        target for group in NEEDED[table] if not any(one in taken for one in group) for target in group
    }  # fmt: skip
    single = [target for target in TARGETS[table] if target not in (*FREE, "ignore")]
    order = sorted(single, key=lambda target: (target not in FIRST[table], _place(FIRST[table], target)))
    fixed = {f.column for f in mapping.fields if f.target not in (*FREE, "ignore")}
    return tuple(
        _thing(
            target, taken.get(target, ()), _others(target, table, held, fixed), lacking, first=target in FIRST[table]
        )
        for target in order
    )  # fmt: skip


def loose(raw: Raw, mapping: Mapped, today: date) -> tuple[tuple[Loose, ...], int]:
    """Give the columns that are no single thing, those that are used first, and how many more there are.

    An aspect needs numbers; what tells rows apart needs none.
    """
    free = [field for field in mapping.fields if field.target in (*FREE, "ignore")]
    used = [field for field in free if field.target != "ignore"]
    rest = [field for field in free if field.target == "ignore"]
    shown = list({field.column: field for field in reversed([*used, *rest])}.values())[::-1][:LISTED]
    held = profiles(_only(raw, [field.column for field in shown]), today)
    found = tuple(
        Loose(
            column=field.column, target=field.target, what=what(field) if field.target != "ignore" else "",
            why=why(field), may=_may(mapping.table, held[field.column]),
        )
        for field in shown
    )  # fmt: skip
    return found, len({field.column for field in free}) - len(found)


def _only(raw: Raw, columns: Sequence[str]) -> Raw:
    """Give a file with some of its columns, so that ten thousand others needn't be looked at."""
    at = [raw.columns.index(column) for column in columns]
    rows = tuple(tuple(row[i] if i < len(row) else None for i in at) for row in raw.sample)
    return replace(raw, columns=tuple(columns), sample=rows)


def _may(table: str, profile: Profile) -> tuple[str, ...]:
    if table != "reviews":
        return ("ignore",)
    return ("aspect", "descriptor", "ignore") if _scores(profile) else ("descriptor", "ignore")


def _scores(profile: Profile) -> bool:
    """Tell whether a column's numbers can be scores, 0 to 100."""
    held = [number for number in profile.numbers if number is not None] if profile.numeric else []
    return bool(held) and 0 <= min(held) <= max(held) <= TOPS[-1]


def _place(order: Sequence[str], target: str) -> int:
    return order.index(target) if target in order else len(order)


def _thing(target: str, fields: Sequence[Field], others: tuple[str, ...], lacking: set[str], *, first: bool) -> Thing:
    said = say(f"mapper.what.{target}")
    if not fields:
        return Thing(target=target, what=said, others=others, missing=target in lacking, first=first)
    field = fields[0]
    guessed = field.evidence.startswith("mapper.why.open") and not field.evidence_values.get("said")
    open_either_way = field.kind == "date" and guessed
    columns = tuple(dict.fromkeys(one.column for one in fields))
    return Thing(
        target=target, what=said, columns=columns, why=why(field), first=True, scale=field.scale,
        others=(*columns, *(name for name in others if name not in columns)), zero=field.zero_is_missing,
        dayfirst=(True if field.dayfirst is None else field.dayfirst) if open_either_way else None,
    )  # fmt: skip


def _others(target: str, table: str, held: Mapping[str, Profile], fixed: set[str]) -> tuple[str, ...]:
    """Give the columns whose cells let them be a target: those nothing else is made of first, then by their names."""
    kind = TARGETS[table][target]
    able = [name for name, profile in _looked_at(held) if profile.filled and _bears(target, kind, profile)]
    rank = {name: (-meanings(name, table).get(target, 0.0), name in fixed) for name in able}
    clear = [name for name in able if -rank[name][0] >= SURE]
    return tuple(dict.fromkeys([*sorted(clear, key=rank.__getitem__), *sorted(able, key=lambda n: rank[n][1])]))[
        :OFFERED
    ]


def _looked_at(held: Mapping[str, Profile]) -> Iterator[tuple[str, Profile]]:
    """Give the columns that are looked at for what they could be: all, or the first thousand."""
    for at, pair in enumerate(held.items()):
        if at >= 1000:
            return
        yield pair


def _bears(target: str, kind: str, profile: Profile) -> bool:
    """Tell whether a column's cells can be of a kind; words can be any text."""
    match kind:
        case "date":
            return profile.some_dates is not None
        case "score":
            return _scores(profile)
        case "money" | "number":
            return profile.numeric
        case "text":
            return profile.dates is None and not (target in ("text", "business", "message") and profile.numeric)
        case _:
            return True
