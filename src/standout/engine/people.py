"""People: which columns name a person, and how people who are one are shown as one when a table is read.

Rule     parts stay as they are; a table is shown with one id for each person, the smallest of those they go by
Rule     a table that tells what somebody agreed to, or where they can be reached, keeps beside it the id as the list
         has it, so that a yes stays with the address it was given for
No row   where a tie would run from a person to themselves
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from standout.engine.grouping import quoted

PEOPLE = {"contacts": ("person_id",), "people": ("person_id",), "consents": ("person_id",),
          "orders": ("customer_id",), "sends": ("person_id",), "adoptions": ("person_id", "told_by"),
          "ties": ("from_id", "to_id"), "asks": ("person_id",), "codes": ("person_id",)}  # fmt: skip
"""The columns that name people, of each table."""

TELLING = frozenset(PEOPLE) - {"orders", "contacts"}
"""Who reads none of these learns of people only what they bought or are called: no merge is any of its business."""

LISTED = "listed_id"
AS_LISTED = ("contacts", "consents")
"""Tables that carry the id as the list has it."""

SAME = "people_who_are_one"
"""The relation of ids: ``held_as``, and what each ``counts_as``."""


def shown(table: str, columns: Iterable[str], same: Mapping[int, int]) -> list[str]:
    """Give the SQL of a table's fixed columns, people who are one under one id.

    Parameters
    ----------
    table : str
    columns : iterable of str
        Those its rows have.
    same : mapping of int to int
        The id each merged person counts as; empty where nobody is merged.

    """
    own = PEOPLE.get(table, ())
    found = [_one(column) if same and column in own else quoted(column) for column in columns if column != LISTED]
    return [*found, f"person_id AS {LISTED}"] if table in AS_LISTED else found


def kept(table: str) -> str:
    """Give the SQL of the rows of a table that are shown once people are one: no tie runs from one to themselves."""
    return "from_id <> to_id" if table == "ties" else "true"


def relation(same: Mapping[int, int]) -> pa.Table:
    """Give the relation `SAME`."""
    held_as, counts_as = (pa.array(ids, pa.int64()) for ids in (same.keys(), same.values()))
    return pa.table({"held_as": held_as, "counts_as": counts_as})


def _one(column: str) -> str:
    """Give the SQL of the id that a column's person counts as."""
    name = quoted(column)
    return f"coalesce((SELECT counts_as FROM {SAME} WHERE held_as = {name}), {name}) AS {name}"
