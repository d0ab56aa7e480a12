"""What an owner should know of a list of people that was read: who agreed, who shares an address, who isn't known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from standout.sources import parse
from standout.sources.consent_words import BARRED, GIVEN, WITHDRAWN, strange_sql
from standout.sources.figures import MISSING
from standout.sources.judging import Cells
from standout.sources.source import Field, Mapping
from standout.sources.targets import CONSENTS
from standout.words import say

if TYPE_CHECKING:
    from standout.sources.loading import Context


def says_consent(mapping: Mapping) -> bool:
    """Tell whether a list says of anybody whether they agreed to be written to."""
    return bool(mapping.constants.get("channel")) or any(f.target in CONSENTS for f in mapping.fields)


def notes(context: Context, cells: Cells, judged: str, asked: Sequence[Field], names: str) -> tuple[str, ...]:
    """Give the notes on a judged list of people, in words.

    Parameters
    ----------
    context, cells : Context, Cells
        The file, and where it goes.
    judged : str
        The judged table, with a column ``k0``, ``k1``, ... for each field of consent.
    asked : sequence of Field
        The fields of consent.
    names : str
        The table of names that stand for one person.

    """
    found = [_alone(context, judged), _shared(context, judged)]
    if asked:
        found += [_agreed(context, judged, len(asked)), *(_strange(context, cells, given) for given in asked)]
    if cells.fields("told_by"):
        column = cells.fields("told_by")[0].column
        found += [no_tellers(context, judged, column), unknown_tellers(context, judged, names, column)]
    return tuple(note for note in found if note)


def unknown_tellers(context: Context, judged: str, names: str, column: str) -> str:
    """Give the note on tellers who are named by a name that stands for nobody held, or for several; "" for none."""
    count = _count(
        context, f"SELECT count(DISTINCT told) FROM {judged} WHERE fault IS NULL AND told IS NOT NULL "
        f"AND NOT contains(told, '@') AND told NOT IN (SELECT who FROM {names})",
    )  # fmt: skip
    return say("loading.tellers", names=count, column=column) if count else ""


def no_tellers(context: Context, judged: str, column: str) -> str:
    """Give the note on answers that are taken to name nobody, such as "a friend", with the commonest; "" for none."""
    found = context.connection.execute(
        f"SELECT teller, count(*) AS n FROM {judged} WHERE fault IS NULL AND told IS NULL AND teller <> '' "
        f"AND NOT list_contains([{', '.join(parse.literal(word) for word in sorted(MISSING))}], teller) "
        f"GROUP BY teller ORDER BY n DESC, teller"
    ).fetchall()
    if not found:
        return ""
    return say("loading.no_tellers", rows=sum(n for _, n in found), column=column, example=found[0][0])


def unknown_names(context: Context, judged: str, names: str) -> str:
    """Give the note on people who are named by a name that stands for nobody held, or for several; "" for none."""
    count = _count(
        context, f"SELECT count(DISTINCT who) FROM {judged} WHERE fault IS NULL AND by_name "
        f"AND who NOT IN (SELECT who FROM {names})",
    )  # fmt: skip
    return say("loading.names", names=count) if count else ""


def of_ties(context: Context, judged: str) -> tuple[str, ...]:
    """Give the notes on a judged file of ties: how many people stand on no list, and are a number alone."""
    held = ", ".join(parse.literal(part) for part in context.known.get("contacts", ()))
    listed = f"SELECT person_id FROM read_parquet([{held}], union_by_name=true)" if held else "SELECT NULL WHERE false"
    count = _count(
        context, f"SELECT count(*) FROM (SELECT from_id AS who FROM {judged} WHERE fault IS NULL UNION SELECT to_id "
        f"FROM {judged} WHERE fault IS NULL) WHERE who <> 0 AND who NOT IN ({listed})",
    )  # fmt: skip
    return (say("ties.numbers", people=count),) if count else ()


def _alone(context: Context, judged: str) -> str:
    people = _count(context, f"SELECT count(DISTINCT person_id) FROM {judged} WHERE fault IS NULL")
    return say("loading.one_person") if people == 1 else ""


def _shared(context: Context, judged: str) -> str:
    """Give the note on addresses that stand under several names."""
    name = parse.folded("name")
    count = _count(
        context, f"SELECT count(*) FROM (SELECT person_id FROM {judged} WHERE fault IS NULL AND email IS NOT NULL "
        f"AND name IS NOT NULL GROUP BY person_id HAVING count(DISTINCT {name}) > 1)",
    )  # fmt: skip
    return say("loading.shared_address", addresses=count) if count else ""


def _agreed(context: Context, judged: str, columns: int) -> str:
    """Give the note on how many agreed, refused, and were not asked; a refusal goes before a yes."""
    every = [f"k{at}" for at in range(columns)]
    refused = " OR ".join(f"coalesce({k} IN ('{WITHDRAWN}', '{BARRED}'), false)" for k in every)
    given = " OR ".join(f"coalesce({k} = '{GIVEN}', false)" for k in every)
    [(people, agreed, no)] = context.connection.execute(
        f"SELECT count(*), count(*) FILTER (g AND NOT r), count(*) FILTER (r) FROM (SELECT person_id, "
        f"bool_or({given}) AS g, bool_or({refused}) AS r FROM {judged} WHERE fault IS NULL GROUP BY person_id)"
    ).fetchall()
    return say("loading.agreed", agreed=agreed, refused=no, unasked=people - agreed - no)


def _strange(context: Context, cells: Cells, given: Field) -> str:
    """Give the note on cells of a column of consent whose word we don't know; a refusal may be in any words."""
    if given.kind == "refusal":
        return ""
    cell = cells.cell(given)
    [(count, example)] = context.connection.execute(
        f"SELECT count(*), min({cell}) FROM {cells.source} WHERE {strange_sql(cell)}"
    ).fetchall()
    return say("loading.strange_consent", cells=count, column=given.column, example=example) if count else ""


def _count(context: Context, query: str) -> int:
    [(count,)] = context.connection.execute(query).fetchall()
    return int(count)
