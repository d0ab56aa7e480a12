"""Choosing: whom to tell first, how far it goes, and how much further any other choice could go at most.

Reads    a graph, and `Terms`: what may be chosen, and what counts
Makes    `Chosen`, with bounds that hold together with probability 1 - delta, if the chances of the ties are right
Given    a list that somebody else chose is judged the same way: a bound on the best holds whoever chose
Engines  reverse sets, or snapshots where word goes far; `standout.network.pilot` says which
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from standout.network.graph import Graph

CURVE_SHARE = 0.1
"""Of what may go wrong, delta, what the curve has; where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What may be chosen, and what counts.

    Attributes
    ----------
    k : int or None
        How many are told; None where only a budget limits them.
    costs : float64, shape (n,), or None
        What telling each costs, above 0.
    budget : float or None
        What those chosen may cost together.
    values : float64, shape (n,), or None
        Of reaching each; 1 each where None.
    exclude : bool, shape (n,), or None
        Who may not be told by us; they can still be reached.
    groups : int32, shape (n,), or None
    floors : mapping
        ``{group: least}``: so many are chosen of a group at least.
    rivals : int array or None
        Who already tell something else: whom they reach first, or at the same step, is lost.
    hops : int or None
        Reached within so many steps; None where there is time.
    keep : int array or None
        Who is told in any case: they come first, others take the places left.  Not with costs or floors.

    """

    k: int | None = 50
    costs: NDArray[np.float64] | None = None
    budget: float | None = None
    values: NDArray[np.float64] | None = None
    exclude: NDArray[np.bool_] | None = None
    groups: NDArray[np.int32] | None = None
    floors: Mapping[int, int] = field(default_factory=dict)
    rivals: NDArray[np.int64] | None = None
    hops: int | None = None
    keep: NDArray[np.int64] | None = None

    @property
    def plain(self) -> bool:
        """Whether only the number of people is limited."""
        return self.costs is None and not self.floors

    @property
    def kept(self) -> NDArray[np.int64]:
        """Who is told in any case."""
        return np.empty(0, np.int64) if self.keep is None else np.asarray(self.keep, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whom to tell first.

    Attributes
    ----------
    people : int64, shape (k,)
        In order.
    adds : float64, shape (k,)
        What each adds after those before.
    only : float64, shape (k,)
        What would be lost without them: reached from nobody else chosen.
    curve : float64, shape (k, 3)
        Spread of the first 1 to k: estimate, low, high.
    low, high : float
        Our spread is at least ``low``, and the best possible at most ``high``, both at once with probability 1 - delta.
    spread : float
        Estimate from fresh sets, within ``low`` and ``high``; of people given, above ``low``.
    ratio : float
        ``low / high``; 1 where nobody else could have been chosen: ``low`` and ``high`` then are both of these.
    engine : str
        "reverse" or "snapshots".
    sets, entries : int
        Sets drawn to choose from, and people looked at in all.
    stopped : str
        "ratio", "seconds", "memory", "sets", "bound" where more sets would hardly help, "all" who may be told, or
        "nobody" where nobody who may be told was seen to reach anything of value.

    """

    people: NDArray[np.int64]
    adds: NDArray[np.float64]
    only: NDArray[np.float64]
    curve: NDArray[np.float64]
    low: float
    high: float
    spread: float
    ratio: float
    engine: str
    sets: int
    entries: int
    stopped: str


def chosen(  # noqa: PLR0913 - each is an option of its own, named
    g: Graph,
    terms: Terms,
    *,
    people: NDArray[np.int64] | None = None,
    model: str = "ic",
    ratio: float = 0.9,
    eps: float | None = None,
    delta: float | None = None,
    seconds: float | None = None,
    memory: float | None = None,
    most_sets: int | None = None,
    seed: int = 0,
    threads: int = 2,
    curve: bool = True,
) -> Chosen:
    """Give whom to tell first, with a certificate.

    Parameters
    ----------
    g : Graph
    terms : Terms
    people : int array, optional
        Judge these, in this order, instead of choosing: their spread, and the most that any choice within the terms
        reaches.  They need not keep to the terms themselves.
    model : {"ic", "lt"}
        Independent cascade, or linear threshold.
    ratio : float
        Stop as soon as ``low / high`` is at least this; for people given, as soon as it is for a choice of our own.
    eps : float, optional
        Stop at 1 - 1/e - eps instead, as published methods do: soon, with less to show.
    delta : float, optional
        How often a bound may fail; 1 / n where not given, and at most 0.05.
    seconds : float, optional
        Give the best so far after about so many: a fourth is to draw sets, the rest to judge the choice.  Packing the
        ties and a pilot are done whatever it says.
    memory : float, optional
        Bytes that sets or snapshots may take, beside the graph and a few arrays of its length; 8 snapshots are drawn
        at least where they choose.
    most_sets : int, optional
        The same by number of sets, the pilot's whatever it says: what an earlier answer's ``sets`` says gives that
        answer again.  Where ``seconds`` left fewer snapshots to choose from, it doesn't.
    seed, threads : int
        The answer is the same for any number of threads.
    curve : bool
        Whether ``adds``, ``only`` and ``curve`` are worked out; else they are empty.

    Raises
    ------
    ValueError
        Where weights of linear threshold add up to more than 1 for somebody; where people given or kept are named
        twice, aren't in the graph, or are rivals; where those kept may not be told, are more than ``k``, or come with
        costs or floors.

    """
    from standout.network.rounds import searched  # noqa: PLC0415 - compiled code, loaded when it is needed
    from standout.network.task import MEMORY, Limits, tasked  # noqa: PLC0415 - the same

    given = None if people is None else _named(g.n, people, terms)
    _keepable(g.n, terms)
    whole = min(0.05, 1 / max(g.n, 1)) if delta is None else delta
    limits = Limits(
        seconds=math.inf if seconds is None else seconds,
        memory=MEMORY if memory is None else memory,
        sets=math.inf if most_sets is None else most_sets,
    )
    goal = ratio if eps is None else 1 - 1 / math.e - eps
    sure = whole * (1 - CURVE_SHARE) if curve else whole
    with tasked(g, terms, model, goal=goal, delta=sure, limits=limits, seed=seed, threads=threads) as task:
        return searched(task, whole - sure if curve else None, given)


def _named(n: int, people: NDArray[np.int64], terms: Terms) -> NDArray[np.int64]:
    """Give people by number, or say who can't be told."""
    held = np.asarray(people, np.int64)
    if held.size and (held.min() < 0 or held.max() >= n or len(np.unique(held)) < len(held)):
        raise ValueError(f"people are whole numbers from 0 to {n - 1}, each once")
    if terms.rivals is not None and np.isin(held, terms.rivals).any():
        raise ValueError("people can't be rivals as well")
    return held


def _keepable(n: int, terms: Terms) -> None:
    """Say why those kept can't be told, if they can't."""
    if terms.keep is None:
        return
    kept = _named(n, terms.keep, terms)
    if not terms.plain:
        raise ValueError("keep goes with a number of people, not with costs or floors")
    if terms.exclude is not None and terms.exclude[kept].any():
        raise ValueError("those kept can't be left out as well")
    if terms.k is not None and len(kept) > terms.k:
        raise ValueError(f"{len(kept)} are kept; k is that many or more")
