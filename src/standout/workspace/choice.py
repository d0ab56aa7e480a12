"""Choice: whom to tell first, in the caller's own ids, and what can be said of how good that is.

Reads    what the engine chose, with its bounds
Makes    figures, a table, and sentences
Said     reach is only said with the condition that the chances are right; nothing here can tell whether they are
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.words import marked, say

NAMED = 12
"""The text names so many people; all of them are in ``people``."""
TENTHS = 100
"""Figures below it are given with a tenth."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Whom to tell first, and how good that choice is.

    Attributes
    ----------
    people : list
        The caller's ids, in order.
    adds : float64, shape (k,)
        How many more are reached with each, after those before; of values, how much more it is worth.
    only : float64, shape (k,)
        How many are reached from nobody else chosen, and so lost without them.
    curve : float64, shape (k, 3)
        Reached by the first 1 to k: estimate, low, high.
    low, high : float
        Ours reaches at least ``low`` and the best possible at most ``high``, both at once but for a chance ``delta``.
    ratio : float
        ``low / high``: ours is surely this share of the best.
    spread : float
        Estimate of what ours reaches.
    n, ties : int
        People and ties there are.
    delta : float
    sets, engine, stopped
        Work done, how, and why it ended; as `standout.network.choosing.Chosen` says.
    assumed, valued, limited : bool
        Whether chances were taken for granted, people are worth unlike amounts, and not everybody could be chosen.
    strangers : int
        Of those to leave out, who stands in no tie.
    hops, rivalled
        Within how many steps people had to be reached to count, None for any; whether somebody tells something else.
    notes : tuple of str
        How files were read, and who was named and stands in no tie.

    """

    people: list[Any]
    adds: NDArray[np.float64]
    only: NDArray[np.float64]
    curve: NDArray[np.float64]
    low: float
    high: float
    ratio: float
    spread: float
    n: int
    ties: int
    delta: float
    sets: int
    engine: str
    stopped: str
    assumed: bool
    valued: bool
    limited: bool
    strangers: int
    hops: int | None
    rivalled: bool
    notes: tuple[str, ...] = ()

    @property
    def table(self) -> pa.Table:
        """One row a person: ``place``, ``person``, ``adds``, ``only``, and the curve up to them."""
        estimate, low, high = self.curve.T
        return pa.table({
            "place": pa.array(range(1, len(self.people) + 1), pa.int32()), "person": pa.array(self.people),
            "adds": self.adds, "only": self.only, "reached": estimate, "reached_low": low, "reached_high": high,
        })  # fmt: skip

    @cached_property
    def text(self) -> str:
        """Say it in plain words."""
        n = len(self.people)
        first = "order_one" if n == 1 else "order" if n <= NAMED else "order_more"
        far = "worth" if self.valued else "reach"
        said = [
            say(f"choose.told.{first}", n=n, people=self.people[:NAMED]),
            say(f"choose.told.{far}", spread=about(self.spread), of=self.n, when=self._when),
            self._bound(n),
            say("choose.told.assumed") if self.assumed else "",
            say(f"choose.told.stopped_{self.stopped}") if self.stopped not in ("ratio", "all") else "",
            *self.notes,
        ]
        return " ".join(one for one in said if one)

    @property
    def _when(self) -> str:
        """Say which of those reached count, where not all do."""
        if self.hops is None:
            return say("choose.told.when_rivals") if self.rivalled else ""
        return say(f"choose.told.when_{'both' if self.rivalled else 'hops'}", hops=self.hops)

    def _bound(self, n: int) -> str:
        """Say how far any other choice could be ahead, of what ours reaches at least."""
        if self.stopped == "nobody":
            return ""
        if self.stopped == "all":
            return say("choose.told.whole")
        if not self.valued and about(self.spread) == about(self.n):
            return say("choose.told.everybody")
        if self.low <= 0:
            return say("choose.told.unsure")
        high = self.high if self.valued else min(self.high, self.n)
        if high <= self.low:
            return say("choose.told.best")
        bound = "bound_limits" if self.limited else "bound" if n > 1 else "bound_one"
        bound = f"{bound}_worth" if self.valued else bound
        said = say(f"choose.told.{bound}", n=n, low=about(self.low, np.floor), high=about(high, np.ceil))
        return f"{said} {say('choose.told.surely', sure=_sure(self.delta))}"

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as plain values: what ``--json`` prints."""
        return {
            "schema": 1, "people": self.people, "adds": self.adds.tolist(), "only": self.only.tolist(),
            "curve": self.curve.tolist(), "spread": self.spread, "low": self.low, "high": self.high,
            "ratio": self.ratio, "delta": self.delta, "n": self.n, "ties": self.ties, "sets": self.sets,
            "engine": self.engine, "stopped": self.stopped, "strangers": self.strangers,
            "notes": list(self.notes), "text": self.text,
        }  # fmt: skip


def about(figure: float, towards: Callable[[float], float] = round) -> str:
    """Give a figure in as many digits as it is worth; bounds are cut ``towards`` one side.

    Examples
    --------
    >>> about(2.4993), about(16105.4)
    ('2.5', '16,105')

    """
    if figure < TENTHS:
        return marked(f"{towards(round(10 * figure, 6)) / 10:,.1f}")
    return marked(f"{towards(round(figure, 6)):,.0f}")


def _sure(delta: float) -> str:
    """Give 1 - delta as a share with no more digits than tell it from 1: 99.99 %."""
    digits = max(0, int(np.ceil(-np.log10(delta))) - 2)
    return f"{100 * (1 - delta):.{digits}f} %"
