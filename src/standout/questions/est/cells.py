"""Cells: one aspect in one world, with every business of the league in it.

Reads    reviews   through one call of ``sums``: overall, and within each value of each descriptor
Makes    cells     one for each aspect and world in which we have been scored often enough
Unit     points on the source's own scale
Source   the guarded variance and clustering by reviewer of docs/explanation/league-method.md
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.est.market import Aspect, Descriptor, Market
from standout.stats.guard import design_effect, far_end, guarded
from standout.stats.moments import clustered_variance, mean_variance

if TYPE_CHECKING:
    import ibis.expr.types as ir

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cell:
    """One aspect in one world.

    Attributes
    ----------
    aspect : Aspect
    descriptor : Descriptor or None
        None for all.
    value : str
        Of the descriptor.
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

    """

    aspect: Aspect
    descriptor: Descriptor | None
    value: str
    rows: Ints
    voices: Ints
    mean: Floats
    variance: Floats
    spread: Floats
    far: Floats
    df: Floats
    slack: Floats
    shown: NDArray[np.bool_]

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
        return {self.descriptor.label: self.value} if self.descriptor else {}

    @property
    def addressable(self) -> bool:
        """Whether a buyer can tell before buying that they are in this world."""
        return self.descriptor is None or self.descriptor.before


@dataclass(frozen=True, slots=True)
class _Figures:
    """Moments of one aspect in every row of the sums."""

    rows: Ints
    voices: Ints
    mean: Floats
    variance: Floats
    clustered: Floats


def cells(
    engine: Engine,
    reviews: ir.Table,
    league: Sequence[Market],
    aspects: Sequence[Aspect],
    descriptors: Sequence[Descriptor],
    ours_from: int,
) -> list[list[Cell]]:
    """Give the cells of each league: overall for every aspect, then worlds where we have ``ours_from`` scores."""
    if not aspects:
        return [[] for _ in league]
    columns = [descriptor.column for descriptor in descriptors]
    sums = engine.sums(
        reviews, [[], *([c] for c in columns)], ["business_id"], [a.column for a in aspects], "reviewer_id"
    )
    figures = [_figures(sums, aspect.column) for aspect in aspects]
    return [list(_of(market, sums, figures, aspects, descriptors, ours_from)) for market in league]


def _figures(sums: pa.Table, column: str) -> _Figures:
    n, total, squares, clusters, css, csn, cnn = (
        sums[f"{kind}_{column}"].to_numpy() for kind in ("n", "sum", "sumsq", "clusters", "css", "csn", "cnn")
    )
    mean, variance = mean_variance(n, total, squares)
    clustered = clustered_variance(n, total, clusters, css, csn, cnn)
    voices = n * n // np.maximum(cnn, 1)
    return _Figures(n, voices, mean / 100, variance / 1e4, clustered / 1e4)


def _of(
    market: Market,
    sums: pa.Table,
    figures: Sequence[_Figures],
    aspects: Sequence[Aspect],
    descriptors: Sequence[Descriptor],
    ours_from: int,
) -> Iterator[Cell]:
    place = market.places(sums["business_id"].to_pylist())
    which = sums["set"].to_numpy()
    everywhere = np.flatnonzero((which == 0) & (place >= 0))
    count = len(market.ids)
    spread = [_spread(figure, everywhere, place, count, ours_from) for figure in figures]
    for figure, aspect, (business, typical) in zip(figures, aspects, spread, strict=True):
        yield _cell(aspect, None, "", figure, everywhere, place, business, typical)
    for number, descriptor in enumerate(descriptors, start=1):
        inside = np.flatnonzero((which == number) & (place >= 0))
        values = np.array(sums[descriptor.column].take(pa.array(inside)).to_pylist(), dtype=object)
        for value in sorted(set(values[place[inside] == 0])):
            rows = inside[values == value]
            for figure, aspect, (business, typical) in zip(figures, aspects, spread, strict=True):
                if figure.voices[rows[place[rows] == 0]].sum() < ours_from or _same(figure, rows, everywhere):
                    continue
                yield _cell(aspect, descriptor, value, figure, rows, place, business, typical)


def _spread(figure: _Figures, rows: Ints, place: Ints, count: int, judged_from: int) -> tuple[Floats, float]:
    """Each business's own variance on the aspect, and the mean of these over those judged."""
    business = np.full(count, np.nan)
    business[place[rows]] = figure.variance[rows]
    steady = figure.variance[rows][figure.voices[rows] >= judged_from]
    return business, float(np.nanmean(steady)) if steady.size else np.nan


def _same(figure: _Figures, rows: Ints, everywhere: Ints) -> bool:
    """Whether a world holds every score there is, and so is no world of its own."""
    return int(figure.rows[rows].sum()) == int(figure.rows[everywhere].sum())


def _cell(
    aspect: Aspect,
    descriptor: Descriptor | None,
    value: str,
    figure: _Figures,
    rows: Ints,
    place: Ints,
    business: Floats,
    typical: float,
) -> Cell:
    count = len(business)
    n, voices = np.zeros(count, np.int64), np.zeros(count, np.int64)
    mean, variance, clustered = (np.full(count, np.nan) for _ in range(3))
    at = place[rows]
    n[at], voices[at], mean[at] = figure.rows[rows], figure.voices[rows], figure.mean[rows]
    variance[at], clustered[at] = figure.variance[rows], figure.clustered[rows]
    effect = design_effect(variance, n, clustered)
    far = np.zeros(count)
    if aspect.least is not None and aspect.most is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            far = np.nan_to_num(far_end(mean, voices, aspect.least, aspect.most) * n**2, posinf=0.0)
    spread = guarded(variance, business, typical) * effect
    seen = np.where(np.isnan(variance), spread, variance * effect)
    df, none = np.maximum(voices - 1.0, 1.0), np.zeros(count)
    return Cell(aspect, descriptor, value, n, voices, mean, seen, spread, far, df, none, none.astype(bool))
