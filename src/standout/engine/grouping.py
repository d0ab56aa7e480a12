"""Grouped integer sums on DuckDB, with what a clustered variance needs.

Most reviewers judge a business once, and are then a cluster of one whose sums are the row's own.  So the
rows are parted: those whose reviewer comes back for the same ``by`` are summed by cluster first, all
others are summed once.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

ENUM_MOST = 5_000  # descriptors with more values than this stay text; an enum would cost more than it saves


def sums(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    sets: Sequence[Sequence[str]],
    by: Sequence[str],
    scores: Sequence[str],
    cluster: str | None,
) -> pa.Table:
    """Give the sums of :meth:`standout.question.Engine.sums` over the rows of ``query``."""
    columns = sorted({column for columns in sets for column in columns})
    try:
        _hold(connection, query, columns, by, scores, cluster)
        figures = _figures(scores, clustered=cluster is not None)
        totals = ", ".join(f"sum({quoted(name)})::BIGINT AS {quoted(name)}" for name in figures)
        found = []
        for place, names in enumerate(sets):  # one set at a time: together they would need their memory together
            rows = _once(place, names, columns, by, scores, cluster)
            if cluster is not None:
                rows += f" UNION ALL {_twice(place, names, columns, by, scores)}"
            keys = ", ".join(["set", *map(quoted, by), *map(quoted, columns)])
            order = ", ".join(f"{key} NULLS FIRST" for key in keys.split(", "))
            query = f"SELECT {keys}, {totals} FROM ({rows}) GROUP BY {keys} ORDER BY {order}"
            found.append(connection.sql(query).to_arrow_table())
        return pa.concat_tables(found)
    finally:
        connection.execute("DROP TABLE IF EXISTS held_rows")


def _hold(
    work: duckdb.DuckDBPyConnection,
    query: str,
    columns: Sequence[str],
    by: Sequence[str],
    scores: Sequence[str],
    cluster: str | None,
) -> None:
    """Make ``held_rows``: only what is summed, descriptors as enums, and whether the cluster comes back."""
    work.execute("DROP TABLE IF EXISTS held_rows")
    shown = [*map(quoted, by), *map(quoted, scores)]
    for place, column in enumerate(columns):
        # two statements rather than one: an enum's values must be known before a cast to it is planned
        found = work.execute(
            f"SELECT DISTINCT {quoted(column)}::VARCHAR FROM ({query}) WHERE {quoted(column)} IS NOT NULL"
        )
        values = sorted(value for (value,) in found.fetchall())
        if not values or len(values) > ENUM_MOST:
            shown.append(f"{quoted(column)}::VARCHAR AS {quoted(column)}")
            continue
        work.execute(f"DROP TYPE IF EXISTS held_enum_{place}")
        work.execute(f"CREATE TYPE held_enum_{place} AS ENUM ({', '.join(_text(v) for v in values)})")
        shown.append(f"{quoted(column)}::VARCHAR::held_enum_{place} AS {quoted(column)}")
    if cluster is None:
        work.execute(f"CREATE TEMP TABLE held_rows AS SELECT {', '.join(shown)} FROM ({query})")
        return
    keys = ", ".join([*map(quoted, by), quoted(cluster)])
    met = " AND ".join(f"r.{key} = b.{key}" for key in keys.split(", "))
    work.execute(
        f"CREATE TEMP TABLE held_rows AS WITH b AS ({query}), "
        f"r AS (SELECT {keys} FROM b WHERE {quoted(cluster)} IS NOT NULL GROUP BY {keys} HAVING count(*) > 1) "
        f"SELECT {', '.join(f'b.{name}' for name in shown)}, "
        f"CASE WHEN r.{quoted(cluster)} IS NULL THEN NULL ELSE b.{quoted(cluster)} END AS held_cluster "
        f"FROM b LEFT JOIN r ON {met}"
    )


def _once(
    place: int,
    names: Sequence[str],
    columns: Sequence[str],
    by: Sequence[str],
    scores: Sequence[str],
    cluster: str | None,
) -> str:
    """Sum rows that are a cluster of their own: its sum is the score, its count is one."""
    grouped = [*map(quoted, by), *map(quoted, names)]
    added, shown = [], []
    for s in scores:
        n, total, squares = quoted(f"n_{s}"), quoted(f"sum_{s}"), quoted(f"sumsq_{s}")
        score = quoted(s)
        added += [f"count({score}) AS {n}", f"sum({score}) AS {total}", f"sum({score}::INTEGER * {score}) AS {squares}"]
        same = {"n": n, "sum": total, "sumsq": squares}
        if cluster is not None:
            same |= {"clusters": n, "css": squares, "csn": total, "cnn": n}
        shown += [f"coalesce({name}, 0)::BIGINT AS {quoted(f'{what}_{s}')}" for what, name in same.items()]
    where = [f"{quoted(name)} IS NOT NULL" for name in names] + (
        ["held_cluster IS NULL"] if cluster is not None else []
    )
    rows = f"SELECT {', '.join([*grouped, *added])} FROM held_rows"
    rows += f" WHERE {' AND '.join(where)}" if where else ""
    rows += f" GROUP BY {', '.join(grouped)}" if grouped else " HAVING count(*) > 0"
    return _shown(place, names, columns, by, shown, f"({rows})")


def _twice(place: int, names: Sequence[str], columns: Sequence[str], by: Sequence[str], scores: Sequence[str]) -> str:
    """Sum rows of clusters that come back: by cluster first, then over clusters."""
    keys = ", ".join([*map(quoted, by), *map(quoted, names), "held_cluster"])
    inner = ", ".join(
        f"count({quoted(s)})::BIGINT AS {quoted(f'n_{s}')}, "
        f"coalesce(sum({quoted(s)}::BIGINT), 0)::BIGINT AS {quoted(f'sum_{s}')}, "
        f"coalesce(sum({quoted(s)}::BIGINT * {quoted(s)}), 0)::BIGINT AS {quoted(f'sumsq_{s}')}"
        for s in scores
    )
    where = " AND ".join(["held_cluster IS NOT NULL", *(f"{quoted(name)} IS NOT NULL" for name in names)])
    rows = f"(SELECT {keys}, {inner} FROM held_rows WHERE {where} GROUP BY {keys})"
    shown = []
    for s in scores:
        n, total, squares = quoted(f"n_{s}"), quoted(f"sum_{s}"), quoted(f"sumsq_{s}")
        for sql, what in (
            (n, "n"), (total, "sum"), (squares, "sumsq"), (f"({n} > 0)::BIGINT", "clusters"),
            (f"{total} * {total}", "css"), (f"{total} * {n}", "csn"), (f"{n} * {n}", "cnn"),
        ):  # fmt: skip
            shown.append(f"sum({sql})::BIGINT AS {quoted(f'{what}_{s}')}")
    groups = ", ".join([*map(quoted, by), *map(quoted, names)])
    outer = f"(SELECT {', '.join([*([groups] if groups else []), *shown])} FROM {rows}"
    outer += f" GROUP BY {groups})" if groups else " HAVING count(*) > 0)"
    return _shown(place, names, columns, by, [quoted(f) for f in _figures(scores, clustered=True)], outer)


def _shown(
    place: int, names: Sequence[str], columns: Sequence[str], by: Sequence[str], shown: Sequence[str], rows: str
) -> str:
    keys = [quoted(name) for name in by]
    keys += [f"{quoted(c)}::VARCHAR AS {quoted(c)}" if c in names else f"NULL::VARCHAR AS {quoted(c)}" for c in columns]
    return f"SELECT {place}::INTEGER AS set, {', '.join([*keys, *shown])} FROM {rows}"


def _figures(scores: Sequence[str], *, clustered: bool) -> list[str]:
    kinds = ["n", "sum", "sumsq", *(["clusters", "css", "csn", "cnn"] if clustered else [])]
    return [f"{kind}_{score}" for score in scores for kind in kinds]


def quoted(name: str) -> str:
    """Give a column's name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
