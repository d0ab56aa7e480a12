"""Answers: the numbers people gave when they were asked, as the settings hold them.

Written   numbers with spaces, commas or semicolons between: ``3 5 2 0 8``
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from standout.errors import SettingError
from standout.questions.circles.signs import Counts
from standout.words import say

MOST = 5000
"""Nobody knows more people than this."""


def answers(settings: Mapping[str, Any], name: str, least: int = 0) -> Counts:
    """Give the numbers a setting holds; none where it is empty.

    Raises
    ------
    SettingError
        If one of them is no whole number, below ``least`` or above `MOST`.

    Examples
    --------
    >>> answers({"would_tell": "3, 5 0"}, "would_tell").tolist()
    [3, 5, 0]

    """
    given = re.split(r"[\s,;]+", str(settings[name]).strip())
    found = [text for text in given if text]
    for text in found:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= MOST:
            raise SettingError(say("circles.answers", name=name, given=text, least=least, most=MOST))
    return np.array([int(text) for text in found], np.int64)
