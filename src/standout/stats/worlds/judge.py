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
from standout.stats.worlds.lanes import BASE, STEP, counted, unpacked
from standout.stats.worlds.rows import MISSING, Rows

Floats = NDArray[np.float64]


@njit(cache=True, nogil=True)
def average(part: Any) -> float:
    """Give the mean level of wide sums of 3 or 5 parts that hold a score."""
    if len(part) == 3:
        return float(part[1]) / float(part[0])
    return float(part[2]) / float(part[1])


@njit(cache=True, nogil=True)
def moments(part: Any, base: float, step: float) -> tuple[int, float, float, float]:
    """Give scores, mean, variance (NaN under two) and how many voices, from wide sums of 3 or 5 parts."""
    n = part[0]
    if n == 0:
        return 0, np.nan, np.nan, 0.0
    mean = average(part)
    variance, voices = np.nan, float(n)
    if len(part) == 3:
        if n > 1:
            variance = (part[2] - mean * part[1]) / (n - 1.0)
    else:
        voices = float(part[1]) * float(part[1]) / float(part[4])
        if n > 1:
            variance = (float(part[3]) / float(part[1]) - mean * mean) * n / (n - 1.0)
    return n, base + step * mean, step * step * max(variance, 0.0), voices


@njit(cache=True, nogil=True)
def squared_error(mean: float, cell: float, voices: float, business: float, market: float, low: float, high: float):  # type: ignore[no-untyped-def]  # noqa: E501, PLR0913
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
def taken(
    wide: Any, spec: Any, overall: Any, typical: Any, ends: Any, n: Any, mean: Any, error: Any, voices: Any
) -> None:
    """Take our own figures from wide sums, shape (K, A, parts), and set these to 0."""
    for w in range(wide.shape[0]):
        for a in range(wide.shape[1]):
            n[w, a], mean[w, a], cell, voices[w, a] = moments(wide[w, a], spec[a, BASE], spec[a, STEP])
            if n[w, a]:
                error[w, a] = squared_error(
                    mean[w, a], cell, voices[w, a], overall[a], typical[a], ends[a, 0], ends[a, 1]
                )
            wide[w, a] = 0


@njit(cache=True, nogil=True)
def judge(
    sums: Any, wide: Any, carried: bool, places: Any, held: Any, marks: Any,
    rival: int, n_min: int, spec: Any, overall: Any, typical: Any, ends: Any,
    n: Any, mean: Any, error: Any, voices: Any,
    scored: Any, judged: Any, judged_rows: Any, best: Any, top: Any, least: Any,
) -> None:  # fmt: skip
    """Count one rival in, and set its sums to 0.

    While we are ahead of everybody, the rival with the smallest z is remembered; as soon as somebody is level
    or ahead, the one with the highest mean, and no other z is worked out.
    """
    part = np.zeros(wide.shape[2], np.int64)
    for w in range(sums.shape[0]):
        new = counted(sums[w], places, spec, w, held, marks)
        if not new and not carried:
            continue
        for a in range(spec.shape[0]):
            if carried:
                for i in range(len(part)):
                    part[i] = wide[w, a, i]
                    wide[w, a, i] = 0
            else:
                part[:] = 0
            unpacked(sums[w], a, places, spec, part)
            m = part[0]
            scored[w, a] += m
            if m < n_min or n[w, a] < n_min:
                continue
            judged[w, a] += 1
            judged_rows[w, a] += m
            theirs = spec[a, BASE] + spec[a, STEP] * average(part)
            lost, higher = top[w, a] >= mean[w, a], theirs > top[w, a]
            if lost and not higher:
                continue
            _, _, cell, others = moments(part, spec[a, BASE], spec[a, STEP])
            squared = squared_error(theirs, cell, others, overall[a], typical[a], ends[a, 0], ends[a, 1])
            z = z_between(mean[w, a] - theirs, error[w, a], squared, voices[w, a], others)
            if (higher and (lost or theirs >= mean[w, a])) or (not lost and z < least[w, a]):
                best[w, a] = rival
                least[w, a] = z
            if higher:
                top[w, a] = theirs
        if new:
            sums[w] = 0


def overall_variance(rows: Rows, n_min: int) -> tuple[Floats, Floats]:
    """Give the variance of all scores of each business, and what is typical of businesses with enough of them.

    Returns
    -------
    overall : float64, shape (R, A)
        NaN with fewer than two scores.
    typical : float64, shape (A,)
        Mean over businesses with ``n_min`` scores; NaN without any.

    """
    n, found = (np.zeros((rows.businesses, len(rows.scores)), kind) for kind in (np.int64, np.float64))
    weight = np.zeros(0, np.int64) if rows.weight is None else rows.weight
    for aspect, scores in enumerate(rows.scores):
        _overall(scores, rows.starts, weight, 3 if rows.weight is None else 5, n[:, aspect], found[:, aspect])
    enough = n >= n_min
    with np.errstate(divide="ignore", invalid="ignore"):
        typical = np.where(enough, found, 0.0).sum(axis=0) / enough.sum(axis=0)
    return found, typical


@njit(cache=True, nogil=True)
def _overall(scores: Any, starts: Any, weight: Any, parts: int, n: Any, variance: Any) -> None:
    for business in range(len(starts) - 1):
        wide = np.zeros(parts, np.int64)
        base = 0
        for i in range(starts[business], starts[business + 1]):
            if scores[i] == MISSING:
                continue
            if wide[0] == 0:
                base = np.int64(scores[i])
            x = np.int64(scores[i]) - base
            wide[0] += 1
            if parts == 3:
                wide[1] += x
                wide[2] += x * x
            else:
                w = weight[i]
                wide[1] += w
                wide[2] += w * x
                wide[3] += w * x * x
                wide[4] += w * w
        n[business], _, variance[business], _ = moments(wide, 0.0, 1.0)
