"""Exact: sums for a handful of worlds, with what a clustered variance and an e-value need.

Unit     hundredths; with weights, weight x hundredths
Source   sums over people of (total)², total x count and (count)², as the engine's own `sums` gives them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.rows import MISSING, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
World = Sequence[tuple[int, int]]
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
    """Give the sums of a few worlds for every business.

    Parameters
    ----------
    rows : Rows
    worlds : sequence of sequences of (column, value code)
        Conjunctions; an empty one is everybody.
    scores : sequence of int or int array, shape (N,)
        Aspects by their place in ``rows.scores``, or scores of your own for each of the sorted rows, hundredths
        with `MISSING` where there is none.

    """
    held = tuple(rows.scores[score] if isinstance(score, int) else np.asarray(score) for score in scores)
    shape = (len(worlds), rows.businesses, len(held))
    whole = {name: np.zeros(shape, np.int64) for name in ("count", "n", "total", "squares", "clusters")}
    real = {name: np.zeros(shape) for name in ("css", "csn", "cnn")}
    row_count, people = np.zeros(shape[:2], np.int64), np.zeros(shape[:2], np.int64)
    for w, world in enumerate(worlds):
        inside = np.ones(len(rows.business), bool)
        for column, value in world:
            inside &= rows.codes[column] == value
        at = np.flatnonzero(inside)
        row_count[w] = np.bincount(rows.business[at], minlength=rows.businesses)
        people[w] = _people(rows, at)
        for a, score in enumerate(held):
            _add(rows, at[score[at] != MISSING], score, {name: part[w, :, a] for name, part in (whole | real).items()})
    return Figures(rows, tuple(worlds), held, **whole, **real, rows=row_count, reviewers=people)


def _runs(rows: Rows, at: Ints) -> Ints:
    """Where, among the rows ``at``, a new person begins."""
    if rows.cluster is None or not len(at):
        return np.arange(len(at))
    who, where = rows.cluster[at], rows.business[at]
    new = np.ones(len(at), bool)
    new[1:] = (who[1:] != who[:-1]) | (where[1:] != where[:-1]) | (who[1:] < 0)
    return np.flatnonzero(new)


def _people(rows: Rows, at: Ints) -> Ints:
    return np.bincount(rows.business[at[_runs(rows, at)]], minlength=rows.businesses)


def _add(rows: Rows, at: Ints, score: NDArray[np.integer], into: dict[str, NDArray]) -> None:
    if not len(at):
        return
    x = score[at].astype(np.int64)
    weight = np.ones(len(at), np.int64) if rows.weight is None else rows.weight[at]
    business = rows.business[at]
    runs = _runs(rows, at)
    of = business[runs]
    n, total = np.add.reduceat(weight, runs), np.add.reduceat(weight * x, runs)
    for name, value, where in (
        ("count", np.ones(len(at), np.int64), business), ("n", weight, business), ("total", weight * x, business),
        ("squares", weight * x * x, business), ("clusters", np.ones(len(runs), np.int64), of),
        ("css", total.astype(float) ** 2, of), ("csn", total.astype(float) * n, of), ("cnn", n.astype(float) ** 2, of),
    ):  # fmt: skip
        np.add.at(into[name], where, value)
