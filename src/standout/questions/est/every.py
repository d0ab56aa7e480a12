"""Every: many businesses asked about in one run, over one reading of the rows.

Each business gets the league it would get alone, with itself in the first place.  Reading, coding and sorting
are done once; to put another business first its rows are moved to the front.

Reads    reviews   once for all leagues of the same businesses
Makes    the search of each league's worlds, the same as when each is asked about alone
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.est.cells import Cell
from standout.questions.est.claims import Rules
from standout.questions.est.market import Aspect, Descriptor, Market
from standout.questions.est.worlds import Searched, searched, searched_in

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.questions.est.gathered import Gathered


@dataclass(slots=True)
class EveryLeague:
    """The worlds of several leagues; rows are read when the first is searched, and kept for the others.

    Parameters
    ----------
    engine : Engine
    reviews : ibis table
    league : sequence of Market
    aspects, descriptors
        As `worlds.searched` takes them.

    """

    engine: Engine
    reviews: ir.Table
    league: Sequence[Market]
    aspects: Sequence[Aspect]
    descriptors: Sequence[Descriptor]
    _held: Gathered | None = None

    def searched(self, market: Market, overall: Sequence[Cell], rules: Rules) -> Searched:
        """Search the worlds of one league."""
        if not self._shared or len(market.ids) <= rules.rivals_from or not self.aspects or not self.descriptors:
            return searched(self.engine, self.reviews, market, self.aspects, self.descriptors, overall, rules)
        from standout.questions.est.gathered import gathered  # noqa: PLC0415 - compiled kernels, only where there are worlds

        first = self.league[0]
        if self._held is None:
            self._held = gathered(self.engine, self.reviews, first, self.aspects, self.descriptors)
        order = first.places_of(market.ids)
        return searched_in(seated(self._held, order), self.aspects, overall, rules, named=market.named)

    @property
    def _shared(self) -> bool:
        """Whether there are several leagues, all of the same businesses."""
        same = {tuple(sorted(market.ids.tolist())) for market in self.league}
        return len(self.league) > 1 and len(same) == 1


def seated(held: Gathered, order: NDArray[np.integer]) -> Gathered:
    """Give the same judgements with businesses in other places.

    Parameters
    ----------
    held : Gathered
    order : int64, shape (R,)
        The present place of the business that is to have each place.

    """
    if np.array_equal(order, np.arange(len(order))):
        return held
    rows = held.rows
    counts = np.diff(rows.starts)[order]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    runs = _runs(order)

    def moved(column: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([column[rows.starts[first] : rows.starts[last + 1]] for first, last in runs])

    return replace(
        held,
        rows=replace(
            rows,
            business=np.repeat(np.arange(len(order), dtype=np.int32), counts),
            starts=starts,
            codes=tuple(moved(column) for column in rows.codes),
            scores=tuple(moved(score) for score in rows.scores),
            cluster=None if rows.cluster is None else moved(rows.cluster),
            weight=None if rows.weight is None else moved(rows.weight),
        ),
    )


def _runs(order: NDArray[np.integer]) -> list[tuple[int, int]]:
    """First and last of the stretches of an order in which each follows the one before."""
    breaks = np.flatnonzero(np.diff(order) != 1) + 1
    return [(int(part[0]), int(part[-1])) for part in np.split(order, breaks)]
