"""The embedded engine: DuckDB over the committed Parquet parts.

It is handed the list of parts and never looks into a folder itself, so that it sees what was committed
and nothing else.  Sums are integers throughout, so that any engine gives the same answer to the bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import pyarrow as pa

from standout import registry
from standout.engine import grouping, people
from standout.engine.grouping import quoted
from standout.tables import table as table_of
from standout.tables.table import ASPECT, DESCRIPTOR

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEMORY = "1GB"
BATCH_ROWS = 65_536
RAW = "reviews_as_loaded"
DATED = {
    "reviews": "reviewed_at", "facts": "seen_at", "orders": "ordered_at", "sends": "sent_at", "adoptions": "at",
    "plays": "made_at", "asks": "asked_at", "codes": "made_at", "actions": "done_at",
}  # fmt: skip
"""The day on which a row came to be known, of the tables that one can look back in."""


class DuckEngine:
    """The :class:`~standout.question.Engine` on one machine.

    Parameters
    ----------
    parts : mapping of str to sequence of Path
        The committed Parquet files of each table.
    made : mapping of str to Table
        Small tables that are held as Arrow: businesses, columns.
    merged : mapping of int to int
        Businesses the owner said are one: id as read, id it counts as.
    joined : mapping of str to sequence of str
        Aspects the owner said are one: the new column, those it stands for.
    memory : str
        How much DuckDB may hold before it spills.
    until : date, optional
        Show only what was known on that day; rows without a day are then left out.
    since : date, optional
        Show only what came to be known from that day on; rows without a day are then left out.
    where : sequence of (str, str)
        Show only reviews with these values: a descriptor's column, and what it must hold.
    tagged : bool
        Whether ``reviews`` carries the descriptors read from its words, those of ``tags``.
    same : mapping of int to int
        People who are one: id as a list has them, id they count as.

    """

    def __init__(  # noqa: PLR0913 - what to show is the caller's choice
        self,
        parts: Mapping[str, Sequence[Path]],
        made: Mapping[str, pa.Table] | None = None,
        merged: Mapping[int, int] | None = None,
        joined: Mapping[str, Sequence[str]] | None = None,
        memory: str = MEMORY,
        until: date | None = None,
        *,
        since: date | None = None,
        where: Sequence[tuple[str, str]] = (),
        tagged: bool = False,
        same: Mapping[int, int] | None = None,
    ) -> None:
        self._parts = parts
        self._made = made or {}
        self._merged = dict(merged or {})
        self._joined = dict(joined or {})
        self._until = until
        self._since = since
        self._where = tuple(where)
        self._tagged = tagged
        self._ibis = ibis.duckdb.connect(memory_limit=memory)
        self._connection: duckdb.DuckDBPyConnection = self._ibis.con
        self._connection.execute("SET enable_progress_bar = false")
        self._views: set[str] = set()
        self.same = dict(same or {})
        if self.same:
            self._connection.register(people.SAME, people.relation(self.same))

    def table(self, name: str) -> ir.Table:
        """Give a table as an Ibis expression; one that holds nothing has its columns all the same."""
        if name not in self._views:
            measures = registry.catalogue("standout.measures", "MEASURE")
            if name in measures:
                made = registry.load(measures[name].make, "standout.measures")(self)
                if isinstance(made, pa.Table):
                    self._connection.register(name, made)
                else:
                    self._ibis.create_view(name, made)
            elif name == "reviews":
                self._reviews()
            else:
                self._view(name)
            self._views.add(name)
        return self._ibis.table(name)

    def _reviews(self) -> None:
        """Make the view of reviews: with what their words say, and of one kind of customers alone if asked."""
        tagged = self._tagged and ("tags" in self._parts or "tags" in self._made)
        if not tagged and not self._where:
            self._view("reviews")
            return
        self._view("reviews", RAW)
        shown = self._with_tags() if tagged else self._ibis.table(RAW)
        for column, value in self._where:
            shown = shown.filter(shown[column] == value)
        self._ibis.create_view("reviews", shown)

    def _with_tags(self) -> ir.Table:
        """Give reviews with the descriptors read from their words, under the names no file took."""
        reviews, tags = self._ibis.table(RAW), self.table("tags")
        free = [name for name in tags.columns if name.startswith(DESCRIPTOR) and name not in reviews.columns]
        read = tags.select("review_id", *free)
        return reviews.left_join(read, "review_id").select(*reviews.columns, *free)

    def _view(self, name: str, shown_as: str = "") -> None:
        """Make the temporary view of one table, with the columns its parts have between them."""
        described, shown_as = table_of(name), shown_as or name
        if name in self._made:
            self._given(name, self._made[name], shown_as)
            return
        files = [str(file) for file in self._parts.get(name, ())]
        if not files:
            self._connection.register(shown_as, described.schema().empty_table())
            return
        rows = self._connection.read_parquet(files, union_by_name=True)
        fixed = [column.name for column in described.columns if column.name in rows.columns]
        joined = {new: [c for c in old if c in rows.columns] for new, old in self._joined.items()}
        hidden = {column for old in joined.values() for column in old}
        free = (
            sorted({c for c in rows.columns if c.startswith((ASPECT, DESCRIPTOR))} - hidden) if described.open else []
        )
        shown = self._fixed(name, fixed) + [quoted(column) for column in free]
        if described.open:
            shown += [f"coalesce({', '.join(map(quoted, old))}) AS {quoted(new)}" for new, old in joined.items() if old]
        self._seen(name, self._as_one(name, rows.project(", ".join(shown))), [*fixed, *free]).create_view(shown_as)

    def _as_one(self, name: str, rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        """Leave out what comes to nothing once people are one."""
        return rows.filter(people.kept(name)) if self.same and name in people.PEOPLE else rows

    def _fixed(self, name: str, columns: Sequence[str]) -> list[str]:
        """Give the SQL of a table's own columns: businesses the owner said are one have one id, and so have people."""
        if name in people.PEOPLE:
            return people.shown(name, columns, self.same)
        return [self._counted(column) for column in columns]

    def _given(self, name: str, held: pa.Table, shown_as: str) -> None:
        if (name in DATED and self._dated) or (name in people.PEOPLE and self.same):
            rows = self._connection.from_arrow(held)
            if name in people.PEOPLE:
                rows = self._as_one(name, rows.project(", ".join(people.shown(name, held.column_names, self.same))))
            self._seen(name, rows, held.column_names).create_view(shown_as)
        else:
            self._connection.register(shown_as, held)

    @property
    def _dated(self) -> bool:
        """Whether only the rows of some days are shown."""
        return bool(self._until or self._since)

    def _seen(self, name: str, rows: duckdb.DuckDBPyRelation, columns: Sequence[str]) -> duckdb.DuckDBPyRelation:
        """Keep what came to be known in the days asked for; a reply that came later is not seen yet."""
        if name not in DATED or not self._dated:
            return rows
        if DATED[name] not in columns:
            return rows.filter("false")
        kept = rows
        for sign, day in (("<=", self._until), (">=", self._since)):
            kept = kept.filter(f"{quoted(DATED[name])} {sign} DATE '{day}'") if day else kept
        if "reply_at" not in columns or not self._until:
            return kept
        return kept.project(f"* REPLACE (CASE WHEN reply_at <= DATE '{self._until}' THEN reply_at END AS reply_at)")

    def _counted(self, column: str) -> str:
        """Give a fixed column as it is shown: businesses the owner said are one have one id."""
        if column != "business_id" or not self._merged:
            return quoted(column)
        cases = " ".join(f"WHEN {old} THEN {new}" for old, new in sorted(self._merged.items()))
        return f"(CASE business_id {cases} ELSE business_id END)::INTEGER AS business_id"

    def arrow(self, expr: ir.Table) -> pa.Table:
        """Give the rows of an expression."""
        return self._ibis.to_pyarrow(expr)

    def batches(self, expr: ir.Table, order_by: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Give the rows of an expression a batch at a time, in order where one is named."""
        query = str(self._ibis.compile(expr.order_by(list(order_by)) if order_by else expr))
        yield from self._connection.sql(query).to_arrow_reader(BATCH_ROWS)

    def sums(
        self,
        expr: ir.Table,
        sets: Sequence[Sequence[str]],
        by: Sequence[str],
        scores: Sequence[str],
        cluster: str | None = None,
    ) -> pa.Table:
        """Give integer sums of ``scores``, grouped by ``by`` and each set of columns in ``sets``.

        As :meth:`standout.question.Engine.sums` says; a union of group-bys, which DuckDB does faster
        than grouping sets.
        """
        return grouping.sums(self._connection, str(self._ibis.compile(expr)), sets, by, scores, cluster)

    def map_partitions(
        self, function: str, expr: ir.Table, key: Sequence[str], given: Mapping[str, Any], makes: pa.Schema
    ) -> pa.Table:
        """Give ``function(rows, **given)`` for the rows of each ``key``, put together in key order."""
        work = registry.load(function)
        done = [work(rows, **given).cast(makes) for rows in self._partitions(expr, key)]
        return pa.concat_tables(done) if done else makes.empty_table()

    def _partitions(self, expr: ir.Table, key: Sequence[str]) -> Iterator[pa.Table]:
        held: list[pa.RecordBatch] = []
        current: tuple[Any, ...] | None = None
        for batch in self.batches(expr, key):
            keys = list(zip(*(batch.column(name).to_pylist() for name in key), strict=True))
            start = 0
            for place, value in enumerate(keys):
                if value != current and current is not None:
                    held.append(batch.slice(start, place - start))
                    yield pa.Table.from_batches(held)
                    held, start = [], place
                current = value
            held.append(batch.slice(start))
        if held:
            yield pa.Table.from_batches(held)
