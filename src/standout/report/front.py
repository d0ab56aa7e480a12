"""Front: the one page: what customers say, what we are best at, what to do, and what isn't known yet.

Every text is cut to the room its place has on the smaller of A4 and Letter in each direction, so the page is one
page whatever a workspace holds; what is cut off stands behind it, in full.  Words to be said are never cut: they stand
there whole, or it says where they are.  Where nothing could be told yet, it says what was read and what to do first.

Unit     pixels at 96 to the inch; a line is as high as `front.css` sets it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standout.charts.league import draw
from standout.charts.look import clean
from standout.finding import Finding, Needed
from standout.report.answers import LONGEST, divided, shown
from standout.report.chapter import Brief, Chapter
from standout.report.cut import cut, filled
from standout.report.front_foot import foot, rows_read
from standout.report.sections import LEAGUE, ordered
from standout.report.steps import step, steps
from standout.report.week_text import heading as play_heading
from standout.words import say

if TYPE_CHECKING:
    from standout.charts.chart import Picture

FULL, LEFT, HALF, THIRD, LOGO = 688.0, 362.0, 310.0, 212.0, 175.0
"""How wide a line is: over the page, in its left column, in a half and in a third of it; and what a logo takes."""
BODY, HEAD, HEADLINE = 12.0, 20.0, 3
"""How large letters are: in the text, and in the answer itself; and how many lines that may take."""
LINE, GAP, NEXT, LARGE = 16.2, 2.7, 10.7, 24.4
"""How high a line of text is and what follows a paragraph, what stands before a section, and a line of the answer."""
COLUMN, VOICE, QUIET = 378.0, 125.0, 14.4
"""How high the picture's column is, a voice at most, and a line of what is said beside it."""
HEARD = ("praises", "asks", "complains")
"""What people were heard to do, in the order it is told."""
WANTS, AIM, WORDS = "wants", "strategy", "story"
PLAYS, UNKNOWN, ALSO, OPEN = 3, 2, 2, 4
YEAR = 365
ROWS = 6
"""How many rows a picture has room for in letters that can be read on paper."""


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
    """A play in short: what, how long it takes, and the words to use, whole; ``there`` says where they are else."""

    what: str
    takes: str
    words: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What can't be told yet, and the cheapest step to it."""

    what: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Everything the first page says, each text as long as its place allows.

    ``pictures`` may stand on it, the first one that isn't too tall does.  ``foot`` are pairs of a label and what is
    printed.  ``voices`` are none where nobody was heard.  ``read`` and ``first`` are said in place of all that where
    nothing could be told yet: what was read, and what to do first.
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
    read: str = ""
    first: Sequence[str] = ()


def front(brief: Brief, names: Iterable[str]) -> Front:
    """Give the first page of a brief; ``names`` may stand in its sentences."""
    chapters = {chapter.question: chapter for chapter in ordered(brief.chapters)}
    known = list(names)
    voices = [_voice(heard, chapters.get(WANTS), known) for heard in HEARD]
    if _thin(brief, chapters, voices):
        return _first_page(brief, chapters)
    verdict, badge, headline, more = _best(chapters, known)
    aim, words = _aim(chapters.get(AIM)), _words(chapters.get(WORDS))
    plays, aim, words = _fitted(brief, aim, words, COLUMN + _spare(headline, voices))
    return Front(
        title=_title(brief), text=_own(brief), voices=voices if any(one.thing for one in voices) else (),
        verdict=verdict, badge=badge, headline=headline, more=more,
        pictures=_pictures(chapters), week=_week_head(brief), plays=plays, week_note=_week_note(brief, plays),
        aim=aim, words=words, unknown=_unknown(chapters.values()), foot=foot(brief, list(chapters.values())),
    )  # fmt: skip


def _beside(brief: Brief) -> float:
    return FULL - LOGO if brief.brand.logo else FULL


def _title(brief: Brief) -> str:
    return cut(brief.brand.title or say("brief.heading"), 1, _beside(brief), 14)


def _own(brief: Brief) -> str:
    """Give the owner's own text, named as such: nothing checks it."""
    text, title = brief.brand.text, brief.brand.title
    if not text:
        return cut(say("brief.front.own_title"), 2, _beside(brief), BODY) if title else ""
    return cut(say("brief.front.own_both" if title else "brief.front.own_text", text=text), 2, _beside(brief), BODY)


def _thin(brief: Brief, chapters: Mapping[str, Chapter], voices: Sequence[Voice]) -> bool:
    """Whether nothing can be told yet: no first place in sight, nobody heard, nothing planned and nothing drawn."""
    league = chapters.get(LEAGUE)
    judged = league is not None and any(one.verdict != "not_enough" for one in league.findings)
    drawn = any(chapter.pictures for chapter in chapters.values())
    return not (
        judged or drawn or brief.warning or any(one.thing for one in voices) or (brief.week and brief.week.plays)
    )


def _first_page(brief: Brief, chapters: Mapping[str, Chapter]) -> Front:
    """Give the page of a place that few have written of yet: what was read, what to do first, and what is open."""
    findings = [one for chapter in chapters.values() for one in chapter.findings]
    others = [chapter for name, chapter in chapters.items() if name != WORDS]
    first = [cut(one, 4, FULL, BODY) for one in steps(findings, brief.inventory.held)]
    return Front(
        title=_title(brief), text=_own(brief), voices=(), verdict="not_enough",
        badge=say("brief.verdict.not_enough"), headline=say("brief.nothing"), more="", pictures=(), week="", plays=(),
        week_note="", aim=(), words="", unknown=_unknown(others, OPEN),
        foot=foot(brief, list(chapters.values()), short=True), read=rows_read(brief), first=first,
    )  # fmt: skip


def _best(chapters: Mapping[str, Chapter], names: Sequence[str]) -> tuple[str, str, str, str]:
    """Give the verdict, its badge, what we are best at in one sentence, and of whom and when it speaks."""
    league = chapters.get(LEAGUE)
    if league is None or not league.findings:
        verdict = "not_enough"
        return verdict, say(f"brief.verdict.{verdict}"), say("brief.nothing"), ""
    [first] = shown(league.findings[:1], names)
    if first.verdict == "not_enough":
        whole = f"{first.headline} {first.more}".strip()
        return first.verdict, first.badge, say("brief.front.open"), cut(whole, 3, FULL, BODY)
    headline = cut(first.headline, HEADLINE, FULL, HEAD)
    lines = 2 if filled(headline, FULL, HEAD) == HEADLINE else 3
    return first.verdict, first.badge, headline, cut(first.more, lines, FULL, BODY)


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
        return say(
            "brief.front.people_english" if finding.facts.get("unread") else "brief.front.people", n=people, of=of
        )
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


def _spare(headline: str, voices: Sequence[Voice]) -> float:
    """Give how much room the top of the page leaves to what is below it."""
    lines = HEADLINE - filled(headline, FULL, HEAD)
    # a headline of less than three lines gives one of them to the text after it
    top = lines * LARGE - (LINE if lines else 0)
    return max(0.0, top) + max(0.0, VOICE - max((_high(one) for one in voices), default=0.0))


def _high(voice: Voice) -> float:
    """Give how high a voice is below its heading."""
    quote = filled(f"“{voice.quote}”", THIRD - 10, BODY) * LINE + 2 * GAP if voice.quote else 0.0
    also = QUIET + GAP if voice.also else 0.0
    thing = filled(voice.thing, THIRD, 14) * 18.2 if voice.thing else 0.0
    return thing + filled(voice.many, THIRD, BODY) * QUIET + GAP + quote + also


def _fitted(
    brief: Brief, aim: Sequence[str], words: str, room: float
) -> tuple[list[Doing], list[str], str]:  # fmt: skip
    """Give plays, aim and words as far as there is room: words to be said whole, the other things cut first."""
    plays = list(brief.week.plays[:PLAYS]) if brief.week else []
    heads = [
        Doing(
            what=cut(play_heading(one), 1, LEFT - 85, BODY), takes=say("brief.week.takes_alone", minutes=one.minutes),
            there=say("brief.front.words_in_plan"),
        )
        for one in plays
    ]  # fmt: skip
    room -= LINE + GAP + len(plays) * 2 * (LINE + GAP)  # with a line each that says where the words are
    kept = list(aim[:1])
    room -= sum(_lines(one, LEFT) for one in kept) + (NEXT + LINE + GAP if kept else 0)
    for at, play in enumerate(plays):
        said = clean(play.message)
        more = _lines(said, LEFT - 14) - LINE - GAP
        if said and more <= room:
            heads[at] = replace(heads[at], words=said, there="")
            room -= max(0.0, more)
    for way in aim[1:]:
        if _lines(way, LEFT) <= room:
            kept.append(way)
            room -= _lines(way, LEFT)
    tells = bool(words) and NEXT + LINE + GAP + _lines(words, LEFT) <= room
    return heads, kept, words if tells else ""


def _lines(text: str, width: float) -> float:
    """Give how high a paragraph is."""
    return filled(text, width, BODY) * LINE + GAP


def _week_note(brief: Brief, plays: Sequence[Doing]) -> str:
    """Say what keeps the plan short, or how to make one."""
    if brief.warning:
        return cut(brief.warning, 5, LEFT, BODY)
    if plays:
        return ""
    notes = brief.week.notes if brief.week else ()
    return cut(" ".join(notes) or say("brief.front.plan"), 8, LEFT, BODY)


def _aim(chapter: Chapter | None) -> list[str]:
    """Give what we want, then the way that fits it best, with how sure that is."""
    if chapter is None or not chapter.findings or chapter.findings[0].verdict == "not_enough":
        return []
    first, *others = chapter.findings
    ways = [one for one in others if one.facts.get("strategy") and one.verdict in ("yes", "probably")]
    return [cut(first.sentence, 2, LEFT, BODY), *(cut(_sure(one), 3, LEFT, BODY) for one in ways[:1])]


def _sure(finding: Finding) -> str:
    """Give a finding's sentence, its verdict before it where that isn't yes."""
    badge = say(f"brief.verdict.{finding.verdict}")
    plain = finding.verdict == "yes" or finding.sentence.startswith(badge)
    return finding.sentence if plain else say("brief.front.so_far", badge=badge, text=finding.sentence)


def _words(chapter: Chapter | None) -> str:
    told = [one for one in chapter.findings[:1] if one.verdict != "not_enough"] if chapter else []
    return cut(told[0].sentence, 2, LEFT, BODY) if told else ""


def _unknown(chapters: Iterable[Chapter], most: int = UNKNOWN) -> list[Unknown]:
    """Give what isn't known yet, the soonest answered first, one of each question."""
    found: list[tuple[tuple[int, int], Finding, Needed]] = []
    for chapter in chapters:
        asks = [(one, one.needed) for one in chapter.findings if one.verdict == "not_enough" and one.needed]
        if asks:
            one, needed = min(asks, key=lambda ask: _cost(ask[1]))
            found.append((_cost(needed), one, needed))
    badge = say("brief.verdict.not_enough")
    return [
        Unknown(what=cut(divided(one.sentence, badge)[0], 2, HALF, BODY), step=cut(step(one, needed), 3, HALF, BODY))
        for _, one, needed in sorted(found, key=lambda held: held[0])[:most]
    ]


def _cost(needed: Needed) -> tuple[int, int]:
    """Give how long it takes, a year where nobody knows, then how many more it takes."""
    return YEAR if needed.days is None else needed.days, needed.more
