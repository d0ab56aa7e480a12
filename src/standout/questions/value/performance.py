"""Performance: how we do on an aspect, with its interval, against the mean of the rivals.

Reads    reviews, scores
Makes    performance   one for each aspect
Rule     each rival counts the same in their mean, those of whom it isn't known how wrong their figure is left out; a
         business with fewer than ``LEAST`` scores isn't judged.  Where most reviews carry words and no score, the
         estimate of ``scores`` stands in, if its error is known of us and of a rival; else scores alone speak
Unit     points of the scale; ``ahead`` is a share of the scale
Source   the guarded error of a mean (``stats.guard``), people as clusters; Welch (1947) for the difference
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from standout.questions.value.held import Held
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.moments import clustered_variance
from standout.stats.welch import t_of_z

Floats = NDArray[np.float64]

Z = 1.959963984540054
LEAST = 5
"""From how many scores a business is judged."""
CALIBRATED = 15
"""From how many scores an estimate that is read from words has an interval."""
PLAIN, READ = "plain", "read"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval; the ends are None where nothing tells how wrong it is."""

    estimate: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """How we do on an aspect; ``error`` and ``theirs`` are squared errors of our mean and of the rivals' mean."""

    ours: Interval | None
    market: Interval | None = None
    ahead: Interval | None = None
    scores: int = 0
    rivals: int = 0
    error: float = np.nan
    theirs: float = np.nan


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one business, its squared error and degrees of freedom; NaN where these aren't known."""

    business: int
    mean: float
    error: float
    df: float
    n: int


def performance(held: Held, column: str, ends: tuple[float, float]) -> Performance:
    """Give how we do on an aspect against the rivals."""
    means = _means(held, column, ends)
    mine = next((one for one in means if one.business == held.ours), None)
    others = [one for one in means if one.business in held.rivals]
    others = [one for one in others if np.isfinite(one.error)] or others
    if mine is None:
        return Performance(None, scores=_given(held, column))
    if not others:
        return Performance(_interval(mine.mean, mine.error, mine.df, ends), scores=mine.n, error=mine.error)
    mean, error, df = _mean_of(others)
    both = mine.error + error
    freedom = both**2 / (mine.error**2 / mine.df + error**2 / df) if both > 0 else np.inf
    wide = ends[1] - ends[0]
    apart = _interval((mine.mean - mean) / wide, both / wide**2, freedom, (-1.0, 1.0))
    return Performance(
        _interval(mine.mean, mine.error, mine.df, ends), _interval(mean, error, df, ends), apart, mine.n, len(others),
        mine.error, error,
    )  # fmt: skip


def _means(held: Held, column: str, ends: tuple[float, float]) -> list[Mean]:
    """Give the means read from words or those of the scores alone: whichever tells more; words where both do."""
    read, scored = _estimated(held, column), _scored(held, column, ends)
    found = max(read, scored, key=lambda means: _tells(means, held)) if read else scored
    if found is scored:
        return scored
    return [
        replace(one, n=_given(held, column)) if one.business == held.ours and not np.isfinite(one.error) else one
        for one in read
    ]  # fmt: skip


def _tells(means: Sequence[Mean], held: Held) -> tuple[bool, bool, bool]:
    """Whether it is known how wrong our mean and a rival's are; whether ours is; whether there is one of ours."""
    known = {one.business for one in means if np.isfinite(one.error)}
    ours = held.ours in known
    return ours and not known.isdisjoint(held.rivals), ours, any(one.business == held.ours for one in means)


def _given(held: Held, column: str) -> int:
    """How many scores of ours there are."""
    if column not in held.reviews.column_names:
        return 0
    return int((~np.isnan(held.score(column)) & (held.businesses == held.ours)).sum())


def _mean_of(others: Sequence[Mean]) -> tuple[float, float, float]:
    """Give the mean of means, its squared error and degrees of freedom (Satterthwaite)."""
    errors = np.array([one.error for one in others])
    total = float(errors.sum())
    part = float((errors**2 / np.array([one.df for one in others])).sum())
    df = total**2 / part if part > 0 else np.inf
    return float(np.mean([one.mean for one in others])), total / len(others) ** 2, df


def _interval(mean: float, error: float, df: float, ends: tuple[float, float]) -> Interval:
    if not np.isfinite(error):
        return Interval(mean)
    half = float(np.sqrt(error) * t_of_z(Z, df))
    return Interval(mean, max(mean - half, ends[0]), min(mean + half, ends[1]))


def _scored(held: Held, column: str, ends: tuple[float, float]) -> list[Mean]:
    """Give the means of what customers scored."""
    if column not in held.reviews.column_names:
        return []
    score = held.score(column)
    found = []
    for business in (held.ours, *held.rivals):
        rows = (held.businesses == business) & ~np.isnan(score)
        if rows.sum() >= LEAST:
            found.append((business, *_moments(score[rows], held.people[rows])))
    if not found:
        return []
    _, mean, variance, clustered, n, people = (np.array(column) for column in zip(*found, strict=True))
    floor = far_end(mean, people, *ends)
    error = guarded_squared_error(n, variance, variance, float(variance.mean()), clustered, floor)
    return [
        Mean(int(one[0]), float(one[1]), float(squared), float(max(one[5] - 1, 1)), int(one[4]))
        for one, squared in zip(found, error, strict=True)
    ]


def _moments(scores: Floats, people: NDArray[np.int64]) -> tuple[float, float, float, int, int]:
    """Give mean, variance, squared error with people as clusters, number of scores and of people."""
    codes = np.unique(people, return_inverse=True)[1]
    count = np.bincount(codes).astype(np.float64)
    total = np.bincount(codes, weights=scores)
    n = len(scores)
    clustered = clustered_variance(
        n, scores.sum(), len(count), (total**2).sum(), (total * count).sum(), (count**2).sum()
    )  # fmt: skip
    return float(scores.mean()), float(scores.var(ddof=1)), float(clustered), n, len(count)


def _estimated(held: Held, column: str) -> list[Mean]:
    """Give the estimates read from words, where ours is one of them; no error where too few scores stand behind it."""
    rows = [
        row for row in held.scores.to_pylist()
        if row["aspect"] == column and row["kind"] == PLAIN and row["origin"] == READ and row["estimate"] is not None
    ]  # fmt: skip
    if not any(row["business_id"] == held.ours for row in rows):
        return []
    return [_of_row(row) for row in rows]


def _of_row(row: dict[str, float | int | None]) -> Mean:
    scores, variance = int(row["n_rated"] or 0), row["variance"]
    error = np.nan if variance is None or scores < CALIBRATED else float(variance)
    return Mean(int(row["business_id"] or 0), float(row["estimate"] or 0), error, float(row["df"] or np.inf), scores)
