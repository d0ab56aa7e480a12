"""Attaching: which opinion of a sentence is said of which of the things it names.

Reads    the words of a sentence, the opinions and the keywords among them
Makes    for each keyword: how much praise and how much blame it gets; and the opinions that are said of none
Rule     an opinion right before a thing is said of it ("friendly staff"); else what stands across a verb before it
         is ("the staff were friendly"), and all things joined with that; nothing reaches over "but" while there is
         a thing on its own side
Source   the nearest-opinion rule of Hu and Liu (2004), with the rules for clauses of Ding, Liu and Yu (2008), "A
         Holistic Lexicon-Based Approach to Opinion Mining", WSDM, and some of our own for small words
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from standout.text.aspects import known
from standout.text.readers.keywords import Keyword
from standout.text.readers.opinions import ENDS, Opinion, words

BROKEN = 0.6
"""What an opinion counts for where somebody else comes in between: "the food came and we were happy"."""
CARRIED = 0.8
"""The same where it is carried over from a clause that names nothing: "the food came late, but was good"."""
LACKING = 0.8
"""How bad it is that there is no such thing, or good where nobody wants it: "no showers", "no queue"."""
WAITED = 1.0
LEANING = 0.35
"""What the nearest opinion counts for that is said of something else: a neutral mention leans its way."""
FAR = 12
"""So many words a clause in between counts for."""
UNKNOWN = 2
"""So many words that are on no list may stand between an opinion and what follows."""

_SMALL, _BREAKS, _CONTRAST, _JOINS = words("small"), words("breaks"), words("contrast"), words("joins")
_INTENSE = words("intense") | words("soft")
_COPULAS, _SELVES, _OTHERS = words("copulas"), words("selves"), words("others")
_DENY, _UNWANTED, _LESS = words("deny"), words("unwanted"), words("less")
_PERSONAL = frozenset(word.lstrip("~") for word in known()["staff"].implied)
_WAITS = frozenset("wait waited waiting queue queued queuing queueing delay delayed took line".split())
_HOURS = frozenset({"hour", "hours", "hr", "hrs"})
_MINUTES = frozenset({"minutes", "minute", "mins", "min"})
_LONG = frozenset("20 25 30 35 40 45 50 60 90 twenty thirty forty forty-five fifty".split())
_SHORT = frozenset({"1", "2", "3", "5", "two", "three", "five", "couple", "few"})


@dataclass(slots=True)
class Attached:
    """What is said of each keyword, and what of none.

    Attributes
    ----------
    praise, blame : list of float
        One for each keyword, both at least 0.
    owner : list of int
        For each opinion the keyword it is said of, -1 where it is said of none.
    free : list of bool
        For each opinion whether nothing that is named stands so near that it must be said of that.

    """

    praise: list[float]
    blame: list[float]
    owner: list[int] = field(default_factory=list)
    free: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A sentence as it is looked at: its words, which keyword and which opinion each belongs to, and its clauses."""

    said: Sequence[str]
    keyword: list[int]
    opinion: list[int]
    clause: list[int]


def attach(said: Sequence[str], told: Sequence[Opinion], things: Sequence[Keyword]) -> Attached:
    """Give what is said of each thing.

    Parameters
    ----------
    said : sequence of str
        The words of a sentence.
    told : sequence of Opinion
        The opinions among them, in order.
    things : sequence of Keyword
        What it names, in order.

    """
    line = _lined(said, told, things)
    found = Attached([0.0] * len(things), [0.0] * len(things))
    runs = _runs(line, things)
    before: list[list[tuple[int, float]]] = [[] for _ in things]
    after: list[list[tuple[int, float]]] = [[] for _ in things]
    given: set[int] = set()
    for number, opinion in enumerate(told):
        thing, weight, free = _owner(line, opinion, things, given)
        found.owner.append(thing)
        found.free.append(free)
        if thing >= 0:
            given.add(thing)
            ahead = opinion.start < things[thing].start
            (before if ahead else after)[thing].append((number, weight * opinion.value))
    for run in runs:
        _share(found, run, before, after)
    for number, named in enumerate(things):
        if not (found.praise[number] or found.blame[number]):
            value = _missing(line, named) + _waiting(line, named)
            _add(found, number, value or LEANING * _nearest(line, named, told))
    return found


def _lined(said: Sequence[str], told: Sequence[Opinion], things: Sequence[Keyword]) -> _Line:
    size = len(said)
    keyword, opinion, clause = [-1] * size, [-1] * size, [0] * size
    for number, thing in enumerate(things):
        keyword[thing.start : thing.end] = [number] * (thing.end - thing.start)
    for number, one in enumerate(told):
        opinion[one.start : one.end] = [number] * (one.end - one.start)
    at = 0
    for place, word in enumerate(said):
        if word[0] in ENDS or word in _CONTRAST:
            at += 1
        clause[place] = at
    return _Line(said, keyword, opinion, clause)


def _add(found: Attached, thing: int, value: float) -> None:
    if value > 0:
        found.praise[thing] += value
    else:
        found.blame[thing] -= value


def _owner(line: _Line, opinion: Opinion, things: Sequence[Keyword], given: set[int]) -> tuple[int, float, bool]:
    """Give the thing an opinion is said of, how much of it, and whether it is free to be said of another."""
    for place in range(opinion.start, opinion.end):
        if line.keyword[place] >= 0:
            return line.keyword[place], 1.0, False
    ahead, next_to = _ahead(line, opinion.end)
    behind, across, person = _behind(line, opinion.start)
    if ahead >= 0 and next_to:
        paired = behind >= 0 and things[behind].end == opinion.start and behind not in given
        return (behind if paired else ahead), 1.0, False
    if behind >= 0 and across and not person:
        return behind, 1.0, False
    if ahead >= 0:
        return ahead, 1.0, False
    if behind >= 0:
        return behind, BROKEN if person else 1.0, person
    return _carried(line, opinion, things)


def _ahead(line: _Line, at: int) -> tuple[int, bool]:
    """Give the thing that follows, and whether only other opinions stand between."""
    said, unknown, next_to = line.said, 0, True
    while at < len(said):
        word = said[at]
        if line.keyword[at] >= 0:
            return line.keyword[at], next_to
        if word in {"and", ",", "&", "yet"}:
            if not _goes_on(line, at + 1):
                return -1, False
        elif line.opinion[at] >= 0 or word in _INTENSE:
            pass
        elif word[0] in ENDS or word in _BREAKS or word in _CONTRAST:
            return -1, False
        else:
            next_to = False
            unknown += word not in _SMALL
            if unknown > UNKNOWN:
                return -1, False
        at += 1
    return -1, False


def _goes_on(line: _Line, at: int) -> bool:
    """Tell whether another opinion follows: ``friendly and helpful staff``."""
    while at < len(line.said) and (line.said[at] in _INTENSE or line.said[at] == "and"):
        at += 1
    return at < len(line.said) and line.opinion[at] >= 0


def _behind(line: _Line, at: int) -> tuple[int, bool, bool]:
    """Give the thing before in the same clause, whether a verb stands between, and whether somebody does."""
    across = person = False
    here = line.clause[at]
    for place in range(at - 1, -1, -1):
        if line.clause[place] != here or line.said[place] in _CONTRAST or line.said[place][0] in ENDS:
            break
        if line.keyword[place] >= 0:
            return line.keyword[place], across, person
        across = across or line.said[place] in _COPULAS
        person = person or line.said[place] in _SELVES or line.said[place] in _OTHERS
    return -1, across, person


def _carried(line: _Line, opinion: Opinion, things: Sequence[Keyword]) -> tuple[int, float, bool]:
    """Give the thing of another clause that an opinion is said of: the one before, else the one after."""
    if opinion.end == opinion.start + 1 and line.said[opinion.start] in _PERSONAL:
        return -1, 0.0, True
    earlier = [number for number, thing in enumerate(things) if thing.end <= opinion.start]
    if earlier:
        return earlier[-1], CARRIED, True
    later = [number for number, thing in enumerate(things) if thing.start >= opinion.end]
    if later and line.clause[things[later[0]].start] == line.clause[opinion.start]:
        return later[0], BROKEN, True
    return -1, 0.0, True


def _runs(line: _Line, things: Sequence[Keyword]) -> list[list[int]]:
    """Give the things that are joined: ``the food and drinks``."""
    runs: list[list[int]] = []
    for number, thing in enumerate(things):
        if runs:
            between = line.said[things[number - 1].end : thing.start]
            same = line.clause[things[number - 1].end - 1] == line.clause[thing.start]
            if same and len(between) <= 3 and (_JOINS | {","}).issuperset(between):
                runs[-1].append(number)
                continue
        runs.append([number])
    return runs


def _share(
    found: Attached, run: list[int], before: list[list[tuple[int, float]]], after: list[list[tuple[int, float]]]
) -> None:
    """Give what is said of one of several joined things to all of them, unless both ends have their own."""
    ahead = [value for thing in run for _, value in before[thing]]
    behind = [value for thing in run for _, value in after[thing]]
    for place, thing in enumerate(run):
        last = place == len(run) - 1
        both = bool(ahead) and bool(behind) and len(run) > 1
        for value in ahead if not (both and last) else []:
            _add(found, thing, value)
        for value in behind if not both or last else []:
            _add(found, thing, value)


def _nearest(line: _Line, thing: Keyword, told: Sequence[Opinion]) -> float:
    """Give the value of the opinion that stands nearest to a thing; 0 where the sentence has none."""
    if not told:
        return 0.0
    here = line.clause[thing.start]
    away = [
        min(abs(one.start - thing.end), abs(thing.start - one.end)) + FAR * abs(line.clause[one.start] - here)
        for one in told
    ]
    return max(-1.0, min(1.0, told[away.index(min(away))].value))


def _missing(line: _Line, thing: Keyword) -> float:
    """Give what it says of a thing that there is none: bad, or good where nobody wants it."""
    said, start = line.said, thing.start
    before = said[start - 1] if start else ""
    two = said[start - 2] if start > 1 else ""
    good = said[thing.end - 1] in _UNWANTED or said[start] in _UNWANTED
    apart = before in _BREAKS or before in _SMALL
    if before in {"no", "without", "zero"} or (two in {"no", "without"} and not apart):
        return LACKING if good else -LACKING
    if before in {"any", "much", "many", "single"} and not _DENY.isdisjoint(said[max(start - 4, 0) : start - 1]):
        return LACKING if good else -LACKING
    if before in _LESS and good:
        return LACKING
    return 0.0


def _waiting(line: _Line, thing: Keyword) -> float:
    """Give what it says of a wait how long it was."""
    said = line.said
    if _WAITS.isdisjoint(said[thing.start : thing.end]):
        return 0.0
    here = [word for word, clause in zip(said, line.clause, strict=True) if clause == line.clause[thing.start]]
    if not _HOURS.isdisjoint(here) or "ages" in here or "forever" in here:
        return -WAITED
    if _MINUTES.isdisjoint(here):
        return 0.0
    if not _LONG.isdisjoint(here):
        return -WAITED
    return 0.0 if _SHORT.isdisjoint(here) else WAITED / 2
