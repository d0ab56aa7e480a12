"""Steps: what to do next, from what the answers say they need, the best answer's own step first; three at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from standout.charts.look import clean
from standout.charts.rows import heading
from standout.finding import Finding, Needed
from standout.questions.est.rated import COVERED
from standout.report.chapter import Held
from standout.report.sections import LEAGUE
from standout.words import say

MOST = 3

_UNITS = (("days", 1, 14), ("weeks", 7, 90), ("months", 30, 730), ("long", 365, float("inf")))

WORDS = {
    "est.step.ask": "brief.next.settle",
    "est.step.apart": "brief.next.apart",
    "est.step.judged": "brief.next.judged",
    "est.step.theirs": "brief.next.theirs",
    "est.step.theirs_all": "brief.next.theirs",
    "est.step.each": "brief.next.each",
    "est.step.instead": "brief.next.instead",
    "est.step.look": "brief.next.rivals",
    "est.step.add": "brief.next.add",
    "est.step.name": "brief.next.name",
    "est.step.rename": "brief.next.rename",
    "est.step.look_again": "brief.next.looks",
}
"""The step as the brief says it, by the step as the answer says it; one that isn't here is said as it is."""

CURRENCY = 3
"""Letters of a currency's code."""


def steps(findings: Iterable[Finding], held: Sequence[Held]) -> list[str]:
    """Give the next steps in words: what the best answer of the league needs, then each other question in turn.

    With no finding at all they say which files to add.  One thing is asked for once: where one question needs
    more reviews of a business, no other asks for them again.
    """
    findings = list(findings)
    if not findings:
        first = "brief.next.more_reviews" if any(one.rows for one in held) else "brief.next.reviews"
        return [say(first), say("brief.next.sheet")]
    league = [finding for finding in findings if finding.question == LEAGUE]
    own = [_own(league[0])] if league and not (league[0].needed and league[0].verdict != "yes") else []
    asked: set[tuple[str, str]] = set()
    others = dict.fromkeys(finding.question for finding in findings if finding.question != LEAGUE)
    needs = [_needs([f for f in findings if f.question == question], asked) for question in (LEAGUE, *others)]
    if own:  # the league has had its turn
        needs[0].insert(0, "")
    turns = [step for turn in zip_longest(*needs) for step in turn if step]
    return list(dict.fromkeys([*own, *turns]))[:MOST]


def _needs(findings: Iterable[Finding], asked: set[tuple[str, str]]) -> list[str]:
    """Give what one question's answers need, each kind of step once; ``asked`` is what others asked for before."""
    before = set(asked)
    found: dict[tuple[str, str, str], str] = {}
    for finding in findings:
        needed = finding.needed
        if needed is None:
            continue
        whose = needed.business or finding.subject
        if (needed.of, whose) not in before:
            asked.add((needed.of, whose))
            found.setdefault((needed.of, needed.step_key, whose), step(finding, needed))
    return list(dict.fromkeys(found.values()))


def _own(finding: Finding) -> str:
    """What to do about an answer that needs no more of anything."""
    facts, looked = finding.facts, finding.facts.get("kind") == "fact"
    known = {
        "heading": heading(finding), "best_rival": facts.get("best_rival") or "",
        "nearer": finding.values.get("nearer", ""), "coverage": facts.get("coverage") or 0.0,
    }  # fmt: skip
    lead = facts.get("lead") or 0
    if finding.verdict == "yes":
        priced = len(finding.unit) == CURRENCY and finding.unit.isupper()
        thin = (facts.get("coverage") or 1.0) < COVERED
        rated = "brief.next.use_thin" if thin else "brief.next.use"
        key = ("brief.next.use_price" if priced else "brief.next.use_fact") if looked else rated
    elif finding.verdict == "no":
        key = "brief.next.nothing_fact" if looked else "brief.next.nothing"
    elif looked:
        key = "brief.next.exact" if lead > 0 else "brief.next.match"
    else:
        key = "brief.next.open" if lead > 0 or not facts.get("best_rival") else "brief.next.vain"
    return clean(say(key, **known))


def step(finding: Finding, needed: Needed) -> str:
    """Give what a finding needs as the next step, in words, with how long that takes where it is known."""
    known = {
        "whom": needed.business, **finding.facts, **finding.values, "subject": finding.subject,
        "aspect": finding.aspect, "more": needed.more, "of": needed.of, "business": needed.business or finding.subject,
        "days": needed.days, "heading": heading(finding),
    }  # fmt: skip
    words = [say(WORDS.get(needed.step_key) or needed.step_key or "brief.next.more", **known)]
    if needed.days is not None:
        unit, length = next((u, d) for u, d, most in _UNITS if needed.days < most)
        pace = unit if needed.of.startswith("reviews") else f"wait_{unit}"
        words.append(say(f"brief.next.{pace}", n=max(1, round(needed.days / length))))
    return clean(" ".join(words))
