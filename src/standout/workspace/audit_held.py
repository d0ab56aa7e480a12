"""What an audit works on: the sentences about one aspect as arrays, and those drawn to be marked, kept beside the rest.

They are gathered once, with an engine; each mark after that needs neither engine nor reviews.  They hold sentences of
customers, so they go as soon as anything is taken back.

Reads    reviews, businesses, mentions, marks
Writes   held/audits/   for each aspect a JSON file and the arrays it names
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.measures.marked_tones import ABOUT, Sentences, Tones, tones
from standout.measures.scored_rows import PRIME, rows_of
from standout.measures.scores import ROWS_MOST
from standout.stats.predicted import clusters, predicted
from standout.words import say
from standout.workspace import config as configured
from standout.workspace.inside import inside
from standout.workspace.removing import AUDITS

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    import pyarrow as pa

    from standout.question import Engine
    from standout.workspace.folder import Folder

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SCHEMA = 1
MOST = 40_000
"""Of more sentences a part of that size is taken, with all that are marked or drawn: the error of so many readings is
next to nothing beside that of a few dozen marks, and a mark stays quick."""
ARRAYS = ("tone", "row", "mark", "about", "business", "person")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence to mark: its review and place, where it stands in the arrays, whose it is, and its words."""

    review_id: int
    sentence: int
    at: int
    business: int
    words: str

    @property
    def key(self) -> str:
        """What it is known by on a page."""
        return f"{self.review_id}:{self.sentence}"


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The sentences about one aspect.

    Attributes
    ----------
    aspect : str
    names : tuple of str
        Businesses, ours first; then those that are only there because they hold marks.
    drawn : tuple of Drawn
        To be marked, in this order.
    sentences : Sentences
        All of them, with the marks that were held when they were gathered.
    business, person : int64, shape (reviews,)
    of_words : float64, shape (businesses,)
        Variance of the mean tone that comes from which sentences there are.
    before : Tones
        What is known from those marks alone.

    """

    aspect: str
    names: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    sentences: Sentences
    business: Ints
    person: Ints
    of_words: Floats
    before: Tones

    def with_marks(self, marks: Mapping[int, int | None]) -> tuple[Tones, Floats]:
        """Give what is known with these marks, by place in the arrays, besides; None is not about the aspect.

        With it goes the part of each variance that is there because few marks might miss something.
        """
        mark, about = self.sentences.mark.copy(), self.sentences.about.copy()
        for at, tone in marks.items():
            mark[at], about[at] = (0.0, 0.0) if tone is None else (float(tone), 1.0)
        held = Sentences(self.aspect, self.sentences.row, self.sentences.tone, mark, about)
        found = tones(held, self.business, self.person, len(self.names))
        return found, guard_of(held, self.business, self.person, found)


def signature(folder: Folder, imports: Iterable[sqlite3.Row], current: int | None) -> str:
    """Give a digest of what arrays were gathered from: files but the marks made here, how words are read, settings."""
    held: list[object] = [SCHEMA, (folder.folder / configured.NAME).read_text(encoding="utf-8")]
    held += [
        [row["import_id"], row["sha256"], row["mapping"]] for row in imports if row["import_id"] != current
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]


def gather(engine: Engine, aspect: str, names: Mapping[int, str], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give what is kept of an aspect: arrays, and the sentences drawn.

    Parameters
    ----------
    engine : Engine
        Where reviews, mentions and marks are.
    aspect : str
        As it was read.
    names : mapping of int to str
        Businesses to mark, ours first.
    rows : sequence of mapping
        The sentences drawn: ``review_id``, ``sentence``, ``business_id``, ``words``.

    """
    mentions, reviews = engine.table("mentions"), engine.table("reviews")
    [held] = engine.arrow(reviews.aggregate(n=reviews.count())).to_pylist()
    spoken = rows_of(engine, {}, part=min(1.0, ROWS_MOST / max(held["n"], 1)), spoken=True)
    about = mentions.filter(mentions.negative + mentions.neutral + mentions.positive >= ABOUT)
    said = engine.arrow(about.filter(about.aspect == aspect).drop("aspect"))
    said = said.sort_by([("review_id", "ascending"), ("sentence", "ascending")])
    marks = _marks(engine, aspect)
    review = spoken.review
    ids = said["review_id"].to_numpy()
    place = np.minimum(np.searchsorted(review, ids), max(len(review) - 1, 0))
    inside = review[place] == ids if len(review) else np.zeros(len(ids), bool)
    marked = {one for one, _ in marks}
    kept = {business: at for at, business in enumerate(names)}
    for at in np.flatnonzero(np.isin(review, sorted(marked))).tolist():
        kept.setdefault(int(spoken.ids[spoken.business[at]]), len(kept))
    whose = np.array([kept.get(int(one), -1) for one in spoken.ids], dtype=np.int64)
    whose = whose[spoken.business] if len(review) else whose
    inside &= whose[place] >= 0 if len(review) else inside
    inside &= _part(ids, int(inside.sum())) | np.isin(ids, sorted(marked | {row["review_id"] for row in rows}))
    return _kept(said, np.flatnonzero(inside), place, (whose, spoken.person), marks, rows, (kept, names))


def _part(review: Ints, count: int) -> NDArray[np.bool_]:
    """Tell which sentences to take where there are very many, by a hash of their reviews."""
    return np.asarray((review % PRIME + PRIME) % PRIME * 7919 % PRIME < min(MOST / max(count, 1), 1.0) * PRIME)


def _kept(
    said: pa.Table,
    at: Ints,
    place: Ints,
    whose: tuple[Ints, Ints],
    marks: Mapping[tuple[int, int], int | None],
    rows: Sequence[Mapping[str, Any]],
    named: tuple[Mapping[int, int], Mapping[int, str]],
) -> dict[str, Any]:
    used, row = np.unique(place[at], return_inverse=True)
    bad, flat, good = (said[name].to_numpy().astype(np.float64)[at] for name in ("negative", "neutral", "positive"))
    keys = list(zip(said["review_id"].to_numpy()[at].tolist(), said["sentence"].to_numpy()[at].tolist(), strict=True))
    mark, about = np.full(len(at), np.nan), np.full(len(at), np.nan)
    for where, key in enumerate(keys):
        if key in marks:
            tone = marks[key]
            mark[where], about[where] = (0.0, 0.0) if tone is None else (float(tone), 1.0)
    spots = {key: where for where, key in enumerate(keys)}
    kept, names = named
    arrays = {
        "tone": (good - bad) / (bad + flat + good), "row": row.astype(np.int64), "mark": mark, "about": about,
        "business": whose[0][used], "person": whose[1][used],
    }  # fmt: skip
    drawn = [
        {"review_id": one["review_id"], "sentence": one["sentence"], "at": spots[one["review_id"], one["sentence"]],
         "business": kept[one["business_id"]], "words": one["words"]}
        for one in rows if (one["review_id"], one["sentence"]) in spots
    ]  # fmt: skip
    others = say("auditing.other")
    return {"arrays": arrays, "drawn": drawn, "names": [names.get(number, others) for number in kept]}


def _marks(engine: Engine, aspect: str) -> dict[tuple[int, int], int | None]:
    rows = engine.arrow(engine.table("marks")).to_pylist()
    return {
        (row["review_id"], row["sentence"]): row["tone"]
        for row in rows if row["aspect"].casefold() == aspect.casefold()
    }  # fmt: skip


def save(folder: Folder, aspect: str, made: Mapping[str, Any], signed: str) -> None:
    """Keep what was gathered, whole or not at all."""
    place = inside(folder.store, AUDITS)
    place.mkdir(exist_ok=True)
    name = _name(aspect)
    arrays = f"{name}-{secrets.token_hex(4)}.npz"
    with (place / arrays).open("wb") as file:
        np.savez(file, **made["arrays"])
    said = {"signature": signed, "aspect": aspect, "arrays": arrays, "drawn": made["drawn"], "names": made["names"]}
    aside = place / f".{arrays}.{os.getpid()}"
    aside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    aside.replace(place / f"{name}.json")
    for old in place.glob(f"{name}-*.npz"):
        if old.name != arrays:
            with suppress(OSError):
                old.unlink()


def gathered(folder: Folder, aspect: str, signed: str) -> Gathered | None:
    """Give what was gathered of an aspect, None where nothing was or something changed since."""
    path = inside(folder.store, AUDITS, f"{_name(aspect)}.json")
    for _ in range(3):  # another process may gather it anew meanwhile
        with suppress(FileNotFoundError):
            found = _read(path, path.stat().st_mtime_ns)
            return found[1] if found[0] == signed else None
    return None


def _name(aspect: str) -> str:
    return hashlib.sha256(aspect.casefold().encode()).hexdigest()[:16]


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[str, Gathered]:  # noqa: ARG001 - a file that changed is read again
    said = json.loads(path.read_text(encoding="utf-8"))
    with np.load(path.parent / said["arrays"]) as file:
        held = {name: file[name] for name in ARRAYS}
    one = Sentences(said["aspect"], held["row"], held["tone"], held["mark"], held["about"])
    count = len(said["names"])
    return said["signature"], Gathered(
        aspect=said["aspect"], names=tuple(said["names"]), drawn=tuple(Drawn(**row) for row in said["drawn"]),
        sentences=one, business=held["business"], person=held["person"],
        of_words=words_variance(one, held["business"], held["person"], count),
        before=tones(one, held["business"], held["person"], count),
    )  # fmt: skip


def guard_of(one: Sentences, business: Ints, person: Ints, found: Tones) -> Floats:
    """Give the part of each variance that is a guard against few marks; 0 where nothing is marked."""
    code, count = business[one.row], len(found.mean)
    if not found.marked.any():
        return np.zeros(count)
    who = clusters(code, np.where(person[one.row] < 0, 2**62 + one.row, person[one.row]))
    centre = np.nan_to_num(found.mean)[code]
    part = predicted(one.about, np.ones(len(code)), code, count, cluster=who).mean
    plain = predicted(one.mark - one.about * centre, one.tone - centre, code, count, cluster=who)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.maximum(found.variance - plain.variance / part**2, 0.0))


def words_variance(one: Sentences, business: Ints, person: Ints, count: int) -> Floats:
    """Variance of each business's mean tone, its people as clusters."""
    code = business[one.row]
    rows = np.bincount(code, minlength=count)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = (one.tone - (np.bincount(code, one.tone, count) / rows)[code]) / rows[code]
    who = np.where(person[one.row] < 0, -1 - one.row, person[one.row])
    pairs, which = np.unique(np.stack([code, who]), axis=1, return_inverse=True)
    total = np.bincount(which.ravel(), off, pairs.shape[1])
    people = np.bincount(pairs[0], minlength=count)
    return np.asarray(np.bincount(pairs[0], total**2, count) * people / np.maximum(people - 1, 1))
