"""Unread: what is said of drafts and lines in a language that isn't read, once each.

Makes    findings   of a draft without the gauges that read English only; how many lines were left out
"""

from __future__ import annotations

from dataclasses import replace

from standout.finding import Finding, Needed
from standout.questions.story.gauges import Gauged
from standout.words import say

READERS = (
    "flesch", "kincaid", "fog", "smog", "ari", "coleman_liau", "ideas", "concrete", "distinct", "frame", "rhythm",
    "asking", "giving",
)  # fmt: skip
"""The facts of a draft that come from reading English."""


def of_draft(one: Gauged, finding: Finding) -> Finding:
    """Give the finding of a draft as it is, or with one word on its language in place of the gauges."""
    if one.english:
        return finding
    facts = {**finding.facts, **dict.fromkeys(READERS)}
    gauges = say("story.gauge.unread" if one.draft.origin == "own" else "story.gauge.unread_ours")
    return replace(finding, facts=facts, values={**finding.values, "gauges": gauges})


def of_lines(unread: int, lines: int, subject: str) -> Finding:
    """Give how many of our lines were left out; where that is all of them, nobody can tell."""
    some = unread < lines
    return Finding(
        question="story", subject=subject, aspect=say("story.aspect.unread"),
        verdict="counted" if some else "not_enough", tier="counted" if some else "not_enough",
        sentence_key="story.unread" if some else "story.unread_all", rows=lines,
        reason="" if some else say("story.unread_reason"),
        needed=None if some else Needed(more=1, of="lines", step_key="story.unread_step"),
        facts={"lines": lines, "unread": unread},
    )  # fmt: skip
