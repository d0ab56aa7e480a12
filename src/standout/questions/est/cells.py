"""Cells: one aspect in one world, with every business of the league in it.

Reads    reviews   through one call of ``sums``: overall
Makes    cells     one for each aspect and world in which we have been scored often enough
Unit     points on the source's own scale
Source   the guarded variance and clustering by reviewer of docs/explanation/league-method.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.est.market import Aspect, Condition, Market
from standout.stats.guard import design_effect, far_end, guarded
from standout.stats.moments import clustered_variance, mean_variance

if TYPE_CHECKING:
    import ibis.expr.types as ir

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KINDS = ("n", "sum", "sumsq", "clusters", "css", "csn", "cnn")
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Sums:
    """The whole numbers behind one cell, by place in the league; scores in hundredths.

    With weights ``n`` is the sum of weights, ``total`` of weight times score, and the cluster sums likewise.

    Attributes
    ----------
    rows : int64, shape (k,)
        How many scores.
    n, total, squares : int64, shape (k,)
        Scores, their sum, the sum of their squares.
    clusters : int64, shape (k,)
        How many people gave them.
    css, csn, cnn : int64 or whole float64, shape (k,)
        As `standout.stats.moments.clustered_variance` takes them.

    """

    rows: Ints
    n: Ints
    total: Ints
    squares: Ints
    clusters: Ints
    css: Ints | Floats
    csn: Ints | Floats
    cnn: Ints | Floats

    @classmethod
    def none(cls, count: int) -> Sums:
        """Give the sums of a cell nobody scored."""
        return cls(*(np.zeros(count, np.int64) for _ in range(8)))

    @property
    def voices(self) -> Ints:
        """How many people, each writing once and with the same weight, would say as much (Kish)."""
        return np.asarray(np.minimum(_ratio(self.n, self.n, self.cnn), self.rows))

    def moments(self) -> tuple[Floats, Floats]:
        """Give the mean and the variance of single scores, in points and points squared."""
        mean, variance = mean_variance(self.n, self.total, self.squares)
        if not np.array_equal(self.n, self.rows):  # weights are no counts: what n - 1 does for counts, rows do
            shrunk = 1 - 1 / np.maximum(self.n, 2)
            variance = variance * shrunk / (1 - 1 / np.maximum(self.rows, 2))
            variance = np.where(self.rows > 1, variance, np.nan)
        return mean / HUNDREDTHS, variance / HUNDREDTHS**2

    def clustered(self) -> Floats:
        """Give the squared error of the mean with people as clusters, in points squared."""
        error = clustered_variance(self.n, self.total, self.clusters, self.css, self.csn, self.cnn)
        return np.asarray(error / HUNDREDTHS**2)


def _ratio(one: Ints, two: Ints, over: Ints | Floats) -> Ints:
    """Whole part of a product over a number, exact where the product is too large for 64 bits."""
    whole = one.astype(object) * two.astype(object) // np.maximum(over, 1).astype(np.int64).astype(object)
    return np.asarray(whole, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Spread:
    """How much single scores on an aspect vary, all worlds together: by business, and in the market.

    ``sums`` are what the businesses' variances were made from; None for a market known by its pages alone.
    """

    business: Floats
    typical: float
    sums: Sums | None = None


@dataclass(frozen=True, slots=True)
class Halo:
    """What a cell that words speak in needs besides: each business against its own average over its aspects.

    ``free`` and ``free_variance`` are NaN where there is no other aspect; ``n_rated`` and ``n_read`` count scores of
    reviews with words, and texts; ``differ`` tells that the words of scored reviews differ from those of others, and
    ``general`` that the aspect is how a business does in general, which has nothing to stand out from.
    """

    free: Floats
    free_variance: Floats
    n_rated: Ints
    n_read: Ints
    differ: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One aspect in one world.

    Attributes
    ----------
    aspect : Aspect
    conditions : tuple of Condition
        What the world asks for; empty for everybody.
    rows : int64, shape (k,)
        Scores of each business of the league, ours first; for a shown average its count.
    voices : int64, shape (k,)
        How many people, each writing once, would say as much: Kish's effective number, (sum of counts)² over
        sum of squared counts; the number of clusters that Carter, Schnepel & Steigerwald (2017) go by.
    mean : float64, shape (k,)
        NaN without scores.
    variance, spread : float64, shape (k,)
        Of a single score, its share of what people share counted in: as seen, and as guarded.
    far : float64, shape (k,)
        What unseen scores at the far end would add: the squared error is never less than ``far / rows²``.
    df : float64, shape (k,)
        Degrees of freedom.
    slack : float64, shape (k,)
        Half-width of the rounding of a shown average, else 0.
    shown : bool, shape (k,)
        Where the figures are a shown average and count.
    sums : Sums
        The whole numbers it was made from.
    around : Spread
        The spread it is guarded by.
    halo : Halo or None
        Where its figures were read from words.

    """

    aspect: Aspect
    conditions: tuple[Condition, ...]
    rows: Ints
    voices: Ints
    mean: Floats
    variance: Floats
    spread: Floats
    far: Floats
    df: Floats
    slack: Floats
    shown: NDArray[np.bool_]
    sums: Sums
    around: Spread
    halo: Halo | None = None

    @property
    def se2(self) -> Floats:
        """The guarded squared standard error of each mean; NaN without scores."""
        return self.error(np.where(self.rows > 0, self.rows, np.nan))

    def error(self, n: Floats) -> Floats:
        """Give what the squared standard errors would be with ``n`` scores each."""
        return np.asarray(np.fmax(self.spread / n, self.far / n**2))

    @property
    def world(self) -> dict[str, str]:
        """The world as people read it: {} for all."""
        return {condition.descriptor.label: condition.value for condition in self.conditions}

    @property
    def addressable(self) -> bool:
        """Whether a buyer can tell before buying that they are in this world."""
        return all(condition.descriptor.before for condition in self.conditions)


def overall_sums(
    engine: Engine, reviews: ir.Table, league: Sequence[Market], aspects: Sequence[Aspect]
) -> list[list[Sums]]:
    """Give, for each league, the sums of every aspect over all its reviews."""
    if not aspects:
        return [[] for _ in league]
    held = engine.sums(reviews, [[]], ["business_id"], [aspect.column for aspect in aspects], "reviewer_id")
    figures = [{kind: held[f"{kind}_{aspect.column}"].to_numpy() for kind in KINDS} for aspect in aspects]
    ids = held["business_id"].to_pylist()
    return [[_placed(figure, market.places(ids), len(market.ids)) for figure in figures] for market in league]


def _placed(figure: Mapping[str, Ints], place: Ints, count: int) -> Sums:
    inside = place >= 0
    columns = []
    for kind in KINDS:
        values = np.zeros(count, np.int64)
        values[place[inside]] = figure[kind][inside]
        columns.append(values)
    return Sums(columns[0].copy(), *columns)


def spread_of(sums: Sums, judged_from: int) -> Spread:
    """Give each business's own variance on the aspect, and the mean of these over those judged."""
    _, variance = sums.moments()
    steady = variance[(sums.voices >= judged_from) & (sums.rows > 0)]
    known = steady[np.isfinite(steady)]
    return Spread(variance, float(known.mean()) if known.size else float("nan"), sums)


def cell_of(aspect: Aspect, conditions: tuple[Condition, ...], sums: Sums, around: Spread) -> Cell:
    """Give the cell of one aspect in one world from its sums.

    Parameters
    ----------
    aspect : Aspect
    conditions : tuple of Condition
        The world; empty for everybody.
    sums : Sums
        Of this aspect in this world, by place in the league.
    around : Spread
        `spread_of` the aspect over everybody: what the variance is guarded by.

    """
    count, n, voices = len(sums.rows), sums.rows, sums.voices
    mean, variance = sums.moments()
    effect = design_effect(variance, n, sums.clustered())
    far = np.zeros(count)
    if aspect.least is not None and aspect.most is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            far = np.nan_to_num(far_end(mean, voices, aspect.least, aspect.most) * n**2, posinf=0.0)
    spread = guarded(variance, around.business, around.typical) * effect
    seen = np.where(np.isnan(variance), spread, variance * effect)
    df, none = np.maximum(voices - 1.0, 1.0), np.zeros(count)
    return Cell(
        aspect, conditions, n, voices, mean, seen, spread, far, df, none, none.astype(bool), sums, around,
    )  # fmt: skip


def overall_cells(sums: Sequence[Sums], aspects: Sequence[Aspect], judged_from: int) -> list[Cell]:
    """Give the overall cell of every aspect of one league."""
    return [cell_of(aspect, (), one, spread_of(one, judged_from)) for aspect, one in zip(aspects, sums, strict=True)]
