"""Scored rows: the scores of every review as arrays, and what its words foretell where it has none.

Reads    reviews, columns, businesses, aliases, readings, mentions
Makes    rows        one row: a review; an aspect's scores, and predictions where that aspect is read
Unit     points on the source's own scale
Read     an aspect that at least as many read reviews lack as any review has: then words add much
By       customers' own ratings of it, from ``ENOUGH`` rated reviews with words on (`standout.text.rated`); with fewer
         the reader's tone, calibrated on them (`standout.stats.calibrated`)
No row   a review that has neither a score nor words that were read
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.stats.calibrated import calibrated
from standout.tables.table import ASPECT
from standout.text.aspects import named

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

OVERALL = "a_overall"
WEIGHT = "weight"
HUNDREDTHS = 100
THOUSANDTHS = 1000
PRIME = 1_000_003
"""Ids are drawn by a square modulo this prime."""
LEAST = 2
"""With fewer scores than this from reviews with words nothing can be calibrated."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The reviews, by review id.

    Attributes
    ----------
    ids : int64, shape (G,)
        The businesses that have a review.
    review, business, person : int64, shape (rows,)
        ``business`` is a place in ``ids``; ``person`` is -1 where unknown.
    score : dict of str to float64, shape (rows,)
        By column, in points; NaN where there is none.
    worded : bool, shape (rows,)
        Whether the row's words were looked at.
    known : bool, shape (rows,)
        Whether the reader knows their language.
    labels : dict of str to str
        What people call each column.

    """

    ids: Ints
    review: Ints
    business: Ints
    person: Ints
    score: Mapping[str, Floats]
    worded: Flags
    known: Flags
    labels: Mapping[str, str]


def described(engine: Engine) -> dict[str, str]:
    """Give the label of each column of scores that a figure may rest on."""
    held = engine.table("reviews").columns
    rows = engine.arrow(engine.table("columns")).to_pylist()
    told = {row["name"]: row for row in rows if row["table"] == "reviews"}
    scales: dict[str, set[tuple[Any, Any]]] = {}
    for row in rows:
        scales.setdefault(row["name"], set()).add((row["scale_low"], row["scale_high"]))
    barred = {row["name"] for row in rows if row["barred"]} | {name for name, found in scales.items() if len(found) > 1}
    columns = [name for name in sorted(held) if name.startswith(ASPECT) and name not in barred]
    return {name: told[name]["label"] if name in told else name.removeprefix(ASPECT) for name in columns}


def to_read(engine: Engine, labels: Mapping[str, str]) -> list[str]:
    """Give the columns that are read: counted where the rows are, so that it costs little where none is."""
    reviews = engine.table("reviews")
    readings = engine.table("readings").select("review_id").distinct()
    if not labels or WEIGHT in reviews.columns or not _counted(engine, readings):
        return []
    worded = reviews.semi_join(readings, "review_id")
    scored = {name: reviews[name].count() for name in labels}
    lacking = {name: worded[name].isnull().sum() for name in labels}
    [have] = engine.arrow(reviews.aggregate(**scored)).to_pylist()
    [lack] = engine.arrow(worded.aggregate(**lacking)).to_pylist()
    return [name for name in labels if have[name] >= LEAST and (lack[name] or 0) >= have[name]]


def _counted(engine: Engine, expr: ir.Table) -> int:
    [row] = engine.arrow(expr.aggregate(n=expr.count())).to_pylist()
    return int(row["n"])


def widths(engine: Engine, rows: Rows, columns: Sequence[str]) -> Floats:
    """Give how wide the scale of each column is; how far its scores spread, where not every scale's ends are told."""
    told = {row["name"]: row for row in engine.arrow(engine.table("columns")).to_pylist() if row["table"] == "reviews"}
    ends = [(told[one]["scale_low"], told[one]["scale_high"]) if one in told else (None, None) for one in columns]
    wide = [high - low for low, high in ends if low is not None and high is not None and high > low]
    if len(wide) == len(columns):
        return np.array(wide, dtype=np.float64)
    spread = [_spread(rows.score[one], rows.business) for one in columns]
    return np.array([one if one > 0 else 1.0 for one in spread])


def _spread(score: Floats, business: Ints) -> float:
    """Standard deviation of scores off the means of their businesses."""
    seen = ~np.isnan(score)
    code, own = business[seen], score[seen]
    n = np.bincount(code)
    mean = np.bincount(code, own) / np.maximum(n, 1)
    return float(np.sqrt(np.mean((own - mean[code]) ** 2))) if own.size else 0.0


def enough_at(engine: Engine, columns: Sequence[str], subjects: Sequence[int], least: int) -> bool:
    """Whether one of the businesses has ``least`` scores of a column from reviews with words that were looked at."""
    if not columns:
        return False
    reviews = engine.table("reviews")
    worded = reviews.semi_join(engine.table("readings").select("review_id").distinct(), "review_id")
    own = worded.filter(worded.business_id.isin([int(one) for one in subjects])).group_by("business_id")
    counts = engine.arrow(own.aggregate(**{name: worded[name].count() for name in columns})).to_pylist()
    return any(row[name] >= least for row in counts for name in columns)


def rows_of(
    engine: Engine, labels: Mapping[str, str], where: Mapping[str, str] | None = None, *, part: float = 1.0,
    spoken: bool = False,
) -> Rows:  # fmt: skip
    """Give the rows of reviews with a score or with words that were looked at.

    Parameters
    ----------
    engine : Engine
    labels : mapping
        The columns of scores, and what people call them.
    where : mapping, optional
        Keeps those of a world: descriptor column to value.
    part : float
        Which part of all reviews to take, drawn by their ids.
    spoken : bool
        Whether to take only those that speak of an aspect; then those that an owner marked are all taken.

    """
    reviews, readings = engine.table("reviews"), engine.table("readings").select("review_id", "read")
    read = readings.group_by("review_id").aggregate(known=readings["read"].max())
    joined = reviews.left_join(read, "review_id")
    for column, value in (where or {}).items():
        joined = joined.filter(reviews[column] == value)
    if part < 1 or spoken:
        joined = _part_of(engine, joined, part, spoken=spoken)
    held = engine.arrow(joined.select("review_id", "business_id", "reviewer_id", "known", *labels))
    order = np.argsort(held["review_id"].to_numpy(), kind="stable")
    held = held.take(order)
    ids, business = np.unique(held["business_id"].to_numpy().astype(np.int64), return_inverse=True)
    person = held["reviewer_id"].fill_null(-1).to_numpy().astype(np.int64)
    person = np.where(held["reviewer_id"].is_valid().to_numpy(), person & np.int64(2**62 - 1), -1)
    score = {name: _points(held[name]) for name in labels}
    worded = held["known"].is_valid().to_numpy()
    known = held["known"].fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - Arrow names it nothing
    return Rows(ids, held["review_id"].to_numpy(), business, person, score, worded, known.astype(bool), dict(labels))


def _part_of(engine: Engine, reviews: ir.Table, part: float, *, spoken: bool) -> ir.Table:
    place = (reviews.review_id % PRIME + PRIME) % PRIME
    drawn = (place * place % PRIME * 7919 + place * 104_729) % PRIME < int(part * PRIME)
    if not spoken:
        return reviews.filter(drawn)
    marks = engine.table("marks").select("review_id").distinct()
    kept = reviews.filter(drawn | reviews.review_id.isin(marks.review_id))
    return kept.semi_join(engine.table("mentions").select("review_id").distinct(), "review_id")


def _points(column: pa.ChunkedArray) -> Floats:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only where there are rows

    found: Floats = column.cast(pa.float64()).to_numpy().astype(np.float64) / HUNDREDTHS
    return found


def predictions(
    engine: Engine, rows: Rows, read: Sequence[str], part: float = 1.0
) -> tuple[dict[str, Floats], dict[str, Flags]]:
    """Give what the words of each row foretell, by column, and which rows have such a prediction.

    Parameters
    ----------
    engine : Engine
        Where ``mentions``, ``businesses`` and ``aliases`` are, and the texts.
    rows : Rows
        Of everybody, whatever world is asked for.
    read : sequence of str
        The columns to read.
    part : float
        Which part of all reviews the rows are.

    Returns
    -------
    values : dict of str to float64, shape (rows,)
        In points; 0 where there is none.
    seen : dict of str to bool, shape (rows,)

    """
    if not read:
        return {}, {}
    from standout.text.rated import ENOUGH  # noqa: PLC0415 - heavy, and only where something is read

    enough = [c for c in read if int((rows.worded & ~np.isnan(rows.score[c])).sum()) >= ENOUGH]
    values, seen = _by_ratings(engine, rows, enough, part) if enough else ({}, {})
    tones = _tones(engine, rows) if len(enough) < len(read) else None
    for column in read:
        if column not in values and tones is not None:
            at = rows.known
            y = np.where(at, rows.score[column], np.nan)
            values[column] = np.zeros(len(at))
            values[column][at] = _by_tone(tones, rows.labels[column], y, rows.business, at)
            seen[column] = at
    return values, seen


def _by_ratings(
    engine: Engine, rows: Rows, read: Sequence[str], part: float
) -> tuple[dict[str, Floats], dict[str, Flags]]:
    """Learn from the customers' own ratings; all aspects at once, each on one scale."""
    from standout.text.rated import features  # noqa: PLC0415 - as above

    at = np.flatnonzero(rows.worded)
    reviews = engine.table("reviews")
    wanted = reviews.semi_join(engine.table("readings").select("review_id").distinct(), "review_id")
    wanted = wanted if part == 1 else _part_of(engine, wanted, part, spoken=False)
    held = engine.arrow(wanted.select("review_id", "text"))
    place = np.searchsorted(rows.review[at], held["review_id"].to_numpy())
    texts = [""] * len(at)
    for where, text in zip(place.tolist(), held["text"].to_pylist(), strict=True):
        texts[where] = text or ""
    columns = [column for column in rows.labels if column != OVERALL or column in read]
    given = np.stack([rows.score[column][at] for column in columns], axis=1)
    with np.errstate(invalid="ignore"):
        some = ~np.isnan(given).all(axis=0)
        middle, spread = np.zeros(len(columns)), np.ones(len(columns))
        middle[some], spread[some] = np.nanmean(given[:, some], axis=0), np.nanstd(given[:, some], axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    tones = _tones(engine, rows)
    figures = features(tones.row, tones.aspect, tones.tone, len(rows.review), max(len(tones.names), 1))[at]
    foretold = _learnt(texts, (given - middle) / spread, rows.business[at], _names(engine), figures)
    values: dict[str, Floats] = {}
    for column in read:
        where = columns.index(column)
        values[column] = np.zeros(len(rows.review))
        values[column][at] = middle[where] + spread[where] * foretold[:, where]
    return values, dict.fromkeys(read, rows.worded)


_LAST: dict[bytes, Floats] = {}
"""What was learnt last, by a hash of all it was learnt from: two questions asked at once learn once."""


def _learnt(texts: Sequence[str], given: Floats, business: Ints, names: Sequence[str], figures: Floats) -> Floats:
    from standout.text.rated import fit_predict  # noqa: PLC0415 - as above

    said = hashlib.blake2b(digest_size=16)
    for one in (*texts, "", *names):
        said.update(one.encode() + b"\0")
    for held in (given, business, figures):
        said.update(str(held.shape).encode() + np.ascontiguousarray(held).tobytes())
    if said.digest() not in _LAST:
        found = fit_predict(texts, given, business, names, figures).values
        _LAST.clear()
        _LAST[said.digest()] = found
    return _LAST[said.digest()]


def _names(engine: Engine) -> list[str]:
    names = engine.arrow(engine.table("businesses").select("name"))["name"].to_pylist()
    return sorted({*names, *engine.arrow(engine.table("aliases").select("spelling"))["spelling"].to_pylist()})


@dataclass(frozen=True, slots=True)
class _Tones:
    """Mentions: which row, which of ``names``, and the chances of negative, neutral and positive."""

    names: list[str]
    row: Ints
    aspect: Ints
    tone: Floats


def _tones(engine: Engine, rows: Rows) -> _Tones:
    mentions = engine.table("mentions")
    held = engine.arrow(mentions.select("review_id", "sentence", "aspect", "negative", "neutral", "positive"))
    held = held.sort_by([("review_id", "ascending"), ("sentence", "ascending"), ("aspect", "ascending")])
    review = held["review_id"].to_numpy()
    place = np.minimum(np.searchsorted(rows.review, review), max(len(rows.review) - 1, 0))
    inside = rows.review[place] == review if len(rows.review) else np.zeros(0, bool)
    names, aspect = np.unique(np.asarray(held["aspect"].to_pylist(), dtype=object).astype(str), return_inverse=True)
    tone = np.stack([held[name].to_numpy() for name in ("negative", "neutral", "positive")], axis=1) / THOUSANDTHS
    return _Tones(names.tolist(), place[inside], aspect[inside].astype(np.int64), tone[inside])


def _by_tone(tones: _Tones, label: str, y: Floats, business: Ints, at: Flags) -> Floats:
    """Calibrate the tone of what speaks of an aspect, and of everything where nothing does, on its scores."""
    names = alike(label, tones.names)
    own = np.isin(tones.aspect, names)
    count = len(at)

    def tone_of(which: Flags) -> tuple[Floats, Floats]:
        said = np.bincount(tones.row[which], tones.tone[which].sum(axis=1), count)
        good = np.bincount(tones.row[which], tones.tone[which] @ np.array([-1.0, 0.0, 1.0]), count)
        return np.asarray(good / (said + 0.5)), np.asarray(said, dtype=np.float64)

    general, _ = tone_of(np.ones(len(own), bool))
    special, said = tone_of(own)
    mentioned = said > 0
    x = np.stack([np.where(mentioned, special, general), general, special * mentioned, mentioned], axis=1)
    return calibrated(x[at], y[at], business[at])


def alike(label: str, names: Sequence[str]) -> list[int]:
    """Give the places of the read aspects that a column's label stands for.

    Examples
    --------
    >>> alike("Staff service", ["food", "staff"]), alike("Runway", ["food"])
    ([1], [])

    """
    words = set(label.casefold().replace("_", " ").split())
    whole = " ".join(label.casefold().replace("_", " ").split())
    found = []
    for place, name in enumerate(names):
        [aspect] = named([name])
        if whole == name.casefold() or whole in aspect.words or words & {name.casefold(), *aspect.words[:1]}:
            found.append(place)
    return found
