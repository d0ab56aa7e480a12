"""Wanted: what it would take to be able to tell: how many more, of whom, how long that takes, and the next step.

A first place is shown against every rival at once, so a number speaks of the rivals that are still open.
Where we aren't ahead in the figures, no number of reviews makes a first place, and none is given.

Unit     scores, and days at the rate of our latest year
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standout.finding import Needed
from standout.questions.est import phrases
from standout.questions.est.claims import Claim, Rules
from standout.questions.est.market import Market, Population
from standout.questions.est.placing import Floats
from standout.questions.est.shown import OVERALL
from standout.questions.est.standing import Standing
from standout.stats.needed import more_needed, more_needed_each
from standout.words import say

EACH = "reviews of each"
MOST = 10_000
"""A number above this helps nobody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What it takes, with the words for it; ``whom`` are the businesses these speak of."""

    needed: Needed | None = None
    said: str = ""
    time: str = ""
    step: str = ""
    whom: str = ""


def wanted(
    verdict: str,
    known: Standing,
    claim: Claim,
    market: Market,
    population: Population,
    rules: Rules,
    unnamed: Sequence[str] = (),
) -> Wanted:
    """Give what one finding wants; ``unnamed`` are businesses in the files that aren't named as rivals."""
    if verdict == "not_enough":
        if known.ours_judged:
            return _more_rivals(known, rules, unnamed)
        more = rules.judged_from - int(known.cell.voices[0])
        return _ask(more, known, population, "")
    if verdict not in ("close", "probably") or not claim.tested:
        return Wanted()
    if round(float(known.lead[known.rivals].min()), phrases.DECIMALS) <= 0:
        return Wanted(said=say("est.needed_vain"))
    return _to_settle(verdict, known, claim, market, population, rules)


def _more_rivals(known: Standing, rules: Rules, unnamed: Sequence[str]) -> Wanted:
    more = rules.rivals_from - len(known.rivals)
    if not unnamed:
        key = "est.step.look" if known.cell.aspect.column == OVERALL else "est.step.add"
        return Wanted(Needed(more=more, of="rivals", step_key=key), step=say(key, more=more))
    whom, left = phrases.names(unnamed), more - len(unnamed)
    step = say("est.step.name", whom=whom) + (say("est.step.add", more=left) if left > 0 else "")
    return Wanted(Needed(more=more, of="rivals", step_key="est.step.name"), step=step, whom=whom)


def _to_settle(
    verdict: str, known: Standing, claim: Claim, market: Market, population: Population, rules: Rules
) -> Wanted:
    """What would set us apart from the rivals still open; those short of scores only where they are open too."""
    voices, shown = known.cell.voices, known.cell.shown
    still = [rival for rival in known.rivals.tolist() if not known.ahead[rival]]
    few = [rival for rival in known.rivals.tolist() if voices[rival] < rules.proven_from and not shown[rival]]
    block = few if verdict == "probably" else [rival for rival in few if rival in still]
    whom = phrases.names([market.names[rival] for rival in still])
    if block and verdict == "close":
        each = _each(still, known, claim, whom, rules)
        return each if each.needed else _theirs(block, known, market, rules)
    if block and voices[0] >= rules.proven_from:
        return _theirs(block, known, market, rules)
    alone = _number(known, claim, known.rivals.tolist(), more_needed)
    if alone is not None:
        more = max(alone, rules.proven_from - int(voices[0]), 1)
        if not few:
            return _ask(more, known, population, "est.needed")
        return _ask(more, known, population, "est.needed_apart", whom)
    if known.cell.shown[0]:
        return Wanted(said=say("est.needed_own"))
    if pages := [rival for rival in still if shown[rival]]:
        return _instead(pages, known, claim, market, rules)
    return _each(still, known, claim, whom, rules)


def _theirs(block: Sequence[int], known: Standing, market: Market, rules: Rules) -> Wanted:
    fewest = min(block, key=lambda rival: int(known.cell.voices[rival]))
    more, name = rules.proven_from - int(known.cell.voices[fewest]), market.names[fewest]
    key = "est.step.theirs" if len(block) == 1 else "est.step.theirs_all"
    return Wanted(
        Needed(more=more, of="reviews", business=name, step_key=key),
        said=say("est.needed_theirs", proven_from=rules.proven_from, more=more, business=name),
        step=say(key, business=name),
        whom=name,
    )


def _instead(pages: Sequence[int], known: Standing, claim: Claim, market: Market, rules: Rules) -> Wanted:
    """Rivals known by a page are taken at their worst; their own reviews would spread about as ours do."""
    cell, shown = known.cell, known.cell.shown
    spread, variance, far = (np.where(shown, own[0], own) for own in (cell.spread, cell.variance, cell.far))
    read = replace(known, cell=replace(cell, spread=spread, variance=variance, far=far, slack=np.zeros(len(shown))))
    alone = _number(read, claim, known.rivals.tolist(), more_needed)
    whom = phrases.names([market.names[page] for page in pages])
    if alone is None:
        each = _each(list(pages), read, claim, whom, rules)
        return replace(each, step=say("est.step.instead")) if each.needed else each
    more = max(alone, rules.proven_from - int(cell.voices[0]), 1)
    return Wanted(
        Needed(more=more, of="reviews", step_key="est.step.instead"),
        said=say("est.needed_instead", more=more, whom=whom),
        step=say("est.step.instead"),
        whom=whom,
    )


def _each(still: Sequence[int], known: Standing, claim: Claim, whom: str, rules: Rules) -> Wanted:
    each = _number(known, claim, still, more_needed_each)
    if each is None:
        return Wanted(said=say("est.needed_thin"))
    fewest = int(known.cell.voices[[0, *still]].min())
    more = max(each, rules.proven_from - fewest, 1)
    return Wanted(
        Needed(more=more, of=EACH, step_key="est.step.each"),
        said=say("est.needed_each", more=more, whom=whom),
        step=say("est.step.each"),
        whom=whom,
    )


def _ask(more: int, known: Standing, population: Population, said: str, whom: str = "") -> Wanted:
    days = _days(more, known, population)
    time = phrases.time(days, lapsed=population.lapsed)
    key = "est.step.apart" if whom else "est.step.ask" if said else "est.step.judged"
    words = say(said, more=more, time=time, whom=whom) if said else ""
    return Wanted(Needed(more=more, of="reviews", days=days, step_key=key), words, time, say(key), whom)


def _number(known: Standing, claim: Claim, rivals: Sequence[int], kernel: Callable[..., int | None]) -> int | None:
    """How many more, by ``kernel``, until we are told apart from ``rivals``, if the figures are the truth."""
    cell, at = known.cell, np.array([0, *rivals])

    def error(n: Floats) -> Floats:
        return np.asarray(np.fmax(cell.spread[at] / n, cell.far[at] / n**2))

    deviation = np.sqrt(cell.variance[at])
    return kernel(cell.mean[at], deviation, cell.rows[at], 0, claim.critical, cell.slack[at], most=MOST, error=error)


def _days(more: int, known: Standing, population: Population) -> int | None:
    """Days until so many more people have scored us in this cell, at the rate of our latest year."""
    voices = int(known.cell.voices[0])
    if not population.per_day or not population.ours or not voices or known.cell.shown[0]:
        return None
    return math.ceil(more / (population.per_day * min(voices / population.ours, 1.0)))
