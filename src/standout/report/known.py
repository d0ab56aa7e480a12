"""Known: how do we know; what was read and turned away, in the brief's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from standout import registry
from standout.charts.look import clean
from standout.finding import TIERS
from standout.report.chapter import Chapter
from standout.words import catalogue, listed, own, say

REASONS = 8
LINES = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows were turned away: the reason, how many, and where the first of them stand."""

    reason: str
    count: int
    where: str


def reasons(rejects: Sequence[Mapping[str, Any]]) -> list[Reason]:
    """Give the reasons rows were turned away for, the most frequent first.

    The rows themselves stay out of the brief: they may hold names and addresses.
    """
    grouped: dict[str, dict[str, list[int | None]]] = {}
    for row in rejects:
        file = " ".join(part for part in (named(str(row["path"])), clean(str(row.get("member") or ""))) if part)
        grouped.setdefault(str(row["reason"]), {}).setdefault(file, []).append(row["line"])
    found = [
        Reason(
            _stopped(clean(reason)),
            sum(map(len, files.values())),
            " ".join(_where(f, lines) for f, lines in files.items()),
        )
        for reason, files in grouped.items()
    ]
    return sorted(found, key=lambda r: (-r.count, r.reason))


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", ":")) else f"{sentence}."


def _where(file: str, lines: Sequence[int | None]) -> str:
    first = sorted(line for line in lines if line is not None)[:LINES]
    left = len(lines) - len(first)
    if not first:
        return say("brief.read.somewhere", file=file)
    if left:
        return say("brief.read.lines_and_more", file=file, lines=", ".join(map(str, first)), n=left)
    return say("brief.read.line" if len(first) == 1 else "brief.read.lines", file=file, lines=listed(first))


def named(path: str) -> str:
    """Give the last part of a path of any system: a brief doesn't tell where things lie on a disk.

    Examples
    --------
    >>> named("/home/ann/reviews.csv"), named("C:\\\\data\\\\reviews.csv")
    ('reviews.csv', 'reviews.csv')

    """
    file, inside, member = path.partition(" › ")
    return clean(PureWindowsPath(PurePosixPath(file).name).name + inside + member)


def settings(chapter: Chapter) -> list[tuple[str, str, str]]:
    """Give each setting of a chapter: its name, its value, and what it means."""
    question = registry.catalogue("standout.questions", "QUESTION").get(chapter.question)
    name = chapter.question
    declared = question.settings if question else ()
    help_ = {one.name: own(f"setting.{name}.{one.name}", one.help) for one in declared}
    return [(name, str(value), help_.get(name, "")) for name, value in sorted(chapter.evidence.settings.items())]


def method(chapter: Chapter) -> list[str]:
    """Give the sentences that say how a question is answered."""
    prefix = f"brief.method.{chapter.question}."
    question = registry.catalogue("standout.questions", "QUESTION").get(chapter.question)
    defaults = {setting.name: setting.default for setting in question.settings} if question else {}
    used = defaults | dict(chapter.evidence.settings)
    return [say(key, **used) for key in sorted(catalogue()) if key.startswith(prefix)]


def tiers(chapter: Chapter) -> list[tuple[str, str, int]]:
    """Give the ways of knowing that a chapter uses, strongest first: name, meaning, how many answers."""
    counts = {tier: sum(f.tier == tier for f in chapter.findings) for tier in TIERS}
    return [(say(f"brief.tier_name.{t}"), say(f"brief.tier.{t}"), n) for t, n in counts.items() if n]
