"""Unanswered: what customers of rivals complain of and hear nothing back on, and how we do there.

Reads    mentions, reviews, said   complaints, topic by topic; when the rival answered
Makes    values                            one row: a rival and a topic
Unit     people who complain in words that are known, of the rival's people whose words are read: counts without
         interval; days a dated complaint waited
Rule     topics are the aspects that were read; where nothing was, the things named in sentences of blame.  A rival
         whose reviews hold no answer at all may answer where no file shows it, so its silence is not told.  Nothing
         is told that our own customers don't praise: rivals are a ruler, not a source of ideas.  What is worth telling
         is complained of at least ``TIMES`` times as often there as at ours, beyond luck among all topics and rivals;
         readers may hear complaints less well at one business than at another, so that no difference is claimed
Source   stats/exposed.py; Benjamini & Hochberg (1995)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from standout.finding import Finding
from standout.questions.value.quoted import SURE, picked, plain, sources
from standout.questions.value.rows import row
from standout.stats.exposed import more_often_p
from standout.stats.multiplicity import benjamini_hochberg
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

ALPHA = 0.05
TIMES = 2
BIGGEST = 5
"""Of so many rivals, those with the most reviews, complaints are looked at; each is told by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """Where one topic is complained of and praised: places in ``held.reviews``, and which sentence there."""

    name: str
    blamed: Ints
    sentence: Ints
    praised: Ints


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one rival's customers complain of, and how long they waited."""

    rival: int
    topic: str
    people: int
    of: int
    complaints: int
    unanswered: int | None  # None: the file shows none of the rival's answers
    days: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The day each held review was answered, 0 where it was not; the businesses whose answers show."""

    days: Ints
    shown: frozenset[int]


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give what rivals' customers complain of without an answer where ours are content, the most people first."""
    del seed
    rivals, answered = biggest(held), _answered(held)
    read = held.read if held.mentions.num_rows else held.mask(held.said.rows)
    of = {one: _people(held, np.flatnonzero(read & (held.businesses == one))) for one in (held.ours, *rivals)}
    found = []
    for topic, rival in _often(held, of, settings["told_from"]):
        mine = _people(held, topic.praised[held.of_ours()[topic.praised]])
        one = waiting(held, topic, rival, of[rival], answered)
        if mine >= settings["told_from"] and one.unanswered != 0:
            found.append((one, topic, mine))
    found.sort(key=lambda each: (-(each[0].unanswered or 0), -each[0].people, each[0].rival, each[0].topic))
    made = [_made(held, one, topic, mine, of[held.ours], read) for one, topic, mine in found]
    return [finding for finding, _ in made[: settings["each"]]], [each for _, each in made]


def topics(held: Held) -> Iterator[Topic]:
    """Give the topics of complaint: the aspects that were read, else the things that are named."""
    mentions = held.mentions
    if mentions.num_rows:
        at = np.searchsorted(held.review_ids, mentions["review_id"].to_numpy())
        spoken = {name: mentions[name].to_numpy() for name in ("aspect", "sentence", "negative", "positive")}
        for name in sorted(pc.unique(mentions["aspect"]).to_pylist()):
            about = (spoken["aspect"] == name) & held.read[at]
            bad, good = about & (spoken["negative"] >= SURE), about & (spoken["positive"] >= SURE)
            yield Topic(name, at[bad], spoken["sentence"][bad].astype(np.int64), at[good])
        return
    said = held.said
    first = np.searchsorted(said.text, said.text)
    for term, name in enumerate(said.terms.names):
        places = said.terms.texts(term)
        bad, good = places[said.blames[places]], places[said.praises[places]]
        if len(bad) and len(good) and not held.barred(name):
            yield Topic(name, said.rows[said.text[bad]], bad - first[bad], said.rows[said.text[good]])


def _often(held: Held, of: Mapping[int, int], told_from: int) -> list[tuple[Topic, int]]:
    """Give topics with the rivals at which they are complained of often."""
    rivals = [one for one in of if one != held.ours]
    pairs = [(topic, rival) for topic in topics(held) for rival in rivals]
    ours = np.array([_ours(held, topic) for topic, _ in pairs])
    theirs = np.array([_people(held, topic.blamed[held.businesses[topic.blamed] == rival]) for topic, rival in pairs])
    of_theirs = np.array([of[rival] for _, rival in pairs])
    passed = often(ours, theirs, of[held.ours], of_theirs, told_from)
    return [pair for pair, one in zip(pairs, passed.tolist(), strict=True) if one]


def often(
    ours: ArrayLike, theirs: ArrayLike, of_ours: int, of_theirs: ArrayLike, told_from: int
) -> NDArray[np.bool_]:  # fmt: skip
    """Give which complaints are worth telling: ``TIMES`` times as common there as at ours, and beyond luck among all.

    Parameters
    ----------
    ours, theirs : int64, shape (k,)
        People who complain of a topic at ours, and at a rival.
    of_ours : int
    of_theirs : int64, shape (k,)
        People whose words are read.
    told_from : int
        So many must complain there.

    Examples
    --------
    Of a hundred people at either: twice as many, not quite twice as many, too few to be no luck.

    >>> often([20, 20, 0], [50, 39, 3], 100, [100, 100, 100], 3).tolist()
    [True, False, False]

    """
    mine, others, read = (np.asarray(each, dtype=np.int64) for each in (ours, theirs, of_theirs))
    tested = np.flatnonzero((mine + others >= told_from) & (read > 0))  # fewer on both sides can't be told at all
    found = np.zeros(len(mine), dtype=np.bool_)
    if not of_ours:
        return found
    p = [float(more_often_p([others[one]], [mine[one]], read[one], of_ours)[0]) for one in tested]
    found[tested] = benjamini_hochberg(p) <= ALPHA
    return found & (others >= told_from) & (others * of_ours >= TIMES * mine * read)


def biggest(held: Held) -> list[int]:
    """Give the rivals with the most reviews, the most first."""
    many = {rival: int(np.count_nonzero(held.businesses == rival)) for rival in held.rivals}
    return sorted((rival for rival in many if many[rival]), key=lambda rival: (-many[rival], rival))[:BIGGEST]


def waiting(held: Held, topic: Topic, rival: int, of: int, answered: Answered) -> Waiting:
    """Give how many of ``of`` people complain of a topic at one rival, and how many wait for an answer."""
    at = np.unique(topic.blamed[held.businesses[topic.blamed] == rival])
    dated = at[held.days[at] > 0]
    shows = rival in answered.shown
    days = answered.days[dated] - held.days[dated]
    waits = days < 0  # no answer has the day 0
    days = days[~waits]
    return Waiting(
        rival, topic.name, _people(held, at), of,
        len(dated), int(waits.sum()) if shows else None, int(np.median(days)) if shows and len(days) else None,
    )  # fmt: skip


def _answered(held: Held) -> Answered:
    days = pc.fill_null(held.reviews["reply_at"].combine_chunks().cast("int32"), 0).to_numpy().astype(np.int64)
    return Answered(days, frozenset(np.unique(held.businesses[days > 0]).tolist()))


def _people(held: Held, rows: Ints) -> int:
    return len(np.unique(held.people[rows]))


def _ours(held: Held, topic: Topic) -> int:
    """Give how many of our people complain of a topic."""
    return _people(held, topic.blamed[held.of_ours()[topic.blamed]])


def _made(
    held: Held, one: Waiting, topic: Topic, praised: int, of: int, read: NDArray[np.bool_]
) -> tuple[Finding, dict[str, Any]]:
    ours = _ours(held, topic)
    about = held.businesses[topic.blamed] == one.rival
    quotes = picked(held, topic.blamed[about], topic.sentence[about], np.zeros(int(about.sum()), dtype=np.int64), 2)
    rival = held.names[one.rival]
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.unanswered.aspect", rival=rival, topic=topic.name),
        verdict="counted", tier="counted", sentence_key="details.unanswered.found", estimate=one.people / one.of,
        unit="share", rows=one.people, quotes=plain(quotes),
        facts={
            "rival": rival, "topic": topic.name, "reviewers": one.people, "of": one.of, "dated": one.complaints,
            "unanswered": one.unanswered, "days": one.days, "ours": ours, "ours_of": of, "ours_praise": praised,
            **sources(quotes),
        },
        values={
            "answers": _answers(one, rival),
            "when": held.population(read & (held.of_ours() | (held.businesses == one.rival))),
        },
    )  # fmt: skip
    name = say("details.unanswered.row", rival=rival, topic=topic.name)
    return finding, row(
        "unanswered", name, one.people, estimate=one.people / one.of, quote=next(iter(plain(quotes)), None),
    )  # fmt: skip


def _answers(one: Waiting, rival: str) -> str:
    """Say how many of the complaints were answered and how fast, or that nothing shows it."""
    if one.unanswered is None:
        return say("details.unanswered.hidden", rival=rival)
    if not one.complaints:
        return say("details.unanswered.undated")
    waited = say("details.unanswered.waited", days=one.days) if one.days is not None else ""
    return say("details.unanswered.waiting", unanswered=one.unanswered, dated=one.complaints) + waited
