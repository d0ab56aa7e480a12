"""Week: the plan of one week, from what the questions found and the hours and money there are."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from standout.errors import UsageError
from standout.finding import Play
from standout.plan.choosing import Candidate, Sized, candidates, chosen
from standout.plan.expected import expected
from standout.plan.log import came_back, used_rate
from standout.plan.offers import Cite, Heard, Offers, gathered
from standout.plan.play import Planned, Week
from standout.plan.stop import stops
from standout.words import marked, say

if TYPE_CHECKING:
    from standout.question import Engine

HOURS_MOST, MONEY_MOST = 60.0, 1e9
LEFT = 30
"""So many minutes left over deserve a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a plan has to know of the time before it.

    Attributes
    ----------
    minutes, money : int
        What plays of this week took that are done already; money in minor units.
    barred : collection of str
        Claims that may not be made any more, as ``aspect | world``.
    told, used : collection of (question, aspect, world)
        Findings that were told so far, and those a play that was done rests on.

    """

    minutes: int = 0
    money: int = 0
    barred: Collection[str] = ()
    told: Collection[Cite] = ()
    used: Collection[Cite] = ()


def week(
    heard: Mapping[str, Heard], engine: Engine, today: date, *, name: str, hours: float, money: int,
    past: Past = Past(),
) -> Week:  # fmt: skip
    """Give the plan of a week.

    Parameters
    ----------
    heard : mapping of str to Heard
        What each question answered.
    engine : Engine
        Where the tables are, those of earlier plans among them.
    today : date
        The day it is made.
    name : str
        The week's, such as ``2026-W48``; the plays are numbered after it.
    hours : float
        What there is this week; the plays never take more.
    money : int
        The same, in minor units.
    past : Past
        What was told, used and spent, and what may not be said any more.

    """
    offers = gathered(heard, engine, today, past.barred)
    minutes = max(0, math.floor(hours * 60 + 1e-9) - past.minutes)
    found = candidates(offers)
    picked = chosen(found, minutes, max(0, money - past.money)) if minutes else []
    planned = [_planned(f"{name}-{place}", sized, offers) for place, sized in enumerate(picked, start=1)]
    me_too = [str(text) for text in _me_too(heard)]
    return Week(
        week=name, made_at=today, hours=hours, money=money, planned=tuple(planned),
        stop=tuple(stops(offers, me_too)), back=tuple(came_back(engine, heard, today)),
        notes=tuple(_notes(offers, minutes, found, planned)), used=used_rate(set(past.told), set(past.used)),
        objective=offers.objective.sentence if offers.objective else "",
    )  # fmt: skip


def checked(hours: float, money: float) -> None:
    """See that there can be so many hours and so much money.

    Raises
    ------
    UsageError
        If hours or money are less than nothing or more than a week holds.

    """
    if not 0 <= hours <= HOURS_MOST:
        raise UsageError(say("plan.wrong_hours", given=marked(f"{hours:g}"), most=int(HOURS_MOST)))
    if not 0 <= money <= MONEY_MOST:
        raise UsageError(say("plan.wrong_money", given=marked(f"{money:g}")))


def _me_too(heard: Mapping[str, Heard]) -> Sequence[object]:
    """Give sentences of ours that rivals say too, as ``story`` found them."""
    findings = heard["story"].findings if "story" in heard else ()
    return [text for one in findings for text in one.facts.get("me_too_ours", ())]


def _notes(offers: Offers, minutes: int, found: Sequence[Candidate], planned: Sequence[Planned]) -> Iterable[str]:
    if offers.objective is None:
        yield say("plan.note.no_objective")
    elif not minutes:
        yield say("plan.note.no_hours")
    elif not found:
        yield say("plan.note.nothing_there")
    elif not planned:
        yield say("plan.note.nothing_fits")
    elif minutes - sum(one.play.minutes for one in planned) >= LEFT:
        yield say("plan.note.left_over", n=len(planned))
    if not offers.people:
        yield say("plan.note.nobody")
    if not offers.efforts:
        yield say("plan.note.no_efforts")


def _planned(number: str, sized: Sized, offers: Offers) -> Planned:
    tactic = sized.candidate.tactic
    key = f"plan.tactic.{tactic.name}"
    known = {
        "draft": offers.draft,
        "short": offers.short,
        "spoken": offers.spoken,
        "want": offers.want,
        "complaint": offers.complaint,
        "n": sized.many,
    }
    due = offers.today + timedelta(days=tactic.days)
    tried, many = offers.tried.get(tactic.name), max(sized.many, 1)
    range_ = expected(tried.seen, tried.asked, many) if tried else None
    drafted = "draft" in tactic.needs
    play = Play(
        play_id=number,
        tactic=tactic.name,
        card=offers.draft_card if drafted else "",
        message=say(f"{key}.say", **known),
        people=tuple(one.person_id for one in sized.people),
        channel=_channel(sized),
        minutes=sized.minutes,
        cost=sized.cost,
        expected=_expected(tactic.measure, range_, due),
        due=due,
        reason=_reason(sized, offers, known),
        stop=say(f"{key}.stop"),
    )
    return Planned(
        play=play, channels=tuple(one.channel for one in sized.people), many=sized.many,
        measure=tactic.measure,
        cites=tuple(_cites(sized, offers)), code=tactic.measure == "code_used",
        expected_low=range_[0] if range_ else None, expected_high=range_[1] if range_ else None,
    )  # fmt: skip


def _channel(sized: Sized) -> str:
    """Give how it is done: the channel of most of its people, else its own."""
    channels = [one.channel for one in sized.people]
    return max(sorted(set(channels)), key=channels.count) if channels else say("plan.channel.own")


def _expected(measure: str, range_: tuple[float, float] | None, due: date) -> str:
    if range_ is None:
        return say(f"plan.expected.{measure}.new", due=due)
    return say(f"plan.expected.{measure}.known", low=int(range_[0]), high=int(range_[1]), due=due)


def _reason(sized: Sized, offers: Offers, known: Mapping[str, object]) -> str:
    """Give why it is offered: what it rests on, and the objective and strategy it serves."""
    tactic, objective = sized.candidate.tactic, offers.objective
    strategy = max(tactic.strategies, key=lambda one: offers.fits.get(one, 0.0))
    serves = say(f"plan.serves.{objective.name}") if objective else ""
    by = say("plan.by_strategy", strategy=say(f"plan.strategy.{strategy}"), serves=serves)
    return f"{say(f'plan.tactic.{tactic.name}.why', **known)} {by}"


def _cites(sized: Sized, offers: Offers) -> Iterable[Cite]:
    """Give the findings a play rests on."""
    needs = sized.candidate.tactic.needs
    if "draft" in needs:
        yield from offers.draft_cite
    if "want" in needs:
        yield from offers.want_cite
    if "complaint" in needs:
        yield from offers.complaint_cite
    if sized.people:
        yield from offers.people_cite
