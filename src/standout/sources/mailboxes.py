"""Mailboxes: an mbox file as who wrote to whom on which day, from the headers of its messages.

Takes    of each message From, To, Cc and Date, and what says that a program sent it
Makes    a record for each day and pair; the owner, whose address stands in most messages, is left blank
Turned away    newsletters, messages of programs, and what went to more than a dozen people
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

_READ = ("from", "to", "cc", "date", "list-id", "list-unsubscribe", "auto-submitted", "precedence")
_HEADER = re.compile(r"^([!-9;-~]+):[ \t]*(.*)$")
_BEGINS = re.compile(rb"From \S.*\d{4}")
_PROGRAM = re.compile(r"^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its line, day, writer and readers, as addresses; ``mailing`` where a program or a list sent it."""

    line: int
    day: str
    who: str
    to: tuple[str, ...]
    mailing: bool


def is_mailbox(head: bytes) -> bool:
    """Tell whether a file begins as an mbox does.

    Examples
    --------
    >>> is_mailbox(b"From a@b.example Mon Jan  5 10:00:00 2026\\nFrom: a@b.example\\n"), is_mailbox(b"From,To\\n")
    (True, False)

    """
    return head.startswith(b"From ") and bool(re.match(rb"From [^\n]*\n(?:>?[!-9;-~]+:[^\n]*\n)", head))


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
        if name:
            held[name] += f" {line.strip()}"
        return
    found = _HEADER.match(line)
    name = found[1].lower() if found else ""
    held[""] = name if name in _READ else ""
    if found and held[""]:
        held[name] = f"{held[name]}, {found[2]}" if name in held and name in ("to", "cc") else found[2]


def _letter(line: int, held: dict[str, str]) -> Letter:
    who = next(iter(_addresses(held.get("from", ""))), "")
    to = tuple(dict.fromkeys(_addresses(held.get("to", ""), held.get("cc", ""))))
    auto = held.get("auto-submitted", "no").strip().lower() != "no"
    bulk = held.get("precedence", "").strip().lower() in ("bulk", "list", "junk")
    listed = "list-id" in held or "list-unsubscribe" in held
    program = bool(_PROGRAM.match(who))
    return Letter(line, _day(held.get("date", "")), who, to, auto or bulk or listed or program or len(to) > MOST_TO)


def _addresses(*cells: str) -> list[str]:
    return [address.lower() for _, address in getaddresses(list(cells)) if "@" in address]


def _day(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return text


def owner_of(found: Iterable[Letter]) -> str:
    """Give the address that stands in most messages, empty where none stands in half of them.

    Of two that stand in equally many it is the one that more messages went to: whose mailbox it is gets them all.
    """
    kept = [letter for letter in found if letter.who]
    counts = Counter(address for letter in kept for address in {letter.who, *letter.to})
    got = Counter(address for letter in kept for address in letter.to)
    best = max(counts, key=lambda address: (counts[address], got[address], address), default="")
    return best if counts[best] > OWNED * len(kept) else ""
