"""Sends: what we said, to whom, and what came of it.

Fills    messages (one row a message) and sends (one row a message and a person)
Rule     a row that names a person is a send; one that names nobody went to everybody, and is a message only
Rule     the same message to the same person on one day is one send, however many rows tell what came of it
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files, people_notes, told
from standout.sources.identity import business_id
from standout.sources.judging import APART, Cells
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Part, Raw
from standout.words import say

if TYPE_CHECKING:
    from standout.sources.loading import Context

MARKS = ("opened", "clicked", "replied")
_CHANNEL = (
    "CASE WHEN channel IN ('e-mail', 'mail', 'newsletter') THEN 'email' "
    "WHEN channel IN ('text', 'text message') THEN 'sms' ELSE channel END"
)
"""SQL of how it went out: one word for each way of writing e-mail and texts."""


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load messages and whom they went to; ``mapping.business`` is who says them."""
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    _judge(cells, context, judged)
    judging.numbered(context, judged)
    held = context.known.get("messages", ())
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'sends'")
    judging.mark_known(context, judged, held, "row_id")
    names = told.one_of_each_name(context, f"{raw.relation}_names")
    messages = _messages(context, mapping, judged)
    parts = [_write_messages(context, messages), _write_sends(context, judged, names),
             part_files.write_provenance(context, raw, mapping, judged),
             part_files.write_provenance(context, raw, replace(mapping, table="messages"), messages)]  # fmt: skip
    done = judging.outcome(cells, context, judged, parts, "sent_at")
    found = (people_notes.unknown_names(context, judged, names), _grown(context, judged))
    said_by = {business_id(mapping.business): mapping.business} if done.loaded or done.known else {}
    return replace(done, businesses=said_by, notes=tuple(note for note in found if note))


def _messages(context: Context, mapping: Mapping, judged: str) -> str:
    """Make the table of the messages in a file whose words are known, one row each; give its name."""
    table = f"{judged}_messages"
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT message_id, message_id AS row_id, min(line) AS line, arg_min(text, line) AS text,
               min(sent_at) AS said_at, arg_min(channel, line) AS channel, {business_id(mapping.business)} AS said_by,
               false AS known, NULL::VARCHAR AS fault
        FROM {judged} WHERE fault IS NULL AND text IS NOT NULL GROUP BY message_id
        """
    )
    judging.mark_known(context, table, context.known.get("messages", ()), "row_id")
    return table


def _write_messages(context: Context, messages: str) -> Part | None:
    values = {n: f"j.{n}" for n in ("row_id", "message_id", "text", "said_by", "said_at", "channel")}
    return part_files.write(context, "messages", values, f"{messages} AS j WHERE NOT j.known ORDER BY j.line")


def _write_sends(context: Context, judged: str, names: str) -> Part | None:
    """Write the sends that are new, each with all that the file's rows say came of it."""
    marks = ", ".join(f"bool_or({mark}) AS {mark}" for mark in MARKS)
    merged = f"(SELECT row_id AS send, {marks} FROM {judged} WHERE fault IS NULL GROUP BY row_id) AS m"
    values = {**{n: f"j.{n}" for n in ("row_id", "message_id", "sent_at")}, **{mark: f"m.{mark}" for mark in MARKS},
              "person_id": told.person(context, "j.who", names)}  # fmt: skip
    fresh = "WHERE j.fault IS NULL AND NOT j.known AND j.who IS NOT NULL"
    return part_files.write(context, "sends", values, f"{judged} AS j JOIN {merged} ON m.send = j.row_id {fresh}")


def _grown(context: Context, judged: str) -> str:
    """Give the note on sends that are held already and of which this file says more came; "" where there are none."""
    held = [literal(part) for part in context.known.get("sends", ())]
    if not held:
        return ""
    more = " OR ".join(f"(j.{mark} AND NOT coalesce(s.{mark}, false))" for mark in MARKS)
    [(count,)] = context.connection.execute(
        f"SELECT count(DISTINCT j.row_id) FROM {judged} AS j JOIN read_parquet([{', '.join(held)}], "
        f"union_by_name=true) AS s ON s.row_id = j.row_id WHERE j.fault IS NULL AND ({more})"
    ).fetchall()
    return say("loading.grown", sends=count) if count else ""


def _judge(cells: Cells, context: Context, judged: str) -> None:
    read = judging.reads(cells.fields("sent_at")[:1])
    bad = judging.fault(cells, read, context.today.isoformat())
    words = [cells.text(target) for target in ("subject", "message")]
    columns = {
        **{f"{target}_cell": cells.text(target, "category") for target in ("email", "name")},
        "written": f"nullif(concat_ws(chr(10), {', '.join(words)}), '')",
        "own_id": cells.text("message_id", "key"),
        "channel": f"lower({cells.text('channel', 'category')})",
        **{mark: _mark(cells, context, mark) for mark in MARKS},
    }
    at = f"{read[0].name}::DATE" if read else "NULL::DATE"
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
        named AS NOT MATERIALIZED (SELECT *, coalesce(email_cell, name_cell) AS who_cell FROM read),
        found AS NOT MATERIALIZED (SELECT *, nullif({told.folded("who_cell")}, '') AS who FROM named),
        told AS NOT MATERIALIZED (
            SELECT line, who, email_cell IS NULL AND NOT contains(who, '@') AS by_name, own_id,
                   {_CHANNEL} AS channel, {", ".join(MARKS)}, {at} AS sent_at, {bad} AS bad,
                   coalesce(written, CASE WHEN own_id IS NOT NULL
                                     THEN first_value(written IGNORE NULLS) OVER of_one END) AS text
            FROM found
            WINDOW of_one AS (PARTITION BY own_id ORDER BY line
                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
        ),
        made AS NOT MATERIALIZED (SELECT *, {_message_id(cells.mapping)} AS message_id FROM told)
        SELECT *, (CASE WHEN who IS NULL THEN message_id
                        ELSE md5_number_lower(concat_ws({APART}, {literal(context.salt)}, 'sent', message_id, who,
                                                        coalesce(sent_at::VARCHAR, ''))) >> 1 END)::BIGINT AS row_id,
               true AS own, false AS known,
               coalesce(CASE WHEN text IS NULL AND (own_id IS NULL OR who IS NULL) THEN 'no_message' END, bad) AS fault
        FROM made
        """
    )


def _message_id(mapping: Mapping) -> str:
    """Give the SQL of which message it was: who said what when, or who said what under the sender's own number."""
    when = "CASE WHEN own_id IS NULL THEN concat_ws('/', coalesce(sent_at::VARCHAR, ''), coalesce(channel, '')) END"
    parts = f"{business_id(mapping.business)}, coalesce(text, ''), coalesce({when}, 'number ' || own_id)"
    return f"(md5_number_lower(concat_ws({APART}, 'said', {parts})) >> 1)::BIGINT"


def _mark(cells: Cells, context: Context, target: str) -> str:
    """Give the SQL of whether it was opened, clicked or answered.

    A blank says no where the column only ever says yes, as a column of days does.  Where others say no in words
    or noughts, a blank is unknown.
    """
    given = cells.first(target)
    if given is None:
        return "NULL::BOOLEAN"
    cell = cells.cell(given)
    [(yes, no)] = context.connection.execute(
        f"SELECT coalesce(bool_or({parse.mark(cell)}), false), coalesce(bool_or(NOT {parse.mark(cell)}), false) "
        f"FROM {cells.source}"
    ).fetchall()
    return parse.mark(cell, "false" if yes and not no else "NULL")
