"""Readings: what the words of reviews say, read where a question needs it, kept, and handed to the engine.

A text is read once: what was found in it is kept as part files that the index names, under the key of how it was read.
A step is kept whole or not at all, so that a reading that is killed goes on where it stopped.  Where nothing may be
written, or another process is importing, what is read serves this one question and is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from standout.errors import WorkspaceError
from standout.tables.table import DESCRIPTOR
from standout.workspace import read_index, read_ways
from standout.workspace.read_index import LOTS, Piece, Worded
from standout.workspace.read_ways import Way

if TYPE_CHECKING:
    from standout.workspace.config import Config
    from standout.workspace.index import Index

Tell = Callable[[str, int, int], None]
"""What is told the way of reading, how many texts were read in it, and how many there are to read."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is read of the words held.

    Attributes
    ----------
    pieces : tuple of (Piece, int)
        What was found, each with the lot up to which it counts.
    tables : dict
        Small tables that go with it: the themes.
    work : dict
        What was done, as evidence keeps it: ``texts_held``, ``texts_read`` (in a language the reader knows), and how.

    """

    pieces: tuple[tuple[Piece, int], ...] = ()
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    work: Mapping[str, int | str] = field(default_factory=dict)

    def given(self, without: Collection[str] = ()) -> tuple[dict[str, list[Path]], dict[str, pa.Table]]:
        """Give what an engine takes: part files by table, and tables in memory where files hold more than counts.

        Rows of files whose SHA-256 is in ``without`` are left out.
        """
        files: dict[str, list[Path]] = {}
        made = dict(self.tables)
        left = [(piece, upto) for piece, upto in self.pieces if piece.sha256 not in without]
        for table in dict.fromkeys(piece.table for piece, _ in left):
            mine = [(piece, upto) for piece, upto in left if piece.table == table]
            if all(piece.rows is None and piece.high <= upto for piece, upto in mine):
                files[table] = [piece.path for piece, _ in mine if piece.path]
            elif rows := [found for piece, upto in mine if (found := _counted(piece, upto)) is not None]:
                made[table] = pa.concat_tables(rows, promote_options="default")
        return {table: paths for table, paths in files.items() if paths}, made

    def tagged(self) -> set[str]:
        """Give the descriptors that occur."""
        tags = [piece for piece, _ in self.pieces if piece.table == "tags"]
        kept = [name for piece in tags if piece.path for name in pq.read_schema(piece.path).names]
        unkept = [name for piece in tags if piece.rows is not None for name in piece.rows.column_names]
        return {name for name in kept + unkept if name.startswith(DESCRIPTOR)}


def _counted(piece: Piece, upto: int) -> pa.Table | None:
    """Give the rows of the reviews in the lots that count; None where there are none."""
    rows = piece.read()
    if rows is None or piece.high <= upto:
        return rows
    return rows.filter(pa.array(read_index.lots(rows["review_id"]) < upto))


def bring(store: Path, index: Index, config: Config, tables: Collection[str], tell: Tell | None = None) -> Done:
    """Give what the words held say, after reading those that weren't yet read in this way.

    Parameters
    ----------
    store : Path
        The folder that holds the index and the parts.
    index : Index
        The index.
    config : Config
        Its ``read`` says how to read: trade, aspects, reader, most.
    tables : collection of str
        What is needed: ``readings``, ``mentions``, ``tags``, ``themes``, ``theme_sentences``, or measures over these;
        other tables are none of its business.
    tell : callable, optional
        Told after every step how many texts were read in which way, and how many there are to read.

    Raises
    ------
    UsageError
        If ``standout.toml`` names a reader whose weights aren't here.

    """
    names = read_ways.needed(tables)
    parts = read_index.worded(store, index) if names else []
    if not parts:
        return Done()
    held, most = sum(part.texts for part in parts), int(config.read.get("most", read_ways.MOST))
    pieces: list[tuple[Piece, int]] = []
    made: dict[str, pa.Table] = {}
    work: dict[str, int | str] = {}
    for way in read_ways.ways(store, index, config, names, parts):
        reach = way.reach(held, most)
        pieces += [(piece, reach) for piece in _brought(store, index, way, reach, tell)]
        made |= way.tables
        work |= way.about
    done = Done(tuple(pieces), made)
    if "words" in names:
        work |= {"texts_held": held, "texts_read": _read(done)}
    return replace(done, work=work)


def _read(done: Done) -> int:
    files, made = done.given()
    flags = [pq.read_table(file, columns=["read"])["read"] for file in files.get("readings", ())]
    flags += [made["readings"]["read"]] if "readings" in made else []
    return sum(pc.sum(one).as_py() or 0 for one in flags)


def _brought(store: Path, index: Index, way: Way, reach: int, tell: Tell | None) -> list[Piece]:
    """Give what was found in one way, after reading what is missing; one process reads at a time."""
    may_keep = read_index.writable(store)
    while may_keep and _missing(store, index, way, reach):
        with read_index.alone(store) as mine:
            missing = _missing(store, index, way, reach) if mine else []
            if missing:
                may_keep = _kept(store, index, way, next(_steps(missing, way.step)))
        if tell and mine:
            tell(way.name, *_progress(store, index, way, reach))
    pieces = read_index.pieces(store, index, way.name, way.key)
    if not may_keep:
        for step in _steps(_missing(store, index, way, reach), way.step):
            pieces += [
                Piece(part.part_id, part.sha256, table, low, high, rows=rows if rows.num_rows else None)
                for part, low, high, tables in _found(store, way, step) for table, rows in tables.items()
            ]  # fmt: skip
    return pieces


Span = tuple[Worded, int, int]
"""A part of reviews, the first lot to read, and the one after the last."""


def _missing(store: Path, index: Index, way: Way, reach: int) -> list[Span]:
    """Give the lots of each part that weren't read yet."""
    done: dict[int, int] = {}
    for piece in read_index.pieces(store, index, way.name, way.key):
        done[piece.part_id] = max(done.get(piece.part_id, 0), piece.high)
    parts = read_index.worded(store, index)
    return [(part, done.get(part.part_id, 0), reach) for part in parts if done.get(part.part_id, 0) < reach]


def _steps(missing: Sequence[Span], size: int) -> Iterator[list[Span]]:
    """Give what is read together: about ``size`` texts, of several small parts or some lots of a large one."""
    step: list[Span] = []
    room = float(size)
    for part, first, reach in missing:
        low, wide = first, max(LOTS * size // part.texts, 1)
        while low < reach:
            high = min(low + wide, reach)
            texts = part.texts * (high - low) / LOTS
            if step and texts > room:
                yield step
                step, room = [], float(size)
            step.append((part, low, high))
            room -= texts
            low = high
    if step:
        yield step


def _found(store: Path, way: Way, step: Sequence[Span]) -> list[tuple[Worded, int, int, dict[str, pa.Table]]]:
    """Read the texts of a step together; give what each of its parts gave."""
    ids, texts = [], []
    of_each = []
    for part, low, high in step:
        mine, said = read_index.texts_of(store, part, low, high)
        of_each.append(mine)
        ids += mine
        texts += said
    made = way.make(ids, texts)
    if len(step) == 1:
        return [(*step[0], dict(made))]
    return [
        (part, low, high, {table: read_ways.split(rows, mine) for table, rows in made.items()})
        for (part, low, high), mine in zip(step, of_each, strict=True)
    ]


def _kept(store: Path, index: Index, way: Way, step: Sequence[Span]) -> bool:
    """Read a step and keep it; tell whether it could be kept."""
    try:
        read_index.keep(store, index, way.name, way.key, _found(store, way, step))
    except WorkspaceError:
        return False
    return True


def _progress(store: Path, index: Index, way: Way, reach: int) -> tuple[int, int]:
    """Give how many texts were read, and how many there are to read."""
    of = sum(part.texts for part in read_index.worded(store, index)) * reach // LOTS
    left = sum(part.texts * (high - low) for part, low, high in _missing(store, index, way, reach)) // LOTS
    return of - left, of
