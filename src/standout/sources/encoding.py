"""Encoding: any text file as UTF-8 with Unix line ends, streaming.

A byte order mark tells UTF-8 and UTF-16; zeros at every other byte tell UTF-16 without one.  Of the rest, a
line that isn't UTF-8 is read as Windows-1252, so one odd line in a long file spoils only itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 22
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as UTF-8 with ``\\n`` line ends and no zeros: where it is, and what it was."""

    path: Path
    encoding: str  # utf-8, utf-16-le, utf-16-be, windows-1252


def encoding_of(head: bytes) -> str:
    """Tell the encoding of a file from its first bytes.

    Examples
    --------
    >>> encoding_of("naïve".encode("cp1252"))
    'windows-1252'

    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def looks_binary(head: bytes) -> bool:
    """Tell whether a file's first bytes can't be text in any encoding we read."""
    if encoding_of(head).startswith("utf-16"):
        text = head.decode(encoding_of(head), errors="replace")
        return text.count("\ufffd") > len(text) // 50
    return head.count(0) + len(_CONTROL.findall(head)) > 2 + len(head) // 50


def as_utf8(path: Path, temporary: Path) -> Text:
    """Give a text file as clean UTF-8: itself where it is that already, else a copy in ``temporary``.

    A file that starts as UTF-8 may hold odd lines further on; its readers take them by ``line_as_text``.
    Line ends become ``\\n`` (a lone carriage return is a line end only in a file that has no other), zeros go.
    The lines keep their numbers.
    """
    with path.open("rb") as file:
        head = file.read(1 << 16)
    encoding = encoding_of(head)
    clean = encoding == "utf-8" and not head.startswith(codecs.BOM_UTF8)
    feeds = False
    with path.open("rb") as file:
        while (clean or not feeds) and (chunk := file.read(_CHUNK)):
            feeds = feeds or b"\n" in chunk
            clean = clean and b"\r" not in chunk and b"\0" not in chunk
    if clean:
        return Text(path, "utf-8")
    copy = temporary / f"{len(list(temporary.iterdir()))}.utf8"
    odd_lines = False
    with copy.open("wb") as out:
        for text, odd in _decoded(path, encoding):
            odd_lines = odd_lines or odd
            out.write(_unix(text, feeds=feeds or encoding.startswith("utf-16")).encode("utf-8", errors="replace"))
    return Text(copy, encoding if encoding.startswith("utf-16") else "windows-1252" if odd_lines else "utf-8")


def _decoded(path: Path, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield a file's text in pieces that end at a line's end, and whether a piece held a line that isn't UTF-8."""
    with path.open("rb") as file:
        if encoding.startswith("utf-16"):
            decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
            left = ""
            while chunk := file.read(_CHUNK):
                text = left + decoder.decode(chunk)
                cut = text.rfind("\n") + 1
                yield text[:cut].removeprefix("\ufeff"), False
                left = text[cut:]
            yield (left + decoder.decode(b"", final=True)).removeprefix("\ufeff"), False
            return
        rest = b""
        while chunk := file.read(_CHUNK):
            rest += chunk
            cut = rest.rfind(b"\n") + 1
            yield _lines_as_text(rest[:cut].removeprefix(codecs.BOM_UTF8))
            rest = rest[cut:]
        yield _lines_as_text(rest.removeprefix(codecs.BOM_UTF8))


def _lines_as_text(lines: bytes) -> tuple[str, bool]:
    try:
        return lines.decode("utf-8"), False
    except UnicodeDecodeError:
        return "".join(line_as_text(line) for line in lines.splitlines(keepends=True)), True


def line_as_text(line: bytes) -> str:
    """Give a line's text: UTF-8, else Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _unix(text: str, *, feeds: bool) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", " " if feeds else "\n")
    return text.replace("\0", "")
