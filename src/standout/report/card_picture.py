"""Card picture: the claim of an Est card as one SVG to show beside the words, only where the card may be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from standout.charts.look import ACCENT, FONT, INK, MUTED, PAPER, breadth, clean, fitted
from standout.words import say

WIDE, HIGH, EDGE = 1200, 630, 72
SIZES = (62, 54, 46, 40, 34, 29)
LEADING = 1.24


def picture(made: Mapping[str, Any]) -> str:
    """Give the picture of a card; empty where it may not be shown to everybody, or its claim takes too much room.

    Parameters
    ----------
    made : mapping
        As `standout.report.card.card` makes it.

    """
    if made["bars"] or not made["wording"]:
        return ""
    claim, width = clean(made["wording"][0]), WIDE - 2 * EDGE
    size, lines = _set(claim, width)
    if not size:
        return ""
    top = EDGE + 44 + 60 + size
    last = made["expires"]
    until = say("kit.until", day=date.fromisoformat(last)) if last else ""
    said = [
        _line(fitted(made["subject"], width, 34), EDGE + 34, 34, ACCENT, bold=True),
        *(_line(text, round(top + place * size * LEADING), size, INK, bold=True) for place, text in enumerate(lines)),
        _line(fitted(until, width, 26), HIGH - EDGE, 26, MUTED),
    ]
    if made["banner"]:
        said.append(_line(fitted(made["banner"], width, 22), HIGH - EDGE + 40, 22, MUTED))
    whole = quoteattr(" ".join(filter(None, [clean(made["subject"]) + ":", claim, until])))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'role="img" aria-label={whole}>\n'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{PAPER}"/>\n'
        f'<rect width="14" height="{HIGH}" fill="{ACCENT}"/>\n' + "\n".join(said) + "\n</svg>\n"
    )


def _line(text: str, y: int, size: int, colour: str, *, bold: bool = False) -> str:
    weight = 700 if bold else 400
    return (
        f'<text x="{EDGE}" y="{y}" font-family={quoteattr(FONT)} font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{escape(text)}</text>'
    )


def _set(claim: str, width: float) -> tuple[int, list[str]]:
    """Give the largest size at which a claim fits whole, and its lines; 0 and none where it fits at no size."""
    room = HIGH - 2 * EDGE - 44 - 60 - 60
    for size in SIZES:
        lines = wrapped(claim, width, size)
        if len(lines) * size * LEADING <= room:
            return size, lines
    return 0, []


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Give a text in lines that fit a width, broken at blanks.

    Examples
    --------
    >>> wrapped("Rated highest on staff", 150, 16)
    ['Rated highest on', 'staff']

    """
    lines: Sequence[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        lines = [*lines[:-1], longer] if lines and breadth(longer, size) <= width else [*lines, word]
    return list(lines)
