"""Words left: those of a claim that name nothing in the files, and what they may have been meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout.text.english import english
from standout.words import close

if TYPE_CHECKING:
    from standout.questions.est.clerk import Names

LIMITS, SMALL, MARKET = english("limits"), english("small"), english("market")


@dataclass(frozen=True, slots=True)
class Left:
    """What was not used.

    Attributes
    ----------
    kinds : tuple of str
        Words that may name the trade, such as café: the market itself.
    limits : tuple of str
        Words that would narrow the claim, such as "in Leith", and that no file knows.
    near : str
        Values the files hold that are spelt much like the first of these.

    """

    kinds: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    near: str = ""


def left_over(words: Sequence[str], written: Sequence[str], spoken: set[int], names: Names) -> Left:
    """Give the words that are not ``spoken`` for, as they are written, the small ones aside."""
    kinds: list[str] = []
    limits: list[str] = []
    narrowing = fresh = False
    start = 0
    for at, word in enumerate(words):
        if word in LIMITS:
            narrowing, fresh, start = True, True, at
        elif at in spoken or word in MARKET:
            narrowing = fresh = False
        elif word not in SMALL:
            said = " ".join(written[start : at + 1]) if narrowing and fresh else written[at]
            _put(limits if narrowing else kinds, said, joined=not fresh and at > 0 and at - 1 not in spoken)
            fresh = False
    values = [value for held in names.values.values() for value in held]
    near = close(limits[0].partition(" ")[2], values) if limits else ""
    return Left(tuple(kinds), tuple(limits), near)


def _put(held: list[str], word: str, *, joined: bool) -> None:
    if joined and held:
        held[-1] += f" {word}"
    else:
        held.append(word)
