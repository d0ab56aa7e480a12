"""How a column writes its dates: the format, day or month first and why, epoch and future dates counted.

Decided for a whole column at once.  ``03/04/2024`` alone can't tell; a ``25/04/2024`` beside it can.  A column
that writes some of its days another way (``2024-04-25``) is read cell by cell; the order is that of its others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from standout.sources.names import fold

OLDEST = date(1980, 1, 1)
"""No review, order or contact is older; what is, is a slip of a program or pen."""

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?)?(?:\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_ISO = re.compile(rf"^(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}$")
_YEAR_FIRST = re.compile(rf"^(\d{{4}})([/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}$")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_NUMERIC = re.compile(rf"^(\d{{1,2}})([/.\-])\s?(\d{{1,2}})\2\s?(\d{{4}}|\d{{2}}){_TIME}$")
_DAY_MONTH = re.compile(
    rf"^(\d{{1,2}})(?:st|nd|rd|th|\.)?([\s\-/]+)([^\W\d_]{{3,}})\.?(?:,|\2|\s)+(\d{{4}}|\d{{2}}){_TIME}$"
)
_MONTH_DAY = re.compile(rf"^([^\W\d_]{{3,}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}$")
_SECONDS, _MILLIS = re.compile(r"^\d{9,10}$"), re.compile(r"^\d{12,13}$")

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar janvier enero ene gennaio gen januari janeiro styczen stycznia jänner",
            "feb february februar fevrier fev febrero febbraio februari fevereiro luty lutego",
            "mar march marz maerz mars marzo maart mrt marco marzec marca mär",
            "apr april avril avr abril abr aprile kwiecien kwietnia",
            "may mai mayo maggio mag mei maio maj maja",
            "jun june juni juin junio giugno giu junho czerwiec czerwca",
            "jul july juli juillet juil julio luglio lug julho lipiec lipca",
            "aug august aout agosto ago augustus sierpien sierpnia",
            "sep sept september septembre septiembre settembre set setembro wrzesien wrzesnia",
            "oct october oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika",
            "nov november novembre noviembre novembro listopad listopada",
            "dec december dezember dez decembre diciembre dic dicembre dezembro grudzien grudnia",
        ),
        start=1,
    )
    for word in words.split()
}
"""Month names, without accents, in the languages of ``names.toml``."""

_ENGLISH = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
_LONG = 4
_BARE = ("compact", "epoch_s", "epoch_ms")
"""Forms that are only digits: a few such cells beside other dates are numbers, not days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """How a column's dates are written.

    Attributes
    ----------
    date_format : str
        ``iso``, ``epoch_s``, ``epoch_ms`` or a strptime form; ordinal endings (``4th``) are to be dropped
        and month names in other languages turned to numbers before it is used.
    dayfirst : bool or None
        None where the format leaves no doubt.
    sure : bool
        False where no cell settles which comes first, so that the owner must say.
    epoch, future : int
        Cells that say 1970-01-01 (or before 1980), and cells after ``today``.
    why, values
        Key of the evidence under [mapper.why], and what it needs.

    """

    date_format: str
    dayfirst: bool | None = None
    sure: bool = True
    read: int = 0
    of: int = 0
    epoch: int = 0
    future: int = 0
    why: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of filled cells that are dates, 0 to 1."""
        return self.read / self.of if self.of else 0.0


def dates(cells: Iterable[str | None], today: date, *, default: bool | None = None) -> DateReading | None:
    """Give how a column writes its dates, or None where most of its cells aren't dates.

    Parameters
    ----------
    cells : iterable of str or None
        As they stand in the file.
    today : date
        Later days are counted as future.
    default : bool, optional
        Day first or not, where the cells leave it open; else a point or hyphen means day first, and so does
        a slash, unsurely.

    Examples
    --------
    >>> reading = dates(["03/04/2024", "25/04/2024"], date(2026, 1, 1))
    >>> reading.date_format, reading.dayfirst, reading.values["example"]
    ('%d/%m/%Y', True, '25/04/2024')

    """
    filled = [cell.strip() for cell in cells if cell is not None and cell.strip()]
    if not filled:
        return None
    of_form: dict[str, list[str]] = {}
    for cell in filled:
        of_form.setdefault(_form(cell), []).append(cell)
    of_form.pop("", None)
    form = max(of_form, key=lambda f: len(of_form[f]), default="")
    mine = [cell for f, held in of_form.items() if f == form or f not in _BARE for cell in held]
    if 2 * len(mine) < len(filled):
        return None
    reading = _reading(of_form, form, today, default=default)
    days = [day for cell in mine if (day := day_of(cell, reading))]
    return DateReading(
        date_format=reading.date_format,
        dayfirst=reading.dayfirst,
        sure=reading.sure,
        read=len(days),
        of=len(filled),
        epoch=sum(day < OLDEST for day in days),
        future=sum(day > today for day in days),
        why=reading.why,
        values=reading.values,
    )


def day_of(cell: str | None, reading: DateReading) -> date | None:
    """Give the day a cell says, or None where it can't be read that way.

    Examples
    --------
    >>> day_of("April 4th, 2015", dates(["April 4th, 2015"], date(2026, 1, 1)))
    datetime.date(2015, 4, 4)

    """
    text = (cell or "").strip()
    form = _form(text)
    try:
        match form.split(" ")[0]:
            case "iso" | "year" | "compact":
                return date(*(int(g) for g in _groups(text, form)))
            case "epoch_s" | "epoch_ms":
                return datetime.fromtimestamp(int(text) / (1 if form == "epoch_s" else 1000), UTC).date()
            case "daymonth":
                day, month, year = _groups(text, form)
                return date(_year(year), month_of(month), int(day))
            case "monthday":
                month, day, year = _groups(text, form)
                return date(_year(year), month_of(month), int(day))
            case "numeric":
                first, second, year = _groups(text, form)
                day, month = (first, second) if reading.dayfirst is not False else (second, first)
                return date(_year(year), int(month), int(day))
            case _:
                return None
    except (ValueError, KeyError, OverflowError):
        return None


def month_of(word: str) -> int:
    """Give the number of a month's name, in any of the languages, short or long.

    Raises
    ------
    KeyError
        If it is no month.

    """
    plain = fold(word)
    return MONTHS[plain] if plain in MONTHS else MONTHS[plain[:3]]


def _form(cell: str) -> str:
    """Give the shape of one cell: its kind and separator."""
    if _ISO.match(cell):
        return "iso"
    if found := _NUMERIC.match(cell):
        return f"numeric {found[2]} {len(found[4])}"
    if found := _YEAR_FIRST.match(cell):
        return f"year {found[2]}"
    if _COMPACT.match(cell):
        return "compact"
    if found := _DAY_MONTH.match(cell):
        return f"daymonth {found[2][0]} {len(found[4])} {'long' if len(found[3]) >= _LONG else 'short'}"
    if found := _MONTH_DAY.match(cell):
        return f"monthday {'comma' if ',' in cell.split(':', maxsplit=1)[0] else 'plain'}"
    return "epoch_s" if _SECONDS.match(cell) else "epoch_ms" if _MILLIS.match(cell) else ""


def _groups(cell: str, form: str) -> tuple[str, ...]:
    kinds = {"iso": (_ISO, (1, 2, 3)), "year": (_YEAR_FIRST, (1, 3, 4)), "compact": (_COMPACT, (1, 2, 3)),
             "daymonth": (_DAY_MONTH, (1, 3, 4)), "monthday": (_MONTH_DAY, (1, 2, 3)),
             "numeric": (_NUMERIC, (1, 3, 4))}  # fmt: skip
    pattern, places = kinds[form.split(" ", maxsplit=1)[0]]
    found = pattern.match(cell)
    return tuple(found[g] for g in places) if found else ()


def _year(text: str) -> int:
    return int(text) if len(text) == _LONG else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _reading(of_form: Mapping[str, list[str]], form: str, today: date, *, default: bool | None) -> DateReading:
    """Give the reading of a column whose commonest form is ``form``; its numeric cells settle which comes first."""
    numeric = [cell for f, held in of_form.items() if f.startswith("numeric") for cell in held]
    if form.startswith("numeric"):
        return _numeric(numeric, form, today, default=default)
    plain = _plain(of_form[form], form)
    if not numeric:
        return plain
    own = max((f for f in of_form if f.startswith("numeric")), key=lambda f: len(of_form[f]))
    order = _numeric(numeric, own, today, default=default)
    return replace(order, date_format=plain.date_format)


def _plain(mine: list[str], form: str) -> DateReading:
    """Give the reading of a form that leaves no doubt about day and month."""
    kind, *rest = form.split(" ")
    if kind == "year":
        written = f"%Y{rest[0]}%m{rest[0]}%d"
    elif kind == "daymonth":
        apart, digits, length = rest if len(rest) == 3 else (" ", *rest[-2:])
        written = f"%d{apart}{'%B' if length == 'long' else '%b'}{apart}{'%Y' if digits == '4' else '%y'}"
    elif kind == "monthday":
        short = all(len(_groups(c, form)[0]) < _LONG for c in mine)
        written = f"{'%b' if short else '%B'} %d{',' if rest[0] == 'comma' else ''} %Y"
    else:
        written = {"compact": "%Y%m%d"}.get(kind, kind)
    return DateReading(date_format=written, why="mapper.why.date_plain", values={"example": mine[0]})


def _numeric(mine: list[str], form: str, today: date, *, default: bool | None) -> DateReading:
    """Give the reading of ``dd/mm/yyyy`` or ``mm/dd/yyyy``: a number above 12 settles it, else it is open."""
    _, apart, digits = form.split(" ")
    parts = [_groups(cell, form) for cell in mine]
    pairs = [(cell, int(first), int(second)) for cell, (first, second, _) in zip(mine, parts, strict=True)]
    day_first = [cell for cell, first, second in pairs if first > 12 >= second]
    month_first = [cell for cell, first, second in pairs if second > 12 >= first]

    def reading(*, dayfirst: bool, why: str = "", sure: bool = True, **values: object) -> DateReading:
        order = ("%d", "%m") if dayfirst else ("%m", "%d")
        written = f"{order[0]}{apart}{order[1]}{apart}{'%Y' if digits == '4' else '%y'}"
        return DateReading(date_format=written, dayfirst=dayfirst, sure=sure, why=why, values=values)

    if day_first or month_first:
        dayfirst = len(day_first) >= len(month_first)
        settles = day_first if dayfirst else month_first
        why = "mapper.why.day_first" if dayfirst else "mapper.why.month_first"
        return reading(dayfirst=dayfirst, why=why, example=settles[0], rows=len(settles))
    future = {
        first: sum((day_of(c, reading(dayfirst=first)) or today) > today for c in mine) for first in (True, False)
    }
    if default is None and min(future.values()) == 0 < max(future.values()):
        dayfirst = future[True] == 0
        why = "mapper.why.not_future_day" if dayfirst else "mapper.why.not_future_month"
        return reading(dayfirst=dayfirst, why=why, rows=max(future.values()), example=mine[0])
    dayfirst = True if default is None else default
    if default is None and apart == ".":
        return reading(dayfirst=dayfirst, why="mapper.why.point_day", example=mine[0])
    why = "mapper.why.open_day" if dayfirst else "mapper.why.open_month"
    return reading(dayfirst=dayfirst, why=why, sure=default is not None, example=mine[0])
