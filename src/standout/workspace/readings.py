"""Readings: what the words of reviews say, read where a question needs it, kept, and handed to the engine.

A text is read once: what was found in it is kept as part files that the index names, under the key of how it was read.
A step is kept whole or not at all, so that a reading that is killed goes on where it stopped.  Where nothing may be
written, or another process is importing, what is read serves this one question and is not kept; then it is no more
than a question reads by itself.  Where another process is reading, what it has read serves after a while.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from standout.errors import WorkspaceError
from standout.tables.table import DESCRIPTOR
from standout.workspace import read_index, read_reach, read_ways
from standout.workspace.read_index import LOTS, Piece, Worded
from standout.workspace.read_ways import Way

if TYPE_CHECKING:
    from standout.workspace.config import Config
    from standout.workspace.index import Index

Tell = Callable[[str, int, int], None]
"""What is told the way of reading, how many texts were read in it, and how many there are to read."""


Span = tuple[Worded, int, int]
"""A part of reviews, the first lot to read, and the one after the last."""

PATIENCE = 10.0
"""So many seconds a question waits for another process that reads."""
TRIES = 3
"""So many times it tries to keep what it read while another process writes."""


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
        What was done, as evidence keeps it: ``texts_held``, ``texts_left`` (not looked at), ``texts_read`` (in a
        language the reader knows), and how.

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


def bring(
    store: Path, index: Index, config: Config, tables: Collection[str], tell: Tell | None = None, *, whole: bool = False
) -> Done:
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
    whole : bool
        Whether to read all that is held, whatever ``most`` says; that it was is kept, and later questions count it.

    Raises
    ------
    UsageError
        If ``standout.toml`` names a reader whose weights aren't here.

    """
    names = read_ways.needed(tables)
    parts = read_index.worded(store, index) if names else []
    if not parts:
        return Done()
    most = 0 if whole else int(config.read.get("most", read_ways.MOST))
    ways = list(read_ways.ways(store, index, config, names, parts))
    reaches = read_reach.reaches(index, ways, parts, most)
    found = {way.name: _brought(_Job(store, index, way, parts, reaches[way.name]), tell) for way in ways}
    reached = {name: upto for name, (_, upto) in found.items()}
    if whole and read_reach.whole(reached):
        read_reach.mark(index, ways, parts)
    counted = read_reach.together(reached)
    pieces = tuple((piece, counted[name]) for name, (mine, _) in found.items() for piece in mine)
    done = Done(pieces, {table: rows for way in ways for table, rows in way.tables.items()})
    work: dict[str, int | str] = {name: said for way in ways for name, said in way.about.items()}
    if "words" in names:
        held = sum(part.texts for part in parts)
        looked_at, read = _read(done)
        left = held - looked_at if counted["words"] < LOTS else 0
        work |= {"texts_held": held, "texts_left": left, "texts_read": read}
    return replace(done, work=work)


def _read(done: Done) -> tuple[int, int]:
    """Give how many texts were looked at, and how many of these are in a language that is read."""
    files, made = done.given()
    flags = [pq.read_table(file, columns=["read"])["read"] for file in files.get("readings", ())]
    flags += [made["readings"]["read"]] if "readings" in made else []
    return sum(map(len, flags)), sum(pc.sum(one).as_py() or 0 for one in flags)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be read in one way: of which parts, and up to which lot."""

    store: Path
    index: Index
    way: Way
    parts: Sequence[Worded]
    reach: int

    def kept(self) -> list[Piece]:
        """Give what was read and kept."""
        return read_index.pieces(self.store, self.index, self.way.name, self.way.key_of)

    def missing(self, more: Sequence[Piece] = ()) -> list[Span]:
        """Give the lots of each part still held that are neither kept nor among ``more``."""
        done = _upto([*self.kept(), *more])
        there = {part.part_id for part in read_index.worded(self.store, self.index)}
        return [
            (part, done.get(part.part_id, 0), self.reach) for part in self.parts
            if part.part_id in there and done.get(part.part_id, 0) < self.reach
        ]  # fmt: skip

    def progress(self) -> tuple[int, int]:
        """Give how many texts were read, and how many there are to read."""
        of = sum(part.texts for part in self.parts) * self.reach // LOTS
        return of - sum(part.texts * (high - low) for part, low, high in self.missing()) // LOTS, of


def _brought(job: _Job, tell: Tell | None) -> tuple[list[Piece], int]:
    """Give what was found in one way, after reading what is missing, and the lot up to which all parts were read.

    One process reads at a time.  Where another one reads for longer than ``PATIENCE``, what is read by then serves.
    """
    unkept: list[Piece] = []
    may_keep, waited = read_index.writable(job.store), 0.0
    while may_keep and waited < PATIENCE and job.missing():
        began = time.monotonic()
        with read_index.alone(job.store) as mine:
            if mine and (missing := job.missing()):
                found = _found(job.store, job.way, next(_steps(missing, job.way.step)))
                may_keep = _kept(job, found)
                unkept += [] if may_keep else _in_memory(found)
        waited = 0.0 if mine else waited + time.monotonic() - began
        if tell and mine:
            tell(job.way.name, *job.progress())
    if not may_keep:
        left = sum(part.texts for part, _, _ in job.missing(unkept))
        near = replace(job, reach=min(job.reach, job.way.reach(left, read_ways.MOST)))
        for step in _steps(near.missing(unkept), job.way.step):
            unkept += _in_memory(_found(job.store, job.way, step))
    pieces = job.kept() + unkept
    done = _upto(pieces)
    there = {part.part_id for part in read_index.worded(job.store, job.index)}
    reached = [done.get(part.part_id, 0) for part in job.parts if part.part_id in there]
    return pieces, min([job.reach, *reached])


def _upto(pieces: Sequence[Piece]) -> dict[int, int]:
    """Give the lot up to which each part was read."""
    done: dict[int, int] = {}
    for piece in pieces:
        done[piece.part_id] = max(done.get(piece.part_id, 0), piece.high)
    return done


def _steps(missing: Sequence[Span], size: int) -> Iterator[list[Span]]:
    """Give what is read together: about ``size`` texts, of several small parts or some lots of a large one.

    Large parts take turns, so that what is read at any time is a part of each.
    """
    step: list[Span] = []
    room = float(size)
    for part, low, high in sorted(_slices(missing, size), key=lambda span: span[1]):
        texts = part.texts * (high - low) / LOTS
        if step and texts > room:
            yield step
            step, room = [], float(size)
        step.append((part, low, high))
        room -= texts
    if step:
        yield step


def _slices(missing: Sequence[Span], size: int) -> Iterator[Span]:
    for part, first, reach in missing:
        wide = max(LOTS * size // part.texts, 1)
        for low in range(first, reach, wide):
            yield part, low, min(low + wide, reach)


Found = list[tuple[Worded, int, int, Mapping[str, pa.Table]]]
"""A part of reviews, the lots of it that were read, and the tables that came of it."""


def _found(store: Path, way: Way, step: Sequence[Span]) -> Found:
    """Read the texts of a step, those of parts with the same key together; give what each of its parts gave."""
    alike: dict[str, list[Span]] = {}
    for span in step:
        alike.setdefault(way.key_of(span[0].part_id), []).append(span)
    return [one for spans in alike.values() for one in _alike(store, way, spans)]


def _alike(store: Path, way: Way, spans: Sequence[Span]) -> Found:
    ids, texts = [], []
    of_each = []
    for part, low, high in spans:
        mine, said = read_index.texts_of(store, part, low, high)
        of_each.append(mine)
        ids += mine
        texts += said
    made = way.make_of(spans[0][0].part_id)(ids, texts)
    if len(spans) == 1:
        return [(*spans[0], made)]
    return [
        (part, low, high, {table: read_ways.split(rows, mine) for table, rows in made.items()})
        for (part, low, high), mine in zip(spans, of_each, strict=True)
    ]


def _kept(job: _Job, found: Found) -> bool:
    """Keep what was found; tell whether it could be kept, after waiting for another process that is importing."""
    for _ in range(TRIES):
        with suppress(WorkspaceError):
            read_index.keep(job.store, job.index, job.way.name, job.way.key_of, found)
            return True
    return False


def _in_memory(found: Found) -> list[Piece]:
    return [
        Piece(part.part_id, part.sha256, table, low, high, rows=rows if rows.num_rows else None)
        for part, low, high, tables in found for table, rows in tables.items()
    ]  # fmt: skip
