"""Heard: what customers love, ask for and complain of, in their own words, for the first page.

Reads    findings of any question that say ``heard`` (praises, asks or complains), ``want`` and ``reviewers``
Makes    `Said`, one for each kind, in the order they are read: love, ask, complain
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from standout.app import ways
from standout.charts.look import clean
from standout.finding import Finding
from standout.report.answers import LONGEST
from standout.words import say

KINDS = ("praises", "asks", "complains")
OPPOSITE = {"praises": "complains", "complains": "praises"}
EACH = 3
"""How many things of a kind are named on the first page; the question's own page has them all."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something customers said: what, how many said so and of how many, and one of them in their own words.

    ``english`` tells that others wrote in a language that isn't read, and aren't counted; ``against`` counts those
    who say the opposite of the same thing.
    """

    name: str
    people: int
    of: int
    quote: str
    english: bool
    against: int = 0


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
    unheard = any(one.facts.get("unread") and not one.facts.get("of") for one in told)
    counts = {(one.facts["heard"], one.facts.get("want")): one.facts.get("reviewers") or 0 for one in told}
    of_kind = {kind: [one for one in told if one.facts["heard"] == kind] for kind in KINDS}
    found = [_said(kind, held, quoted, unheard=unheard) for kind, held in of_kind.items()]
    return [_weighed(one, counts) for one in found] if told else []


def in_short(findings: Iterable[Finding]) -> tuple[str, int]:
    """Give in a line what customers love, ask for and complain of, and how many things that are."""
    named = [(one.kind, [thing.name for thing in one.things]) for one in heard(findings) if one.things]
    line = " ".join(say(f"app_home.short.{kind}", names=names) for kind, names in named)
    return line, sum(len(names) for _, names in named)


def _said(kind: str, told: Sequence[Finding], quoted: set[str], *, unheard: bool) -> Said:
    """Give one kind; where nobody's words could be read it claims nothing of what they hold."""
    named = [one for one in told if one.facts.get("want")][:EACH]
    things = [_thing(one, quoted) for one in named]
    usual = say("app_home.silent.unread") if unheard else say(f"app_home.silent.{kind}")
    silent = next((one.sentence for one in told if not one.facts.get("want")), usual)
    return Said(kind=kind, things=things, silent="" if things else ways.said(clean(silent)))


def _weighed(said: Said, counts: Mapping[tuple[str, str | None], int]) -> Said:
    """Give what was said with how many say the opposite of the same thing."""
    opposite = OPPOSITE.get(said.kind, "")
    things = [replace(one, against=counts.get((opposite, one.name), 0)) for one in said.things]
    return replace(said, things=things)


def _thing(finding: Finding, quoted: set[str]) -> Thing:
    facts = finding.facts
    quotes = (quote for quote in map(clean, finding.quotes) if 0 < len(quote) <= LONGEST and quote not in quoted)
    quote = next(quotes, "")
    quoted.add(quote)
    english = bool(facts.get("unread"))
    return Thing(name=clean(facts["want"]), people=facts["reviewers"], of=facts["of"], quote=quote, english=english)
