"""The mapper: what each column of a file nobody has named is, found from headers and cells.

Nothing is stored here: :func:`propose` gives a mapping, :func:`preview` shows it, and who asked accepts it.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from standout.errors import MappingError
from standout.sources import rival_sheet, whither
from standout.sources.dates import dates
from standout.sources.descriptors import descriptors
from standout.sources.fitting import too_many, turned_away
from standout.sources.given import Told, told
from standout.sources.judged import judged
from standout.sources.preview import Preview, preview
from standout.sources.price_scores import prices_that_score
from standout.sources.profile import Profile, profiles, whole_sample
from standout.sources.roles import SURE, Names, named, other_roles, review_roles, texts
from standout.sources.scales import TOPS
from standout.sources.settle import settled
from standout.sources.shapes import as_given, from_shape, remember, shape_of
from standout.sources.source import Field, Mapping, Raw
from standout.sources.targets import FREE, MANY, TARGETS, checked_table
from standout.sources.whose import likely_businesses
from standout.words import nearest, say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Preview", "fits", "likely_businesses", "preview", "propose", "remember", "shape_of", "whole_sample"]


def propose(
    raw: Raw,
    connection: DuckDBPyConnection | None,
    given: MappingOf[str, str | Told] | None = None,
    as_table: str | None = None,
    remembered: MappingOf[str, object] | None = None,
    today: date | None = None,
) -> Mapping:
    """Give what each column of a file is, and how to read it.

    Parameters
    ----------
    raw : Raw
        The file as it stands.
    connection : DuckDBPyConnection or None
        Where its relation is; None looks at the sample only.
    given : mapping of str to str or Told, optional
        What ``--map`` said, left to right; see :mod:`standout.sources.given`.
    as_table : str, optional
        The table the file goes to; else found.
    remembered : mapping, optional
        What :func:`remember` gave for a file of the same header; ``given`` goes over it.  Where it would turn
        away too many rows of this file, it is not followed: see :func:`fits`.
    today : date, optional
        The day after which dates are future.

    Raises
    ------
    MappingError
        If a column or table doesn't exist, a column can't be what it was said to be, or nothing tells what the
        file holds.

    """
    today = today or datetime.now(UTC).date()
    given = dict(given or {})
    raw = whole_sample(raw, connection)
    if not raw.records and not raw.sample:
        raise MappingError(say("mapper.no_rows", file=_named(raw)))
    if remembered and not given:
        return _remembered(raw, remembered, today)[0]
    if remembered:
        as_table = as_table or str(remembered.get("table", "")) or None
        given = {**as_given(remembered, raw), **given}
    return _found(raw, given, as_table, today)


def fits(
    raw: Raw,
    connection: DuckDBPyConnection | None,
    remembered: MappingOf[str, object],
    today: date | None = None,
) -> bool:
    """Tell whether a remembered shape still reads a file, so that nobody need be asked.

    It does not where it would turn away more than 5 % of the rows (and more than 3) for their scores and dates,
    and a fresh look at the file reads more of them; :func:`propose` then gives that fresh proposal.
    """
    raw = whole_sample(raw, connection)
    return bool(not raw.sample or _remembered(raw, remembered, today or datetime.now(UTC).date())[1])


def _remembered(raw: Raw, shape: MappingOf[str, object], today: date) -> tuple[Mapping, bool]:
    """Give the mapping of a shape and True, or what a fresh look finds and False where the shape fits no more."""
    table = str(shape.get("table", "reviews"))
    said = as_given(shape, raw)
    try:
        first = _found(raw, said, table, today)
    except MappingError:  # what the owner once said of a column isn't true of this file
        if not said:
            raise
        return _found(raw, {}, table, today), False
    kept = from_shape(shape, raw, first)
    lost = turned_away(raw, kept)
    if not too_many(lost, raw):
        return kept, True
    fresh = [first, _found(raw, {}, table, today)] if said else [first]
    best = min(fresh, key=lambda mapping: turned_away(raw, mapping))
    return (best, False) if turned_away(raw, best) < lost else (kept, True)


def _found(raw: Raw, given: MappingOf[str, str | Told], as_table: str | None, today: date) -> Mapping:
    """Give the mapping that headers, cells and what was said make."""
    if not raw.columns:
        raise MappingError(say("mapper.no_columns", file=_named(raw)))
    held = profiles(raw, today)
    table = checked_table(as_table) if as_table else _table(held, _named(raw))
    said = told(given, raw.columns, table, _could_be_scores(held))
    _checked(said, held, table)
    if table == "facts":
        fields = _facts(raw, said)
    elif table == "reviews":
        fields = _reviews(held, said)
    else:
        fields = [*_told_fields(said, held, table), *_others(held, table, said)]
    fields = _in_order([*fields, *_left(raw, fields, said)], raw)
    fields = [_settled(field, held[field.column], said.get(field.column), today) for field in fields]
    return Mapping(source="mapped", table=table, fields=tuple(fields), confidence=_confidence(fields))


def _named(raw: Raw) -> str:
    return f"{raw.path.name} › {raw.member}" if raw.member else raw.path.name


def _could_be_scores(held: MappingOf[str, Profile]) -> list[str]:
    """Give the columns of numbers from 0 to 100 that don't just count the rows."""
    found = []
    for name, profile in held.items():
        numbers = [number for number in profile.numbers if number is not None] if profile.numeric else []
        if numbers and 0 <= min(numbers) <= max(numbers) <= TOPS[-1] and not profile.is_row_number:
            found.append(name)
    return found


def _table(held: MappingOf[str, Profile], file: str) -> str:
    """Give the table a file goes to, by what it has: scores, or a date with money, or addresses of people...

    Raises
    ------
    MappingError
        If it has none of these.

    """
    if table := whither.told_by_names(held):
        return table
    names = named(held, "reviews")
    if any(f.target in {"overall", "aspect"} for f in judged(held, names, set(), {}, "")):
        return "reviews"
    found = {table: whither.targets(held, table) for table in ("orders", "people")}
    if "ordered_at" in found["orders"] and found["orders"] & {"amount", "unit_price", "order_id"}:
        return "orders"
    if found["people"] & {"email", "phone"} and found["people"] & {"name", "first_name", "last_name"}:
        return "people"
    if texts(held, names, set()):
        return "reviews"
    scores = _could_be_scores(held)
    hint = say("mapper.as_map_hint", example=scores[0]) if scores else say("mapper.as_hint")
    raise MappingError(say("mapper.cannot_tell", file=file, columns=", ".join(list(held)[:8])), hint)


def _reviews(held: MappingOf[str, Profile], said: MappingOf[str, Told]) -> list[Field]:
    """Give the fields of a file of reviews; what was said first, then one role each, then scores and the rest."""
    fixed = [f for f in _told_fields(said, held, "reviews") if f.target not in ("overall", "aspect")]
    names = prices_that_score(held, named(held, "reviews"), said, fixed)
    taken = {f.column for f in fixed} | set(said)
    roles = review_roles(held, names, taken, {f.target for f in fixed})
    business = next((f.column for f in (*fixed, *roles) if f.target == "business"), "")
    scores = judged(held, names, taken, said, business)
    written = texts(held, names, taken)
    kept, left = descriptors(held, names, taken, business)
    return _labels_apart([*fixed, *roles, *scores, *written, *kept, *left])


def _others(held: MappingOf[str, Profile], table: str, said: MappingOf[str, Told]) -> list[Field]:
    free = {name: profile for name, profile in held.items() if name not in said}
    names: Names = named(free, table)
    return other_roles(free, names, table, {one.target for one in said.values()})


def _told_fields(said: MappingOf[str, Told], held: MappingOf[str, Profile], table: str) -> list[Field]:
    """Give the fields of what the owner said."""
    found = []
    for one in said.values():
        kind = "ignore" if one.target == "ignore" else TARGETS[table][one.target]
        if one.target == "descriptor" and held[one.column].is_marks:
            kind = "flag"
        field = Field(
            column=one.column, target=one.target, kind=kind, label=one.label, dayfirst=one.dayfirst,
            evidence="mapper.why.said", evidence_values={"said": True},
        )  # fmt: skip
        found.append(one.over(field))
    return found


def _facts(raw: Raw, said: MappingOf[str, Told]) -> list[Field]:
    sheet = [f for f in rival_sheet.mapping(raw).fields if f.column not in said]
    fields = [
        *sheet,
        *(
            Field(column=one.column, target=one.target, kind=TARGETS["facts"][one.target],
                  label=rival_sheet.item_of(one.column) if one.target == "price" else "",
                  evidence="mapper.why.said", evidence_values={"said": True})
            for one in said.values()
        ),
    ]  # fmt: skip
    if not any(f.target == "business" for f in fields):
        known = [name for name, target in TARGETS["facts"].items() if target != "ignore"]
        raise MappingError(say("mapper.no_rival"), say("mapper.known_targets", names=known))
    return fields


def _left(raw: Raw, fields: list[Field], said: MappingOf[str, Told]) -> list[Field]:
    used = {field.column for field in fields}
    return [
        Field(
            column=column,
            target="ignore",
            kind="ignore",
            evidence="mapper.why.said" if column in said else "mapper.why.not_needed",
        )
        for column in raw.columns
        if column not in used
    ]


def _in_order(fields: list[Field], raw: Raw) -> list[Field]:
    return sorted(fields, key=lambda field: raw.columns.index(field.column))


def _settled(field: Field, profile: Profile, said: Told | None, today: date) -> Field:
    """Give a field with its date format and decimal sign; what a date rests on becomes its evidence."""
    if field.kind == "date":
        field = replace(field, dayfirst=said.dayfirst if said else None)
        if said and said.dayfirst is not None:
            reading = dates(profile.cells, today, default=said.dayfirst)
            field = replace(field, date_format=reading.date_format if reading else "")
    field = settled(field, list(profile.cells), today)
    return replace(field, evidence_values={**field.evidence_values, "said": True}) if said else field


def _labels_apart(fields: list[Field]) -> list[Field]:
    """Give fields of which no two aspects, and no two descriptors, have one label: the later takes its header."""
    seen: set[tuple[bool, str]] = set()
    apart = []
    for field in fields:
        label, number = field.label, 2
        group = field.target == "descriptor"
        while label and (group, label.casefold()) in seen:
            label, number = f"{field.label} {number}", number + 1
        if label:
            seen.add((group, label.casefold()))
        apart.append(replace(field, label=label))
    return apart


def _checked(said: MappingOf[str, Told], held: MappingOf[str, Profile], table: str) -> None:
    """See that a column can be what it was said to be.

    Raises
    ------
    MappingError
        If a date holds no dates, a score no scores, or two columns are said to be one thing; the message shows
        what they hold.

    """
    taken: dict[str, str] = {}
    for one in said.values():
        profile = held[one.column]
        example = next((cell for cell in profile.cells if cell is not None), "")
        if one.target not in MANY and taken.setdefault(one.target, one.column) != one.column:
            columns = [taken[one.target], one.column]
            raise MappingError(say("mapper.said_twice", columns=columns, what=say(f"mapper.what.{one.target}")))
        if TARGETS[table][one.target] == "date" and profile.filled:
            if dates(profile.cells, profile.today, default=one.dayfirst) is None:
                raise MappingError(say("mapper.not_dates", column=one.column, example=example))
        elif one.target in {"overall", "aspect"} and profile.filled and not _scores(profile, one):
            near = nearest(one.column, [name for name in _could_be_scores(held) if name != one.column])
            hint = say("mapper.score_hint", column=one.column, near=near) if near else ""
            raise MappingError(say("mapper.not_scores", column=one.column, example=example), hint)


def _scores(profile: Profile, one: Told) -> bool:
    """Tell whether a column can be scores: numbers of 0 to 100, or of the scale that was said."""
    held = [score for score in profile.numbers if score is not None]
    return profile.numeric and bool(held) and min(held) >= 0 and (one.scale is not None or max(held) <= TOPS[-1])


def _confidence(fields: list[Field]) -> float:
    """Give how sure a proposal is: the share of what was found that a name or the owner, not a guess, settled."""
    used = [field for field in fields if field.target not in ("ignore", *FREE)]
    firm = [f for f in used if not f.evidence.startswith(("mapper.why.open", "mapper.why.only", "mapper.why.long"))]
    return round(len(firm) / len(used), 2) if used else SURE
