"""Doubts: what would break an answer, in words, from what the answer itself knows.

Reads    the first finding of a question, and its evidence
Makes    a few sentences: the rival that is nearest, who could not be judged, what was not read, the day it speaks of
"""

from __future__ import annotations

from collections.abc import Iterator

from standout.charts.look import clean
from standout.finding import Evidence, Finding
from standout.report.answers import printed_lead
from standout.words import say

CLAIMED = ("yes", "probably")


def doubts(finding: Finding, evidence: Evidence) -> list[str]:
    """Give what would change this answer, most likely first."""
    return [*_rivals(finding), *_kind(finding), *_unread(finding, evidence), *_day(evidence)]


def _rivals(finding: Finding) -> Iterator[str]:
    facts, lead = finding.facts, printed_lead(finding)
    rival = clean(str(facts.get("best_rival") or ""))
    if rival and finding.verdict in CLAIMED and lead is not None:
        if facts.get("kind") == "fact":
            yield say("app_question.breaks.fact", rival=rival)
        else:
            yield say("app_question.breaks.lead", rival=rival, lead=lead)
    if left := int(facts.get("rivals_not_judged") or 0):
        yield say("app_question.breaks.unjudged", n=left)


def _kind(finding: Finding) -> Iterator[str]:
    if finding.verdict == "counted":
        yield say("app_question.breaks.counted")
    elif finding.verdict == "close":
        yield say("app_question.breaks.close")
    elif finding.verdict == "not_enough":
        yield say("app_question.breaks.not_enough")
    elif finding.verdict == "no" and finding.facts.get("kind") != "fact":
        yield say("app_question.breaks.no")


def _unread(finding: Finding, evidence: Evidence) -> Iterator[str]:
    if unread := int(finding.facts.get("unread") or 0):
        yield say("app_question.breaks.language", n=unread)
    if left := int(evidence.work.get("texts_left") or 0):
        yield say("app_question.breaks.texts", n=left)


def _day(evidence: Evidence) -> Iterator[str]:
    if evidence.as_of:
        yield say("app_question.breaks.day", day=evidence.as_of)
