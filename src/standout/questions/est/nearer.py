"""Nearer: where more reviews can't make a first place, on what else we are nearer to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standout.finding import Finding
from standout.questions.est import phrases
from standout.words import say


def with_nearer(findings: Sequence[Finding]) -> list[Finding]:
    """Give the findings about one business, those in which reviews are in vain with what is nearer.

    ``findings`` come most useful first, so the first that is near is the nearest.  Where a first place is
    shown there is nothing to go nearer to.
    """
    near = next((finding for finding in findings if _near(finding)), None)
    if near is None or any(finding.verdict == "yes" for finding in findings):
        return list(findings)
    thing = near.aspect + phrases.where(near.world)
    return [_pointed(finding, say("est.nearer", thing=thing)) if _vain(finding) else finding for finding in findings]


def _near(finding: Finding) -> bool:
    """Whether we are at the top in the figures: ahead of the best rival, or level with it in what was looked up."""
    if finding.verdict not in ("probably", "close") or finding.facts["lead"] is None or ".hint" in finding.sentence_key:
        return False
    lead = finding.facts["lead"]
    return bool(lead > 0 or (lead == 0 and finding.facts["kind"] == "fact" and finding.facts["ahead_of"]))


def _vain(finding: Finding) -> bool:
    return (
        finding.verdict == "close"
        and finding.facts["kind"] == "rating"
        and bool(finding.values.get("needed_said"))
        and finding.needed is None
        and not _near(finding)
    )


def _pointed(finding: Finding, nearer: str) -> Finding:
    said = {"needed_said": finding.values["needed_said"] + nearer, "nearer": nearer}
    return replace(finding, values={**finding.values, **said})
