"""Front foot: what the one page rests on: day, whom it is about, settings, rows, version, fingerprints.

Unit     pixels at 96 to the inch, as in `standout.report.front`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from standout import registry
from standout.charts.look import clean
from standout.report.chapter import Brief, Chapter
from standout.report.cut import cut, filled, listed
from standout.settings import Setting
from standout.words import catalogue, day, marked, own, say

NOTE, SMALL = 570.0, 10.0
"""How wide a line of it is, and how large its letters."""
_EXAMPLE = re.compile(r",[^,]*\d{4}-\d\d-\d\d$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def foot(brief: Brief, chapters: Sequence[Chapter], *, short: bool = False) -> list[tuple[str, str]]:
    """Give pairs of a label and what is printed; where it is ``short``, no settings and no fingerprints."""
    made = say("brief.front.made", version=brief.version)
    check = brief.check or say("brief.front.check")
    parts = {
        "as_of": say("brief.front.as_of", day=brief.as_of, made=made) if brief.as_of else "",
        "scope": _scope(brief), "filters": "" if short else _filters(chapters), "rows": rows_read(brief),
        "prints": "" if short else ", ".join(f"{one.question} {one.fingerprint}" for one in chapters),
        "check": check if chapters and filled(check, NOTE - 70, SMALL) <= 1 else "",
    }  # fmt: skip
    return [(say(f"brief.foot.{name}"), text) for name, text in parts.items() if text]


def _scope(brief: Brief) -> str:
    ours = cut(brief.business, 1, 200, SMALL)
    if not brief.rivals:
        return say("brief.front.scope_all", business=ours)
    kept, left = listed(list(map(clean, brief.rivals)), 2, NOTE - 200, SMALL, " " * 16)
    many = [*kept, say("brief.front.more_rivals", n=left)] if left else kept
    return say("brief.front.scope", business=ours, rivals=many)


def _filters(chapters: Sequence[Chapter]) -> str:
    """Give the settings that aren't as they come, each once, in words."""
    questions = registry.catalogue("standout.questions", "QUESTION")
    found: dict[str, None] = {}
    for chapter in chapters:
        known = questions.get(chapter.question)
        settings = {one.name: one for one in known.settings} if known else {}
        for name, value in sorted(chapter.evidence.settings.items()):
            if name not in settings or value != settings[name].default:
                found[clean(_setting(chapter.question, name, settings.get(name), value))] = None
    if not found:
        return say("brief.front.no_filter")
    kept, left = listed(list(found), 2, NOTE - 60, SMALL, " " * 16)
    return "; ".join([*kept, say("brief.front.more_filters", n=left)] if left else kept)


def _setting(question: str, name: str, known: Setting | None, value: object) -> str:
    """Give a setting as its own help says it, less what follows a semicolon or is an example."""
    if known is None:
        return say("brief.front.setting", what=f"{question} {name}", value=_worded(name, value))
    told = own(f"setting.{question}.{name}", known.help).partition(";")[0].rstrip(".")
    return say("brief.front.setting", what=_EXAMPLE.sub("", told), value=_worded(name, value))


def _worded(name: str, value: object) -> str:
    key = f"strategy.{name}.{value}"
    if key in catalogue():
        return say(key)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(value)
    return marked(f"{value:g}") if isinstance(value, float) else str(value)


def rows_read(brief: Brief) -> str:
    """Say how many rows of how many files were read, and of which days."""
    files = brief.inventory.files
    if not files:
        return say("brief.read.nothing")
    said = say(
        "brief.read.short", n=len(files), records=sum(one.records for one in files),
        rejected=sum(one.rejected for one in files),
    )  # fmt: skip
    days = [day for one in brief.inventory.held for day in (one.oldest, one.newest) if day]
    return f"{said} {_range(min(days), max(days))}" if days else said


def _range(first: date, last: date) -> str:
    return say("brief.front.range", first=first, last=last)
