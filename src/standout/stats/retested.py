"""Retested: the verdict on a first place, made again from sums of scores alone, and after further scores.

Sums can be added to without knowing who gave the scores.  So from today's sums follows, to the last digit, what the
same test would say after any number of further scores, each by somebody new.

Reads    numbers     sums of each business in one world, and how the verdict was reached (`report.what_if` makes them)
Makes    verdicts    of the same test
Unit     sums in hundredths of a point; scores and leads in points
Source   the test of ``questions/est``: guarded spread, clusters by person, Welch against each rival, all rivals at once
Assumes  nothing else changes: what else was looked for keeps its evidence and its part of alpha
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.stats.guard import design_effect, far_end, guarded
from standout.stats.welch import z_of_t

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

VERDICTS = ("no", "not_enough", "close", "probably", "yes")
"""From the worst for us to the best."""
NO, NOT_ENOUGH, CLOSE, PROBABLY, YES = range(5)
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of further scores, or of those held; each float64 of one shape.

    ``people`` is how many gave them; the rest as in `standout.stats.moments.clustered_variance`.
    """

    rows: Floats
    n: Floats
    total: Floats
    squares: Floats
    people: Floats
    css: Floats
    csn: Floats
    cnn: Floats

    def plus(self, other: Sums) -> Sums:
        """Give the sums of both."""
        return Sums(*(getattr(self, kind) + getattr(other, kind) for kind in KINDS))


KINDS = ("rows", "n", "total", "squares", "people", "css", "csn", "cnn")
AROUND = ("rows", "n", "total", "squares", "cnn")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the test makes of sums; each float64 of shape (..., k), ours at place 0.

    ``variance`` is that of single scores, ``error`` the guarded squared error of the mean without what unseen scores
    at the far end would add, ``se2`` with it.
    """

    voices: Floats
    mean: Floats
    variance: Floats
    error: Floats
    se2: Floats
    df: Floats
    slack: Floats


@dataclass(frozen=True, slots=True)
class Held:
    """The numbers of one verdict, as arrays; made by `held`."""

    inside: Sums
    around: Sums
    page: Floats
    numbers: Mapping[str, Any]

    @property
    def shown(self) -> Flags:
        """Whose figures are a page's average: they get no further scores here."""
        return np.isfinite(self.page[:, 0])

    def takes(self, whose: str) -> Floats:
        """Give 1 for each business that gets further scores, and 0 for the others."""
        ours = np.arange(len(self.page)) == 0
        asked = {"ours": ours, "theirs": ~ours, "each": np.ones(len(ours), bool)}[whose]
        taken: Floats = (asked & ~self.shown).astype(np.float64)
        return taken


def held(numbers: Mapping[str, Any]) -> Held:
    """Give the numbers behind a verdict as arrays.

    Parameters
    ----------
    numbers : mapping
        ``inside``: for each business the eight sums of `Sums` in this world, ours first; ``around``: rows, n, total,
        squares and cnn over all worlds; ``page``: None, or rows, mean, variance, df and slack of a shown average;
        ``rest``: how many more businesses are judged, how many more have a spread of their own, and the sum of their
        variances; ``low``, ``high``, ``least``, ``most``: ends of the scale, and of what may go unseen; ``unit``: the
        weight of one score; ``judged_from``, ``spread_from``, ``proven_from``, ``rivals_from``; ``testable``;
        ``proven_z``, ``likely_z``: what the z against each rival has to reach; ``critical``: what it has to reach to
        stand behind one, by how many are judged, from two on.

    """
    inside = np.array(numbers["inside"], dtype=np.float64)
    around = np.zeros((len(inside), len(KINDS)))
    around[:, [KINDS.index(kind) for kind in AROUND]] = np.array(numbers["around"], dtype=np.float64)
    page = np.array([one or [np.nan] * 5 for one in numbers["page"]], dtype=np.float64)
    return Held(Sums(*inside.T), Sums(*around.T), page, numbers)


def verdicts(now: Held, more: float | Floats, score: Floats, second: Floats, takes: Floats) -> NDArray[np.int64]:
    """Give the verdict after further scores, each by somebody new.

    Parameters
    ----------
    now : Held
    more : float, or float64 of shape (cases, 1)
        How many more each business gets that takes any.
    score, second : float64, shape (cases, k)
        Their mean, and the mean of their squares, in points.
    takes : float64, shape (k,)
        As `Held.takes` gives it.

    Returns
    -------
    int64, shape (cases,)
        Places in `VERDICTS`.

    """
    added = _added(more * takes, score, second, now.numbers["unit"])
    found = figures(now, now.inside.plus(added), now.around.plus(added))
    return _judged(now, found)


def figures(now: Held, inside: Sums, around: Sums) -> Figures:
    """Give what the test makes of sums."""
    given, page = now.numbers, now.page
    mean, variance = _moments(inside, given["unit"])
    _, own = _moments(around, given["unit"])
    voices = _voices(inside)
    steady = np.isfinite(own) & (_voices(around) >= given["spread_from"]) & (around.rows > 0)
    counted = steady.sum(axis=-1) + given["rest"][1]
    with np.errstate(divide="ignore", invalid="ignore"):
        typical = (np.where(steady, own, 0.0).sum(axis=-1) + given["rest"][2]) / counted
        spread = guarded(variance, own, typical[..., None]) * design_effect(variance, inside.rows, _clustered(inside))
        error = spread / inside.rows
        far = _far(mean, voices, given["least"], given["most"])
    se2 = np.fmax(error, far)
    df, shown = np.maximum(voices - 1.0, 1.0), now.shown
    from_page = page[:, 2] / page[:, 0]
    return Figures(
        voices=np.where(shown, page[:, 0], voices), mean=np.where(shown, page[:, 1], mean),
        variance=np.where(shown, page[:, 2], variance), error=np.where(shown, from_page, error),
        se2=np.where(shown, from_page, se2), df=np.where(shown, page[:, 3], df),
        slack=np.broadcast_to(np.where(shown, page[:, 4], 0.0), mean.shape),
    )  # fmt: skip


def verdict_now(now: Held) -> str:
    """Give the verdict on the sums as they are."""
    nothing = np.zeros((1, len(now.page)))
    return VERDICTS[int(verdicts(now, 0.0, nothing, nothing, nothing[0])[0])]


def _added(more: Floats, score: Floats, second: Floats, unit: float) -> Sums:
    """Sums of so many scores by as many new people, each counting ``unit``."""
    count = np.broadcast_to(more, score.shape)
    total, squares = HUNDREDTHS * score * count, HUNDREDTHS**2 * second * count
    return Sums(
        count, unit * count, unit * total, unit * squares, count, unit**2 * squares, unit**2 * total, unit**2 * count
    )


def _moments(sums: Sums, unit: float) -> tuple[Floats, Floats]:
    """Mean and variance of single scores, as the test has them."""
    n, rows = sums.n, sums.rows
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(n > 0, sums.total / n, np.nan)
        variance = np.where(n > 1, (n * sums.squares - sums.total**2) / (n * (n - 1.0)), np.nan)
        if unit != 1:
            variance = variance * (1 - 1 / np.maximum(n, 2)) / (1 - 1 / np.maximum(rows, 2))
            variance = np.where(rows > 1, variance, np.nan)
    return mean / HUNDREDTHS, variance / HUNDREDTHS**2


def _voices(sums: Sums) -> Floats:
    return np.minimum(np.floor(sums.n * sums.n / np.maximum(sums.cnn, 1)), sums.rows)


def _clustered(sums: Sums) -> Floats:
    people = sums.people
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums.total / sums.n
        left = np.maximum(sums.css - 2 * mean * sums.csn + mean**2 * sums.cnn, 0.0)
        error = people / (people - 1) * left / sums.n**2
    return np.where(people > 1, error, np.nan) / HUNDREDTHS**2


def _far(mean: Floats, voices: Floats, least: float | None, most: float | None) -> Floats:
    if least is None or most is None:
        return np.zeros(mean.shape)
    return np.nan_to_num(far_end(mean, voices, least, most), posinf=0.0)


def _judged(now: Held, found: Figures) -> NDArray[np.int64]:
    """Give the verdict of each case."""
    given = now.numbers
    judged = (found.voices >= given["judged_from"]) & np.isfinite(found.se2)
    rivals = judged[:, 1:]
    many = rivals.sum(axis=1) + given["rest"][0]
    z = _z(found)
    least = np.where(rivals, z, np.inf).min(axis=1, initial=np.inf)
    few = (rivals & (found.voices[:, 1:] < given["proven_from"])).any(axis=1)
    few |= found.voices[:, 0] < given["proven_from"]
    tested = bool(given["testable"]) & judged[:, 0] & (many >= given["rivals_from"]) & (least > 0)
    critical = np.array([np.inf, np.inf, *given["critical"]])[np.minimum(many + 1, len(given["critical"]) + 1)]
    behind = (rivals & (-z > critical[:, None])).any(axis=1)
    verdict = np.where(behind, NO, CLOSE)
    verdict = np.where(many < given["rivals_from"], NOT_ENOUGH, verdict)
    verdict = np.where(tested & (least >= _level(given["likely_z"])), PROBABLY, verdict)
    verdict = np.where(tested & ~few & (least >= _level(given["proven_z"])), YES, verdict)
    return np.where(judged[:, 0], verdict, NOT_ENOUGH).astype(np.int64)


def _level(z: float | None) -> float:
    return math.inf if z is None else z


def _z(found: Figures) -> Floats:
    """Give the z by which we are ahead of each rival, one pair at a time."""
    ours, theirs = found.se2[:, :1], found.se2[:, 1:]
    lead = found.mean[:, :1] - found.mean[:, 1:]
    short = np.copysign(np.maximum(np.abs(lead) - (found.slack[:, :1] + found.slack[:, 1:]), 0.0), lead)
    together = ours + theirs
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = ours**2 / found.df[:, :1] + theirs**2 / found.df[:, 1:]
        df = np.where(apart > 0, together**2 / apart, np.inf)
        t = np.where(together > 0, short / np.sqrt(together), 0.0)
    return np.asarray(z_of_t(t, df))


def verdict_of(numbers: Mapping[str, Any], scores: Sequence[Sequence[float]]) -> str:
    """Give the verdict after these very scores, a sequence for each business, each score by somebody new.

    Parameters
    ----------
    numbers : mapping
        As `held` takes them.
    scores : sequence of sequences of float
        Points; empty for a business that gets none.

    """
    now = held(numbers)
    count = np.array([[float(len(one)) for one in scores]])
    score, second = (np.array([[sum(x**power for x in one) / max(len(one), 1) for one in scores]]) for power in (1, 2))
    added = _added(count, score, second, numbers["unit"])
    found = figures(now, now.inside.plus(added), now.around.plus(added))
    return VERDICTS[int(_judged(now, found)[0])]
