"""Steps: what to do next, from what the answers say they need; three at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standout.charts.look import clean
from standout.charts.rows import heading
from standout.finding import Finding, Needed
from standout.report.chapter import Held
from standout.words import say

MOST = 3

_UNITS = (("days", 1, 14), ("weeks", 7, 90), ("months", 30, 730), ("long", 365, float("inf")))


def steps(findings: Iterable[Finding], held: Sequence[Held]) -> list[str]:
    """Give the next steps in words, the most useful first.

    With no finding at all they say which files to add.  An answer that holds comes with how to use it; where
    nothing can be asked for, one line says whether that is because all is known or because it can't be told.
    """
    findings = list(findings)
    if not findings:
        first = "brief.next.more_reviews" if any(one.rows for one in held) else "brief.next.reviews"
        return [say(first), say("brief.next.sheet")]
    found: dict[tuple[str, str], str] = {}
    for finding in findings:
        if needed := finding.needed:
            found.setdefault((needed.of, needed.business or finding.subject), _step(finding, needed))
    needs = list(dict.fromkeys(found.values()))
    if findings[0].verdict == "yes":
        return [say("brief.next.use"), *needs][:MOST]
    return needs[:MOST] or [say("brief.next.nothing" if findings[0].verdict == "no" else "brief.next.open")]


def _step(finding: Finding, needed: Needed) -> str:
    known = {
        **finding.facts, **finding.values, "subject": finding.subject, "aspect": finding.aspect, "more": needed.more,
        "of": needed.of, "business": needed.business or finding.subject, "days": needed.days,
        "heading": heading(finding),
    }  # fmt: skip
    if needed.of == "reviews":
        kind = "theirs" if needed.business else "judged" if finding.verdict == "not_enough" else "settle"
        words = [say(f"brief.next.{kind}", **known)]
    elif needed.of in ("rivals", "looks"):
        words = [say(f"brief.next.{needed.of}", **known)]
    else:
        words = [say(needed.step_key or "brief.next.more", **known)]
    if needed.days is not None:
        unit, length = next((u, d) for u, d, most in _UNITS if needed.days < most)
        words.append(say(f"brief.next.{unit}", n=max(1, round(needed.days / length))))
    return clean(" ".join(words))
