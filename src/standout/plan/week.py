"""Week: the plan of one week, from what the questions found and the hours and money there are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from standout.errors import UsageError
from standout.finding import Play
from standout.plan.choosing import Sized, candidates, chosen
from standout.plan.expected import expected
from standout.plan.log import came_back, used_rate
from standout.plan.offers import Cite, Heard, Offers, gathered
from standout.plan.play import Planned, Week
from standout.plan.stop import stops
from standout.words import say

if TYPE_CHECKING:
    from standout.question import Engine

HOURS_MOST = 60.0


def week(
    heard: Mapping[str, Heard], engine: Engine, today: date, *, name: str, hours: float, money: int,
    told: Iterable[Cite] = (), used: Iterable[Cite] = (),
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
    told, used : iterable of (question, aspect, world)
        Findings that were told so far, and those a play that was done rests on.

    Raises
    ------
    UsageError
        If hours or money are less than nothing or more than a week holds.

    """
    _checked(hours, money)
    offers = gathered(heard, engine, today)
    minutes = math.floor(hours * 60 + 1e-9)
    picked = chosen(candidates(offers), minutes, money) if minutes else []
    planned = [_planned(f"{name}-{place}", sized, offers) for place, sized in enumerate(picked, start=1)]
    me_too = [str(text) for text in _me_too(heard)]
    return Week(
        week=name, made_at=today, hours=hours, money=money, planned=tuple(planned),
        stop=tuple(stops(offers, me_too)), back=tuple(came_back(engine, heard, today)),
        notes=tuple(_notes(offers, minutes, planned)), used=used_rate(set(told), set(used)),
        objective=offers.objective.sentence if offers.objective else "",
    )  # fmt: skip


def _checked(hours: float, money: int) -> None:
    if not 0 <= hours <= HOURS_MOST:
        raise UsageError(say("plan.wrong_hours", given=f"{hours:g}", most=int(HOURS_MOST)))
    if money < 0:
        raise UsageError(say("plan.wrong_money", given=f"{money / 100:g}"))


def _me_too(heard: Mapping[str, Heard]) -> Sequence[object]:
    """Give sentences of ours that rivals say too, as ``story`` found them."""
    findings = heard["story"].findings if "story" in heard else ()
    return [text for one in findings for text in one.facts.get("me_too_ours", ())]


def _notes(offers: Offers, minutes: int, planned: Sequence[Planned]) -> Iterable[str]:
    if offers.objective is None:
        yield say("plan.note.no_objective")
    elif not minutes:
        yield say("plan.note.no_hours")
    elif not planned:
        yield say("plan.note.nothing_fits")
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
        "card": offers.card,
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
        card=offers.draft_card if drafted else offers.card if "card" in tactic.needs else "",
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
        play=play, channels=tuple(one.channel for one in sized.people), measure=tactic.measure,
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
    if "card" in needs:
        yield from offers.card_cite
    if "want" in needs:
        yield from offers.want_cite
    if "complaint" in needs:
        yield from offers.complaint_cite
    if sized.people:
        yield from offers.people_cite
