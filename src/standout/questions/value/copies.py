"""Copies: reviews that say the same, word for word, and our score with and without them.

Reads    reviews, readings   the texts of the held reviews
Makes    values              one row: all copies about us
Rule     a text of 20 words or more that two people hand in; one of 6 words or more that five people hand in; a
         shorter one that five hand in, where it is most of what is said.  One of them is kept, the oldest
Note     people may agree on words, and shops may ask for them; nobody is accused
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.finding import Finding
from standout.questions.value.rows import row
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

LONG, FEWEST_LONG = 20, 2
"""Of a text of so many words, so many people's copies are suspicious..."""
MIDDLING, FEWEST = 6, 5
"""...of one of so many words, so many people's; of a shorter one as many..."""
MOST = 0.5
"""...where it is more than this share of all that is said of a business."""


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """Which texts say the same.

    Attributes
    ----------
    text : int64, shape (reviews,)
        The same number for texts that say the same, word for word.
    words : int64, shape (reviews,)
        How many words each has.
    spare : int64, shape (copies,)
        The places of suspicious copies, but not of the oldest of each text.

    """

    text: Ints
    words: Ints
    spare: Ints


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give how many reviews about us are copies of each other, and what our score is without them."""
    del settings, seed
    copied = held.copied
    ours = copied.spare[held.of_ours()[copied.spare]]
    if not len(ours):
        return [], []
    both, without = _means(held, ours)
    texts = len(np.unique(copied.text[ours]))
    values: dict[str, Any] = {
        "copies": len(ours) + texts, "texts": texts, "of": int(np.count_nonzero(copied.words[held.of_ours()])),
        "score": say("details.copies.score", both=both, without=without) if both is not None else "",
    }  # fmt: skip
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.copies.aspect"), verdict="counted", tier="counted",
        sentence_key="details.copies.found", rows=values["copies"],
        facts={"copies": values["copies"], "texts": texts, "of": values["of"], "mean": both, "mean_without": without},
        values=values,
    )  # fmt: skip
    return [finding], [
        row("copies", say("details.copies.aspect"), values["copies"], estimate=float(values["copies"]),
            performance=both)
    ]  # fmt: skip


def found(texts: Ints, words: Ints, businesses: Ints, people: Ints, days: Ints) -> Ints:
    """Give the places of suspicious copies, but not the oldest of each text.

    Parameters
    ----------
    texts : int64, shape (n,)
        The same number for texts that say the same, word for word.
    words : int64, shape (n,)
        How many words each has.
    businesses, people, days : int64, shape (n,)
        Whom it is about, who handed it in, and when.

    Examples
    --------
    >>> same, long = np.array([1, 1, 2]), np.array([30, 30, 30])
    >>> found(same, long, np.zeros(3, np.int64), np.arange(3), np.array([5, 4, 3])).tolist()
    [0]

    """
    if not len(texts):
        return np.zeros(0, dtype=np.int64)
    _, business = np.unique(businesses, return_inverse=True)
    _, text = np.unique(texts, return_inverse=True)
    _, who = np.unique(people, return_inverse=True)
    _, group = np.unique(business * (text.max() + 1) + text, return_inverse=True)
    many = np.bincount(np.unique(group * (who.max() + 1) + who) // (who.max() + 1))[group]
    share = np.bincount(group)[group] / np.bincount(business)[business]
    suspicious = ((words >= LONG) & (many >= FEWEST_LONG)) | ((many >= FEWEST) & ((words >= MIDDLING) | (share > MOST)))
    order = np.lexsort((np.arange(len(texts)), days, group))
    first = np.zeros(len(texts), dtype=np.bool_)
    first[order[np.flatnonzero(np.diff(group[order], prepend=-1))]] = True
    return np.flatnonzero(suspicious & ~first)


def copied(held: Held) -> Copied:
    """Give which of the held reviews are copies of each other."""
    texts = pc.replace_substring_regex(pc.fill_null(held.reviews["text"], ""), r"[\s\pP\pZ]+", " ")
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(texts)).combine_chunks()
    number = plain.dictionary_encode().indices.to_numpy().astype(np.int64)
    some = pc.greater(pc.utf8_length(plain), 0).to_numpy(zero_copy_only=False)
    words = np.where(some, pc.count_substring(plain, " ").to_numpy() + 1, 0).astype(np.int64)
    rows = np.flatnonzero(some)
    spare = found(number[rows], words[rows], held.businesses[rows], held.people[rows], held.days[rows])
    return Copied(number, words, rows[spare])


def copies(held: Held) -> Ints:
    """Give the places in ``held.reviews`` of suspicious copies, but not of the oldest of each text."""
    spare: Ints = held.copied.spare
    return spare


def _means(held: Held, copies: Ints) -> tuple[float | None, float | None]:
    """Give our mean overall score with the copies and without; None where there is no such score."""
    if held.overall is None:
        return None, None
    score = np.where(held.of_ours(), held.score(held.overall.column), np.nan)
    rest = score.copy()
    rest[copies] = np.nan
    if np.isnan(score).all() or np.isnan(rest).all():
        return None, None
    return float(np.nanmean(score)), float(np.nanmean(rest))
