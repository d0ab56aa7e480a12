"""Week text: a week's plan as plain text: what came of the last one, what to leave, then what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from standout.charts.look import clean
from standout.finding import Play
from standout.plan.play import Stop, Week
from standout.tables.orders import WHOLE_UNITS
from standout.text.own_sentences import own_sentences
from standout.words import catalogue, count, money, say

WIDTH = 88
INSET = "   "
ENDS = 2
"""So many sentences of an objective are kept at its start and at its end."""
Asked = tuple[str, str, str]
"""Name, channel and code of somebody a play asks."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What only the owner knows of a plan."""

    people: Mapping[str, Sequence[Asked]] | None
    codes: Mapping[str, str]
    left_out: Mapping[str, int]
    folder: str
    currency: str


def week_text(
    week: Week,
    *,
    people: Mapping[str, Sequence[Asked]] | None = None,
    codes: Mapping[str, str] | None = None,
    left_out: Mapping[str, int] | None = None,
    folder: str = "",
    currency: str = "",
    used: str = "",
) -> str:
    """Give a week's plan as plain text.

    Parameters
    ----------
    week : Week
    people : mapping of str to sequence of (name, channel, code), optional
        Whom each play asks, by ``play_id``, as only the owner knows them; they are counted where not given.
    codes : mapping of str to str, optional
        Codes that stand on paper, by ``play_id``.
    left_out : mapping of str to int, optional
        How many of each play may not be contacted any more.
    folder : str
        The workspace as it is typed in a command; no command is named where empty.
    currency : str
        Of the money plays cost, such as ``GBP``; hundredths of a unit that isn't named where empty.
    used : str
        What became of the findings that were told, as it stands now; the plan's own count is as old as the plan.

    """
    known = _Known(people, codes or {}, left_out or {}, folder, currency)
    most = round(60 * week.hours)
    blocks = [
        [say("kit.week.head", week=week.week, minutes=week.minutes, most=most)],
        _aim(week.objective, folder),
        _headed(say("kit.week.back"), [f"- {one.sentence}" for one in week.back]),
        _stops(week.stop, week.minutes_back),
        _plays(week.plays, known),
        _headed(say("kit.week.notes"), [f"- {note}" for note in week.notes]),
        [used] if used else [],
    ]
    return "\n\n".join("\n".join(_wrapped(line) for line in block) for block in blocks if block)


def _aim(text: str, folder: str) -> list[str]:
    """Give the objective in short: what is wanted, where it stands, and what to do; all of it is told elsewhere."""
    said = own_sentences(text)
    if len(said) <= 2 * ENDS:
        return [say("kit.week.aim", text=text)] if text else []
    short = say("kit.week.aim", text=" ".join([*said[:ENDS], *said[-ENDS:]]))
    more = f" {say('kit.week.aim_more', command=f'standout ask {folder} strategy')}" if folder else ""
    return [f"{short}{more}"]


def _headed(head: str, lines: Sequence[str]) -> list[str]:
    return [head, *lines] if lines else []


def _stops(stops: Sequence[Stop], back: int) -> list[str]:
    head = say("kit.week.stop", minutes=back) if back else say("kit.week.stop_none")
    return _headed(head, [_stop(one) for one in stops])


def _stop(one: Stop) -> str:
    if one.minutes_back:
        return say("kit.week.stop_line", what=one.what, reason=one.reason, minutes=one.minutes_back)
    return say("kit.week.stop_free", what=one.what, reason=one.reason)


def _plays(plays: Sequence[Play], known: _Known) -> list[str]:
    if not plays:
        return [say("kit.week.no_play")]
    lines = [_play(place, one, known) for place, one in enumerate(plays, 1)]
    return [say("kit.week.plays"), *(line for each in lines for line in each)]


def _play(place: int, play: Play, known: _Known) -> Iterator[str]:
    cost = _cost(play.cost, known.currency) if play.cost else ""
    yield say("kit.week.play", place=place, what=heading(play), minutes=play.minutes, cost=cost)
    said = (("words", play.message), ("why", play.reason), ("seen", play.expected), ("leave", play.stop))
    lines = [say(f"kit.week.{key}", text=part) for key, part in said if part]
    yield from (f"{INSET}{line}" for line in [*_whom(play, known), *lines, *_done(play, known)])


def _cost(amount: int, currency: str) -> str:
    """Give an amount in minor units as one writes it; a hundred make a unit but in the currencies without coins."""
    if not currency:
        return say("kit.week.cost", amount=money(amount))
    written = count(amount) if currency in WHOLE_UNITS else money(amount)
    return say("kit.week.money", amount=written, currency=currency)


def _whom(play: Play, known: _Known) -> Iterator[str]:
    """Give who is asked and how; only their number where their names aren't given."""
    yield say("kit.week.how", channel=channel(play.channel))
    if known.people is None and play.people:
        yield say("kit.week.many", n=len(play.people))
    for name, by, code in (known.people or {}).get(play.play_id, ()):
        given = say("kit.week.with_code", code=code) if code else ""
        yield say("kit.week.person", name=clean(name), channel=channel(by), code=given)
    if play.play_id in known.left_out:
        yield say("kit.left_out", n=known.left_out[play.play_id])
    if play.play_id in known.codes:
        yield say("kit.codes", code=known.codes[play.play_id])


def _done(play: Play, known: _Known) -> list[str]:
    if not known.folder:
        return []
    return [say("kit.calendar.note", command=done(play, known.folder))]


def done(play: Play, folder: str) -> str:
    """Give the command that notes a play as done."""
    return f"standout did {folder} {play.play_id} --done --minutes {play.minutes}"


def title(play: Play) -> str:
    """Give what a play is, in words."""
    key = f"plan.tactic.{play.tactic}.short"
    return say(key) if key in catalogue() else play.tactic.replace("_", " ")


def heading(play: Play) -> str:
    """Give what a play is, as a heading."""
    words = title(play)
    return words[:1].upper() + words[1:]


def channel(name: str) -> str:
    """Give a channel in words."""
    key = f"plan.channel.{name}"
    return say(key) if key in catalogue() else name


def _wrapped(line: str) -> str:
    """Give a line broken at blanks, what follows set in as far as its text begins."""
    inset = " " * (len(line) - len(line.lstrip(" -")))
    return textwrap.fill(
        line, WIDTH, subsequent_indent=inset, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
