"""Drivers: which aspects go with the overall score most, and how we do on each.

Reads    what ``held`` gathers
Makes    values   rows of kind driver: its share of what all aspects explain, our score, the rivals', where it is placed
Rule     important: the whole interval above an even share of what is explained; unimportant: below it.  Ahead:
         the whole interval of ours less the rivals' mean above 0; behind: below it.  Where either interval covers
         its line, the aspect can't be placed.  A thing of which less goes with more stars is never placed
Unit     shares of what all aspects explain, 95 % intervals
Source   relative weights (Johnson 2000); importance-performance analysis (Martilla & James 1977, Journal of
         Marketing 41), with intervals on both axes
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from standout.finding import Finding, Needed
from standout.questions.value.held import Held
from standout.questions.value.judged import ENOUGH, READ, Judged, judged, population
from standout.questions.value.outcome import outcomes
from standout.questions.value.performance import Interval, Performance, performance
from standout.questions.value.quoted import Quote, plain, quotes, sources
from standout.questions.value.rows import row
from standout.questions.value.undecided import Undecided, days, even, level, no_figure, people_needed
from standout.stats.importance import Importance, importance
from standout.text.aspects import NAMING, named
from standout.words import say

LINKED = 0.05
"""The chance of seeing a link where there is none."""
UNPLACED = "unplaced"
Z = 1.959963984540054
"""A correlation is below 0 where luck would not make it so, one time in forty."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One aspect: its importance, how we do on it, and where that places it."""

    column: str
    label: str
    share: Interval
    negative: bool
    done: Performance
    placed: str


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the aspects, most important first, and their rows."""
    found = judged(held)
    if found is None:
        return [_unknown(held)], []
    people = len(np.unique(held.people[found.rows]))
    if people < ENOUGH:
        return [_too_few(held, found, people)], []
    weighed = importance(
        found.values, found.outcome, held.people[found.rows], held.businesses[found.rows], seed, settings["draws"]
    )
    drivers = _drivers(held, found, weighed)
    rows = [_row(one, found.origin, weighed) for one in drivers]
    if weighed.p_value > LINKED:
        return [_no_link(held, found, weighed)], [made | {"placed": UNPLACED} for made in rows]
    near = sum(one.share.high > drivers[0].share.low for one in drivers[1:])  # type: ignore[operator]  # both are known
    told = [
        _finding(held, found, weighed, one, rank, near)
        for rank, one in enumerate(drivers[: settings["drivers"]], start=1)
    ]
    return told, rows


def placed(share: Interval, even: float, ahead: Interval | None, *, negative: bool = False) -> str:
    """Give where an aspect stands: keep, fix, relax, spare, or unplaced.

    Examples
    --------
    >>> placed(Interval(0.4, 0.3, 0.5), 0.25, Interval(-0.1, -0.2, -0.05))
    'fix'
    >>> placed(Interval(0.4, 0.2, 0.5), 0.25, Interval(-0.1, -0.2, -0.05))   # its share may be less than even
    'unplaced'

    """
    across, up = _side(share, even), 0 if ahead is None else _side(ahead, 0.0)
    if negative or not across or not up:
        return UNPLACED
    return {(1, 1): "keep", (1, -1): "fix", (-1, 1): "relax", (-1, -1): "spare"}[across, up]


def _side(one: Interval, line: float) -> int:
    """Give 1 where the interval lies above a line, -1 below it, 0 where it covers it or there is none."""
    if one.low is None or one.high is None:
        return 0
    return int(one.low > line) - int(one.high < line)


def open_end(held: Held, found: Judged, weighed: Importance, one: Driver) -> Undecided | None:
    """Give why an aspect isn't placed, how we do before how much it matters; None where it is."""
    if one.placed != UNPLACED:
        return None
    if one.negative:
        return Undecided("close", say("value.driver.negative"), say("value.driver.reason.negative"))
    unknown = no_figure(held, one.done, found.origin)
    if unknown:
        return unknown
    if one.done.ahead is None or not _side(one.done.ahead, 0.0):
        return level(held, one.done, found.ends[found.columns.index(one.column)])
    side = "ahead" if one.done.ahead.estimate > 0 else "behind"
    return even(held, one.share, 1 / len(found.labels), weighed.people, side)


def _drivers(held: Held, found: Judged, weighed: Importance) -> list[Driver]:
    even = 1 / len(found.labels)
    made = []
    for j, (column, label) in enumerate(zip(found.columns, found.labels, strict=True)):
        share = Interval(float(weighed.share[j]), float(weighed.low[j]), float(weighed.high[j]))
        done = performance(held, column, found.ends[j])
        negative = bool(weighed.sign[j] < -Z / weighed.people**0.5)
        made.append(Driver(column, label, share, negative, done, placed(share, even, done.ahead, negative=negative)))
    return sorted(made, key=lambda one: (-one.share.estimate, one.column))


def _row(one: Driver, origin: str, weighed: Importance) -> dict[str, Any]:
    # what words alone tell has no interval, and is no figure to print
    ours, market, ahead = (
        known if known and known.low is not None else None for known in (one.done.ours, one.done.market, one.done.ahead)
    )
    return row(
        "driver", one.label, weighed.rows, origin, estimate=one.share.estimate, low=one.share.low, high=one.share.high,
        performance=ours and ours.estimate, performance_low=ours and ours.low, performance_high=ours and ours.high,
        market=market and market.estimate, ahead=ahead and ahead.estimate, ahead_low=ahead and ahead.low,
        ahead_high=ahead and ahead.high, placed=one.placed,
    )  # fmt: skip


def _finding(held: Held, found: Judged, weighed: Importance, one: Driver, rank: int, near: int) -> Finding:
    made, undecided = _row(one, found.origin, weighed), open_end(held, found, weighed, one)
    known = {name: made[name] for name in _KNOWN}
    quoted = _quotes(held, one)
    said = [
        say(f"value.driver.{'later' if rank > 1 else 'first_near' if near else 'first'}", aspect=one.label, rank=rank,
            aspects=len(found.labels), outcome=found.named, near=near),
        say("value.driver.share", share=one.share.estimate, low=one.share.low, high=one.share.high,
            even=1 / len(found.labels), who=population(held, found)),
        *([say("value.driver.left_out")] if rank == 1 and outcomes(held)[1] else []),
        *([say("value.driver.read")] if found.origin == READ else []),
        *_does(held, one.done),
        undecided.advice if undecided else say(f"value.driver.placed.{one.placed}", subject=held.name),
    ]  # fmt: skip
    return Finding(
        question="value", subject=held.name, aspect=one.label, claim="driver",
        verdict=undecided.verdict if undecided else "probably", tier=undecided.tier if undecided else "likely",
        sentence_key="value.driver.told", estimate=one.share.estimate, low=one.share.low, high=one.share.high,
        unit="share", rows=weighed.rows, needed=undecided.needed if undecided else None,
        reason=undecided.reason if undecided else "", quotes=plain(quoted),
        facts={
            "part": "driver", "importance_rank": rank, "aspects": len(found.labels), "people": weighed.people,
            "explained": weighed.explained, "outcome": found.named, "scores": one.done.scores,
            "rivals_judged": one.done.rivals, **known, **sources(quoted),
        },
        values={"said": " ".join(said)},
    )  # fmt: skip


_KNOWN = (
    "performance", "performance_low", "performance_high", "market", "ahead", "ahead_low", "ahead_high", "placed",
    "origin",
)  # fmt: skip


def _does(held: Held, done: Performance) -> list[str]:
    """Give how we do and how the rivals do, as far as intervals tell."""
    if done.ours is None or done.ours.low is None:
        return []
    mine = {"subject": held.name, "ours": done.ours.estimate, "low": done.ours.low, "high": done.ours.high}
    if done.market is None or done.market.low is None:
        return [say("value.driver.alone", **mine)]
    rivals = {"rivals": done.rivals, "market": done.market.estimate, "least": done.market.low, "most": done.market.high}
    return [say("value.driver.does", **mine, **rivals)]


def _quotes(held: Held, one: Driver) -> list[Quote]:
    """Give what our customers say of an aspect: good where we are ahead, bad where we are behind."""
    spoken = spoken_as(one.label, pc.unique(held.mentions["aspect"]).to_pylist())
    behind = one.done.ahead is not None and one.done.ahead.estimate < 0
    return quotes(held, spoken, "negative" if behind else "positive", 2) if spoken else []


def spoken_as(label: str, aspects: Iterable[str]) -> str | None:
    """Give the aspect read from words that a scored one is about, by a word they share; None where none is.

    Examples
    --------
    >>> spoken_as("staff_service_rating", ["food", "staff"]), spoken_as("legroom", ["food"])
    ('staff', None)

    """
    words = set(re.findall(r"[^\W\d_]+", label.lower()))
    known = sorted(aspects)
    exact = [one for one in known if words & set(one.lower().split())]
    alike = [one for one in known if words & set(named([one])[0].words[:NAMING])]
    return next(iter([*exact, *alike]), None)


def _unknown(held: Held) -> Finding:
    """Say that no two aspects are told of beside an outcome, or that the outcome is only the mean of the aspects."""
    _, means = outcomes(held)
    if means:
        return _not_enough(held, "value.driver.means", say("value.driver.reason.means"), ENOUGH, {"people": 0})
    return _not_enough(held, "value.driver.unknown", say("value.driver.reason.unknown"), ENOUGH, {"people": 0})


def _too_few(held: Held, found: Judged, people: int) -> Finding:
    known: dict[str, object] = {"people": people, "aspects": len(found.labels), "outcome": found.named}
    return _not_enough(held, "value.driver.too_few", say("value.driver.reason.few"), ENOUGH - people, known)


def _not_enough(held: Held, key: str, reason: str, more: int, known: Mapping[str, object]) -> Finding:
    time = days(held, more, everybody=True)
    return Finding(
        question="value", subject=held.name, aspect=say("value.driver.aspect"), claim="driver", verdict="not_enough",
        tier="not_enough", sentence_key=key, rows=held.reviews.num_rows, reason=reason,
        needed=Needed(more=more, of="reviews", days=time, step_key="value.driver.step_more"),
        facts={"part": "driver", **known}, values={"enough": ENOUGH},
    )  # fmt: skip


def _no_link(held: Held, found: Judged, weighed: Importance) -> Finding:
    """Say that no link shows, and whether one should have shown by now."""
    aspects = len(found.labels)
    more = people_needed(aspects) - weighed.people
    common: dict[str, Any] = {
        "question": "value", "subject": held.name, "aspect": say("value.driver.aspect"), "claim": "driver",
        "rows": weighed.rows,
        "facts": {"part": "driver", "people": weighed.people, "aspects": aspects, "explained": weighed.explained},
        "values": {"who": population(held, found), "outcome": found.named},
    }  # fmt: skip
    if more <= 0:
        return Finding(verdict="no", tier="tied", sentence_key="value.driver.no_link", **common)
    needed = Needed(more=more, of="reviews", days=days(held, more, everybody=True), step_key="value.driver.step_more")
    return Finding(
        verdict="not_enough", tier="not_enough", sentence_key="value.driver.no_link_yet", needed=needed,
        reason=say("value.driver.reason.few"), **common,
    )  # fmt: skip
