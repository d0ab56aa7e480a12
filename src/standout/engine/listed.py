"""Listed: the people that stand on lists, as each list has them.

Reads    contacts, people; of every table the ids
Makes    entries, names and ids
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from standout.engine.linking import Entry
from standout.engine.people import PEOPLE

Parts = Mapping[str, Sequence[Path]]


def entries(parts: Parts) -> list[Entry]:
    """Give everybody on the lists as each list has them, each once."""
    contacts = [str(file) for file in parts.get("contacts", ())]
    if not contacts:
        return []
    people = [str(file) for file in parts.get("people", ())]
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        works = "SELECT NULL::BIGINT AS person_id, NULL::VARCHAR AS organisation WHERE false"
        if people:
            works = (f"SELECT person_id, max(organisation) AS organisation FROM read_parquet({people}, "
                     f"union_by_name=true) GROUP BY 1")  # fmt: skip
        rows = connection.execute(
            f"SELECT DISTINCT person_id, coalesce(name, ''), coalesce(email, ''), coalesce(phone, ''), "
            f"coalesce(organisation, '') FROM read_parquet({contacts}, union_by_name=true) "
            f"LEFT JOIN ({works}) USING (person_id) ORDER BY ALL"
        ).fetchall()
    return [Entry(person_id=p, name=n, email=e, phone=t, organisation=o) for p, n, e, t, o in rows]


def held_ids(parts: Parts) -> set[int]:
    """Give the id of everybody whom any table names."""
    found: set[int] = set()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for table, columns in PEOPLE.items():
            files = [str(file) for file in parts.get(table, ())]
            for column in columns if files else ():
                rows = connection.execute(
                    f"SELECT DISTINCT {column} FROM read_parquet({files}, union_by_name=true) "
                    f"WHERE {column} IS NOT NULL"
                ).fetchall()
                found |= {person for (person,) in rows}
    return found


def names(parts: Parts) -> list[tuple[int, str]]:
    """Give each id on a list with each name it has."""
    contacts = [str(file) for file in parts.get("contacts", ())]
    if not contacts:
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT DISTINCT person_id, name FROM read_parquet({contacts}, union_by_name=true) "
            f"WHERE trim(name) <> '' ORDER BY ALL"
        ).fetchall()
