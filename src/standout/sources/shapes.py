"""A file shape as ``standout.toml`` remembers it: the mapping an owner accepted, under the hash of the header.

::

    [shapes.3f0c9a12b7de]
    source = "mapped"
    table = "reviews"
    columns = {business = "Filiale", reviewed_at = "Datum", overall = "Sterne", text = ["Titel", "Text"]}
    aspects = {Bedienung = "Bedienung"}
    descriptors = {Anlass = "Anlass"}
    scale = {Sterne = [1.0, 5.0]}
    zero = ["Bedienung"]
    dates = {Datum = "%d.%m.%Y"}
    dayfirst = {Datum = true}
    said = ["Sterne"]

Options are written by column; the second half of a column of two scales goes by its label.  ``said`` lists the
columns that ``--map`` named.  Whose the rows are is not remembered: next month's file of the same shape may be
about another rival.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import MISSING, fields, replace
from typing import Any

from standout import registry
from standout.sources.given import column_in
from standout.sources.match import mapping_of
from standout.sources.names import fold
from standout.sources.rival_sheet import item_of
from standout.sources.source import Field, Mapping, Raw
from standout.sources.targets import FREE, TARGETS

_OPTIONS = {
    "scale": "scale", "zero": "zero_is_missing", "dates": "date_format", "dayfirst": "dayfirst", "decimal": "decimal",
    "thousands": "thousands", "currency": "currency", "addressable": "addressable", "barred": "barred",
    "only_when": "only_when", "kinds": "kind",
}  # fmt: skip
"""The word in ``standout.toml``, and the part of a :class:`Field` it keeps."""

_DEFAULTS = {part.name: part.default for part in fields(Field) if part.default is not MISSING}


def shape_of(raw: Raw) -> str:
    """Give the hash of a header, the same whatever the order and spelling of its columns.

    Examples
    --------
    >>> from pathlib import Path
    >>> shape_of(Raw(path=Path("a"), columns=("A b", "C"))) == shape_of(Raw(path=Path("b"), columns=("c", "a_b")))
    True

    """
    folded = "\n".join(sorted(fold(column) for column in raw.columns))
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


def remember(mapping: Mapping) -> dict[str, Any]:
    """Give a mapping as ``standout.toml`` holds it."""
    if mapping.source != "mapped":
        return {"source": mapping.source, "table": mapping.table}
    shape: dict[str, Any] = {
        "source": mapping.source,
        "table": mapping.table,
        "columns": {},
        "aspects": {},
        "descriptors": {},
    }
    for field in mapping.fields:
        place, key = _place(field)
        if place is not None:
            _put(shape[place], key, field.column)
        for word, part in _OPTIONS.items():
            value = getattr(field, part)
            if value != _plain(field, part):
                _keep(shape, word, _key(field), list(value) if isinstance(value, tuple) else value)
        if field.evidence_values.get("said"):
            shape.setdefault("said", []).append(field.column)
    return {word: value for word, value in shape.items() if value not in ({}, [])}


def as_given(shape: MappingOf[str, Any], raw: Raw) -> dict[str, str]:
    """Give what the owner once said of a shape's columns, the way ``--map`` would say it."""
    given: dict[str, str] = {}
    entries = {column: (target, label) for target, label, column in _entries(shape)}
    for column in shape.get("said", []):
        own = column_in(raw.columns, column)
        if own is None:
            continue
        target, label = entries.get(column, ("ignore", ""))
        options = _options(shape, column)
        if target in ("aspect", *shape.get("columns", {})):
            given[label or target] = f"{own}{options}"
        else:
            given[own] = f"{target}{options}"
    return given


def _options(shape: MappingOf[str, Any], column: str) -> str:
    """Give the options of a column as ``--map`` takes them."""
    scale = shape.get("scale", {}).get(column)
    dayfirst = shape.get("dayfirst", {}).get(column)
    written = [f"{scale[0]:g}-{scale[1]:g}"] if scale else []
    written += ["dayfirst" if dayfirst else "monthfirst"] if dayfirst is not None else []
    return "".join(f":{option}" for option in written)


def from_shape(shape: MappingOf[str, Any], raw: Raw, found: Mapping) -> Mapping:
    """Give the mapping a shape remembers, for a file of the same header.

    Parameters
    ----------
    shape : mapping
        As :func:`remember` gave it, or as the owner changed it since.
    raw : Raw
        The file.
    found : Mapping
        What the cells alone propose; its reasons are shown where they come to the same.

    """
    source = registry.catalogue("standout.sources", "SOURCE").get(str(shape.get("source")))
    if source is not None:
        return mapping_of(source, raw)
    table = str(shape.get("table", "reviews"))
    made = []
    for target, label, column in _entries(shape):
        own = column_in(raw.columns, column)
        if own is not None:
            made.append(_field(shape, target, label, own, TARGETS[table]))
    reasons = {_bare(field): field for field in found.fields}
    kept = [reasons.get(_bare(f), replace(f, evidence="mapper.why.remembered")) for f in made]
    used = {field.column for field in kept}
    left = [f for f in found.fields if f.column not in used]
    left = [f if f.target == "ignore" else Field(column=f.column, target="ignore", kind="ignore",
            evidence="mapper.why.remembered") for f in left]  # fmt: skip
    order = sorted(
        [*kept, *left], key=lambda f: (raw.columns.index(f.column), f.only_when is not None and f.target == "aspect")
    )
    return Mapping(source="mapped", table=table, fields=tuple(order), confidence=found.confidence)


def _place(field: Field) -> tuple[str | None, str]:
    if field.target == "aspect":
        return "aspects", field.label
    if field.target == "descriptor":
        return "descriptors", field.label
    return (None, "") if field.target == "ignore" else ("columns", field.target)


def _put(columns: dict[str, Any], key: str, column: str) -> None:
    earlier = columns.get(key)
    if earlier is None:
        columns[key] = column
    else:
        columns[key] = [*(earlier if isinstance(earlier, list) else [earlier]), column]


def _key(field: Field) -> str:
    """Give what a field's options go by: its column, or its label where it is the second half of one."""
    return field.label if field.only_when and field.target == "aspect" else field.column


def _plain(field: Field, part: str) -> Any:
    """Give what a part of a field is where nothing was decided."""
    if part != "kind":
        return _DEFAULTS[part]
    return {"overall": "score", "aspect": "score", "descriptor": "category", "ignore": "ignore"}.get(
        field.target, next((kinds[field.target] for kinds in TARGETS.values() if field.target in kinds), "text")
    )


def _keep(shape: dict[str, Any], word: str, key: str, value: Any) -> None:
    if word == "zero":
        shape.setdefault(word, []).append(key)
    else:
        shape.setdefault(word, {})[key] = value


def _entries(shape: MappingOf[str, Any]) -> list[tuple[str, str, str]]:
    """Give (target, label, column) of everything a shape remembers."""
    found = []
    for target, columns in shape.get("columns", {}).items():
        for column in columns if isinstance(columns, list) else [columns]:
            item = item_of(column) if target == "price" and shape.get("table") == "facts" else ""
            found.append((target, "overall" if target == "overall" else item, column))
    for place, target in zip(("aspects", "descriptors"), FREE, strict=True):
        found += [(target, label, column) for label, column in shape.get(place, {}).items()]
    return found


def _field(shape: MappingOf[str, Any], target: str, label: str, column: str, kinds: MappingOf[str, str]) -> Field:
    field = Field(column=column, target=target, label=label, kind=kinds.get(target, "text"))
    second = label in shape.get("only_when", {}) and target == "aspect"
    key = label if second else column
    given: dict[str, Any] = {}
    for word, part in _OPTIONS.items():
        said = shape.get(word, {})
        if word == "zero":
            given[part] = key in said
        elif key in said:
            given[part] = tuple(said[key]) if isinstance(said[key], list) else said[key]
    return replace(field, **given)


def _bare(field: Field) -> Field:
    return replace(field, evidence="", evidence_values=())  # type: ignore[arg-type]
