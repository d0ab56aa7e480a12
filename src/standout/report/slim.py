"""Slim: a drawing in half the letters, looking the same: no bare groups, nothing said that goes without saying."""

from __future__ import annotations

import re

_SAID = re.compile(r' (?:opacity|fill-opacity|stroke-opacity|stroke-width)="1"')
_NOTHING = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_FONT = re.compile(r' font-family="([^"]*)"')
_LONG = re.compile(r"(-?\d+\.\d)\d+")
_TAG = re.compile(r"(</?g\b[^>]*>)")
_HOLLOW = re.compile(r"<g\b[^>]*></g>")


def slim(drawn: str) -> str:
    """Give a drawing as short as can be; points to a tenth of a pixel.

    Parameters
    ----------
    drawn : str
        An ``svg`` element.

    Examples
    --------
    >>> slim('<svg viewBox="0 0 9 9"><g><g fill="red" opacity="1"><path d="M1.2345,2"/></g></g></svg>')
    '<svg viewBox="0 0 9 9"><g fill="red"><path d="M1.2,2"/></g></svg>'

    """
    opening, close, rest = drawn.partition(">")
    fonts = _FONT.findall(rest)
    if len(set(fonts)) == 1:
        opening, rest = f'{opening} font-family="{fonts[0]}"', _FONT.sub("", rest)
    parts = re.split(r"(>[^<]+<)", _NOTHING.sub("", _SAID.sub("", rest)))
    shorter = "".join(part if part.startswith(">") else _LONG.sub(r"\1", part) for part in parts)
    bare, before = _grouped(shorter), ""
    while bare != before:
        bare, before = _HOLLOW.sub("", bare), bare
    return opening + close + bare


def _grouped(drawn: str) -> str:
    """Give a drawing without the groups that say nothing of what is in them."""
    kept: list[str] = []
    open_: list[bool] = []
    for part in _TAG.split(drawn):
        if part.startswith("<g") and part.endswith("/>"):
            continue
        if part.startswith("</g"):
            if open_.pop():
                kept.append(part)
        elif part.startswith("<g"):
            open_.append(part != "<g>")
            if open_[-1]:
                kept.append(part)
        else:
            kept.append(part)
    return "".join(kept)
