"""Own ties: what a tie to the owner shows: that both know each other, or only that one looked at the other.

Reads    ties with the owner
Makes    for each person the strongest of `WAYS` there is
Known    by a kind of tie that two people share; by letters or messages where both wrote
Linked   by any other: who follows is seldom known, and neither is who wrote and got no answer
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine

OWNER = 0

SHARED = ("family", "friend", "knows", "contact", "linkedin")
"""Kinds of ties that say of both that they know each other."""

ANSWERED = ("chatted", "wrote")
"""Kinds that say so where both did it."""

FOLLOWS = "follows"
WAYS = (*SHARED, *ANSWERED, "follows", "followed", "unanswered", "other")
"""How somebody may be tied to the owner, the strongest first."""

NONE = -1

Ids = NDArray[np.int64]


def own_ties(engine: Engine, ids: Ids) -> Ids:
    """Give how each of ``ids``, which are sorted, is tied to the owner: a place in `WAYS`, or `NONE`."""
    ties = engine.table("ties")
    held = ties.filter((ties.from_id == OWNER) | (ties.to_id == OWNER)).select("from_id", "to_id", "kind").distinct()
    shown: dict[int, dict[str, set[bool]]] = {}
    for row in engine.arrow(held).to_pylist():
        ours = row["from_id"] == OWNER
        shown.setdefault(row["to_id"] if ours else row["from_id"], {}).setdefault(row["kind"], set()).add(ours)
    found = {person: WAYS.index(strongest(kinds)) for person, kinds in shown.items()}
    return np.array([found.get(one, NONE) for one in ids.tolist()], np.int64)


def strongest(kinds: dict[str, set[bool]]) -> str:
    """Give the strongest way in which somebody is tied to the owner.

    Parameters
    ----------
    kinds : dict
        For each kind of tie, who made it: the owner, True; the other, False; or both.

    Examples
    --------
    >>> strongest({"follows": {False}, "wrote": {True, False}}), strongest({"wrote": {True}})
    ('wrote', 'unanswered')

    """
    for kind in SHARED:
        if kind in kinds:
            return kind
    for kind in ANSWERED:
        if len(kinds.get(kind, ())) > 1:
            return kind
    if FOLLOWS in kinds:
        return "follows" if False in kinds[FOLLOWS] else "followed"
    return "unanswered" if set(kinds) & set(ANSWERED) else "other"


def known(ways: Ids) -> NDArray[np.bool_]:
    """Tell whose tie to the owner shows that both know each other."""
    found: NDArray[np.bool_] = (ways != NONE) & (ways < len(SHARED) + len(ANSWERED))
    return found
