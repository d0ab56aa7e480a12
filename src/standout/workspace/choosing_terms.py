"""What may be chosen and what counts, from a caller's own ids and figures: looked at before any work is done.

Reads    what `standout.choose` was asked, and ties as a graph
Makes    `Terms` in the graph's numbers
Wrong    what nobody could choose by is told with what to write instead: a budget nobody fits, groups that have too few
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.errors import TableError, UsageError
from standout.network.choosing import Terms
from standout.network.relaxed import SLACK
from standout.words import say
from standout.workspace.each_person import figures, groups, least
from standout.workspace.tie_values import is_whole
from standout.workspace.tied import Tied

MODELS = ("ic", "lt")
K = 50
ROUNDING = 1e-4
"""Chances kept in 32 bits may add up to a little more than 1."""
LIKELIEST = 0.5
"""A bound that may fail more often than this is none."""


def checked(model: str, asked: Mapping[str, Any]) -> None:
    """Look at what is no column.

    Raises
    ------
    UsageError
        If a number is out of its bounds, or there is no such model.

    """
    if model not in MODELS:
        raise UsageError(say("choose.model", given=model))
    for name in ("ratio", "eps", "delta"):
        given = asked.get(name)
        if given is not None and not 0 < given < 1:
            raise UsageError(say("choose.share", name=name, given=given))
    if (asked.get("delta") or 0) > LIKELIEST:
        raise UsageError(say("choose.delta", most=LIKELIEST, given=asked["delta"]))
    for name in ("seconds", "memory", "budget"):
        given = asked.get(name)
        if given is not None and not given > 0:
            raise UsageError(say("choose.most", name=name, given=given))
    for name, fewest in (("hops", 0), ("most_sets", 1), ("threads", 1), ("seed", 0)):
        given = asked.get(name)
        if given is not None and not (is_whole(given) and given >= fewest):
            raise UsageError(say("choose.whole", name=name, least=fewest, given=given))


def terms(ties: Tied, k: int | None, asked: Mapping[str, Any]) -> tuple[Terms, int, tuple[str, ...]]:
    """Give the terms in the graph's numbers, how many to leave out stand in no tie, and what to say of people named."""
    n, budget = ties.graph.n, asked.get("budget")
    if k is not None and not (is_whole(k) and k >= 1):
        raise UsageError(say("choose.k", given=k))
    costs, spent_on = _each(ties, asked, "costs", None)
    if costs is not None and budget is None:
        raise UsageError(say("choose.no_budget"))
    if costs is None and budget is not None:
        raise UsageError(say("choose.no_costs"))
    worth, worthy = _each(ties, asked, "values", 1.0)
    if worth is not None and not worth.any():
        raise TableError(say("choose.all_zero", name="values"))
    leave = named(asked.get("exclude"), "exclude")
    left = ties.numbers(leave, "exclude")
    theirs = ties.known(named(asked.get("rivals"), "rivals"), "rivals")
    out = np.zeros(n, np.bool_)
    out[left[left >= 0]] = True
    out[theirs] = True
    if out.all():
        raise UsageError(say("choose.nobody"))
    may = min(k or (K if budget is None else n), int((~out).sum()))
    member, floors, grouped = _floors(ties, asked, ~out, may, costs, budget)
    if costs is not None and budget is not None:
        _affordable(costs, ~out, budget)
        costs = np.maximum(costs, budget * SLACK / (2 * n))  # the engine weighs by cost, and has room for all of these
    made = Terms(
        k=may, costs=costs, budget=budget, values=worth, exclude=out if out.any() else None, groups=member,
        floors=floors, rivals=theirs if len(theirs) else None, hops=asked.get("hops"),
    )  # fmt: skip
    strangers = int((left < 0).sum())
    gone = (say("choose.told.strangers", n=strangers, ids=ties.strangers(leave, left)),) if strangers else ()
    return made, strangers, (*gone, *grouped, *spent_on, *worthy)


def _each(
    ties: Tied, asked: Mapping[str, Any], name: str, other: float | None
) -> tuple[NDArray[np.float64] | None, tuple[str, ...]]:
    """Give each person's figure where there are any, and what was found beside that."""
    return (None, ()) if asked.get(name) is None else figures(ties, asked[name], name, other)


def named(given: Any, name: str) -> Any:
    """Give ids as a column; a single one is not taken for a list of letters."""
    if given is None:
        return []
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TableError(say("choose.no_column", name=name, kind=type(given).__name__))
    return given if isinstance(given, pa.Array | pa.ChunkedArray | np.ndarray) else list(given)


def _affordable(costs: NDArray[np.float64], may: NDArray[np.bool_], budget: float) -> None:
    if costs[may].min() > budget:
        raise UsageError(say("choose.budget", budget=budget, least=costs[may].min()))


def _floors(
    ties: Tied,
    asked: Mapping[str, Any],
    may: NDArray[np.bool_],
    k: int,
    costs: NDArray[np.float64] | None,
    budget: float | None,
) -> tuple[NDArray[np.int32] | None, dict[int, int], tuple[str, ...]]:
    """Give groups and the least number of each, see that they can be met, and say who is in no tie."""
    if not asked.get("floors"):
        return None, {}, ()
    if asked.get("groups") is None:
        raise UsageError(say("choose.no_groups"))
    member, labels, notes = groups(ties, asked["groups"])
    floors = least(asked["floors"], labels)
    spent = 0.0
    for place, many in floors.items():
        free = may & (member == place)
        if free.sum() < many:
            said = say("choose.floor", name=labels[place], least=many, n=int(free.sum()))
            raise UsageError(said, " ".join(notes))
        spent += float(np.sort(costs[free])[:many].sum()) if costs is not None else 0
    if sum(floors.values()) > k:
        raise UsageError(say("choose.floors", n=sum(floors.values()), k=k))
    if budget is not None and spent > budget:
        raise UsageError(say("choose.floors_budget", cost=spent, budget=budget))
    return member, floors, notes


def heard_once(ties: Tied) -> None:
    """See that nobody listens to more than one person: weights of linear threshold add up to 1 at most.

    Raises
    ------
    TableError
        If they add up to more for somebody.

    """
    g = ties.graph
    if g.chance is None or not g.ties:
        return
    if isinstance(g.chance, float):
        sums = g.indegree() * g.chance
    else:
        sums = np.add.reduceat(np.append(g.chance, np.float32(0)), g.start[:-1], dtype=np.float64)
        sums[g.indegree() == 0] = 0
    over = np.flatnonzero(sums > 1 + ROUNDING)
    if len(over):
        raise TableError(say("choose.lt", id=ties.of(over[:1])[0], sum=float(sums[over[0]])))
