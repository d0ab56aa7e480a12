"""Reviews: judgements of businesses, with the aspects they score and what is known of who wrote them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files
from standout.sources.free_columns import Free, free_columns
from standout.sources.identity import hashed
from standout.sources.judging import APART, Cells, Read
from standout.sources.parse import literal
from standout.sources.source import Field, Loaded, Mapping, Raw
from standout.words import say

if TYPE_CHECKING:
    from standout.sources.loading import Context

NOBODY = (
    "anonymous", "a google user", "google user", "guest", "anonym", "anonyme", "anónimo", "anonimo", "anonimowy",
    "amazon customer", "kindle customer", "verified buyer", "unknown", "customer", "user",
)  # fmt: skip
"""Names that stand for many people: each review under one is by a person of their own."""


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load reviews; a review is the source's own id, else what it says and its place among equals in the file."""
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    free, columns = free_columns(mapping, context.columns)
    scores = [column for column in free if column.name.startswith("a_")]
    dates = judging.reads([*cells.fields("reviewed_at")[:1], *cells.fields("reply_at")[:1]], "at")
    read = {column.name: judging.reads(column.fields, f"s{i}_") for i, column in enumerate(scores)}
    judged = f"{raw.relation}_judged"
    names = _judge(cells, context, judged, dates, read)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("reviews", ()), "review_id")
    values = {
        "review_id": "j.row_id",
        "business_id": "j.business_id",
        "reviewer_id": "j.reviewer_id",
        "text": _text(cells),
        "language": cells.text("language", "category"),
        "source": literal(mapping.source),
        **{r.field.target: f"j.{r.name}" for r in dates},
        **{name: f"j.{name}" for name in read},
        **{c.name: _descriptor(cells, c) for c in free if c.name not in read},
    }
    fresh = f"{judging.beside(cells, context, judged)} WHERE j.fault IS NULL AND NOT j.known"
    parts = [part_files.write(context, "reviews", values, fresh),
             part_files.write_provenance(context, raw, mapping, judged)]  # fmt: skip
    when = next((r.name for r in dates if r.field.target == "reviewed_at"), "NULL::DATE")
    present = {
        i
        for (i,) in context.connection.execute(
            f"SELECT DISTINCT business_id FROM {judged} WHERE fault IS NULL"
        ).fetchall()
    }
    done = judging.outcome(cells, context, judged, parts, when)
    return replace(
        done,
        businesses={i: name for i, name in names.items() if i in present},
        columns=tuple(columns) if done.loaded or done.known else (),
    )


def _judge(
    cells: Cells, context: Context, judged: str, dates: list[Read], scores: dict[str, list[Read]]
) -> dict[int, str]:
    """Make the judged table; give the names of the businesses in it."""
    mapping = cells.mapping
    join, business, names = judging.businesses(cells, context)
    every = [*dates, *(r for halves in scores.values() for r in halves)]
    today = context.today.isoformat()
    columns = {name: _score(halves) for name, halves in scores.items()}
    own = cells.text("review_id", "key")
    person = judging.persons(cells, context, cells.text("reviewer"), NOBODY)
    said = _text(cells)
    empty = " AND ".join([f"{sql} IS NULL" for sql in columns.values()] + ["said IS NULL"])
    fault = judging.fault(
        cells, every, today,
        first="CASE WHEN business_id IS NULL THEN 'no_business' END", last=f"CASE WHEN {empty} THEN 'no_figure' END",
    )  # fmt: skip
    at = next((r.name for r in dates if r.field.target == "reviewed_at"), "NULL")
    scored = [sql for _, sql in sorted(columns.items())]
    kind = literal(hashed(" ".join(sorted(columns))))
    content = f", {APART}, ".join([kind, "business_id", at, "who", *scored, "said"])
    own_id = f"md5_number_lower(concat_ws({APART}, {literal(mapping.source)}, own)) >> 1"
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, every)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {business} AS business_id, {own} AS own, person.who, person.person_id, {said} AS said
                   {"".join(", " + sql for sql in judging.values(cells, every))}
            FROM cells {join} {person}
        )
        SELECT line, business_id, person_id AS reviewer_id,
               {"".join(f"{r.name}, " for r in dates)}
               {"".join(f"{sql} AS {parse.identifier(name)}, " for name, sql in columns.items())}
               (CASE WHEN own IS NOT NULL THEN {own_id}
                     ELSE md5_number_lower(concat({content})) >> 1 END)::BIGINT AS row_id,
               own IS NOT NULL AS own, {fault} AS fault, false AS known
        FROM read
        """
    )
    return names


def _score(halves: list[Read]) -> str:
    """Give the SQL of an aspect's score: NULL for a zero that means not rated; the half of the column that holds."""
    sql = [f"nullif({r.name}, 0)" if r.field.zero_is_missing else r.name for r in halves]
    return f"coalesce({', '.join(sql)})" if len(sql) > 1 else sql[0]


def _text(cells: Cells) -> str:
    """Give the SQL of what a review says: its columns of text with line breaks between."""
    texts = [parse.text(cells.cell(f)) for f in cells.fields("text")]
    if not texts:
        return "NULL::VARCHAR"
    return texts[0] if len(texts) == 1 else f"nullif(concat_ws(chr(10), {', '.join(texts)}), '')"


def _descriptor(cells: Cells, column: Free) -> str:
    """Give the SQL of what describes a review: a word, or whether a box is ticked, where blank is no."""
    given: Field = column.fields[0]
    cell = cells.cell(given)
    if given.kind != "flag":
        return parse.category(cell)
    yes, no = literal(say("loading.yes")), literal(say("loading.no"))
    return f"CASE WHEN {parse.flag(cell)} THEN {yes} ELSE {no} END"
