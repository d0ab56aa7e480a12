"""People: who stands on a list, with their contacts apart, what they agreed to, and that the owner knows them.

Fills    people, contacts (private), consents, ties, and adoptions where a column says who told them
Rule     a consent that names no channel is for e-mail, texts and calls; one that asks to be left alone is for ``any``
Rule     where nothing is said there is no row: not asked is not agreed, and not refused
Rule     family that a list names is a tie to a number; who stands on no list has no name and no address here
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files, people_notes, told
from standout.sources.consent_words import BARRED, CHANNELS, WITHDRAWN, state_sql
from standout.sources.judging import APART, Cells
from standout.sources.parse import literal
from standout.sources.source import Field, Loaded, Mapping, Part, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context

US = "us"
"""What somebody took up who came to us, where no item is named."""

TIED = {"family": "family", "friends": "friend"}
"""Columns of names of those whom somebody knows, and the kind of the tie."""

ANY = "any"
_OWNER = 0


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load people; one is known by address, else by name and organisation, and stands once on each list.

    Those who agreed and those who took it back are two lists, so that the second is never taken for the first.
    So are two files of one list that differ in what somebody agreed to, or in who told them.  What is turned away is
    counted, and its words are not kept: they may name a spouse or a child.
    """
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    asked = [given for target in CHANNELS for given in cells.fields(target)[:1]]
    _judge(cells, context, judged, asked)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'people'")
    fresh = f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"
    own = f"SELECT name, person_id FROM {judged} WHERE fault IS NULL"
    names = told.one_of_each_name(context, f"{raw.relation}_names", own)
    written = [
        *_parts(context, mapping, fresh),
        _consents(context, mapping, judged, asked),
        _adoptions(context, cells, fresh, names),
        *_known_by(context, cells, fresh, names, literal(mapping.constants.get("evidence", mapping.source))),
        part_files.write_provenance(context, raw, mapping, judged),
    ]
    done = judging.outcome(cells, context, judged, written, "met_at")
    return replace(done.without_words(), notes=people_notes.notes(context, cells, judged, asked, names))


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
    if said.get("tie"):
        values = {"row_id": "j.row_id", "from_id": str(_OWNER), "to_id": "j.person_id", "kind": literal(said["tie"]),
                  "at": "j.met_at", "evidence": evidence}  # fmt: skip
        parts.append(part_files.write(context, "ties", values, fresh))
    return parts


def _consents(context: Context, mapping: Mapping, judged: str, asked: Sequence[Field]) -> Part | None:
    """Write what each person agreed to: a row for each channel, none where nothing is said."""
    stated = [(f"k{at}", channel) for at, given in enumerate(asked) for channel in CHANNELS[given.target]]
    rows = [
        f"SELECT row_id, person_id, consent_at, CASE {k} WHEN '{BARRED}' THEN '{ANY}' ELSE '{channel}' END AS channel, "
        f"CASE {k} WHEN '{BARRED}' THEN '{WITHDRAWN}' ELSE {k} END AS state FROM {judged} "
        f"WHERE fault IS NULL AND NOT known AND {k} IS NOT NULL"
        for k, channel in stated
    ]
    if channel := mapping.constants.get("channel"):
        state = literal(mapping.constants.get("state", "unknown"))
        rows.append(
            f"SELECT row_id, person_id, consent_at, {literal(channel)} AS channel, {state} AS state FROM {judged} "
            f"WHERE fault IS NULL AND NOT known"
        )
    if not rows:
        return None
    values = {**{n: f"j.{n}" for n in ("row_id", "person_id", "channel", "state")}, "at": "j.consent_at"}
    return part_files.write(context, "consents", values, f"({' UNION '.join(rows)} ORDER BY ALL) AS j")


def _adoptions(context: Context, cells: Cells, fresh: str, names: str) -> Part | None:
    """Write who came through whom: a row for each person of whom the list says who told them."""
    if not cells.fields("told_by"):
        return None
    values = {"row_id": "j.row_id", "person_id": "j.person_id", "item": literal(US), "at": "j.met_at",
              "told_by": told.person(context, "j.told", names)}  # fmt: skip
    return part_files.write(context, "adoptions", values, f"{fresh} AND j.told_cell IS NOT NULL")


def _known_by(context: Context, cells: Cells, fresh: str, names: str, evidence: str) -> list[Part | None]:
    """Write whom the list calls their family and friends: a tie for each, the names parted by semicolons."""
    parts = []
    for target, kind in TIED.items():
        if cells.fields(target):
            each = f"SELECT j.*, unnest(string_split(j.{target}_cell, ';')) AS named FROM {fresh}"
            who = f"SELECT j.row_id, j.person_id, {told.folded('j.named')} AS who FROM ({each}) AS j"
            ends = f"SELECT j.*, {told.person(context, 'j.who', names)} AS to_id FROM ({who}) AS j WHERE j.who <> ''"
            values = {"row_id": "j.row_id", "from_id": "j.person_id", "to_id": "j.to_id", "kind": literal(kind),
                      "evidence": evidence}  # fmt: skip
            parts.append(part_files.write(context, "ties", values, f"({ends}) AS j WHERE j.to_id <> j.person_id"))
    return parts


def _judge(cells: Cells, context: Context, judged: str, asked: Sequence[Field]) -> None:
    read = judging.reads([f for t in ("met_at", "consent_at", "score") for f in cells.fields(t)[:1]])
    names = {r.field.target: r.name for r in read}
    bad = judging.fault(cells, read, context.today.isoformat())
    whole = cells.text("name", "category")
    spoken = [cells.text(target, "category") for target in ("first_name", "last_name")]
    columns = {
        "email_cell": cells.text("email", "category"),
        "name": f"coalesce({whole}, nullif(concat_ws(' ', {', '.join(spoken)}), ''))",
        "phone": cells.text("phone", "key"),
        "organisation": cells.text("organisation", "category"),
        "position": cells.text("position", "category"),
        "told_cell": cells.text("told_by", "category"),
        **{f"{target}_cell": cells.text(target, "category") for target in TIED},
    }
    states = {f"k{at}": state_sql(cells.cell(given), refusal=given.kind == "refusal") for at, given in enumerate(asked)}
    listed = "".join(f"{k}, " for k in states)
    said = cells.mapping.constants
    list_of = (said.get("evidence", cells.mapping.source), said.get("channel"), said.get("state"))
    of_list = literal(" ".join(str(word) for word in list_of if word))
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, read)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {
            ", ".join([*(f"{sql} AS {name}" for name, sql in (columns | states).items()), *judging.values(cells, read)])
        }
            FROM cells
        ),
        found AS NOT MATERIALIZED (
            SELECT *, {told.address("email_cell")} AS email, {told.folded("told_cell")} AS teller FROM read
        ),
        told AS NOT MATERIALIZED (
            SELECT line, email, name, phone, organisation, position, told_cell, {
            ", ".join(f"{target}_cell" for target in TIED)
        },
                   teller, {listed}
                   {told.somebody("teller")} AS told,
                   {names.get("met_at", "NULL")}::DATE AS met_at, {names.get("consent_at", "NULL")}::DATE AS consent_at,
                   {names.get("score", "NULL")}::DOUBLE AS score,
                   CASE WHEN email IS NOT NULL THEN {parse.folded("email")}
                        ELSE {parse.folded("concat_ws(' ', name, organisation)")} END AS who,
                   {bad} AS bad
            FROM found
        )
        SELECT *, (md5_number_lower({literal(context.salt)} || who) >> 1)::BIGINT AS person_id,
               (md5_number_lower(concat_ws({APART}, {literal(context.salt)}, {of_list}, who, {_besides(asked)})) >> 1
               )::BIGINT AS row_id,
               true AS own, false AS known,
               coalesce(CASE WHEN email IS NULL AND name IS NULL THEN 'no_person' END, bad) AS fault
        FROM told
        """
    )


def _besides(asked: Sequence[Field]) -> str:
    """Give the SQL of what else tells a person's rows on one list apart: what they agreed to, and who told them.

    NULL where neither is said, so that a list without such columns keeps the ids it has.
    """
    states = [f"'{given.target}=' || k{at}" for at, given in enumerate(asked)]
    agreed = f"nullif(concat_ws(' ', {', '.join(states)}), '')" if states else "NULL::VARCHAR"
    return f"{agreed} || coalesce(' ' || consent_at, ''), 'told=' || told_cell"
