"""Unanswered: what customers of rivals complain of and hear nothing back on, and how we do there.

Reads    mentions, reviews, scores, said   complaints, topic by topic; when the rival answered
Makes    values                            one row: a rival and a topic
Unit     people who complain, of the rival's people whose words are read; days a dated complaint waited
Rule     topics are the aspects that were read; where nothing was, the things named in sentences of blame.  A rival
         whose reviews hold no answer at all may answer where no file shows it, so its silence is not told.  Nothing
         is told that our own customers don't praise, or complain of as often: rivals are a ruler, not a source of ideas
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.finding import Finding
from standout.questions.value.quoted import SURE, picked, plain, sources
from standout.questions.value.rows import row
from standout.stats.exposed import exact_share
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]

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
    read = np.zeros(len(held.review_ids), dtype=np.bool_)
    read[held.said.rows] = True
    rivals, answered = biggest(held), _answered(held)
    of = {one: _people(held, np.flatnonzero(read & (held.businesses == one))) for one in (held.ours, *rivals)}
    found = []
    for topic in topics(held, read):
        mine = _people(held, topic.praised[held.of_ours()[topic.praised]])
        if mine < settings["told_from"]:
            continue
        for rival in rivals:
            one = waiting(held, topic, rival, of[rival], answered)
            if _open(held, one, topic, of[held.ours], settings["told_from"]):
                found.append((one, topic, mine))
    found.sort(key=lambda each: (-(each[0].unanswered or 0), -each[0].people, each[0].rival, each[0].topic))
    made = [_made(held, one, topic, mine, of[held.ours]) for one, topic, mine in found]
    return [finding for finding, _ in made[: settings["each"]]], [each for _, each in made]


def topics(held: Held, read: NDArray[np.bool_]) -> Iterator[Topic]:
    """Give the topics of complaint: the aspects that were read, else the things that are named."""
    mentions = held.mentions
    if mentions.num_rows:
        at = np.searchsorted(held.review_ids, mentions["review_id"].to_numpy())
        spoken = {name: mentions[name].to_numpy() for name in ("aspect", "sentence", "negative", "positive")}
        for name in sorted(pc.unique(mentions["aspect"]).to_pylist()):
            about = (spoken["aspect"] == name) & read[at]
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


def _open(held: Held, one: Waiting, topic: Topic, of: int, told_from: int) -> bool:
    """Tell whether enough complain, at least one in vain, and more of them than luck explains against ours."""
    if one.people < told_from or one.unanswered == 0:
        return False
    return exact_share(_ours(held, topic), of)[1] < exact_share(one.people, one.of)[0]


def _score(held: Held, aspect: str) -> tuple[float | None, float | None, float | None]:
    """Give our score of an aspect with the ends of its interval, where there is an estimate."""
    for each in held.scores.to_pylist():
        if each["business_id"] == held.ours and each["aspect"] == aspect and each["kind"] == "plain":
            if each["variance"] is None:
                return each["estimate"], None, None
            half = 1.959963984540054 * each["variance"] ** 0.5
            return each["estimate"], each["estimate"] - half, each["estimate"] + half
    return None, None, None


def _made(held: Held, one: Waiting, topic: Topic, praised: int, of: int) -> tuple[Finding, dict[str, Any]]:
    low, high = exact_share(one.people, one.of)
    ours = _ours(held, topic)
    score, least, most = _score(held, topic.name)
    about = held.businesses[topic.blamed] == one.rival
    quotes = picked(held, topic.blamed[about], topic.sentence[about], np.zeros(int(about.sum()), dtype=np.int64), 2)
    rival = held.names[one.rival]
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.unanswered.aspect", rival=rival, topic=topic.name),
        verdict="counted", tier="counted", sentence_key="details.unanswered.found", estimate=one.people / one.of,
        low=low, high=high, unit="share", rows=one.people, quotes=plain(quotes),
        facts={
            "rival": rival, "topic": topic.name, "reviewers": one.people, "of": one.of, "dated": one.complaints,
            "unanswered": one.unanswered, "days": one.days, "ours": ours, "ours_of": of, "ours_praise": praised,
            "score": score, **sources(quotes),
        },
        values={
            "answers": _answers(one, rival), "when": held.population(held.of_ours() | (held.businesses == one.rival)),
        },
    )  # fmt: skip
    name = say("details.unanswered.row", rival=rival, topic=topic.name)
    return finding, row(
        "unanswered", name, one.people, estimate=one.people / one.of, low=low, high=high, performance=score,
        performance_low=least, performance_high=most, quote=next(iter(plain(quotes)), None),
    )  # fmt: skip


def _answers(one: Waiting, rival: str) -> str:
    """Say how many of the complaints were answered and how fast, or that nothing shows it."""
    if one.unanswered is None:
        return say("details.unanswered.hidden", rival=rival)
    if not one.complaints:
        return say("details.unanswered.undated")
    waited = say("details.unanswered.waited", days=one.days) if one.days is not None else ""
    return say("details.unanswered.waiting", unanswered=one.unanswered, dated=one.complaints) + waited
