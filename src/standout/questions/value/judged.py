"""Judged: the aspects and the outcome of every review, as arrays; scored by customers, else read from words.

Reads    reviews, columns, readings, mentions
Makes    judged   one row: a review with an overall score, or that says whether it recommends; one column: an aspect
Rule     of overall scores and recommending, the overall score if enough people give it, else what most people give;
         aspects that customers score come first; where fewer than two are scored by enough people, those read from
         words stand in, each as the good less the bad that a review says of it, 0 where it says nothing; reviews
         that were not read are left out
Unit     points of the scale; of words, sentences
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.questions.value.held import Held, Scale
from standout.questions.value.outcome import Outcome, outcomes

Floats = NDArray[np.float64]

RATED, READ = "rated", "read"
ENOUGH = 100
"""From how many people on importance is told: fewer give intervals that miss too often (benchmarks/drivers.py)."""
EACH = 30
"""So many people have to score or speak of an aspect."""
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """What reviews say of k aspects, and their overall score.

    Attributes
    ----------
    origin : str
        "rated" or "read".
    columns, labels : sequence of str
        The aspects as tables name them, and for people.
    ends : sequence of (float, float)
        Least and most an aspect can be.
    values : float64, shape (n, k)
        NaN where a review doesn't tell.
    outcome : float64, shape (n,)
        The overall score, or 1 for who recommends and 0 for who doesn't.
    named : str
        The outcome for people.
    shares : bool
        Whether the outcome's mean is a share of people.
    rows : int64, shape (n,)
        Rows of ``held.reviews``.

    """

    origin: str
    columns: Sequence[str]
    labels: Sequence[str]
    ends: Sequence[tuple[float, float]]
    values: Floats
    outcome: Floats
    named: str
    shares: bool
    rows: NDArray[np.int64]


def judged(held: Held) -> Judged | None:
    """Give the aspects and the outcome of every review; None where there is no outcome, or fewer than two aspects.

    Of several outcomes the first that ``ENOUGH`` people give is taken, else the one that most people give.
    """
    made = [found for one in outcomes(held)[0] if (found := _rated(held, one) or _read(held, one)) is not None]
    people = [_count(held, found.rows) for found in made]
    enough = next((found for found, n in zip(made, people, strict=True) if n >= ENOUGH), None)
    return enough or max(made, key=lambda found: _count(held, found.rows), default=None)


def _rated(held: Held, outcome: Outcome) -> Judged | None:
    given = ~np.isnan(outcome.values)
    scored = [(one, held.score(one.column)) for one in held.scales]
    kept = [(one, values) for one, values in scored if _count(held, given & ~np.isnan(values)) >= EACH]
    if len(kept) < 2:
        return None
    matrix = np.column_stack([values for _, values in kept])
    rows = np.flatnonzero(given & ~np.isnan(matrix).all(axis=1))
    names, ends = [one for one, _ in kept], [_ends(one, values) for one, values in kept]
    columns, labels = [one.column for one in names], [one.label for one in names]
    return _made(RATED, columns, labels, ends, matrix[rows], outcome, rows)


def _ends(one: Scale, values: Floats) -> tuple[float, float]:
    """Give the ends of a scale; where the file doesn't tell, the least and most that was given."""
    least = float(np.nanmin(values)) if one.low is None else one.low
    return least, float(np.nanmax(values)) if one.high is None else one.high


def _read(held: Held, outcome: Outcome) -> Judged | None:
    if not held.mentions.num_rows or not held.readings.num_rows:
        return None
    read = np.zeros(len(held.review_ids), dtype=bool)
    kept = held.readings.filter(pc.field("read"))
    read[np.searchsorted(held.review_ids, kept["review_id"].to_numpy())] = True
    read &= ~np.isnan(outcome.values)
    told = {aspect: tone(held, aspect) for aspect in sorted(pc.unique(held.mentions["aspect"]).to_pylist())}
    labels = [aspect for aspect, (_, spoken) in told.items() if _count(held, read & spoken) >= EACH]
    if len(labels) < 2:
        return None
    rows = np.flatnonzero(read)
    matrix = np.column_stack([told[aspect][0] for aspect in labels])[rows]
    return _made(READ, labels, labels, [(-1.0, 1.0)] * len(labels), matrix, outcome, rows)


def _made(
    origin: str, columns: Sequence[str], labels: Sequence[str], ends: Sequence[tuple[float, float]], values: Floats,
    outcome: Outcome, rows: NDArray[np.int64],
) -> Judged:  # fmt: skip
    return Judged(origin, columns, labels, ends, values, outcome.values[rows], outcome.label, outcome.shares, rows)


def tone(held: Held, aspect: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Give how much better than bad each held review speaks of an aspect, in sentences, and whether it does at all."""
    kept = held.mentions.filter(pc.field("aspect") == aspect)
    place = np.searchsorted(held.review_ids, kept["review_id"].to_numpy())
    difference = kept["positive"].to_numpy().astype(np.float64) - kept["negative"].to_numpy()
    size = len(held.review_ids)
    made: Floats = np.bincount(place, weights=difference / THOUSAND, minlength=size).astype(np.float64)
    return made, np.bincount(place, minlength=size) > 0


def population(held: Held, found: Judged) -> str:
    """Give in words whose reviews the importance is made from."""
    rows = np.zeros(len(held.businesses), dtype=bool)
    rows[found.rows] = True
    return held.population(rows)


def _count(held: Held, rows: NDArray[np.bool_] | NDArray[np.int64]) -> int:
    """Give how many people wrote these rows of ``held.reviews``."""
    return len(np.unique(held.people[rows]))
