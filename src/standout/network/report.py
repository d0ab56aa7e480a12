"""Report: how a network hangs together: how dense it is, who answers whom, and who alone holds parts of it together.

Takes    ties between people numbered from 0; to oneself, and twice between two, count for nothing
Makes    `Report`
Bridges  people without whom some others would no longer hang together with the rest (articulation points), and how
         many would be left aside by it: all but the largest part of those who hung together with them
Source   Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM J. Comput. 1; Wasserman & Faust (1994),
         Social Network Analysis, for density and reciprocity
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """How a network hangs together.

    Attributes
    ----------
    people : int
        Who has a tie.
    pairs : int
        Who are tied, whichever way.
    density : float
        Share of all pairs of these people that are tied; 0 where there are none.
    groups, largest : int
        In how many parts nobody of which is tied to another part, and how many people the largest holds.
    cut_off : int64, shape (n,)
        How many would be left aside without each person; 0 where they are no bridge.

    """

    people: int
    pairs: int
    density: float
    groups: int
    largest: int
    cut_off: Ids


def report(n: int, source: ArrayLike, target: ArrayLike) -> Report:
    """Give how the network of ``n`` people with these ties hangs together.

    Parameters
    ----------
    n : int
    source, target : int64, shape (ties,)
        From 0 to n - 1.

    Examples
    --------
    A path of four: each of the two in the middle holds it together.

    >>> found = report(4, [0, 1, 2], [1, 2, 3])
    >>> found.cut_off.tolist(), found.density, found.groups
    ([0, 1, 1, 0], 0.5, 1)

    """
    one, other = _pairs(n, source, target)
    sizes, cut_off = _hanging_together(n, one, other)
    people, pairs = sum(sizes), len(one)
    possible = people * (people - 1) / 2
    return Report(
        people=people, pairs=pairs, density=pairs / possible if possible else 0.0, groups=len(sizes),
        largest=max(sizes, default=0), cut_off=cut_off,
    )  # fmt: skip


def reciprocity(source: ArrayLike, target: ArrayLike) -> float | None:
    """Give the share of ties that go back as well; None where there are none.

    Examples
    --------
    >>> round(reciprocity([0, 1, 1], [1, 0, 2]), 3)
    0.667

    """
    pairs = {(int(a), int(b)) for a, b in zip(np.asarray(source), np.asarray(target), strict=True) if a != b}
    return sum((b, a) in pairs for a, b in pairs) / len(pairs) if pairs else None


def _pairs(n: int, source: ArrayLike, target: ArrayLike) -> tuple[Ids, Ids]:
    """Give each pair that is tied, once, the lower number first."""
    ends = np.column_stack([np.asarray(source, np.int64), np.asarray(target, np.int64)]).reshape(-1, 2)
    low, high = ends.min(axis=1, initial=n), ends.max(axis=1, initial=-1)
    keys = np.unique((low * n + high)[low != high])
    return keys // max(n, 1), keys % max(n, 1)


def _hanging_together(n: int, one: Ids, other: Ids) -> tuple[list[int], Ids]:
    """Give how many people each part holds, and how many are left aside without each person."""
    ends = np.concatenate([one, other])
    order = np.argsort(ends, kind="stable")
    near = np.concatenate([other, one])[order].tolist()
    first = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=n))]).tolist()
    cut_off, sizes = np.zeros(n, np.int64), []
    seen = [0] * n
    for root in np.unique(ends).tolist():
        if not seen[root]:
            whole, held = _searched(root, near, first, seen)
            sizes.append(whole)
            for person, parts in held.items():
                rest = whole - 1 - sum(parts)
                cut_off[person] = whole - 1 - max(*parts, rest)
    return sizes, cut_off


def _searched(root: int, near: list[int], first: list[int], seen: list[int]) -> tuple[int, dict[int, list[int]]]:
    """Give how many hang together with ``root``, and for each of them the sizes of the parts that hang on them alone.

    ``seen`` holds when each was met, 1 the first; 0 where they weren't.
    """
    low: dict[int, int] = {}
    size: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    path, at, clock = [root], {root: first[root]}, 1
    seen[root] = low[root] = clock
    size[root] = 1
    while path:
        person = path[-1]
        if at[person] < first[person + 1]:
            friend = near[at[person]]
            at[person] += 1
            if not seen[friend]:
                clock += 1
                seen[friend] = low[friend] = clock
                size[friend], at[friend] = 1, first[friend]
                path.append(friend)
            elif len(path) < 2 or friend != path[-2]:
                low[person] = min(low[person], seen[friend])
            continue
        path.pop()
        if path:
            above = path[-1]
            low[above], size[above] = min(low[above], low[person]), size[above] + size[person]
            if low[person] >= seen[above]:
                held.setdefault(above, []).append(size[person])
    return size[root], held
