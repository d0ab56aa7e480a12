"""Pseudo-labels: what the reader that looks words up makes of sentences that nobody has marked for an aspect.

Reads    sentences, marked for other aspects or not at all; the lexicon reader of the package
Makes    training sentences of little weight, and more to ask of those that are marked
Rule     an aspect is mentioned where a word names it; its chances are those that the lexicon reader gives.  It is asked
         for in the words that the package asks for it in
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from corpora import ABSENT, OVERALL, Ask, Sentence, bare

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from standout.text.aspects import NAMING, known
from standout.text.readers.lexicon import Lexicon

WHOLE = "overall"
LOOSE = frozenset("venue show songs merchandise features quality skill reliability safety".split()) | {"opening hours"}
"""Aspects whose words mean other things in most of these texts."""
MARKED = LOOSE | frozenset("staff service food price atmosphere location choice room quality overall".split())
"""Aspects of which MAMS' marks tell more than the lexicon."""
MOST = 5500
"""Sentences kept of those that nobody has marked."""
CLEAR = 0.6
"""A mention counts in full where praise or blame is as likely as this."""


def asks(told: np.ndarray, names: Sequence[str], rng: random.Random, absent: int) -> list[Ask]:
    """Give what the lexicon makes of a sentence, from its chances (aspects, 4)."""
    found = []
    for name, row in zip(names, told, strict=True):
        if row[0] >= 0.5:
            continue
        sure = row[1:] / row[1:].sum()
        weight = 0.5 if max(sure[0], sure[2]) > CLEAR else 0.2
        if name == WHOLE:
            found.append(Ask(rng.choice(OVERALL), (0.0, *map(float, sure)), 0.6 * weight))
        else:
            found.append(Ask(rng.choice(known()[name].words[:NAMING]), (0.0, *map(float, sure)), weight))
    rest = [name for name, row in zip(names, told, strict=True) if row[0] >= 0.5 and name != WHOLE]
    return found + [Ask(rng.choice(known()[name].words[:NAMING]), ABSENT, 0.25) for name in rng.sample(rest, absent)]


def labelled(texts: Iterable[str], seed: int, leave_out: set[str]) -> list[Sentence]:
    """Give the sentences that mention an aspect, with what the lexicon makes of each mention."""
    rng, names = random.Random(seed), [name for name in known() if name not in LOOSE]
    some = {bare(text): text for text in texts if bare(text) not in leave_out}
    read = Lexicon().read(list(some.values()), [known()[name] for name in names])
    at = names.index(WHOLE)
    found = [
        Sentence(text, tuple(asks(told, names, rng, 3)), "pseudo")
        for text, told in zip(some.values(), read, strict=True)
        if (np.delete(told[:, 0], at) < 0.5).any()
    ]
    return rng.sample(found, min(MOST, len(found)))


def asked_more(rows: Sequence[Sentence], seed: int) -> list[Sentence]:
    """Give marked sentences, asked besides for the aspects that their marks do not cover and a word names."""
    rng, names = random.Random(seed), [name for name in known() if name not in MARKED]
    read = Lexicon().read([one.text for one in rows], [known()[name] for name in names])
    return [replace(one, asks=(*one.asks, *asks(told, names, rng, 1))) for one, told in zip(rows, read, strict=True)]
