"""Locale: numbers, money and days as they are printed where a language is spoken.

The marks stand in each language's own ``core.toml`` under ``words.locale``, and come from no library or
system: printed figures are part of what an answer is checked by, so they are the same everywhere.
"""

from __future__ import annotations

from datetime import date, datetime
from math import isnan
from typing import Any

from standout.words.spoken import template

WHOLE_UNITS = ("JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX", "RWF")
"""Currencies without coins: a minor unit is a whole one."""

SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}

_HUNDRED = 100


def marked(english: str) -> str:
    """Give a number written with English marks with those of the language spoken.

    Examples
    --------
    >>> from standout.words import speaking
    >>> with speaking("de"):
    ...     marked("1,234.50")
    '1.234,50'

    """
    return english.translate({ord(","): template("words.locale.thousands"), ord("."): template("words.locale.decimal")})


def count(n: int) -> str:
    """Give a whole number: ``1,234``."""
    return marked(f"{n:,}")


def figure(value: float | None, decimals: int = 2) -> str:
    """Give a figure with a true minus sign; a dash where there is none.

    Examples
    --------
    >>> figure(1234.5), figure(-0.05), figure(-0.001), figure(None)
    ('1,234.50', '−0.05', '0.00', '–')

    """
    return "–" if value is None or isnan(value) else marked(f"{value:z,.{decimals}f}".replace("-", "−"))


def share(part: float) -> str:
    """Give a share in percent: ``85 %``."""
    return template("words.locale.share").format(n=f"{_HUNDRED * part:.0f}")


def money(minor: int, currency: str = "") -> str:
    """Give an amount in minor units of its currency, such as cents; without coins where the currency has none.

    Examples
    --------
    >>> money(123450, "EUR"), money(1200, "JPY"), money(950)
    ('1,234.50 EUR', '1,200 JPY', '9.50')

    """
    amount = count(minor) if currency in WHOLE_UNITS else figure(minor / _HUNDRED)
    return template("words.locale.money").format(amount=amount, currency=currency) if currency else amount


def priced(amount: float, currency: str) -> str:
    """Give a price as it stands on a sign: ``£2.60``, ``2.60 SEK``."""
    if sign := SIGNS.get(currency):
        return template("words.locale.priced").format(sign=sign, amount=figure(amount))
    return template("words.locale.money").format(amount=figure(amount), currency=currency).strip()


def day(at: date | datetime | str) -> str:
    """Give a date in words: ``21 November 2026``."""
    at = date.fromisoformat(at[:10]) if isinstance(at, str) else at
    return template("words.locale.day").format(day=at.day, month=template(f"words.months.m{at.month}"), year=at.year)


def ordinal(rank: int) -> str:
    """Give a rank in words: ``1st``, ``2nd``, ``11th``."""
    last = f"n{rank % 100}" if rank % 100 in (11, 12, 13) else f"n{rank % 10}" if rank % 10 in (1, 2, 3) else "other"
    return template(f"words.ordinal.{last}").format(n=rank)


def quoted(text: object) -> str:
    """Give a text in quotation marks."""
    return template("words.locale.quoted").format(text=text)


def vega_locale() -> dict[str, Any]:
    """Give the marks of the language for charts drawn by Vega, as its ``number`` and ``time`` locales.

    Notes
    -----
    The definitions are those of d3-format and d3-time-format, which Vega hands them to.

    """
    decimal, thousands = template("words.locale.decimal"), template("words.locale.thousands")
    days, months = range(1, 8), range(1, 13)
    return {
        "number": {
            "decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""], "percent": "\u00a0%",
            "minus": "−",
        },
        "time": {
            "dateTime": "%Y-%m-%d %H:%M:%S", "date": "%Y-%m-%d", "time": "%H:%M:%S", "periods": ["AM", "PM"],
            "days": [template(f"words.days.d{n}") for n in days],
            "shortDays": [template(f"words.days_short.d{n}") for n in days],
            "months": [template(f"words.months.m{n}") for n in months],
            "shortMonths": [template(f"words.months_short.m{n}") for n in months],
        },
    }  # fmt: skip
