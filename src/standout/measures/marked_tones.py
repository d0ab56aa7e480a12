"""Marked tones: how well customers speak of what nobody scores, put right by an owner's marks on an audit sheet.

Reads    reviews, mentions, marks
Makes    tones       one row: a sentence that the reader takes to be about an aspect
Unit     -1 bad to 1 good; the mean over sentences that are about the aspect
Ratio    a marked sentence that isn't about it counts for neither: the mean is that of good less bad over what is
         about it, both as far as the marks tell (linearised, as a ratio is)
No value where a business has no marks
Guard    the error is no less than three people at the far end would make it (`standout.stats.guard.far_end`)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.stats.guard import far_end
from standout.stats.predicted import clusters, predicted

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ABOUT = 500
"""From so many thousandths that aren't "absent" a sentence is taken to be about an aspect."""


@dataclass(frozen=True, slots=True)
class Tones:
    """The mean tone of each business on one aspect; shape (G,) but ``influence``, (reviews,).

    ``people`` counts those with a sentence that was marked as about the aspect.
    """

    mean: Floats
    variance: Floats
    df: Floats
    marked: Ints
    people: Ints
    read: Ints
    influence: Floats


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences that the reader takes to be about an aspect.

    ``tone`` is what the reader says, -1 to 1; ``mark`` the owner's, NaN where unmarked; ``about`` whether the owner
    says that it is about the aspect, NaN where unmarked.  ``row`` is the review's place in its list.
    """

    aspect: str
    row: Ints
    tone: Floats
    mark: Floats
    about: Floats


def sentences(engine: Engine, review: Ints) -> list[Sentences]:
    """Give the sentences about each aspect, by aspect; those of reviews that aren't listed are left out."""
    mentions = engine.table("mentions")
    about = mentions.filter(mentions.negative + mentions.neutral + mentions.positive >= ABOUT)
    held = engine.arrow(about)
    if not held.num_rows:
        return []
    held = held.sort_by([("aspect", "ascending"), ("review_id", "ascending"), ("sentence", "ascending")])
    marks = {
        (row["review_id"], row["sentence"], row["aspect"].casefold()): row["tone"]
        for row in engine.arrow(engine.table("marks")).to_pylist()
    }
    names = np.asarray(held["aspect"].to_pylist(), dtype=object)
    starts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist(), len(names)]
    parts = [held.slice(first, last - first) for first, last in pairwise(starts)]
    return [_sentences(part, review, marks) for part in parts]


def _sentences(held: pa.Table, review: Ints, marks: dict[tuple[int, int, str], int | None]) -> Sentences:
    ids, name = held["review_id"].to_numpy(), held["aspect"][0].as_py()
    place = np.minimum(np.searchsorted(review, ids), max(len(review) - 1, 0))
    inside = review[place] == ids if len(review) else np.zeros(len(ids), bool)
    bad, flat, good = (held[tone].to_numpy().astype(np.float64) for tone in ("negative", "neutral", "positive"))
    mark, about = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    if marks:
        keys = zip(ids.tolist(), held["sentence"].to_pylist(), strict=True)
        for where, (one, sentence) in enumerate(keys):
            key = (one, sentence, name.casefold())
            if key in marks:
                tone = marks[key]
                mark[where], about[where] = (0.0, 0.0) if tone is None else (float(tone), 1.0)
    tone = (good - bad) / (bad + flat + good)
    return Sentences(name, place[inside], tone[inside], mark[inside], about[inside])


def tones(one: Sentences, business: Ints, person: Ints, count: int) -> Tones:
    """Give the mean tone of each business on an aspect.

    Parameters
    ----------
    one : Sentences
    business, person : int64, shape (reviews,)
        Of each review; a person below 0 is unknown, and the review's own.
    count : int
        How many businesses there are.

    """
    code = business[one.row]
    who = clusters(code, np.where(person[one.row] < 0, 2**62 + one.row, person[one.row]))
    marked, read = (np.bincount(code[which], minlength=count) for which in (~np.isnan(one.mark), slice(None)))
    people = np.bincount(np.unique(np.stack([code, who])[:, one.about == 1], axis=1)[0], minlength=count)
    plain = np.bincount(code, one.tone, count) / np.where(read > 0, read, np.nan)
    if not marked.any():
        nothing = np.full(count, np.nan)
        return Tones(plain, nothing, nothing, marked, people, read, np.zeros(len(business)))
    sum_of = predicted(one.mark, one.tone, code, count, cluster=who)
    part = predicted(one.about, np.ones(len(code)), code, count, cluster=who)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(part.mean > 0, np.clip(sum_of.mean / part.mean, -1, 1), np.nan)
        centre = np.nan_to_num(mean)[code]
        left = predicted(one.mark - one.about * centre, one.tone - centre, code, count, cluster=who, guard=True)
        variance = np.maximum(left.variance / part.mean**2, far_end(mean, people, -1.0, 1.0))
        added = np.nan_to_num(left.influence / part.mean[code])
    variance = np.where(marked > 0, variance, np.nan)
    mean = np.where(np.isnan(mean) & (marked == 0), plain, mean)
    influence = np.asarray(np.bincount(one.row, added, len(business)), dtype=np.float64)
    return Tones(mean, variance, left.df, marked, people, read, influence)
