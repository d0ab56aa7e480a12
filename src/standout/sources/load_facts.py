"""Facts: what can be looked up about a business, as the rival sheet holds it.

A sheet is a few rows that someone typed, so it is read cell by cell (``rival_sheet.facts``), not by SQL.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from standout.sources import judging, part_files, rival_sheet
from standout.sources.identity import business_id, hashed, normalised
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Raw, Reject

if TYPE_CHECKING:
    from standout.sources.loading import Context

_APART = "\x1f"


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load facts; a row of the sheet is known where all its facts are."""
    mapping = judging.shown_in_full(mapping)
    columns = ", ".join(f"c{i}" for i in range(len(raw.columns)))
    rows = context.connection.execute(f"SELECT line, {columns} FROM {raw.relation} ORDER BY line").fetchall()
    found, refused = rival_sheet.facts(mapping, raw.columns, [(line, cells) for line, *cells in rows], context.today)
    by_line: dict[int, list[dict[str, Any]]] = {}
    for fact in found:
        by_line.setdefault(fact["line"], []).append(_named(fact, mapping, context))
    bad = {reject.line for reject in refused}
    refused += [
        Reject(line=line, reason="no_figure", text=" | ".join(c for c in cells if c)[:300])
        for line, *cells in rows
        if line not in by_line and line not in bad
    ]
    nameless = [line for line, facts in by_line.items() if not normalised(facts[0]["business"])]
    refused += [Reject(line=line, reason="no_business") for line in nameless]
    _number({line: facts for line, facts in by_line.items() if line not in nameless})
    held = _held(context)
    kept = [fact for line, facts in by_line.items() if line not in nameless for fact in facts]
    fresh = [fact for fact in kept if fact["row_id"] not in held]
    loaded = {fact["line"] for fact in fresh}
    days = [fact["seen_at"] for fact in kept if fact["seen_at"]]
    parts = _write(raw, mapping, context, kept, {fact["row_id"] for fact in fresh})
    return Loaded(
        parts=tuple(part for part in parts if part),
        rejects=(*raw.rejects, *sorted(refused, key=lambda reject: reject.line)),
        records=raw.records,
        loaded=len(loaded),
        known=len({fact["line"] for fact in kept} - loaded),
        businesses={fact["business_id"]: fact["business"] for fact in reversed(kept)},
        newest=max(days, default=None),
        oldest=min(days, default=None),
    )


def _named(fact: dict[str, Any], mapping: Mapping, context: Context) -> dict[str, Any]:
    """Give a fact the name and id of its business: a remembered spelling stands for the name it was given."""
    spelled = {normalised(spelling): name for spelling, name in context.names.items()}
    read = fact["business"] or mapping.business
    name = spelled.get(normalised(read), read)
    return {**fact, "business": name, "business_id": business_id(name)}


def _number(by_line: dict[int, list[dict[str, Any]]]) -> None:
    """Give each fact the hash of what it says, and its place among equals."""
    seen: Counter[str] = Counter()
    for facts in by_line.values():
        for fact in facts:
            said = _APART.join(
                str(fact[name] if fact[name] is not None else "")
                for name in ("business_id", "fact", "item", "value", "unit", "valid_low", "valid_high", "seen_at")
            )
            fact["row_id"] = hashed(f"{said}{_APART}{seen[said]}" if seen[said] else said)
            seen[said] += 1


def _held(context: Context) -> set[int]:
    noted = context.known.get("provenance", ())
    if not noted:
        return set()
    files = ", ".join(literal(part) for part in noted)
    query = f"SELECT row_id FROM read_parquet([{files}]) WHERE \"table\" = 'facts'"
    return {row_id for (row_id,) in context.connection.execute(query).fetchall()}


def _write(raw: Raw, mapping: Mapping, context: Context, kept: list[dict[str, Any]], fresh: set[int]) -> list[Any]:
    name = f"{raw.relation}_facts"
    import pyarrow as pa  # noqa: PLC0415 - a large import that files of reviews never need

    schema = pa.schema(
        [("line", pa.int64()), ("row_id", pa.int64()), ("business_id", pa.int32()), ("fact", pa.string()),
         ("item", pa.string()), ("value", pa.float64()), ("unit", pa.string()), ("valid_low", pa.float64()),
         ("valid_high", pa.float64()), ("seen_at", pa.date32()), ("source_url", pa.string()), ("known", pa.bool_()),
         ("fault", pa.string())]
    )  # fmt: skip
    rows = [{**fact, "known": fact["row_id"] not in fresh, "fault": None} for fact in kept]
    context.connection.register(name, pa.Table.from_pylist(rows, schema=schema))
    try:
        columns = (
            "row_id",
            "business_id",
            "fact",
            "item",
            "value",
            "unit",
            "valid_low",
            "valid_high",
            "seen_at",
            "source_url",
        )
        return [
            part_files.write(context, "facts", {c: f"j.{c}" for c in columns}, f"{name} AS j WHERE NOT j.known"),
            part_files.write_provenance(context, raw, mapping, name),
        ]
    finally:
        context.connection.unregister(name)
