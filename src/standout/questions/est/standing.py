"""Standing: where every business of a cell stands, and where we stand against each.

Unit     points; ranks from 1, the best
Source   simultaneous rank intervals of `standout.stats.ranks`; all of a cell right at once at 95 %
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr

from standout.questions.est.cells import Cell
from standout.questions.est.placing import Floats, Ints, Placing
from standout.stats.ranks import rank_intervals
from standout.stats.welch import t_of_z, z_of_t

LEVEL = 0.95
TOGETHER = 3
"""With at most so many, first together is said by name."""


@dataclass(frozen=True, slots=True)
class Standing(Placing):
    """Where businesses stand in one cell.

    Attributes
    ----------
    cell : Cell
    z, p : float64
        Of one pair at a time: how far we are ahead, and its one-sided p-value.
    error, df : float64
        Standard error and degrees of freedom of each difference.

    """

    cell: Cell
    z: Floats
    p: Floats
    error: Floats
    df: Floats

    @property
    def nearest(self) -> int:
        """Place of the judged rival who is hardest to be told from us; -1 without any."""
        rivals = self.rivals
        return int(rivals[np.argmin(self.z[rivals])]) if rivals.size and self.ours_judged else -1

    @property
    def together(self) -> bool:
        """Whether few rivals are left open and the others are behind: we are first together with these."""
        ahead, rivals = int(self.ahead.sum()), len(self.rivals)
        return not self.behind.any() and ahead > 0 and rivals - ahead <= TOGETHER and 2 * ahead >= rivals

    def least_lead(self, critical: float) -> float:
        """Give what the lead over the best rival is at least, at the z ``critical``; NaN without rivals."""
        rivals = self.rivals
        if not rivals.size or not self.ours_judged:
            return float("nan")
        slack = self.cell.slack[0] + self.cell.slack[rivals]
        bound = self.lead[rivals] - slack - self.error[rivals] * t_of_z(critical, self.df[rivals])
        return float(bound.min())


def standing(cell: Cell, judged_from: int) -> Standing:
    """Give the standing of a cell: who has ``judged_from`` voices is judged."""
    count = len(cell.rows)
    judged = (cell.voices >= judged_from) & np.isfinite(cell.se2)
    at = np.flatnonzero(judged)
    rank, low, high = (np.zeros(count, np.int64) for _ in range(3))
    ahead, behind = np.zeros(count, bool), np.zeros(count, bool)
    lead, lead_low, z, p, error, df = (np.full(count, np.nan) for _ in range(6))
    if at.size:
        mean = cell.mean[at]
        ranks = rank_intervals(mean, cell.se2[at], cell.df[at], cell.slack[at], LEVEL)
        rank[at] = 1 + (len(at) - np.searchsorted(np.sort(mean), mean, side="right"))
        low[at], high[at] = ranks.low, ranks.high
        if judged[0] and at.size > 1:
            rivals = at[1:]
            ahead[rivals], behind[rivals] = ranks.ahead[0, 1:], ranks.ahead[1:, 0]
            slack = cell.slack[0] + cell.slack[rivals]
            lead[rivals] = cell.mean[0] - cell.mean[rivals]
            error[rivals], df[rivals] = difference(cell, rivals)
            z[rivals] = np.minimum(_z(lead[rivals], slack, error[rivals], df[rivals]), _beyond_halo(cell, rivals))
            p[rivals] = ndtr(-z[rivals])
            lead_low[rivals] = lead[rivals] - slack - error[rivals] * t_of_z(ranks.critical, df[rivals])
    return Standing(judged, rank, low, high, ahead, behind, lead, lead_low, cell, z, p, error, df)


def _beyond_halo(cell: Cell, rivals: Ints) -> Floats:
    """Give the z of what sets us apart from each rival beyond how much we are liked in general.

    Infinite where no words speak, and of how we do in general; 0 where nothing tells what sets us apart.
    """
    if cell.halo is None or cell.halo.general:
        return np.full(len(rivals), np.inf)
    free, error2 = cell.halo.free, cell.halo.free_variance
    lead, together = free[0] - free[rivals], error2[0] + error2[rivals]
    apart = error2[0] ** 2 / cell.df[0] + error2[rivals] ** 2 / cell.df[rivals]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = _z(lead, np.zeros(len(rivals)), np.sqrt(together), np.where(apart > 0, together**2 / apart, np.inf))
    return np.where(np.isfinite(z), z, 0.0)


def difference(cell: Cell, rivals: Ints) -> tuple[Floats, Floats]:
    """Give the standard error of our mean less each rival's, and its degrees of freedom (Welch and Satterthwaite)."""
    together = cell.se2[0] + cell.se2[rivals]
    apart = cell.se2[0] ** 2 / cell.df[0] + cell.se2[rivals] ** 2 / cell.df[rivals]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(together), np.where(apart > 0, together**2 / apart, np.inf)


def _z(lead: Floats, slack: Floats, error: Floats, df: Floats) -> Floats:
    short = np.copysign(np.maximum(np.abs(lead) - slack, 0.0), lead)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(error > 0, short / error, 0.0)
    return np.asarray(z_of_t(t, df))


def first(known: Standing, lead_low: float) -> Standing:
    """Give the standing with us shown to be first: ahead of every judged rival by at least ``lead_low``."""
    rivals = known.rivals
    ahead, behind, least = known.ahead.copy(), known.behind.copy(), known.lead_low.copy()
    low, high = known.rank_low.copy(), known.rank_high.copy()
    ahead[rivals], behind[rivals] = True, False
    least[rivals] = np.maximum(least[rivals], lead_low)
    low[0] = high[0] = 1
    low[rivals] = np.maximum(low[rivals], 2)
    high[rivals] = np.maximum(high[rivals], low[rivals])
    return replace(known, ahead=ahead, behind=behind, lead_low=least, rank_low=low, rank_high=high)


def not_first(known: Standing, top: int = 0) -> Standing:
    """Give the standing with the nearest rival left open, where a first place is not shown.

    A rank interval holds for one cell, a printed first place for all that were tested; where only the
    former passes, the interval is widened by one, so that no page says both.  Where "in the ``top`` so many"
    is shown, ours ends there.
    """
    rivals = known.rivals
    if not rivals.size or not known.ours_judged:
        return known
    low, high = known.rank_low.copy(), known.rank_high.copy()
    if top and not known.together:
        high[0] = max(min(high[0], top), 2, low[0])
    if not known.ahead[rivals].all():
        return replace(known, rank_high=high)
    near = known.nearest
    ahead, least = known.ahead.copy(), known.lead_low.copy()
    ahead[near], least[near] = False, min(least[near], 0.0)
    high[0], low[near] = 2, 1
    return replace(known, ahead=ahead, lead_low=least, rank_low=low, rank_high=high)
