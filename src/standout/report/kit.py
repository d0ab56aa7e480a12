"""Kit: what people need to pass a story on, as files: for the counter, for each of them, and for the owner alone.

Reads    a story that is backed, people who may be contacted, codes that were given out
Makes    ``index.html``    the card for the counter, one sheet of A4 or Letter
         ``pass-on/``      a text and a QR code for each code; no name in any of them
         ``for-you/``      the same people by name, as a page, as lists and as vCards
No row   for anybody who may not be contacted by the channel they were to be asked by
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from standout.charts.look import clean
from standout.report import qr
from standout.report.environment import environment
from standout.report.lists import CHANNELS, Person, Sheet, contactable, message, sheets, vcards
from standout.report.pass_on import PassOn, Terms, credit, pass_on
from standout.words import language, say

COUNTER = "index.html"
PICTURE = "card.svg"
PASS_ON, FOR_YOU = "pass-on", "for-you"
PEOPLE, VCARDS = f"{FOR_YOU}/people.html", f"{FOR_YOU}/people.vcf"
LISTS = {
    "phone": f"{FOR_YOU}/call-list.csv",
    "email": f"{FOR_YOU}/letters.csv",
    "sms": f"{FOR_YOU}/text-messages.csv",
    "in_person": f"{FOR_YOU}/talks.csv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What every page carries: the day it was made, by which version, and a line for the top."""

    made: date
    version: str
    banner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim that may be shown to everybody: the last day it holds, in the words its card allows, and as SVG."""

    until: date
    proof: str
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Files by their path in the kit's folder: texts as they are, and lists to be written as CSV.

    ``one_line`` is the one-line story with the code of the card on the counter.
    """

    texts: Mapping[str, str]
    one_line: str
    lists: Mapping[str, Sheet] = field(default_factory=dict)

    @property
    def public(self) -> dict[str, str]:
        """The texts that are to be passed on; none of them holds a name of a person."""
        return {path: text for path, text in self.texts.items() if not path.startswith(f"{FOR_YOU}/")}


def kit(
    terms: Terms,
    people: Sequence[Person],
    counter: str,
    printed: Print,
    *,
    allowed: Collection[tuple[int, str]],
    claim: Claim | None = None,
    papers: Sequence[str] = (),
) -> Kit:
    """Give the files of a kit.

    Parameters
    ----------
    terms : Terms
        Whose it is, the story as the business and as a friend tells it, the link and the reward.
    people : sequence of Person
        Whom the plan asks; those who may not be contacted that way now are left out.
    counter : str
        The code of the card on the counter.
    printed : Print
    allowed : collection of (person_id, channel)
        Who may be contacted how, now.
    claim : Claim, optional
        What the story claims, where it does.
    papers : sequence of str
        Codes of other paper, such as a neighbour's counter.

    """
    free = contactable(people, allowed)
    on_paper = replace(terms, reward="")  # who passes on the code of a card isn't known, so nobody is rewarded for it
    paper = pass_on(on_paper, counter)
    others = [pass_on(on_paper, code) for code in papers]
    carried = {one.code: pass_on(terms, one.code) for one in free if one.code}
    texts = {COUNTER: _counter(terms, paper, printed, claim, asked=bool(free))}
    if claim and claim.picture:
        texts[PICTURE] = claim.picture
    for one in [paper, *others, *carried.values()]:
        own = "" if one.code in carried else credit(on_paper)
        texts[f"{PASS_ON}/{one.code}.txt"] = plain(one, own)
        texts[f"{PASS_ON}/{one.code}.svg"] = qr.file(one.scan, alt(one))
    if free:
        texts[PEOPLE] = _people(terms, free, carried, printed)
    if cards := vcards(free, allowed):
        texts[VCARDS] = cards
    lists = {LISTS[name]: sheet for name, sheet in sheets(free, allowed, terms).items()}
    return Kit(texts=texts, one_line=paper.one_line, lists=lists)


def plain(one: PassOn, own: str = "") -> str:
    """Give the texts of one code as plain text, to copy from.

    What the business says of itself stands only with the code of a paper, and ``own`` after it; a person has a text
    in their own voice.
    """
    line = f"{one.one_line}\n{own}" if own else ""
    blocks = [("one_line", line), ("text", one.short), ("link", one.link), ("code", one.code)]
    return "\n".join(f"{say(f'kit.head.{name}')}:\n{text}\n" for name, text in blocks if text)


def alt(one: PassOn) -> str:
    """Give what a QR code holds, for those who can't see it."""
    what = say("kit.scan_link", link=one.link) if one.link else say("kit.scan_code", code=one.code)
    return say("kit.picture", what=what)


def _counter(terms: Terms, paper: PassOn, printed: Print, claim: Claim | None, *, asked: bool) -> str:
    said = credit(replace(terms, reward=""))
    return _page("kit.html", terms, printed, paper=paper, head=terms.line, claim=claim, asked=asked, credit=said)


def _people(terms: Terms, people: Sequence[Person], carried: Mapping[str, PassOn], printed: Print) -> str:
    plays: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(people, key=lambda one: CHANNELS.index(one.channel)):
        given = carried.get(one.code)
        shown = {"one": one, "given": given, "message": message(one, terms)}
        plays.setdefault(one.play_id, []).append(shown)
    return _page("kit_people.html", terms, printed, plays=dict(sorted(plays.items())))


def _page(template: str, terms: Terms, printed: Print, **values: Any) -> str:
    page = environment(frozenset({clean(terms.business)})).get_template(template)
    return page.render(terms=terms, printed=printed, inline=qr.inline, alt=alt, language=language(), **values)
