"""Chats: an exported WhatsApp chat as who wrote to whom on which day.

Takes    the lines of the file; of each only the day and who wrote
Makes    a record for each day and pair: of two people a day one wrote, in a group a day one wrote after another
Never    a word of what was written: it is passed over as the file is read, and stands in no table and no error
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("chat day", "chat from", "chat to")
LOOKED_AT = 30
"""Lines that are looked at to tell a chat from another text."""

_MARKS = "\ufeff\u200e\u200f\u202a\u202c"
_LINE = re.compile(
    r"\[?(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{2,4}),?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[AaPp]\.?\s?[Mm]\.?)?\]?\s*(?:[-\u2013]\s+)?(?P<rest>.*)"
)
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
    dated = [found["rest"] for line in lines if (found := _LINE.match(line.lstrip(_MARKS)))]
    return bool(dated) and bool(_LINE.match(lines[0].lstrip(_MARKS))) and any(_WHO.match(rest) for rest in dated)


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
    said = list(_said(lines))
    owner = _owner({who for _, _, who in said}, path)
    people = {who for _, _, who in said}
    spoken = [(line, day, "" if who == owner else who) for line, day, who in said]
    others = {"" if who == owner else who for who in people}
    answers = _of_two(spoken, others) if len(others) <= 2 else _of_group(spoken)
    found: dict[tuple[str, str, str], Exchange] = {}
    for one in answers:
        found.setdefault((one.day, one.who, one.to), one)
    return list(found.values())


def _said(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Give the line, the day and the name of every message; lines of the program itself name nobody."""
    for number, line in enumerate(lines, 1):
        found = _LINE.match(line.lstrip(_MARKS))
        spoken = _WHO.match(found["rest"]) if found else None
        if found and spoken:
            yield number, found["day"], spoken["who"].strip(f"{_MARKS}~ \u202f\xa0")


def _owner(people: set[str], path: Path) -> str | None:
    """Give who of two is the owner: the one whom the file's name doesn't name; None where that can't be told."""
    place = path.as_posix().casefold()
    named = {who for who in people if who.casefold() in place}
    left = people - named
    return next(iter(left)) if len(people) == 2 and len(left) == 1 else None


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
