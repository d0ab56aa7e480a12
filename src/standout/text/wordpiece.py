"""Word pieces: a text as numbers, the way BERT's readers are given it.

Reads    a text; a list of pieces, one a line, those that go on within a word with ## before them
Makes    the numbers of its pieces, between those of [CLS] and [SEP]
Rule     lower case, accents off, punctuation and Chinese signs apart; then the longest piece that fits, again and again
Source   Devlin et al. (2019), "BERT: Pre-training of Deep Bidirectional Transformers", section 3.1; Wu et al. (2016),
         "Google's Neural Machine Translation System", section 4.1
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

LENGTH = 96
"""Pieces of a text, both end marks included; what is longer is cut."""
LONGEST = 100
"""Signs of a word; a longer one is taken for unknown."""
KEPT = 200_000
"""Words whose pieces are remembered."""

_PLAIN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_CHINESE = re.compile(
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b920-\U0002ceaf"
    "\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
_LEFT_OUT = {at: None for at in (*range(32), 127) if chr(at) not in "\t\n\r"}
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPieces:
    """A list of pieces, and what turns texts into their numbers.

    Examples
    --------
    >>> pieces = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "tea", "##room", "!"])
    >>> pieces.ids("Tearoom, tea!")
    [2, 4, 5, 1, 4, 6, 3]

    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.number = {piece: number for number, piece in enumerate(pieces)}
        self.start, self.end = self.number["[CLS]"], self.number["[SEP]"]
        self.pad, self.unknown = self.number["[PAD]"], self.number["[UNK]"]
        self.longest = max(map(len, pieces))
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> WordPieces:
        """Give the pieces of a file with one a line."""
        return cls([line.rstrip("\r\n") for line in lines])

    def ids(self, text: str, length: int = LENGTH) -> list[int]:
        """Give the numbers of a text's pieces, ``length`` at most."""
        found = [self.start]
        known = self._known
        for word in split(text):
            held = known.get(word)
            found += held if held is not None else self._pieces(word)
            if len(found) >= length:
                return [*found[: length - 1], self.end]
        found.append(self.end)
        return found

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Give a word's pieces; the whole word is unknown where one part is."""
        found = self._cut(word)
        if len(self._known) < KEPT:
            self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            before = "##" if start else ""
            for end in range(min(len(word), start + self.longest), start, -1):
                number = self.number.get(before + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(found)


def split(text: str) -> list[str]:
    """Give the words and signs of a text, plain.

    Examples
    --------
    >>> split("Crème brûlée: £5!")
    ['creme', 'brulee', ':', '£5', '!']

    """
    if text.isascii():
        return _PLAIN.findall(text.translate(_LEFT_OUT).lower())
    clean = "".join(" " if sign.isspace() else sign for sign in text if sign in "\t\n\r" or not _odd(sign))
    bare = unicodedata.normalize("NFD", _CHINESE.sub(r" \1 ", clean))
    low = "".join(sign.lower() for sign in bare if unicodedata.category(sign) != "Mn")
    return [part for word in low.split() for part in _parted(word)]


def _odd(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign)[0] == "C"


def _parted(word: str) -> list[str]:
    """Give a word with its punctuation apart."""
    found: list[str] = []
    start = 0
    for at, sign in enumerate(word):
        if sign in _SIGNS or unicodedata.category(sign)[0] == "P":
            found += [word[start:at], sign]
            start = at + 1
    found.append(word[start:])
    return [part for part in found if part]
