"""Quoted: which sentences stand beside a finding, word for word, with the review and the day.

Reads    mentions, reviews; what `said` gathers
Makes    quote   one row: a sentence as it stands in a review, the review's id and its day
Rule     the sentences that speak of the thing most surely in the tone asked for, the newest first among equals; one a
         person and no two alike; 12 to 240 letters; none that may show who somebody is
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from standout.questions.value.held import Held

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHORTEST, LONGEST = 12, 240
"""Letters of a sentence that is quoted: a shorter one says too little, a longer one too much."""
SURE = 500
"""From so many thousandths on a sentence has a tone."""
LOOKED_AT = 400
"""So many of the surest sentences are looked at for a few that may be quoted."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in a review."""

    text: str
    review_id: int
    at: date | None


def sources(quotes: Iterable[Quote]) -> dict[str, Any]:
    """Give where quotes stand, as the facts of a finding take it."""
    return {
        "quoted": [{"review_id": one.review_id, "at": one.at.isoformat() if one.at else None} for one in quotes]
    }  # fmt: skip


def quotes(held: Held, aspect: str, tone: str = "positive", n: int = 2, rows: Flags | None = None) -> list[Quote]:
    """Give the sentences that are quoted for an aspect, in one tone.

    Parameters
    ----------
    held : Held
    aspect : str
        An aspect of ``mentions``.
    tone : str
        ``negative``, ``neutral`` or ``positive``.
    n : int
        So many at most, each of another person.
    rows : bool, shape (reviews,), optional
        Which of the held reviews may be quoted; ours where not given.

    Returns
    -------
    list of Quote
        Empty where nothing was read.

    """
    found = held.mentions
    found = found.filter(pc.and_(pc.equal(found["aspect"], aspect), pc.greater_equal(found[tone], SURE)))
    place = np.searchsorted(held.review_ids, found["review_id"].to_numpy())
    kept = (held.of_ours() if rows is None else rows)[place]
    sure = found[tone].to_numpy()[kept]
    return picked(held, place[kept], found["sentence"].to_numpy()[kept], sure, n)


def picked(held: Held, rows: Ints, sentence: Ints, sure: Ints, n: int) -> list[Quote]:
    """Give the sentences to quote of these, each by the place of its review and its number there.

    Parameters
    ----------
    held : Held
    rows, sentence, sure : int64, shape (sentences,)
        The place in ``held.reviews``; which of its sentences; how sure it is that it speaks of the thing.
    n : int
        So many at most.

    """
    days = held.days[rows]
    order = np.lexsort((sentence, held.review_ids[rows], -days, -sure))[:LOOKED_AT]
    texts: dict[int, list[str]] = {}
    found: dict[int, Quote] = {}
    for place in order.tolist():
        if len(found) == n:
            break
        row = int(rows[place])
        if row not in texts:
            texts[row] = sentences(held.reviews["text"][row].as_py() or "")
        words = texts[row][sentence[place] : sentence[place] + 1]
        who = int(held.people[row])
        if who not in found and words and _fit(held, words[0], [one.text for one in found.values()]):
            found[who] = Quote(words[0], int(held.review_ids[row]), held.reviews["reviewed_at"][row].as_py())
    return list(found.values())


def of_said(held: Held, places: Sequence[int] | Ints, n: int = 2) -> list[Quote]:
    """Give the sentences to quote of these, each by its place in ``held.said.sentences``; those that praise first."""
    said = held.said
    at = np.asarray(places, dtype=np.int64)
    first = np.searchsorted(said.text, said.text[at])
    return picked(held, said.rows[said.text[at]], at - first, said.praises[at].astype(np.int64) - said.blames[at], n)


def _fit(held: Held, words: str, taken: Sequence[str]) -> bool:
    return SHORTEST <= len(words) <= LONGEST and words not in taken and not held.barred(words)


def plain(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """Give the words alone, as a finding takes them."""
    return tuple(one.text for one in quotes)
