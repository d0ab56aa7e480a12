"""Reader: what a sentence says of each aspect that is asked about.

Reads    sentences, and aspects named in words
Makes    for each sentence and aspect four chances: that it is absent, or spoken of badly, neutrally or well
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from standout.text.aspects import Aspect

TONES = ("absent", "negative", "neutral", "positive")
"""What the last axis of a reading holds, in this order."""
DIGITS = 12
"""Of the SHA-256 that names a version."""


class Reader(Protocol):
    """What reads sentences.

    Attributes
    ----------
    name : str
        What it is asked for by: ``lexicon``, ``swift``, ``deep``.
    version : str
        The same for the same weights and words; another where a reading may differ.
    languages : frozenset of str
        ISO 639-1 codes of what it can read.

    """

    name: str
    version: str
    languages: frozenset[str]

    def read(self, sentences: Sequence[str], aspects: Sequence[Aspect]) -> NDArray[np.float32]:
        """Give the four chances of each aspect in each sentence, shape (sentences, aspects, 4); they sum to 1."""


def hashed(*names: str) -> str:
    """Give the first digits of the SHA-256 over files of this package, named from ``text/``."""
    held = files("standout.text")
    sink = hashlib.sha256()
    for name in names:
        sink.update(held.joinpath(name).read_bytes())
    return sink.hexdigest()[:DIGITS]
