"""Cover: which of many won worlds to print: the most general ones, each adding what those before it don't.

A world that lies in another won one is no news, unless it is clearly further ahead there.  Of what is left,
the world that is worth most comes first, then whatever adds most to it; what adds nothing is left out.

Unit     of a set: rows of ours, or people who gave them; of worth: whole numbers, such as minor units of money
Source   Nemhauser, Wolsey & Fisher (1978), "An analysis of approximations for maximizing submodular set
         functions I", Mathematical Programming 14: k greedy steps cover at least 1 - 1/e of what any k can
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Won:
    """A world in which ours is shown to be first.

    Attributes
    ----------
    aspect : str
        What it is first on.
    conditions : frozenset
        The conditions that make the world; none for everybody.
    lead : float
        By how much, as best known.
    lead_low : float
        By how much at least, for all claims at once.

    """

    aspect: str
    conditions: frozenset[Hashable]
    lead: float
    lead_low: float


@dataclass(frozen=True, slots=True)
class Step:
    """One world of a cover: its place in what was given, and what it adds to those before it."""

    world: int
    added: int
    worth: int


def maximal(won: Sequence[Won], members: Sequence[Ints] | None = None) -> list[int]:
    """Give the places of the worlds worth printing, in the order given.

    A world is left out where a more general one is won on the same aspect, unless its lead is at least
    more than that one's lead as best known.

    Parameters
    ----------
    won : sequence of Won
    members : sequence of int64 arrays, optional
        The rows of each world, everybody's, sorted.  With them a world also lies in another when all its
        rows do, as Leith does in Edinburgh; of two with the same rows the one in fewer words is the general one.

    Examples
    --------
    >>> leith = Won("coffee", frozenset({"Leith"}), lead=0.4, lead_low=0.2)
    >>> early = Won("coffee", frozenset({"Leith", "morning"}), lead=0.7, lead_low=0.3)
    >>> maximal([early, leith])
    [1]

    """
    alike = defaultdict(list)
    for place, one in enumerate(won):
        alike[one.aspect].append(place)
    left_out = {
        place
        for places in alike.values()
        for place in places
        for general in places
        if not won[place].lead_low > won[general].lead and _inside(place, general, won, members)
    }
    return [place for place in range(len(won)) if place not in left_out]


def _inside(place: int, general: int, won: Sequence[Won], members: Sequence[Ints] | None) -> bool:
    """Whether one world lies in the other and is not the same."""
    narrow, wide = won[place].conditions, won[general].conditions
    if place == general or narrow == wide:
        return general < place
    if narrow > wide:
        return True
    if members is None or narrow < wide or len(members[place]) > len(members[general]):
        return False
    if len(members[place]) == len(members[general]) and (len(narrow), place) < (len(wide), general):
        return False
    return bool(np.isin(members[place], members[general], assume_unique=True).all())


def cover(members: Sequence[Ints | Bools], units: int, worth: Ints | None = None) -> list[Step]:
    """Give worlds in the order of what each adds; those that add nothing are left out.

    Parameters
    ----------
    members : sequence of int64 arrays or of bool arrays of shape (units,)
        The units of ours that are in each world: rows, or people (`revenue.persons`).
    units : int
        How many units there are.
    worth : int64, shape (units,), optional
        What each is worth.  The most worth goes first, and of equals the most units; a loss counts as nothing.

    Raises
    ------
    ValueError
        If ``worth`` is not one number a unit.

    Examples
    --------
    >>> [step.world for step in cover([np.array([0, 1]), np.array([1]), np.array([1, 2, 3])], units=4)]
    [2, 0]

    """
    value = np.zeros(units, np.int64) if worth is None else np.maximum(np.asarray(worth, dtype=np.int64), 0)
    if value.shape != (units,):
        raise ValueError("worth is one number for each unit")
    inside = [_places(held, units) for held in members]
    fresh = np.ones(units, bool)
    heap = [(*_gain(held, fresh, value), place) for place, held in enumerate(inside)]
    heapq.heapify(heap)
    return list(_greedy(heap, inside, fresh, value))


def _greedy(heap: list[tuple[int, int, int]], inside: Sequence[Ints], fresh: Bools, value: Ints) -> Iterator[Step]:
    """Take the best again and again; gains only shrink, so the top of the heap is enough to look at."""
    while heap:
        place = heap[0][2]
        now = (*_gain(inside[place], fresh, value), place)
        if now > heap[0]:
            heapq.heapreplace(heap, now)
            continue
        heapq.heappop(heap)
        if now[1]:
            fresh[inside[place]] = False
            yield Step(world=place, added=-now[1], worth=-now[0])


def _places(held: Ints | Bools, units: int) -> Ints:
    if held.dtype == np.bool_:
        if held.shape != (units,):
            raise ValueError("a mask says yes or no for each unit")
        return np.flatnonzero(held)
    return np.unique(held.astype(np.int64))


def _gain(held: Ints, fresh: Bools, value: Ints) -> tuple[int, int]:
    """What a world adds, negative so that the heap's least is the most."""
    new = held[fresh[held]]
    return -int(value[new].sum()), -len(new)
