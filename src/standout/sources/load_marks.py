"""Marks: what an owner marked on an audit sheet, read cell by cell (``audit_sheet.marks``), not by SQL.

A sentence has one mark on an aspect.  Of several in a file the last counts; one that is added later stands after
those before, and counts for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standout.sources import audit_sheet, judging, part_files
from standout.sources.identity import hashed
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context

_APART = "\x1f"
_SAID = ("review_id", "sentence", "aspect", "tone")


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load marks; a row is known where the same mark of the same sentence is held."""
    mapping = judging.shown_in_full(mapping)
    columns = ", ".join(f"c{i}" for i in range(len(raw.columns)))
    rows = context.connection.execute(f"SELECT line, {columns} FROM {raw.relation} ORDER BY line").fetchall()
    found, refused = audit_sheet.marks(mapping, raw.columns, [(line, cells) for line, *cells in rows])
    for one in found:
        one["row_id"] = hashed(_APART.join(["mark", *(str(one[name]) for name in _SAID)]))
    held = _held(context)
    fresh = {one["row_id"] for one in found} - held
    parts = _write(raw, mapping, context, found, fresh)
    loaded = sum(one["row_id"] in fresh for one in found)
    return Loaded(
        parts=tuple(part for part in parts if part),
        rejects=(*raw.rejects, *refused),
        records=raw.records,
        loaded=loaded,
        known=len(found) - loaded,
        businesses={},
    )


def _held(context: Context) -> set[int]:
    noted = context.known.get("provenance", ())
    if not noted:
        return set()
    files = ", ".join(literal(part) for part in noted)
    query = f"SELECT row_id FROM read_parquet([{files}]) WHERE \"table\" = 'marks'"
    return {row_id for (row_id,) in context.connection.execute(query).fetchall()}


def _write(raw: Raw, mapping: Mapping, context: Context, found: list[dict[str, Any]], fresh: set[int]) -> list[Any]:
    import pyarrow as pa  # noqa: PLC0415 - a large import that files of reviews never need

    name = f"{raw.relation}_marks"
    schema = pa.schema(
        [("line", pa.int64()), ("row_id", pa.int64()), ("review_id", pa.int64()), ("sentence", pa.int16()),
         ("aspect", pa.string()), ("tone", pa.int8()), ("known", pa.bool_()), ("fault", pa.string())]
    )  # fmt: skip
    last = {(one["review_id"], one["sentence"], one["aspect"].casefold()): one["line"] for one in found}
    rows = [{**one, "known": one["row_id"] not in fresh, "fault": None} for one in found]
    counted = [row for row in rows if row["line"] in set(last.values()) and not row["known"]]
    both = {name: rows, f"{name}_new": counted}
    for held, values in both.items():
        context.connection.register(held, pa.Table.from_pylist(values, schema=schema))
    try:
        return [
            part_files.write(
                context, "marks", {c: f"j.{c}" for c in ("row_id", *_SAID)}, f"{name}_new AS j ORDER BY j.line"
            ),
            part_files.write_provenance(context, raw, mapping, name),
        ]
    finally:
        for held in both:
            context.connection.unregister(held)
