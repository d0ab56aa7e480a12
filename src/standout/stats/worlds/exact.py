"""Exact: sums for a handful of worlds, with what a clustered variance and an e-value need.

Unit     hundredths; with weights, weight x hundredths
Source   sums over people of (total)², total x count and (count)², as the engine's own `sums` gives them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.chosen import World, chosen
from standout.stats.worlds.lanes import layout_of
from standout.stats.worlds.one_business import Sums
from standout.stats.worlds.people import CLUSTERS, CNN, COUNT, CSN, CSS, LAST, PEOPLE, ROWS, SQUARES, TOTAL, N, alone
from standout.stats.worlds.rows import MISSING, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Score = int | NDArray[np.integer]


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
        If a world names a descriptor that isn't there, or scores are not as many as rows or beyond 16 bits.

    """
    columns = len(rows.codes)
    if any(not 0 <= column < columns for world in worlds for column, _ in world):
        raise ValueError(f"descriptors are 0..{columns - 1}")
    held = tuple(rows.scores[score] if isinstance(score, int | np.integer) else np.asarray(score) for score in scores)
    if any(len(score) != len(rows.business) for score in held):
        raise ValueError("scores are one for each row")
    if any(len(score) and (score.min() < MISSING or score.max() > -MISSING - 1) for score in held):
        raise ValueError("scores are hundredths in 16 bits")
    picked = chosen(worlds, [int(codes.max(initial=0)) + 1 for codes in rows.codes])
    shape = (picked.count + 1, rows.businesses)  # the last is empty: for worlds that contradict themselves
    whole, real = np.zeros((*shape, len(held), 5), np.int64), np.zeros((*shape, len(held), 3))
    row = np.zeros((*shape, 2), np.int64)
    layout = None if rows.weight is not None else layout_of([np.asarray(score, dtype=np.int16) for score in held])
    for business in range(rows.businesses):
        start, stop = (int(end) for end in rows.starts[business : business + 2])
        at = np.arange(start, stop)
        once = np.zeros(len(at), bool)
        sums = Sums.none(picked.count, len(held))
        if layout is not None:
            once = alone(rows.cluster[start:stop]) if rows.cluster is not None else ~once
            sums.add_once(rows, at[once], picked, held, layout)
        sums.add(rows, at[~once], picked, held)
        whole[:-1, business], real[:-1, business], row[:-1, business] = sums.whole, sums.real, sums.row[:, :LAST]
    return Figures(
        rows_held=rows,
        worlds=tuple(worlds),
        scores=held,
        count=whole[picked.place, ..., COUNT],
        n=whole[picked.place, ..., N],
        total=whole[picked.place, ..., TOTAL],
        squares=whole[picked.place, ..., SQUARES],
        clusters=whole[picked.place, ..., CLUSTERS],
        css=real[picked.place, ..., CSS],
        csn=real[picked.place, ..., CSN],
        cnn=real[picked.place, ..., CNN],
        rows=row[picked.place, ..., ROWS],
        reviewers=row[picked.place, ..., PEOPLE],
    )
