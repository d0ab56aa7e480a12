"""Choosing: whom to tell first, from a user's own ties and ids, with no workspace.

Reads    who tells and who is told, as lists or columns of numpy, Arrow, pandas or Polars, or rows of a file
Makes    `Choice`: the people in order, what each adds, and how far the best possible could be ahead
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from standout.errors import UsageError
from standout.network.choosing import Terms, chosen
from standout.words import say
from standout.workspace.choice import Choice
from standout.workspace.choosing_terms import checked, heard_once, terms
from standout.workspace.tie_rows import Listed, Rows, of_columns
from standout.workspace.tied import Tied, tied

DELTA = 0.05
LISTS = ("exclude", "rivals")
"""Of people alone, with nothing that belongs to each."""


def choose(  # noqa: PLR0913 - a caller without a workspace has only this call to say it all
    source: Any,
    target: Any,
    probability: Any = None,
    k: int | None = None,
    model: str = "ic",
    *,
    ratio: float = 0.9,
    eps: float | None = None,
    delta: float | None = None,
    costs: Any = None,
    budget: float | None = None,
    values: Any = None,
    hops: int | None = None,
    exclude: Any = None,
    groups: Any = None,
    floors: Mapping[Any, int] | None = None,
    rivals: Any = None,
    seconds: float | None = None,
    memory: float | None = None,
    most_sets: int | None = None,
    seed: int = 0,
    threads: int = 2,
) -> Choice:
    """Give whom to tell first, and how good that choice is.

    ``costs``, ``values`` and ``groups`` are ``{id: figure}``, a frame with two columns, or, where ids are numbers, a
    list by id.

    Parameters
    ----------
    source, target
        Who tells, and who is told: lists, or columns of numpy, Arrow, pandas or Polars.  Ids are whole numbers or
        text, without the spaces around it.  A tie goes one way: two who tell each other are two rows.  A tie to oneself
        counts for nothing; of a pair named twice the chances are put together, as two tries.
    probability : float or column, optional
        That a tie carries word, 0 to 1.  Without it, 1 / how many may tell somebody.
    k : int, optional
        How many are told; 50 where nothing else limits them.
    model : {"ic", "lt"}
        Independent cascade: each tie carries word by its own chance.  Linear threshold: each person listens to one
        of those who may tell them, or to nobody.
    ratio : float
        It goes on until ours is surely this share of the best possible.
    eps : float, optional
        Stop at 1 - 1/e - eps instead: sooner, with less to show.
    delta : float, optional
        How often a bound may fail, 0.5 at most; where not given, 1 / people, and at most 0.05.
    costs, budget : optional
        What telling each costs, and what all may cost together.
    values : optional
        What reaching each is worth; 1 for whoever isn't named.
    hops : int, optional
        Only who is reached within so many steps counts.
    exclude : column of ids, optional
        Whom we may not tell; they can still be reached.
    groups, floors : optional
        Each person's group, and ``{group: least}``: so many are chosen of it at least.
    rivals : column of ids, optional
        Who already tells something else; whom they reach first, or at the same step, is lost.
    seconds, memory : float, optional
        Give the best so far after about so many seconds, or when sets drawn take so many bytes; reading and packing
        the ties is beside that.
    most_sets : int, optional
        The same by work done: the ``sets`` of an earlier answer gives that answer again, if no clock left snapshots
        out.
    seed, threads : int
        The answer hangs on the first, never on the second.

    Returns
    -------
    Choice

    Raises
    ------
    TableError
        If ids are missing, empty or of two kinds, a chance is not from 0 to 1, or a figure is missing or below 0.
    UsageError
        If nobody can be chosen that way: a budget nobody fits, or groups that have too few.

    Examples
    --------
    Ann may tell three; with a chance of a half each, she reaches 2.5 people on average, herself included.

    >>> choice = choose(["Ann", "Ann", "Ann"], ["Bo", "Cy", "Di"], 0.5, k=1)
    >>> choice.people, round(choice.spread, 1)
    (['Ann'], 2.5)

    """
    ties = joined(source, target, probability)
    return of_ties(
        ties, k, model, assumed=probability is None, ratio=ratio, eps=eps, delta=delta, costs=costs, budget=budget,
        values=values, hops=hops, exclude=exclude, groups=groups, floors=floors, rivals=rivals, seconds=seconds,
        memory=memory, most_sets=most_sets, seed=seed, threads=threads,
    )  # fmt: skip


def _limited(wanted: Terms) -> bool:
    """Tell whether the bound holds only for choices within limits that were set."""
    limits = (wanted.exclude, wanted.budget, wanted.hops, wanted.rivals)
    return bool(wanted.floors) or any(limit is not None for limit in limits)


def joined(source: Any, target: Any, probability: Any) -> Tied:
    """Give ties of columns as a graph."""
    columns = {"source": source, "target": target}
    if probability is None or isinstance(probability, int | float | np.number):
        return tied(of_columns(columns), one_chance(probability))
    return tied(of_columns({**columns, "probability": probability}))


def one_chance(given: Any) -> float | None:
    """Give one chance for all ties.

    Raises
    ------
    UsageError
        If it isn't from 0 to 1.

    """
    if given is not None and (isinstance(given, bool) or not 0 <= given <= 1):
        raise UsageError(say("choose.one_chance", given=given))
    return None if given is None else float(given)


def of_rows(rows: Rows, probability: float | None = None, k: int | None = None, **asked: Any) -> Choice:
    """Give whom to tell first from rows of a file; ``asked`` is the rest of what `choose` takes."""
    assumed = probability is None and "probability" not in rows.names
    ties = tied(rows, one_chance(probability))
    beside, notes = _beside(ties, asked)
    return of_ties(ties, k, assumed=assumed, notes=(*rows.notes, *notes), **{**asked, **beside})


def _beside(ties: Tied, asked: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Give what files beside the ties hold, and how their first lines were read."""
    held, notes = {}, []
    for name, listed in asked.items():
        if isinstance(listed, Listed):
            table, note = listed.settled(ties.holds, text=ties.text)
            held[name] = table.column(0) if name in LISTS else table
            notes += [note] if note else []
    return held, notes


def of_ties(
    ties: Tied, k: int | None, model: str = "ic", *, assumed: bool, notes: tuple[str, ...] = (), **asked: Any
) -> Choice:
    """Give whom to tell first, of ties made ready; ``notes`` are what is to be said of how they were read."""
    checked(model, asked)
    wanted, strangers, more = terms(ties, k, asked)
    if model == "lt":
        heard_once(ties)
    delta = asked.get("delta") or min(DELTA, 1 / ties.graph.n)
    found = chosen(
        ties.graph, wanted, model=model, ratio=asked.get("ratio", 0.9), eps=asked.get("eps"), delta=delta,
        seconds=asked.get("seconds"), memory=asked.get("memory"), most_sets=asked.get("most_sets"),
        seed=asked.get("seed", 0), threads=asked.get("threads", 2),
    )  # fmt: skip
    return Choice(
        people=ties.of(found.people), adds=found.adds, only=found.only, curve=found.curve, low=found.low,
        high=found.high, ratio=found.ratio, spread=found.spread, n=ties.graph.n, ties=ties.graph.ties, delta=delta,
        sets=found.sets, engine=found.engine, stopped=found.stopped, assumed=assumed, valued=wanted.values is not None,
        limited=_limited(wanted), strangers=strangers, hops=wanted.hops, rivalled=wanted.rivals is not None,
        notes=(*notes, *more),
    )  # fmt: skip
