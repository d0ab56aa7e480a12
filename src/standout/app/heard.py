"""Heard: what customers love, ask for and complain of, in their own words, for the first page.

Reads    findings of any question that say ``heard`` (praises, asks or complains), ``want`` and ``reviewers``
Makes    `Said`, one for each kind, in the order they are read: love, ask, complain
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standout.charts.look import clean
from standout.finding import Finding
from standout.report.answers import LONGEST
from standout.words import say

KINDS = ("praises", "asks", "complains")
EACH = 3
"""How many things of a kind are named on the first page; the question's own page has them all."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something customers said: what, how many said so and of how many, and one of them in their own words.

    ``english`` tells that others wrote in a language that isn't read, and aren't counted.
    """

    name: str
    people: int
    of: int
    quote: str
    english: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What customers said of one kind; ``silent`` is said where there is nothing."""

    kind: str
    things: Sequence[Thing]
    silent: str


def heard(findings: Iterable[Finding]) -> list[Said]:
    """Give what customers said, a column for each kind; no column where nothing was asked.

    A sentence is quoted once on the page.  Where a kind has nothing, the finding that says so speaks.
    """
    told = [one for one in findings if one.facts.get("heard") in KINDS]
    quoted: set[str] = set()
    return [_said(kind, [one for one in told if one.facts["heard"] == kind], quoted) for kind in KINDS] if told else []


def _said(kind: str, told: Sequence[Finding], quoted: set[str]) -> Said:
    things = [_thing(one, quoted) for one in told if one.facts.get("want")][:EACH]
    silent = next((one.sentence for one in told if not one.facts.get("want")), say(f"app_home.silent.{kind}"))
    return Said(kind=kind, things=things, silent="" if things else clean(silent))


def _thing(finding: Finding, quoted: set[str]) -> Thing:
    facts = finding.facts
    quotes = (quote for quote in map(clean, finding.quotes) if 0 < len(quote) <= LONGEST and quote not in quoted)
    quote = next(quotes, "")
    quoted.add(quote)
    english = bool(facts.get("unread"))
    return Thing(name=clean(facts["want"]), people=facts["reviewers"], of=facts["of"], quote=quote, english=english)
