"""Mailboxes: an mbox file as who wrote to whom on which day, from the headers of its messages.

Takes    of each message From, To, Cc and Date, and what says that a program sent it
Makes    a record for each day and pair; the owner is left blank
Owner    the address the headers say the mailbox is of, else the one that stands in more messages than any other;
         where two stand in equally many and no header tells, neither is
Turned away    newsletters, messages of programs, and what went to more than a dozen people; what can't be read
Never    a subject or a body: they are passed over as the file is read, and stand in no table and no error
Source   RFC 4155 for mbox, RFC 5322 for headers, RFC 2919 and 3834 for what programs send
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import getaddresses, parsedate_to_datetime

COLUMNS = ("mail day", "mail from", "mail to")
MOST_TO = 12
"""What went to more people than these is a mailing."""

OWNED = 0.5
"""The share of messages from which an address is the owner's."""

LONGEST = 20_000
"""Characters of a header that are looked at; a dozen addresses take far fewer."""

_READ = ("from", "to", "cc", "date", "list-id", "list-unsubscribe", "auto-submitted", "precedence", "delivered-to",
         "return-path", "x-gmail-labels")  # fmt: skip
_HEADER = re.compile(r"^([!-9;-~]+):[ \t]*(.*)$")
_BEGINS = re.compile(
    rb"From (?:.* )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2} +\d{4}) +\d{1,2}:\d\d"
)
_PROGRAM = re.compile(r"^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its line, day, writer and readers, as addresses; ``mailing`` where a program or a list sent it.

    ``whose`` is the address its headers say the mailbox is of, if they do; ``arrived`` is whether it came from outside.
    """

    line: int
    day: str
    who: str
    to: tuple[str, ...]
    mailing: bool
    whose: str = ""
    arrived: bool = False


def is_mailbox(head: bytes) -> bool:
    """Tell whether a file begins as an mbox does.

    Examples
    --------
    >>> is_mailbox(b"From a@b.example Mon Jan  5 10:00:00 2026\\nFrom: a@b.example\\n"), is_mailbox(b"From,To\\n")
    (True, False)

    """
    return bool(_BEGINS.match(head)) and bool(re.match(rb"From [^\n]*\n(?:>?[!-9;-~]+:[^\n]*\n)", head))


def letters(lines: Iterable[bytes]) -> Iterator[Letter]:
    """Give every message in an mbox."""
    held: dict[str, str] = {}
    start, inside, blank = 0, False, True
    for number, raw in enumerate(lines, 1):
        if blank and _BEGINS.match(raw):
            if start:
                yield _letter(start, held)
            start, held, inside, blank = number, {}, True, False
            continue
        blank = not raw.strip()
        if inside and blank:
            inside = False
        elif inside:
            _header(raw.decode("utf-8", errors="replace").rstrip("\r\n"), held)
    if start:
        yield _letter(start, held)


def _header(line: str, held: dict[str, str]) -> None:
    """Keep a header that is read, or go on with the one before; whatever else stands there is passed over."""
    if line[:1] in (" ", "\t"):
        name = held.get("", "")
        if name and len(held[name]) < LONGEST:
            held[name] += f" {line.strip()}"
        return
    found = _HEADER.match(line)
    name = found[1].lower() if found else ""
    held[""] = name if name in _READ else ""
    if found and held[""]:
        if name in ("to", "cc") and len(held.get(name, "")) < LONGEST:
            held[name] = ", ".join(filter(None, (held.get(name), found[2][:LONGEST])))
        elif name not in held or name != "delivered-to":  # the topmost is the last mailbox it was delivered to
            held[name] = found[2][:LONGEST]


def _letter(line: int, held: dict[str, str]) -> Letter:
    who = next(iter(_addresses(held.get("from", ""))), "")
    to = tuple(dict.fromkeys(_addresses(held.get("to", ""), held.get("cc", ""))))
    auto = held.get("auto-submitted", "no").strip().lower() != "no"
    bulk = held.get("precedence", "").strip().lower() in ("bulk", "list", "junk")
    listed = "list-id" in held or "list-unsubscribe" in held
    mailing = auto or bulk or listed or bool(_PROGRAM.match(who)) or len(to) > MOST_TO
    sent = "sent" in re.split(r"\s*,\s*", held.get("x-gmail-labels", "").lower())
    whose = who if sent else next(iter(_addresses(held.get("delivered-to", ""))), "")
    return Letter(line, _day(held.get("date", "")), who, to, mailing, whose, "return-path" in held and not sent)


def _addresses(*cells: str) -> list[str]:
    """Give the addresses in headers; none of a header that can't be read, such as thousands of open brackets."""
    try:
        return [address.lower() for _, address in getaddresses(list(cells)) if "@" in address]
    except (RecursionError, ValueError, IndexError):
        return []


def _day(text: str) -> str:
    """Give the day in a header; the header itself where it holds none, for the day is judged later."""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def owner_of(found: Iterable[Letter]) -> str:
    """Give the address whose mailbox it is, empty where that can't be told.

    It is whom most messages say it is of, by their headers.  Where none says so it is the address that stands in more
    of them than any other, and in half at least.  Of two that stand in equally many it is who got those that came from
    outside: a folder of what was sent to one person looks the same as a folder of what one person sent.
    """
    kept = [letter for letter in found if letter.who]
    counts = Counter(address for letter in kept for address in {letter.who, *letter.to})
    said = Counter(letter.whose for letter in kept if letter.whose in counts)
    if said and (best := _first(said)):
        return best
    got = Counter(address for letter in kept if letter.arrived for address in letter.to)
    best = _first(counts) or _first(Counter({one: got[one] for one in _most(counts)}))
    return best if counts[best] > OWNED * len(kept) else ""


def _most(counts: Counter[str]) -> list[str]:
    most = max(counts.values(), default=0)
    return [one for one, count in counts.items() if count == most]


def _first(counts: Counter[str]) -> str:
    """Give the one that is counted most, empty where that isn't one alone."""
    best = _most(counts)
    return best[0] if len(best) == 1 else ""
