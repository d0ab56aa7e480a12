"""Placing: who is where in one league, whatever it was measured by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where businesses stand; every array has the league's shape, ours first.

    Attributes
    ----------
    judged : bool
        Who has enough to be judged by.
    rank, rank_low, rank_high : int64
        1 the best; 0 where not judged.
    ahead, behind : bool
        Whom we are shown to be ahead of; who is shown to be ahead of us.
    lead, lead_low : float64
        By how much we are better, and at least; NaN for ours and where either isn't judged.

    """

    judged: Flags
    rank: Ints
    rank_low: Ints
    rank_high: Ints
    ahead: Flags
    behind: Flags
    lead: Floats
    lead_low: Floats

    @property
    def ours_judged(self) -> bool:
        """Whether we can be judged ourselves."""
        return bool(self.judged[0])

    @property
    def rivals(self) -> Ints:
        """Places of the judged rivals."""
        return np.flatnonzero(self.judged[1:]) + 1

    @property
    def best_rival(self) -> int:
        """Place of the judged rival we are least ahead of; -1 without any, or where we aren't judged."""
        rivals = self.rivals
        return int(rivals[np.argmin(self.lead[rivals])]) if rivals.size and self.ours_judged else -1
