"""Scores: how every business does on every aspect, from ratings and, where these are few, from words as well.

Reads    reviews, columns, businesses, aliases, readings, mentions, marks
Makes    scores      one row: business x aspect x kind, plain and halo_free; over all time
Unit     points on the source's scale; what nobody scores from -1 bad to 1 good
Origin   rated where scores alone speak; read where words do, put right by ``n_rated`` scores, or marks
No value where a business has no score, or mark, of its own; no variance of what is read where fewer people than
         `standout.stats.predicted.ENOUGH` scored, or marks are about it: such an estimate leans on other businesses
Guard    what is read is kept from looking too sure as scores are (`standout.stats.guard`)
Assumes  scored reviews are a random part of those with words; where their words differ they are weighed
Cost     of more than ``ROWS_MOST`` reviews a part of that size is taken, drawn by their ids, with all that are marked;
         where no aspect is read, scores of so many are sums alone, without halo_free ones
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from standout.measures.marked_tones import sentences, tones
from standout.measures.scored_rows import (
    OVERALL,
    Rows,
    alike,
    described,
    enough_at,
    predictions,
    rows_of,
    to_read,
    widths,
)
from standout.question import Engine, Measure
from standout.stats.halo import covariances, halo_free
from standout.stats.moments import clustered_variance, mean_variance
from standout.stats.predicted import ENOUGH, clusters, predicted
from standout.stats.representative import Gap, balancing, gap
from standout.tables import table

if TYPE_CHECKING:
    import pyarrow as pa

MEASURE = Measure(
    name="scores",
    reads=("reviews", "columns", "businesses", "aliases", "readings", "mentions", "marks"),
    make="scores:scores",
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROWS_MOST = 1_000_000
PLAIN, HALO_FREE = "plain", "halo_free"
RATED, READ = "rated", "read"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of every business; arrays of shape (G,).

    Attributes
    ----------
    name : str
        The column, such as ``a_staff``; of what nobody scores the words it was asked for by.
    origin : str
        ``rated`` or ``read``.
    mean, variance, df : float64
        NaN where there are none.
    free, free_variance : float64
        The halo-free score; NaN for the overall score, and where there is one aspect alone.
    n_rated, n_read : int64
        Scores (or marks) of reviews with words behind it, and texts read.
    raters : int64
        How many people gave those scores; of marks, whose sentences were marked as about it.
    scored : str
        Of what customers speak of: whether "none" scores it too, "few" do, or "enough" to tell by scores.
    gap : Gap or None
        How scored reviews differ from others in their words; None where nothing was read, or by marks.

    """

    name: str
    origin: str
    mean: Floats
    variance: Floats
    df: Floats
    free: Floats
    free_variance: Floats
    n_rated: Ints
    n_read: Ints
    raters: Ints
    gap: Gap | None = None
    scored: Literal["none", "few", "enough"] = "enough"


@dataclass(frozen=True, slots=True)
class Estimated:
    """The aspects of the businesses ``ids``."""

    ids: Ints
    aspects: tuple[Aspect, ...]


def scores(engine: Engine) -> pa.Table:
    """Give the scores of everybody's customers.

    Returns
    -------
    pyarrow.Table
        Columns of the table ``scores``.

    """
    return _table(estimated(engine))


def reads(engine: Engine) -> bool:
    """Whether words add anything: an aspect that is read, or one that nobody scores; counted where the rows are."""
    mentions = engine.table("mentions")
    [held] = engine.arrow(mentions.aggregate(n=mentions.count())).to_pylist()
    return bool(held["n"] or to_read(engine, described(engine)))


def scores_in(engine: Engine, world: Mapping[str, str]) -> pa.Table:
    """Give the scores of one world, ``{descriptor column: value}``; what words foretell is learnt from everybody."""
    return _table(estimated(engine, world), world)


def estimated(
    engine: Engine, world: Mapping[str, str] | None = None, *, subjects: Sequence[int] | None = None
) -> Estimated:
    """Give the estimates of every aspect, scored or read.

    Parameters
    ----------
    engine : Engine
    world : mapping, optional
        Descriptor column to value; everybody's where none is given.
    subjects : sequence of int, optional
        The businesses whose place is asked for: where none of them has `ENOUGH` scores of reviews with words, no
        place rests on words, and scores are left alone.

    """
    labels = described(engine)
    reviews = engine.table("reviews")
    [held] = engine.arrow(reviews.aggregate(n=reviews.count())).to_pylist()
    read = to_read(engine, labels)
    if subjects is not None and not enough_at(engine, read, subjects, ENOUGH):
        read = []
    part = min(1.0, ROWS_MOST / max(held["n"], 1))
    if part < 1 and not read and not world:
        return _of_many(engine, labels, part)
    every = rows_of(engine, labels, part=part)
    if not len(every.review):
        return Estimated(every.ids, ())
    values, seen = predictions(engine, every, read, part)
    if world:
        inside = np.isin(every.review, rows_of(engine, {}, world).review)
        every, values, seen = _within(every, values, seen, inside)
    cluster = clusters(every.business, every.person)
    made = [_scored(every, cluster, column, values.get(column), seen.get(column)) for column in labels]
    known = [one for one in made if np.isfinite(one[0].mean).any()]
    names = [aspect.name for aspect, _ in known if aspect.name != OVERALL]
    scored = _with_free(known, every, cluster, widths(engine, every, names))
    speak = every if part == 1 else _placed(rows_of(engine, {}, world, part=part, spoken=True), every.ids)
    return Estimated(every.ids, (*scored, *_told(engine, speak, labels, scored)))


def _of_many(engine: Engine, labels: Mapping[str, str], part: float) -> Estimated:
    """Give the estimates of very many reviews none of which is read: sums, and what marks say."""
    scored = _from_sums(engine, labels)
    speak = _placed(rows_of(engine, {}, part=part, spoken=True), scored.ids)
    return Estimated(scored.ids, (*scored.aspects, *_told(engine, speak, labels, scored.aspects)))


def _placed(rows: Rows, ids: Ints) -> Rows:
    """Give rows with their businesses as places in ``ids``; those of others are left out."""
    place = np.minimum(np.searchsorted(ids, rows.ids), max(len(ids) - 1, 0))
    held = np.isin(rows.ids, ids)[rows.business] if len(rows.ids) else np.zeros(0, bool)
    kept, _, _ = _within(rows, {}, {}, held)
    return replace(kept, ids=ids, business=place[kept.business] if len(kept.business) else kept.business)


Made = tuple[Aspect, Floats]
"""An aspect, and what each review added to its means."""


def _within(
    rows: Rows, values: Mapping[str, Floats], seen: Mapping[str, NDArray[np.bool_]], inside: NDArray[np.bool_]
) -> tuple[Rows, dict[str, Floats], dict[str, NDArray[np.bool_]]]:
    kept = Rows(
        rows.ids, rows.review[inside], rows.business[inside], rows.person[inside],
        {name: score[inside] for name, score in rows.score.items()}, rows.worded[inside], rows.known[inside],
        rows.labels,
    )  # fmt: skip
    return kept, {n: v[inside] for n, v in values.items()}, {n: v[inside] for n, v in seen.items()}


def _scored(rows: Rows, cluster: Ints, column: str, value: Floats | None, seen: NDArray[np.bool_] | None) -> Made:
    """Give an aspect that customers score: plain where ``value`` is None, else with what words foretell."""
    y, count = rows.score[column], len(rows.ids)
    has = ~np.isnan(y)
    at = has if value is None or seen is None else has | seen
    code, own = rows.business[at], y[at]
    differ, weight = None, None
    worded = np.zeros(len(own), bool) if seen is None else seen[at]
    f = np.zeros(len(own)) if value is None else _foretold(value[at], worded, code, count)
    if value is not None:
        rated = has[at]
        differ = gap(f[worded], rated[worded], code[worded], cluster[at][worded])
        weight = _weights(f, rated, worded, code, differ=differ.differ)
    found = predicted(own, f, code, count, cluster=cluster[at], weight=weight, guard=value is not None)
    influence = np.zeros(len(y))
    influence[at] = found.influence
    nothing = np.full(count, np.nan)
    counted = has[at] if value is None else has[at] & worded
    n_rated = np.bincount(code[counted], minlength=count)
    people = np.unique(np.stack([code[counted], cluster[at][counted]]), axis=1)[0]
    read = np.bincount(code[worded], minlength=count)
    origin = RATED if value is None else READ
    return Aspect(
        column, origin, found.mean, found.variance, found.df, nothing, nothing, n_rated, read,
        np.bincount(people, minlength=count), differ,
    ), influence  # fmt: skip


def _foretold(value: Floats, worded: NDArray[np.bool_], code: Ints, count: int) -> Floats:
    """Give predictions; a scored review without words is foretold what its business's words say on average."""
    n = np.bincount(code[worded], minlength=count)
    total = np.bincount(code[worded], value[worded], count)
    everybody = float(value[worded].mean()) if worded.any() else 0.0
    usual = np.where(n > 0, total / np.maximum(n, 1), everybody)
    return np.where(worded, value, usual[code])


def _weights(f: Floats, rated: NDArray[np.bool_], worded: NDArray[np.bool_], code: Ints, *, differ: bool) -> Floats:
    """Let scored reviews with words stand for all with words; those without stand for themselves."""
    count = int(code.max(initial=-1)) + 1
    both = rated & worded
    words, scored = (np.bincount(code[which], minlength=count) for which in (worded, both))
    weight = np.where(rated & ~worded, 1.0, 0.0)
    stands = (words / np.maximum(scored, 1))[code]
    weight[both] = stands[both]
    if differ:
        weight[both] *= balancing(f[worded], rated[worded], code[worded])[both[worded]]
    return weight


def _told(engine: Engine, rows: Rows, labels: Mapping[str, str], scored: Sequence[Aspect]) -> list[Aspect]:
    """Give what customers speak of: aspects that nobody scores, and those that an owner marked."""
    made = []
    for one in sentences(engine, rows.review) if rows.worded.any() else ():
        beside = [
            aspect for aspect in scored
            if np.isfinite(aspect.mean).any() and alike(labels[aspect.name], [one.aspect])
        ]  # fmt: skip
        enough = any((aspect.raters >= ENOUGH).sum() > 1 for aspect in beside)
        if beside and np.isnan(one.mark).all():
            continue
        found = tones(one, rows.business, rows.person, len(rows.ids))
        nothing = np.full(len(rows.ids), np.nan)
        aspect = Aspect(
            one.aspect, READ, found.mean, found.variance, found.df, nothing, nothing, found.marked, found.read,
            found.people, scored="enough" if enough else "few" if beside else "none",
        )  # fmt: skip
        made.append((aspect, found.influence))
    return _with_free(made, rows, clusters(rows.business, rows.person), np.ones(len(made)))


def _with_free(made: Sequence[Made], rows: Rows, cluster: Ints, wide: Floats) -> list[Aspect]:
    """Give the aspects with their halo-free scores; the overall score is no aspect and has no place in ``wide``."""
    own = [one for one in made if one[0].name != OVERALL]
    if len(own) < 2:
        return [aspect for aspect, _ in made]
    means = np.stack([aspect.mean for aspect, _ in own], axis=1)
    variance = np.stack([aspect.variance for aspect, _ in own], axis=1)
    influence = np.stack([added for _, added in own], axis=1)
    free = halo_free(means, covariances(influence, cluster, rows.business, variance), wide)
    place = {aspect.name: at for at, (aspect, _) in enumerate(own)}
    return [
        replace(one, free=free.estimate[:, place[one.name]], free_variance=free.variance[:, place[one.name]])
        if one.name in place
        else one
        for one, _ in made
    ]


def _from_sums(engine: Engine, labels: Mapping[str, str]) -> Estimated:
    """Give plain means of very many scores, without halo-free ones."""
    if not labels:
        reviews = engine.table("reviews")
        ids = engine.arrow(reviews.select("business_id").distinct().order_by("business_id"))
        return Estimated(ids["business_id"].to_numpy().astype(np.int64), ())
    held = engine.sums(engine.table("reviews"), [[]], ["business_id"], list(labels), "reviewer_id")
    aspects = []
    for column in labels:
        n, total, squares, people, css, csn, cnn = (
            held[f"{kind}_{column}"].to_numpy() for kind in ("n", "sum", "sumsq", "clusters", "css", "csn", "cnn")
        )
        mean, _ = mean_variance(n, total, squares)
        variance = clustered_variance(n, total, people, css, csn, cnn) / 100**2
        nothing = np.full(len(n), np.nan)
        df = np.where(people > 1, people - 1.0, np.nan)
        aspects.append(Aspect(column, RATED, mean / 100, variance, df, nothing, nothing, n, np.zeros_like(n), people))
    return Estimated(held["business_id"].to_numpy().astype(np.int64), tuple(aspects))


def _table(found: Estimated, world: Mapping[str, str] | None = None) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only where it is asked for

    where = json.dumps(dict(world or {}), sort_keys=True)
    rows = []
    for one in found.aspects:
        for kind, mean, variance in ((PLAIN, one.mean, one.variance), (HALO_FREE, one.free, one.free_variance)):
            for at in np.flatnonzero(np.isfinite(mean)).tolist():
                enough = one.origin == RATED or bool(one.raters[at] >= ENOUGH)
                known = enough and bool(np.isfinite(variance[at]))
                rows.append({
                    "business_id": int(found.ids[at]), "world": where, "aspect": one.name, "period": "", "kind": kind,
                    "estimate": float(mean[at]), "variance": float(variance[at]) if known else None,
                    "df": float(one.df[at]) if known else None, "n_rated": int(one.n_rated[at]),
                    "n_read": int(one.n_read[at]), "origin": one.origin,
                })  # fmt: skip
    return pa.Table.from_pylist(rows, schema=table("scores").schema())
