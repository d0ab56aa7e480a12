"""Card: the objective card in words, or how to choose an objective, or what its figure lacks.

Reads    the aim, its metric and its outlook
Makes    one finding: ``counted`` with the baseline as its estimate, else ``not_enough`` with the cheapest step
Unit     as `metric`
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor, isfinite

from standout.finding import Finding, Needed
from standout.questions.strategy.metric import Lacking, Metric
from standout.questions.strategy.objective import QUARTER, Aim, Outlook, outlook
from standout.words import listed, say

OLD_DAYS = 45
"""A table whose newest row is older than this is called old: where we stand now isn't in it."""
EXAMPLE = 12
"""A target to show how one is written, where nothing is known to name a better one by."""


FIRSTS = ("new_customers", "told_customers", "minutes_each", "money_each")
"""Figures that rest on who came for the first time, as far as the table goes back."""


def unset(name: str, followed: Sequence[str], as_of: date | None) -> Finding:
    """Give the finding that no objective is chosen: how to choose one, and which the files can follow already."""
    example = followed[0] if followed else "reach"
    words = listed([say(f"strategy.objective.{one}") for one in followed], say("words.or"))
    return Finding(
        question="strategy", subject=name, aspect="objective", claim="objective", verdict="not_enough",
        tier="not_enough", sentence_key="strategy.unset" if followed else "strategy.unset_blind",
        needed=Needed(more=1, of="objectives", step_key="strategy.step.objective"), reason="no_objective",
        facts={"objective": None, "followed": list(followed)},
        values={
            "words": words, "command": command(example, as_of), "aim": say(f"strategy.objective.{example}"),
        },
    )  # fmt: skip


def command(objective: str, as_of: date | None, target: float = EXAMPLE) -> str:
    """Give the command that sets an objective, with a quarter to reach it in."""
    if as_of is None:
        return say("strategy.command_plain", objective=objective, target=f"{target:.12g}")
    by = str(as_of + timedelta(days=QUARTER))
    return say("strategy.command", objective=objective, target=f"{target:.12g}", by=by)


def card(name: str, aim: Aim, held: Metric | Lacking, as_of: date | None) -> Finding:
    """Give the objective card.

    Parameters
    ----------
    name : str
        Our business.
    aim : Aim
        With an objective.
    held : Metric or Lacking
        What it is followed by, as `followed.followed` gives it.
    as_of : date or None
        The day it is about.

    Returns
    -------
    Finding
        ``counted`` with the baseline as its estimate; ``not_enough`` where there is none.

    """
    if isinstance(held, Lacking) or as_of is None:
        return _no_baseline(name, aim, held if isinstance(held, Lacking) else Lacking("orders"))
    now, ahead = held.baseline, outlook(aim, held, as_of)
    high = now.high if isfinite(now.high) else None
    facts = {
        "objective": aim.objective, "metric": held.name, "state": ahead.state, "baseline": now.rate,
        "baseline_low": now.low, "baseline_high": high, "target": aim.target or None,
        "by": aim.by.isoformat() if aim.by else None, "detectable": ahead.least, "seeable": ahead.seeable,
        "seeable_by": ahead.seeable_by.isoformat() if ahead.seeable_by else None, "since": held.since.isoformat(),
        "until": held.last.isoformat(), "events": held.events, "item": aim.item or None, "table": held.table,
        "times": ahead.times,
        "begins": held.begins.isoformat() if held.begins else None,
        "ends": held.ends.isoformat() if held.ends else None, "old": _old(held, as_of) != "",
    }  # fmt: skip
    words = (_now(aim, held), _old(held, as_of), _goal(aim, held, ahead, as_of), _sight(held, ahead), _far(held, ahead))
    return Finding(
        question="strategy", subject=name, aspect="objective", claim="objective", verdict="counted", tier="counted",
        sentence_key="strategy.card", estimate=now.rate, low=now.low, high=high,
        unit=say(f"strategy.unit.{held.name}"), rows=held.events, facts=facts,
        values={"text": " ".join(word for word in words if word)},
    )  # fmt: skip


def _no_baseline(name: str, aim: Aim, lacking: Lacking) -> Finding:
    time = lacking.what == "time"
    return Finding(
        question="strategy", subject=name, aspect="objective", claim="objective", verdict="not_enough",
        tier="not_enough", sentence_key="strategy.no_time" if time else f"strategy.no_baseline.{lacking.what}",
        needed=Needed(
            more=lacking.days or 1, of="days" if time else lacking.what, days=lacking.days,
            step_key="strategy.step.wait" if time else f"strategy.step.{lacking.what}",
        ),
        reason="no_baseline",
        facts={
            "objective": aim.objective, "target": aim.target or None, "by": aim.by.isoformat() if aim.by else None,
            "baseline": None, "lacking": lacking.what,
        },
        values={"aim": say(f"strategy.objective.{aim.objective}")},
    )  # fmt: skip


def _amount(held: Metric, n: float) -> str:
    return say(f"strategy.amount.{held.name}", n=n)


def _now(aim: Aim, held: Metric) -> str:
    now = held.baseline
    number = "strategy.whole" if held.name == "minutes_each" else "strategy.tenth"
    words = say(
        "strategy.now" if isfinite(now.high) else "strategy.now_open", aim=say(f"strategy.objective.{aim.objective}"),
        amount=_amount(held, now.rate), low=say(number, n=now.low), since=held.since, until=held.last,
        end=say(f"strategy.end.{held.table}") if held.ends else "",
        **({"high": say(number, n=now.high)} if isfinite(now.high) else {}),
    )  # fmt: skip
    if held.name in FIRSTS and held.begins:
        return f"{words} {say(f'strategy.first.{held.table}', begins=held.begins)}"
    if held.name != "item_orders":
        return words
    more = say("strategy.near", item=aim.item, near=held.near) if held.near else say("strategy.item", item=aim.item)
    return f"{words} {more}"


def _old(held: Metric, as_of: date) -> str:
    """Give that the table ended long ago, where it did."""
    days = (as_of - held.ends).days if held.ends else 0
    return say(f"strategy.old.{held.table}", ends=held.ends, days=days) if days > OLD_DAYS else ""


def _goal(aim: Aim, held: Metric, ahead: Outlook, as_of: date) -> str:
    fair = max(1, floor(ahead.least)) if held.costs else ceil(ahead.least)
    written = command(aim.objective, as_of, aim.target or fair)
    if ahead.state == "past":
        return say("strategy.goal.past", by=aim.by, command=written)
    if ahead.state == "no_target":
        return say("strategy.goal.no_target", command=written)
    target = _amount(held, aim.target)
    if ahead.state == "reached":
        return say("strategy.goal.reached", target=target)
    if ahead.state == "no_day":
        return say("strategy.goal.no_day", target=target, command=written)
    return say("strategy.goal.set", target=target, by=aim.by, as_of=as_of)


def _far(held: Metric, ahead: Outlook) -> str:
    """Give how many times what is now the target is, where that is far: that it would show doesn't make it likely."""
    if ahead.times is None or ahead.state not in ("set", "no_day"):
        return ""
    if held.costs:
        return say("strategy.far.cost", n=ahead.times)
    return say("strategy.far.now" if held.events else "strategy.far.none", n=ahead.times)


def _sight(held: Metric, ahead: Outlook) -> str:
    """Give what would be seen by the day, and when the target would be."""
    if ahead.state == "past":
        return ""
    least = _amount(held, ahead.least)
    words = say("strategy.sight.fall" if held.costs else "strategy.sight.rise", by=ahead.by, least=least)
    if ahead.state in ("no_target", "reached"):
        return words
    if ahead.seeable:
        return f"{words} {say('strategy.sight.fits')}"
    late = ahead.seeable_by
    return f"{words} {say('strategy.sight.later', by=late) if late else say('strategy.sight.never')}"
