"""Pseudo-labels: what a list of opinion words makes of sentences that nobody has marked.

Reads    plain sentences, the opinion lexicon (Hu and Liu 2004) and the nouns of ``aspects.toml``
Makes    training sentences of little weight
Rule     a noun of an aspect is a mention; the clause around it says what its opinion words say, a negation up to three
         words before turning one.  Only sentences with a mention are kept
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from functools import cache

from corpora import ABSENT, Ask, Sentence, bare, target, text_of
from generator import absent_from, aspects, phrase

CLAUSES = re.compile(r",?\s+(?:but|however|although|though|while|whereas|yet|except)\b|[;:]|\s-\s|,\s+", re.IGNORECASE)
WORDS = re.compile(r"[a-z]+(?:['-][a-z]+)*")
TURNS = frozenset("not no never n't cannot hardly nothing without isn't wasn't aren't weren't don't doesn't didn't won't "
                  "can't couldn't wouldn't lack lacks lacked barely".split())  # fmt: skip
VAGUE = frozenset("place room floor company machine box order area building box street show set position return line "
                  "finish security version update calendar hall plates light agent owner cabin woman stock".split())  # fmt: skip


@cache
def opinions() -> dict[str, int]:
    """Give 1 for each positive word and -1 for each negative one."""
    good, bad = (text_of(f"opinion_{side}.txt").split() for side in ("positive", "negative"))
    return dict.fromkeys(good, 1) | dict.fromkeys(bad, -1)


@cache
def nouns() -> dict[str, str]:
    """Give the aspect of each noun that belongs to one alone."""
    found: dict[str, set[str]] = {}
    for key, one in aspects().items():
        for word in (*one.nouns, *one.names):
            plain = word.rstrip("*").lower()
            for form in {plain, plain.removesuffix("s"), plain + "s"}:
                if " " not in form and form not in VAGUE and len(form) > 2:
                    found.setdefault(form, set()).add(key)
    return {word: keys.pop() for word, keys in found.items() if len(keys) == 1}


def said(clause: str) -> int:
    """Give the sum of the opinion words of a clause, negations minded."""
    words = WORDS.findall(clause.lower())
    held, total = opinions(), 0
    for at, word in enumerate(words):
        side = held.get(word, 0)
        total += -side if side and TURNS & set(words[max(0, at - 3) : at]) else side
    return total


def labelled(texts: Iterable[str], seed: int, leave_out: set[str]) -> list[Sentence]:
    """Give the sentences that mention an aspect, with what the words around it say."""
    rng, found = random.Random(seed), []
    seen = set(leave_out)
    for text in texts:
        if bare(text) in seen:
            continue
        seen.add(bare(text))
        told: dict[str, int] = {}
        for clause in CLAUSES.split(text):
            words = set(WORDS.findall(clause.lower()))
            for key in sorted({nouns()[word] for word in words if word in nouns()}):
                told[key] = told.get(key, 0) + said(clause)
        if not told:
            continue
        asks = [
            Ask(phrase(key, rng), target("positive" if net > 0 else "negative" if net < 0 else "neutral"),
                0.4 if net else 0.2)
            for key, net in told.items()
        ]  # fmt: skip
        asks += [Ask(phrase(key, rng), ABSENT, 0.3) for key in absent_from(set(told), rng, 3)]
        found.append(Sentence(text, tuple(asks), "pseudo"))
    return found
