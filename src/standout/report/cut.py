"""Cut: a text made as long as its place has room for, by whole sentences and then by whole words, never by clipping.

Unit     pixels at 96 to the inch; widths are measured on the generous side
"""

from __future__ import annotations

from collections.abc import Sequence

from standout.charts.look import breadth, clean
from standout.text.own_sentences import own_sentences

SLACK = 1.07
"""How much wider than measured a reader's letters may be."""
BROAD, MORE = frozenset("WMm%@Æ…—"), 0.22
"""Letters that are wider than most, and by how much of their size."""


def cut(text: str, lines: int, width: float, size: float) -> str:
    """Give a text cut to so many lines of a width: whole sentences where one fits, else words and an ellipsis.

    Parameters
    ----------
    text : str
    lines : int
        How many there is room for.
    width, size : float
        Of a line, and of its letters, in pixels.

    Examples
    --------
    >>> cut("We are best on staff. That was in May.", 1, 150, 12)
    'We are best on staff.'
    >>> cut("We are best on staff.", 1, 90, 12)
    'We are best…'

    """
    text = clean(text)
    if filled(text, width, size) <= lines:
        return text
    kept = ""
    for sentence in own_sentences(text):
        longer = f"{kept} {sentence}".strip()
        if filled(longer, width, size) > lines:
            break
        kept = longer
    return kept or _by_words(text, lines, width, size)


def _by_words(text: str, lines: int, width: float, size: float) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if filled(text[:middle] + "…", width, size) <= lines else (low, middle - 1)
    whole, blank, _ = text[: low + 1].rpartition(" ")
    kept = whole if blank and len(whole) > low // 2 else text[:low]
    return kept.rstrip(" ,;:–") + "…"


def filled(text: str, width: float, size: float) -> int:
    """Give how many lines a text takes; a word that is wider than a line is broken, as in writing without blanks.

    Examples
    --------
    >>> filled("one two", 400, 12), filled("one two", 25, 12), filled("", 400, 12)
    (1, 2, 0)

    """
    count, used, blank = 0, width + 1, breadth(" ", size) * SLACK
    for word in text.split():
        wide = breadth(word, size) * SLACK + size * MORE * sum(sign in BROAD for sign in word)
        if used + blank + wide <= width:
            used += blank + wide
            continue
        broken = max(1, -(-wide // width))
        count += int(broken)
        used = wide - (broken - 1) * width
    return count


def listed(names: Sequence[str], lines: int, width: float, size: float, more: str) -> tuple[list[str], int]:
    """Give as many names as fit, each whole, and how many are left out; ``more`` is what is said of those.

    A name that is too long by itself is cut.
    """
    names = [cut(name, 1, width, size) for name in names]
    for kept in range(len(names), 1, -1):
        said = ", ".join(names[:kept]) + (more if kept < len(names) else "")
        if filled(said, width, size) <= lines:
            return names[:kept], len(names) - kept
    return names[:1], max(0, len(names) - 1)
