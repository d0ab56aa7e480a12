"""Sure: how sure the answers of a question are, by the words of their badges, with how each was come by.

Reads    the verdict and the tier of each finding
Makes    `Sure`, one for each verdict there is, in the order of the badges
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standout.finding import TIERS, Finding
from standout.words import say

VERDICTS = ("yes", "probably", "close", "no", "counted", "not_enough")


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """A way of knowing: what it means, what it is called on paper where that is another word, how many answers."""

    means: str
    called: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """A verdict: its badge, how many answers have it, and how they were come by."""

    verdict: str
    badge: str
    n: int
    hows: Sequence[How]


def sure(findings: Iterable[Finding]) -> list[Sure]:
    """Give how sure the answers are, by verdict and then by tier, the surest first."""
    held: dict[str, list[str]] = {verdict: [] for verdict in VERDICTS}
    for one in findings:
        held.setdefault(one.verdict, []).append(one.tier)
    return [_sure(verdict, tiers) for verdict, tiers in held.items() if tiers]


def _sure(verdict: str, tiers: Sequence[str]) -> Sure:
    badge = say(f"brief.verdict.{verdict}")
    hows = [_how(tier, tiers.count(tier), badge) for tier in TIERS if tier in tiers]
    return Sure(verdict=verdict, badge=badge, n=len(tiers), hows=hows)


def _how(tier: str, n: int, badge: str) -> How:
    name = say(f"brief.tier_name.{tier}")
    return How(means=say(f"brief.tier.{tier}"), called="" if name == badge else name, n=n)
