"""Lists: whom to call, write to or see, for the owner alone; nobody without consent stands on any of them.

Reads    people a plan asks, each with one channel, and who may be contacted how at this moment
Makes    a call list, one for letters by e-mail, one for text messages, one for talks, and vCards
No row   where the person may not be contacted by that channel, or has no address for it
Source   RFC 6350 for vCard 4.0
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from standout.charts.look import clean
from standout.report.pass_on import Terms, pass_on, shown
from standout.words import catalogue, say

WRITTEN = ("email", "sms")
BY_ADDRESS = (*WRITTEN, "phone")
CHANNELS = (*BY_ADDRESS, "in_person")
ASKS = ("story.ask", "story.ask_of_use", "story.ask_aloud", "story.ask_aloud_of_use", "plan.tactic.thank_tellers.say",
        "plan.tactic.partner_counter.say")  # fmt: skip
"""What a play says where it asks for something of its own, so that no other request is put behind it."""
FOLD = 75
"""Octets a line of a vCard has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a play asks, as only the owner sees them.

    ``address`` is that of the channel, empty in person; ``what`` is the play in words, ``says`` what it plans to say,
    ``note`` what the owner has to know of these words, if anything; ``why`` the signs they show, where
    these are why they are asked.
    """

    person_id: int
    name: str
    channel: str
    address: str = ""
    code: str = ""
    play_id: str = ""
    what: str = ""
    says: str = ""
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Columns and rows of a list."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def contactable(people: Sequence[Person], allowed: Collection[tuple[int, str]]) -> list[Person]:
    """Give those who may be contacted by the channel they are to be asked by.

    Parameters
    ----------
    people : sequence of Person
    allowed : collection of (person_id, channel)
        Who may be contacted how, now.

    Examples
    --------
    >>> ann = Person(person_id=1, name="Ann", channel="email", address="ann@example.org")
    >>> contactable([ann], {(1, "phone")}), contactable([ann], {(1, "email")}) == [ann]
    ([], True)

    """
    free = [one for one in people if one.channel in CHANNELS and (one.person_id, one.channel) in allowed]
    return [one for one in free if not _asks(one) or clean(one.address)]


def _asks(one: Person) -> bool:
    """Tell whether a person's channel takes an address."""
    return one.channel in BY_ADDRESS


def sheets(people: Sequence[Person], allowed: Collection[tuple[int, str]], terms: Terms) -> dict[str, Sheet]:
    """Give a list for each channel anybody is to be asked by, by its channel."""
    free = contactable(people, allowed)
    return {
        channel: _sheet(channel, chosen, terms) for channel in CHANNELS
        if (chosen := [one for one in free if one.channel == channel])
    }  # fmt: skip


def _sheet(channel: str, people: Sequence[Person], terms: Terms) -> Sheet:
    planned = any(one.play_id for one in people)
    names = ["play", "name"] if planned else ["name"]
    address = [channel] if channel in BY_ADDRESS else []
    rest = ["code", "link", "message", "text", "plan"] if planned else ["message"]
    more = [name for name in ("note", "why") if any(getattr(one, name) for one in people)]
    columns = [*names, *address, *rest, *more]
    rows = [[cells[name] for name in columns] for cells in (_cells(one, terms) for one in people)]
    return Sheet(columns=[say(f"kit.column.{name}") for name in columns], rows=rows)


def _cells(one: Person, terms: Terms) -> dict[str, str]:
    """Give every cell of a person's row, by the name of its column."""
    carried = pass_on(terms, one.code) if one.code else None
    return {
        "play": one.play_id, "name": clean(one.name), one.channel: clean(one.address), "code": one.code,
        "link": carried.link if carried else "", "message": message(one, terms),
        "text": carried.short if carried else "", "plan": clean(one.says), "note": clean(one.note),
        "why": clean(one.why),
    }  # fmt: skip


def message(one: Person, terms: Terms) -> str:
    """Give our words to one person: those of the plan, then their code, or the link with it where it is written."""
    written = one.channel in WRITTEN
    carried = _carried(one, terms, written=written) if one.code else []
    asked = say("kit.ask") if one.code and not _asks_itself(one.says) else ""
    no_address = say("kit.no_address") if one.code and written else ""
    stop = say("kit.stop", business=shown(terms.business)) if written else ""
    return " ".join(filter(None, [clean(one.says), asked, *carried, no_address, stop]))


def _carried(one: Person, terms: Terms, *, written: bool) -> list[str]:
    """Give what somebody is told of their code; nobody reads out a link."""
    link = pass_on(terms, one.code).link if written else ""
    code = say("kit.your_link", code=one.code, link=link) if link else say("kit.your_code", code=one.code)
    return [code, say("kit.reward_yours", reward=terms.reward)] if terms.reward else [code]


def _asks_itself(says: str) -> bool:
    """Tell whether words ask for something themselves, by what our sentences say before their first value."""
    return any(catalogue()[key].partition("{")[0] in says for key in ASKS)


def vcards(people: Sequence[Person], allowed: Collection[tuple[int, str]]) -> str:
    """Give those with an address as vCards, each with the one address they may be contacted at; empty without any."""
    cards = [_vcard(one) for one in contactable(people, allowed) if _asks(one)]
    return "".join(f"{_folded(line)}\r\n" for card in cards for line in card)


def _vcard(one: Person) -> list[str]:
    note = say("kit.vcard_note", code=one.code) if one.code else one.why
    return [
        "BEGIN:VCARD", "VERSION:4.0", f"FN:{_escaped(one.name)}", _address(one),
        *([f"NOTE:{_escaped(note)}"] if note else []), "END:VCARD",
    ]  # fmt: skip


def _address(one: Person) -> str:
    address = clean(one.address)
    if one.channel == "email":
        return f"EMAIL:{_escaped(address)}"
    kind = "text" if one.channel == "sms" else "voice"
    digits = re.sub(r"[\s().\-/]", "", address)
    if re.fullmatch(r"\+\d{4,15}", digits):
        return f"TEL;VALUE=uri;TYPE={kind}:tel:{digits}"
    return f"TEL;VALUE=text;TYPE={kind}:{_escaped(address)}"


def _escaped(text: str) -> str:
    """Give a value so that nothing in it is taken for the end of a line or of the value."""
    plain = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c == "\n")
    return re.sub(r"([\\,;])", r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Give a line cut into pieces of 75 octets at most, none in the middle of a sign."""
    pieces, held = [], ""
    for sign in line:
        if len((held + sign).encode()) > FOLD:
            pieces.append(held)
            held = " "
        held += sign
    return "\r\n".join([*pieces, held])
