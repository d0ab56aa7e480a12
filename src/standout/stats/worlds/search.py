"""Search: in which worlds our mean is ahead of every judged rival's, aspect by aspect, in one pass.

Our rows are read first and say which worlds can be claimed at all; then rivals come by, one at a time.

Source   the intersection-union test of Berger (1982) over rivals; guarded errors as in `stats.guard`, every
         row taken for a person of its own: people who judge again are counted in `exact`
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.found import Floats, Found, Ints, same_as
from standout.stats.worlds.judge import RIVAL, judge, overall_variance, taken
from standout.stats.worlds.plan import plan
from standout.stats.worlds.rows import Rows
from standout.stats.worlds.stream import Stream


def search(
    rows: Rows, ours: int, depth: int, n_min: int, rivals_from: int = 3, reach: NDArray[np.float64] | None = None
) -> Found:
    """Search all worlds of up to ``depth`` conditions that hold at least ``n_min`` rows of ours.

    Parameters
    ----------
    rows : Rows
    ours : int
        Place of our business.
    depth : int
        How many conditions a world may have.
    n_min : int
        How many scores ours, and a judged rival, must have; 2 or more.
    rivals_from : int
        How many judged rivals a claim needs.
    reach : float64, shape (A, 2), optional
        Lowest and highest that a score not yet seen may lie, hundredths; NaN for no such ends.

    Raises
    ------
    ValueError
        If ``n_min`` is below 2, or `plan` refuses.

    """
    if n_min < 2:
        raise ValueError("n_min is 2 or more")
    stream = Stream.of(rows, plan(rows, ours, depth, n_min))
    ends = np.full((len(rows.scores), 2), np.nan) if reach is None else np.asarray(reach, dtype=np.float64)
    overall, typical = overall_variance(rows, n_min)
    known = _Known.of(stream, overall[ours], typical, ends)
    for rival in range(rows.businesses):
        if rival != ours:
            known.meet(rival, overall[rival])
    return known.found(rivals_from)


@dataclass(frozen=True, slots=True)
class _Known:
    """Where we stand against the rivals met so far; everything first, then K worlds."""

    stream: Stream
    typical: Floats
    ends: Floats
    n: Ints
    mean: Floats
    level: Floats
    error: Floats
    voices: Floats
    judged: Ints
    best: NDArray[np.int32]
    top: Floats
    least: Floats

    @staticmethod
    def of(stream: Stream, overall: Floats, typical: Floats, ends: Floats) -> _Known:
        """Read our own rows."""
        shape = stream.wide.shape[:2]
        n, (mean, level, error, voices) = np.zeros(shape, np.int64), (np.full(shape, np.nan) for _ in range(4))
        stream.take(stream.plan.ours)
        stream.drain()
        taken(
            stream.wide, stream.layout.spec, stream.plan.n_min, overall, typical, ends, n, mean, level, error, voices
        )  # fmt: skip
        return _Known(
            stream, typical, ends, n, mean, level, error, voices, judged=np.zeros(shape, np.int64),
            best=np.full(shape, -1, np.int32), top=np.full(shape, -np.inf), least=np.full(shape, np.inf),
        )  # fmt: skip

    def meet(self, rival: int, overall: Floats) -> None:
        """Read a rival's rows."""
        stream = self.stream
        carried = stream.take(rival)
        judge(
            stream.sums, stream.wide, carried, stream.layout.places, stream.layout.spec,
            overall, self.typical, self.ends, stream.held, stream.marks, self.level, self.error, self.voices,
            rival, stream.plan.n_min, self.judged, self.best, self.top, self.least,
        )  # fmt: skip

    def found(self, rivals_from: int) -> Found:
        """Give what is known once all rivals were met."""
        stream, made = self.stream, self.stream.plan
        same = same_as(stream.held, stream.marks, np.concatenate([[0], made.depth]).astype(np.int8))[1:] - 1
        alone = same == np.arange(len(same))
        judged, met = (self.judged[1:] // RIVAL).astype(np.int32), self.best[1:] >= 0
        return Found(
            columns=made.columns,
            values=made.values,
            depth=made.depth,
            rows=stream.held[1:],
            ours=made.held,
            same_as=same,
            n=self.n[1:],
            mean=self.mean[1:],
            testable=(self.n[1:] >= made.n_min) & (judged >= rivals_from) & alone[:, None],
            judged=judged,
            judged_rows=self.judged[1:] % RIVAL,
            best=self.best[1:],
            lead=np.where(met, self.mean[1:] - self.top[1:], np.nan),
            z=np.where(met, self.least[1:], np.nan),
        )


__all__ = ["Found", "search"]
