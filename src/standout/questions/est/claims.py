"""Claims: which first places may be printed, when many are looked for.

Every cell that may carry a best is one claim, chosen from counts alone.  Half of alpha goes to the
aspects overall and half to the worlds.  Of the latter a world of one condition gets twice what one of two
gets, and so on; within each depth claims share evenly.  So looking deeper costs the simple answers little.

Source   intersection-union test of Berger (1982) over rivals; weighted Holm (1979) over claims;
         Benjamini & Yekutieli (2001), weighted as in Genovese, Roeder & Wasserman (2006)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.questions.est.cells import Cell
from standout.questions.est.market import Condition
from standout.questions.est.standing import Standing
from standout.stats.levels import holm_levels, yekutieli_levels
from standout.stats.multiplicity import benjamini_yekutieli, weighted_holm
from standout.stats.top import top_place

Floats = NDArray[np.float64]

COMBINED = -1
"""The group of aspects taken together."""
SAID = -2
"""The group of worlds read from the words of reviews."""
TOGETHER = 0.1
"""What these get of alpha, where the aspects overall get 1 and the worlds 1."""
SAYING = 0.25
"""What worlds read from words get of alpha, where the aspects overall get 1 and other worlds, if any, get 1."""
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
    depth: int = 3


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
    share : float
        Its share of alpha.
    top : int
        "In the top so many" is shown; 0 where not tested.
    searched : int
        How many claims were tested together, this one included.
    proven_at, likely_at : float
        The p-values a first place may have at most to be shown, and to be likely, the evidence of the other claims
        being as it is; where not tested, those it would have if it were.

    """

    tested: bool
    tier: str
    critical: float
    lead_low: float
    share: float = 0.0
    top: int = 0
    searched: int = 0
    proven_at: float = 0.0
    likely_at: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether a first place is shown."""
        return self.tier in ("guaranteed", "proven")


def group_of(cell: Cell) -> int:
    """Give the group a cell shares alpha with: see `depth_shares`."""
    return COMBINED if cell.aspect.parts > 1 else group_in(cell.conditions)


def group_in(conditions: Sequence[Condition]) -> int:
    """Give the group that the cells of a world share alpha with."""
    return SAID if any(condition.descriptor.said for condition in conditions) else len(conditions)


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


def claims(
    known: Sequence[Standing],
    evalues: Mapping[int, Mapping[int, float]],
    rules: Rules,
    counted: Mapping[int, int] | None = None,
) -> list[Claim]:
    """Give the claim of every standing.

    Parameters
    ----------
    known : sequence of Standing
    evalues : mapping of int to mapping of int to float
        By place in ``known``: the e-value against each rival in `small`; a missing one counts as 0.
    rules : Rules
    counted : mapping of int to int, optional
        How many claims were tested in each group of `depth_shares`, those not among ``known`` included.

    """
    family = [place for place, one in enumerate(known) if tested(one, rules)]
    depth = [group_of(known[place].cell) for place in family]
    number = {d: max(depth.count(d), (counted or {}).get(d, 0)) for d in sorted({*depth, *(counted or {})})}
    each, total = depth_shares(number), sum(number.values())
    share = np.array([each[d] for d in depth], dtype=np.float64)
    proofs = [_proof(known[place], evalues.get(place, {}), rules) for place in family]
    t = np.array([known[place].p[known[place].rivals].max() for place in family], dtype=np.float64)
    rest = max(1.0 - float(share.sum()), 0.0)
    proven = weighted_holm(np.array([p for p, _ in proofs], dtype=np.float64), share, rest) <= rules.alpha
    likely = benjamini_yekutieli(np.minimum(t / (share * total), 1.0), total) <= rules.alpha if family else proven
    levels = _levels(np.array([p for p, _ in proofs], dtype=np.float64), t, share, total, rules.alpha)
    untested = _untested(known, [p for p, _ in proofs], t, depth, number, rules)
    found = [untested.get(group_of(one.cell), _SILENT) for one in known]
    for i, place in enumerate(family):
        tier = ""
        if (known[place].z[known[place].rivals] > 0).all():
            certain = proofs[i][1] * rules.alpha * share[i] >= 1
            shown = "guaranteed" if certain and known[place].cell.halo is None else "proven"
            tier = shown if proven[i] else "likely" if likely[i] else ""
        critical = float(-ndtri(rules.alpha * share[i]))
        lead_low = min(known[place].least_lead(critical), 0.0)
        if tier in ("guaranteed", "proven"):
            lead_low = 0.0 if small(known[place], rules).size else max(known[place].least_lead(critical), 0.0)
        top = _top(known[place], evalues.get(place, {}), rules, float(share[i]))
        found[place] = Claim(
            tested=True, tier=tier, critical=critical, lead_low=lead_low, share=float(share[i]), top=top,
            searched=total, proven_at=float(levels[0][i]), likely_at=float(levels[1][i]),
        )  # fmt: skip
    return found


_SILENT = Claim(tested=False, tier="", critical=float("nan"), lead_low=float("nan"))


def _levels(p: Floats, t: Floats, share: Floats, total: int, alpha: float) -> tuple[Floats, Floats]:
    """P-values at which each claim is shown, and is likely, the others being as they are."""
    rest = max(1.0 - float(share.sum()), 0.0)
    likely = yekutieli_levels(np.minimum(t / (share * total), 1.0), alpha, total) * share * total
    return holm_levels(p, share, alpha, rest), likely


def _untested(
    known: Sequence[Standing], p: Sequence[float], t: Floats, depth: Sequence[int], number: Mapping[int, int],
    rules: Rules,
) -> dict[int, Claim]:  # fmt: skip
    """By group: what a claim that isn't tested yet would have to reach, if it were one more."""
    found = {}
    for group in sorted({group_of(one.cell) for one in known if not tested(one, rules)}):
        more = {**number, group: number.get(group, 0) + 1}
        each = depth_shares(more)
        share = np.array([each[d] for d in (*depth, group)], dtype=np.float64)
        levels = _levels(np.array([*p, 1.0]), np.append(t, 1.0), share, sum(more.values()), rules.alpha)
        found[group] = replace(_SILENT, proven_at=float(levels[0][-1]), likely_at=float(levels[1][-1]))
    return found


def surer(claim: Claim, known: Standing, evalues: Mapping[int, float], rules: Rules) -> Claim:
    """Give a proven claim as guaranteed where the e-values against every judged rival pass as well."""
    least = min((evalues.get(rival, 0.0) for rival in known.rivals.tolist()), default=0.0)
    certain = claim.tier == "proven" and least * rules.alpha * claim.share >= 1
    return replace(claim, tier="guaranteed") if certain else claim


def _top(known: Standing, evalues: Mapping[int, float], rules: Rules, share: float) -> int:
    """Give the place that "in the top so many" is shown for; a rival ahead in the figures is never beaten."""
    few = set(small(known, rules).tolist())
    p = []
    for rival in known.rivals.tolist():
        e = evalues.get(rival, 0.0) if known.z[rival] > 0 else 0.0
        p.append(_at_least(known, rival, e) if rival in few else float(known.p[rival]))
    return top_place(p, rules.alpha * share)


def _proof(known: Standing, evalues: Mapping[int, float], rules: Rules) -> tuple[float, float]:
    """P-value of a first place, and the smallest e-value where e-values speak for every rival, else 0."""
    few = set(small(known, rules).tolist())
    p, least = 0.0, np.inf
    for rival in known.rivals.tolist():
        e = evalues.get(rival, 0.0) if rival in few else 0.0
        least = min(least, e)
        p = max(p, _at_least(known, rival, e) if rival in few else float(known.p[rival]))
    return p, least


def _at_least(known: Standing, rival: int, e: float) -> float:
    """Give the p-value of an e-value; votes know nothing of the halo, so where words speak the t-test has a say."""
    p = min(1.0, 1 / e) if e > 0 else 1.0
    return p if known.cell.halo is None else max(p, float(known.p[rival]))


def depth_shares(number: Mapping[int, int]) -> dict[int, float]:
    """Give the share of alpha that each claim of a group has.

    They add to 1 over all claims, and to ``LONE`` where there is only one.

    Parameters
    ----------
    number : mapping of int to int
        Claims tested in each group: 0 is everybody, 1 and up are worlds of so many conditions, ``COMBINED`` are
        aspects taken together, and ``SAID`` are worlds read from words.

    Examples
    --------
    Two claims overall, ten in worlds of one condition, a hundred in worlds of two:

    >>> {group: round(share, 4) for group, share in depth_shares({0: 2, 1: 10, 2: 100}).items()}
    {0: 0.25, 1: 0.0333, 2: 0.0017}

    """
    there = sorted(group for group, claims in number.items() if claims)
    halves = sum(2.0**-group for group in there if group > 0)
    fixed = {0: 1.0, COMBINED: TOGETHER, SAID: SAYING}
    part = {group: fixed[group] if group in fixed else 2.0**-group / halves for group in there}
    whole = (LONE if sum(number.values()) == 1 else 1.0) / sum(part.values()) if part else 0.0
    return {group: whole * own / number[group] for group, own in part.items()}
