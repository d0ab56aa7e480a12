"""Journey: the steps of a visit or a purchase that customers speak of, how content they are there, and silent steps.

Reads    tags, mentions, reviews   which steps a review's words tell of, by rule or by an aspect of the step; its
                                  overall score
Makes    values          one row: a step
Unit     people who speak of a step in words that are known, of those whose words are read: counts without interval;
         points of the overall scale, with a 95 % interval
Rule     the score is that of the whole review, for nobody scores a step; a step is silent where none of ours names it
         in words that are known
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from standout.finding import Finding
from standout.questions.value.rows import row
from standout.text.descriptors import RULES
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Flags = NDArray[np.bool_]

FEWEST = 5
"""People that an interval of a mean takes."""
TOLD = 3
"""So many steps are named in one sentence at most."""

OF_STEP = {
    "choosing": ["booking"],
    "arriving": ["waiting time"],
    "leaving": ["delivery"],
    "after_sales": ["returns", "support"],
}
"""Aspects that are of one step: who speaks of them speaks of it."""


@dataclass(frozen=True, slots=True)
class Side:
    """How many of one side's people speak of a step, and the mean score of those who do."""

    people: int
    of: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way, as told of us and of the rivals."""

    name: str
    ours: Side
    theirs: Side


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give which steps are spoken of, and which are silent."""
    del seed
    found = steps(held)
    if not any(step.ours.people or step.theirs.people for step in found):
        return [], []
    spoken = sorted((one for one in found if one.ours.people >= settings["told_from"]), key=lambda s: -s.ours.people)
    silent = [step for step in found if not step.ours.people]
    findings = [_spoken(held, spoken)] if spoken else []
    if silent and found[0].ours.of >= settings["told_from"]:
        findings.append(_silent(held, silent))
    return findings, [_row(step) for step in found]


def steps(held: Held) -> list[Step]:
    """Give every step in the order of the way, with who speaks of it."""
    read = held.read
    at = np.searchsorted(held.review_ids, held.tags["review_id"].to_numpy())
    spoken = np.searchsorted(held.review_ids, held.mentions["review_id"].to_numpy())
    aspects = np.asarray(held.mentions["aspect"].to_pylist(), dtype=object)
    found = []
    for rule in (rule for rule in RULES if rule.kind == "stage"):
        named = np.zeros_like(read)
        if rule.column in held.tags.column_names:
            named[at[held.tags[rule.column].is_valid().to_numpy()]] = True
        named[spoken[np.isin(aspects, OF_STEP.get(rule.name, ()))]] = True
        ours = held.of_ours()
        found.append(Step(rule.what, _side(held, named, read & ours), _side(held, named, read & ~ours)))
    return found


def _side(held: Held, named: Flags, side: Flags) -> Side:
    people = len(np.unique(held.people[named & side]))
    of = len(np.unique(held.people[side]))
    if held.overall is None:
        return Side(people, of, None, None, None)
    score = held.score(held.overall.column)
    scored = named & side & ~np.isnan(score)
    return Side(people, of, *mean(score[scored], held.people[scored]))


def mean(score: NDArray[np.float64], people: NDArray[np.int64]) -> tuple[float | None, float | None, float | None]:
    """Give the mean of people's own means, with the ends of its interval; those are None from too few people.

    Examples
    --------
    >>> mean(np.array([5.0, 3.0, 1.0]), np.array([7, 7, 8]))
    (2.5, None, None)

    """
    if not len(score):
        return None, None, None
    _, who = np.unique(people, return_inverse=True)
    own = np.bincount(who, score) / np.bincount(who)
    middle, many = float(own.mean()), len(own)
    if many < FEWEST:
        return middle, None, None
    half = float(t.ppf(0.975, many - 1) * own.std(ddof=1) / many**0.5)
    return middle, middle - half, middle + half


def _spoken(held: Held, spoken: list[Step]) -> Finding:
    listed = [
        say("details.journey.each", name=step.name, n=step.ours.people, score=_score(step)) for step in spoken[:TOLD]
    ]
    first = spoken[0].ours
    return Finding(
        question="value", subject=held.name, aspect=say("details.journey.aspect"), verdict="counted", tier="counted",
        sentence_key="details.journey.spoken", rows=first.of, estimate=first.people / first.of, unit="share",
        facts={"of": first.of, "steps": {step.name: step.ours.people for step in spoken}},
        values={"listed": listed, "who": held.population(held.read & held.of_ours())},
    )  # fmt: skip


def _score(step: Step) -> str:
    """Say the mean score of those who speak of a step, ours and the rivals', where there are intervals."""
    ours, theirs = step.ours, step.theirs
    if ours.low is None:
        return ""
    if theirs.low is None:
        return say("details.journey.score", mean=ours.mean, low=ours.low, high=ours.high)
    return say("details.journey.scores", mean=ours.mean, low=ours.low, high=ours.high, rivals=theirs.mean)


def _silent(held: Held, silent: list[Step]) -> Finding:
    heard = [step for step in silent if step.theirs.people]
    of = silent[0].ours.of
    rivals = [say("details.journey.at_rivals", name=step.name, n=step.theirs.people, of=step.theirs.of)
              for step in sorted(heard, key=lambda step: -step.theirs.people)[:TOLD]]  # fmt: skip
    return Finding(
        question="value", subject=held.name, aspect=say("details.journey.silent_aspect"), verdict="counted",
        tier="counted", sentence_key="details.journey.silent", rows=of,
        facts={
            "of": of, "silent": [step.name for step in silent],
            "rivals_speak_of": {step.name: step.theirs.people for step in heard},
        },
        values={
            "names": [step.name for step in silent],
            "rivals": say("details.journey.rivals", listed=rivals) if rivals else "",
        },
    )  # fmt: skip


def _row(step: Step) -> dict[str, Any]:
    ours = step.ours
    return row(
        "journey", step.name, ours.people, estimate=ours.people / ours.of if ours.of else None, performance=ours.mean,
        performance_low=ours.low, performance_high=ours.high, market=step.theirs.mean,
    )  # fmt: skip
