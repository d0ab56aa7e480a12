"""Search: in which worlds our mean is ahead of every judged rival's, aspect by aspect, in one pass.

Unit     hundredths of a point; z on the scale of a normal
Source   the intersection-union test of Berger (1982) over rivals; guarded errors as in `stats.guard`, every
         row taken for a person of its own: people who judge again are counted in `exact`
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.guard import far_end, guarded
from standout.stats.welch import z_of_t
from standout.stats.worlds.plan import Plan, plan
from standout.stats.worlds.rows import MISSING, Rows
from standout.stats.worlds.sweep import recoded, sweep

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Every world that can be claimed, and where we stand in it: K worlds, A aspects.

    Attributes
    ----------
    columns, values : int16 and int32, shape (K, depth)
        The conditions of each world, -1 padded.
    depth : int8, shape (K,)
        How many conditions it has.
    rows, ours : int64, shape (K,)
        Rows of everybody, and of ours.
    same_as : int64, shape (K,)
        The world with fewest conditions, and first among these, that holds exactly the same rows: itself
        where there is none; -1 where it holds every row there is, and so is no world of its own.
    n : int64, shape (K, A)
        Our scores.
    mean : float64, shape (K, A)
        Of our scores; NaN without any.
    scored : int64, shape (K, A)
        Everybody's scores.
    testable : bool, shape (K, A)
        Whether it may be claimed: enough scores of ours, enough judged rivals, a world of its own.
    judged : int32, shape (K, A)
        Rivals with ``n_min`` scores.
    judged_rows : int64, shape (K, A)
        Their scores.
    best : int32, shape (K, A)
        The rival hardest to be told from us: the smallest z where we are ahead of every judged one, else the
        one with the highest mean; -1 without any.
    lead : float64, shape (K, A)
        Our mean less the highest mean of a judged rival; NaN without any.
    z : float64, shape (K, A)
        How surely we are ahead of ``best``; NaN without any.

    """

    columns: NDArray[np.int16]
    values: NDArray[np.int32]
    depth: NDArray[np.int8]
    rows: Ints
    ours: Ints
    same_as: Ints
    n: Ints
    mean: Floats
    scored: Ints
    testable: NDArray[np.bool_]
    judged: NDArray[np.int32]
    judged_rows: Ints
    best: NDArray[np.int32]
    lead: Floats
    z: Floats


def search(
    rows: Rows, ours: int, depth: int, n_min: int, rivals_from: int = 3, reach: NDArray[np.float64] | None = None
) -> Found:
    """Search all worlds of up to ``depth`` conditions that hold at least ``n_min`` rows of ours.

    Parameters
    ----------
    rows : Rows
    ours : int
        Place of our business.
    depth : int
        How many conditions a world may have.
    n_min : int
        How many scores ours, and a judged rival, must have; 2 or more.
    rivals_from : int
        How many judged rivals a claim needs.
    reach : float64, shape (A, 2), optional
        Lowest and highest that a score not yet seen may lie, hundredths; NaN for no such ends.

    Raises
    ------
    ValueError
        If ``n_min`` is below 2, or `plan` refuses.

    """
    if n_min < 2:
        raise ValueError("n_min is 2 or more")
    made = plan(rows, ours, depth, n_min)
    aspects = len(rows.scores)
    ends = np.full((aspects, 2), np.nan) if reach is None else np.asarray(reach, dtype=np.float64)
    return _streamed(rows, made, rivals_from, ends)


def _streamed(rows: Rows, made: Plan, rivals_from: int, ends: Floats) -> Found:
    worlds, aspects = len(made.depth), len(rows.scores)
    lanes = _lanes(rows)
    overall, typical = _overall(rows, made.n_min)
    own = _sums(rows, made, lanes, made.ours)
    n, mean, variance = _moments(own, aspects)
    held, marks, scored = own[:, -2].copy(), own[:, -1].copy(), n.copy()
    se2 = _error(n, mean, variance, overall[made.ours], typical, ends)
    judged, judged_rows = np.zeros((worlds, aspects), np.int32), np.zeros((worlds, aspects), np.int64)
    best, top = np.full((worlds, aspects), -1, np.int32), np.full((worlds, aspects), -np.inf)
    least = np.full((worlds, aspects), np.inf)
    for rival in range(rows.businesses):
        if rival == made.ours:
            continue
        sums = _sums(rows, made, lanes, rival)
        theirs_n, theirs, spread = _moments(sums, aspects)
        held += sums[:, -2]
        marks += sums[:, -1]
        scored += theirs_n
        counts = (theirs_n >= made.n_min) & (n >= made.n_min)
        judged += counts
        judged_rows += np.where(counts, theirs_n, 0)
        error = _error(theirs_n, theirs, spread, overall[rival], typical, ends)
        z = _z(mean - theirs, se2, error, n, theirs_n)
        lost = top >= mean
        nearer = counts & np.where(lost | (theirs >= mean), theirs > top, z < least)
        best[nearer], least[nearer] = rival, z[nearer]
        top = np.where(counts, np.maximum(top, theirs), top)
    return Found(
        columns=made.columns,
        values=made.values,
        depth=made.depth,
        rows=held,
        ours=made.held,
        same_as=(same := _same_as(held, marks, made.depth, _everything(rows))),
        n=n,
        mean=mean,
        scored=scored,
        testable=(n >= made.n_min) & (judged >= rivals_from) & (same == np.arange(worlds))[:, None],
        judged=judged,
        judged_rows=judged_rows,
        best=best,
        lead=np.where(best >= 0, mean - np.where(best >= 0, top, 0.0), np.nan),
        z=np.where(best >= 0, least, np.nan),
    )


def _marks(n: int) -> Ints:
    return np.random.default_rng(20261122).integers(-(1 << 63), (1 << 63) - 1, n, dtype=np.int64)


def _everything(rows: Rows) -> tuple[int, int]:
    with np.errstate(over="ignore"):
        return len(rows.business), int(_marks(len(rows.business)).sum())


def _lanes(rows: Rows) -> Ints:
    parts = []
    for score in rows.scores:
        given = score != MISSING
        level = np.where(given, score, 0).astype(np.int64)
        parts += [given.astype(np.int64), level, level * level]
    return np.stack([*parts, np.ones(len(rows.business), np.int64), _marks(len(rows.business))], axis=1)


def _sums(rows: Rows, made: Plan, lanes: Ints, business: int) -> Ints:
    here = slice(rows.starts[business], rows.starts[business + 1])
    local = np.zeros((len(rows.codes), here.stop - here.start), np.int32)
    for column, codes in enumerate(rows.codes):
        recoded(codes[here], made.recode[column], local[column])
    sums = np.zeros((len(made.depth), lanes.shape[1]), np.int64)
    sweep(local, lanes[here], made.column, made.level, made.width, made.at, made.lookup, made.first, sums)
    return sums


def _moments(sums: Ints, aspects: int) -> tuple[Ints, Floats, Floats]:
    n, total, squares = (sums[:, k : 3 * aspects : 3] for k in range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        variance = np.where(n > 1, (n * squares - total * total) / (n * (n - 1.0)), np.nan)
    return n.copy(), mean, variance


def _overall(rows: Rows, n_min: int) -> tuple[Floats, Floats]:
    """Variance of all scores of each business, shape (R, A), and its mean over businesses with enough of them."""
    found = np.full((rows.businesses, len(rows.scores)), np.nan)
    enough = np.zeros(found.shape, bool)
    for aspect, score in enumerate(rows.scores):
        for business in range(rows.businesses):
            held = score[rows.starts[business] : rows.starts[business + 1]]
            held = held[held != MISSING].astype(np.float64)
            if len(held) > 1:
                found[business, aspect] = held.var(ddof=1)
            enough[business, aspect] = len(held) >= n_min
    kept = np.where(enough, found, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return found, np.where(enough.any(axis=0), kept / enough.sum(axis=0), np.nan)


def _error(n: Ints, mean: Floats, variance: Floats, business: Floats, typical: Floats, ends: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        error = guarded(variance, business[None, :], typical[None, :]) / n
        for aspect in range(n.shape[1]):
            low, high = ends[aspect]
            if np.isfinite(low) and np.isfinite(high):
                error[:, aspect] = np.maximum(error[:, aspect], far_end(mean[:, aspect], n[:, aspect], low, high))
    return error


def _z(difference: Floats, ours: Floats, theirs: Floats, n: Ints, m: Ints) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        together = ours + theirs
        apart = ours**2 / np.maximum(n - 1.0, 1.0) + theirs**2 / np.maximum(m - 1.0, 1.0)
        t = np.where(together > 0, difference / np.sqrt(together), 0.0)
        z = z_of_t(t, np.where(apart > 0, together**2 / apart, np.inf))
    return np.asarray(z)


def _same_as(held: Ints, marks: Ints, depth: NDArray[np.int8], everything: tuple[int, int]) -> Ints:
    order = np.lexsort((np.arange(len(held)), depth, held, marks))
    same = np.arange(len(held))
    new = np.ones(len(held), bool)
    new[1:] = (np.diff(held[order]) != 0) | (np.diff(marks[order]) != 0)
    same[order] = order[np.flatnonzero(new)][np.cumsum(new) - 1] if len(held) else order
    return np.where((held == everything[0]) & (marks == everything[1]), -1, same)
