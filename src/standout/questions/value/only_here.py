"""Only here: details that our customers praise, and no customer of a rival does.

Reads    said     what the reviews in English name, and in which tone
Makes    values   one row: a detail
Unit     people who praise it in words that are known, of those whose words are read; somebody counts once.  No
         interval, for nobody knows how much praise is put in other words
Rule     a detail is praised where a sentence that names it praises and blames nothing.  Told are those that at least
         ``told_from`` of ours praise and no customer of a rival, where that is more than luck explains: an exact
         test, given the words read on either side, with one false alarm in twenty among all that is told
Source   stats/exposed.py; Benjamini & Hochberg (1995) over all details that enough people praise to pass at all
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.finding import Finding, Needed
from standout.questions.value.quoted import of_said, plain, sources
from standout.questions.value.rows import row
from standout.questions.value.said import alone
from standout.stats.exposed import able_to_pass, more_often_p
from standout.stats.multiplicity import benjamini_hochberg
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

ALPHA = 0.05
COMMON = 0.05
"""A detail that one of our customers in twenty praises should be found..."""
PEOPLE = 15
"""...and is, four times in five, where about this many do so and as much is read of the rivals as of us."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How many people praise each term, and how many words are read, on either side."""

    ours: Ints
    theirs: Ints
    our_words: int
    their_words: int


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the details that are praised at ours only, by most people first."""
    del seed
    said = held.said
    ours = held.of_ours()[said.rows]
    people = held.people[said.rows]
    our_people, their_people = len(np.unique(people[ours])), len(np.unique(people[~ours]))
    praise = said.praises[said.terms.text]
    term, text = said.terms.term[praise], said.text[said.terms.text[praise]]
    told: list[int] = []
    if our_people and their_people:
        counts = counted(term, people[text], ours[text], len(said.terms.names), said.words(), ours)
        told = only_here(counts, settings["told_from"])
    mine = {one: text[(term == one) & ours[text]] for one in told}
    who = [frozenset(people[mine[one]].tolist()) for one in told]
    kept = alone([said.terms.names[one] for one in told], who)
    made = [
        _made(held, told[place], len(who[place]), our_people, their_people)
        for place in kept if not held.barred(said.terms.names[told[place]])
    ]  # fmt: skip
    if not made and (not their_people or our_people < _needed(settings)):
        return [_too_few(held, our_people, their_people, settings)], []
    return [finding for finding, _ in made[: settings["each"]]], [each for _, each in made]


def counted(
    term: Ints, people: Ints, ours: NDArray[np.bool_], terms: int, words: Ints, mine: NDArray[np.bool_]
) -> Counts:
    """Give how many people praise each term on either side.

    Parameters
    ----------
    term, people, ours : int64, int64, bool, shape (praises,)
        A term that is praised; by whom; whether at ours.
    terms : int
        How many terms there are.
    words, mine : int64, bool, shape (texts,)
        How many words each text has; whether it is about us.

    """
    many = int(people.max(initial=0)) + 1
    mine, theirs = (np.unique(term[side] * many + people[side]) // many for side in (ours, ~ours))
    return Counts(
        np.bincount(mine, minlength=terms), np.bincount(theirs, minlength=terms),
        int(words[mine].sum()), int(words[~mine].sum()),
    )  # fmt: skip


def only_here(counts: Counts, told_from: int) -> list[int]:
    """Give the terms praised at ours only, beyond luck, by most people first.

    Examples
    --------
    Nine of ours and nobody else, in as many words, among two that are tested: 2 / 2^9.

    >>> only_here(Counts(np.array([9, 4, 20]), np.array([0, 0, 11]), 500, 500), told_from=3)
    [0]

    """
    if not (counts.our_words and counts.their_words):
        return []
    tested = np.flatnonzero(able_to_pass(counts.ours + counts.theirs, counts.our_words, counts.their_words, ALPHA))
    p = more_often_p(counts.ours[tested], counts.theirs[tested], counts.our_words, counts.their_words)
    found = tested[benjamini_hochberg(p) <= ALPHA]
    kept = [one for one in found.tolist() if counts.theirs[one] == 0 and counts.ours[one] >= told_from]
    return sorted(kept, key=lambda one: (-int(counts.ours[one]), one))


def _made(held: Held, term: int, k: int, n: int, rivals: int) -> tuple[Finding, dict[str, Any]]:
    said = held.said
    name = said.terms.names[term]
    places = said.terms.texts(term)
    named = np.unique(held.people[said.rows[said.text[places[~held.of_ours()[said.rows[said.text[places]]]]]]])
    mine = places[said.praises[places] & held.of_ours()[said.rows[said.text[places]]]]
    quotes = of_said(held, mine)
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.only_here.aspect", name=name), verdict="counted",
        tier="counted", sentence_key="details.only_here.found", estimate=k / n, unit="share", rows=k,
        quotes=plain(quotes),
        facts={
            "detail": name, "reviewers": k, "of": n, "rival_reviewers": rivals, "rival_mentions": len(named),
            **sources(quotes),
        },
        values={"who": held.population(held.mask(said.rows)), "also": _also(len(named))},
    )  # fmt: skip
    return finding, row("only_here", name, k, estimate=k / n, quote=next(iter(plain(quotes)), None))


def _also(named: int) -> str:
    return say("details.only_here.named", n=named) if named else ""


def _needed(settings: Mapping[str, Any]) -> int:
    """Give from how many of our people on a detail that one in twenty praises should be found."""
    return round(max(PEOPLE, int(settings["told_from"])) / COMMON)


def _too_few(held: Held, ours: int, theirs: int, settings: Mapping[str, Any]) -> Finding:
    """Say that too few people wrote, here or about rivals."""
    alone_here = theirs == 0
    key = "rivals" if alone_here else "few"
    more = _needed(settings) - (theirs if alone_here else ours)
    return Finding(
        question="value", subject=held.name, aspect=say("details.only_here.none"), verdict="not_enough",
        tier="not_enough", sentence_key=f"details.only_here.{key}", reason=say(f"details.only_here.reason_{key}"),
        rows=ours, needed=Needed(more=more, of="reviews", step_key=f"details.only_here.step_{key}"),
        facts={"of": ours, "rival_reviewers": theirs}, values={"one_in": round(1 / COMMON)},
    )  # fmt: skip
