"""Sentences: the parts of a text that readers, tags, themes and the audit sheet count, the first being 0.

Reads    a text as somebody wrote it, with whatever a website left in it
Makes    its sentences, in order, each verbatim from the text without markup
Rule     a sentence ends at . ! ? … before a space or a capital, at a line's end, a semicolon or a bullet, but not
         after an abbreviation; one too long to be read at once is cut at a comma or a space
Error    an abbreviation that no list has, such as "Inc.", ends a sentence
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

READ = 100_000
"""So many signs of a text are read."""
MOST = 500
"""So many of its sentences."""
LONGEST = 360
"""Signs of a sentence; readers take about 90 words or parts of words at once."""
SHORTEST_CUT = 120
"""A comma nearer to the start than this is no place to cut at."""

_ODD = re.compile(r"[<&\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?tr|/?h[1-6])\b[^<>]{0,400}>|[\x0b\x0c\r\x85\u2028\u2029]", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)"  # before a space
    r"|(?<=[a-z)][a-z)])[.!?]++(?=[A-Z][a-z ])"  # "was clean.The staff"
    r"|[。！？]++[”」』）]*+"
    r"|(?<![;•])[;•]++(?=\s)|\n++"
)
"""Possessive, and each run of signs tried once, so that a line of 100,000 full stops takes no longer than another."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|mt|vs|no|nr|approx|incl|excl|min|max|tel|ave|rd|e\.?g|i\.?e|[a-z]|a\.m|p\.m)\.$",
    re.IGNORECASE,
)
_NOON = re.compile(r"[ap]\.m\.$", re.IGNORECASE)


def plain(text: str) -> str:
    """Give a text without markup, control signs and halves of broken letters, cut to what is read.

    Examples
    --------
    >>> plain("Lovely&nbsp;tea.<br/>I <3 it\\x00!")
    'Lovely\\xa0tea.\\nI <3 it !'

    """
    read = text[:READ]
    if not _ODD.search(read):
        return read
    bare = _TAG.sub(" ", _uncommented(_BREAK.sub("\n", html.unescape(read))))
    return _CONTROL.sub(" ", _UNSEEN.sub("", _BREAK.sub("\n", bare)))


def _uncommented(text: str) -> str:
    """Give a text without the comments of a page; one that doesn't end is none."""
    kept, done = [], 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[done:start])
        done = end + 3
    return " ".join([*kept, text[done:]])


def sentences(text: str) -> list[str]:
    """Give the sentences of a text, verbatim and in order; parts without a letter or a digit are left out.

    Parameters
    ----------
    text : str
        Any; its first ``READ`` signs are looked at.

    Returns
    -------
    list of str
        ``MOST`` at most, none longer than ``LONGEST`` signs.

    Examples
    --------
    >>> sentences("Lovely. Best tea in town!  Dr. Bell paid 3.50; I paid more")
    ['Lovely.', 'Best tea in town!', 'Dr. Bell paid 3.50', 'I paid more']

    """
    found: list[str] = []
    for part in _parts(plain(text)):
        found += [piece for piece in _pieces(part) if any(map(str.isalnum, piece))]
        if len(found) >= MOST:
            return found[:MOST]
    return found


def _parts(text: str) -> Iterator[str]:
    """Give what stands between the ends of sentences, with its own end but not a semicolon."""
    start = 0
    for end in _END.finditer(text):
        before, after = text[max(start, end.start() - 8) : end.end()], text[end.end() : end.end() + 2]
        if text[end.start()] == "." and _abbreviated(before, after):
            continue
        sign = end.group().strip()
        part = text[start : end.start() if sign[:1] in {";", "•", ""} else end.end()].strip()
        start = end.end()
        if part:
            yield part
    if rest := text[start:].strip():
        yield rest


def _abbreviated(before: str, after: str) -> bool:
    if not _ABBREVIATION.search(before):
        return False
    return not (_NOON.search(before) and after.strip()[:1].isupper())


def _pieces(part: str) -> Iterator[str]:
    """Give a part whole, or cut where it is too long."""
    while len(part) > LONGEST:
        at = max(part.rfind(sign, SHORTEST_CUT, LONGEST) for sign in (",", ":", ")")) + 1
        at = at or part.rfind(" ", 1, LONGEST) + 1 or LONGEST
        if piece := part[:at].strip():
            yield piece
        part = part[at:].strip()
    if part:
        yield part
