"""Fresh: how a first place fared in the reviews of a later stretch of time alone.

Reads    reviews   those of the stretch, in the world and on the aspect of the claim
Makes    Fresh     the lead over the rival that was nearest then, and whether a rival is shown to be ahead now
Unit     points on the source's own scale
Source   the guarded variance and clustering of docs/explanation/league-method.md; Bonferroni over rivals
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import combinations
from operator import add
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.questions.est.curation import combinable, label_of
from standout.questions.est.market import Aspect, Market, described, markets
from standout.stats.guard import far_end, guarded_squared_error
from standout.stats.moments import clustered_variance, mean_variance
from standout.stats.welch import pairwise_z

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.question import Engine

Floats = NDArray[np.float64]
FROM = 10
"""From how many people's scores in a stretch a business counts there: a mean of ten scores that spread by 1 is known
to within 0.6.  What turns a claim round must besides pass the guard, for which ten are few."""
HUNDREDTHS = 100
KINDS = ("n", "sum", "sumsq", "clusters", "css", "csn", "cnn")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a stretch of time says of a claim; None where too few scores were given in it."""

    lead: float | None = None
    turned: bool | None = None


class FreshReviews:
    """The reviews of a workspace, to be looked at a stretch at a time.

    Parameters
    ----------
    engine : Engine
        Over all that is held.
    alpha : float
        How often at most luck may turn a claim round.

    """

    def __init__(self, engine: Engine, alpha: float) -> None:
        self._engine, self._alpha = engine, alpha
        self._market: Market = markets(engine)[0]
        aspects, descriptors = described(engine)
        self._parts = {aspect.label: (aspect,) for aspect in aspects} | _together(aspects)
        self._columns = {descriptor.label: descriptor.column for descriptor in descriptors}

    def of(self, aspect: str, world: Mapping[str, str], rival: str, since: date, until: date) -> Fresh:
        """Give how we did after ``since`` and up to ``until``, against ``rival`` and against all."""
        parts = self._parts.get(aspect, ())
        if not parts:  # known by pages alone
            return Fresh()
        n, total, squares, clusters, css, csn, cnn = self._sums(self._rows(world, since, until), parts)
        unit = HUNDREDTHS * len(parts)
        voices = n * n // np.maximum(cnn, 1)
        judged = voices >= FROM
        if not judged[0]:
            return Fresh()
        mean, variance = mean_variance(n, total, squares)
        clustered = clustered_variance(n, total, clusters, css, csn, cnn)
        z = self._z(parts[0], judged, voices, mean / unit, variance / unit**2, clustered / unit**2, n)
        rivals = judged.copy()
        rivals[0] = False
        turned = bool((z[rivals] > -ndtri(self._alpha / max(rivals.sum(), 1))).any()) if rivals.any() else None
        nearest = self._market.names.index(rival) if rival in self._market.names else 0
        lead = float(mean[0] - mean[nearest]) / unit if rivals[nearest] else None
        return Fresh(lead, turned)

    def _rows(self, world: Mapping[str, str], since: date, until: date) -> ir.Table:
        rows = self._engine.table("reviews")
        rows = rows.filter(rows.reviewed_at > since, rows.reviewed_at <= until)
        for label, value in world.items():
            rows = rows.filter(rows[self._columns[label]] == value)
        return rows

    def _sums(self, rows: ir.Table, parts: Sequence[Aspect]) -> NDArray[np.int64]:
        """The whole numbers of `Engine.sums` by place in the league, shape (7, k), of the sum of some aspects."""
        column = parts[0].column
        score = reduce(add, (rows[part.column].cast("int32") for part in parts))
        shown = rows.select("business_id", "reviewer_id", **{column: score})
        sums = self._engine.sums(shown, [[]], ["business_id"], [column], "reviewer_id")
        place = self._market.places(sums["business_id"].to_pylist())
        held = np.zeros((len(KINDS), len(self._market.ids)), np.int64)
        for row, kind in enumerate(KINDS):
            held[row, place[place >= 0]] = sums[f"{kind}_{column}"].to_numpy()[place >= 0]
        return held

    def _z(
        self,
        aspect: Aspect,
        judged: NDArray[np.bool_],
        voices: NDArray[np.int64],
        mean: Floats,
        variance: Floats,
        clustered: Floats,
        n: NDArray[np.int64],
    ) -> Floats:
        """By how much each business is ahead of ours."""
        typical = float(np.nanmean(variance[judged]))
        floor = None
        if aspect.low is not None and aspect.high is not None:
            floor = np.nan_to_num(far_end(mean, voices, aspect.low, aspect.high), posinf=0.0)
        se2 = guarded_squared_error(n, variance, variance, typical, clustered, floor)
        df = np.maximum(voices - 1.0, 1.0)
        return np.array([0.0, *(pairwise_z(mean[[k, 0]], se2[[k, 0]], df[[k, 0]])[0, 1] for k in range(1, len(n)))])


def _together(aspects: Sequence[Aspect]) -> dict[str, tuple[Aspect, ...]]:
    """Give every two or three aspects that may be taken together, by what they are called."""
    may = [aspects[place] for place in combinable(aspects)]
    return {label_of(parts): parts for size in (2, 3) for parts in combinations(may, size)}
