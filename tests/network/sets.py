"""Sets of people drawn at random, packed as the engines pack them, and what an integer programme says of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp


def drawn(random: np.random.Generator, n: int, sets: int, least: int = 2, most: int = 5) -> tuple[Any, Any]:
    """Give so many sets of ``least`` to ``most`` - 1 people: (flat, offsets)."""
    chance = random.random(n) ** 2 + 0.05
    size = np.minimum(random.integers(least, most, sets), n)
    rows = [random.choice(n, m, replace=False, p=chance / chance.sum()) for m in size]
    return np.concatenate([*rows, np.zeros(0, int)]).astype(np.int32), np.concatenate([[0], np.cumsum(size)])


def covered(flat: NDArray[Any], offsets: NDArray[Any], alone: NDArray[Any], people: Any) -> int:
    """Give how many sets hold one of these people."""
    chosen = {int(v) for v in people}
    rows = np.split(flat, offsets[1:-1])
    return sum(not chosen.isdisjoint(row.tolist()) for row in rows) + int(alone[sorted(chosen)].sum())


def largest(
    flat: NDArray[Any],
    offsets: NDArray[Any],
    n: int,
    *,
    k: int | None,
    alone: NDArray[Any],
    allowed: NDArray[np.bool_] | None = None,
    costs: NDArray[Any] | None = None,
    budget: float | None = None,
    groups: NDArray[Any] | None = None,
    floors: Mapping[int, int] | None = None,
    whole: bool = True,
) -> float | None:
    """Give the most sets that any choice covers, by an integer programme; None where nothing may be chosen.

    ``whole=False`` lets people be chosen in part: the relaxation whose value the dual comes down to.
    """
    sets = len(offsets) - 1
    held = np.zeros((sets, n))
    held[np.repeat(np.arange(sets), np.diff(offsets)), flat] = 1
    rows = [np.hstack([-held, np.eye(sets)])]  # a set counts only if somebody in it is chosen
    upper = [np.zeros(sets)]
    for weight, limit in (
        (np.ones(n), n if k is None else k),
        *([(costs, budget)] if costs is not None else []),
        *((-(groups == g).astype(float), -least) for g, least in (floors or {}).items()),
    ):
        rows.append(np.concatenate([weight, np.zeros(sets)])[None])
        upper.append(np.array([limit], float))
    may = np.ones(n) if allowed is None else allowed.astype(float)
    found = milp(
        -np.concatenate([alone, np.ones(sets)]),
        constraints=LinearConstraint(np.vstack(rows), ub=np.concatenate(upper)),
        bounds=Bounds(0, np.concatenate([may, np.ones(sets)])),
        integrality=np.concatenate([np.full(n, int(whole)), np.zeros(sets)]),
    )
    return None if found.x is None else -found.fun
