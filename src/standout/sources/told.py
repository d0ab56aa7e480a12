"""Who told them: a cell that names a person, as the person's id; and names that stand for one contact only.

A person is known by address.  A file that names them only by name means the one contact of that name, where the
workspace holds exactly one; else the name itself is the person, as on any other list.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from standout.sources import parse
from standout.sources.consent_words import answers, plain_sql
from standout.sources.figures import MISSING
from standout.sources.parse import literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standout.sources.loading import Context

JOINT = " ?[,;:/+&|(]+ ?| (?:and|or|und|oder|et|ou|y) "
"""What may stand between two answers, as in ``Google / a friend``."""

NOTHING = r"[^\w\W]"
"""A pattern that nothing fits."""


def address(cell: str) -> str:
    """Give the SQL of an address: the first of ``a ::: b``, what stands in ``<...>``, without ``mailto:``.

    ``cell`` is a column, not an expression: it is named many times.

    """
    inside = f"nullif(regexp_extract({cell}, '<\\s*([^<>\\s]+@[^<>\\s]+)\\s*>', 1), '')"
    whole = f"regexp_replace(split_part({cell}, ':::', 1), '^\\s*[Mm][Aa][Ii][Ll][Tt][Oo]:', '')"
    return f"CASE WHEN contains({cell}, '@') THEN nullif(trim(coalesce({inside}, {whole})), '') ELSE {cell} END"


def folded(cell: str) -> str:
    """Give the SQL of the address or name in a column, as it is hashed."""
    spaced = f"regexp_replace({address(cell)}, '[\\s\\pZ]+', ' ', 'g')"
    return f"nfc_normalize(lower(trim({spaced})))"


def answer(who: str) -> str:
    """Give the SQL of a folded name as an answer is looked up: no accents, no marks around it, ``ss`` for ``ß``."""
    return f"replace(regexp_replace({plain_sql(who)}, '^[^\\pL\\pN]+|[^\\pL\\pN]+$', '', 'g'), 'ß', 'ss')"


def somebody(who: str) -> str:
    """Give the SQL of a folded name or address, NULL where it names nobody, as "a friend" and "Google" do."""
    missing = ", ".join(literal(word) for word in sorted(MISSING))
    parts = f"regexp_split_to_array({answer(who)}, {literal(JOINT)})"
    named = f"list_filter({parts}, lambda part: NOT regexp_full_match(part, {literal(nobody_pattern())}))"
    nobody = f"list_contains([{missing}], {who}) OR (NOT contains({who}, '@') AND len({named}) = 0)"
    return f"CASE WHEN {nobody} THEN NULL ELSE nullif({who}, '') END"


@cache
def nobody_pattern() -> str:
    """Give the pattern of an answer to "who told you?" that names no person; also of none at all.

    Examples
    --------
    >>> [bool(re.fullmatch(nobody_pattern(), said)) for said in ("durch eine freundin", "my brother", "mann", "")]
    [True, True, False, True]

    """
    languages = dict(answers("told"))
    everywhere = languages.pop("any")["nobody"]
    return f"(?:{'|'.join(_answers_of(kinds, everywhere) for kinds in languages.values())})?"


def _answers_of(kinds: Mapping[str, Sequence[str]], everywhere: Sequence[str]) -> str:
    """Give the pattern of answers in one language: words before, one or more that name nobody, words after."""
    nobody = _any_of([*kinds["nobody"], *everywhere])
    led, leads, tails = (_any_of(kinds[kind]) for kind in ("led", "leads", "tails"))
    return f"(?:(?:(?:{leads} )*{nobody}(?: |$))+|(?:{leads} )+{led}(?: |$))(?:{tails}(?: |$))*"


def _any_of(found: Sequence[str]) -> str:
    """Give the pattern of any of some words, the longest first; of nothing where there are none."""
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})" if ordered else NOTHING


def hashed(context: Context, who: str) -> str:
    """Give the SQL of a person's id from a folded address or name, NULL where there is none."""
    return f"CASE WHEN {who} IS NOT NULL THEN md5_number_lower({literal(context.salt)} || {who}) >> 1 END::BIGINT"


def one_of_each_name(context: Context, table: str, own: str = "") -> str:
    """Make the temporary table ``table`` of names that stand for one held person; give its SQL name.

    Parameters
    ----------
    context : Context
        Its ``contacts`` parts are looked at.
    table : str
        Its columns: ``who``, a folded name, and ``person_id``.
    own : str
        SQL that selects ``name, person_id`` of the file at hand.

    """
    held = [literal(part) for part in context.known.get("contacts", ())]
    sources = [f"SELECT name, person_id FROM read_parquet([{', '.join(held)}], union_by_name=true)"] if held else []
    sources += [own] if own else []
    rows = " UNION ALL ".join(sources) or "SELECT NULL::VARCHAR AS name, NULL::BIGINT AS person_id WHERE false"
    context.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT who, min(person_id) AS person_id "
        f"FROM (SELECT {parse.folded('name')} AS who, person_id FROM ({rows}) WHERE name IS NOT NULL) "
        f"WHERE who <> '' GROUP BY who HAVING count(DISTINCT person_id) = 1"
    )
    return table


def person(context: Context, who: str, names: str) -> str:
    """Give the SQL of whose id ``who`` is: an address is hashed, a name looked up among ``names`` and else hashed."""
    own = hashed(context, who)
    looked_up = f"(SELECT person_id FROM {names} AS held WHERE held.who = {who})"
    return f"CASE WHEN contains({who}, '@') THEN {own} ELSE coalesce({looked_up}, {own}) END"
