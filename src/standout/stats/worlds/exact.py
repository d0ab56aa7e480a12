"""Exact: sums for a handful of worlds, with what a clustered variance and an e-value need.

Unit     hundredths; with weights, weight x hundredths
Source   sums over people of (total)², total x count and (count)², as the engine's own `sums` gives them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.chosen import Chosen, World, chosen
from standout.stats.worlds.people import (
    CLUSTERS,
    CNN,
    COUNT,
    CSN,
    CSS,
    LAST,
    PEOPLE,
    ROWS,
    SQUARES,
    TOTAL,
    N,
    added,
    closed,
)
from standout.stats.worlds.rows import MISSING, Rows
from standout.stats.worlds.sweep import recode

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Score = int | NDArray[np.integer]

STRETCH = 1 << 14
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of W worlds, R businesses and A aspects.

    Attributes
    ----------
    count : int64, shape (W, R, A)
        How many scores.
    n, total, squares : int64, shape (W, R, A)
        Over scores: the sum of weights, of weight x score, of weight x score²; without weights ``n`` is ``count``.
    clusters : int64, shape (W, R, A)
        How many people gave the scores.
    css, csn, cnn : float64, shape (W, R, A)
        Over people: the sum of (their total)², of their total x their n, of (their n)².
    rows, reviewers : int64, shape (W, R)
        Rows, scored or not, and people behind them.

    """

    rows_held: Rows
    worlds: tuple[World, ...]
    scores: tuple[NDArray[np.integer], ...]
    count: Ints
    n: Ints
    total: Ints
    squares: Ints
    clusters: Ints
    css: Floats
    csn: Floats
    cnn: Floats
    rows: Ints
    reviewers: Ints

    def votes(self, world: int, aspect: int, places: Sequence[int]) -> tuple[Ints, Ints]:
        """Give how often each score was given, with one vote a person.

        Parameters
        ----------
        world, aspect : int
            Places in what was asked for.
        places : sequence of int
            Businesses.  Who judged several of them, or one several times, is counted once: the first
            time, businesses in this order and rows in theirs.

        Returns
        -------
        values : int64, shape (V,)
            Scores that were given, lowest first.
        counts : int64, shape (len(places), V)

        """
        held, score = self.rows_held, self.scores[aspect]
        found: list[Ints] = []
        for place in places:
            inside = np.arange(held.starts[place], held.starts[place + 1])
            for column, value in self.worlds[world]:
                inside = inside[held.codes[column][inside] == value]
            found.append(inside[score[inside] != MISSING])
        at = np.concatenate(found) if found else np.zeros(0, np.int64)
        which = np.repeat(np.arange(len(places)), [len(f) for f in found])
        if held.cluster is not None:
            known = held.cluster[at] >= 0
            _, first = np.unique(held.cluster[at][known], return_index=True)
            kept = np.sort(np.concatenate([np.flatnonzero(known)[first], np.flatnonzero(~known)]))
            at, which = at[kept], which[kept]
        values, place_of = np.unique(score[at], return_inverse=True)
        counts = np.zeros((len(places), len(values)), np.int64)
        np.add.at(counts, (which, place_of), 1)
        return values.astype(np.int64), counts


def exact(rows: Rows, worlds: Sequence[World], scores: Sequence[Score]) -> Figures:
    """Give the sums of a few worlds for every business, in one pass over the rows.

    Parameters
    ----------
    rows : Rows
    worlds : sequence of sequences of (column, value code)
        Conjunctions; an empty one is everybody.  What comes back takes 72 bytes for each world, business and
        aspect: ask for many worlds in parts.
    scores : sequence of int or int array, shape (N,)
        Aspects by their place in ``rows.scores``, or scores of your own for each of the sorted rows, hundredths
        with `MISSING` where there is none.

    Raises
    ------
    ValueError
        If a world names a descriptor that isn't there, or scores are not as many as rows.

    """
    columns = len(rows.codes)
    if any(not 0 <= column < columns for world in worlds for column, _ in world):
        raise ValueError(f"descriptors are 0..{columns - 1}")
    held = tuple(rows.scores[score] if isinstance(score, int | np.integer) else np.asarray(score) for score in scores)
    if any(len(score) != len(rows.business) for score in held):
        raise ValueError("scores are one for each row")
    picked = chosen(worlds, [int(codes.max(initial=0)) + 1 for codes in rows.codes])
    shape = (picked.count + 1, rows.businesses)  # the last is empty: for worlds that contradict themselves
    whole, real = np.zeros((*shape, len(held), 5), np.int64), np.zeros((*shape, len(held), 3))
    row = np.zeros((*shape, 2), np.int64)
    for business in range(rows.businesses):
        sums = _business(rows, business, picked, held)
        whole[:-1, business], real[:-1, business], row[:-1, business] = sums
    whole, real, row = (part[picked.place] for part in (whole, real, row))
    return Figures(
        rows_held=rows,
        worlds=tuple(worlds),
        scores=held,
        count=whole[..., COUNT],
        n=whole[..., N],
        total=whole[..., TOTAL],
        squares=whole[..., SQUARES],
        clusters=whole[..., CLUSTERS],
        css=real[..., CSS],
        csn=real[..., CSN],
        cnn=real[..., CNN],
        rows=row[..., ROWS],
        reviewers=row[..., PEOPLE],
    )


def _business(
    rows: Rows, business: int, picked: Chosen, scores: Sequence[NDArray[np.integer]]
) -> tuple[Ints, Floats, Ints]:
    """Sums of one business in every world."""
    whole, real = np.zeros((picked.count, len(scores), 5), np.int64), np.zeros((picked.count, len(scores), 3))
    own, row = np.zeros((picked.count, len(scores), 2), np.int64), np.zeros((picked.count, 3), np.int64)
    row[:, LAST] = -1
    start, stop = (int(end) for end in rows.starts[business : business + 2])
    for first in range(start, stop, STRETCH):
        here = slice(first, min(first + STRETCH, stop))
        size = here.stop - here.start
        local, held = np.zeros((len(rows.codes), size), np.uint32), np.zeros((size, len(scores)), np.int64)
        for column, table in picked.recode.items():
            recode(rows.codes[column][here], table, local[column])
        for aspect, score in enumerate(scores):
            held[:, aspect] = score[here]
        added(
            local, held, _part(rows.cluster, here), _part(rows.weight, here),
            picked.tree, picked.lookup, picked.slots, picked.everything, whole, real, own, row,
        )  # fmt: skip
    closed(whole, real, own, row)
    return whole, real, row[:, :LAST]


def _part(column: Ints | None, here: slice) -> Ints:
    return np.zeros(0, np.int64) if column is None else column[here]
