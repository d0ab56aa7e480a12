"""Own sentences: a text of ours cut into its sentences, in the language that is spoken.

Reads    texts of the catalogue with their values put in; texts of customers are cut by ``text.sentences``
Rule     the full stop of an ordinal, as German writes the day of a month, ends none: what follows is a month or has a
         small letter; nor does one before a blank that doesn't break
"""

from __future__ import annotations

import re
from itertools import pairwise

from standout.words import say

_FAST = "\N{NO-BREAK SPACE}"
_END = re.compile(rf"(?<=[.!?…])[\"'”“’)»]*(?:(?!{_FAST})\s)+|(?<=[。！？])")
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,2}\.) (?=(\w+))")


def own_sentences(text: str) -> list[str]:
    """Give the sentences of a text of ours.

    Examples
    --------
    >>> own_sentences("We are 2nd of 9. That was in May. A “fine place.” So they say.")
    ['We are 2nd of 9.', 'That was in May.', 'A “fine place.”', 'So they say.']
    >>> from standout.words import speaking
    >>> with speaking("de"):
    ...     own_sentences("Das ist der 2. von 9. Das war am 1. März.")
    ['Das ist der 2. von 9.', 'Das war am 1. März.']

    """
    whole = unbroken(text)
    ends = [0, *(match.end() for match in _END.finditer(whole)), len(whole)]
    parts = (text[start:end].strip() for start, end in pairwise(ends))
    return [part for part in parts if part]


def unbroken(text: str) -> str:
    """Give a text of ours with a blank that doesn't break after each ordinal, as German writes the day of a month.

    Examples
    --------
    >>> from standout.words import speaking
    >>> with speaking("de"):
    ...     unbroken("Das war am 1. März.")
    'Das war am 1.\\xa0März.'

    """
    months = {say(f"words.months.m{month}") for month in range(1, 13)}

    def fastened(found: re.Match[str]) -> str:
        ordinal = found[2] in months or found[2][:1].islower()
        return found[1] + (_FAST if ordinal else " ")

    return _ORDINAL.sub(fastened, text)
