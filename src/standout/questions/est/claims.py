"""Claims: which first places may be printed, when many are looked for.

Every cell that may carry a best is one claim, chosen from counts alone.  Half of alpha goes to the
aspects overall and half to the worlds, shared evenly within each, so that looking into worlds costs an
owner's main question little.

Source   intersection-union test of Berger (1982) over rivals; weighted Holm (1979) over claims;
         Benjamini & Yekutieli (2001), weighted as in Genovese, Roeder & Wasserman (2006)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.questions.est.standing import Standing
from standout.stats.multiplicity import benjamini_yekutieli

Floats = NDArray[np.float64]

LONE = 0.8
"""What a lone claim may spend of alpha.  Its place is printed as 1st though the range of all pairs is wider, and
at all of alpha the printed place would be right in 93.8 % of leagues of four (benchmarks/rank_coverage.py)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of the question: see ``questions/est/__init__.py``."""

    alpha: float
    judged_from: int
    proven_from: int
    rivals_from: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of one claim.

    Attributes
    ----------
    tested : bool
        Whether it was among those looked at.
    tier : str
        "guaranteed", "proven", "likely", or "" for none of these.
    critical : float
        The z that the claim had to pass; NaN where not tested.
    lead_low : float
        What the lead over the best rival is at least, for all claims at once; above 0 only for a proven
        one, and 0 for one that rests on e-values, which say who is ahead and not by how much.

    """

    tested: bool
    tier: str
    critical: float
    lead_low: float

    @property
    def proven(self) -> bool:
        """Whether a first place is shown."""
        return self.tier in ("guaranteed", "proven")


def tested(known: Standing, rules: Rules) -> bool:
    """Whether a cell may carry a best, from counts alone."""
    return (
        known.cell.addressable
        and not known.cell.aspect.barred
        and known.ours_judged
        and known.rivals.size >= rules.rivals_from
    )


def small(known: Standing, rules: Rules) -> NDArray[np.int64]:
    """Places of judged rivals for whom only an e-value may speak: they or we have few voices."""
    rivals = known.rivals
    few = known.cell.voices[rivals] < rules.proven_from
    return rivals[few | bool(known.cell.voices[0] < rules.proven_from)]


def claims(known: Sequence[Standing], evalues: Mapping[int, Mapping[int, float]], rules: Rules) -> list[Claim]:
    """Give the claim of every standing.

    Parameters
    ----------
    known : sequence of Standing
    evalues : mapping of int to mapping of int to float
        By place in ``known``: the e-value against each rival in `small`; a missing one counts as 0.
    rules : Rules

    """
    family = [place for place, one in enumerate(known) if tested(one, rules)]
    share = shares([known[place].cell.descriptor is None for place in family])
    proofs = [_proof(known[place], evalues.get(place, {}), rules) for place in family]
    t = np.array([known[place].p[known[place].rivals].max() for place in family], dtype=np.float64)
    proven = weighted_holm(np.array([p for p, _ in proofs], dtype=np.float64), share) <= rules.alpha
    likely = benjamini_yekutieli(np.minimum(t / (share * len(family)), 1.0)) <= rules.alpha if family else proven
    found = [Claim(tested=False, tier="", critical=float("nan"), lead_low=float("nan"))] * len(known)
    for i, place in enumerate(family):
        tier = ""
        if (known[place].z[known[place].rivals] > 0).all():
            certain = proofs[i][1] * rules.alpha * share[i] >= 1
            shown = "guaranteed" if certain else "proven"
            tier = shown if proven[i] else "likely" if likely[i] else ""
        critical = float(-ndtri(rules.alpha * share[i]))
        lead_low = min(known[place].least_lead(critical), 0.0)
        if tier in ("guaranteed", "proven"):
            lead_low = 0.0 if small(known[place], rules).size else max(known[place].least_lead(critical), 0.0)
        found[place] = Claim(tested=True, tier=tier, critical=critical, lead_low=lead_low)
    return found


def _proof(known: Standing, evalues: Mapping[int, float], rules: Rules) -> tuple[float, float]:
    """P-value of a first place, and the smallest e-value where e-values speak for every rival, else 0."""
    few = set(small(known, rules).tolist())
    p, least = 0.0, np.inf
    for rival in known.rivals.tolist():
        e = evalues.get(rival, 0.0) if rival in few else 0.0
        least = min(least, e)
        p = max(p, (min(1.0, 1 / e) if e > 0 else 1.0) if rival in few else float(known.p[rival]))
    return p, least


def shares(overall: Sequence[bool]) -> Floats:
    """Give each claim's share of alpha; they add to 1, and to ``LONE`` where there is only one.

    Examples
    --------
    >>> shares([True, True, False])
    array([0.25, 0.25, 0.5 ])

    """
    everywhere = np.asarray(overall, dtype=bool)
    kinds = [kind for kind in (everywhere, ~everywhere) if kind.any()]
    share = np.zeros(len(everywhere))
    for kind in kinds:
        share[kind] = 1 / len(kinds) / kind.sum()
    return share if len(share) > 1 else share * LONE


def weighted_holm(p: Floats, share: Floats) -> Floats:
    """Adjust p-values so that the chance of any false claim is at most alpha, alpha being shared unevenly.

    Examples
    --------
    With even shares it is Holm's own:

    >>> weighted_holm(np.array([0.01, 0.04, 0.03]), np.full(3, 1 / 3)).round(2)
    array([0.03, 0.06, 0.06])

    """
    adjusted = np.ones(len(p))
    order = np.argsort(p / share, kind="stable") if len(p) else np.array([], dtype=np.intp)
    left = np.cumsum(share[order][::-1])[::-1]
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] / share[order] * left), 1.0)
    return adjusted
