"""Look: the colours, type and figures every picture shares, and names cut to the room there is.

Colours are told apart by people with any colour vision, and by more than colour: ours is a diamond and
bold.  Each has at least 3:1 against the paper (WCAG 2.2, 1.4.11), text at least 4.5:1 (1.4.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from standout import words
from standout.words import say

PAPER = "#ffffff"
INK = "#18212c"
MUTED = "#566271"
ACCENT = "#0b5c8c"
FAINT = "#8590a0"
GRID = "#e4e9ee"
BAND = "#cfe1ec"
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
SIZE = 13
WITH_NAMES = {"left": 4, "top": 4, "bottom": 4, "right": 16}
"""Padding where names end on the right: a reader's letters may be wider than those a picture is measured with."""

OURS = {"shape": "diamond", "size": 170, "filled": True, "color": ACCENT, "opacity": 1}
THEIRS = {"shape": "circle", "size": 60, "color": MUTED, "strokeWidth": 1.8, "opacity": 1}

_JOINERS = {"\u200c", "\u200d"}  # Persian spelling and emoji need them
_NARROW = set("iljtfr.,:;'|!I()[] ")
_LABEL = {"labelFontSize": SIZE - 1, "titleFontSize": SIZE - 1, "labelColor": MUTED, "titleColor": MUTED}


def config() -> dict[str, Any]:
    """Give the Vega-Lite configuration of every picture; the marks of numbers where they aren't the English ones."""
    return {
        "aria": False,
        "background": PAPER,
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "concat": {"spacing": 0},
        **({"locale": words.vega_locale()} if words.language() != words.FIRST else {}),
        "axis": {
            **_LABEL, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED, "titleFontWeight": "normal",
            "titlePadding": 8, "labelPadding": 5,
        },
        "text": {"fontSize": SIZE, "color": INK},
    }  # fmt: skip


def clean(name: str) -> str:
    """Give a name without the characters that steer text instead of being read.

    Examples
    --------
    >>> clean("Deli\\u202e North\\x00")
    'Deli North'

    """
    spaced = " ".join(name.split())
    return "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def breadth(text: str, size: float = SIZE) -> float:
    """Give about how many pixels wide a text is set, on the generous side."""
    return sum(_em(c) for c in text) * size


def _em(c: str) -> float:
    if unicodedata.combining(c) or c in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(c) in {"W", "F"}:
        return 1.05
    return 0.34 if c in _NARROW else 0.72 if c.isupper() or c in "mwMW@%" else 0.57


def fitted(name: str, width: float, size: float = SIZE) -> str:
    """Give a name cut to a width in pixels, with an ellipsis where it was cut.

    Examples
    --------
    >>> fitted("Corner Deli", 200)
    'Corner Deli'
    >>> fitted("The Very Long Corner Deli", 90)
    'The Very Lo…'

    """
    name = clean(name)
    if breadth(name, size) <= width:
        return name
    while name and breadth(name + "…", size) > width:
        name = name[:-1]
    return name.rstrip() + "…"


def places(values: Iterable[float | None], kind: str) -> int:
    """Give how many decimals a column of figures is printed with: two, or none where a fact is whole."""
    return 0 if kind == "fact" and all(v is None or float(v).is_integer() for v in values) else 2


def figure(value: float | None, decimals: int = 2) -> str:
    """Give a figure as printed, with a true minus sign; a dash where there is none.

    Examples
    --------
    >>> figure(1234.5), figure(-0.05), figure(-0.001), figure(None)
    ('1,234.50', '−0.05', '0.00', '–')

    """
    return words.figure(value, decimals)


def span(low: float | None, high: float | None, decimals: int = 2) -> str:
    """Give an interval as printed: one figure where it is exact, a dash where there is none."""
    if low is None or high is None:
        return figure(None)
    ends = figure(low, decimals), figure(high, decimals)
    return ends[0] if ends[0] == ends[1] else say("chart.span", low=ends[0], high=ends[1])


def tooltip(**titles: str) -> list[dict[str, Any]]:
    """Give what is shown to whoever points at a mark: fields that hold printed text, each under its title."""
    return [{"field": field, "type": "nominal", "title": title} for field, title in titles.items()]


def rank(low: int | None, high: int | None) -> str:
    """Give a rank, or the ranks it may be, in words: ``1st``, ``2nd to 5th``."""
    if low is None or high is None:
        return figure(None)
    return say("chart.rank", rank=low) if low == high else say("chart.ranks", low=low, high=high)
