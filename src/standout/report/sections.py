"""Sections: each chapter as the brief shows it: the answers told in full, the rest for its table, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout import registry
from standout.report.answers import BEST, QUOTES, Answer, shown, told
from standout.report.chapter import Brief, Chapter

if TYPE_CHECKING:
    from standout.charts.chart import Picture

LEAGUE = "est"
"""The question whose answers are ranks among rivals: its table has their columns."""
MOST = 6
"""How many answers of any other question are told in full."""
QUOTED = 1
"""How many sentences are quoted under any answer but the first."""
LAST = 99
"""Where the chapter of a question that isn't there any more stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One chapter on the page; ``first`` is its headline, none where nothing was found."""

    question: str
    asks: str
    first: Answer | None
    lesser: Sequence[Answer]
    rest: Sequence[Answer]
    pictures: Sequence[Picture]

    @property
    def league(self) -> bool:
        """Whether its answers are ranks among rivals."""
        return self.question == LEAGUE


def ordered(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Give chapters in the order they are read: customers' words before rivals' figures."""
    questions = registry.catalogue("standout.questions", "QUESTION")
    places = {name: one.place for name, one in questions.items()}
    return sorted(chapters, key=lambda chapter: places.get(chapter.question, LAST))


def sections(brief: Brief, names: Iterable[str]) -> list[Section]:
    """Give each chapter that found anything, in the order they are read; ``names`` may stand in a sentence."""
    known = list(names)
    return [_section(chapter, known) for chapter in ordered(brief.chapters) if chapter.findings]


def _section(chapter: Chapter, names: Sequence[str]) -> Section:
    most = BEST if chapter.question == LEAGUE else MOST
    full, rest = told(shown(chapter.findings, names), most)
    full = _quoted_once(full)
    return Section(
        question=chapter.question, asks=chapter.asks, first=full[0], lesser=full[1:], rest=rest,
        pictures=chapter.pictures,
    )  # fmt: skip


def _quoted_once(answers: Iterable[Answer]) -> list[Answer]:
    """Give the answers with every sentence quoted under the first of them that it stands by."""
    seen: set[str] = set()
    found: list[Answer] = []
    for answer in answers:
        fresh = [quote for quote in answer.quotes if quote not in seen]
        seen.update(fresh[: QUOTED if found else QUOTES])
        found.append(replace(answer, quotes=fresh))
    return found
