"""Reach told: how far word goes from those told first, as a finding that says what it hangs on.

Guesses   where much of the word goes by ties whose strengths are priors, the answer is "not enough yet", with all that
          can be said, and of how many ties the strengths are learnt
Bound     what no other list could pass, over the least that these reach: both hold together but for a chance of `DELTA`
"""

from __future__ import annotations

from typing import Any

from standout.finding import Finding, Needed
from standout.questions.circles.found import People
from standout.questions.circles.reach import DELTA, Reached
from standout.questions.circles.tie_map import STRENGTHS, TieMap
from standout.words import say

NAMES_NEEDED = 10
"""From about how many people who said who told them the strengths of ties begin to be known."""


def told_reach(people: People, ties: TieMap, found: Reached) -> Finding:
    """Give the finding of how far word goes."""
    ends = {name: found.curve[name][-1] for name in STRENGTHS}
    estimate, low, high = (float(x) for x in ends["likely"])
    tied, more = int(ties.tied.sum()), max(found.best / max(found.least, len(found.people)) - 1, 0.0)
    learnt = ties.known
    facts: dict[str, Any] = {
        "kind": "reach", "first": len(found.people), "tied": tied, "ties": ties.ties, "learnt": ties.learnt,
        "more_at_most": more, "by_map": found.by_map, "kept": found.kept, "swapped": found.swapped,
        **{f"reach_{name}": float(row[0]) for name, row in ends.items()},
        **{f"gain_{name}": float(share) for name, share in found.gain.items()},
        **{f"curve_{name}": [[round(float(x), 4) for x in row] for row in found.curve[name]] for name in STRENGTHS},
    }  # fmt: skip
    values = {
        "about": round(estimate), "weak": round(float(ends["low"][0])), "strong": round(float(ends["high"][0])),
        "list_too": _list_too(found), "basis": _basis(ties), "sure": 1 - DELTA,
    }  # fmt: skip
    return Finding(
        question="circles", subject=people.subject, aspect=say("circles.aspect.reach"),
        verdict="probably" if learnt else "not_enough", tier="likely" if learnt else "not_enough",
        sentence_key=f"circles.reach.{'known' if learnt else 'if'}", rows=tied, facts=facts, values=values,
        estimate=estimate, low=low, high=high, unit=say("circles.unit.people"), behind=found.table,
        reason="" if learnt else say("circles.reason.guessed"),
        needed=None if learnt else Needed(more=_more(people), of="answers", step_key="circles.step.told"),
    )  # fmt: skip


def _basis(ties: TieMap) -> str:
    """Give what the strengths of ties rest on, and of how many of them."""
    if not ties.learnt:
        return say("circles.basis.guessed")
    if not ties.known:
        return say("circles.basis.partly", learnt=ties.learnt, ties=ties.ties)
    if ties.learnt < ties.ties:
        return say("circles.basis.mostly", learnt=ties.learnt, ties=ties.ties)
    return say("circles.basis.learnt")


def _list_too(found: Reached) -> str:
    """Give how the list of the marks and that of the map differ, and which of them stands."""
    if found.by_map:
        kept = say("circles.reach.kept") if found.kept else ""
        return kept + say("circles.reach.by_map", swapped=found.swapped)
    if found.swapped:
        return say("circles.reach.by_marks", swapped=found.swapped)
    return say("circles.reach.kept") if found.kept == len(found.people) else say("circles.reach.both")


def _more(people: People) -> int:
    """Give how many more people must say who told them, at the least, until strengths begin to be known."""
    return max(NAMES_NEEDED - len(people.signs.told.named), 1)
