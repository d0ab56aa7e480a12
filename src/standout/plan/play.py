"""Week: what a plan of one week holds, and how it is kept so that nobody can change it unseen."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from standout.finding import Play

SCHEMA = 1
SUNDAY = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Something to leave: what, why, and the minutes a week it gives back."""

    what: str
    reason: str
    minutes_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A play as it was planned: the play, and what the log needs to look at it later.

    ``cites`` are the findings it rests on, as question, aspect and world in JSON.  ``channels`` say how each of
    the play's people is asked, in their order.
    """

    play: Play
    measure: str
    expected_low: float | None = None
    expected_high: float | None = None
    cites: tuple[tuple[str, str, str], ...] = ()
    channels: tuple[str, ...] = ()
    many: int = 0  # for how many people or pieces
    code: bool = False  # whether everybody asked, or the poster, gets a code


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What came of a play: planned, done and seen, and what an hour of it brought."""

    play_id: str
    tactic: str
    state: str  # done, skipped, open
    planned_minutes: int
    minutes: int | None
    seen: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week's plan: what to stop, then at most three plays, after what came of the last ones.

    ``notes`` say what keeps the plan short: no objective, no hours, nobody to ask.
    """

    week: str
    made_at: date
    hours: float
    money: int
    planned: tuple[Planned, ...] = ()
    stop: tuple[Stop, ...] = ()
    back: tuple[Back, ...] = ()
    notes: tuple[str, ...] = ()
    objective: str = ""
    used: str = ""

    @property
    def plays(self) -> tuple[Play, ...]:
        """The plays, in the order to do them."""
        return tuple(one.play for one in self.planned)

    @property
    def minutes(self) -> int:
        """What the plays take together."""
        return sum(play.minutes for play in self.plays)

    @property
    def cost(self) -> int:
        """What they cost together, in minor units."""
        return sum(play.cost for play in self.plays)

    @property
    def minutes_back(self) -> int:
        """What stopping gives back each week."""
        return sum(one.minutes_back for one in self.stop)

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it; people by their ids."""
        return {
            "schema": SCHEMA,
            "week": self.week,
            "made_at": self.made_at.isoformat(),
            "hours": self.hours,
            "money": self.money,
            "objective": self.objective,
            "plays": [{**asdict(one.play), "due": one.play.due.isoformat(), "people": list(one.play.people),
                       "measure": one.measure, "expected_low": one.expected_low, "expected_high": one.expected_high,
                       "cites": [list(cite) for cite in one.cites], "channels": list(one.channels), "many": one.many,
                       "code": one.code} for one in self.planned],
            "stop": [asdict(one) for one in self.stop],
            "back": [asdict(one) for one in self.back],
            "notes": list(self.notes),
            "used": self.used,
        }  # fmt: skip


def from_dict(said: dict[str, Any]) -> Week:
    """Give the plan that :meth:`Week.to_dict` gave."""
    planned = []
    for one in said["plays"]:
        kept = {name: one[name] for name in Play.__dataclass_fields__}
        play = Play(**{**kept, "people": tuple(kept["people"]), "due": date.fromisoformat(kept["due"])})
        cites = tuple((q, a, w) for q, a, w in one["cites"])
        planned.append(
            Planned(
                play=play, measure=one["measure"], expected_low=one["expected_low"],
                expected_high=one["expected_high"], cites=cites, channels=tuple(one["channels"]), many=one["many"],
                code=one["code"],
            )
        )  # fmt: skip
    return Week(
        week=said["week"], made_at=date.fromisoformat(said["made_at"]), hours=said["hours"], money=said["money"],
        planned=tuple(planned), stop=tuple(Stop(**one) for one in said["stop"]),
        back=tuple(Back(**one) for one in said["back"]), notes=tuple(said["notes"]), objective=said["objective"],
        used=said["used"],
    )  # fmt: skip


def digest(before: str, said: str) -> str:
    """Give the SHA-256 of a plan as it is kept, chained to that of the plan before it.

    Examples
    --------
    >>> digest("", "a") == digest("", "b"), len(digest("", "a"))
    (False, 64)

    """
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()


def name_of(day: date, revision: int = 1) -> str:
    """Give the name of the week a day is planned for; a plan made anew for the same week has a number behind it.

    A Sunday is planned for the week to come.

    Examples
    --------
    >>> name_of(date(2026, 11, 22)), name_of(date(2026, 11, 23), 2)
    ('2026-W48', '2026-W48.2')

    """
    year, week, _ = (day + timedelta(days=day.isoweekday() == SUNDAY)).isocalendar()
    return f"{year}-W{week:02d}" + (f".{revision}" if revision > 1 else "")


def monday(day: date) -> date:
    """Give the Monday of a day's week.

    Examples
    --------
    >>> monday(date(2026, 11, 22))
    datetime.date(2026, 11, 16)

    """
    return day - timedelta(days=day.weekday())
