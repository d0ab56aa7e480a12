"""The tables, one file for each family; ``table(name)`` gives one, ``tables()`` all of them."""

from __future__ import annotations

from functools import cache

from standout import registry
from standout.errors import TableError
from standout.tables.table import Column, Table
from standout.words import nearest, say

__all__ = ["Column", "Table", "table", "tables"]


@cache
def tables() -> dict[str, Table]:
    """Give every table there is, by name."""
    families = registry.catalogue(__name__, "TABLES")
    return {table.name: table for family in families.values() for table in family}


def table(name: str) -> Table:
    """Give the table called ``name``.

    Raises
    ------
    TableError
        If there is none; the message names the nearest.

    """
    known = tables()
    if name not in known:
        raise TableError(say("tables.unknown", name=name, near=nearest(name, known)))
    return known[name]
