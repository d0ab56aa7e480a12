"""People: who stands on a list, with their contacts apart, what they agreed to, and that the owner knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files
from standout.sources.judging import APART, Cells
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Part, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context

_OWNER = 0


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load people; one is known by address, else by name and organisation, and stands once on each list.

    Those who agreed and those who took it back are two lists, so that the second is never taken for the first.
    """
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    _judge(cells, context, judged)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'people'")
    fresh = f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"
    written = [
        *_parts(context, mapping, fresh),
        part_files.write_provenance(context, raw, mapping, judged),
    ]
    return judging.outcome(cells, context, judged, written, "met_at")


def _parts(context: Context, mapping: Mapping, fresh: str) -> list[Part | None]:
    said = mapping.constants
    evidence = literal(said.get("evidence", mapping.source))
    parts = [
        part_files.write(
            context,
            "people",
            {
                **{n: f"j.{n}" for n in ("row_id", "person_id", "organisation", "position", "met_at", "score")},
                "evidence": evidence,
            },
            fresh,
        ),
        part_files.write(
            context,
            "contacts",
            {n: f"j.{n}" for n in ("row_id", "person_id", "name", "email", "phone")},
            fresh,
            private=True,
        ),
    ]
    if said.get("channel"):
        values = {"row_id": "j.row_id", "person_id": "j.person_id", "channel": literal(said["channel"]),
                  "state": literal(said.get("state", "unknown")), "at": "j.consent_at"}  # fmt: skip
        parts.append(part_files.write(context, "consents", values, fresh))
    if said.get("tie"):
        values = {"row_id": "j.row_id", "from_id": str(_OWNER), "to_id": "j.person_id", "kind": literal(said["tie"]),
                  "at": "j.met_at", "evidence": evidence}  # fmt: skip
        parts.append(part_files.write(context, "ties", values, fresh))
    return parts


def _judge(cells: Cells, context: Context, judged: str) -> None:
    read = judging.reads([f for t in ("met_at", "consent_at", "score") for f in cells.fields(t)[:1]])
    names = {r.field.target: r.name for r in read}
    bad = judging.fault(cells, read, context.today.isoformat())
    email = parse.trimmed(f"split_part({cells.text('email', 'category')}, ':::', 1)")
    whole = cells.text("name", "category")
    spoken = [cells.text(target, "category") for target in ("first_name", "last_name")]
    columns = {
        "email": email,
        "name": f"coalesce({whole}, nullif(concat_ws(' ', {', '.join(spoken)}), ''))",
        "phone": cells.text("phone", "key"),
        "organisation": cells.text("organisation", "category"),
        "position": cells.text("position", "category"),
    }
    said = cells.mapping.constants
    listed = (said.get("evidence", cells.mapping.source), said.get("channel"), said.get("state"))
    of_list = literal(" ".join(str(word) for word in listed if word))
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
        told AS NOT MATERIALIZED (
            SELECT line, email, name, phone, organisation, position,
                   {names.get("met_at", "NULL")}::DATE AS met_at, {names.get("consent_at", "NULL")}::DATE AS consent_at,
                   {names.get("score", "NULL")}::DOUBLE AS score,
                   CASE WHEN email IS NOT NULL THEN {parse.folded("email")}
                        ELSE {parse.folded("concat_ws(' ', name, organisation)")} END AS who,
                   {bad} AS bad
            FROM read
        )
        SELECT *, (md5_number_lower({literal(context.salt)} || who) >> 1)::BIGINT AS person_id,
               (md5_number_lower(concat_ws({APART}, {literal(context.salt)}, {of_list}, who)) >> 1)::BIGINT AS row_id,
               true AS own, false AS known,
               coalesce(CASE WHEN email IS NULL AND name IS NULL THEN 'no_person' END, bad) AS fault
        FROM told
        """
    )
