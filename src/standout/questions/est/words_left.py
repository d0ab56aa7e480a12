"""Words left: those of a claim that name nothing in the files, and what they may have been meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standout.words import nearest

if TYPE_CHECKING:
    from standout.questions.est.clerk import Names

LIMITS = frozenset("in at for near around during within among on with from by".split())
"""What follows these narrows whom a claim speaks of."""
SMALL = frozenset(
    "the a an of and or is are we our us you your it its this that there to be most all any every one ones ever just "
    "simply really than as top them they their as".split()
)
MARKET = frozenset("town city area world neighbourhood neighborhood street region here around village".split())
"""Words for the market itself."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was not used.

    Attributes
    ----------
    kinds : tuple of str
        Words that may name the trade, such as café: the market itself.
    limits : tuple of str
        Words that would narrow the claim, such as Leith, and that no file knows.
    near : str
        Values the files hold that are spelt nearest to the first of these.

    """

    kinds: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    near: str = ""


def left_over(words: Sequence[str], written: Sequence[str], spoken: set[int], names: Names) -> Left:
    """Give the words that are not ``spoken`` for, as they are written, the small ones aside."""
    kinds: list[str] = []
    limits: list[str] = []
    narrowing = fresh = False
    for at, word in enumerate(words):
        if word in LIMITS:
            narrowing, fresh = True, True
        elif at in spoken or word in MARKET:
            narrowing = fresh = False
        elif word not in SMALL:
            _put(limits if narrowing else kinds, written[at], joined=not fresh and at > 0 and at - 1 not in spoken)
            fresh = False
    values = [value for held in names.values.values() for value in held]
    near = nearest(limits[0], values, most=4) if limits and values else ""
    return Left(tuple(kinds), tuple(limits), near)


def _put(held: list[str], word: str, *, joined: bool) -> None:
    if joined and held:
        held[-1] += f" {word}"
    else:
        held.append(word)
