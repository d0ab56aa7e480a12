"""Chats: an exported WhatsApp chat as who wrote to whom on which day.

Takes    the lines of the file; of each only the day and who wrote
Makes    a record for each day and pair: of two people a day one wrote, in a group a day one wrote after another
Rule     a message begins as the file's first line does: with its day in brackets, or with a dash behind it
Nobody   is who only stands in a line of the program itself, as in ``Maria changed the subject to "Trip: Rome"``
Never    a word of what was written: it is passed over as the file is read, and stands in no table and no error
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("chat day", "chat from", "chat to")
LOOKED_AT = 30
"""Lines that are looked at to tell a chat from another text."""

ALL_APART = 4
"""As many speakers, and none who speaks twice, are the dated lines of a list or a diary and no chat."""

_MARKS = "\ufeff\u200e\u200f\u202a\u202c"
_WHEN = r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{2,4}),?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_BRACKETS = re.compile(rf"(?P<when>\[{_WHEN}\])\s+(?P<rest>.*)")
_DASH = re.compile(rf"(?P<when>{_WHEN}\s+[-\u2013])\s+(?P<rest>.*)")
_QUOTED = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d|\u201e[^\u201c\u201d]*[\u201c\u201d]|\u00ab[^\u00bb]*\u00bb')
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_WHO = re.compile(r"\s*(?P<who>[^:]{1,60}?): ")


@dataclass(frozen=True, slots=True)
class Exchange:
    """The line of a day's first message from one to another; ``to`` is empty where it is the owner or nobody named."""

    line: int
    day: str
    who: str
    to: str


def is_chat(head: str) -> bool:
    """Tell whether a text begins as an exported chat does.

    Examples
    --------
    >>> is_chat("13/6/2026, 12:34 - Maria: hello\\n13/6/2026, 12:35 - Bo: hi\\n"), is_chat("Date,Name\\n1/2/2026,Bo\\n")
    (True, False)

    """
    lines = [line for line in head.splitlines()[:LOOKED_AT] if line.strip()]
    dated = [found["rest"] for line in lines if (found := _begun(line))]
    speakers = Counter(found["who"] for rest in dated if (found := _WHO.match(rest)))
    apart = len(speakers) >= ALL_APART and max(speakers.values()) == 1 and len(dated) == len(speakers)
    return bool(speakers) and bool(_begun(lines[0])) and not apart


def _begun(line: str) -> re.Match[str] | None:
    """Give the day of a message and what stands behind it, None where the line begins none."""
    plain = line.lstrip(_MARKS)
    return _BRACKETS.match(plain) or _DASH.match(plain)


def _form(when: str) -> str:
    """Give how a day and time are written, whichever they are: ``0/0/0, 0:0 -``."""
    return re.sub(r"\d+", "0", re.sub(r"[AaPp](\.?)\s?[Mm]\.?", "a", re.sub(r"\s+", " ", when)))


def exchanges(lines: Iterable[str], path: Path) -> list[Exchange]:
    """Give who wrote to whom on which day, each once.

    Parameters
    ----------
    lines : iterable of str
        Of the file.
    path : Path
        The file; its name tells who the other is, as in ``WhatsApp Chat with Maria.txt``.

    Examples
    --------
    >>> told = ["13/6/2026, 12:34 - Maria: hello", "13/6/2026, 12:35 - Bo: hi", "and more"]
    >>> [(one.who, one.to) for one in exchanges(told, Path("WhatsApp Chat with Maria.txt"))]
    [('Maria', ''), ('', 'Maria')]

    """
    said = _people_of(list(_said(lines)))
    owner = _owner({who for _, _, who in said}, path)
    people = {who for _, _, who in said}
    spoken = [(line, day, "" if who == owner else who) for line, day, who in said]
    others = {"" if who == owner else who for who in people}
    answers = _of_two(spoken, others) if len(others) <= 2 else _of_group(spoken)
    found: dict[tuple[str, str, str], Exchange] = {}
    for one in answers:
        found.setdefault((one.day, one.who, one.to), one)
    return list(found.values())


def _said(lines: Iterable[str]) -> Iterator[tuple[int, str, str, bool]]:
    """Give the line, the day, the name and the mark of every message; a dated line of another form is its text."""
    form = ""
    for number, line in enumerate(lines, 1):
        found = _begun(line)
        form = form or (_form(found["when"]) if found else "")
        spoken = _WHO.match(found["rest"]) if found and _form(found["when"]) == form else None
        if found and spoken:
            marked = found["rest"][spoken.end() :].startswith("\u200e")
            yield number, found["day"], spoken["who"].strip(f"{_MARKS}~ \u202f\xa0"), marked


def _people_of(said: list[tuple[int, str, str, bool]]) -> list[tuple[int, str, str]]:
    """Give what people said: without the program's own lines, and without those it puts in the name of the group."""
    times = Counter(who for _, _, who, _ in said)
    open_ = {who for who in times if _QUOTES.search(_QUOTED.sub("", who))}
    told = {who for who in times if times[who] == 1 and any(_goes_on(who, other) for other in times)}
    groups = set(times) - {who for _, _, who, marked in said if not marked}
    others = set(times) - open_ - told
    nobody = open_ | told | (groups if len(others - groups) > 1 else set())
    return [(line, day, who) for line, day, who, _ in said if who not in nobody]


def _goes_on(who: str, other: str) -> bool:
    """Tell whether a name is another's with words behind it, as of somebody who did something."""
    behind = who.removeprefix(f"{other} ")
    return behind != who and behind[:1].isalpha() and not behind[:1].isupper()


def _owner(people: set[str], path: Path) -> str | None:
    """Give who of two is the owner: the one whom the file's name doesn't name; None where that can't be told."""
    for place in (path.name, path.parent.name):  # a chat that was unpacked is called _chat.txt, its folder after them
        left = {who for who in people if not re.search(rf"(?<!\w){re.escape(who)}(?!\w)", place, re.IGNORECASE)}
        if len(people) == 2 and len(left) == 1:
            return next(iter(left))
    return None


def _of_two(spoken: Iterable[tuple[int, str, str]], people: set[str]) -> Iterator[Exchange]:
    for line, day, who in spoken:
        other = next(iter(people - {who}), "")
        if who != other:
            yield Exchange(line, day, who, other)


def _of_group(spoken: Iterable[tuple[int, str, str]]) -> Iterator[Exchange]:
    """Give who wrote right after whom on one day; so a group of fifty doesn't tie everybody to everybody."""
    last_day, last = "", ""
    for line, day, who in spoken:
        if day == last_day and who != last:
            yield Exchange(line, day, who, last)
        last_day, last = day, who
