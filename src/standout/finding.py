"""Finding, CannotTell, Play, Evidence: what a question answers with.

A finding carries numbers, a verdict and the key of its sentence; the sentence is made from the same
numbers when asked for, so the two cannot disagree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from standout.words import FIRST, language, say, speaking

VERDICTS = ("yes", "probably", "close", "no", "counted", "not_enough")
"""In an owner's words: Yes, Probably, Too close to call, No, Counted, Not enough yet.

``counted`` is for what claims nothing beyond the rows it was counted in: a list of people, what was asked for.
"""

TIERS = ("guaranteed", "proven", "likely", "leading", "hinted", "tied", "behind", "counted", "not_enough")
"""How we know, strongest first."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What it takes to be able to tell: how many more, of what, from whom, and how long that takes."""

    more: int
    of: str  # "reviews", "rivals", "looks" ...
    business: str = ""  # whose; empty means ours
    days: int | None = None  # at the present rate; None where the rate isn't known
    step_key: str = ""  # sentence key of the cheapest next step

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return {"more": self.more, "of": self.of, "business": self.business, "days": self.days}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer about one business, in one world, on one aspect or fact.

    ``facts`` holds what only this question knows, flat and typed by the question (``est``: rank_low,
    rank_high, lead, lead_low, best_rival, rivals_judged...).  ``values`` is what the sentence needs
    besides; it is derived from the other fields and never printed on its own.  ``behind`` is what the
    figures were made from, for whoever makes them again; it is neither compared nor printed.  ``language``
    is what was spoken when it was found: its values hold words, and its sentence is said with them.
    """

    question: str
    subject: str
    aspect: str
    verdict: str
    tier: str
    sentence_key: str
    claim: str = ""
    world: Mapping[str, str] = field(default_factory=dict)
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    level: float = 0.95
    rows: int = 0
    needed: Needed | None = None
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    behind: object = field(default=None, compare=False, repr=False)
    language: str = field(default_factory=language, repr=False)

    @property
    def sentence(self) -> str:
        """The finding in words."""
        with speaking(self.language):
            return say(self.sentence_key, **{**_plain(self), **self.facts, **self.values})

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it: the fixed fields, the question's facts, the sentence."""
        return {
            "aspect": self.aspect, "world": dict(self.world), "subject": self.subject, "verdict": self.verdict,
            "tier": self.tier, "estimate": self.estimate, "low": self.low, "high": self.high, "unit": self.unit,
            "level": self.level, "rows": self.rows, **self.facts,
            "needed": self.needed.to_dict() if self.needed else None, "reason": self.reason or None,
            "quotes": list(self.quotes), "sentence": self.sentence,
        }  # fmt: skip


def _plain(finding: Finding) -> dict[str, Any]:
    needed = finding.needed
    return {
        "subject": finding.subject, "aspect": finding.aspect, "estimate": finding.estimate, "low": finding.low,
        "high": finding.high, "unit": finding.unit, "rows": finding.rows, "verdict": finding.verdict,
        "more": needed.more if needed else None, "days": needed.days if needed else None,
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One thing to do this week, and later what came of it."""

    play_id: str
    tactic: str  # the row of ``plan/tactics.toml`` it comes from
    card: str  # the claim it rests on, in words; empty where it makes none
    message: str  # the words to use
    people: tuple[int, ...]  # whom it is for, by ``person_id``; names are put to them where they are printed
    channel: str
    minutes: int
    cost: int  # in minor units of the owner's currency
    expected: str  # what should be seen, by when, and how
    due: date
    reason: str
    stop: str  # when to leave it
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an answer rests on; everything needed to make it again.

    ``inputs`` are the SHA-256 of the files read, sorted; ``settings`` are as resolved; ``as_of`` is the
    day the answer speaks of; ``work`` what was done where a limit cut it short, and how words were read;
    ``versions`` are listed but not hashed; ``language`` is what its sentences are said in; ``view`` is what was
    picked by hand: ``since``, ``rivals``, ``where``, each only where it was.
    """

    question: str
    inputs: tuple[str, ...]
    settings: Mapping[str, Any]
    as_of: date | None
    seed: int
    work: Mapping[str, int | str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    language: str = FIRST
    view: Mapping[str, Any] = field(default_factory=dict)

    def fingerprint(self, findings: Sequence[Finding]) -> str:
        """Give 16 hex digits over the printed decimals and everything here but the versions."""
        printed = [_printed(finding.to_dict()) for finding in findings]
        basis = [
            self.question, list(self.inputs), dict(self.settings), self.as_of and self.as_of.isoformat(), self.seed,
            dict(self.work), printed, *self._spoken().values(), *self._viewed().values(),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(basis, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return {
            "question": self.question, "inputs": list(self.inputs), "settings": dict(self.settings),
            "as_of": self.as_of and self.as_of.isoformat(), "seed": self.seed, "work": dict(self.work),
            "versions": dict(self.versions), **self._spoken(), **self._viewed(),
        }  # fmt: skip

    def _spoken(self) -> dict[str, str]:
        """Give the language where it isn't English, which goes without saying."""
        return {} if self.language == FIRST else {"language": self.language}

    def _viewed(self) -> dict[str, Any]:
        """Give what was picked by hand, where anything was."""
        return {"view": dict(self.view)} if self.view else {}


def _printed(value: Any) -> Any:
    """Round every float to the four decimals that are ever printed, all the way down."""
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, Mapping):
        return {k: _printed(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(v) for v in value]
    return value
