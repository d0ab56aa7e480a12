"""Digest: a week in one mail: what came of the last plays, what to do now, one thing learnt, and what needs a look.

It names no person: plays say how many people they are for.  The words to use are those of the owner's own plan.
The same week gives the same bytes; the mail is dated by its Monday.

Source   RFC 5322 and RFC 2046: a message, its text first, the same as a page after it
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from standout.charts.look import clean
from standout.errors import SettingError
from standout.plan.play import Week
from standout.report.environment import environment
from standout.report.week_text import heading, week_text
from standout.words import language, say

NOBODY = "standout@localhost.invalid"
"""Who a mail is from, where nobody is named; RFC 2606 keeps such an address from being anybody's."""
HOUR = time(8, tzinfo=UTC)
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a week's mail says.

    Attributes
    ----------
    name : str
        Of the week, such as ``2026-W48``.
    business : str
    week : Week
        The plan.
    alarms : sequence of str
        What needs a look before anything else.
    missed : str
        That weeks went by without a mail; empty where none did.
    learnt, unused : str
        One thing that was not in a mail before, and the finding that has lain longest.
    folder : str
        The workspace, as typed in a command.
    subject, text, to : str
        The owner's own; ours where empty.
    banner : str
        A line for the top.

    """

    name: str
    business: str
    week: Week
    alarms: Sequence[str] = ()
    missed: str = ""
    learnt: str = ""
    unused: str = ""
    folder: str = ""
    currency: str = ""
    subject: str = ""
    text: str = ""
    to: str = ""
    banner: str = ""

    @property
    def monday(self) -> date:
        """The day it is dated by."""
        year, _, week = self.name.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)

    @property
    def title(self) -> str:
        """Its subject."""
        if self.subject:
            return clean(self.subject)
        if not self.week.plays:
            return say("digest.subject_none", week=self.name, business=clean(self.business))
        return say(
            "digest.subject", week=self.name, business=clean(self.business), n=len(self.week.plays),
            minutes=self.week.minutes,
        )  # fmt: skip


def text(digest: Digest) -> str:
    """Give a week's mail as plain text."""
    parts = [
        digest.banner, digest.text, digest.missed,
        _listed(say("digest.alarms"), digest.alarms),
        week_text(digest.week, folder=digest.folder, currency=digest.currency),
        _listed(say("digest.learnt"), [digest.learnt] if digest.learnt else []),
        _listed(say("digest.unused"), [digest.unused] if digest.unused else []),
        say("digest.foot"),
    ]  # fmt: skip
    return "\n\n".join(clean_lines(part) for part in parts if part) + "\n"


def clean_lines(words: str) -> str:
    """Give a text without signs that steer it, its lines kept."""
    return "\n".join(line[: len(line) - len(line.lstrip())] + clean(line) for line in words.splitlines())


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"- {line}" for line in lines)]) if lines else ""


def html(digest: Digest) -> str:
    """Give a week's mail as a page that loads nothing."""
    page = environment(frozenset([digest.business])).get_template("digest.html")
    return page.render(digest=digest, heading=heading, language=language())


def mail(digest: Digest) -> bytes:
    """Give a week's mail as a message: its text, and the same as a page.

    Raises
    ------
    SettingError
        If the address it goes to is none.

    """
    if digest.to and not _ADDRESS.fullmatch(digest.to):
        raise SettingError(say("digest.address", given=digest.to))
    plain, page = text(digest), html(digest)
    sha = hashlib.sha256(f"{digest.title}\n{plain}\n{page}".encode("utf-8", "replace")).hexdigest()
    made = EmailMessage(policy=SMTP)
    made["From"] = digest.to or NOBODY
    if digest.to:
        made["To"] = digest.to
    made["Subject"] = digest.title
    made["Date"] = format_datetime(datetime.combine(digest.monday, HOUR))
    made["Message-ID"] = f"<{digest.name.lower()}.{sha[:16]}@localhost.invalid>"
    made["X-Unsent"] = "1"  # mail programs open it as a draft
    made.set_content(plain, cte="quoted-printable")
    made.add_alternative(page, subtype="html", cte="quoted-printable")
    made.set_boundary(f"standout-{sha[16:40]}")
    return made.as_bytes()
