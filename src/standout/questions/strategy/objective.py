"""Objective: the one thing we are trying to do, and what would be seen of it by its day.

Reads    the settings objective, target, by and item; the objective's metric
Makes    Outlook   whether the target is a change, whether it would show by the day, and if not, by when
Unit     as `metric`
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Any

from standout.errors import SettingError
from standout.questions.strategy.metric import Metric
from standout.words import say

QUARTER = 91
"""Days to look ahead where no day is set."""
FAR = 10.0
"""A target of so many times what there is now is far off, however well it would show."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the owner set: objective, target (0 where none) and day."""

    objective: str = ""
    target: float = 0.0
    by: date | None = None
    item: str = ""


def read_aim(settings: Mapping[str, Any]) -> Aim:
    """Give what the owner set.

    Raises
    ------
    SettingError
        If the day can't be read.

    Examples
    --------
    >>> read_aim({"objective": "reach", "target": 12.0, "by": "2027-02-20", "item": ""}).by
    datetime.date(2027, 2, 20)

    """
    said = str(settings["by"]).strip()
    try:
        by = date.fromisoformat(said) if said else None
    except ValueError:
        raise SettingError(say("strategy.bad_day", given=said)) from None
    return Aim(settings["objective"], float(settings["target"]), by, settings["item"])


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be seen of an objective by its day.

    Attributes
    ----------
    state : str
        ``set``; ``past``: the day is over; ``no_target``, ``no_day``: not set; ``reached``: no better than now.
    by : date
        The day looked at: the one set, else a quarter ahead.
    least : float
        The smallest change that would show by then four times in five: the figure it must come to.
    seeable : bool or None
        Whether the target is that far off; None where there is none.
    seeable_by : date or None
        Where it isn't: the day by which it would show; None where that takes over two years, or isn't asked.
    times : float or None
        How many times what is now the target is, where that is `FAR` or more; the least it may be, where nothing
        came so far.

    """

    state: str
    by: date
    least: float
    seeable: bool | None = None
    seeable_by: date | None = None
    times: float | None = None


def outlook(aim: Aim, held: Metric, as_of: date) -> Outlook:
    """Give what would be seen of an aim by its day.

    Examples
    --------
    Two new customers a week for half a year; six a week within a quarter would show, 2.5 a week wouldn't:

    >>> held = Metric("new_customers", (2,) * 26, date(2026, 11, 1))
    >>> [outlook(Aim("reach", target, date(2027, 1, 31)), held, date(2026, 11, 1)).seeable for target in (26, 11)]
    [True, False]

    """
    state = _state(aim, held, as_of)
    by = aim.by if aim.by and state != "past" else as_of + timedelta(days=QUARTER)
    least = held.detectable((by - as_of).days)
    if not aim.target:
        return Outlook(state, by, least)
    seeable = held.better(aim.target) and (aim.target <= least if held.costs else aim.target >= least)
    takes = held.seen_at(aim.target) if state in ("set", "no_day") and not seeable else None
    return Outlook(state, by, least, seeable, as_of + timedelta(days=takes) if takes else None, _times(aim, held))


def _times(aim: Aim, held: Metric) -> float | None:
    """Give how many times what is now a target is (a cost: what is now, of the target), where it is far off."""
    now = held.baseline
    if held.costs:
        times = (now.rate if isfinite(now.rate) else now.low) / aim.target
    else:
        times = aim.target / (now.rate or now.high)
    return times if times >= FAR else None


def _state(aim: Aim, held: Metric, as_of: date) -> str:
    if aim.by and aim.by <= as_of:
        return "past"
    if not aim.target:
        return "no_target"
    if not held.better(aim.target):
        return "reached"
    return "set" if aim.by else "no_day"
