"""Chosen: a handful of worlds as a tree of column sets, in the shape that rows pass through.

Source   as `stats.worlds.plan`, for worlds that somebody asked for
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
World = Sequence[tuple[int, int]]
Conditions = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Worlds asked for, and the maps that find them.

    Attributes
    ----------
    recode : mapping of int to uint32 array
        For each descriptor that is used: its codes renumbered 1 and up, 0 for values in no world.
    tree, lookup
        As in `plan.Plan`; one line of ``tree`` says whether any of a set's worlds was asked for.
    slots : int64
        At a world's place in the tree: its place among the different worlds, -1 where nobody asked for it.
    everything : int
        The place of the world without conditions, -1 where nobody asked for it.
    count : int
        How many different worlds.
    place : int64, shape (W,)
        For each world as asked: its place among the different ones; -1 for one that contradicts itself.

    """

    recode: dict[int, NDArray[np.uint32]]
    tree: Ints
    lookup: NDArray[np.uint32]
    slots: Ints
    everything: int
    count: int
    place: Ints


def chosen(worlds: Sequence[World], sizes: Sequence[int]) -> Chosen:
    """Make the tree of some worlds.

    Parameters
    ----------
    worlds : sequence of sequences of (column, value code)
        In any order, twice or contradicting itself.
    sizes : sequence of int
        For each descriptor, how many codes there are, 0 among them; a world of code 0, or one beyond, is empty.

    """
    asked = [_sorted(world) for world in worlds]
    sound = sorted({world for world in asked if world is not None})
    number = {world: place for place, world in enumerate(sound)}
    recode = _recoding(sound, sizes)
    sets: dict[tuple[int, ...], set[Conditions]] = {}
    for world in sound:
        for size in range(1, len(world) + 1):
            sets.setdefault(tuple(column for column, _ in world[:size]), set()).add(world[:size])
    tree: list[tuple[int, ...]] = []
    lookups = [np.zeros(0, np.uint32)]
    slots: list[int] = []
    numbers: dict[Conditions, int] = {(): 1}
    at = 0
    for columns in sorted(sets):
        members = sorted(sets[columns])
        width = int(recode[columns[-1]].max()) + 1
        parents = len(sets[columns[:-1]]) if len(columns) > 1 else 1
        lookup = np.zeros((parents + 1) * width, np.uint32)
        wanted = any(world in number for world in members)
        tree.append((columns[-1], len(columns) - 1, width, at, len(slots), wanted, 0))
        for place, world in enumerate(members, start=1):
            numbers[world] = place
            value = world[-1][1]
            if 0 < value < len(recode[columns[-1]]):
                lookup[numbers[world[:-1]] * width + recode[columns[-1]][value]] = place
            slots.append(number.get(world, -1))
        lookups.append(lookup)
        at += len(lookup)
    return Chosen(
        recode=recode,
        tree=np.array(tree, np.int64).reshape(-1, 7).T.copy(),
        lookup=np.concatenate(lookups),
        slots=np.array(slots, np.int64),
        everything=number.get((), -1),
        count=len(sound),
        place=np.array([-1 if world is None else number[world] for world in asked], np.int64),
    )


def _sorted(world: World) -> Conditions | None:
    """Conditions by column, each once; None where two of them exclude each other."""
    conditions = tuple(sorted({(int(column), int(value)) for column, value in world}))
    columns = [column for column, _ in conditions]
    return conditions if len(set(columns)) == len(columns) else None


def _recoding(worlds: Iterable[Conditions], sizes: Sequence[int]) -> dict[int, NDArray[np.uint32]]:
    values: dict[int, set[int]] = {}
    for world in worlds:
        for column, value in world:
            values.setdefault(column, set()).add(value)
    recode = {}
    for column, used in values.items():
        renumbered = np.zeros(sizes[column], np.uint32)
        kept = sorted(value for value in used if 0 < value < sizes[column])
        renumbered[kept] = np.arange(1, len(kept) + 1)
        recode[column] = renumbered
    return recode
