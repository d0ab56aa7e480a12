"""Learning: how likely each tie carries word, from who came when, beside those who would have come anyway.

Reads    `Trials`
Makes    `Learnt`: a chance for each tie with its 95 % interval, which ties were tried at all, and the outside's
Model    on each step a tie is tried it carries word with its own chance, and the outside with one for all, each apart
         from the others; who came was brought by at least one of them.  Over a window a tie has 1 - (1 - chance)^window
Credit   the quick method: each who came is shared out once, all ties of a kind taken to be alike
EM       the accurate one: shared out by what is learnt, again and again; the likelihood never falls
Shrunk   a tie seldom tried stands nearer to what its kind, its teller and its listener let expect; one never tried
         learns nothing, and keeps the chance it was given
Interval a beta distribution with what the tries tell, less what is lost by not knowing who brought whom (Louis)
Can't    tell word of mouth from likeness: people who know each other and are alike come at like times anyway
Source   Saito, Nakano & Kimura (2008), KES; Goyal, Bonchi & Lakshmanan (2010), WSDM, for partial credit; Louis (1982),
         JRSS B 44, for information lost; Shalizi & Thomas (2011), Sociol. Methods Res. 40, for likeness
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.network.expected import Expected, expected_of
from standout.network.sharing import Shares, shared
from standout.network.trials import Trials

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

ROUNDS, CLOSE = 200, 1e-7
"""EM ends after so many rounds, or where the likelihood rises by no more than this share of itself."""
ALIKE = ("teller", "listener")
"""By what ties may be alike, beside their kind."""
_FIRST = 6
"""Rounds before it is asked what ties let expect of each other."""
_LESS_THAN_ONE = 1 - 1e-9
_HALF_ONE = 0.5
"""Where fewer came than half of one, the upper end is that of half of one (Jeffreys)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What was learnt of each tie, in the order of the graph.

    Attributes
    ----------
    chance, low, high : float64, shape (ties,)
        That the tie carries word within the window, and its 95 % interval; no interval (NaN) where it was never tried.
    tried : bool, shape (ties,)
        Whether it was tried; where not, ``chance`` is the one given.
    outside : float64, shape (steps,)
        That somebody comes of themselves on a step.
    alone : float
        How many are expected to have come of themselves.
    fit : float64, shape (rounds,)
        The log-likelihood after each round, and what shrinking adds to it; it never falls.
    counts : float
        How many tries the expectation of a tie counts as.

    """

    chance: Floats
    low: Floats
    high: Floats
    tried: NDArray[np.bool_]
    outside: Floats
    alone: float
    fit: Floats
    counts: float


def learnt(
    found: Trials,
    method: str = "credit",
    *,
    outside: bool = True,
    by_step: bool = False,
    prior: Floats | float = 0.0,
    kind: Places | None = None,
    alike: Sequence[str] = ALIKE,
) -> Learnt:
    """Give how likely each tie carries word.

    Parameters
    ----------
    found : Trials
    method : {"credit", "em"}
    outside, by_step : bool
        Whether people may come of themselves, and whether each step has a chance of its own for that.
    prior : float or float64 array of shape (ties,)
        The chance of ties never tried; nothing is learnt of them.
    kind : int64, shape (ties,), optional
        Kinds 0, 1, 2 ...; all ties are of one without it.
    alike : sequence of {"teller", "listener"}
        By what ties may be alike beside their kind.

    Raises
    ------
    ValueError
        If ``method`` is another, or a prior isn't from 0 to 1.

    Examples
    --------
    A began a hundred times; B came a step later in thirty of them.

    >>> from standout.network.graph import graph
    >>> from standout.network.logs import log_of
    >>> from standout.network.trials import trials
    >>> pair = graph(2, np.array([0]), np.array([1]))
    >>> run = np.r_[np.arange(100), np.arange(30)]
    >>> log = log_of(run, np.repeat([0, 1], [100, 30]), np.repeat([0, 1], [100, 30]), until=np.ones(100))
    >>> learnt(trials(log, pair), outside=False).chance.round(2).tolist()
    [0.3]

    """
    if method not in {"credit", "em"}:
        raise ValueError(f"method is credit or em, not {method}")
    ties = len(found.tries)
    given = np.broadcast_to(np.asarray(prior, np.float64), (ties,))
    if not np.all((given >= 0) & (given <= 1)):
        raise ValueError("a prior is from 0 to 1")
    kinds = np.zeros(ties, np.int64) if kind is None else np.asarray(kind, np.int64)
    groups = tuple(_group(found, each) for each in alike)
    rule = Outside(found, outside, by_step)
    shares = _by_kind(found, kinds, rule)
    if method == "credit":
        like = expected_of(shares.came, shares.lost, found.tries, kinds, groups)
        fit = np.array([shares.fit])
    else:
        shares, like, fit = _by_em(found, shares, kinds, groups, rule)
    chance = like.between(shares.came, found.tries)
    return _told(found, chance, given, shares, like, fit)


def _told(found: Trials, chance: Floats, given: Floats, shares: Shares, like: Expected, fit: Floats) -> Learnt:
    """Put together what was learnt, over a whole window."""
    tried = found.tries > 0
    low, high = np.full(len(chance), np.nan), np.full(len(chance), np.nan)
    low[tried], high[tried] = interval(
        chance[tried], found.tries[tried].astype(np.float64) + like.counts, shares.lost[tried]
    )
    own, low, high = (1 - (1 - each) ** found.window for each in (chance, low, high))
    return Learnt(
        chance=np.where(tried, own, given), low=low, high=high, tried=tried, outside=shares.outside,
        alone=float(shares.alone.sum()), fit=fit, counts=like.counts,
    )  # fmt: skip


def interval(chance: Floats, tries: Floats, lost: Floats) -> tuple[Floats, Floats]:
    """Give the 95 % interval of chances learnt from so many tries, of which some was lost.

    Parameters
    ----------
    chance, tries : float64, shape (ties,)
        What was learnt, and from how many tries, those that the expectation counts as included.
    lost : float64, shape (ties,)
        The variance of how often a tie carried word, given who came.

    Examples
    --------
    >>> low, high = interval(np.array([0.3]), np.array([100.0]), np.array([0.0]))  # beta(30, 70)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.215], [0.393])

    """
    from scipy.special import betaincinv  # noqa: PLC0415 - 60 ms that building a graph need not pay

    own = np.clip(chance, 1e-9, _LESS_THAN_ONE)
    told = np.maximum(tries - lost / (own * (1 - own)), np.minimum(tries, 1.0))
    low: Floats = betaincinv(own * told, (1 - own) * told, 0.025)
    high: Floats = betaincinv(np.maximum(own * told, _HALF_ONE), (1 - own) * told, 0.975)
    return low, high


def _group(found: Trials, name: str) -> Places:
    if name not in ALIKE:
        raise ValueError(f"ties may be alike by {' or '.join(ALIKE)}, not {name}")
    g = found.graph
    return g.source.astype(np.int64) if name == "teller" else np.repeat(np.arange(g.n), g.indegree())


@dataclass(frozen=True, slots=True)
class Outside:
    """How the outside's chance is learnt: none, one for all steps, or one for each."""

    found: Trials
    any: bool
    by_step: bool

    def begin(self) -> Floats:
        """Give where to begin: half of those who came."""
        risk = self.found.risk
        return np.full(len(risk), 0.5 * self.found.events / max(int(risk.sum()), 1) if self.any else 0.0)

    def learnt(self, alone: Floats) -> Floats:
        """Give the chances that fit those taken to have come of themselves."""
        risk = self.found.risk
        if not self.any:
            return np.zeros(len(risk))
        if self.by_step:
            return np.clip(alone / np.maximum(risk, 1), 0, _LESS_THAN_ONE)
        return np.full(len(risk), min(alone.sum() / max(int(risk.sum()), 1), _LESS_THAN_ONE))


def _by_kind(found: Trials, kinds: Places, rule: Outside) -> Shares:
    """Share out those who came, all ties of a kind alike."""
    tries = np.maximum(np.bincount(kinds, found.tries), 1)
    once = np.bincount(kinds[found.tie], minlength=len(tries)) / tries
    shares = shared(found, np.clip(0.5 * once, 0, _LESS_THAN_ONE)[kinds], rule.begin())
    for _ in range(_FIRST):
        pooled = np.clip(np.bincount(kinds, shares.came) / tries, 0, _LESS_THAN_ONE)
        shares = shared(found, pooled[kinds], rule.learnt(shares.alone))
    return shares


def _by_em(
    found: Trials, shares: Shares, kinds: Places, groups: tuple[Places, ...], rule: Outside
) -> tuple[Shares, Expected, Floats]:
    """Share out again and again, what ties let expect of each other settled on the way."""
    for _ in range(_FIRST):
        like = expected_of(shares.came, shares.lost, found.tries, kinds, groups)
        shares = shared(found, like.between(shares.came, found.tries), rule.learnt(shares.alone))
    like = expected_of(shares.came, shares.lost, found.tries, kinds, groups)
    fits: list[float] = []
    while len(fits) < ROUNDS:
        chance = like.between(shares.came, found.tries)
        shares = shared(found, chance, rule.learnt(shares.alone))
        fits.append(shares.fit + like.weight(chance, found.tries))
        if len(fits) > 1 and fits[-1] - fits[-2] <= CLOSE * abs(fits[-1]):
            break
    return shares, like, np.array(fits)
