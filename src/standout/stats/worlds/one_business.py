"""One business: the sums of chosen worlds over its rows.

Who judged it once is a cluster of one, whose sums are the row's own: such rows take the fast way of the search.

Unit     hundredths, times weight
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.chosen import Chosen
from standout.stats.worlds.lanes import BASE, PACKED, STEP, Layout, drained, fill_packed, fill_rest, fill_wide
from standout.stats.worlds.people import (
    CLUSTERS,
    CNN,
    COUNT,
    CSN,
    CSS,
    LAST,
    NOBODY,
    PEOPLE,
    ROWS,
    SQUARES,
    TOTAL,
    N,
    added,
    closed,
)
from standout.stats.worlds.rows import Rows
from standout.stats.worlds.sweep import recode_at, sweep

Ints = NDArray[np.int64]
Scores = Sequence[NDArray[np.integer]]

STRETCH = (1 << 14) - 1
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of U worlds and A aspects; the places in the last axis are those of `stats.worlds.people`.

    Attributes
    ----------
    whole : int64, shape (U, A, 5)
    real : float64, shape (U, A, 3)
    row : int64, shape (U, 3)

    """

    whole: Ints
    real: NDArray[np.float64]
    row: Ints

    @staticmethod
    def none(worlds: int, aspects: int) -> Sums:
        """Give sums of no rows."""
        row = np.zeros((worlds, 3), np.int64)
        row[:, LAST] = NOBODY
        return Sums(np.zeros((worlds, aspects, 5), np.int64), np.zeros((worlds, aspects, 3)), row)

    def add(self, rows: Rows, at: Ints, picked: Chosen, scores: Scores) -> None:
        """Add rows of people who judged several times, or of different weights, sorted by person."""
        own = np.zeros((*self.whole.shape[:2], 2), np.int64)
        for first in range(0, len(at), STRETCH):
            here = at[first : first + STRETCH]
            held = np.empty((len(here), len(scores)), np.int64)
            for aspect, score in enumerate(scores):
                held[:, aspect] = score[here]
            cluster = np.full(len(here), -1) if rows.cluster is None else rows.cluster[here]
            weight = np.ones(len(here), np.int64) if rows.weight is None else rows.weight[here]
            added(
                _local(rows, here, picked), held, cluster, weight, picked.tree, picked.lookup, picked.slots,
                picked.everything, self.whole, self.real, own, self.row,
            )  # fmt: skip
        closed(self.whole, self.real, own, self.row)

    def add_once(self, rows: Rows, at: Ints, picked: Chosen, scores: Scores, layout: Layout) -> None:
        """Add rows of people who judged this business once, each weighing the same."""
        nodes = len(picked.slots) + 1
        lanes = np.zeros((min(len(at), layout.chunk), layout.lanes), np.int64)
        sums, wide = np.zeros((nodes, layout.lanes), np.int64), np.zeros((nodes, len(scores), 5), np.int64)
        held, marks = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
        for first in range(0, len(at), layout.chunk):
            here = at[first : first + layout.chunk]
            part = lanes[: len(here)]
            fill_rest(part, first, layout.places)
            for aspect, score in enumerate(scores):
                if layout.kind == PACKED:
                    fill_packed(part, aspect, score[here], first, layout.spec[aspect], layout.table)
                else:
                    fill_wide(part, aspect, score[here], int(layout.spec[aspect, BASE]))
            sweep(_local(rows, here, picked), part, picked.tree, picked.lookup, sums)
            drained(sums, layout.places, layout.spec, wide, held, marks)
        self._take(wide, held, picked, layout)

    def _take(self, wide: Ints, held: Ints, picked: Chosen, layout: Layout) -> None:
        """Turn sums of levels into sums of hundredths."""
        asked = np.flatnonzero(picked.slots >= 0)
        node, slot = asked + 1, picked.slots[asked]
        if picked.everything >= 0:
            node, slot = np.append(node, 0), np.append(slot, picked.everything)
        base, step = layout.spec[:, BASE], layout.spec[:, STEP]
        n, levels, squared = wide[node][..., 0], wide[node][..., 2], wide[node][..., 3]
        total = base * n + step * levels
        squares = base * base * n + 2 * base * step * levels + step * step * squared
        for place, value in ((COUNT, n), (N, n), (CLUSTERS, n), (TOTAL, total), (SQUARES, squares)):
            self.whole[slot, :, place] += value
        for place, value in ((CSS, squares), (CSN, total), (CNN, n)):
            self.real[slot, :, place] += value
        for place in (ROWS, PEOPLE):
            self.row[slot, place] += held[node]


def _local(rows: Rows, at: Ints, picked: Chosen) -> NDArray[np.uint32]:
    found = np.zeros((len(rows.codes), len(at)), np.uint32)
    for column, table in picked.recode.items():
        recode_at(rows.codes[column], at, table, found[column])
    return found
