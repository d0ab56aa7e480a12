"""Adoptions: who came or took something up, when, who told them, and the code they came with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, part_files, people_notes, told
from standout.sources.judging import APART, Cells
from standout.sources.load_people import US
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load who took us up; somebody with the same item, day, teller and code is one row, however often it stands.

    What is turned away is counted, and its words are not kept: they may name who told them.
    """
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    _judge(cells, context, judged)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'adoptions'")
    names = told.one_of_each_name(context, f"{raw.relation}_names")
    values = {**{n: f"j.{n}" for n in ("row_id", "item", "code")}, "at": "j.came_at",
              "person_id": told.person(context, "j.who", names),
              "told_by": told.person(context, "j.told", names)}  # fmt: skip
    parts = [part_files.write(context, "adoptions", values, f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"),
             part_files.write_provenance(context, raw, mapping, judged)]  # fmt: skip
    done = judging.outcome(cells, context, judged, parts, "came_at")
    column = next((given.column for given in cells.fields("told_by")), "")
    found = (
        people_notes.unknown_names(context, judged, names),
        people_notes.no_tellers(context, judged, column),
        people_notes.unknown_tellers(context, judged, names, column),
    )
    return replace(done.without_words(), notes=tuple(note for note in found if note))


def _judge(cells: Cells, context: Context, judged: str) -> None:
    read = judging.reads(cells.fields("at")[:1])
    bad = judging.fault(cells, read, context.today.isoformat())
    columns = {
        **{f"{target}_cell": cells.text(target, "category") for target in ("email", "customer", "name", "told_by")},
        "item": f"coalesce({cells.text('item', 'category')}, {literal(US)})",
        "code": cells.text("code", "category"),
    }
    came_at = f"{read[0].name}::DATE" if read else "NULL::DATE"
    whole = ", ".join(f"coalesce({n}::VARCHAR, '')" for n in ("who", "lower(item)", "came_at", "told", "code"))
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, read)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {
            ", ".join([*(f"{sql} AS {name}" for name, sql in columns.items()), *judging.values(cells, read)])
        }
            FROM cells
        ),
        named AS NOT MATERIALIZED (
            SELECT *, coalesce(email_cell, customer_cell, name_cell) AS who_cell,
                   coalesce(email_cell, customer_cell) IS NULL AS by_name, {told.folded("told_by_cell")} AS teller
            FROM read
        ),
        found AS NOT MATERIALIZED (SELECT *, nullif({told.folded("who_cell")}, '') AS who FROM named),
        told AS NOT MATERIALIZED (
            SELECT line, who, by_name AND NOT contains(who, '@') AS by_name, teller, {told.somebody("teller")} AS told,
                   item, code, {came_at} AS came_at, {bad} AS bad
            FROM found
        )
        SELECT *, (md5_number_lower(concat_ws({APART}, {literal(context.salt)}, 'took', {whole})) >> 1
               )::BIGINT AS row_id, true AS own, false AS known,
               coalesce(CASE WHEN who IS NULL THEN 'nobody_came' END, bad) AS fault
        FROM told
        """
    )
