"""Every sentence of the product, by key and typed values, from the files in ``<language>/``.

One file for each place that speaks; a test fails when a sentence stands anywhere else, or in two of them.

A value is put in as ``{name}`` or ``{name:format}``.  Formats are Python's own and these:

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
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGE = "en"


@cache
def catalogue(language: str = LANGUAGE) -> dict[str, str]:
    """Give every sentence of a language as ``{"section.key": template}``."""
    held = sorted((files(__name__) / language).iterdir(), key=lambda file: file.name)
    spoken = (tomllib.loads(file.read_text(encoding="utf-8")) for file in held if file.name.endswith(".toml"))
    return {key: sentence for tree in spoken for key, sentence in _flat(tree)}


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


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
    return _FORMATTER.vformat(catalogue()[key], (), values)


def nearest(name: str, known: Iterable[str], most: int = 6) -> str:
    """Give the known names as a list in words, nearest to ``name`` first.

    Examples
    --------
    >>> nearest("ordered_at", ["total", "order_at"])
    'order_at, total'

    """
    left = sorted(known)
    close = difflib.get_close_matches(name, left, n=most, cutoff=0.5)
    return ", ".join([*close, *(n for n in left if n not in close)][:most])


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


def ordinal(rank: int) -> str:
    """Give a rank in words: ``1st``, ``2nd``, ``11th``."""
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def day(at: date | datetime | str) -> str:
    """Give a date in words: ``21 November 2026``."""
    at = date.fromisoformat(at[:10]) if isinstance(at, str) else at
    return f"{at.day} {say(f'words.months.m{at.month}')} {at.year}"


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("plural("):
            one, many = format_spec[len("plural(") : -1].split(",")
            return f"{value:,} {one if value == 1 else many}"
        match format_spec:
            case "count":
                return f"{value:,}"
            case "stars" | "points":
                return f"{value:.2f}"
            case "share":
                return f"{100 * value:.0f} %"
            case "list":
                return listed(value)
            case "either":
                return listed(value, say("words.or"))
            case "ordinal":
                return ordinal(value)
            case "day":
                return day(value)
            case "quoted":
                return f"“{value}”"
            case _:
                return super().format_field(value, format_spec)  # type: ignore[no-any-return]


_FORMATTER = _Formatter()
