"""Records: the careful reader of delimited text, one line at a time, for what the quick reader can't take.

A line is split as RFC 4180 says.  An open quote takes the next lines in only if the whole then reads without
a fault and with the right number of cells; otherwise its first line alone is broken and reading goes on with
the next, so that one unclosed quote never swallows good lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from standout.sources.source import Dialect

_MOST_LINES = 1_000  # a cell of more lines than this is taken for an unclosed quote
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file's records must look like: how many cells, and whether short ones are its habit."""

    dialect: Dialect
    width: int
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record and the line it starts on; ``reason`` is empty, or why it is broken (a key under [reject])."""

    line: int
    cells: tuple[str | None, ...] = ()
    reason: str = ""
    text: str = ""


def records(lines: Iterable[str], shape: Shape, first: int) -> Iterator[Record]:
    """Give every record in ``lines``, whole or broken, but not the blank ones.

    Parameters
    ----------
    lines : str
        Physical lines without their ends.
    shape : Shape
        The dialect and the number of cells.
    first : int
        The number of the first line.

    Examples
    --------
    >>> shape = Shape(Dialect(), width=2)
    >>> [r.cells or r.reason for r in records(["1,a", '2,"b', "3,c"], shape, first=2)]
    [('1', 'a'), 'open_quote', ('3', 'c')]

    """
    source = iter(lines)
    waiting: list[str] = []  # lines read ahead and given back, last first
    number = first - 1
    quote = shape.dialect.quote
    while True:
        line = waiting.pop() if waiting else next(source, None)
        if line is None:
            return
        number += 1
        if not line.strip():
            continue
        if not quote or quote not in line:
            cells: list[str] | None = line.split(shape.dialect.delimiter)
        else:
            cells, state = split(line, shape.dialect)
            if state == "open":
                taken = _joined(line, source, waiting, shape)
                if taken:
                    cells, more = taken
                    yield from _checked(number, cells, line, shape)
                    number += more
                    continue
                yield Record(number, reason="open_quote", text=line[:_SHOWN])
                continue
            if state == "bad":
                cells, state = split(line, shape.dialect, strict=False)
                if state != "ok" or cells is None or len(cells) != shape.width:
                    yield Record(number, reason="stray_quote", text=line[:_SHOWN])
                    continue
        yield from _checked(number, cells or [], line, shape)


def _joined(line: str, source: Iterator[str], waiting: list[str], shape: Shape) -> tuple[list[str], int] | None:
    """Give the cells of a record whose quote is still open and how many more lines it took, or give them back."""
    quote = shape.dialect.quote
    doubled = shape.dialect.escape == quote
    quotes = line.count(quote)
    taken = [line]
    while len(taken) <= _MOST_LINES:
        following = waiting.pop() if waiting else next(source, None)
        if following is None:
            break
        taken.append(following)
        more = following.count(quote)
        quotes += more
        if not more or (doubled and quotes % 2):
            continue
        cells, state = split("\n".join(taken), shape.dialect)
        if state == "ok" and cells is not None and _fits(cells, shape):
            return cells, len(taken) - 1
        if state != "open":
            break
    waiting.extend(reversed(taken[1:]))
    return None


def _fits(cells: list[str], shape: Shape) -> bool:
    extra = cells[shape.width :]
    return not any(extra) and (len(cells) >= shape.width or shape.ragged)


def _checked(number: int, cells: list[str], line: str, shape: Shape) -> Iterator[Record]:
    if not any(cells):
        return
    if not _fits(cells, shape):
        few = len(cells) < shape.width
        yield Record(number, reason="too_few_cells" if few else "too_many_cells", text=line[:_SHOWN])
        return
    kept = [cell or None for cell in cells[: shape.width]]
    yield Record(number, cells=tuple(kept + [None] * (shape.width - len(kept))))


def split(text: str, dialect: Dialect, *, strict: bool = True) -> tuple[list[str] | None, str]:
    """Split one record into cells; the state is ``ok``, ``open`` (a quote is not closed) or ``bad``.

    Not strict, a quote inside a quoted cell stands for itself unless a delimiter or the end follows.
    """
    delimiter, quote, escape = dialect.delimiter, dialect.quote, dialect.escape
    if not quote or quote not in text:
        return text.split(delimiter), "ok"
    inside = _inside(delimiter, quote, escape, strict)
    cells: list[str] = []
    at = 0
    while True:
        start = at
        if dialect.skip_spaces:
            while text.startswith(" ", start):
                start += 1
        if text.startswith(quote, start):
            body = inside.match(text, start + 1)
            end = body.end() if body else start + 1
            if end >= len(text):
                return None, "open"
            if text[end] != quote or (end + 1 < len(text) and not text.startswith(delimiter, end + 1)):
                return None, "bad"
            cell = text[start + 1 : end].replace(escape + quote, quote)
            cells.append(cell)
            at = end + 1
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
            at = end
        if at >= len(text):
            return cells, "ok"
        at += len(delimiter)


@lru_cache(maxsize=64)
def _inside(delimiter: str, quote: str, escape: str, strict: bool) -> re.Pattern[str]:  # noqa: FBT001 - a cache key
    q, d, e = re.escape(quote), re.escape(delimiter), re.escape(escape)
    pair = f"{e}{q}" if escape == quote else f"{e}."
    plain = f"[^{q}]++" if escape == quote else f"[^{q}{e}]++"
    literal = "" if strict else f"|{q}(?!{d}|\\Z)"
    return re.compile(f"(?:{plain}|{pair}{literal})*+", re.DOTALL)
