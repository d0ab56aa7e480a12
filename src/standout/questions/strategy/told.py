"""Told: the ranking and the cases in words, as findings and as the table ``strategies``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from standout.finding import Finding, Needed
from standout.questions.strategy.cases import UNSAID, Case, Wanted, spoken
from standout.questions.strategy.ranking import DRAWS, Fit
from standout.questions.strategy.seen import SEEN_FROM, SENT, WHY, Seen
from standout.questions.strategy.strategies import Strategy, strategy
from standout.tables import table
from standout.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

STEADY = 0.8
"""From this share of draws on, the strategy that comes first is said to fit best."""
REASONS = 2
NAMED = 2
"""How many strategies are named that what is not seen is told of."""


def rows(ranking: Sequence[Fit], objective: str) -> pa.Table:
    """Give the ranking as the table ``strategies``."""
    schema = table("strategies").schema()
    held = [
        {
            "strategy": one.strategy.name, "rank": one.rank, "rank_low": one.rank_low, "rank_high": one.rank_high,
            "fit": one.fit, "reason": reason(one, objective, one.seen), "missing": _unseen(one.missing) or None,
        }
        for one in ranking
    ]  # fmt: skip
    return pa.Table.from_pylist(held, schema=schema)


def reason(one: Fit, objective: str, told: Sequence[Seen]) -> str:
    """Give why a strategy stands where it does: what customers were seen to do, what it serves, what it takes."""
    words = [share(seen) for seen in told]
    if objective:
        level = ("little", "some", "much")[one.strategy.fits[objective] - 1]
        words.append(say(f"strategy.serves.{level}", aim=say(f"strategy.objective.{objective}")))
    return " ".join([*words, say("strategy.takes", hours=one.strategy.hours)])


def _speaking(one: Fit) -> tuple[Seen, ...]:
    """Give what speaks for a strategy most: at least as many customers do it as is usual; the one that does most."""
    return tuple(seen for seen in one.seen if seen.share >= seen.signal.usual)[:REASONS] or one.seen[:1]


def share(seen: Seen) -> str:
    """Give a share that was seen in words, with its interval and who was counted."""
    name = seen.signal.name
    known = {"share": seen.share, "low": seen.low, "high": seen.high, "unknown": seen.unknown}
    if seen.least:
        return say(f"strategy.signal_least.{name}", n=seen.everybody, **known)
    if seen.unknown:
        return say(f"strategy.signal_some.{name}", n=seen.of, **known)
    return say(f"strategy.signal.{name}", n=seen.of, **known)


def named(one: Strategy) -> str:
    """Give a strategy with what it means, as it is named where nothing explains it yet."""
    return say("strategy.named", title=one.title, means=say(f"strategy.means.{one.name}"))


def _unseen(names: Iterable[str]) -> str:
    return "; ".join(say(f"strategy.unseen.{name}") for name in names)


def best(name: str, ranking: Sequence[Fit], objective: str, hours: float) -> Finding:
    """Give the finding on which strategy fits best.

    ``probably`` where it stays first in four of five draws and something customers do speaks for it; ``close``
    where it doesn't; ``not_enough`` where nothing customers do could be seen.
    """
    first, second = ranking[0], ranking[1]
    facts: dict[str, Any] = {
        "objective": objective or None, "strategy": first.strategy.name, "behaviour": first.strategy.behaviour,
        "second": second.strategy.name, "stability": first.first, "fit": first.fit, "margin": first.fit - second.fit,
        "rank_low": first.rank_low, "rank_high": first.rank_high, "hours": hours, "draws": DRAWS,
        "order": [one.strategy.name for one in ranking],
        "signals": sum(len(one.seen) for one in ranking),
    }  # fmt: skip
    shared: dict[str, Any] = {
        "question": "strategy", "subject": name, "aspect": "strategy", "claim": "strategy", "facts": facts,
    }  # fmt: skip
    if not facts["signals"]:
        return Finding(
            **shared, verdict="not_enough", tier="not_enough", sentence_key="strategy.blind", reason="nothing_seen",
            needed=Needed(more=SEEN_FROM, of="reviews", step_key="strategy.step.behaviour"),
            values={"from_": SEEN_FROM},
        )  # fmt: skip
    sure = first.first >= STEADY and bool(first.seen)
    return Finding(
        **shared, verdict="probably" if sure else "close", tier="likely" if sure else "tied",
        sentence_key="strategy.best" if sure else "strategy.open", rows=sum(seen.of for seen in first.seen),
        values={
            "title": first.strategy.title, "first": named(first.strategy), "other": named(second.strategy),
            "why": reason(first, objective, _speaking(first)),
            "means": say(f"strategy.means.{first.strategy.name}"),
        },
    )  # fmt: skip


def unseen(name: str, ranking: Sequence[Fit], why: Mapping[str, str], seen: Collection[str]) -> Finding | None:
    """Give what couldn't be seen of the two that fit best, with what would show it; None where all was.

    Parameters
    ----------
    name : str
        Our business.
    ranking : sequence of Fit
    why : mapping
        By signal, in the order of the ranking, as `seen.unseen` gives it.
    seen : collection of str
        Names of signals that were seen.

    """
    if not why or not any(one.seen for one in ranking):
        return None
    first = min(why, key=lambda signal: WHY.index(why[signal]))
    kind = {"none": "file", "column": "column"}.get(why[first], "step")
    by_reason = {reason: [signal for signal in why if why[signal] == reason] for reason in WHY}
    parts = [
        say(f"strategy.not_seen.{reason}", what=_unseen(signals), shown=_shown(seen))
        for reason, signals in by_reason.items() if signals
    ]  # fmt: skip
    return Finding(
        question="strategy", subject=name, aspect="not seen", claim="missing", verdict="not_enough", tier="not_enough",
        sentence_key="strategy.unseen_best", reason="behaviour_not_seen",
        facts={"missing": list(why), "why": list(why.values())},
        needed=Needed(
            more=SEEN_FROM, of="customers", step_key=f"strategy.{kind}.{why[first] if kind == 'step' else first}"
        ),
        values={"names": [named(one.strategy) for one in ranking[:NAMED]], "parts": " ".join(parts)},
    )  # fmt: skip


def _shown(seen: Collection[str]) -> str:
    """Give what the file of what was sent does show, so that nobody takes it for missing."""
    shown = [say(f"strategy.unseen.{name}") for name in SENT if name in seen]
    return say("strategy.not_seen.shown", shown=shown) if shown else ""


def no_hours(name: str) -> Finding:
    """Give the finding that without any hours no strategy can be kept up."""
    return Finding(
        question="strategy", subject=name, aspect="hours", claim="hours", verdict="not_enough", tier="not_enough",
        sentence_key="strategy.no_hours", reason="no_hours",
        needed=Needed(more=1, of="hours", step_key="strategy.step.hours"),
    )  # fmt: skip


def case(name: str, one: Case, alike: float, like: Wanted, as_of: date | None) -> Finding:
    """Give a case: who, when, what was done and what came of it, why it is like us, what doesn't carry over."""
    age = None if as_of is None else max(0, as_of.year - one.year)
    where, one = _where(one), spoken(one)
    facts = {
        "case": one.name, "industry": one.industry, "country": one.country, "year": one.year, "age": age,
        "objective": one.objective, "strategy": one.strategy, "behaviour": one.behaviour, "alike": alike,
        "grade": one.grade, "source": one.source, "url": one.url, "published": one.published, "small": one.small,
        "worked": one.worked,
        "situation": one.situation, "done": one.done, "outcome": one.outcome, "needs": one.needs,
        "not_transfer": one.not_transfer,
        "figures": [{"what": f.what, "value": f.value, "unit": f.unit, "a_year": f.a_year} for f in one.figures],
    }  # fmt: skip
    when = say("strategy.when", year=one.year) if not age else say("strategy.when_aged", year=one.year, age=age)
    return Finding(
        question="strategy", subject=name, aspect=one.name, claim="case", verdict="counted", tier="counted",
        sentence_key="strategy.case" if one.worked else "strategy.warning", facts=facts,
        values={
            "who": one.name, "trade": one.industry, "where": where, "when": when, "did": _full(one.done),
            "came": " ".join([_full(one.outcome), *_likeness(one, like)]), "limits": _full(one.not_transfer),
            "grade_words": say(f"strategy.grade.{one.grade}"), "by": one.source,
        },
    )  # fmt: skip


def _likeness(one: Case, like: Wanted) -> list[str]:
    """Give in words what a case has in common with us; nothing where it has neither aim nor strategy."""
    aim, way = one.objective == like.objective, one.strategy == like.strategy
    common = "both" if aim and way else "aim" if aim else "way" if way else ""
    return [say(f"strategy.like.{common}", title=named(strategy(one.strategy)))] if common else []


def _where(one: Case) -> str:
    """Give the country of a case, or that its source names none."""
    return say("strategy.nowhere") if one.country == UNSAID else spoken(one).country


def _full(text: str) -> str:
    """Give a text as whole sentences."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?")) else f"{text}."
