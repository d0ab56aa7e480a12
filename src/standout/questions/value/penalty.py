"""Penalty: which aspects only cost stars when they are poor, which only win stars when they are great, and which both.

Reads    what ``judged`` gives
Makes    values   rows of kind penalty (what a poor score goes with) and reward (what a top score goes with)
Rule     poor is the lowest quarter of the scale, top the highest eighth; of words: more bad than good, more good than
         bad, against neither.  Basic where a poor score costs more than a top one brings, delight the other way round;
         performance where both show.  Said only where the interval excludes 0 with all tests counted in
Unit     points of the overall score, 95 % intervals
Source   ``stats.contrast``; Kano (1984) for basic, performance and delight
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.finding import Finding
from standout.questions.value.held import Held
from standout.questions.value.judged import ENOUGH, READ, Judged, judged, population
from standout.questions.value.rows import row
from standout.stats.contrast import Contrast, contrast
from standout.words import say

Flags = NDArray[np.bool_]

POOR, TOP, CLEAR = 0.25, 0.875, 0.25
"""Of the scale; of sentences read, good less bad."""
ALPHA = 0.05
BASIC, DELIGHT, PERFORMANCE = "basic", "delight", "performance"


@dataclass(frozen=True, slots=True)
class Kind:
    """What an aspect is to customers, and whether that is told apart from the other kinds."""

    name: str
    sure: bool


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the aspects that cost or win stars, largest first, and their rows."""
    del seed  # nothing is drawn
    found = judged(held)
    if found is None or len(np.unique(held.people[found.rows])) < ENOUGH:
        return [], []
    low, high, given = ends(found)
    made = contrast(low, high, given, found.outcome, held.people[found.rows], held.businesses[found.rows])
    kinds = [kind_of(made, j) for j in range(len(found.labels))]
    rows = [
        one for j, kind in enumerate(kinds) if not np.isnan(made.penalty[j, 1])
        for one in _rows(found, made, j, kind)
    ]  # fmt: skip
    largest = -np.nanmax(np.abs(np.stack([made.penalty[:, 0], made.reward[:, 0], np.zeros(len(kinds))])), axis=0)
    order = [j for j in np.argsort(largest, kind="stable").tolist() if kinds[j] is not None]
    return [_finding(held, found, made, j, kind) for j in order[: settings["each"]] if (kind := kinds[j])], rows


def ends(found: Judged) -> tuple[Flags, Flags, Flags]:
    """Give for each review and aspect whether it is poor, top, and told of at all."""
    given = ~np.isnan(found.values)
    values = np.where(given, found.values, 0.0)
    if found.origin == READ:
        return given & (values < -CLEAR), given & (values > CLEAR), given
    least, most = np.array(found.ends).T
    share = (values - least) / np.where(most > least, most - least, 1.0)
    return given & (share <= POOR), given & (share >= TOP), given


def kind_of(made: Contrast, j: int) -> Kind | None:
    """Give what an aspect is: basic, delight or performance; None where neither end shows."""
    costs = made.penalty_p[j] <= ALPHA and made.penalty[j, 0] < 0
    brings = made.reward_p[j] <= ALPHA and made.reward[j, 0] > 0
    uneven = bool(made.uneven_p[j] <= ALPHA)
    if costs and brings:
        return Kind(PERFORMANCE, sure=True)
    if costs:
        return Kind(BASIC, sure=uneven and made.uneven[j, 0] < 0)
    return Kind(DELIGHT, sure=uneven and made.uneven[j, 0] > 0) if brings else None


def _rows(found: Judged, made: Contrast, j: int, kind: Kind | None) -> list[dict[str, Any]]:
    placed = kind.name if kind and kind.sure else "unplaced"
    return [
        row(name, found.labels[j], made.rows, found.origin, estimate=float(held[j, 0]), low=float(held[j, 1]),
            high=float(held[j, 2]), placed=placed)
        for name, held in (("penalty", made.penalty), ("reward", made.reward))
    ]  # fmt: skip


def _finding(held: Held, found: Judged, made: Contrast, j: int, kind: Kind) -> Finding:
    shown = made.reward if kind.name == DELIGHT else made.penalty
    words = READ if found.origin == READ else "rated"
    known = {
        "aspect": found.labels[j], "who": population(held, found),
        "costs": _by(found, "less", -made.penalty[j, [0, 2, 1]]), "brings": _by(found, "more", made.reward[j]),
    }  # fmt: skip
    unit = say(f"value.penalty.unit.{'shares' if found.shares else 'points'}")
    said = [say(f"value.penalty.{words}.{kind.name}", **known)]
    said.append(say(f"value.penalty.{kind.name if kind.sure else 'unsure'}"))
    return Finding(
        question="value", subject=held.name, aspect=found.labels[j], claim="penalty",
        verdict="probably", tier="likely", sentence_key="value.driver.told",
        estimate=float(shown[j, 0]), low=float(shown[j, 1]), high=float(shown[j, 2]), unit=unit,
        rows=made.rows,
        facts={
            "part": "penalty", "kind": kind.name, "told_apart": bool(kind.sure), "people": made.people,
            "origin": found.origin, "outcome": found.named, "penalty": float(made.penalty[j, 0]),
            "reward": float(made.reward[j, 0]),
            "penalty_p": float(made.penalty_p[j]), "reward_p": float(made.reward_p[j]),
        },
        values={"said": " ".join(said)},
    )  # fmt: skip


def _by(found: Judged, way: str, figures: NDArray[np.float64]) -> str:
    """Give a difference with its interval in words: points, or people in a hundred."""
    unit, times = ("shares", 100) if found.shares else ("points", 1)
    estimate, low, high = (float(one) * times for one in figures)
    return say(f"value.penalty.by.{unit}.{way}", by=estimate, low=low, high=high)
