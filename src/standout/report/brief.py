"""Brief: one page a shop owner can read, print and pass on, and behind it, on a screen, all it rests on.

One HTML file that asks nothing of any network.  It runs one script of ours at most, which the page names by its
digest; without it the page says the same.  The same brief gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from standout.charts.look import ACCENT, clean
from standout.charts.svg import svg
from standout.report import known, what_if
from standout.report.answers import QUOTES
from standout.report.brand import coloured
from standout.report.chapter import Brief, Chapter
from standout.report.environment import environment
from standout.report.front import front
from standout.report.qr import inline
from standout.report.seal import body_digest, embedded, intact, page_digest, sealed
from standout.report.sections import LEAGUE, QUOTED, ordered, sections
from standout.report.slim import slim
from standout.report.steps import steps
from standout.report.week_text import heading
from standout.words import FIRST, language, say

if TYPE_CHECKING:
    from standout.charts.chart import Picture

__all__ = ["body_digest", "embedded", "environment", "intact", "page_digest", "render", "sheet"]

Draw = Callable[[Mapping[str, Any]], str]
"""What gives a specification of a picture as SVG."""
TALLEST = 1.65
"""How much higher than wide a picture on the front may be, to be read there."""
TRIED = 3
"""How many answers can be tried with more reviews."""


_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def render(brief: Brief, draw: Draw = svg) -> str:
    """Give a brief as one self-contained HTML page: the front, and everything behind it folded.

    Parameters
    ----------
    brief : Brief
        What was asked, what was found, what was read.
    draw : callable
        What gives a picture as SVG.

    Returns
    -------
    str
        HTML with its styles, pictures and evidence inside; ``embedded`` reads the evidence back.

    """
    return sealed(_page(brief, draw, behind=True), _evidence(brief))


def sheet(brief: Brief, draw: Draw = svg) -> str:
    """Give the front of a brief alone, as it is printed; it holds no evidence."""
    return _page(brief, draw, behind=False)


def _page(brief: Brief, drawn_by: Draw, *, behind: bool) -> str:
    chapters = ordered(brief.chapters)
    findings = [finding for chapter in chapters for finding in chapter.findings]
    names = _names(brief)
    tried = _tried(chapters) if behind else []
    script = what_if.script() if tried else Markup("")
    page = environment(names).get_template("brief.html")
    first, draw = front(brief, names), _drawing(brief, drawn_by)
    picture, drawn = _pictured(first.pictures, draw)
    return page.render(
        brief=brief,
        front=first,
        picture=picture and replace(picture, alt=picture.alt.removesuffix(say("chart.in_table")).rstrip()),
        drawn=Markup(drawn),  # noqa: S704  our own drawing, its texts escaped
        behind=behind,
        chapters=chapters,
        sections=sections(brief, names) if behind else (),
        quotes=(QUOTES, QUOTED),
        steps=steps(findings, brief.inventory.held),
        reasons=known.reasons(brief.inventory.rejects),
        rejected=sum(file.rejected for file in brief.inventory.files),
        records=sum(file.records for file in brief.inventory.files),
        known=known,
        title=heading,
        svg=draw,
        qr=inline,
        accent=ACCENT,
        policy=_policy(brief, scripted=bool(tried)),
        tried=tried,
        what_if_words=what_if.words,
        script=script,
    )


def _tried(chapters: Sequence[Chapter]) -> list[Mapping[str, Any]]:
    """Give what more reviews could make of the first answers of the league that can be tried."""
    rows = (row for chapter in chapters if chapter.question == LEAGUE for row in chapter.what_if if row)
    return list(islice(rows, TRIED))


def _drawing(brief: Brief, drawn_by: Draw) -> Draw:
    """Give what draws a picture in the owner's colours, each picture once."""
    drawn: dict[int, str] = {}

    def draw(spec: Mapping[str, Any]) -> str:
        if id(spec) not in drawn:
            drawn[id(spec)] = coloured(slim(drawn_by(spec)), brief.brand)
        return drawn[id(spec)]

    return draw


def _pictured(pictures: Sequence[Picture], draw: Draw) -> tuple[Picture | None, str]:
    """Give the first picture that isn't too tall for a column of the front, and its drawing."""
    for picture in pictures:
        for spec in filter(None, (picture.narrow, picture.spec)):
            drawn = draw(spec)
            [(wide, high)] = _SIZE.findall(drawn.partition(">")[0])
            if float(high) <= TALLEST * float(wide):
                return picture, drawn
    return None, ""


def _policy(brief: Brief, *, scripted: bool) -> str:
    """Give what a browser may do with the page: style it, and run the one script whose digest is named."""
    may = ["default-src 'none'", "style-src 'unsafe-inline'"]
    if brief.brand.logo:
        may.append("img-src data:")
    if scripted:
        may.append(f"script-src '{what_if.script_hash()}'")
    return "; ".join(may)


def _evidence(brief: Brief) -> dict[str, Any]:
    return {
        "schema": 1,
        "business": brief.business,
        "rivals": list(brief.rivals),
        "as_of": brief.as_of and brief.as_of.isoformat(),
        "version": brief.version,
        "check": brief.check,
        "week": brief.week.week if brief.week else "",
        "front": {name: getattr(brief.brand, name) for name in ("title", "text", "link")},
        "logo": bool(brief.brand.logo),
        "chapters": [_chapter(chapter) for chapter in brief.chapters],
        **({} if language() == FIRST else {"language": language()}),
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
