"""Out: a picture as a file of its own: PNG, SVG, or its table as CSV.

A picture that is taken out of its page takes along what it needs to be understood: its title, the key to its marks,
and a line that says what it rests on.  Names are set in the reader's own letters; those a PNG is drawn with come from
the machine, or from a folder that is named to `use_fonts`.

Unit     CSS pixels; a PNG has two to each
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from standout.charts import look
from standout.charts.chart import Picture
from standout.charts.machine import machine
from standout.charts.svg import svg
from standout.errors import UsageError
from standout.tables.spreadsheet import csv_bytes
from standout.text.folded import folded
from standout.words import say

KINDS = ("png", "svg", "csv")
SCALE = 2
EDGE = 20
TITLE, NOTE = 17, 12
"""Sizes of letters."""
LINE = 1.4
"""Height of a line, in sizes."""
LEAST = 360
"""No picture is narrower than this, so that its title has room."""
NAME_MOST = 80
"""So many bytes at most of a picture's title stand in the name of its file."""

_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def rendered(picture: Picture, kind: str, source: str = "") -> bytes:
    """Give a picture as the bytes of a file.

    Parameters
    ----------
    picture : Picture
    kind : str
        ``png``, ``svg`` or ``csv``.
    source : str
        The line that says what it rests on; none where empty.

    Raises
    ------
    UsageError
        If the kind is another.

    """
    checked([kind])
    if kind == "csv":
        return csv_bytes(*machine(picture.columns, picture.rows))
    drawn = framed(picture, source)
    if kind == "svg":
        return drawn.encode("utf-8")
    import vl_convert  # noqa: PLC0415  40 MB, only where something is drawn

    return bytes(vl_convert.svg_to_png(drawn, scale=SCALE))


def save(picture: Picture, path: Path, source: str = "") -> Path:
    """Write a picture as what its name ends in; give the path.

    Raises
    ------
    UsageError
        If the name ends in something else.

    """
    kind = path.suffix.removeprefix(".").casefold()
    if kind not in KINDS:
        raise UsageError(say("out.ending", file=path.name, known=[f".{one}" for one in KINDS]))
    path.write_bytes(rendered(picture, kind, source))
    return path


def checked(kinds: Sequence[str]) -> None:
    """Raise where a picture can't be written so."""
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(say("out.kind", given=kind, known=list(KINDS)))


def file_name(question: str, place: int, picture: Picture) -> str:
    """Give what a picture's file is called, without its ending: question, place, chart and title."""
    words: list[str] = []
    for word in folded(picture.title):
        if len("-".join([*words, word]).encode()) <= NAME_MOST:
            words.append(word)
    return "-".join([question, str(place), picture.name.replace("_", "-"), *words])


def use_fonts(folder: Path) -> bool:
    """Draw PNG with the fonts of a folder too (.ttf, .otf, .ttc); tell whether there are any."""
    if not folder.is_dir() or not any(file.suffix.casefold() in {".ttf", ".otf", ".ttc"} for file in folder.iterdir()):
        return False
    import vl_convert  # noqa: PLC0415 - as above

    vl_convert.register_font_directory(str(folder))
    return True


def framed(picture: Picture, source: str = "") -> str:
    """Give a picture as SVG that stands by itself: title, marks, key and source, with its text alternative inside."""
    body = svg(picture.spec)
    width, height = (float(end) for end in _SIZE.findall(body)[0])
    room = max(width, LEAST)
    title = wrapped(picture.title, room, TITLE)
    notes = [line for text in (picture.key, source) for line in wrapped(text, room, NOTE)]
    top = EDGE + len(title) * TITLE * LINE + 6
    below = top + height + 10
    whole = below + len(notes) * NOTE * LINE + EDGE - 6
    inner = re.sub(r' (?:style|aria-hidden|focusable)="[^"]*"', "", body.split(">", 1)[0])
    placed = f'{inner} x="{EDGE}" y="{top:g}" width="{width:g}" height="{height:g}">{body.split(">", 1)[1]}'
    across = room + 2 * EDGE
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{across:g}" height="{whole:g}"'
    drawn = [
        f'{opening} viewBox="0 0 {across:g} {whole:g}" role="img" font-family="{look.FONT}">',
        f"<title>{_plain(picture.title)}</title><desc>{_plain(picture.alt)}</desc>",
        f'<rect width="100%" height="100%" fill="{look.PAPER}"/>',
        *_lines(title, EDGE, TITLE, look.INK, weight=700),
        placed,
        *_lines(notes, below, NOTE, look.MUTED),
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Give a text as lines of a width in pixels, on the generous side; a word that is longer is cut to fit.

    Examples
    --------
    >>> wrapped("Coffee: who stands where", 100, 13)
    ['Coffee: who', 'stands where']

    """
    lines: list[str] = []
    for word in look.clean(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and look.breadth(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(look.fitted(word, width, size))
    return lines


def _lines(lines: Sequence[str], top: float, size: float, colour: str, weight: int = 400) -> list[str]:
    return [
        f'<text x="{EDGE}" y="{top + size + place * size * LINE:g}" font-size="{size:g}px" font-weight="{weight}"'
        f' fill="{colour}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]


def _plain(text: str) -> str:
    return escape(look.clean(text))
