"""Brief: one page a shop owner can read, print and pass on: the answer first, then how it is known.

One HTML file that asks nothing of any network and runs no script.  The same brief gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from standout.charts.look import clean
from standout.charts.svg import svg
from standout.report import known
from standout.report.answers import QUOTES
from standout.report.chapter import Brief, Chapter
from standout.report.seal import body_digest, embedded, intact, page_digest, sealed
from standout.report.sections import QUOTED, Section, ordered, sections
from standout.report.steps import steps
from standout.report.week_text import heading
from standout.words import say

__all__ = ["body_digest", "embedded", "intact", "page_digest", "render"]


def render(brief: Brief) -> str:
    """Give a brief as one self-contained HTML page.

    Parameters
    ----------
    brief : Brief
        What was asked, what was found, what was read.

    Returns
    -------
    str
        HTML with its styles, pictures and evidence inside; ``embedded`` reads the evidence back.

    """
    chapters = ordered(brief.chapters)
    findings = [finding for chapter in chapters for finding in chapter.findings]
    names = _names(brief)
    parts = sections(brief, names)
    page = environment(names).get_template("brief.html")
    html = page.render(
        brief=brief,
        asks=_asks(chapters),
        chapters=chapters,
        sections=parts,
        before_week=_before_week(parts),
        quotes=(QUOTES, QUOTED),
        steps=steps(findings, brief.inventory.held),
        reasons=known.reasons(brief.inventory.rejects),
        rejected=sum(file.rejected for file in brief.inventory.files),
        records=sum(file.records for file in brief.inventory.files),
        known=known,
        title=heading,
        svg=svg,
    )
    return sealed(html, _evidence(brief))


def _before_week(parts: Sequence[Section]) -> int:
    """Give the place of the chapter the plan comes after: what customers say and what we are best at come first."""
    return next((place for place, one in enumerate(parts) if one.league), 0)


def _asks(chapters: Sequence[Chapter]) -> str:
    """Give what the page answers: its one question, or what all of them are about."""
    if len(chapters) > 1:
        return say("brief.heading")
    return chapters[0].asks if chapters else say("brief.asks")


def _evidence(brief: Brief) -> dict[str, Any]:
    return {
        "schema": 1,
        "business": brief.business,
        "rivals": list(brief.rivals),
        "as_of": brief.as_of and brief.as_of.isoformat(),
        "version": brief.version,
        "check": brief.check,
        "week": brief.week.week if brief.week else "",
        "chapters": [_chapter(chapter) for chapter in brief.chapters],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "question": chapter.question,
        "fingerprint": chapter.fingerprint,
        "evidence": chapter.evidence.to_dict(),
        "sentences": [finding.sentence for finding in chapter.findings],
    }


def _names(brief: Brief) -> frozenset[str]:
    """Give every name of a business that may stand in a sentence."""
    known_names = {brief.business, *brief.rivals}
    for chapter in brief.chapters:
        if "business" in chapter.table.column_names:
            known_names.update(chapter.table["business"].unique().to_pylist())
    return frozenset(name for name in map(clean, filter(None, known_names)) if name)


def _leftward(name: str) -> bool:
    return any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in name)


def environment(names: frozenset[str]) -> Environment:
    """Give what pages are made with; ``names`` are businesses, some written from right to left."""
    environment = Environment(
        loader=PackageLoader("standout.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A name written from right to left must not turn the words around it.
    escaped = sorted((str(escape(name)) for name in names if _leftward(name)), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, escaped))) if escaped else None

    def said(text: str) -> Markup:
        plain = str(escape(clean(text)))
        return Markup(pattern.sub(lambda m: f"<bdi>{m[0]}</bdi>", plain) if pattern else plain)  # noqa: S704  escaped above

    environment.filters |= {"said": said, "css": _css, "anchor": _anchor}
    environment.globals |= {"say": say, "Markup": Markup}
    return environment


def _css(text: str) -> Markup:
    """Give a text as a CSS string, every sign but letters and digits written as its number."""
    signs = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in clean(text))
    return Markup('"' + "".join(signs) + '"')  # noqa: S704  nothing but letters, digits and numbers is left


def _anchor(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
