"""Ranking: the five strategies in the order they fit, and how far the order depends on what isn't sure.

Reads    seen, and the judgement in ``strategies.toml``
Makes    ranking   one row: a strategy
Unit     fit, 0 to 1; a half says nothing either way
Rule     half of a fit is what customers were seen to do, three tenths the objective, two tenths the hours;
         then all of that is drawn anew, figures from their intervals and judgement around itself, and ranked again
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.questions.strategy.seen import Seen
from standout.questions.strategy.strategies import Strategy, strategies

Floats = NDArray[np.float64]

DRAWS = 2000
WEIGHTS = np.array([0.5, 0.3, 0.2])
"""Behaviour, objective, hours: judgement."""
FIRM = 20.0
"""How firmly the weights are held: drawn from a Dirichlet of this total, they move by about a tenth."""
DOUBT = {"usual": 0.5, "fits": 0.1, "hours": 0.3}
"""How far judgement may be off, one standard deviation: odds of a usual share and hours in logs, fits in fit."""
STEPS = 4
UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """A strategy's place: what it rests on, and between which places it moves (90 % of draws)."""

    strategy: Strategy
    fit: float
    rank: int
    rank_low: int
    rank_high: int
    first: float  # the share of draws in which it comes first
    seen: tuple[Seen, ...]
    missing: tuple[str, ...]  # names of signals that couldn't be seen


def strength(share: float, usual: float) -> float:
    """Give how strongly a share speaks, from 0 to 1; the usual share gives one half.

    Examples
    --------
    Twice the odds of what is usual: 2 / (1 + 2).

    >>> round(strength(0.2, 1 / 9), 3), strength(0.3, 0.3)
    (0.667, 0.5)

    """
    ours, theirs = share * (1 - usual), usual * (1 - share)
    return ours / (ours + theirs)


def ranked(seen: Mapping[str, Seen], objective: str, hours: float, seed: int, draws: int = DRAWS) -> list[Fit]:
    """Give the five in the order they fit, best first.

    Parameters
    ----------
    seen : mapping of str to Seen
        By the signal's name; those that couldn't be seen are not in it.
    objective : str
        One of the five; empty where none is said, and then none speaks for any strategy.
    hours : float
        Hours a week there are.
    seed : int
    draws : int
        How often all that isn't sure is drawn anew.

    Returns
    -------
    list of Fit
        Of five, ``rank`` 1 to 5.

    """
    held = strategies()
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(WEIGHTS * FIRM, draws)
    fits = np.array([_point(one, seen, objective, hours) for one in held])
    drawn = np.column_stack([_drawn(one, seen, objective, hours, weights, rng) for one in held])
    places = (-drawn).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    low, high = np.quantile(places, [0.05, 0.95], axis=0, method="nearest").astype(int)
    order = np.lexsort((np.arange(len(held)), -fits.round(9)))
    return [
        Fit(
            held[i], float(fits[i]), rank, min(int(low[i]), rank), max(int(high[i]), rank),
            float((places[:, i] == 1).mean()),
            tuple(sorted(_of(held[i], seen), key=_loudest)),
            tuple(signal.name for signal in held[i].signals if signal.name not in seen),
        )
        for rank, i in enumerate(order.tolist(), 1)
    ]  # fmt: skip


def _of(one: Strategy, seen: Mapping[str, Seen]) -> list[Seen]:
    return [seen[signal.name] for signal in one.signals if signal.name in seen]


def _loudest(one: Seen) -> tuple[float, str]:
    return -strength(_mean(one), one.signal.usual), one.signal.name


def _mean(one: Seen) -> float:
    return (one.hits + one.unknown / 2 + 0.5) / (one.everybody + 1)


def _point(one: Strategy, seen: Mapping[str, Seen], objective: str, hours: float) -> float:
    speaks = _of(one, seen)
    behaviour = UNKNOWN
    if speaks:
        parts = [strength(_mean(s), s.signal.usual) for s in speaks]
        behaviour = float(np.average(parts, weights=[s.signal.weight for s in speaks]))
    serves = one.fits[objective] / STEPS if objective else UNKNOWN
    return float(WEIGHTS @ [behaviour, serves, min(1.0, hours / one.hours)])


def _drawn(
    one: Strategy, seen: Mapping[str, Seen], objective: str, hours: float, weights: Floats, rng: np.random.Generator
) -> Floats:
    """Give the fit of one strategy in every draw."""
    draws = len(weights)
    speaks = _of(one, seen)
    unseen = rng.random(draws)
    parts = [_strengths(s, rng, draws) for s in speaks]
    behaviour = np.average(parts, axis=0, weights=[s.signal.weight for s in speaks]) if speaks else unseen
    doubt = DOUBT["fits"] * rng.standard_normal(draws)
    serves = np.clip(one.fits[objective] / STEPS + doubt, 0, 1) if objective else np.full(draws, UNKNOWN)
    needed = one.hours * np.exp(DOUBT["hours"] * rng.standard_normal(draws))
    return np.asarray((weights * np.column_stack([behaviour, serves, np.minimum(1.0, hours / needed)])).sum(axis=1))


def _strengths(one: Seen, rng: np.random.Generator, draws: int) -> Floats:
    unknown = one.unknown * rng.random(draws) if one.unknown else 0.0  # any share of them may have done it
    share = rng.beta(one.hits + unknown + 0.5, one.everybody - one.hits - unknown + 0.5, draws)
    usual = one.signal.usual / (1 - one.signal.usual) * np.exp(DOUBT["usual"] * rng.standard_normal(draws))
    odds = share / np.maximum(1 - share, 1e-12)
    return np.asarray(odds / (odds + usual))
