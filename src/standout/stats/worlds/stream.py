"""Stream: the wide sums of one business after another, in every world of a plan.

Memory holds one business's sums, whatever their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.lanes import (
    BASE,
    PACKED,
    WIDE,
    Layout,
    drained,
    fill_packed,
    fill_rest,
    fill_weighted,
    fill_wide,
    layout_of,
)
from standout.stats.worlds.plan import Plan
from standout.stats.worlds.rows import Rows
from standout.stats.worlds.sweep import recode, sweep

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows, the worlds of a plan, and room for one business's sums.

    Attributes
    ----------
    rows : Rows
    plan : Plan
    layout : Layout
    sums : int64, shape (K + 1, L)
        Lanes of the business being read; everything first, then the worlds; who reads them sets them to 0.
    wide : int64, shape (K + 1, A, 5)
        What ran over: of the business being read, and set to 0 by who reads it.
    held, marks : int64, shape (K + 1,)
        Rows of all businesses taken so far, and the sums of their marks.
    local, lanes : uint32 and int64
        Room for a stretch of rows.

    """

    rows: Rows
    plan: Plan
    layout: Layout
    sums: Ints
    wide: Ints
    held: Ints
    marks: Ints
    local: NDArray[np.uint32]
    lanes: Ints

    @staticmethod
    def of(rows: Rows, plan: Plan) -> Stream:
        """Give a stream that has taken nothing yet."""
        layout = layout_of(rows.scores, weighted=rows.weight is not None)
        worlds, longest = len(plan.depth) + 1, min(layout.chunk, int(np.diff(rows.starts).max(initial=1)))
        return Stream(
            rows=rows,
            plan=plan,
            layout=layout,
            sums=np.zeros((worlds, layout.lanes), np.int64),
            wide=np.zeros((worlds, len(rows.scores), 5), np.int64),
            held=np.zeros(worlds, np.int64),
            marks=np.zeros(worlds, np.int64),
            local=np.zeros((len(rows.codes), longest), np.uint32),
            lanes=np.zeros((longest, layout.lanes), np.int64),
        )

    def take(self, business: int) -> bool:
        """Add up one business's rows, and say whether part of them is in the wide sums already."""
        start, stop = (int(end) for end in self.rows.starts[business : business + 2])
        made, layout = self.plan, self.layout
        for first in range(start, stop, layout.chunk):
            here = slice(first, min(first + layout.chunk, stop))
            lanes, local = self._prepared(here)
            sweep(local, lanes, made.tree, made.lookup, self.sums)
            if here.stop < stop or layout.kind != PACKED:
                self.drain()
        return stop - start > layout.chunk or layout.kind != PACKED

    def drain(self) -> None:
        """Take the lanes out into wide sums."""
        drained(self.sums, self.layout.places, self.layout.spec, self.wide, self.held, self.marks)

    def _prepared(self, here: slice) -> tuple[Ints, NDArray[np.uint32]]:
        """Give lanes and recoded values of a stretch of rows."""
        layout, size = self.layout, here.stop - here.start
        lanes, local = self.lanes[:size], self.local[:, :size]
        fill_rest(lanes, here.start, layout.places)
        for aspect, scores in enumerate(self.rows.scores):
            base = int(layout.spec[aspect, BASE])
            if layout.kind == PACKED:
                fill_packed(lanes, aspect, scores[here], here.start, layout.spec[aspect], layout.table)
            elif layout.kind == WIDE or self.rows.weight is None:
                fill_wide(lanes, aspect, scores[here], base)
            else:
                fill_weighted(lanes, aspect, scores[here], base, self.rows.weight[here])
        for column in self.plan.used:
            recode(self.rows.codes[column][here], self.plan.recode[column], local[column])
        return lanes, local
