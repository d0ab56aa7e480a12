"""Ties: who knows whom, since when or on which day, and of what kind.

Fills    ties alone: whoever stands in such a file only is a number there, with no name and no address
Rule     an address is that person; a name means the one contact of that name, else the name itself is the person
Rule     a mark such as "me", and an empty cell where the format says so, is the owner
Rule     the same two, kind and day are one row, however often they stand there
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standout.sources import judging, part_files, people_notes, told
from standout.sources.judging import APART, Cells
from standout.sources.parse import literal
from standout.sources.source import Loaded, Mapping, Raw

if TYPE_CHECKING:
    from standout.sources.loading import Context

OWNER = 0
MYSELF = "i me us we myself ich wir moi nous yo nosotros io noi ik wij ja my eu nos owner".split()
"""What an owner calls themselves in a list of their own, folded."""

KNOWS = "knows"
KINDS = {
    "follows": "follower followers following follow",
    "friend": "friends freund freundin freunde ami amie amis amigo amiga amigos amico amica vriend vriendin amigos",
    "family": "spouse wife husband partner brother sister mother father parent parents son daughter sibling cousin "
    "aunt uncle familie famille familia famiglia rodzina",
    "chatted": "chat chats whatsapp message messages texted",
    "wrote": "email emails mail mails e-mail letter",
    "referred": "referral referrals recommended recommendation empfehlung",
}
"""Words for a kind, by the kind they mean."""

PLAIN = "[\\pL\\pM]{2,20}"
"""Any other word is a kind of its own, where it is one short word; a longer text may name somebody, and is not kept."""

TAKEN = "often answered lately long_ago owner me".split()
"""Words that say something else where ties are told, and so are no kinds."""


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load who knows whom.  What is turned away is counted, and its words are not kept."""
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    _judge(cells, context, judged)
    names = told.one_of_each_name(context, f"{raw.relation}_names")
    _identify(context, judged, mapping, names)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'ties'")
    values = {**{n: f"j.{n}" for n in ("row_id", "from_id", "to_id", "kind")}, "at": "j.tied_at",
              "evidence": literal(mapping.constants.get("evidence", mapping.source))}  # fmt: skip
    parts = [part_files.write(context, "ties", values, f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"),
             part_files.write_provenance(context, raw, mapping, judged)]  # fmt: skip
    done = judging.outcome(cells, context, judged, parts, "tied_at")
    return replace(done.without_words(), notes=people_notes.of_ties(context, judged))


def _judge(cells: Cells, context: Context, judged: str) -> None:
    """Read every record: its two ends as they are written, folded, the kind and the day."""
    read = judging.reads(cells.fields("tied_at")[:1])
    bad = judging.fault(cells, read, context.today.isoformat())
    said = cells.mapping.constants
    columns = {
        "from_cell": cells.text("from", "category"),
        "to_cell": cells.text("to", "category"),
        "kind_cell": literal(said["kind"]) if said.get("kind") else cells.text("kind", "category"),
    }
    tied_at = f"{read[0].name}::DATE" if read else "NULL::DATE"
    ends = ", ".join(f"{_end(cells, target)} AS {target}_who" for target in ("from", "to"))
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, read)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {
            ", ".join([*(f"{sql} AS {name}" for name, sql in columns.items()), *judging.values(cells, read)])
        }
            FROM cells
        )
        SELECT line, {ends}, {_kind("kind_cell")} AS kind, {tied_at} AS tied_at, {bad} AS bad FROM read
        """
    )


def _end(cells: Cells, target: str) -> str:
    """Give the SQL of who stands at one end: folded, '' for the owner, NULL where nobody is named."""
    mine = f"list_contains([{', '.join(map(literal, MYSELF))}], {told.folded(f'{target}_cell')})"
    empty = "''" if not cells.fields(target) or cells.mapping.constants.get("blank") == "owner" else "NULL"
    return f"CASE WHEN {target}_cell IS NULL THEN {empty} WHEN {mine} THEN '' ELSE {told.folded(f'{target}_cell')} END"


def _kind(cell: str) -> str:
    """Give the SQL of a kind: our word where we have one, else the file's own if it is one short word, folded."""
    plain = f"lower(trim({cell}))"
    taken = f"list_contains([{', '.join(map(literal, TAKEN))}], {plain})"
    own = f"regexp_full_match({plain}, {literal(PLAIN)}) AND NOT {taken}"
    cases = " ".join(
        f"WHEN list_contains([{', '.join(map(literal, (kind, *words.split())))}], {plain}) THEN {literal(kind)}"
        for kind, words in KINDS.items()
    )
    return f"coalesce(CASE {cases} WHEN {own} THEN {plain} END, {literal(KNOWS)})"


def _identify(context: Context, judged: str, mapping: Mapping, names: str) -> None:
    """Put ids for both ends, and the id of the row, beside what was read."""
    site = mapping.constants.get("site", "")
    ids = {target: _id(context, f"{target}_who", site, names) for target in ("from", "to")}
    nobody = "WHEN from_who IS NULL OR to_who IS NULL THEN 'no_tie' WHEN from_id = to_id THEN 'own_tie'"
    fault = f"coalesce(CASE {nobody} END, bad::VARCHAR)"
    whole = f"{literal(context.salt)}, 'tie', from_id, to_id, kind, coalesce(tied_at::VARCHAR, '')"
    context.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {judged} AS "
        f"WITH named AS (SELECT *, {ids['from']} AS from_id, {ids['to']} AS to_id FROM {judged}) "
        f"SELECT line, from_id, to_id, kind, tied_at, (md5_number_lower(concat_ws({APART}, {whole})) >> 1)::BIGINT "
        f"AS row_id, true AS own, false AS known, {fault} AS fault FROM named"
    )


def _id(context: Context, who: str, site: str, names: str) -> str:
    """Give the SQL of an id; a name on a site is that site's own and means no contact."""
    person = told.hashed(context, f"{literal(f'{site} ')} || {who}") if site else told.person(context, who, names)
    return f"CASE WHEN {who} = '' THEN {OWNER} ELSE {person} END"
