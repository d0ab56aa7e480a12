"""Claims: what a business says of itself, one text a row, as long as it was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files
from standout.sources.judging import APART, Cells
from standout.sources.source import Loaded, Mapping, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load what businesses say; the same words of one business, on one day and in one place, are one claim."""
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    names = _judge(cells, context, judged)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'claims'")
    values = {n: f"j.{n}" for n in ("row_id", "business_id", "text", "said_at", "source")}
    parts = [part_files.write(context, "claims", values, f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"),
             part_files.write_provenance(context, raw, mapping, judged)]  # fmt: skip
    rows = context.connection.execute(f"SELECT DISTINCT business_id FROM {judged} WHERE fault IS NULL").fetchall()
    present = {number for (number,) in rows}
    done = judging.outcome(cells, context, judged, parts, "said_at")
    return replace(done, businesses={number: name for number, name in names.items() if number in present})


def _judge(cells: Cells, context: Context, judged: str) -> dict[int, str]:
    """Make the judged table; give the names of the businesses in it."""
    join, business, names = judging.businesses(cells, context)
    read = judging.reads(cells.fields("said_at")[:1])
    bad = judging.fault(cells, read, context.today.isoformat())
    texts = [parse.text(cells.cell(given)) for given in cells.fields("text")]
    at = f"{read[0].name}::DATE" if read else "NULL::DATE"
    columns = {
        "business_id": business,
        "text": f"nullif(concat_ws(chr(10), {', '.join(texts)}), '')" if texts else "NULL::VARCHAR",
        "source": cells.text("source"),
    }
    whole = ", ".join(f"coalesce({n}::VARCHAR, '')" for n in ("business_id", "text", "said_at", "source"))
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, read)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {
            ", ".join([*(f"{sql} AS {name}" for name, sql in columns.items()), *judging.values(cells, read)])
        }
            FROM cells {join}
        ),
        said AS NOT MATERIALIZED (
            SELECT line, business_id, text, source, {at} AS said_at, {bad} AS bad FROM read
        )
        SELECT *, (md5_number_lower(concat_ws({APART}, 'claim', {whole})) >> 1)::BIGINT AS row_id,
               true AS own, false AS known,
               coalesce(CASE WHEN business_id IS NULL THEN 'no_business' END, bad,
                        CASE WHEN text IS NULL THEN 'no_words' END) AS fault
        FROM said
        """
    )
    return names
