"""What if: what so many more scores could make of a verdict, and what they can't.

At best and at worst, all of them the same; and as likely as not, given by people like those so far.  A page that
carries the sums can answer without its workspace: ``report/templates/what_if.js`` is this file and `retested` in
another language, and a test holds the two together.

Reads    the numbers of a verdict, as `retested.held` takes them
Makes    Cases
Assumes  further scores are each by somebody new, and nothing else changes; measured in benchmarks/what_if.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from standout.stats.retested import VERDICTS, Held, figures, verdict_now, verdicts

Floats = NDArray[np.float64]

WHOSE = ("ours", "theirs", "each")
"""Who gets the further scores: we, each rival, or we and each rival."""
MOST, STEP = 200, 5
"""How many more are looked at, and in what steps a slider goes."""
LEVELS = 20
"""A scale is looked at in so many steps: scores that are all the same vary least, and need not be at the end.  Twenty
steps of a scale of whole points can be printed with two decimals."""
DRAWS, LATTICE, SHIFT = 509, 448, 137
"""So many futures, a prime, are looked at, spread evenly over what may come; by what these are spread."""


@dataclass(frozen=True, slots=True)
class Case:
    """The verdict if all further scores are ``score`` (of the rivals ``other``, where they get some too)."""

    verdict: str
    score: float
    other: float


@dataclass(frozen=True, slots=True)
class Cases:
    """What so many more scores can do.

    Attributes
    ----------
    best, worst : Case
        The best and the worst verdict that scores which are all the same can bring.
    likely : dict of str to float
        How often each verdict comes, where the further scores are by people like those so far; adds to 1.

    """

    best: Case
    worst: Case
    likely: Mapping[str, float]


def cases(now: Held, more: int, whose: str = "ours") -> Cases:
    """Give what so many more scores can do.

    Parameters
    ----------
    now : Held
    more : int
        How many more; 0 gives today's verdict each time.
    whose : str
        One of `WHOSE`.

    """
    if not more:
        same = VERDICTS.index(verdict_now(now))
        low, high = now.numbers["low"], now.numbers["high"]
        return Cases(_case(same, high, low), _case(same, low, high), {VERDICTS[same]: 1.0})
    best, worst = _ends(now, more, whose)
    counts = np.bincount(_drawn(now, more, whose), minlength=len(VERDICTS))
    likely = {name: int(n) / DRAWS for name, n in zip(VERDICTS, counts, strict=True) if n}
    return Cases(best, worst, likely)


def reach(now: Held, whose: str = "ours") -> dict[str, tuple[int, str] | None]:
    """Give with how many more the verdict can rise first, and can fall first: with the verdict it then becomes.

    Returns
    -------
    dict
        ``rise`` and ``fall``: None where no number up to `MOST` can.

    """
    today = VERDICTS.index(verdict_now(now))
    steps = list(range(1, MOST + 1))
    found = _same(now, steps, whose)
    best, worst = found.max(axis=1), found.min(axis=1)
    return {"rise": _first(steps, best, best > today), "fall": _first(steps, worst, worst < today)}


def _first(steps: Sequence[int], verdict: NDArray[np.int64], there: NDArray[np.bool_]) -> tuple[int, str] | None:
    at = int(np.argmax(there))
    return (steps[at], VERDICTS[verdict[at]]) if there[at] else None


def _case(place: int, score: float, other: float) -> Case:
    return Case(VERDICTS[place], float(score), float(other))


def _grid(now: Held) -> tuple[Floats, Floats]:
    """Give our scores from the best down, and the rivals' from the worst up."""
    low, high = now.numbers["low"], now.numbers["high"]
    part = (high - low) * np.arange(LEVELS + 1) / LEVELS
    return high - part, low + part


def _same(now: Held, steps: Sequence[int], whose: str) -> NDArray[np.int64]:
    """Give the verdicts after so many scores that are all the same, shape (steps, `LEVELS` + 1)."""
    good, other = _grid(now)
    score = np.where(np.arange(len(now.page)) == 0, good[:, None], other[:, None])
    score = np.tile(score, (len(steps), 1))
    more = np.repeat(np.array(steps, dtype=np.float64), LEVELS + 1)[:, None]
    return verdicts(now, more, score, score**2, now.takes(whose)).reshape(len(steps), LEVELS + 1)


def _ends(now: Held, more: int, whose: str) -> tuple[Case, Case]:
    """Give the best and the worst case among scores that are all the same; ends of the scale go before what ties."""
    good, other = _grid(now)
    [found] = _same(now, [more], whose)
    best, worst = int(np.argmax(found)), LEVELS - int(np.argmin(found[::-1]))
    return _case(found[best], good[best], other[best]), _case(found[worst], good[worst], other[worst])


def _drawn(now: Held, more: int, whose: str) -> NDArray[np.int64]:
    """Give the verdicts of futures in which further scores come from people like those so far.

    What these think on average isn't known to the last digit either, so the mean of the further scores is drawn with
    both errors: that of their own mean, and that of the mean so far.  Their squares go with it as a beta distribution
    of the same mean and variance has it, within what the ends of the scale allow.
    """
    low, high = now.numbers["low"], now.numbers["high"]
    found, takes = figures(now, now.inside, now.around), now.takes(whose)
    who = np.flatnonzero((takes > 0) & np.isfinite(found.error) & np.isfinite(found.variance))
    mean, variance = found.mean[who], found.variance[who]
    drawn = mean + spots(len(who)) * np.sqrt(variance / more + found.error[who])
    drawn = np.clip(drawn, low, high)
    scaled, wide = (mean - low) / (high - low), high - low
    within = variance / wide**2
    room = scaled * (1 - scaled) + within
    lean = np.where(room > 0, 2 * wide * (1 - 2 * scaled) * within / np.where(room > 0, room, 1.0), 0.0)
    second = variance + mean**2 + (lean + 2 * mean) * (drawn - mean)
    second = np.minimum(np.maximum(second, drawn**2), drawn * (low + high) - low * high)
    score, squares = np.zeros((DRAWS, len(takes))), np.zeros((DRAWS, len(takes)))
    score[:, who], squares[:, who] = drawn, second
    some = np.zeros(len(takes))
    some[who] = 1.0
    return verdicts(now, more, score, squares, some)


@lru_cache(maxsize=64)
def spots(places: int) -> Floats:
    """Give normal values that fill so many dimensions evenly, shape (`DRAWS`, places).

    Source: a lattice of one generator (Korobov 1959); this one leaves any two of 41 dimensions all but uncorrelated.

    Examples
    --------
    >>> found = spots(1)
    >>> bool(abs(found.mean()) < 1e-9), bool(abs(found.std() - 1) < 0.01)
    (True, True)

    """
    draw = np.arange(DRAWS)[:, None]
    step = np.array([pow(LATTICE, place, DRAWS) for place in range(1, places + 1)], dtype=np.int64)
    values: Floats = ndtri(((draw * step + SHIFT * np.arange(1, places + 1)) % DRAWS + 0.5) / DRAWS)
    return values
