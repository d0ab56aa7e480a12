"""Opening hours as people write them, as hours a week: ``Mo-Fr 8-18, Sa 9-17`` is 58.

Times without days go on with the days before them (``Mo-Fr 8-12, 14-18``); where no day is named before
them, they are every day's but the closed ones.  Hours after midnight belong to the day they began on.
``9-5`` is 8 hours, be it 9 in the morning to 5 or 9 in the evening to 5: nobody means 20.  ``12-2`` is
refused: it may be 2 hours or 14.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = (
    "mo mon lu lun pon pn seg maa",
    "tu tue di die mar din wto wt ter",
    "we wed mi mit mer mie woe wo sro sr qua",
    "th thu thur do don je jeu jue gio czw cz qui",
    "fr fri fre ve ven vie vri vr pia pt sex",
    "sa sat sam sab zat za sob",
    "su sun so son dim dom zon zo nie nd",
)
DAYS = {word: number for number, words in enumerate(_NAMES) for word in words.split()}
"""How the names of days begin, Monday 0, in eight languages; what means two days in two of them isn't here."""

_GROUPS = {
    **dict.fromkeys("daily everyday taglich diario dagelijks codziennie diariamente".split(), range(7)),
    **dict.fromkeys(("weekdays", "weekday", "werktags"), range(5)),
    **dict.fromkeys(("weekend", "weekends", "wochenende"), range(5, 7)),
}
_CLOSED = frozenset("closed geschlossen ruhetag ferme cerrado chiuso gesloten zamkniete nieczynne fechado".split())
_ALWAYS = frozenset("24/7 24x7 open24hours 24hours alwaysopen rundumdieuhr".split())
_AND = frozenset("and und et y e en i h uhr open from von".split())
_TIME = r"(\d{{1,2}})(?:[:.h](\d{{2}}))?\s*(?P<{0}>am|pm|a\.m\.|p\.m\.)?(?:\s*(?:uhr|h)\b)?"
_TOKEN = re.compile(
    rf"(?P<span>{_TIME.format('early')}\s*(?:-|to|bis|until|till)\s*{_TIME.format('late')})"
    r"|(?P<days>[a-z]+)\.?\s*(?:-|to|bis|through)\s*(?P<last>[a-z]+)\.?|(?P<word>[a-z]+)\.?|(?P<apart>[\s,;:/&+|()]+)"
)
_NOON, _DAY, _WEEK = 12, 24 * 60, 7 * 24 * 60
_LATE_LUNCH = 4
"""From noon to an hour before this may end in the afternoon or after midnight."""


def hours_a_week(text: str) -> float:
    """Give how many hours a week a place is open.

    Raises
    ------
    ValueError
        If any part of the text can't be read, or names no hours.

    Examples
    --------
    >>> hours_a_week("Mo-Fr 8-18, Sa 9-17"), hours_a_week("18:00-02:00"), hours_a_week("24/7")
    (58.0, 56.0, 168.0)

    """
    plain = _plain(text)
    if plain.replace(" ", "") in _ALWAYS:
        return _WEEK / 60
    minutes: set[int] = set()
    days: list[int] = []
    closed: set[int] = set()
    used = place = 0
    while place < len(plain):
        token = _TOKEN.match(plain, place)
        if token is None:
            raise ValueError(text)
        place = token.end()
        if token["span"]:
            days = days or [day for day in range(7) if day not in closed]
            start, length = _opening(token, text)
            minutes.update((day * _DAY + start + m) % _WEEK for day in days for m in range(length))
            used = True
        elif token["word"] in _CLOSED:
            if not days:
                raise ValueError(text)
            closed, days, used = {*closed, *days}, [], True
        elif token["days"] or (token["word"] and token["word"] not in _AND):
            named = _range(token["days"], token["last"], text) if token["days"] else _named(token["word"], text)
            days = named if used else [*days, *named]
            used = False
    if not minutes:
        raise ValueError(text)
    return round(len(minutes) / 60, 2)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold().translate(str.maketrans("–—−", "---"))
    return "".join(c for c in folded if not unicodedata.combining(c)).strip()


def _named(word: str, text: str) -> list[int]:
    if word in _GROUPS:
        return list(_GROUPS[word])
    for size in (len(word), 4, 3):
        if word[:size] in DAYS:
            return [DAYS[word[:size]]]
    raise ValueError(text)


def _range(first: str, last: str, text: str) -> list[int]:
    start, end = _named(first, text)[0], _named(last, text)[-1]
    return [day % 7 for day in range(start, (end if end >= start else end + 7) + 1)]


def _opening(span: re.Match[str], text: str) -> tuple[int, int]:
    """Give the minute of the day it opens, and for how many minutes.

    Raises
    ------
    ValueError
        If a time is none, or it can't be told whether the end is in the afternoon or after midnight.

    """
    opens, closes = span["early"], span["late"]
    start = _minute(span[2], span[3], opens, text)
    end = _minute(span[5], span[6], closes, text)
    if closes and not opens and start < _NOON * 60:
        same_half = int(span[2]) < int(span[5]) % _NOON
        if not same_half and closes.startswith("a"):
            raise ValueError(text)
        start += _NOON * 60 if same_half and closes.startswith("p") else 0
    if 0 < end <= start <= _NOON * 60 + 59 and not opens and not closes:
        if _by_24(span[2], span[5]):
            if start < _NOON * 60:
                raise ValueError(text)
        elif start >= _NOON * 60 and end < _LATE_LUNCH * 60:
            raise ValueError(text)
        else:
            return start, (end + _NOON * 60 - start) % (_NOON * 60) or _NOON * 60
    return start, (end - start) % _DAY or _DAY


def _by_24(*hours: str) -> bool:
    """Tell whether an hour is written with a nought before it, as only clocks of 24 hours are."""
    return any(hour.startswith("0") for hour in hours)


def _minute(hour: str, minute: str | None, half: str | None, text: str) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= _NOON:
            raise ValueError(text)
        hours = hours % _NOON + (_NOON if half.startswith("p") else 0)
    if hours > 24 or minutes > 59:
        raise ValueError(text)
    return hours * 60 + minutes
