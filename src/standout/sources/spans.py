"""Times it takes, counts and shown figures as people copy them: ``25-35 min``, ``within a day``, ``1.2k``, ``4.6``.

Each gives a :class:`Span`: the figure, and the least and most it can be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from standout.sources.figures import figure, figures

_MINUTES = {
    **dict.fromkeys("m min mins minute minutes minuten minutos minuti minut minuty".split(), 1),
    **dict.fromkeys(
        "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur godz godzin".split(), 60
    ),
    **dict.fromkeys("d day days tag tage tagen jour jours dia dias giorno giorni dag dagen dzien dni".split(), 1440),
    **dict.fromkeys("week weeks woche wochen semaine semaines semana semanas".split(), 10080),
}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_RANGE = re.compile(rf"^{_NUMBER}\s*([a-z]*)\s*(?:-|to|bis|a)\s*{_NUMBER}\s*([a-z]*)$")
_ONE = re.compile(rf"^{_NUMBER}\s*([a-z]*)$")
_LEADING = re.compile(r"^(?:about|around|approx\.?|ca\.?|circa|roughly|usually|in|etwa|~)\s*")
_WITHIN = re.compile(r"^(?:within|under|up to|less than|max\.?|<|bis zu|innerhalb von|unter)\s*")
_ARTICLE = re.compile(r"^(?:a|an|one|ein|eine|einem|einer)\s+(?=[a-z])")
_OF_WHAT = re.compile(
    r"(?:\s+(?:google|yelp|tripadvisor|online|different|menu))?\s+(?:reviews?|ratings?|votes|bewertungen|rezensionen|avis|"
    r"opiniones|resenas|recensioni|opinie|opinii|avaliacoes|beoordelingen|items?|dishes|things|products|lines)$"
)
_WITH_COUNT = re.compile(r"^(.*\d.*?)\s*\(([^()]*\d[^()]*)\)$")
_OUT_OF = re.compile(r"^(.*?)\s*(?:/|out of|von|sur|of)\s*(\d+)$")


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with the least and most it can be; all three alike where it is exact."""

    value: float
    low: float
    high: float


def duration(text: str, unit: str, assumed: str) -> Span:
    """Give how long something takes, in ``unit``; a bare number is in ``assumed``.

    Parameters
    ----------
    text : str
        ``25-35 min``, ``2 hours``, ``within a day`` (0 to 24 hours, read as 24).
    unit, assumed : str
        ``min`` or ``hours``.

    Raises
    ------
    ValueError
        If it isn't a length of time, or runs backwards.

    Examples
    --------
    >>> duration("25-35 min", "min", "min")
    Span(value=30.0, low=25.0, high=35.0)
    >>> duration("1 day", "hours", "hours").value
    24.0

    """
    plain = _LEADING.sub("", _plain(text))
    within = _WITHIN.match(plain)
    plain = _ARTICLE.sub("1 ", plain[within.end() :] if within else plain)
    if found := _RANGE.match(plain):
        last = found[4] or assumed
        low, high = _in(found[1], found[2] or last, unit), _in(found[3], last, unit)
    elif found := _ONE.match(plain):
        high = _in(found[1], found[2] or assumed, unit)
        low = 0.0 if within else high
    else:
        raise ValueError(text)
    if high < low:
        raise ValueError(text)
    return Span(high if within else (low + high) / 2, low, high)


def count(text: str) -> Span:
    """Give a number of things: ``1,234``, ``(312)``, ``210 reviews``, ``1.2k`` (1,150 to 1,250), ``200+``.

    Raises
    ------
    ValueError
        If it is no whole number.

    Examples
    --------
    >>> count("1.2k")
    Span(value=1200.0, low=1150.0, high=1250.0)

    """
    plain = _OF_WHAT.sub("", _LEADING.sub("", _plain(text)).strip("()+ ")).strip("+ ")
    if found := re.fullmatch(r"(\d+)(?:[.,](\d))?\s*(?:k|tsd\.?|mil)", plain):
        value = float(f"{found[1]}.{found[2] or 0}") * 1000
        half = 50.0 if found[2] else 500.0
        return Span(value, value - half, value + half)
    plain = re.sub(r"(?<=\d)[.,'’\s](?=\d{3}\b)", "", plain)
    if not plain.isdecimal():
        raise ValueError(text)
    return Span(float(plain), float(plain), float(plain))


def average_and_count(text: str) -> tuple[str, str]:
    """Give the two halves of ``4.6 (210)``: the average, and how many reviews stand behind it, "" where not said.

    Examples
    --------
    >>> average_and_count("4.6 (210)"), average_and_count("4.6")
    (('4.6', '210'), ('4.6', ''))

    """
    found = _WITH_COUNT.match(text.strip())
    return (found[1], found[2]) if found else (text, "")


def shown_average(text: str) -> tuple[Span, float]:
    """Give an average as a site shows it, and the top of its scale.

    ``4.6`` is anything from 4.55 to 4.65 on stars of 1 to 5; ``8.9/10`` tells its own scale.

    Raises
    ------
    ValueError
        If it is no number, or lies outside its scale: a bare 8.9 doesn't say out of how many.

    Examples
    --------
    >>> shown_average("4,6")
    (Span(value=4.6, low=4.55, high=4.65), 5.0)

    """
    plain = _plain(text).replace("stars", "").replace("sterne", "").replace("★", "").strip()
    out_of = _OUT_OF.match(plain)
    number, top = (out_of[1].strip(), float(out_of[2])) if out_of else (plain, 5.0)
    if not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", number):
        raise ValueError(text)
    decimals = len(re.split(r"[.,]", number)[1]) if re.search(r"[.,]", number) else 0
    value, half = float(number.replace(",", ".")), 0.5 * 10**-decimals
    if not 1 <= value <= top:
        raise ValueError(text)
    return Span(value, round(max(1.0, value - half), 4), round(min(top, value + half), 4)), top


def price(text: str) -> tuple[Span, str]:
    """Give a price and its currency, "" where none is written; ``3.20-3.80`` is a span.

    Raises
    ------
    ValueError
        If it is no price; nothing costs 0.

    Examples
    --------
    >>> price("£3.20")
    (Span(value=3.2, low=3.2, high=3.2), 'GBP')

    """
    ends = [end.strip() for end in re.split(r"\s*[-–—]\s*", text.strip())]
    readings = [figures([end]) for end in ends]
    values = [figure(end, reading) for end, reading in zip(ends, readings, strict=True)]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(ends) or len(ends) > 2 or min(numbers) <= 0 or numbers[0] > numbers[-1]:
        raise ValueError(text)
    currency = next((reading.currency for reading in readings if reading.currency), "")
    return Span(round(sum(numbers) / len(numbers), 4), numbers[0], numbers[-1]), currency


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold().translate(str.maketrans("–—−", "---"))
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def _in(number: str, word: str, unit: str) -> float:
    if word not in _MINUTES:
        raise ValueError(word)
    return round(float(number.replace(",", ".")) * _MINUTES[word] / (60 if unit == "hours" else 1), 4)
