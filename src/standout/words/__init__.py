"""Every sentence of the product, by key and typed values, from the files in ``<language>/``.

One file for each place that speaks; a test fails when a sentence stands anywhere else, or in two of them.
Each language is a folder with the same files and keys: what is spoken is said by `speaking`, a workspace's
``standout.toml``, or ``STANDOUT_LANGUAGE``.

A value is put in as ``{name}`` or ``{name:format}``.  Formats are Python's own and these, printed with the
marks of the language that is spoken:

``{n:count}``       1,234
``{x:stars}``       4.62        a figure on a rating scale, two decimals
``{x:points}``      0.31        a difference, two decimals
``{p:share}``       0.85 -> 85 %
``{names:list}``    A, B and C
``{names:either}``  A, B or C
``{r:ordinal}``     1 -> 1st
``{d:day}``         2026-11-21 -> 21 November 2026
``{n:plural(review,reviews)}``   1 review, 1,234 reviews
``{text:quoted}``   “text”

Sentences that are read by owners keep to grade 8 or below; a test measures them.
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable
from numbers import Number
from typing import Any

from standout.words.locale import (
    WHOLE_UNITS,
    count,
    day,
    figure,
    marked,
    money,
    ordinal,
    priced,
    quoted,
    share,
    vega_locale,
)
from standout.words.spoken import FIRST, LANGUAGES, catalogue, label, language, own, speaking, template

__all__ = [
    "FIRST", "LANGUAGES", "WHOLE_UNITS", "catalogue", "close", "count", "day", "figure", "label", "language", "listed",
    "marked", "money", "nearest", "ordinal", "own", "priced", "quoted", "say", "share", "speaking", "vega_locale",
]  # fmt: skip


def say(key: str, /, **values: object) -> str:
    """Give the sentence ``key`` with its values put in.

    Raises
    ------
    KeyError
        If there is no such sentence, or a value it needs is not given.

    Examples
    --------
    >>> say("words.example", n=1200, names=["Ann", "Bo", "Cy"])
    '1,200 reviews of Ann, Bo and Cy.'

    """
    return _FORMATTER.vformat(template(key), (), values)


def nearest(name: str, known: Iterable[str], most: int = 6) -> str:
    """Give the known names as a list in words, nearest to ``name`` first, and how many are left out.

    Examples
    --------
    >>> nearest("ordered_at", ["total", "order_at"])
    'order_at, total'

    """
    left = sorted(known)
    close = difflib.get_close_matches(name, left, n=most, cutoff=0.5)
    named = ", ".join([*close, *(n for n in left if n not in close)][:most])
    return say("words.names_more", names=named, more=len(left) - most) if len(left) > most else named


def close(name: str, known: Iterable[str], most: int = 4) -> str:
    """Give the known names that are spelt much like ``name`` as a list in words, empty where none is.

    Examples
    --------
    >>> close("lunsh", ["lunch", "breakfast"]), close("Leith", ["lunch", "breakfast"])
    ('lunch', '')

    """
    return ", ".join(difflib.get_close_matches(name, sorted(known), n=most, cutoff=0.6))


def listed(names: Iterable[object], joint: str = "") -> str:
    """Give names as a list in words: ``A, B and C``; ``joint`` is the word before the last."""
    *most, last = [str(n) for n in names] or [""]
    return f"{', '.join(most)} {joint or say('words.and')} {last}" if most else last


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("plural("):
            one, many = format_spec[len("plural(") : -1].split(",")
            return f"{count(value)} {one if value == 1 else many}"
        match format_spec:
            case "count":
                return count(value)
            case "stars" | "points":
                return marked(f"{value:.2f}")
            case "share":
                return share(value)
            case "list":
                return listed(value)
            case "either":
                return listed(value, say("words.or"))
            case "ordinal":
                return ordinal(value)
            case "day":
                return day(value)
            case "quoted":
                return quoted(value)
            case _:
                printed: str = super().format_field(value, format_spec)
                return marked(printed) if isinstance(value, Number) else printed


_FORMATTER = _Formatter()
