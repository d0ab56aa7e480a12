"""Pooling: one chance for all ties of a kind, where single ties were tried too seldom to learn each.

Reads    `Trials`, and the kind of each tie
Makes    `Pooled`: for each kind its chance with a 95 % interval, and from how many tries, tellers and comings
Interval from the bend of the likelihood in all chances and the outside's together, on the logit scale, so that it is
         wide where ties can't be told from the outside; wider where tellers differ more than chance lets them
Source   EM as in `learning`; Louis (1982), JRSS B 44; Liang & Zeger (1986), Biometrika 73, for summing by teller
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.network.learning import CLOSE, ROUNDS, Outside
from standout.network.sharing import Shares, shared
from standout.network.trials import Trials

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_LEAST, _ALMOST = 1e-9, 1 - 1e-9
_STEP, _WIDE, _HALVINGS = 1e-3, 1.959964, 60
_ANYTHING = 1e3
_SOME, _FLAT = 1e-3, 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """What was learnt of each kind.

    Attributes
    ----------
    chance, low, high : float64, shape (kinds,)
        That a tie of the kind carries word within the window, and its 95 % interval; NaN where none was tried.
    error : float64, shape (kinds,)
        The standard error of the logit of the chance on one step.
    came : float64, shape (kinds,)
        How many its ties are taken to have brought.
    tries, tellers : int64, shape (kinds,)
        On how many steps its ties were tried, and of how many people.
    alone : float
        How many are taken to have come of themselves.
    outside : float64, shape (steps,)
        The chance of that on each step.

    """

    chance: Floats
    low: Floats
    high: Floats
    error: Floats
    came: Floats
    tries: Places
    tellers: Places
    alone: float
    outside: Floats


def pooled(
    found: Trials, kind: Places, kinds: int, guess: tuple[Floats, Floats] | None = None, *, by_step: bool = False
) -> Pooled:
    """Give the chance of each kind of tie.

    Parameters
    ----------
    found : Trials
    kind : int64, shape (ties,)
        From 0 to ``kinds`` - 1.
    kinds : int
    guess : (float64 (kinds,), float64 (kinds,)), optional
        What was thought before of the chance on one step, as its logit, and by how much that may be off (one standard
        error).  The files' say is put beside it: where they say little the guess stays, with its own interval.
    by_step : bool
        Whether each step has a chance of its own of coming of oneself.

    Examples
    --------
    Each of a hundred people told one other, and thirty of those came; of a hundred more, whom nobody told, none did.

    >>> from standout.network.graph import graph
    >>> from standout.network.logs import log_of
    >>> from standout.network.trials import trials
    >>> pairs = graph(300, np.arange(100), np.arange(100, 200))
    >>> log = log_of(np.zeros(130, int), np.arange(130), np.repeat([0, 1], [100, 30]))
    >>> told = pooled(trials(log, pairs), np.zeros(100, int), 1)
    >>> [round(float(end[0]), 2) for end in (told.low, told.chance, told.high)]
    [0.22, 0.3, 0.4]

    """
    from scipy.special import expit  # noqa: PLC0415 - 60 ms that building a graph need not pay

    tries = np.bincount(kind, found.tries, minlength=kinds).astype(np.int64)
    mean, off = (np.zeros(kinds), np.full(kinds, _ANYTHING)) if guess is None else guess
    rule = Outside(found, any=True, by_step=by_step)
    own = _between(np.zeros(kinds) + 0.5 * np.bincount(kind[found.tie], minlength=kinds), tries, mean, off)
    shares, fit = shared(found, own[kind], rule.begin()), -np.inf
    for _ in range(ROUNDS):
        own = _between(_by(kind, shares.came, kinds), tries, mean, off)
        shares = shared(found, own[kind], rule.learnt(shares.alone))
        before, fit = fit, shares.fit
        if abs(fit - before) <= CLOSE * abs(fit):
            break
    wide = _WIDE * _error(found, kind, own, shares, off)
    at = _logit(own)
    ends = [
        np.where(tries > 0, 1 - (1 - end) ** found.window, np.nan) for end in (own, expit(at - wide), expit(at + wide))
    ]
    told = (np.unique(found.graph.source[(kind == each) & (found.tries > 0)]) for each in range(kinds))
    return Pooled(
        chance=ends[0], low=ends[1], high=ends[2], error=wide / _WIDE, came=_by(kind, shares.came, kinds), tries=tries,
        tellers=np.array([len(each) for each in told], np.int64), alone=float(shares.alone.sum()),
        outside=shares.outside,
    )  # fmt: skip


def _by(kind: Places, amount: Floats, kinds: int) -> Floats:
    return np.bincount(kind, amount, minlength=kinds).astype(np.float64)


def _logit(chance: Floats) -> Floats:
    held = np.clip(chance, _LEAST, _ALMOST)
    logits: Floats = np.log(held) - np.log1p(-held)
    return logits


def _between(came: Floats, tries: Places, mean: Floats, off: Floats) -> Floats:
    """Give the chances where what came pulls as hard as the guess: came - tries x chance = (logit - mean) / off^2."""
    from scipy.special import expit  # noqa: PLC0415

    low, high = np.full(len(came), _logit(np.array(_LEAST))), np.full(len(came), _logit(np.array(_ALMOST)))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        up = came - tries * expit(middle) > (middle - mean) / off**2
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    chances: Floats = expit((low + high) / 2)
    return chances


def _error(found: Trials, kind: Places, own: Floats, shares: Shares, off: Floats) -> Floats:
    """Give the standard errors of the logits: from the bend of the likelihood, with the outside's, and the guess."""
    at = np.append(_logit(own), 0.0)  # the last moves the outside's chances, all by as much
    free = np.flatnonzero(np.append(own > _LEAST, shares.alone.sum() > _SOME))
    bent = np.empty((len(free), len(free)))
    for column, each in enumerate(free):
        sides = np.tile(at, (2, 1))
        sides[:, each] += np.array([-_STEP, _STEP])
        pulls = [_pull(found, kind, side, shares.outside)[free] for side in sides]
        bent[:, column] = (pulls[0] - pulls[1]) / (2 * _STEP)
    less = [_less(found, shares, kind == each, own[each]) for each in range(len(own))]
    shrink = 1 / np.sqrt(np.append(less, 1.0)[free])
    bent = (bent + bent.T) / 2 * np.outer(shrink, shrink) + np.diag(np.append(1 / off**2, _LEAST)[free])
    errors = off.copy()
    told = free[free < len(own)]
    values, ways = np.linalg.eigh(bent)
    spread = (ways**2 / np.maximum(values, _FLAT)).sum(axis=1)  # where nothing pulls, nothing is known
    errors[told] = np.minimum(np.sqrt(spread[: len(told)]), off[told])
    return errors


def _pull(found: Trials, kind: Places, at: Floats, outside: Floats) -> Floats:
    """Give the slope of the likelihood in the logits of all chances, and of the outside's, last."""
    from scipy.special import expit  # noqa: PLC0415

    kinds, own = len(at) - 1, expit(at[:-1])
    alone = np.where(outside > 0, expit(_logit(outside) + at[-1]), 0.0)
    shares = shared(found, own[kind], alone)
    slope = _by(kind, shares.came, kinds) - _by(kind, found.tries.astype(np.float64), kinds) * own
    return np.append(slope, float(np.sum(shares.alone - found.risk * alone)))


def _less(found: Trials, shares: Shares, held: NDArray[np.bool_], chance: float) -> float:
    """Give by how much tries tell less because people differ: 1 where they don't, or where there are too few to see."""
    off = (shares.came - found.tries * chance)[held]
    sums = np.bincount(found.graph.source[held], off)
    told = np.bincount(found.graph.source[held], found.tries[held] > 0) > 0
    people = int(told.sum())
    due = float(np.sum(found.tries[held] * chance * (1 - chance) - shares.lost[held]))
    if people < 2 or due <= 0:
        return 1.0
    return max(float(np.sum(sums**2)) / due * people / (people - 1), 1.0)
