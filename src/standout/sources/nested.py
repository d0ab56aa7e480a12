"""Nested text (JSON, JSON lines, the ``.js`` files of an archive of posts) into relations.

An object becomes a record, its inner objects dotted columns: ``reviewer.displayName``.  The longest list of
objects inside an object is the table, as in ``{"meta": {...}, "data": {"reviews": [...]}}``, which is
``data.reviews``; lists beside it in the same object, and of the same name elsewhere, are tables too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from standout.errors import FileUnreadable
from standout.sources.records import Record
from standout.sources.relations import Relation, from_records
from standout.words import say

_MOST_BYTES = 512 << 20
_ASSIGNED = re.compile(r"^\s*(?:window\.|var |const |let )?[\w.$\[\]\"']+\s*=\s*(?=[\[{])")
_SHOWN = 300
_DEPTH = 8
_LIST_DEPTH = 4
"""How many keys may lead to a list of records."""


@dataclass(frozen=True, slots=True)
class Nested:
    """One table found in the text: its key, columns, records, and the records that can't be read."""

    key: str
    columns: tuple[str, ...]
    relation: Relation
    broken: tuple[Record, ...] = ()


def tables(path: Path, named: str, connection: duckdb.DuckDBPyConnection) -> tuple[str, list[Nested]]:
    """Give the format (json or jsonl) and every table in a file of UTF-8 text.

    Raises
    ------
    FileUnreadable
        If it isn't JSON, breaks off, holds no table, or is too large to hold in memory.

    """
    if path.stat().st_size > _MOST_BYTES:
        raise FileUnreadable(say("reading.json_large", file=named), say("reading.json_split"))
    text = path.read_text(encoding="utf-8", errors="replace")
    whole = _ASSIGNED.sub("", text, count=1).rstrip().removesuffix(";")
    try:
        tree = json.loads(whole)
    except (json.JSONDecodeError, RecursionError) as fault:
        found = _lines(text, connection)
        if found is None:
            line = fault.lineno if isinstance(fault, json.JSONDecodeError) else 1
            raise FileUnreadable(say("reading.bad_json", file=named, line=line), say("reading.export_again")) from fault
        return "jsonl", [found]
    if isinstance(tree, dict) and "\n" not in whole.strip() and path.suffix.lower() in (".jsonl", ".ndjson"):
        return "jsonl", [_table("", enumerate([tree], 1), connection)]
    lists = list(_lists(tree))
    if not lists:
        raise FileUnreadable(say("reading.no_table", file=named), say("reading.export_again"))
    return "json", [_counted(key, rows, connection) for key, rows in lists]


def _counted(key: str, found: list[Any], connection: duckdb.DuckDBPyConnection) -> Nested:
    """Give the table of a list: its objects are records, and whatever else stands in it is turned away."""
    rows = [(place, _unwrapped(row)) for place, row in enumerate(found, 1) if isinstance(row, dict)]
    other = [
        Record(place, reason="not_a_record", text=json.dumps(row, ensure_ascii=False)[:_SHOWN])
        for place, row in enumerate(found, 1)
        if not isinstance(row, dict)
    ]
    return _table(key, rows, connection, tuple(other))


def _lists(tree: Any) -> Iterator[tuple[str, list[Any]]]:
    """Give every list that is a table, by the keys that lead to it; it holds at least one object."""
    if isinstance(tree, list):
        if _objects(tree):
            yield "", tree
        return
    if not isinstance(tree, dict):
        return
    inside = list(_inside(tree))
    longest = max(inside, key=lambda found: _objects(found[1]), default=None)
    if _alike(tree) and (longest is None or _objects(longest[1]) <= len(tree)):
        yield "", list(tree.values())
    elif longest is not None:
        *above, key = longest[0]
        for path, rows in inside:
            if path[:-1] == tuple(above) or (len(path) == len(above) + 1 and path[-1] == key):
                yield ".".join(path), rows
    elif len(tree) == 1 and isinstance(inner := next(iter(tree.values())), dict):
        yield from _lists(inner)
    elif len(tree) > 1 and all(isinstance(value, dict) for value in tree.values()):
        yield "", list(tree.values())
    elif tree:
        yield "", [tree]


def _inside(tree: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Give every list of objects inside objects, with the keys that lead to it."""
    for key, value in tree.items():
        if isinstance(value, list) and _objects(value):
            yield (*above, key), value
        elif isinstance(value, dict) and len(above) + 1 < _LIST_DEPTH:
            yield from _inside(value, (*above, key))


def _objects(rows: list[Any]) -> int:
    return sum(isinstance(row, dict) for row in rows)


def _alike(tree: dict[str, Any]) -> bool:
    """Tell whether an object is records by their ids: several objects that share half of their keys."""
    if len(tree) < 2 or not all(isinstance(value, dict) for value in tree.values()):
        return False
    shared = set.intersection(*(set(value) for value in tree.values()))
    return 2 * len(shared) * len(tree) >= sum(len(value) for value in tree.values()) > 0


def _unwrapped(row: dict[str, Any]) -> dict[str, Any]:
    """Give what is inside ``{"follower": {...}}``: an object whose only key names its kind."""
    inner = next(iter(row.values())) if len(row) == 1 else None
    return inner if isinstance(inner, dict) and inner else row


def _lines(text: str, connection: duckdb.DuckDBPyConnection) -> Nested | None:
    rows: list[tuple[int, dict[str, Any]]] = []
    broken: list[Record] = []
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (json.JSONDecodeError, RecursionError):
            row = None
        if isinstance(row, dict):
            rows.append((line, row))
        else:
            broken.append(Record(line, reason="not_json", text=written[:_SHOWN]))
    if not rows or len(broken) > len(rows):
        return None
    return _table("", rows, connection, tuple(broken))


def _table(
    key: str,
    rows: Iterable[tuple[int, dict[str, Any]]],
    connection: duckdb.DuckDBPyConnection,
    broken: tuple[Record, ...] = (),
) -> Nested:
    flat = [(line, flattened(row)) for line, row in rows]
    columns = tuple(dict.fromkeys(column for _, row in flat for column in row))
    empty = [Record(line, reason="nothing_in_it") for line, row in flat if not any(row.values())]
    cells = ((line, [row.get(column) for column in columns]) for line, row in flat)
    return Nested(key, columns, from_records(connection, len(columns), cells), (*broken, *empty))


def flattened(row: dict[str, Any], above: str = "", depth: int = 0) -> dict[str, str | None]:
    """Give an object's values as text under dotted names; a list of one object is that object.

    Examples
    --------
    >>> flattened({"reviewer": {"name": "Ann"}, "stars": 5, "tags": ["a", "b"]})
    {'reviewer.name': 'Ann', 'stars': '5', 'tags': 'a, b'}

    """
    flat: dict[str, str | None] = {}
    for key, value in row.items():
        name = f"{above}{key}"
        inner = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(inner, dict) and depth < _DEPTH:
            flat |= flattened(inner, f"{name}.", depth + 1)
        else:
            flat[name] = _text(inner)
    return flat


def _text(value: Any) -> str | None:
    match value:
        case None | "" | [] | {}:
            return None
        case bool():
            return str(value).lower()
        case str():
            return _unscrambled(value.replace("\r\n", "\n").replace("\r", "\n"))
        case list() if not any(isinstance(v, dict | list) for v in value):
            return ", ".join(text for v in value if (text := _text(v)))
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _unscrambled(text: str) -> str:
    """Undo UTF-8 that was written as Latin-1, as one large network's downloads have it."""
    if text.isascii() or any(ord(c) > 0xFF for c in text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return text
