"""Marks: which circle each person stands in, how they know us, and how far they know, trust and care.

Reads    `Signs`
Makes    `Marks`: one place in every array for each person
Circles  1 has a sign of their own; 2 has none, but is linked to somebody in 1, or to the owner by a tie that doesn't
         show that they know each other, as who follows is; 3 is everyone else
Marks    0 no sign, 1 some, 2 strong.  The rules are in `marks`, and each rests on something that was counted
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.questions.circles.own_ties import NONE
from standout.questions.circles.signs import Flags, Ids, Signs

Marked = NDArray[np.int8]

KNOWN_BY = ("teller", "customer", "colleague", "reader", "contact")
"""How somebody knows us, mainly: the first of these that holds."""

OFTEN, AGAIN = 5, 2
"""Days of buying, or messages clicked, that make a strong sign and a sign."""

SMALL = 20
"""Up to how many people on the lists a place of work is small enough for all to know each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the signs come to; all arrays have shape (people,).

    Attributes
    ----------
    circle : int8
        1, 2 or 3.
    tied, works : bool
        Whether a tie, or the same small place of work, links them to somebody in circle 1.
    know, trust, interest : int8
        0, 1 or 2.
    known_by : int64
        Place in `KNOWN_BY`.

    """

    circle: Marked
    tied: Flags
    works: Flags
    know: Marked
    trust: Marked
    interest: Marked
    known_by: Ids


def marks(signs: Signs) -> Marks:
    """Give everybody's circle and marks.

    Who bought once and came through somebody knows us only through them; who came back knows us themselves.
    """
    once, again, often = (signs.bought >= n for n in (1, AGAIN, OFTEN))
    teller, reader = signs.brought > 0, (signs.replied > 0) | (signs.clicked >= AGAIN)
    customer = again | (once & ~signs.through)
    first = teller | customer | reader | signs.contact | signs.colleague
    tied, works = _tied(signs, first), _works(signs, first)
    second = ~first & (signs.through | tied | works | (signs.own_tie != NONE))
    by = [teller, once, signs.colleague, reader | (signs.clicked > 0)]
    return Marks(
        circle=np.select([first, second], [1, 2], 3).astype(np.int8),
        tied=tied,
        works=works,
        know=_mark(first | once, often | teller | signs.colleague | (signs.replied >= AGAIN)),
        trust=_mark(again | signs.agreed | (signs.replied > 0), teller | often),
        interest=_mark(teller | reader | signs.colleague, (signs.brought >= AGAIN) | (signs.replied >= AGAIN)),
        known_by=np.select(by, range(len(by)), len(by)),
    )


def _mark(some: Flags, strong: Flags) -> Marked:
    return np.select([strong, some], [2, 1], 0).astype(np.int8)


def _tied(signs: Signs, first: Flags) -> Flags:
    """Tell who is tied, either way, to somebody in circle 1."""
    found = np.zeros(len(signs.ids), np.bool_)
    if len(signs.ties):
        ends = np.searchsorted(signs.ids, signs.ties)
        for one, other in ((0, 1), (1, 0)):
            found[ends[first[ends[:, one]], other]] = True
    return found


def _works(signs: Signs, first: Flags) -> Flags:
    """Tell who works where somebody in circle 1 does, if that place is small."""
    known = signs.organisation >= 0
    place = signs.organisation[known]
    found = np.zeros(len(signs.ids), np.bool_)
    found[known] = (np.bincount(place)[place] <= SMALL) & (np.bincount(place, weights=first[known])[place] > 0)
    return found
