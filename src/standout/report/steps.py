"""Steps: what to do next, from what the answers say they need, the first answer's own step first; three at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standout.charts.look import clean
from standout.charts.rows import heading
from standout.finding import Finding, Needed
from standout.questions.est.rated import COVERED
from standout.report.chapter import Held
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
    """Give the next steps in words: the first answer's own, then what the others need.

    With no finding at all they say which files to add.
    """
    findings = list(findings)
    if not findings:
        first = "brief.next.more_reviews" if any(one.rows for one in held) else "brief.next.reviews"
        return [say(first), say("brief.next.sheet")]
    found: dict[tuple[str, str, str], str] = {}
    for finding in findings:
        if needed := finding.needed:
            found.setdefault((needed.of, needed.step_key, needed.business or finding.subject), _step(finding, needed))
    needs = list(dict.fromkeys(found.values()))
    own = [] if findings[0].needed and findings[0].verdict != "yes" else [_own(findings[0])]
    return [*own, *needs][:MOST]


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


def _step(finding: Finding, needed: Needed) -> str:
    known = {
        "whom": needed.business, **finding.facts, **finding.values, "subject": finding.subject,
        "aspect": finding.aspect, "more": needed.more, "of": needed.of, "business": needed.business or finding.subject,
        "days": needed.days, "heading": heading(finding),
    }  # fmt: skip
    words = [say(WORDS.get(needed.step_key) or needed.step_key or "brief.next.more", **known)]
    if needed.days is not None:
        unit, length = next((u, d) for u, d, most in _UNITS if needed.days < most)
        words.append(say(f"brief.next.{unit}", n=max(1, round(needed.days / length))))
    return clean(" ".join(words))
