"""English: lists of words, kept as data beside the code that reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _held() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "english.toml").read_text(encoding="utf-8"))


def english(name: str) -> frozenset[str]:
    """Give one list of words.

    Examples
    --------
    >>> "town" in english("market")
    True

    """
    return frozenset(_held()["words"][name].split())


def pattern(name: str) -> re.Pattern[str]:
    """Give one pattern over words in lower case with one space between them.

    Examples
    --------
    >>> bool(pattern("idiom").search("mediocre at best"))
    True

    """
    return re.compile("".join(_held()["patterns"][name]))
