"""Which named format a file is: its header against every source's, whatever order, case and punctuation."""

from __future__ import annotations

from dataclasses import replace

from standout import registry
from standout.errors import MappingError
from standout.sources import settle
from standout.sources.file_names import is_any, own_name
from standout.sources.names import fold
from standout.sources.source import Field, Mapping, Raw, Source
from standout.sources.targets import MANY
from standout.words import say

LEAST = 0.5
"""Below this share of its headers a format is not named at all."""

NEAR = 0.1
"""Two formats closer than this are both shown; nothing is guessed."""

HINT = 0.05
"""What a file name as the exporter writes it adds."""


def candidates(raw: Raw) -> list[tuple[Source, float]]:
    """Give the named formats a file may be, each with its confidence, best first.

    Parameters
    ----------
    raw : Raw
        Its ``columns``, ``path`` and ``member`` are looked at, never its cells.

    Returns
    -------
    list of (Source, float)
        Confidence is the share of the format's headers that are there, 0 to 1; all required ones are.

    Raises
    ------
    MappingError
        If by its name the file is one that looks like a format and means something else, as a list of blocked people
        looks like one of followers: it isn't to be guessed at either.

    """
    there = {fold(column) for column in raw.columns}
    path = f"{raw.path.as_posix()}/{raw.member}".casefold()
    found = []
    for source in registry.catalogue("standout.sources", "SOURCE").values():
        if not {fold(h) for h in source.required} <= there or raw.format not in (source.formats or (raw.format,)):
            continue
        if source.paths and not is_any(raw, source.paths):
            if is_any(raw, source.left_out):
                raise MappingError(say("ties.left_out", file=own_name(raw), what=source.label))
            continue
        share = sum(fold(h) in there for h in source.headers) / len(source.headers)
        hint = HINT if source.path_hint and source.path_hint.casefold() in path else 0.0
        if share >= LEAST:
            found.append((source, min(1.0, share + hint)))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))


def near(found: list[tuple[Source, float]]) -> list[tuple[Source, float]]:
    """Give the best candidate and every other too close to it to choose between."""
    return [pair for pair in found if pair[1] > found[0][1] - NEAR] if found else []


def mapping_of(source: Source, raw: Raw, confidence: float = 1.0) -> Mapping:
    """Give how to read a file as ``source``: its fields under the file's own headers, dates and money settled.

    Columns the format knows but this file lacks are left out; columns it doesn't know are ignored.

    Examples
    --------
    A source whose fields don't depend on the file names no function of its own:

    >>> from pathlib import Path
    >>> source = Source(name="s", label="S", table="reviews", headers=("Stars",), required=("Stars",),
    ...                 fields=(Field(column="Stars", target="overall", kind="score", scale=(1, 5)),))
    >>> mapping_of(source, Raw(path=Path("a.csv"), columns=(" STARS",))).fields[0].column
    ' STARS'

    """
    if source.mapping:
        made: Mapping = registry.load(source.mapping, "standout.sources")(raw)
    else:
        made = Mapping(
            source=source.name,
            table=source.table,
            fields=source.fields,
            fill_down=source.fill_down,
            fill_key=source.fill_key,
            constants=source.constants,
        )
    own = {fold(column): column for column in reversed(raw.columns)}
    fields = _first_of_each([replace(f, column=own[fold(f.column)]) for f in made.fields if fold(f.column) in own])
    return replace(
        made,
        fields=tuple(settle.settled(f, settle.cells(raw, f.column)) for f in fields) + _unknown(raw, fields),
        confidence=confidence,
        fill_down=tuple(own[fold(c)] for c in made.fill_down if fold(c) in own),
        fill_key=own.get(fold(made.fill_key), ""),
    )


def _first_of_each(fields: list[Field]) -> list[Field]:
    """Keep one field for each target that takes one column: ``name`` before ``reviewId``."""
    taken: set[str] = set()
    kept = []
    for field in fields:
        if field.target not in taken:
            kept.append(field)
        if field.target not in MANY:
            taken.add(field.target)
    return kept


def _unknown(raw: Raw, fields: list[Field]) -> tuple[Field, ...]:
    named = {f.column for f in fields}
    return tuple(
        Field(column=c, target="ignore", kind="ignore", evidence="mapper.why.not_in_format")
        for c in raw.columns
        if c not in named
    )
