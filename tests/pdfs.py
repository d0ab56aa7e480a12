"""A PDF looked into: its pages, its structure and its words, without a library."""

import re
import zlib


def opened(pdf: bytes) -> str:
    """Give every object of a PDF as text, those inside streams too."""
    parts = [pdf.decode("latin-1")]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(parts)


def pages(pdf: bytes) -> int:
    """Give how many pages it has."""
    return len(re.findall(r"/Type /Page\b(?!s)", opened(pdf)))


def strings(pdf: bytes, name: str) -> list[str]:
    """Give the values of a key of any object, such as ``Alt``, in the order they come."""
    found = re.findall(rf"/{name} (?:\(((?:\\.|[^\\)])*)\)|<([0-9a-fA-F]*)>)", opened(pdf), re.DOTALL)
    return [_wide(bytes.fromhex(coded)) if coded else _plain(plain) for plain, coded in found]


def _plain(text: str) -> str:
    held = re.sub(r"\\(.)", r"\1", text).encode("latin-1")
    return _wide(held)


def _wide(held: bytes) -> str:
    return held[2:].decode("utf-16-be") if held.startswith(b"\xfe\xff") else held.decode("latin-1")
