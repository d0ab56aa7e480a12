"""Fonts: which letters no font of this machine has, and what to install for them.

Reads    what fontconfig lists; where it isn't there nothing can be told
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

PACKAGES = (
    ("CJK", "fonts-noto-cjk"), ("HIRAGANA", "fonts-noto-cjk"), ("KATAKANA", "fonts-noto-cjk"),
    ("HANGUL", "fonts-noto-cjk"), ("BOPOMOFO", "fonts-noto-cjk"), ("FULLWIDTH", "fonts-noto-cjk"),
    ("IDEOGRAPHIC", "fonts-noto-cjk"),
)  # fmt: skip
"""Debian's package for letters whose Unicode name begins so."""
SYMBOLS, OTHERS = "fonts-noto-color-emoji", "fonts-noto-core"
SECONDS = 10
"""How long fontconfig may take; its first run on a machine looks at every font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Letters nobody can see here, and the package that has them."""

    letters: str
    package: str


def missing(texts: Iterable[str], most: int = 8) -> list[Missing]:
    """Give the letters of some texts that no font here has, by the package to install; none where it can't be told.

    Parameters
    ----------
    texts : iterable of str
        Such as the names of businesses.
    most : int
        How many letters are named for each package.

    """
    there = covered()
    if there is None:
        return []
    gone: dict[str, dict[str, None]] = {}
    for sign in (sign for text in texts for sign in text):
        if ord(sign) >= 0x80 and unicodedata.category(sign)[0] in "LNPSM" and not _has(there, ord(sign)):
            gone.setdefault(package(sign), {})[sign] = None
    return [Missing(letters="".join(list(held)[:most]), package=name) for name, held in sorted(gone.items())]


def package(sign: str) -> str:
    """Give the package that has a sign.

    Examples
    --------
    >>> package("喫"), package("م"), package("☕")
    ('fonts-noto-cjk', 'fonts-noto-core', 'fonts-noto-color-emoji')

    """
    name = unicodedata.name(sign, "")
    if unicodedata.category(sign).startswith("S"):
        return SYMBOLS
    return next((held for begins, held in PACKAGES if name.startswith(begins)), OTHERS)


def _has(there: tuple[tuple[int, int], ...], sign: int) -> bool:
    return any(first <= sign <= last for first, last in there)


@cache
def covered() -> tuple[tuple[int, int], ...] | None:
    """Give the ranges of letters the fonts here have; None where fontconfig can't be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - the program of that name, with nothing of anybody's in its arguments
            [program, ":", "charset"], capture_output=True, text=True, timeout=SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return ranges(listed)


def ranges(listed: str) -> tuple[tuple[int, int], ...]:
    """Give the ranges that ``fc-list : charset`` names, overlapping ones joined.

    Examples
    --------
    >>> ranges(":charset=20-7e a0\\n:charset=41-5a a1-ff\\n")
    ((32, 126), (160, 255))

    """
    parts = sorted(
        (int(first, 16), int(last or first, 16))
        for line in listed.splitlines() for first, _, last in (one.partition("-") for one in _charset(line))
    )  # fmt: skip
    joined: list[tuple[int, int]] = []
    for first, last in parts:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)


def _charset(line: str) -> list[str]:
    return line.partition("charset=")[2].split(":")[0].split()
