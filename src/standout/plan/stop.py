"""Stop: what to leave first, and the minutes it gives back.

An effort is to be stopped where it has no objective, measure or day to look at it; where it goes to everyone else;
where it is measured by counts that bring nobody in; a tactic where it was tried and nothing was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from standout.plan.choosing import GIVEN_UP
from standout.plan.offers import Offers, Tried
from standout.plan.play import Stop
from standout.plan.tactics import tactics
from standout.words import money, say

EVERYONE_ELSE = 3
NEWS_DAYS = 120
VANITY = frozenset(
    "followers follower likes like views view impressions reach shares hits fans subscribers "
    "abonnenten aufrufe aufruf reichweite impressionen".split()
)
"""Counts that say how many saw or liked, and not whether anybody came."""


def stops(offers: Offers, me_too: Iterable[str] = ()) -> list[Stop]:
    """Give what to stop, what gives back most first; each effort once, with every reason.

    Parameters
    ----------
    offers : Offers
        What time goes to, and what was tried.
    me_too : iterable of str
        Sentences of ours that rivals say too.

    """
    found = [
        *filter(None, (_effort(row, offers.today) for row in offers.efforts)),
        *(_given_up(name, offers) for name, tried in offers.tried.items() if _lately(tried, offers.today)),
        *(
            Stop(what=say("plan.stop.sentence", text=text), reason=say("plan.stop.me_too"), minutes_back=0)
            for text in me_too
        ),
    ]
    return sorted(found, key=lambda one: -one.minutes_back)


def _effort(row: Mapping[str, Any], today: date) -> Stop | None:
    why = list(reasons(row, today))
    if not why:
        return None
    if row["cost"]:
        why.append(say("plan.stop.cost", cost=money(row["cost"])))
    return Stop(what=row["channel"], reason=" ".join(why), minutes_back=row["minutes"])


def reasons(row: Mapping[str, Any], today: date) -> Iterable[str]:
    """Give why an effort should be stopped, nothing where it should not."""
    if row["audience"] == EVERYONE_ELSE:
        yield say("plan.stop.everyone")
    if not row["objective"]:
        yield say("plan.stop.no_objective")
    if not row["measure"]:
        yield say("plan.stop.no_measure")
    elif VANITY & set(row["measure"].casefold().split()):
        yield say("plan.stop.vanity", measure=row["measure"])
    if row["until_at"] is None:
        yield say("plan.stop.no_day")
    elif row["until_at"] < today:
        yield say("plan.stop.day_past", day=row["until_at"])


def _given_up(name: str, offers: Offers) -> Stop:
    what = say(f"plan.tactic.{name}.short") if name in tactics() else name
    return Stop(what=what, reason=say("plan.stop.given_up", n=offers.tried[name].done), minutes_back=0)


def _lately(tried: Tried, today: date) -> bool:
    """Tell whether a tactic met its stop rule, and not so long ago that it is no news."""
    given_up = tried.done >= GIVEN_UP and not tried.seen
    return given_up and tried.last_at is not None and tried.last_at + timedelta(days=NEWS_DAYS) >= today
