"""Lexicon: a reader that looks words up: what names an aspect, and the praise or blame said of it.

Reads    sentences in English, aspects with their words, lists of opinion words
Makes    the chances that each aspect is absent, or spoken of badly, neutrally or well
Rule     a sentence without a word of an aspect doesn't speak of it; one with such a word and no opinion is neutral
Error    it reads no irony, and no praise in words that no list has; figures in the readers' card
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standout.text.aspects import Aspect
from standout.text.readers.attaching import Attached, attach
from standout.text.readers.keywords import GENERAL, Index, Keyword, index_of, keywords
from standout.text.readers.opinions import Opinion, opinions, tokens
from standout.text.readers.reader import TONES, hashed

NAMED = 0.95
"""The chance that a sentence with a word of an aspect speaks of it..."""
HINTED = 0.9
"""...and one with a word that judges it without naming it."""
UNNAMED = 0.02
"""The chance left for what no word names; it goes by the tone of the whole sentence."""
AFTER_BUT = 1.5
SLOPE = 3.0
"""How much plain praise adds to the logit of positive, and blame to that of negative..."""
PLAIN = 1.5
"""...where neutral has this one."""
MOST = 2.0
"""Praise or blame above this adds no more."""
WORDS = (
    "aspects.toml", "aspects.py", "sentences.py", "readers/opinion_words.toml", "readers/lexicon.toml",
    "readers/opinions.py", "readers/keywords.py", "readers/attaching.py", "readers/lexicon.py",
)  # fmt: skip
"""What a reading hangs on."""


class Lexicon:
    """The reader that looks words up; it needs no weights."""

    name = "lexicon"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self.version = hashed(*WORDS)

    def read(self, sentences: Sequence[str], aspects: Sequence[Aspect]) -> NDArray[np.float32]:
        """Give the four chances of each aspect in each sentence.

        Parameters
        ----------
        sentences : sequence of str
        aspects : sequence of Aspect

        Returns
        -------
        float32, shape (sentences, aspects, 4)
            Absent, negative, neutral, positive; they sum to 1.

        Examples
        --------
        >>> from standout.text.aspects import named
        >>> read = Lexicon().read(["The food was great but the staff were rude."], named(["food", "staff", "wifi"]))
        >>> [TONES[at] for at in read[0].argmax(axis=1)]
        ['positive', 'negative', 'absent']

        """
        index = index_of(tuple(aspects))
        whole = [number for number, aspect in enumerate(aspects) if GENERAL in aspect.words]
        found = np.empty((len(sentences), len(aspects), len(TONES)), np.float32)
        for at, sentence in enumerate(sentences):
            rest, spoken = _read(sentence, index, whole)
            found[at] = rest
            for aspect, chances in spoken.items():
                found[at, aspect] = chances
        return found

    def tone(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Give how good each sentence is taken as a whole, -1 to 1; what comes after "but" counts more.

        Examples
        --------
        >>> Lexicon().tone(["Lovely.", "Nice place but terrible food.", "We sat outside."]).round().tolist()
        [1.0, -1.0, 0.0]

        """
        said = [tokens(sentence) for sentence in sentences]
        return np.array([_tone(opinions(one), one) for one in said], np.float32)


def _tone(told: Sequence[Opinion], said: Sequence[str]) -> float:
    """Give how good a sentence is taken as a whole, -1 to 1."""
    turn = said.index("but") if "but" in said else len(said)
    return math.tanh(sum(one.value * (AFTER_BUT if one.start > turn else 1.0) for one in told))


def _read(sentence: str, index: Index, whole: Sequence[int]) -> tuple[tuple[float, ...], dict[int, tuple[float, ...]]]:
    """Give the chances of an aspect that a sentence doesn't speak of, and of each that it does."""
    said = tokens(sentence)
    found, told = keywords(said, index), opinions(said)
    tone = _tone(told, said)
    rest = _chances(UNNAMED, max(tone, 0.0), max(-tone, 0.0))
    if not found and not whole:
        return rest, {}
    things = [one for one in found if one.meant.noun]
    attached = attach(said, told, things)
    spoken: dict[int, list[float]] = {}
    for thing, praise, blame in zip(things, attached.praise, attached.blame, strict=True):
        for aspect in thing.meant.named:
            _add(spoken, aspect, NAMED, praise, blame)
    for hint in found:
        for aspect in _hinted(hint, told, things, attached):
            value = sum(one.value for one in told if one.start < hint.end and hint.start < one.end)
            _add(spoken, aspect, HINTED, max(value, 0.0), max(-value, 0.0))
    loose = [one.value for one, owner in zip(told, attached.owner, strict=True) if owner < 0] if whole else []
    for aspect in whole:
        for value in loose:
            _add(spoken, aspect, HINTED, max(value, 0.0), max(-value, 0.0))
    return rest, {aspect: _chances(*held) for aspect, held in spoken.items()}


def _add(spoken: dict[int, list[float]], aspect: int, chance: float, praise: float, blame: float) -> None:
    held = spoken.setdefault(aspect, [0.0, 0.0, 0.0])
    held[0] = max(held[0], chance)
    held[1] += praise
    held[2] += blame


def _hinted(hint: Keyword, told: Sequence[Opinion], things: Sequence[Keyword], attached: Attached) -> tuple[int, ...]:
    """Give the aspects that a word hints at where it stands."""
    if not hint.meant.loose:
        return hint.meant.hinted
    owner, free = -1, True
    for number, one in enumerate(told):
        if one.start < hint.end and hint.start < one.end:
            owner, free = attached.owner[number], attached.free[number]
    if owner < 0 or free or things[owner].meant.general:
        return hint.meant.hinted + hint.meant.loose
    named = things[owner].meant.named
    return hint.meant.hinted + tuple(aspect for aspect in hint.meant.loose if aspect in named)


def _chances(chance: float, praise: float, blame: float) -> tuple[float, float, float, float]:
    """Give the four chances of an aspect that is spoken of with so much praise and so much blame."""
    bad, good = math.exp(SLOPE * min(blame, MOST)), math.exp(SLOPE * min(praise, MOST))
    total = bad + math.exp(PLAIN) + good
    return 1 - chance, chance * bad / total, chance * math.exp(PLAIN) / total, chance * good / total
