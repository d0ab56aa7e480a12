"""Said: what stands in the held reviews, sentence by sentence, and the things that are named there.

Reads    reviews, readings, contacts   the texts; which of them the reader knows the language of; names that are held
Makes    said                          the sentences of English reviews, which of them praise or blame, what they name
Rule     of a text that many people hand in word for word one copy is read; where readers have read some texts, no
         others are looked at; sentences are taken from the newest ``MOST`` texts about us, and as many about rivals.
         A sentence praises where it holds a word of praise, none of blame and nothing that denies; what may be a name
         is neither a thing nor quoted
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.text.folded import folded
from standout.text.language import in_english
from standout.text.private import everyday, parts, private, words
from standout.text.sentences import sentences
from standout.text.terms import DENIALS, PRAISE, Terms, terms
from standout.text.wishes import BAD

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEARNT = 3000
"""So many of the newest texts show which words are words, and no names."""

MOST = 10_000
"""So many texts about us, and as many about rivals, are taken apart at most: that keeps an answer to some seconds."""

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@dataclass(frozen=True, eq=False)
class Said:
    """The sentences of the reviews that are read.

    Attributes
    ----------
    rows : int64, shape (texts,)
        The place of each text in ``held.reviews``, ascending.
    sentences : list of str
        All sentences, text after text.
    text : int64, shape (sentences,)
        Which text each is of.
    praises, blames : bool, shape (sentences,)
        Whether it speaks well, or ill.
    terms : Terms
        The things that are named; its ``text`` are sentences.

    """

    rows: Ints
    sentences: list[str]
    text: Ints
    praises: Flags
    blames: Flags
    terms: Terms

    def words(self) -> Ints:
        """Give how many words each text has."""
        return np.bincount(self.text, self.terms.words, minlength=len(self.rows)).astype(np.int64)


def said(held: Held) -> Said:
    """Give what the held reviews say."""
    rows = newest(held, np.flatnonzero(held.read))
    texts = held.reviews["text"].take(rows).to_pylist()
    found: list[str] = []
    count = []
    for text in texts:
        each = sentences(text)
        found += each
        count.append(len(each))
    praises, blames = tones(found)
    return Said(
        rows=rows, sentences=found, text=np.repeat(np.arange(len(texts)), count), praises=praises, blames=blames,
        terms=terms(found, _names(held)),
    )  # fmt: skip


def worded(held: Held) -> Ints:
    """Give the places in ``held.reviews`` that hold words."""
    texts = held.reviews["text"]
    letters = pc.utf8_length(pc.utf8_trim_whitespace(pc.fill_null(texts, "")))
    return np.flatnonzero(letters.to_numpy() > 0)


def looked_at(held: Held) -> Ints:
    """Give the places in ``held.reviews`` of texts whose language was looked at: all, where no reader has begun."""
    rows = worded(held)
    if not held.readings.num_rows:
        return rows
    return rows[np.isin(held.review_ids[rows], held.readings["review_id"].to_numpy())]


def read(held: Held) -> Flags:
    """Give which of ``held.reviews`` are read: those in English, and one of those that are copies of each other."""
    rows = np.setdiff1d(looked_at(held), held.copied.spare)
    found = np.zeros(len(held.review_ids), dtype=np.bool_)
    found[rows[english(held, rows)]] = True
    return found


def newest(held: Held, rows: Ints) -> Ints:
    """Give the newest ``MOST`` of these places that are about us, and as many about rivals, ascending."""
    ours = held.of_ours()[rows]
    return np.sort(np.concatenate([_newest(held, rows[side], MOST) for side in (ours, ~ours)]))


def _newest(held: Held, rows: Ints, most: int) -> Ints:
    return rows[np.lexsort((held.review_ids[rows], -held.days[rows]))[:most]]


def english(held: Held, rows: Ints) -> Flags:
    """Give which of the texts at these places are in English, as their readings say, else as their words do."""
    known = dict(zip(held.readings["review_id"].to_pylist(), held.readings["read"].to_pylist(), strict=True))
    told = [known.get(one) for one in held.review_ids[rows].tolist()]
    if None in told:
        words_tell = in_english(held.reviews["text"].take(rows).to_pylist())
        told = [by_words if one is None else one for one, by_words in zip(told, words_tell, strict=True)]
    return np.array(told, dtype=np.bool_)


def tones(found: list[str]) -> tuple[Flags, Flags]:
    """Give which sentences speak well, and which ill."""
    praises, blames = np.zeros(len(found), dtype=np.bool_), np.zeros(len(found), dtype=np.bool_)
    for place, sentence in enumerate(found):
        held = set(_WORD.findall(sentence.lower().replace("’", "'")))
        denied = not held.isdisjoint(DENIALS)
        blames[place] = not denied and not held.isdisjoint(BAD)
        praises[place] = not denied and not blames[place] and not held.isdisjoint(PRAISE) and sentence[-1] != "?"
    return praises, blames


def _names(held: Held) -> set[str]:
    """Give the words of our name, and those of the rivals' names that are no everyday words."""
    ours = set(folded(held.name))
    theirs = {word for rival in held.rivals for word in folded(held.names[rival])}
    return ours | (theirs - everyday())


def guard(held: Held) -> Callable[[str], bool]:
    """Give what tells whether words would show who somebody is; the names that are held go nowhere else."""
    contacts = held.engine.table("contacts")
    names = parts(held.engine.arrow(contacts.select("name").distinct())["name"].to_pylist())
    rows = _newest(held, worded(held), LEARNT)
    known = words(held.reviews["text"].take(rows).to_pylist())
    return cache(lambda text: private(text, names, known))


def alone(names: list[str], people: list[frozenset[int]], most: float = 0.6) -> list[int]:
    """Give which things to tell, of things in the order they matter: not one whose people have mostly told another.

    Examples
    --------
    >>> alone(["ribbon", "satin ribbon", "tea"], [frozenset({1, 2, 3}), frozenset({1, 2}), frozenset({1, 2})])
    [0, 2]

    """
    kept: list[int] = []
    for place, name in enumerate(names):
        parts_of = set(name.split())
        near = (other for other in kept if parts_of & set(names[other].split()))
        if not any(len(people[place] & people[o]) >= most * min(len(people[place]), len(people[o])) for o in near):
            kept.append(place)
    return kept
