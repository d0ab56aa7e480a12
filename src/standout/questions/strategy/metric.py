"""Metric: the one figure an objective is followed by, as it is now and as it would have to be to show.

Unit     events a month of 30.44 days; for costs minutes, or money, for each new customer
Source   intervals and the smallest rate that shows: `stats.detectable`
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from standout.stats.detectable import Rate, detectable_rate, dispersion, rate_interval

MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Metric:
    """What one objective is followed by.

    Attributes
    ----------
    name : str
        ``new_customers``, ``told_customers``, ``repeat_orders``, ``minutes_each``, ``money_each``, ``written``,
        ``item_orders``.
    counts : tuple of int
        Events in each week, oldest first.
    last : date
        The day they end with: the last whole one the table tells of.
    minutes, money : int
        A week, where costs are followed; money in minor units.
    near : str
        Items sold whose names are like the one that is launched, where none has its name.
    table : str
        The table whose end it ends with.
    begins, ends : date or None
        The days of that table's oldest and newest row: who came before or after isn't known.  No end where rows
        go on after the day looked at.

    """

    name: str
    counts: tuple[int, ...]
    last: date
    minutes: int = 0
    money: int = 0
    near: str = ""
    table: str = "orders"
    begins: date | None = None
    ends: date | None = None

    @property
    def days(self) -> int:
        """How many days were counted."""
        return 7 * len(self.counts)

    @property
    def since(self) -> date:
        """The day they begin with."""
        return self.last - timedelta(days=self.days - 1)

    @property
    def events(self) -> int:
        """How many events in all."""
        return sum(self.counts)

    @property
    def over(self) -> float:
        """How many times as much they vary as by chance alone."""
        return dispersion(self.counts)

    @property
    def costs(self) -> bool:
        """Whether less is better."""
        return self.name in ("minutes_each", "money_each")

    def _monthly(self, rate: float) -> float:
        """A rate a day as this figure: events a month, or what goes to each of them."""
        if not self.costs:
            return rate * MONTH
        spent = self.minutes if self.name == "minutes_each" else self.money / 100
        return spent / (7 * rate) if rate > 0 else float("inf")

    @property
    def baseline(self) -> Rate:
        """The figure as it is now, with its 95 % interval."""
        rate = rate_interval(self.events, self.days, self.over)
        ends = sorted((self._monthly(rate.low), self._monthly(rate.high)))
        return Rate(self._monthly(rate.rate), *ends)

    def detectable(self, days: int) -> float:
        """Give the smallest change that would be seen within so many days: the figure it must come to."""
        return self._monthly(detectable_rate(self.events, self.days, days, self.over))

    def better(self, target: float) -> bool:
        """Tell whether a target is better than what there is."""
        now = self.baseline.rate
        return target < now if self.costs else target > now

    def seen_at(self, target: float, most: int = 730) -> int | None:
        """Give after how many days (whole weeks) a target that was reached would be seen; None where never."""
        for days in range(7, most + 1, 7):
            least = self.detectable(days)
            if (target <= least) if self.costs else (target >= least):
                return days
        return None


@dataclass(frozen=True, slots=True)
class Lacking:
    """No figure: what is missing (a key), and how many more days of rows would do where some are there."""

    what: str
    days: int | None = None
