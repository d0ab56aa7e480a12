"""Spread: whether word goes on by itself: how many people one person brings, against the one it takes.

Counted    people we asked and people who came, whose telling can be seen: they hold a code, or it is known who told
           those who came; and whose window is over
Proven     by those who came alone: they are the ones who carry a chain on
Likely     by those we asked and those who came together, which takes them to tell alike
Wrong      two looks at the same people: each is at ``LEVEL``, so that the two together are wrong at most one time in
           twenty; the interval that is printed is of that level
Source     stats/branching.py; Bonferroni's inequality; how often it is wrong: benchmarks/branching.py
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.finding import Finding, Needed
from standout.network.chains import Chains, Link, Told, told
from standout.questions.results.gathered import Gathered
from standout.questions.results.rows import others
from standout.stats.branching import Reproduction, more_people_needed, reproduction
from standout.words import say

LEAST = 5
"""From how many people a number is given at all."""
MANY = 30
"""From how many people a number that lies on either side of 1 is called too close rather than too little."""
LEVEL = 0.98
"""Of the interval each look goes by: 2 % twice leaves room for the few cells in which an interval holds less often."""
_PLANNED = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said: its verdict, its tier, on whom it rests (``came``, ``all``), and the number."""

    verdict: str
    tier: str
    rests_on: str
    found: Reproduction | None


def spread(subject: str, held: Gathered, chains: Chains, lost: float, window: int) -> Finding:
    """Give whether word goes on by itself.

    Parameters
    ----------
    subject : str
        Our name.
    held : Gathered
    chains : Chains
        As rebuilt from it.
    lost : float
        Share of links lost; below 0 where it isn't known.
    window : int
        Days for which we look whom somebody brings.

    """
    begun = _begun(held, chains.links)
    counted = told(chains.links, begun, held.asked, held.until or date.min, window)
    unknown = _unknown(held, chains, counted)
    decided = decide(counted, unknown, lost) if held.seen else Verdict("not_enough", "not_enough", "all", None)
    found, key = decided.found, _key(decided, held, begun)
    needed = None
    if decided.verdict in ("close", "not_enough") and (more := _more(decided, counted, unknown, lost)):
        days = _days(begun, held.until, window, more)
        needed = Needed(
            more=more, of="people", days=days, step_key=f"results.step.{'note' if key == 'unseen' else 'ask'}"
        )
    facts: dict[str, Any] = {
        "rests_on": decided.rests_on, "people": found.people if found else 0, "asked": len(counted.asked),
        "came": len(counted.came), "brought": found.brought if found else 0, "open": counted.open,
        "unknown": unknown, "lost": lost if lost >= 0 else None, "window_days": window,
        "estimate_high": found.estimate_high if found else None, "people_seen": len(counted.asked) + len(counted.came),
    }  # fmt: skip
    return Finding(
        question="results", subject=subject, aspect=say("results.spread.aspect"), verdict=decided.verdict,
        tier=decided.tier, sentence_key=f"results.spread.{key}",
        estimate=found.estimate_low if found else None, low=found.low if found else None,
        high=found.high if found else None, unit=say("results.spread.unit"), level=LEVEL, rows=len(chains.links),
        needed=needed,
        reason=say(f"results.reason.{key}") if decided.verdict == "not_enough" else "",
        facts=facts, values=_words(found, unknown, lost, window, needed),
    )  # fmt: skip


def decide(counted: Told, unknown: int, lost: float) -> Verdict:
    """Give what can be said of how many each brought; ``lost`` below 0 is not known.

    Examples
    --------
    >>> told_alike = Told(asked=(0,) * 40, came=(), open=0, first=None, last=None)
    >>> decide(told_alike, 0, 0.0).verdict
    'no'

    """
    came = _number(counted.came, unknown, lost) if len(counted.came) >= LEAST else None
    together = (*counted.asked, *counted.came)
    if came and (came.low > 1 or came.high < 1):
        return Verdict("yes" if came.low > 1 else "no", "proven", "came", came)
    if len(together) < LEAST:
        return Verdict("not_enough", "not_enough", "all", None)
    whole = _number(together, unknown, lost)
    if whole.low > 1 and not (came and came.estimate_high < 1):
        return Verdict("probably", "likely", "all", whole)
    if whole.high < 1 and not (came and came.estimate_low > 1):
        return Verdict("no", "likely", "all", whole)
    if whole.people >= MANY:
        return Verdict("close", "tied", "all", whole)
    return Verdict("not_enough", "not_enough", "all", whole)


def _number(brought: tuple[int, ...], unknown: int, lost: float) -> Reproduction:
    return reproduction(brought, max(lost, 0.0), unknown if lost < 0 else 0, LEVEL)


def _begun(held: Gathered, links: tuple[Link, ...]) -> dict[int, date]:
    """Give the day from which what each person passes on could be seen; only those of whom it could."""
    begun = dict(held.giving)
    if held.names_told:
        for person, day in held.asked.items():
            if day:
                begun[person] = min(day, begun.get(person, day))
        for link in links:
            listed = link.person in held.listed or link.how != "unknown"
            if link.at and listed and link.person not in held.unnamed:
                begun[link.person] = min(link.at, begun.get(link.person, link.at))
    return begun


def _unknown(held: Gathered, chains: Chains, counted: Told) -> int:
    """Count who came in the time looked at, and by whom isn't known."""
    if counted.first is None or counted.last is None:
        return 0
    first, last = counted.first, counted.last
    linked = sum(link.how == "unknown" and (link.at is None or first <= link.at <= last) for link in chains.links)
    days = others(chains, held.firsts)["first_at"]
    inside = pc.and_(pc.greater_equal(days, pa.scalar(first)), pc.less_equal(days, pa.scalar(last)))
    return linked + int(pc.sum(inside).as_py() or 0)


def _more(decided: Verdict, counted: Told, unknown: int, lost: float) -> int | None:
    """Give how many more people it takes, as far as that can be said."""
    together = (*counted.asked, *counted.came)
    if decided.found is None:
        return max(_PLANNED - len(together), 1)
    return more_people_needed(together, max(lost, 0.0), unknown if lost < 0 else 0, LEVEL)


def _days(begun: Mapping[int, date], until: date | None, window: int, more: int | None) -> int | None:
    """Give in how many days the windows of so many people are over, where so many are open."""
    if until is None or more is None:
        return None
    left = sorted((day + timedelta(days=window) - until).days for day in begun.values())
    opened = [days for days in left if days > 0]
    return opened[more - 1] if 0 < more <= len(opened) else None


def _key(decided: Verdict, held: Gathered, begun: Mapping[int, date]) -> str:
    """Give the name of the sentence."""
    if decided.found:
        return decided.verdict if decided.tier != "likely" or decided.verdict == "probably" else "no_likely"
    if not (held.codes or held.names_told):
        return "nothing"
    return "few" if held.seen and begun else "unseen"


def _words(found: Reproduction | None, unknown: int, lost: float, window: int, needed: Needed | None) -> dict[str, str]:
    """Give the parts of the sentence: the number, what it takes the lost links to be, and what is needed."""
    time = say("results.needed.time", days=needed.days) if needed and needed.days else ""
    words = {"needed_said": say("results.needed.more", more=needed.more, time=time) if needed else ""}
    if found is None:
        return words
    numbers = {"low": found.low, "high": found.high, "window": window}
    if found.estimate_low == found.estimate_high:
        number = say("results.number.one", estimate=found.estimate_low, **numbers)
    else:
        number = say("results.number.range", least=found.estimate_low, most=found.estimate_high, **numbers)
    if lost >= 0:
        links = say("results.links.known", lost=lost)
    else:
        links = say("results.links.unknown", unknown=unknown) if unknown else say("results.links.all")
    return {**words, "number": number, "links": links}
