"""Loading: a raw table and a mapping become Parquet parts, every record loaded, known or rejected.

The work is done where the rows are; Python sees the names of businesses and the rejects, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from standout.errors import MappingError
from standout.sources import (
    load_adoptions,
    load_claims,
    load_facts,
    load_marks,
    load_orders,
    load_people,
    load_reviews,
    load_sends,
    load_ties,
)
from standout.sources.source import Loaded, Mapping, Raw
from standout.words import nearest, say

_TABLES = {
    "reviews": load_reviews.load,
    "orders": load_orders.load,
    "people": load_people.load,
    "facts": load_facts.load,
    "sends": load_sends.load,
    "claims": load_claims.load,
    "marks": load_marks.load,
    "adoptions": load_adoptions.load,
    "ties": load_ties.load,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an import needs to know of the workspace it goes to.

    ``known`` holds the committed parts by table; ``names`` the spellings that are remembered for a business;
    ``columns`` the rows of the ``columns`` table, each with the ``source`` it came from.
    """

    connection: duckdb.DuckDBPyConnection
    folder: Path  # where part files are written
    salt: str
    today: date
    known: MappingOf[str, Sequence[Path]] = field(default_factory=dict)
    names: MappingOf[str, str] = field(default_factory=dict)
    columns: Sequence[MappingOf[str, Any]] = ()


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load a raw table as its mapping says, into part files that are not yet part of the workspace.

    Parameters
    ----------
    raw : Raw
        As ``reading.open_file`` gave it; its relation is in ``context.connection``.
    mapping : Mapping
        What each column is.
    context : Context
        Where the parts go, and what is held already.

    Returns
    -------
    Loaded
        ``records == loaded + known + len(rejects)``, always.

    Raises
    ------
    MappingError
        If the mapping names a column the file doesn't have, or a table no file goes to.

    """
    if mapping.table not in _TABLES:
        raise MappingError(say("loading.no_table", name=mapping.table, near=nearest(mapping.table, _TABLES)))
    named = [f.column for f in mapping.fields if f.target != "ignore"]
    named += [f.only_when[0] for f in mapping.fields if f.only_when]
    for column in [*named, *mapping.fill_down, *([mapping.fill_key] if mapping.fill_key else [])]:
        if column not in raw.columns:
            raise MappingError(say("loading.no_column", name=column, near=nearest(column, raw.columns)))
    return _TABLES[mapping.table](raw, mapping, context)
