"""Sniff: how a delimited text file is laid out, from its first lines.

Every delimiter and quote is tried on the same lines; the one under which most records have one width wins,
the wider of two equals.  The built-in sniffers of databases are not used: an unclosed quote makes them take
a wrong delimiter without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from standout.sources.records import split
from standout.sources.source import Dialect
from standout.words import say

DELIMITERS = (",", ";", "\t", "|")
_NOTHING = "\x1f"  # the delimiter of a file of one column: the unit separator
_SAMPLE_LINES = 1_500
_SAMPLE_CHARACTERS = 1 << 22
_HEADER_WITHIN = 40
_LEAST_SHARE = 0.4  # of records of one width, or the file has one column
_LONE_HEADER = 3  # columns a header without records needs to be told from a sentence
_RAGGED, _SHORT = 0.2, 3  # short records are the writer's habit from this share and number on
_MOST_HEADER = 200  # a header cell longer than this is a sentence
_FIGURE = re.compile(r"[-+(]?[£$€]?\s*\d[\d.,\s/:%)]*$")
_DATED = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?$")
_ADDRESS = re.compile(r"(https?://\S+|[^@\s]+@[^@\s]+\.\w+)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a file: its dialect, header, width, and where its records start."""

    dialect: Dialect
    columns: tuple[str, ...]
    width: int
    preamble: tuple[str, ...]
    first_line: int  # of the first record after the header
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    lines: int
    cells: list[str]


def layout(path: Path, encoding: str = "utf-8") -> Layout:
    """Tell how a UTF-8 text file with Unix line ends is laid out.

    ``encoding`` is what the file was before; it is only noted in the dialect.
    """
    lines = _first_lines(path)
    hint = re.fullmatch(r'"?sep=(.)"?', lines[0].strip()) if lines else None
    dialect, rows = _best(lines[1:] if hint else lines, (hint[1],) if hint else DELIMITERS)
    rows = [replace(row, line=row.line + bool(hint)) for row in rows]
    at, titled = header_row([row.cells for row in rows[: _HEADER_WITHIN + 1]], _usual_width(rows))
    header = rows[at] if rows else _Row(1, 1, [])
    names = _cut(header.cells) if titled else []
    body = rows[at + 1 :] if titled else rows[at:]
    width = max(len(names), _usual_width(body) if body else 1)
    if width == 1:
        dialect = replace(dialect, delimiter=_NOTHING)
    short = sum(len(row.cells) < width for row in body)
    return Layout(
        dialect=replace(dialect, encoding=encoding, preamble=header.line - 1, header=titled),
        columns=unique(_aligned(names, body, width)),
        width=width,
        preamble=tuple(lines[: header.line - 1]),
        first_line=header.line + header.lines if titled else header.line,
        ragged=short > _RAGGED * len(body) and short >= _SHORT,
    )


def _first_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        head = file.read(_SAMPLE_CHARACTERS)
        whole = not file.read(1)
    lines = head.removesuffix("\n").split("\n")
    return lines[: max(1, min(_SAMPLE_LINES, len(lines) - (not whole)))]


def _best(lines: list[str], delimiters: Sequence[str]) -> tuple[Dialect, list[_Row]]:
    best: tuple[float, Dialect, list[_Row]] | None = None
    quotes = [q for q in ('"', "'") if q == '"' or _quoted_by(q, lines)]
    for delimiter in delimiters:
        for quote in [*quotes, ""]:
            for escape in ['"', "\\"] if quote == '"' and any('\\"' in line for line in lines) else [quote]:
                dialect = Dialect(delimiter=delimiter, quote=quote, escape=escape)
                rows, faults = _rows(lines, dialect)
                if any(cell.lstrip(" ").startswith('"') and cell[0] == " " for r in rows for cell in r.cells if cell):
                    spaced = replace(dialect, skip_spaces=True)
                    rows_spaced, faults_spaced = _rows(lines, spaced)
                    if faults_spaced <= faults:
                        dialect, rows, faults = spaced, rows_spaced, faults_spaced
                score = _score(rows, faults)
                if best is None or score > best[0] + 1e-9:
                    best = score, dialect, rows
    if best is None or best[0] <= 0:
        dialect = Dialect(delimiter=_NOTHING)
        return dialect, _rows(lines, dialect)[0]
    return best[1], best[2]


def _quoted_by(quote: str, lines: list[str]) -> bool:
    """Tell whether cells stand in this quote at their start and end in most lines (and none in ``\"``)."""
    whole = re.compile(rf"(?:^|[,;\t|]){quote}[^{quote}]*{quote}(?:[,;\t|]|$)")
    return not any('"' in line for line in lines) and sum(bool(whole.search(x)) for x in lines) > len(lines) / 2


def _rows(lines: list[str], dialect: Dialect) -> tuple[list[_Row], int]:
    """Give the sample's records under a dialect, and how many lines it makes no sense of."""
    rows: list[_Row] = []
    faults = 0
    at = 0
    while at < len(lines):
        taken = 1
        if lines[at].strip():
            cells, state = split(lines[at], dialect)
            while state == "open" and taken < 50 and at + taken < len(lines):
                taken += 1
                if dialect.quote in lines[at + taken - 1]:
                    cells, state = split("\n".join(lines[at : at + taken]), dialect)
            if state == "bad" and taken == 1:
                cells, state = split(lines[at], dialect, strict=False)
            torn = not dialect.quote and any(cell.count('"') % 2 for cell in cells or ())
            if state == "ok" and cells is not None and not torn:
                rows.append(_Row(at + 1, taken, cells))
            else:
                taken = 1
                faults += at + 1 < len(lines)  # the sample may end inside a record
        at += taken
    return rows, faults


def _score(rows: list[_Row], faults: int) -> float:
    """Give the share of cell borders that hold: records of the usual width after any preamble, wide ones more.

    A comma cuts every record of a German export in two at its one decimal comma, and does so without fail; the
    semicolon makes seven cells of nearly all of them.  So a border more counts for more than a record less.
    Lines above the first record of that width count against it, since they may be its header.
    """
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not widths:
        return 0.0
    width = max(widths, key=lambda w: (widths[w], w))
    start = next(at for at, row in enumerate(rows) if len(row.cells) == width)
    share = widths[width] / (len(rows) - start + faults)
    of_all = widths[width] / (len(rows) + faults)
    if share < _LEAST_SHARE or (widths[width] == 1 and start and width < _LONE_HEADER):
        return 0.0
    return share * of_all * (1 - 1 / width)


def _usual_width(rows: Sequence[_Row]) -> int:
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda w: (widths[w], w), default=1)


def header_row(rows: Sequence[Sequence[str | None]], width: int) -> tuple[int, bool]:
    """Find the header among the first rows: its index, and whether it holds titles rather than a record.

    The first row that is filled about as widely as the rest is the header; what stands above is preamble.  It
    holds no titles if it has figures or dates in columns that go on with figures or dates.

    Examples
    --------
    >>> header_row([["Report", ""], ["Name", "Stars"], ["Ann", "5"]], width=2)
    (1, True)

    """
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows]
    if not rows:
        return 0, True
    usual = sorted(filled)[len(filled) // 2]
    near = max(min(2, width), min(width, round(0.6 * max(usual, min(width, max(filled))))))
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        wide = len(row) >= min(width, 2) and filled[at] >= near
        if wide and not any(cell and len(cell) > _MOST_HEADER for cell in row):
            return at, not _is_record(row, rows[at + 1 :])
    return 0, not _is_record(rows[0], rows[1:])


def _is_record(row: Sequence[str | None], below: Sequence[Sequence[str | None]]) -> bool:
    """Tell whether a would-be header is a record: it holds a figure or date, and names no column by a word."""
    if not below:
        return False
    alike = 0
    for at, cell in enumerate(row):
        column = [r[at] for r in below if at < len(r) and r[at]]
        if cell and column and sum(map(_measured, column)) > 0.8 * len(column):
            if not _measured(cell):
                return False
            alike += 1
    return alike > 0


def _measured(cell: str | None) -> bool:
    """Tell whether a cell is a figure, a date or an address: nothing a column would be called."""
    text = (cell or "").strip()
    return any(pattern.match(text) for pattern in (_FIGURE, _DATED, _ADDRESS))


def _cut(names: Sequence[str | None]) -> list[str]:
    """Give the header without the empty cells at its end."""
    kept = [(name or "").strip().strip("\ufeff") for name in names]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _aligned(names: Sequence[str], body: Sequence[_Row], width: int) -> list[str]:
    """Give one name for each cell; a header one short above a column of row numbers starts at the second."""
    cut = list(names)
    if cut and len(cut) == width - 1:
        first = [row.cells[0] for row in body[:50] if len(row.cells) == width]
        last = [row.cells[-1] for row in body[:50] if len(row.cells) == width]
        start = int(first[0]) if first and first[0].isdigit() else None
        if start in (0, 1) and any(last) and first == [str(start + i) for i in range(len(first))]:
            cut = ["", *cut]
    return [*cut, *[""] * (width - len(cut))]


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Give a header in which every column has a name of its own.

    Examples
    --------
    >>> unique(["Tax", "", "Tax"])
    ('Tax', 'column 2', 'Tax (2)')

    """
    given: list[str] = []
    for at, name in enumerate(names, 1):
        plain = " ".join(name.split()) or say("reading.unnamed", n=at)
        chosen, n = plain, 1
        while chosen in given:
            n += 1
            chosen = f"{plain} ({n})"
        given.append(chosen)
    return tuple(given)
