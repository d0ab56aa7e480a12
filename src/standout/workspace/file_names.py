"""File names: what a file that came by the browser is called, on a page and on the disk, and how large it is."""

from __future__ import annotations

import re
import unicodedata

from standout.words import count, figure, say

NOTED = ("about.json", "look.json")
"""What is noted beside a file, under names it can't have itself, however they are written."""
LONGEST = 120
"""Bytes of a name on the disk, and letters of one that is shown."""
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def shown_name(given: str) -> str:
    """Give a file's own name as it may be shown: without folders, and without signs that steer text.

    Examples
    --------
    >>> shown_name("C:\\\\temp\\\\reviews.csv"), shown_name("../../etc/passwd"), shown_name("a\\u202efdp.csv")
    ('reviews.csv', 'passwd', 'afdp.csv')
    >>> shown_name("..") == shown_name("") == shown_name("/")
    True

    """
    last = re.split(r"[/\\]", given.strip().rstrip("/\\"))[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = " ".join(plain.split())
    if not plain.strip(". "):
        return say("receiving.nameless")
    if len(plain) <= LONGEST:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    end = f"{dot}{suffix}" if dot and len(suffix) <= 8 else ""
    return f"{(stem if end else plain)[: LONGEST - len(end) - 1]}…{end}"


def safe_name(shown: str) -> str:
    """Give the name a file has on the disk: one that every system takes, and that no system hides.

    Examples
    --------
    >>> safe_name("Q1: a/b?.csv"), safe_name(".htaccess"), safe_name("con.csv"), safe_name("Łódź.csv")
    ('Q1_ a_b_.csv', '_.htaccess', '_con.csv', 'Łódź.csv')

    """
    plain = _UNSAFE.sub("_", shown).rstrip(". ")
    if not plain or plain.startswith((".", "~")) or _RESERVED.match(plain) or plain.casefold() in NOTED:
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    end = f"{dot}{suffix}" if dot and stem and len(suffix.encode()) <= 8 else ""
    kept = (stem if end else plain).encode()[: LONGEST - len(end.encode())].decode(errors="ignore")
    return f"{kept}{end}"


def in_words(size: int) -> str:
    """Give a size in words.

    Examples
    --------
    >>> in_words(300_000_000), in_words(1_500), in_words(4 << 30)
    ('300 MB', '2 kB', '4.3 GB')

    """
    if size >= 10**9:
        return say("receiving.gb", n=figure(size / 10**9, 1))
    if size >= 10**6:
        return say("receiving.mb", n=count(round(size / 10**6)))
    return say("receiving.kb", n=count(-(-size // 1000)))
