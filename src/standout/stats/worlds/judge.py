"""Judge: what one rival's sums change about where we stand, world by world.

Unit     hundredths of a point; z on the scale of a normal
Source   guarded errors of `stats.guard` and Wallace's z of `stats.welch`, one pair at a time
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.stats.guard import UNSEEN
from standout.stats.worlds.lanes import BASE, PACKED, PAIR_AT, PAIR_MASK, STEP, SUM_AT, marked, unpacked
from standout.stats.worlds.rows import MISSING, Rows

Floats = NDArray[np.float64]

RIVAL = 1 << 40
"""One judged rival, above the bits that count scores."""


@njit(cache=True, nogil=True)
def variance_of(n: Any, weight: Any, total: Any, squares: Any) -> Any:
    """Give the variance of single scores, weighted; NaN under two."""
    if n < 2:
        return np.nan
    whole = float(total)
    return max((squares - whole / weight * whole) / weight * n / (n - 1.0), 0.0)


@njit(cache=True, nogil=True)
def squared_error(mean: Any, cell: Any, voices: Any, business: Any, market: Any, low: Any, high: Any) -> Any:
    """Give `guard.guarded_squared_error` of one mean, with `guard.far_end` as its floor."""
    own = cell
    if math.isnan(own) or business > own:
        own = business
    if math.isnan(own):
        own = market
    spread = own
    if not math.isnan(market):
        spread = max(own, (own + market) / 2)
    error = spread / voices
    if low <= high:
        error = max(error, UNSEEN * (max(mean - low, high - mean) / voices) ** 2)
    return error


@njit(cache=True, nogil=True)
def z_between(ahead: float, ours: float, theirs: float, voices: float, others: float) -> float:
    """Give the z by which ours is ahead: Welch's t on Satterthwaite's degrees of freedom, by Wallace's formula."""
    together = ours + theirs
    if not together > 0:
        return 0.0
    df = together * together / (ours * ours / max(voices - 1.0, 1.0) + theirs * theirs / max(others - 1.0, 1.0))
    bent = math.sqrt(df * math.log1p(ahead * ahead / together / df)) * (8 * df + 1) / (8 * df + 3)
    return bent if ahead >= 0 else -bent


@njit(cache=True, nogil=True)
def taken(  # noqa: PLR0913 - a compiled kernel takes arrays, not records
    wide: Any, spec: Any, n_min: int, overall: Any, typical: Any, ends: Any,
    n: Any, mean: Any, level: Any, error: Any, voices: Any,
) -> None:  # fmt: skip
    """Read our own figures from wide sums, and set these to 0; ``level`` is our mean where we have enough scores."""
    for w in range(wide.shape[0]):
        for a in range(spec.shape[0]):
            count, weight, total = wide[w, a, 0], wide[w, a, 1], wide[w, a, 2]
            if count:
                step = float(spec[a, STEP])
                n[w, a], mean[w, a] = count, spec[a, BASE] + step * total / weight
                voices[w, a] = float(weight) * weight / wide[w, a, 4]
                cell = step * step * variance_of(count, weight, total, wide[w, a, 3])
                error[w, a] = squared_error(
                    mean[w, a], cell, voices[w, a], overall[a], typical[a], ends[a, 0], ends[a, 1]
                )
                if count >= n_min:
                    level[w, a] = mean[w, a]
        wide[w] = 0


@njit(cache=True, nogil=True)
def judge(  # noqa: PLR0913 - a compiled kernel takes arrays, not records
    sums: Any, wide: Any, carried: bool, places: Any, spec: Any, overall: Any, typical: Any, ends: Any,  # noqa: FBT001
    held: Any, marks: Any, level: Any, error: Any, voices: Any,
    rival: int, n_min: int, judged: Any, best: Any, top: Any, least: Any,
) -> None:  # fmt: skip
    """Count one rival in, and set its sums to 0.

    While we are ahead of everybody, the rival with the smallest z is remembered; as soon as somebody is level
    or ahead, the one with the highest mean, and no other z is worked out.

    Parameters
    ----------
    carried : bool
        Whether part of the rival's sums is in ``wide``.
    judged : int64, shape (worlds, A)
        Judged rivals x `RIVAL` and their scores, in one number.

    """
    packed = places[0] == PACKED
    for w in range(sums.shape[0]):
        count = (sums[w, places[1]] >> places[2]) & places[3]
        if count == 0 and not carried:
            continue
        held[w] += count
        marks[w] += marked(sums, w, places[4], spec)
        for a in range(spec.shape[0]):
            n: Any = np.int64(0)
            total: Any = np.int64(0)
            squares: Any = np.int64(0)
            if packed:
                n, total, squares = unpacked(sums[w, a], spec[a, SUM_AT], spec[a, PAIR_AT], spec[a, PAIR_MASK])
            weight, squared = n, n
            if carried:
                n += wide[w, a, 0]
                weight += wide[w, a, 1]
                total += wide[w, a, 2]
                squares += wide[w, a, 3]
                squared += wide[w, a, 4]
            ours = level[w, a]
            if n < n_min or math.isnan(ours):
                continue
            judged[w, a] += RIVAL + n
            highest = top[w, a]
            step = float(spec[a, STEP])
            theirs = spec[a, BASE] + step * total / weight
            lost, higher = highest >= ours, theirs > highest
            if lost and not higher:
                continue
            cell = step * step * variance_of(n, weight, total, squares)
            others = float(weight) * weight / squared
            error_theirs = squared_error(theirs, cell, others, overall[a], typical[a], ends[a, 0], ends[a, 1])
            z = z_between(ours - theirs, error[w, a], error_theirs, voices[w, a], others)
            if (higher and (lost or theirs >= ours)) or (not lost and z < least[w, a]):
                best[w, a] = rival
                least[w, a] = z
            if higher:
                top[w, a] = theirs
        for lane in range(sums.shape[1]):
            sums[w, lane] = 0
        if carried:
            wide[w] = 0


def overall_variance(rows: Rows, n_min: int) -> tuple[Floats, Floats]:
    """Give the variance of all scores of each business, and what is typical of businesses with enough of them.

    Returns
    -------
    overall : float64, shape (R, A)
        NaN with fewer than two scores.
    typical : float64, shape (A,)
        Mean over businesses with ``n_min`` scores; NaN without any.

    """
    shape = (rows.businesses, len(rows.scores))
    n, found = np.zeros(shape, np.int64), np.zeros(shape)
    weight = np.zeros(0, np.int64) if rows.weight is None else rows.weight
    for aspect, scores in enumerate(rows.scores):
        _overall(scores, rows.starts, weight, n[:, aspect], found[:, aspect])
    enough = n >= n_min
    with np.errstate(divide="ignore", invalid="ignore"):
        typical: Floats = np.where(enough, found, 0.0).sum(axis=0) / enough.sum(axis=0)
    return found, typical


@njit(cache=True, nogil=True)
def _overall(scores: Any, starts: Any, weight: Any, n: Any, variance: Any) -> None:
    for business in range(len(starts) - 1):
        base: Any = 0
        count, weights = 0, 0
        total: Any = 0
        squares: Any = 0
        for i in range(starts[business], starts[business + 1]):
            if scores[i] == MISSING:
                continue
            if count == 0:
                base = np.int64(scores[i])
            x = np.int64(scores[i]) - base
            w = weight[i] if len(weight) else 1
            count += 1
            weights += w
            total += w * x
            squares += w * x * x
        n[business] = count
        variance[business] = variance_of(count, weights, total, squares)
