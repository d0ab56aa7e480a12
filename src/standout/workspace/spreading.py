"""Spreading: how far word goes from given people, from a user's own ties and ids, with no workspace.

Reads    who tells and who is told, as lists or columns of numpy, Arrow, pandas or Polars; who begins
Makes    `Told`: the mean over runs, its 95 % interval, steps, and how often each person is reached
Said     reach is only said with the condition that the chances are right
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.errors import UsageError
from standout.network import spreading
from standout.words import say
from standout.workspace.choice import about
from standout.workspace.choosing import joined
from standout.workspace.choosing_terms import checked, heard_once, named
from standout.workspace.each_person import figures
from standout.workspace.tie_values import is_whole
from standout.workspace.tied import Tied

Spread = spreading.Spread


@dataclass(frozen=True, eq=False)
class Told:
    """How far word goes.

    Attributes
    ----------
    mean, low, high : float
        The mean over runs of how many are reached, those who begin included, and its 95 % interval; of values, what
        they are worth.
    runs : int
    sizes : float64, shape (runs,)
        What each run reached.
    generations : float64, shape (steps,)
        The mean reached at each step; the first is those who begin.
    n : int
        People there are.
    notes : tuple of str
        Who was named and stands in no tie, or counts as 1 since they weren't.

    """

    mean: float
    low: float
    high: float
    sizes: NDArray[np.float64]
    generations: NDArray[np.float64]
    n: int
    valued: bool
    assumed: bool
    found: Spread
    ties: Tied
    notes: tuple[str, ...] = ()

    @property
    def runs(self) -> int:
        """How many runs were made."""
        return len(self.sizes)

    @property
    def distribution(self) -> NDArray[np.float64]:
        """What 0, 1 ... 100 % of the runs reached at most."""
        return self.found.distribution

    @property
    def table(self) -> pa.Table:
        """One row a person: ``person``, and ``reached``, in what share of the runs; only where it was asked for."""
        if self.found.reached is None:
            raise UsageError(say("choose.per_person"))
        return pa.table({"person": pa.array(self.ties.of(range(self.n))), "reached": self.found.reached})

    @property
    def text(self) -> str:
        """Say it in plain words."""
        key = "choose.told.spread_worth" if self.valued else "choose.told.spread"
        ends = {"mean": about(self.mean), "low": about(self.low), "high": about(self.high)}
        said = [say(key, of=self.n, **ends), say("choose.told.runs", n=self.runs)]
        return " ".join([*said, *([say("choose.told.assumed")] if self.assumed else []), *self.notes])

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as plain values."""
        return {
            "schema": 1, "mean": self.mean, "low": self.low, "high": self.high, "runs": self.runs, "n": self.n,
            "distribution": self.distribution.tolist(), "generations": self.generations.tolist(), "text": self.text,
        }  # fmt: skip


def spread(  # noqa: PLR0913 - a caller without a workspace has only this call to say it all
    source: Any,
    target: Any,
    probability: Any = None,
    *,
    seeds: Any,
    model: str = "ic",
    runs: int | None = None,
    seconds: float | None = None,
    hops: int | None = None,
    rivals: Any = None,
    values: Any = None,
    per_person: bool = False,
    seed: int = 0,
    threads: int = 2,
) -> Told:
    """Give how far word goes from those who begin.

    Parameters
    ----------
    source, target, probability, model, hops, rivals, values, seed, threads
        As in `standout.choose`.
    seeds : column of ids
        Who begins.
    runs : int, optional
        How many, 2 or more.  Without it, until the interval is within 1 % of the mean.
    seconds : float, optional
        Begin no more runs after so many seconds.
    per_person : bool
        Whether to keep how often each is reached, for ``.table``.

    Returns
    -------
    Told

    Raises
    ------
    TableError
        As `standout.choose`, or if somebody who begins is in no tie.

    Examples
    --------
    Ann tells Bo, and Bo tells Cy, each every other time: 1 + 1/2 + 1/4.

    >>> told = spread(["Ann", "Bo"], ["Bo", "Cy"], 0.5, seeds=["Ann"], runs=40_000)
    >>> round(told.mean, 1), told.low < 1.75 < told.high
    (1.8, True)

    """
    checked(model, {"hops": hops, "seconds": seconds, "threads": threads, "seed": seed})
    if runs is not None and not (is_whole(runs) and runs >= 2):
        raise UsageError(say("choose.whole", name="runs", least=2, given=runs))
    ties = joined(source, target, probability)
    if model == "lt":
        heard_once(ties)
    begun = ties.known(named(seeds, "seeds"), "seeds")
    if not len(begun):
        raise UsageError(say("choose.no_seeds"))
    theirs = ties.known(named(rivals, "rivals"), "rivals")
    worth, notes = (None, ()) if values is None else figures(ties, values, "values", 1.0)
    found = spreading.spread(
        ties.graph, begun, model=model, runs=runs, seconds=seconds, hops=hops, rivals=theirs if len(theirs) else None,
        values=worth, seed=seed, threads=threads,
        per_person=per_person,
    )  # fmt: skip
    return Told(
        mean=found.mean, low=found.low, high=found.high, sizes=found.sizes, generations=found.generations,
        n=ties.graph.n, valued=values is not None, assumed=probability is None, found=found, ties=ties,
        notes=notes,
    )  # fmt: skip
