"""Judging: every record of a raw table read as its mapping says, each with its id and, if refused, the reason.

The outcome is one table in the connection, one row a record: ``line``, ``row_id``, ``own`` (the id is the
source's), ``fault``, ``known``, and the columns asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from standout.sources import parse
from standout.sources.identity import business_id, normalised
from standout.sources.parse import identifier, literal
from standout.sources.source import Field, Loaded, Mapping, Part, Raw, Reject

if TYPE_CHECKING:
    import duckdb

    from standout.sources.loading import Context

APART = "chr(31)"  # between the parts of what is hashed: a cell can't hold it by chance
_SHOWN = 300
_SHOWN_REJECTS = 10_000  # of a file that is refused as a whole, the text of the first will do


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a raw table as SQL: ``source`` to select from, ``cell(field)`` for one of them."""

    raw: Raw
    mapping: Mapping

    def name(self, column: str) -> str:
        """Give the relation's name of a column of the file."""
        return f"c{self.raw.columns.index(column)}"

    def cell(self, given: Field) -> str:
        """Give the SQL of a field's cell; NULL where the field holds only for the other half of its column."""
        name = self.name(given.column)
        if not given.only_when:
            return name
        other, state = given.only_when
        blank = f"{parse.trimmed(self.name(other))} IS {'' if state == 'blank' else 'NOT '}NULL"
        return f"CASE WHEN {blank} THEN {name} END"

    @property
    def source(self) -> str:
        """Give the SQL to select from: the relation, blanks filled from the record above where the format says so."""
        if not self.mapping.fill_down:
            return self.raw.relation
        within = f"PARTITION BY {self.name(self.mapping.fill_key)} " if self.mapping.fill_key else ""
        filled = ", ".join(
            f"coalesce({name}, last_value({name} IGNORE NULLS) OVER ({within}ORDER BY line "
            f"ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS {name}"
            for name in dict.fromkeys(self.name(column) for column in self.mapping.fill_down)
        )
        return f"(SELECT * REPLACE ({filled}) FROM {self.raw.relation})"

    def fields(self, *targets: str) -> list[Field]:
        """Give the fields with one of these targets, in the mapping's order."""
        return [f for f in self.mapping.fields if f.target in targets and f.kind != "ignore"]

    def first(self, target: str) -> Field | None:
        """Give the field with this target, or None."""
        return next(iter(self.fields(target)), None)

    def text(self, target: str, read: str = "text") -> str:
        """Give the SQL of a text target, NULL where the mapping doesn't have it; the first filled of several."""
        reader = getattr(parse, read)
        cells = [reader(self.cell(f)) for f in self.fields(target)]
        return f"coalesce({', '.join(cells)})" if len(cells) > 1 else cells[0] if cells else "NULL::VARCHAR"


@dataclass(frozen=True, slots=True)
class Read:
    """A field read into a column of the judged table: its SQL name there."""

    field: Field
    name: str


def reads(fields: Iterable[Field], prefix: str = "v") -> list[Read]:
    """Give each field a column name."""
    return [Read(given, f"{prefix}{at}") for at, given in enumerate(fields)]


def quick(cells: Cells, read: Sequence[Read]) -> str:
    """Give the SQL subquery of the cells, with what one cast makes of each as ``q_`` and the name."""
    tried = [(r, parse.quick(r.field, cells.cell(r.field))) for r in read]
    return f"SELECT {', '.join(['*', *(f'{sql} AS q_{r.name}' for r, sql in tried if sql)])} FROM {cells.source}"


def values(cells: Cells, read: Sequence[Read]) -> list[str]:
    """Give the SQL columns of what is read, from the subquery ``quick``."""
    found = []
    for r in read:
        cell = cells.cell(r.field)
        tried = f"q_{r.name}" if parse.quick(r.field, cell) else None
        found.append(f"{parse.value(r.field, cell, tried)} AS {r.name}")
    return found


def fault(cells: Cells, read: Sequence[Read], today: str, first: str = "", last: str = "") -> str:
    """Give the SQL of the first fault, as ``reason:column number``, NULL where there is none.

    ``first`` and ``last`` are SQL of other reasons, before and after those of the fields; these are only worked
    out for records in which a field is not sound.
    """
    held = [(r, cells.cell(r.field)) for r in read]
    sound = [parse.sound(r.field, cell, r.name, today) for r, cell in held]
    found = [parse.fault(r.field, cell, r.name, today, cells.raw.columns.index(r.field.column)) for r, cell in held]
    reasons = ", ".join([sql for sql in found if sql] or ["NULL"])
    whole = " AND ".join([sql for sql in sound if sql] or ["true"])
    fields = f"CASE WHEN {whole} THEN NULL ELSE coalesce({reasons}, NULL) END"
    return f"coalesce({', '.join(filter(None, (first, fields, last)))}, NULL)"


def businesses(cells: Cells, context: Context) -> tuple[str, str, dict[int, str]]:
    """Give the SQL join and id of each record's business, and the names behind the ids.

    ``context.names`` turns a spelling into the name it stands for.
    """
    spelled = {normalised(spelling): name for spelling, name in context.names.items()}
    given = cells.first("business")
    if given is None:
        name = cells.mapping.business
        told = spelled.get(normalised(name), name)
        known = {business_id(told): told} if name.strip() else {}
        return "", f"{business_id(told)}::INTEGER" if known else "NULL::INTEGER", known
    cell = cells.name(given.column)
    rows = context.connection.execute(
        f"SELECT {cell}, min(line) FROM {cells.source} WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 2"
    ).fetchall()
    names: dict[int, str] = {}
    found = []
    for spelling, _ in rows:
        plain = " ".join(spelling.split())
        if normalised(plain):
            told = spelled.get(normalised(plain), plain)
            names.setdefault(business_id(told), told)
            found.append((spelling, business_id(told)))
    table = f"{cells.raw.relation}_businesses"
    context.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (spelling VARCHAR, business_id INTEGER)")
    _fill(context.connection, table, found)
    return f"LEFT JOIN {table} AS named ON named.spelling = cells.{cell}", "named.business_id", names


def persons(cells: Cells, context: Context, spelled: str, nobody: Sequence[str]) -> str:
    """Give the SQL join to whoever each record is by: ``person.who``, as it is hashed, and ``person.person_id``.

    Parameters
    ----------
    cells, context : Cells, Context
        The file, and where it goes.
    spelled : str
        SQL of the name as the file spells it; each spelling is hashed once.
    nobody : sequence of str
        Names that stand for many people; they have no id.

    """
    table = f"{cells.raw.relation}_persons"
    names = ", ".join(literal(name) for name in nobody)
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT spelling, who, CASE WHEN who <> '' AND who NOT IN ({names})
                                   THEN md5_number_lower({literal(context.salt)} || who) >> 1 END::BIGINT AS person_id
        FROM (SELECT spelling, {parse.folded("spelling")} AS who
              FROM (SELECT DISTINCT {spelled} AS spelling FROM {cells.source}) WHERE spelling IS NOT NULL)
        """
    )
    return f"LEFT JOIN {table} AS person ON person.spelling = {spelled}"


def beside(cells: Cells, context: Context, judged: str) -> str:
    """Give the SQL of every record's cells, ``r``, beside what was made of them, ``j``."""
    source = f"{cells.source} AS r"
    if not cells.mapping.fill_down:
        [(in_order,)] = context.connection.execute(
            f"SELECT coalesce(bool_and(r.line IS NOT DISTINCT FROM j.line), true) "
            f"FROM {source} POSITIONAL JOIN {judged} AS j"
        ).fetchall()
        if in_order:
            return f"{source} POSITIONAL JOIN {judged} AS j"
    return f"{source} JOIN {judged} AS j ON j.line = r.line"


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[str, int]]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - only where a column names businesses

    spellings, ids = [spelling for spelling, _ in rows], [number for _, number in rows]
    rows_in = pa.table({"s": pa.array(spellings, pa.string()), "i": pa.array(ids, pa.int32())})
    connection.register(f"{table}_in", rows_in)
    connection.execute(f"INSERT INTO {table} SELECT s, i FROM {table}_in")
    connection.unregister(f"{table}_in")


def numbered(context: Context, judged: str) -> None:
    """Tell equal records of one file apart: the second of a source's own id is known, of equal content another row."""
    context.connection.execute(
        f"""
        WITH equal AS (
            SELECT row_id FROM {judged} WHERE fault IS NULL GROUP BY row_id HAVING count(*) > 1
        ), counted AS (
            SELECT line, row_id, row_number() OVER (PARTITION BY row_id ORDER BY line) - 1 AS ordinal
            FROM {judged} WHERE fault IS NULL AND row_id IN (FROM equal)
        )
        UPDATE {judged} AS j
        SET known = own,
            row_id = CASE WHEN own THEN j.row_id ELSE md5_number_lower(j.row_id || ':' || ordinal) >> 1 END
        FROM counted WHERE counted.line = j.line AND ordinal > 0
        """
    )


def mark_known(context: Context, judged: str, parts: Sequence[Path], column: str, where: str = "true") -> None:
    """Mark the records whose id stands in one of the parts already."""
    if not parts:
        return
    files = ", ".join(literal(part) for part in parts)
    context.connection.execute(
        f"UPDATE {judged} SET known = true WHERE fault IS NULL AND row_id IN "
        f"(SELECT {identifier(column)} FROM read_parquet([{files}], union_by_name=true) WHERE {where})"
    )


def rejected(cells: Cells, context: Context, judged: str) -> list[Reject]:
    """Give the records that were refused, in the order of the file."""
    columns = ", ".join(f"c{i}" for i in range(len(cells.raw.columns)))
    rows = context.connection.execute(
        f"SELECT j.line, j.fault, left(concat_ws(', ', {columns}), {_SHOWN}) FROM {judged} AS j "
        f"JOIN {cells.raw.relation} AS r ON r.line = j.line WHERE j.fault IS NOT NULL ORDER BY j.line"
    ).fetchall()
    found = []
    for at, (line, reason, shown) in enumerate(rows):
        word, _, place = reason.partition(":")
        column = cells.raw.columns[int(place)] if place else ""
        found.append(Reject(line=line, reason=word, column=column, text=shown if at < _SHOWN_REJECTS else ""))
    return found


def outcome(cells: Cells, context: Context, judged: str, parts: Iterable[Part | None], when: str) -> Loaded:
    """Give what came of a judged table: its parts and counts, and the first and last day of ``when`` (SQL)."""
    [(loaded, known, oldest, newest)] = context.connection.execute(
        f"SELECT count(*) FILTER (NOT known), count(*) FILTER (known), min({when}), max({when}) "
        f"FROM {judged} WHERE fault IS NULL"
    ).fetchall()
    return Loaded(
        parts=tuple(part for part in parts if part),
        rejects=(*cells.raw.rejects, *rejected(cells, context, judged)),
        records=cells.raw.records,
        loaded=loaded,
        known=known,
        businesses={},
        newest=newest,
        oldest=oldest,
    )


def shown_in_full(mapping: Mapping) -> Mapping:
    """Give the mapping without the columns it ignores."""
    return replace(mapping, fields=tuple(f for f in mapping.fields if f.target != "ignore" and f.kind != "ignore"))
