"""Front: the one page: what customers say, what we are best at, what to do, and what isn't known yet.

Every text is cut to the room its place has on the smaller of A4 and Letter in each direction, so the page is one
page whatever a workspace holds; what is cut off stands behind it, in full.

Unit     pixels at 96 to the inch; a line is as high as `front.css` sets it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from standout import registry
from standout.charts.league import draw
from standout.charts.look import clean
from standout.finding import Finding, Needed
from standout.report.answers import LONGEST, divided, shown
from standout.report.chapter import Brief, Chapter
from standout.report.cut import cut, filled, listed
from standout.report.sections import LEAGUE, ordered
from standout.report.steps import step
from standout.report.week_text import heading as play_heading
from standout.words import say

if TYPE_CHECKING:
    from standout.charts.chart import Picture

FULL, LEFT, HALF, THIRD, NOTE, LOGO = 688.0, 362.0, 310.0, 212.0, 570.0, 175.0
"""How wide a line is: over the page, in its left column, in a half and in a third of it, at its foot; and
what a logo takes of it."""
SMALL, BODY, HEAD = 10.0, 12.0, 20.0
"""How large letters are: at the foot, in the text, and in the answer itself."""
HEARD = ("praises", "asks", "complains")
"""What people were heard to do, in the order it is told."""
WANTS, AIM, WORDS = "wants", "strategy", "story"
PLAYS, UNKNOWN, ALSO = 3, 2, 2
ROWS = 9
"""How many businesses a picture has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What most people praise, ask for or complain of: the thing, how many do, in whose words, and what comes next."""

    heard: str
    head: str
    thing: str = ""
    many: str = ""
    quote: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A play in short: what, how long it takes, and the words to use."""

    what: str
    takes: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What can't be told yet, and the cheapest step to it."""

    what: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Everything the first page says, each text as long as its place allows.

    ``pictures`` may stand on it, the first one that isn't too tall does.  ``foot`` are pairs of a label and what is
    printed.
    """

    title: str
    text: str
    voices: Sequence[Voice]
    verdict: str
    badge: str
    headline: str
    more: str
    pictures: Sequence[Picture]
    week: str
    plays: Sequence[Doing]
    week_note: str
    aim: Sequence[str]
    words: str
    unknown: Sequence[Unknown]
    foot: Sequence[tuple[str, str]]


def front(brief: Brief, names: Iterable[str]) -> Front:
    """Give the first page of a brief; ``names`` may stand in its sentences."""
    chapters = {chapter.question: chapter for chapter in ordered(brief.chapters)}
    known = list(names)
    verdict, badge, headline, more = _best(chapters, known)
    plays = _plays(brief)
    beside = FULL - LOGO if brief.brand.logo else FULL
    return Front(
        title=cut(brief.brand.title or say("brief.heading"), 1, beside, 14),
        text=cut(brief.brand.text, 2, beside, BODY),
        voices=[_voice(heard, chapters.get(WANTS), known) for heard in HEARD],
        verdict=verdict, badge=badge, headline=headline, more=more,
        pictures=_pictures(chapters), week=_week_head(brief), plays=plays, week_note=_week_note(brief, plays),
        aim=_aim(chapters.get(AIM)), words=_words(chapters.get(WORDS)),
        unknown=_unknown(chapters.values()), foot=_foot(brief, list(chapters.values())),
    )  # fmt: skip


def _best(chapters: Mapping[str, Chapter], names: Sequence[str]) -> tuple[str, str, str, str]:
    """Give the verdict, its badge, what we are best at in one sentence, and of whom and when it speaks."""
    league = chapters.get(LEAGUE)
    if league is None or not league.findings:
        verdict = "not_enough"
        return verdict, say(f"brief.verdict.{verdict}"), say("brief.nothing"), ""
    [first] = shown(league.findings[:1], names)
    return first.verdict, first.badge, cut(first.headline, 3, FULL, HEAD), cut(first.more, 2, FULL, BODY)


def _voice(heard: str, chapter: Chapter | None, names: Sequence[str]) -> Voice:
    """Give what most people were heard to say of one kind; quoted whole or not at all."""
    head = say(f"brief.front.{heard}")
    told = [one for one in chapter.findings if one.verdict != "not_enough"] if chapter else []
    there = [one for one in told if one.facts.get("heard") == heard]
    if not there:
        return Voice(heard=heard, head=head, many=cut(say("brief.front.no_voice"), 3, THIRD, BODY))
    first, *others = there
    quotes = (quote for quote in map(clean, first.quotes) if 0 < len(quote) <= LONGEST)
    quote = next((one for one in quotes if filled(f"“{one}”", THIRD - 10, BODY) <= 3), "")
    things = [clean(str(one.facts.get("want") or one.aspect)) for one in others[:ALSO]]
    also = cut(say("brief.front.also", things=things), 1, THIRD - 10, BODY) if things else ""
    return Voice(
        heard=heard, head=head, thing=cut(str(first.facts.get("want") or first.aspect), 2, THIRD, 14),
        many=_many(first, names), quote=quote, also=also,
    )  # fmt: skip


def _many(finding: Finding, names: Sequence[str]) -> str:
    people, of = finding.facts.get("reviewers"), finding.facts.get("of")
    if isinstance(people, int) and isinstance(of, int):
        return say("brief.front.people", n=people, of=of)
    return cut(divided(finding.sentence, "", names)[0], 2, THIRD, BODY)


def _pictures(chapters: Mapping[str, Chapter]) -> list[Picture]:
    """Give the pictures that may stand on it, who stands where first, drawn anew where it has more rows than fit."""
    league = chapters.get(LEAGUE)
    there = [one for chapter in [*([league] if league else []), *chapters.values()] for one in chapter.pictures]
    if league and there and there[0].name == "league" and len(there[0].rows) > ROWS:
        return [*draw(league.findings, league.table, ROWS - 2)[:1], *there[1:]]
    return there


def _week_head(brief: Brief) -> str:
    if brief.week and brief.week.plays:
        return say("brief.front.week", week=brief.week.week, minutes=brief.week.minutes)
    return say("brief.front.no_week")


def _plays(brief: Brief) -> list[Doing]:
    found = []
    for play in brief.week.plays[:PLAYS] if brief.week else ():
        takes = say("brief.week.takes_alone", minutes=play.minutes)
        words = cut(play.message, 2, LEFT - 14, BODY)
        found.append(Doing(what=cut(play_heading(play), 1, LEFT - 85, BODY), takes=takes, words=words))
    return found


def _week_note(brief: Brief, plays: Sequence[Doing]) -> str:
    """Say what keeps the plan short, or how to make one."""
    if brief.warning:
        return cut(brief.warning, 5, LEFT, BODY)
    if plays:
        return ""
    notes = brief.week.notes if brief.week else ()
    return cut(" ".join(notes) or say("brief.front.plan"), 8, LEFT, BODY)


def _aim(chapter: Chapter | None) -> list[str]:
    """Give what we want, then the way that fits it best."""
    if chapter is None or not chapter.findings:
        return []
    first, *others = chapter.findings
    ways = [one for one in others if one.facts.get("strategy") and one.verdict in ("yes", "probably", "close")]
    return [cut(one.sentence, lines, LEFT, BODY) for one, lines in zip((first, *ways[:1]), (2, 3), strict=False)]


def _words(chapter: Chapter | None) -> str:
    return cut(chapter.findings[0].sentence, 2, LEFT, BODY) if chapter and chapter.findings else ""


def _unknown(chapters: Iterable[Chapter]) -> list[Unknown]:
    """Give what isn't known yet, the soonest answered first, one of each question."""
    found: list[tuple[tuple[bool, int, int], Finding, Needed]] = []
    for chapter in chapters:
        asks = [(one, one.needed) for one in chapter.findings if one.verdict == "not_enough" and one.needed]
        if asks:
            one, needed = min(asks, key=lambda ask: _cost(ask[1]))
            found.append((_cost(needed), one, needed))
    badge = say("brief.verdict.not_enough")
    return [
        Unknown(what=cut(divided(one.sentence, badge)[0], 2, HALF, BODY), step=cut(step(one, needed), 2, HALF, BODY))
        for _, one, needed in sorted(found, key=lambda held: held[0])[:UNKNOWN]
    ]


def _cost(needed: Needed) -> tuple[bool, int, int]:
    """Give how long it takes, what nobody knows the days of last, then how many more it takes."""
    return needed.days is None, needed.days or 0, needed.more


def _foot(brief: Brief, chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    """Give what the page rests on: day, whom it is about, filters, rows, version, fingerprints."""
    made = say("brief.front.made", version=brief.version)
    check = brief.check or say("brief.front.check")
    parts = {
        "as_of": say("brief.front.as_of", day=brief.as_of, made=made) if brief.as_of else "",
        "scope": _scope(brief), "filters": _filters(chapters), "rows": _rows(brief),
        "prints": ", ".join(f"{one.question} {one.fingerprint}" for one in chapters),
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
    """Give the settings that aren't as they come, each once."""
    questions = registry.catalogue("standout.questions", "QUESTION")
    found: dict[str, None] = {}
    for chapter in chapters:
        known = questions.get(chapter.question)
        defaults = {one.name: one.default for one in known.settings} if known else {}
        for name, value in sorted(chapter.evidence.settings.items()):
            if name not in defaults or value != defaults[name]:
                found[f"{chapter.question} {name} = {clean(str(value))}"] = None
    if not found:
        return say("brief.front.no_filter")
    kept, left = listed(list(found), 2, NOTE - 60, SMALL, " " * 16)
    return ", ".join([*kept, say("brief.front.more_filters", n=left)] if left else kept)


def _rows(brief: Brief) -> str:
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
