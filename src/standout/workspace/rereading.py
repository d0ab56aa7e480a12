"""Rereading: whether texts that were read before still say the same, when they are read again.

Answers rest on readings that are kept.  Here a part of the texts, or all, are read anew and compared: chances within
two thousandths, tags, themes and the rest to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from standout.errors import VerifyError
from standout.words import say
from standout.workspace import read_index, read_ways
from standout.workspace.read_index import LOTS, Piece, Worded
from standout.workspace.read_ways import Way

if TYPE_CHECKING:
    from pathlib import Path

    from standout.workspace.workspace import Workspace

MOST = 500
"""So many texts are read again where nobody asks for more."""
WITHIN = 2
"""Thousandths by which a chance may differ: another processor may round another way."""
LEAST = 200 + 3 * WITHIN
"""A mention weaker than this may be there once and not again."""
SAME = {"readings": ("sentences", "words_hash"), "theme_sentences": ("theme",)}
"""Columns that are compared to the letter; of ``tags`` all are."""
TONES = ("negative", "neutral", "positive")


def reread(workspace: Workspace, most: int = MOST) -> int:
    """Read texts again and compare; give how many.

    Parameters
    ----------
    workspace : Workspace
        Where they are held.
    most : int
        How many at most, drawn by the ids of their reviews; 0 for all that were read.

    Raises
    ------
    VerifyError
        If a text now says something else; the message names the review.

    """
    store, index, config = workspace.store, workspace.index, workspace.config
    parts = read_index.worded(store, index)
    held = sum(part.texts for part in parts)
    high = LOTS if not most or held <= most else max(LOTS * most // held, 1)
    many = [
        sum(_reread_part(store, way, part, kept, high) for part in parts)
        for way in (read_ways.ways(store, index, config, _read(workspace), parts) if parts else ())
        for kept in [read_index.pieces(store, index, way.name, way.key_of)]
    ]
    return max(many, default=0)


def _reread_part(store: Path, way: Way, part: Worded, kept: Sequence[Piece], high: int) -> int:
    """Read the texts of a part again, as far as they were read, and compare; give how many."""
    mine = [piece for piece in kept if piece.part_id == part.part_id]
    reach = min(max((piece.high for piece in mine), default=0), high)
    ids, texts = read_index.texts_of(store, part, 0, reach) if reach else ([], [])
    if ids:
        _compare(mine, way.make_of(part.part_id)(ids, texts), ids)
    return len(ids)


def _read(workspace: Workspace) -> set[str]:
    """Give the ways in which anything was read."""
    if not workspace.index.has("readings"):
        return set()
    return {row["way"] for row in workspace.index.rows("SELECT DISTINCT way FROM readings")}


def _compare(kept: Sequence[Piece], found: Mapping[str, pa.Table], ids: Sequence[int]) -> None:
    for table, rows in found.items():
        pieces = [one.read() for one in kept if one.table == table]
        before = [read_ways.split(one, ids) for one in pieces if one is not None]
        old = pa.concat_tables(before, promote_options="default") if before else rows.schema.empty_table()
        wrong = _mentions(old, rows) if table == "mentions" else _letters(table, old, rows)
        if wrong is not None:
            raise VerifyError(say("read.differs", review=wrong))


def _letters(table: str, old: pa.Table, new: pa.Table) -> int | None:
    """Give the first review of which something differs."""
    first, again = (_rows(table, one) for one in (old, new))
    return min((key[0] for key in first.keys() | again.keys() if first.get(key) != again.get(key)), default=None)


def _rows(table: str, rows: pa.Table) -> dict[tuple[int, int], object]:
    keys = ("review_id", "sentence")
    compared = SAME.get(table) or sorted(set(rows.column_names) - set(keys))
    return {
        (row["review_id"], row.get("sentence", 0)): [(name, row[name]) for name in compared if row[name] is not None]
        for row in rows.to_pylist()
    }


def _mentions(old: pa.Table, new: pa.Table) -> int | None:
    """Give the first review of which a chance differs by more than it may."""
    first, again = ({(r["review_id"], r["sentence"], r["aspect"]): r for r in one.to_pylist()} for one in (old, new))
    for key in sorted(first.keys() | again.keys()):
        one, other = first.get(key), again.get(key)
        if one and other:
            if any(abs(one[tone] - other[tone]) > WITHIN for tone in TONES):
                return int(key[0])
        elif sum((one or other or {}).get(tone, 0) for tone in TONES) > LEAST:
            return int(key[0])
    return None
