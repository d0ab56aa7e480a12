"""Readers: what tells how a sentence speaks of an aspect, asked for by name.

``lexicon`` looks words up, ``swift`` and ``deep`` have weights; ``auto`` is the one that the card of the weights
names, which is the best of those that beat the lexicon on every count.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from standout.errors import UsageError
from standout.text.readers.reader import Reader
from standout.words import say

NAMES = ("auto", "lexicon", "swift", "deep")


def reader(name: str = "auto") -> Reader:
    """Give a reader; the same object every time, since weights are slow to load.

    Raises
    ------
    UsageError
        If there is no such reader.
    DataError
        If its weights are not there.

    Examples
    --------
    >>> reader("lexicon").name
    'lexicon'

    """
    if name not in NAMES:
        raise UsageError(say("readers.no_reader", name=name, names=NAMES))
    return _reader(default() if name == "auto" else name)


def default() -> str:
    """Give the name of the reader that ``auto`` stands for."""
    from standout.text.readers.neural import there  # noqa: PLC0415 - numpy and more, which listing names doesn't need

    card = files("standout.text") / "weights" / "card.json"
    if not card.is_file():
        return "lexicon"
    named = str(json.loads(card.read_text(encoding="utf-8")).get("default", "lexicon"))
    return named if named in NAMES and there(named) else "lexicon"


@cache
def _reader(name: str) -> Reader:
    if name == "lexicon":
        from standout.text.readers.lexicon import Lexicon  # noqa: PLC0415 - its lists are read when it is asked for

        return Lexicon()
    from standout.text.readers.neural import Neural  # noqa: PLC0415 - the same

    return Neural(name)
