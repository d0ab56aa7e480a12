"""Qr: a QR code as SVG, inline or as a file of its own.

Source   ISO/IEC 18004 as segno implements it; level M, which a fold or a stain of 15 % doesn't stop
"""

from __future__ import annotations

import io
from typing import Any

QUIET = 4
"""Modules of white around it, as the standard asks for."""


def inline(text: str) -> str:
    """Give a QR code of a text as SVG to stand in a page; it takes the size it is given there.

    Examples
    --------
    >>> inline("1-F7KQ2-M").startswith('<svg viewBox="0 0 29 29"')
    True

    """
    return str(_made(text).svg_inline(omitsize=True, **_look()))


def file(text: str, title: str) -> str:
    """Give a QR code of a text as an SVG file, its title for those who can't see it."""
    held = io.BytesIO()
    _made(text).save(held, kind="svg", scale=8, title=title, nl=True, **_look())
    return held.getvalue().decode("utf-8")


def _made(text: str) -> Any:
    import segno  # noqa: PLC0415 - only a kit needs it

    return segno.make(text, error="m", micro=False, boost_error=False)


def _look() -> dict[str, Any]:
    return {"border": QUIET, "dark": "#000000", "light": "#ffffff", "svgclass": None, "lineclass": None}
