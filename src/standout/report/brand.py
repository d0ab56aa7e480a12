"""Brand: what an owner puts on a brief of their own: a logo, a colour, a title, a text, and the paper it is for.

Source   WCAG 2.2, 1.4.3: contrast of text and paper; the colour carries white letters, so it must reach 4.5
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from standout.charts.look import ACCENT, BAND

LEAST = 4.5
"""The contrast with white that text needs."""
PAPERS = ("a4", "letter")
TINT = 0.82
"""How far towards white the pale form of a colour lies."""
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What is the owner's own on a page.

    Attributes
    ----------
    logo : str
        A ``data:`` address of a picture; empty without one.
    accent : str
        ``#rrggbb``, dark enough for letters on white.
    title, text : str
        In place of our heading, and a line under it.
    paper : str
        ``a4`` or ``letter``: what a PDF is made for.
    link : str
        An address that is printed, with a QR code.

    """

    logo: str = ""
    accent: str = ACCENT
    title: str = ""
    text: str = ""
    paper: str = "a4"
    link: str = ""

    @property
    def tint(self) -> str:
        """The pale form of the colour."""
        return BAND if self.accent == ACCENT else pale(self.accent)


def colour(given: str) -> str:
    """Give a colour as ``#rrggbb``; empty where it is none.

    Examples
    --------
    >>> colour("#0AF"), colour("red")
    ('#00aaff', '')

    """
    plain = given.strip().lower()
    if not _HEX.fullmatch(plain):
        return ""
    digits = plain[1:]
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == len("rgb") else digits)


def contrast(one: str, other: str = "#ffffff") -> float:
    """Give the contrast of two colours, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#000000"), 1), round(contrast("#0b5c8c"), 1)
    (21.0, 7.2)

    """
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(given: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (channel(part) for part in _parts(given))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(given: str) -> tuple[float, float, float]:
    red, green, blue = (int(given[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


def darkened(given: str) -> str:
    """Give the nearest darker form of a colour, of the same hue, that letters can be read in.

    Examples
    --------
    >>> darkened("#ffcc00"), contrast(darkened("#ffcc00")) >= LEAST
    ('#8f7200', True)

    """
    hue, light, full = colorsys.rgb_to_hls(*_parts(given))
    for step in range(101):
        found = _hex(*colorsys.hls_to_rgb(hue, light * (1 - step / 100), full))
        if contrast(found) >= LEAST:
            return found
    return "#000000"


def pale(given: str) -> str:
    """Give a colour mixed with much white.

    Examples
    --------
    >>> pale("#000000")
    '#d1d1d1'

    """
    red, green, blue = (part + (1 - part) * TINT for part in _parts(given))
    return _hex(red, green, blue)


def coloured(drawn: str, brand: Brand) -> str:
    """Give a drawn picture in the colours of the brand."""
    return drawn if brand.accent == ACCENT else drawn.replace(ACCENT, brand.accent).replace(BAND, brand.tint)
