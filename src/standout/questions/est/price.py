"""Price: what claims pay for, beyond those of the view that is shown: every view that could have been picked.

Who picks rivals or days may do so after a look at the scores.  So each claim is counted once for every rival
and every stretch of days there was to pick, with the claims of all worlds there are in everything that is held.

Reads    reviews   how many scores there are, and on which days; never what they are
Makes    price     how many claims share alpha, by group, and from how many scores a business is judged in a world
Rule     a claim against some rivals is one against each; so a price for each pair holds for every choice of them
Rule     three sorts of picking (rivals, days, both) have a third of alpha each; what is picked besides costs nothing
         more, as worlds are paid for in every search
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from standout.question import Engine, Picked
from standout.questions.est.claims import Rules
from standout.questions.est.market import Market, described, markets
from standout.questions.est.tried import Search, search_counts
from standout.questions.est.worlds import Searched

SORTS = 3
"""Rivals, days, or both."""


@dataclass(frozen=True, slots=True)
class Price:
    """What claims pay for; ``Price()`` is nothing but what is looked at.

    Attributes
    ----------
    counted : mapping of int to int
        Claims in each group of `claims.depth_shares`.
    n_min : int
        From how many scores a business is judged in a world at least.

    """

    counted: Mapping[int, int] = field(default_factory=dict)
    n_min: int = 0

    @property
    def claims(self) -> int:
        """How many claims share alpha."""
        return sum(self.counted.values())

    def with_own(self, counted: Mapping[int, int]) -> dict[int, int]:
        """Give how many claims share alpha by group, those that are looked at among them."""
        groups = sorted({*counted, *self.counted})
        return {group: max(counted.get(group, 0), self.counted.get(group, 0)) for group in groups}

    def raised(self, found: Searched) -> Searched:
        """Give a search whose businesses are judged from no fewer scores than the price was made for."""
        return replace(found, n_min=max(found.n_min, self.n_min)) if found.n_min else found


def price_of(picked: Picked, market: Market, rules: Rules) -> Price:
    """Give the price of a view that was picked by hand, for one league.

    Parameters
    ----------
    picked : Picked
    market : Market
        The league as it was picked, ours first.

    """
    if picked.whole is None:
        return Price()
    whole = _whole(picked.whole, market, everybody=picked.rivals)
    aspects, descriptors = described(picked.whole)
    search = Search(whole, [one for one in aspects if not one.barred], descriptors)
    counted, n_min = search_counts(picked.whole, search, rules)
    times = SORTS
    if picked.rivals:
        times *= max(len(whole.ids) - 1, 1)
    if picked.since or picked.until:
        times *= stretches(_days(picked.whole, whole), ends=picked.since and picked.until)
    return Price({group: times * claims for group, claims in counted.items()}, n_min)


def stretches(days: int, *, ends: bool) -> int:
    """Give how many stretches of days there were to pick; ``ends`` tells that both ends were picked, and not one.

    Examples
    --------
    >>> stretches(4, ends=False), stretches(4, ends=True)
    (4, 10)

    """
    return max(days * (days + 1) // 2 if ends else days, 1)


def _whole(engine: Engine, market: Market, *, everybody: bool) -> Market:
    """Give the league that rivals were picked from: all who are held, or that of ``standout.toml``."""
    league = next(one for one in markets(engine) if one.ids[0] == market.ids[0])
    if not everybody:
        return league
    reviews = engine.table("reviews")
    held = set(engine.arrow(reviews.select("business_id").distinct())["business_id"].to_pylist())
    rows = sorted(
        engine.arrow(engine.table("businesses")).to_pylist(), key=lambda row: (row["name"], row["business_id"])
    )
    others = [row for row in rows if row["business_id"] in held and row["business_id"] != int(league.ids[0])]
    return Market(
        ids=np.array([league.ids[0], *(row["business_id"] for row in others)], dtype=np.int64),
        names=(league.names[0], *(row["name"] for row in others)),
        named=True,
    )


def _days(engine: Engine, market: Market) -> int:
    """Give on how many days scores of the league were given."""
    reviews = engine.table("reviews")
    inside = reviews.filter(reviews.business_id.isin([int(one) for one in market.ids]))
    [row] = engine.arrow(inside.aggregate(days=inside.reviewed_at.nunique())).to_pylist()
    return int(row["days"] or 0)
