"""Auditing: sentences marked one by one, and what each mark does to the interval.

The sentences are those of the sheet that ``standout read --audit`` writes, drawn the same way; so are the statistics.
A mark lands in the table ``marks`` at once, as if a sheet had been added that grows, and can be taken back like one.

Reads    held/audits   the sentences about an aspect, gathered once (`audit_held`)
Writes   heard_marks, and the part of ``marks`` that follows from it, in one go: of two windows none loses anything
         (`audit_log`)
Unit     tone: -1 all bad, 1 all good
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.errors import UsageError
from standout.measures.marked_tones import ABOUT, Tones
from standout.measures.scored_rows import alike, described
from standout.questions.est.rows import Z, intervals
from standout.sources import audit_sheet, audit_writer
from standout.stats.halving import more_to_halve
from standout.words import nearest, say
from standout.workspace import asking, audit_held, audit_log, parts, read_index
from standout.workspace.audit_held import Drawn, Gathered
from standout.workspace.audit_log import UNDONE, Current, Entry, Rows, rows_of, standing

if TYPE_CHECKING:
    import sqlite3

    from standout.workspace.folder import Folder

Floats = NDArray[np.float64]

TABLES = ("readings", "mentions", "marks")
KEYS = {"g": "good", "b": "bad", "0": "neither", "x": "other"}
"""The key for each mark, as the sheet understands it; there an n stands for negative."""
FEW = 5
"""With fewer marks nothing is said of how many more it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An aspect that can be marked: sentences about it of those to be marked, marks held, and whether it is scored."""

    aspect: str
    sentences: int
    marked: int
    rated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence to mark: what it is known by, whose review it is from, and its words."""

    key: str
    business: str
    ours: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence that was marked."""

    key: str
    words: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """What is known of one business.

    Attributes
    ----------
    marked, people : int
        Marks held, and how many people wrote the sentences that were marked as about the aspect.
    mean : float or None
        Mean tone.
    low, high : float
        Its 95 % interval now; -1 to 1 where nothing tells.
    before_low, before_high : float
        The same before the first mark made here.
    half : int or None
        How many more marks until it is half as wide, if they are like those so far.
    half_vain : bool
        Whether there are marks, and no number of sentences there are makes it half as wide.

    """

    business: str
    ours: bool
    marked: int
    people: int
    mean: float | None
    low: float
    high: float
    before_low: float
    before_high: float
    half: int | None
    half_vain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an audit stands: the next sentence, the last mark made here, how many are done of how many, intervals."""

    aspect: str
    next: Sentence | None
    last: Marked | None
    done: int
    of: int
    widths: tuple[Width, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return asdict(self)


def aspects(workspace: Folder) -> list[Spoken]:
    """Give the aspects that can be marked, those that nobody scores first, then the most spoken of."""
    engine = workspace.engine(reads=TABLES)
    names = audit_writer.to_mark(engine)
    mentions, reviews = engine.table("mentions"), engine.table("reviews")
    about = mentions.filter(mentions.negative + mentions.neutral + mentions.positive >= ABOUT)
    theirs = reviews.filter(reviews.business_id.isin(list(names))).select("review_id")
    about = about.semi_join(theirs, "review_id").select("aspect")
    counts = engine.arrow(about.group_by("aspect").aggregate(n=about.count()))
    marks = [row["aspect"].casefold() for row in engine.arrow(engine.table("marks")).to_pylist()]
    labels = described(engine).values()
    found = [
        Spoken(aspect=row["aspect"], sentences=row["n"], marked=marks.count(row["aspect"].casefold()),
               rated=any(alike(label, [row["aspect"]]) for label in labels))
        for row in counts.to_pylist()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.rated, -one.sentences, one.aspect))


def start(workspace: Folder, aspect: str, *, per_business: int = audit_writer.PER_BUSINESS) -> Progress:
    """Draw sentences about an aspect and gather what intervals need; give where the audit stands.

    The same files and marks draw the same sentences.  What was marked here before stays marked.

    Parameters
    ----------
    workspace : Folder
    aspect : str
        One that is read, in any case.
    per_business : int
        So many of each business, marks that are held counted in.

    Raises
    ------
    UsageError
        If nothing was read, or the aspect isn't one that is read.

    """
    with workspace.index.writing() as db:
        parts.sweep(workspace.store, read_index.named(db))
        imports = rows_of(db)(audit_log.IMPORTS)
    current = audit_log.current(imports)
    signed = audit_held.signature(workspace, imports, current and current[0])
    engine = asking.engine(
        workspace.store, workspace.index, workspace.config, reads=TABLES, without={current[1]} if current else ()
    )
    names = audit_writer.to_mark(engine)
    [name] = audit_writer.read_aspects(engine, [aspect])
    number = {business: one for one, business in names.items()}
    rows = [
        {"review_id": int(row["Review"].removeprefix(audit_sheet.PREFIX)), "sentence": row["Sentence"] - 1,
         "business_id": number[row["Business"]], "words": row["Words"]}
        for row in audit_writer.audit_rows(engine, [name], per_business)
    ]  # fmt: skip
    audit_held.save(workspace, name, audit_held.gather(engine, name, names, rows), signed)
    found = progress(workspace, name)
    return start(workspace, aspect, per_business=per_business) if found is None else found


def progress(workspace: Folder, aspect: str) -> Progress | None:
    """Give where an audit stands, without an engine; None where it must be started, or files came or went since."""
    current, held = _held(workspace, workspace.index.rows, aspect)
    if held is None:
        return None
    return _progress(held, _kept(workspace.index.rows, current, held.aspect))


def mark(workspace: Folder, aspect: str, key: str, mark: str) -> Progress:
    """Mark a sentence; give where the audit stands.  The same mark twice counts once, another one goes before it.

    Parameters
    ----------
    workspace : Folder
    aspect : str
    key : str
        Of the sentence, as `Sentence` has it.
    mark : str
        ``good``, ``bad``, ``neither``, or ``other`` where it isn't about the aspect.

    Raises
    ------
    UsageError
        If the audit wasn't started, or there is no such sentence or mark.

    """
    if mark not in audit_sheet.TONES:
        raise UsageError(say("auditing.no_mark", mark=mark, near=nearest(mark, audit_sheet.TONES)))
    with workspace.index.writing() as db:
        current, held = _opened(workspace, db, aspect)
        drawn = next((one for one in held.drawn if one.key == key), None)
        if drawn is None:
            raise UsageError(say("auditing.no_sentence", aspect=held.aspect))
        kept = _kept(rows_of(db), current, held.aspect)
        if audit_log.marks(kept).get(key) != mark:
            entry = Entry(drawn.review_id, drawn.sentence, held.aspect, mark)
            kept = audit_log.write(db, workspace.store, current and current[0], entry)
    return _progress(held, kept)


def undo(workspace: Folder, aspect: str) -> Progress:
    """Take back the last mark made here on an aspect; give where the audit stands.

    Raises
    ------
    UsageError
        If the audit wasn't started, or nothing was marked here.

    """
    with workspace.index.writing() as db:
        current, held = _opened(workspace, db, aspect)
        kept = _kept(rows_of(db), current, held.aspect)
        if not kept or not current:
            raise UsageError(say("auditing.nothing_marked", aspect=held.aspect))
        kept = audit_log.write(db, workspace.store, current[0], replace(kept[-1], mark=UNDONE))
    return _progress(held, kept)


def _kept(rows: Rows, current: Current, aspect: str) -> list[Entry]:
    """Give the marks made here on an aspect that stand."""
    return standing(audit_log.log(rows, current).get(aspect, []))


def _held(workspace: Folder, rows: Rows, aspect: str) -> tuple[Current, Gathered | None]:
    imports = rows(audit_log.IMPORTS)
    current = audit_log.current(imports)
    signed = audit_held.signature(workspace, imports, current and current[0])
    return current, audit_held.gathered(workspace, aspect, signed)


def _opened(workspace: Folder, db: sqlite3.Connection, aspect: str) -> tuple[Current, Gathered]:
    current, held = _held(workspace, rows_of(db), aspect)
    if held is None:
        raise UsageError(say("auditing.not_started", aspect=aspect))
    return current, held


def _progress(held: Gathered, kept: Sequence[Entry]) -> Progress:
    marks = audit_log.marks(kept)
    by_key = {one.key: one for one in held.drawn}
    tones = {by_key[key].at: audit_sheet.TONES[mark] for key, mark in marks.items() if key in by_key}
    following = next((one for one in held.drawn if one.key not in marks), None)
    last = next((one for one in reversed(kept) if one.key in by_key), None)
    businesses = sorted({one.business for one in held.drawn})
    return Progress(
        aspect=held.aspect,
        next=_sentence(held, following) if following else None,
        last=Marked(key=last.key, words=by_key[last.key].words, mark=last.mark) if last else None,
        done=len(tones), of=len(held.drawn),
        widths=tuple(_widths(held, *held.with_marks(tones), businesses)),
    )  # fmt: skip


def _sentence(held: Gathered, one: Drawn) -> Sentence:
    return Sentence(key=one.key, business=held.names[one.business], ours=one.business == 0, words=one.words)


def _widths(held: Gathered, now: Tones, guarded: Floats, businesses: Sequence[int]) -> Iterable[Width]:
    """Give the interval of each business, as the question ``est`` makes it."""
    low, high = _interval(now)
    before_low, before_high = _interval(held.before)
    about = np.bincount(held.business[held.sentences.row], minlength=len(held.names))
    for at in businesses:
        marked = int(now.marked[at])
        half = _half(now, at, float(held.of_words[at]), float(guarded[at]))
        enough = half is not None and marked + half <= int(about[at])
        yield Width(
            business=held.names[at], ours=at == 0, marked=marked, people=int(now.people[at]),
            mean=float(now.mean[at]) if np.isfinite(now.mean[at]) else None,
            low=float(low[at]), high=float(high[at]),
            before_low=float(before_low[at]), before_high=float(before_high[at]),
            half=half if enough else None, half_vain=marked >= FEW and not enough,
        )  # fmt: skip


def _interval(found: Tones) -> tuple[Floats, Floats]:
    """Give the interval of each mean; all there is where nothing tells."""
    low, high = intervals(found.mean, found.variance, found.df, np.zeros(len(found.mean)), -1.0, 1.0)
    known = np.isfinite(found.variance) & np.isfinite(found.mean) & np.isfinite(low)
    return np.where(known, low, -1.0), np.where(known, high, 1.0)


def _half(now: Tones, at: int, of_words: float, guarded: float) -> int | None:
    if now.marked[at] < FEW or not np.isfinite(now.variance[at]):
        return None
    return more_to_halve(
        float(now.mean[at]), float(now.variance[at]), float(now.df[at]), int(now.marked[at]), int(now.people[at]),
        of_words, guarded, z=Z, low=-1.0, high=1.0,
    )  # fmt: skip
