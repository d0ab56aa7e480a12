"""Undoing: what it would take for a shown first place not to be shown any more.

Reads    a proof, `standout.questions.est.proof`
Makes    how far the nearest rival is from undoing it, and how many worst scores of ours would
Unit     points, or the fact's own unit; scores
No row   where no first place is shown; no count of scores where scores carry weights or the scale has no end
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from standout.questions.est.cells import HUNDREDTHS
from standout.questions.est.proof import cell_again, critical_of, recomputed
from standout.stats.first import lead_low

MOST = 10_000
"""So many worst scores are tried; more are not worth a figure."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What would undo a first place.

    Attributes
    ----------
    rival : str
        The judged rival that is nearest to undoing it.
    gap : float
        How much better that rival's figure would have to be; to the four decimals ever printed.
    worst : int or None
        How many new scores of ours at the low end of the scale would undo it; None where that isn't known.
    low : float or None
        That low end.

    """

    rival: str
    gap: float
    worst: int | None = None
    low: float | None = None


def undoing(numbers: Mapping[str, Any]) -> Undoing | None:
    """Give what would undo the first place a proof shows; None where it shows none."""
    figures = recomputed(numbers)
    if not figures["shown"] or figures["nearest"] is None:
        return None
    rival, gap = figures["nearest"], figures["lead_low"]
    if numbers["kind"] == "fact":
        return Undoing(rival, gap)
    worst = _worst_scores(numbers)
    return Undoing(rival, gap, worst, numbers["aspect"]["low"] if worst is not None else None)


def _worst_scores(numbers: Mapping[str, Any]) -> int | None:
    ours, low = numbers["businesses"][0], numbers["aspect"]["low"]
    weighted = ours["world"]["n"] != ours["world"]["rows"]
    if low is None or weighted or ours["page"] or not _shown(numbers, 0) or _shown(numbers, MOST):
        return None
    held, lost = 0, MOST
    while lost - held > 1:
        middle = (held + lost) // 2
        held, lost = (middle, lost) if _shown(numbers, middle) else (held, middle)
    return lost


def _shown(numbers: Mapping[str, Any], more: int) -> bool:
    """Whether the first place is still shown with so many more worst scores of ours."""
    ours, score = numbers["businesses"][0], round(HUNDREDTHS * numbers["aspect"]["low"])
    heavier = {**ours, "world": _with(ours["world"], more, score), "all": _with(ours["all"], more, score)}
    cell = cell_again({**numbers, "businesses": [heavier, *numbers["businesses"][1:]]})
    judged = np.flatnonzero((cell.voices >= numbers["rules"]["judged_from"]) & np.isfinite(cell.se2))
    if judged.size < 2 or judged[0] != 0:
        return False
    mean, error, df, slack = (part[judged] for part in (cell.mean, cell.se2, cell.df, cell.slack))
    return lead_low(mean, error, df, 0, critical_of(numbers), slack) > 0


def _with(sums: Mapping[str, int], more: int, score: int) -> dict[str, int]:
    """Give sums with more scores of one value, each by somebody new."""
    added = {"rows": 1, "n": 1, "total": score, "squares": score * score, "clusters": 1, "css": score * score,
             "csn": score, "cnn": 1}  # fmt: skip
    return {kind: value + more * added[kind] for kind, value in sums.items()}
