"""Objective: the one thing a plan is for; without it no tactic is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standout.finding import Finding

STRATEGY = "strategy"
OBJECTIVES = ("reach", "sell", "save", "learn", "launch")
"""What a plan can be for: new customers, current ones, lower costs, knowledge of customers, something new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What the owner chose, as the question ``strategy`` found it.

    ``baseline`` is what the files show now, per month of the metric; ``detectable`` the least it has to rise to
    be seen by ``due_at``; each None where it isn't known.
    """

    name: str  # reach, sell, save, learn, launch
    sentence: str
    baseline: float | None = None
    target: float | None = None
    due_at: str = ""
    detectable: float | None = None


def chosen(findings: Iterable[Finding]) -> Objective | None:
    """Give the objective that ``strategy`` was asked with, None where there is none."""
    for finding in findings:
        name = finding.facts.get("objective") if finding.question == STRATEGY else None
        if name:
            facts = finding.facts
            return Objective(
                name=name, sentence=finding.sentence, baseline=facts.get("baseline"), target=facts.get("target"),
                due_at=str(facts.get("by") or ""), detectable=facts.get("detectable"),
            )  # fmt: skip
    return None
