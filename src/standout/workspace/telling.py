"""Telling: what each table of a file is, from its header, what is remembered and what the owner says."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout import registry
from standout.errors import DataError, MappingError, UsageError
from standout.sources import mapper, match, people_notes
from standout.sources.source import Mapping, Raw, Source
from standout.sources.targets import TARGETS
from standout.sources.whose import likely_businesses
from standout.words import say
from standout.workspace.outcome import Told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from standout.workspace.config import Config

BY_HAND = "by_hand"
"""In a remembered shape: the owner set aside the format its header names."""
NEEDS_BUSINESS = ("reviews", "facts", "claims", "sends")


@dataclass(frozen=True, slots=True)
class Plan:
    """How one table of a file is to be read.

    Attributes
    ----------
    raw, mapping
        The table, and what its columns are.
    guessed : bool
        Whether that is a guess.
    notes : tuple of str
        What the owner should know before it is stored.
    by_hand : bool
        Whether the format its header names was set aside.
    name : str
        What it is kept by, where its file won't stay where it is.

    """

    raw: Raw
    mapping: Mapping
    guessed: bool
    notes: tuple[str, ...]
    by_hand: bool = False
    name: str = ""


def plan(connection: DuckDBPyConnection, config: Config, raw: Raw, told: Told) -> Plan:
    """Say how a table is to be read, and whose its rows are."""
    mapping, guessed, by_hand = mapped(connection, config, raw, told)
    whole = _with_business(mapping, config, raw, told)
    return Plan(raw, whole, guessed, tuple(notes(raw, mapping, told)), by_hand=by_hand)


def mapped(connection: DuckDBPyConnection, config: Config, raw: Raw, told: Told) -> tuple[Mapping, bool, bool]:
    """Give what the columns of a table are, whether that is a guess, and whether a format we know was set aside."""
    remembered = config.shapes.get(mapper.shape_of(raw))
    sources = registry.catalogue("standout.sources", "SOURCE")
    by_hand = told.by_hand or bool(remembered and remembered.get(BY_HAND) and told.as_table not in sources)
    if named := None if told.maps or by_hand else _named(raw, told, sources):
        return match.mapping_of(*named), False, False
    if told.as_table and told.as_table not in TARGETS:
        raise UsageError(say("mapper.no_table", name=told.as_table, near=", ".join([*TARGETS, *sources])))
    shape = dict(remembered) if remembered and _holds(remembered, told) else None
    mapping = mapper.propose(raw, connection, dict(told.maps), told.as_table or None, shape)
    guessed = shape is None or bool(told.maps) or not mapper.fits(raw, connection, shape)
    return mapping, guessed, by_hand


def _holds(remembered: MappingOf[str, object], told: Told) -> bool:
    """Tell whether a remembered shape is of what is told now: the same table, and no format where that is set aside."""
    same = told.as_table in ("", remembered.get("table", "reviews"))
    return same and not (told.by_hand and remembered.get("source") != "mapped")


def candidates(raw: Raw, told: Told) -> list[tuple[Source, float]]:
    """Give the formats a table may be in; none where it is known to be something else."""
    try:
        return [] if told.by_hand else match.candidates(raw)
    except DataError:
        return []


def notes(raw: Raw, mapping: Mapping, told: Told) -> Iterator[str]:
    """Give what the owner should know of a file before it is stored."""
    if told.business and _says_whose(mapping):
        yield say("workspace.own_word", file=shown(raw))
    if mapping.table == "people" and not people_notes.says_consent(mapping):
        yield say("mapper.no_consent")
    if mapping.table == "ties":
        yield say("ties.privacy")
    elif any(field.target in ("family", "friends") for field in mapping.fields):
        yield say("ties.privacy_family")


def _named(raw: Raw, told: Told, sources: MappingOf[str, Source]) -> tuple[Source, Raw, float] | None:
    """Give the named format a file is, with how sure that is, where there is one and only one."""
    every = match.candidates(raw)
    if told.as_table in sources:
        sure = next((share for source, share in every if source.name == told.as_table), 0.0)
        return sources[told.as_table], raw, sure
    close = match.near([pair for pair in every if not told.as_table or pair[0].table == told.as_table])
    if len(close) > 1:
        names = [source.name for source, _ in close]
        raise MappingError(say("workspace.two_formats", file=shown(raw), names=names, first=names[0]))
    return (close[0][0], raw, close[0][1]) if close else None


def _with_business(mapping: Mapping, config: Config, raw: Raw, told: Told) -> Mapping:
    """Say whose the rows are, where no column does."""
    if not needs_whose(mapping):
        return mapping
    if business := told.business or owner(mapping, config):
        return mapping.with_business(business)
    if mapping.table in ("sends", "claims"):
        raise MappingError(say(f"mapper.whose_{mapping.table}", file=shown(raw)))
    likely = likely_businesses(raw, mapping)
    if likely:
        columns = [f'--map business="{column}"' for column in likely]
        raise MappingError(say("workspace.whose_of", file=shown(raw), maps=columns))
    raise MappingError(say("workspace.whose", file=shown(raw)))


def needs_whose(mapping: Mapping) -> bool:
    """Tell whether somebody must say whose the rows are."""
    return mapping.table in NEEDS_BUSINESS and not mapping.business and not _says_whose(mapping)


def owner(mapping: Mapping, config: Config) -> str:
    """Give our name where rows of this kind are always ours, else ""."""
    source = registry.catalogue("standout.sources", "SOURCE").get(mapping.source)
    return config.ours if mapping.table == "sends" or (source and source.own_place) else ""


def _says_whose(mapping: Mapping) -> bool:
    return any(f.target == "business" for f in mapping.fields)


def remembered_as(plan: Plan) -> dict[str, object]:
    """Give a mapping that was accepted as ``standout.toml`` keeps it."""
    return {**mapper.remember(plan.mapping), **({BY_HAND: True} if plan.by_hand else {})}


def what(mapping: Mapping) -> str:
    """Give what a table was taken for, in words."""
    source = registry.catalogue("standout.sources", "SOURCE").get(mapping.source)
    if not source:
        return say("workspace.mapped", table=mapping.table)
    return say("workspace.sure", what=source.label, share=mapping.confidence)


def shown(raw: Raw) -> str:
    """Give the name of a table in a file, for people."""
    return f"{raw.path.name} › {raw.member}" if raw.member else raw.path.name
