"""Triggers: details that go with recommending, among customers of ours and of the rivals.

Reads    said, tags, themes, columns   the details that reviews name: things, what is told by rules, themes
Makes    values                        one row: a detail
Unit     of those who name the detail, how much more recommend; of shares, with an interval: who names it is known to
         the letter.  Of k told among m that are tested, each interval is one of 1 - 0.05 k / m
Rule     compared within each business, and among reviews of like length there: what differs between businesses, and
         who writes at length, make no trigger.  The newest review of a person about a business counts.  Recommending
         is a column that says so, else the top of the overall scale.  One false alarm in twenty among all told
         Where themes were told, reviews that nobody grouped are left out
Source   stats/stratified.py; Benjamini & Hochberg (1995), two-sided; Benjamini & Yekutieli (2005), JASA 100, for the
         intervals of what was selected so; stats/exposed.py for how often it is named here
Note     a link is no cause: whoever is happy may just name more
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from standout.finding import Finding, Needed
from standout.questions.value.outcome import recommendations, recommended
from standout.questions.value.quoted import Quote, of_said, plain, sources
from standout.questions.value.rows import row
from standout.questions.value.said import alone
from standout.stats.exposed import more_often_p
from standout.stats.multiplicity import benjamini_hochberg
from standout.stats.stratified import clustered, difference, together_p
from standout.tables.table import DESCRIPTOR
from standout.text.descriptors import RULES
from standout.words import say

if TYPE_CHECKING:
    from standout.questions.value.held import Held

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ALPHA = 0.05
FEWEST = 10
"""So many people must name a detail, here and at rivals together, for it to be put to the test."""
LENGTHS = 3
"""Reviews of each business are compared among the shorter, the middling and the longer."""
AT_ONCE = 256
"""So many details are counted at a time."""
NEEDED = 1100
"""People it takes to show, four times in five, that a detail one in ten names goes with 20 points more recommending.

(3.09 + 0.84)^2 x 0.25 x (1 / 0.1 + 1 / 0.9) / 0.2^2 = 1,070: one-sided at 0.001, as among many details.
"""
MOST = 100
"""So many of those found are told at most, in words and in the table."""


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """Which reviews name which details, and how they end.

    Attributes
    ----------
    names : tuple of str
        The details, as people are told them.
    detail, review : int64, shape (namings,)
        Detail ``detail[i]`` is named in review ``review[i]``, 0 to ``reviews - 1``; each pair once, in order.
    recommends : bool, shape (reviews,)
        Whether the review recommends.
    business, band, person, words : int64, shape (reviews,)
        Whom it is about; its length's third; who wrote it; how many words it has.

    """

    names: tuple[str, ...]
    detail: Ints
    review: Ints
    recommends: Flags
    business: Ints
    band: Ints
    person: Ints
    words: Ints

    def naming(self, detail: int) -> Flags:
        """Give which reviews name a detail."""
        named = np.zeros(len(self.recommends), dtype=np.bool_)
        low, high = np.searchsorted(self.detail, [detail, detail + 1])
        named[self.review[low:high]] = True
        return named


@dataclass(frozen=True, slots=True)
class Trigger:
    """A detail that goes with recommending."""

    detail: int
    people: int
    lift: float
    low: float
    high: float
    p: float
    level: float


def part(held: Held, settings: Mapping[str, Any], seed: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Give the details that go with recommending, the one most surely so first."""
    del seed
    rows, recommends, by_column = outcomes(held)
    details = gathered(held, rows, recommends)
    ours = held.of_ours()[rows]
    found = triggers(details, ours, settings["told_from"])[:MOST]
    people = [frozenset(details.person[details.naming(one.detail)].tolist()) for one in found]
    kept = [found[place] for place in alone([details.names[one.detail] for one in found], people)]
    kept = [one for one in kept if not held.barred(details.names[one.detail])]
    more = _named_more(details, ours, [one.detail for one in kept])
    made = [
        _made(held, rows, details, one, by_column=by_column, here=here) for one, here in zip(kept, more, strict=True)
    ]
    if not made and len(np.unique(details.person)) < NEEDED:
        return [_too_few(held, len(np.unique(details.person)))], []
    return [finding for finding, _ in made[: settings["each"]]], [each for _, each in made]


def outcomes(held: Held) -> tuple[Ints, Flags, bool]:
    """Give the reviews that say whether they recommend: their places, whether they do, and if a column says so.

    Of a person's reviews of one business only the newest is given.
    """
    rows = held.said.rows
    if held.theme_sentences.num_rows:
        rows = rows[np.isin(held.review_ids[rows], held.theme_sentences["review_id"].to_numpy())]
    column = recommended(held)
    if column:
        says = recommendations(held, column)[rows]
        told, top = ~np.isnan(says), says > 0
    elif held.overall is not None and held.overall.high is not None:
        score = held.score(held.overall.column)[rows]
        told, top = ~np.isnan(score), score >= held.overall.high
    else:
        told = top = np.zeros(len(rows), dtype=np.bool_)
    rows, top = rows[told], top[told]
    order = np.lexsort((-held.review_ids[rows], -held.days[rows], held.people[rows], held.businesses[rows]))
    first = np.ones(len(rows), dtype=np.bool_)
    by_whom, of_whom = held.people[rows][order], held.businesses[rows][order]
    first[1:] = (by_whom[1:] != by_whom[:-1]) | (of_whom[1:] != of_whom[:-1])
    kept = np.sort(order[first])
    return rows[kept], top[kept], bool(column)


def gathered(held: Held, rows: Ints, recommends: Flags) -> Details:
    """Give what the reviews at these places of ``held.reviews`` name: things, what rules tell, themes."""
    place = np.full(len(held.review_ids), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    said = held.said
    words = np.zeros(len(held.review_ids), dtype=np.int64)
    words[said.rows] = said.words()
    names: list[str] = list(said.terms.names)
    detail, review = [said.terms.term], [place[said.rows[said.text[said.terms.text]]]]
    for name, at in [*_tagged(held), *_themed(held)]:
        detail.append(np.full(len(at), len(names)))
        review.append(place[at])
        names.append(name)
    what, where = np.concatenate(detail), np.concatenate(review)
    many = max(len(rows), 1)
    codes = np.unique((what * many + where)[where >= 0])
    return Details(
        tuple(names), codes // many, codes % many, recommends, held.businesses[rows],
        bands(words[rows], held.businesses[rows]), held.people[rows], words[rows],
    )  # fmt: skip


def _tagged(held: Held) -> Iterator[tuple[str, Ints]]:
    """Give what rules tell of reviews: its name, and the places it is told of."""
    names = {rule.column: rule.what for rule in RULES}
    at = np.searchsorted(held.review_ids, held.tags["review_id"].to_numpy())
    for column in sorted(held.tags.column_names):
        if column.startswith(DESCRIPTOR):
            yield names.get(column, column), at[held.tags[column].is_valid().to_numpy()]


def _themed(held: Held) -> Iterator[tuple[str, Ints]]:
    """Give the themes: the name of each, and the places that speak of it; not of those that fit none."""
    at = np.searchsorted(held.review_ids, held.theme_sentences["review_id"].to_numpy())
    theme = np.array(held.theme_sentences["theme"].to_pylist(), dtype=np.str_)
    for each in held.themes.to_pylist():
        if each["theme"] != "other":
            yield say("themes.named", label=each["label"]), np.unique(at[theme == each["theme"]])


def bands(words: Ints, business: Ints) -> Ints:
    """Give each review's length: 0 for the shortest third of its business, 1, or 2 for the longest.

    Examples
    --------
    >>> bands(np.array([5, 90, 30]), np.zeros(3, dtype=np.int64)).tolist()
    [0, 2, 1]

    """
    order = np.lexsort((words, business))
    first = np.searchsorted(business[order], business[order])
    many = np.searchsorted(business[order], business[order], side="right") - first
    found = np.empty(len(words), dtype=np.int64)
    found[order] = (np.arange(len(words)) - first) * LENGTHS // np.maximum(many, 1)
    return found


def triggers(details: Details, ours: Flags, told_from: int) -> list[Trigger]:
    """Give the details that go with recommending beyond luck, the one with the largest least lift first.

    Parameters
    ----------
    details : Details
    ours : bool, shape (reviews,)
        Which reviews are about us.
    told_from : int
        So many people of ours must name a detail.

    """
    reviews = len(details.recommends)
    here = np.bincount(details.detail[ours[details.review]], minlength=len(details.names))
    named = np.bincount(details.detail, minlength=len(details.names))
    tested = np.flatnonzero((named >= FEWEST) & (named <= reviews - FEWEST) & (here >= told_from))
    if not len(tested):
        return []
    _, business = np.unique(details.business, return_inverse=True)
    _, stratum = np.unique(business * LENGTHS + details.band, return_inverse=True)
    p, gap, variance = (each.tolist() for each in _tested(details, tested, stratum))
    _, person = np.unique(details.person, return_inverse=True)
    if int(person.max()) + 1 < reviews:
        for one in np.flatnonzero(np.array(p) <= ALPHA).tolist():
            x = details.naming(int(tested[one]))
            p[one], variance[one] = _by_person(x, details.recommends, stratum, person, p[one], variance[one])
    passed = benjamini_hochberg(np.minimum(2 * np.array(p), 1.0)) <= ALPHA
    level = 1 - ALPHA * max(int(passed.sum()), 1) / len(tested)
    found = [
        Trigger(int(tested[one]), int(named[tested[one]]), gap[one], *_ends(gap[one], variance[one], level), p[one],
                level)
        for one in np.flatnonzero(passed & (np.array(gap) > 0)).tolist()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.low, one.detail))


def _tested(details: Details, tested: Ints, stratum: Ints) -> tuple[Floats, Floats, Floats]:
    """Give p-value, difference and its variance of each detail, some hundred at a time."""
    groups = int(stratum.max()) + 1
    n, m1 = np.bincount(stratum, minlength=groups), np.bincount(stratum, details.recommends, minlength=groups)
    place = np.full(len(details.names), -1, dtype=np.int64)
    place[tested] = np.arange(len(tested))
    kept = place[details.detail] >= 0
    at, review = place[details.detail[kept]], details.review[kept]
    parts = []
    for low in range(0, len(tested), AT_ONCE):
        size = min(AT_ONCE, len(tested) - low)
        here = slice(*np.searchsorted(at, [low, low + size]))
        code = (at[here] - low) * groups + stratum[review[here]]
        n1 = np.bincount(code, minlength=size * groups).reshape(size, groups)
        a = np.bincount(code, details.recommends[review[here]], minlength=size * groups).reshape(size, groups)
        parts.append((together_p(a, n1, m1, n), *difference(a, n1, m1, n)))
    p, gap, variance = (np.concatenate(each) for each in zip(*parts, strict=True))
    return p, gap, variance


def _by_person(
    named: Flags, recommends: Flags, stratum: Ints, person: Ints, p: float, variance: float
) -> tuple[float, float]:
    """Give p-value and variance that hold where somebody reviewed several businesses; never below those given."""
    of_sum, of_gap = clustered(named, recommends, stratum, person)
    n1, m1, n = np.bincount(stratum, named), np.bincount(stratum, recommends), np.bincount(stratum)
    more = float((np.bincount(stratum, named & recommends) - n1 * m1 / n).sum())
    score = (more - 0.5) / of_sum**0.5 if of_sum > 0 else 0.0
    return max(p, float(ndtr(-score))), max(variance, of_gap)


def _ends(gap: float, variance: float, level: float) -> tuple[float, float]:
    half = float(ndtri((1 + level) / 2)) * variance**0.5
    return max(gap - half, -1.0), min(gap + half, 1.0)


def lift_alone(details: Details, ours: Flags, detail: int, level: float) -> tuple[float, float, float] | None:
    """Give the lift of a detail in our own reviews alone, with its ends; None where too few of them name it."""
    named, recommends, band = details.naming(detail)[ours], details.recommends[ours], details.band[ours]
    if not FEWEST <= np.count_nonzero(named) <= len(named) - FEWEST:
        return None
    both, first, second = (np.bincount(band, x, minlength=LENGTHS) for x in (named & recommends, named, recommends))
    gap, variance = difference(both, first, second, np.bincount(band, minlength=LENGTHS))
    return None if np.isnan(gap) else (float(gap), *_ends(float(gap), float(variance), level))


def _named_more(details: Details, ours: Flags, told: list[int]) -> list[bool]:
    """Tell of which details our customers speak more often than the rivals' do, word for word, beyond luck."""
    mine, theirs = int(details.words[ours].sum()), int(details.words[~ours].sum())
    if not told or not mine or not theirs:
        return [False] * len(told)
    each = np.array([[np.count_nonzero(details.naming(one) & side) for side in (ours, ~ours)] for one in told])
    p = more_often_p(each[:, 0], each[:, 1], mine, theirs)
    return [bool(one) for one in benjamini_hochberg(p) <= ALPHA]


def _made(
    held: Held, rows: Ints, details: Details, one: Trigger, *, by_column: bool, here: bool
) -> tuple[Finding, dict[str, Any]]:  # fmt: skip
    name = details.names[one.detail]
    ours = held.of_ours()[rows]
    named = details.naming(one.detail)
    mine = int(np.count_nonzero(named & ours))
    quotes = _quotes(held, rows, details, one.detail)
    own = lift_alone(details, ours, one.detail, one.level)
    finding = Finding(
        question="value", subject=held.name, aspect=say("details.trigger.aspect", name=name), verdict="probably",
        tier="likely", sentence_key="details.trigger.recommend" if by_column else "details.trigger.top",
        estimate=one.lift, low=one.low, high=one.high, unit="share", rows=one.people, quotes=plain(quotes),
        facts={
            "detail": name, "reviewers": one.people, "ours": mine, "of": len(rows), "p": one.p, "level": one.level,
            "named_more_here": here, "lift_alone": own and own[0], "lift_alone_low": own and own[1],
            "lift_alone_high": own and own[2], **sources(quotes),
        },
        values={
            "who": held.population(held.mask(rows)), "points": 100 * one.lift, "least": 100 * one.low,
            "most": 100 * one.high, "here": say("details.trigger.here") if here else "",
            "alone": _alone(own),
        },
    )  # fmt: skip
    return finding, row(
        "trigger", name, one.people, estimate=one.lift, low=one.low, high=one.high,
        quote=next(iter(plain(quotes)), None),
    )  # fmt: skip


def _alone(own: tuple[float, float, float] | None) -> str:
    if own is None:
        return ""
    lift, low, high = (100 * end for end in own)
    return say("details.trigger.alone", lift=lift, low=low, high=high)


def _quotes(held: Held, rows: Ints, details: Details, detail: int) -> list[Quote]:
    """Give sentences of ours who recommend that name a detail; of one that no word names, none."""
    if detail >= len(held.said.terms.names):
        return []
    happy = held.mask(rows[details.recommends & held.of_ours()[rows]])
    places = held.said.terms.texts(detail)
    return of_said(held, places[happy[held.said.rows[held.said.text[places]]]])


def _too_few(held: Held, people: int) -> Finding:
    """Say that too few people wrote, or that nothing tells who recommends."""
    key = "few" if people else "untold"
    return Finding(
        question="value", subject=held.name, aspect=say("details.trigger.none"), verdict="not_enough",
        tier="not_enough", sentence_key=f"details.trigger.{key}", reason=say(f"details.trigger.reason_{key}"),
        rows=people, needed=Needed(more=NEEDED - people, of="reviews", step_key=f"details.trigger.step_{key}"),
        facts={"of": people}, values={},
    )  # fmt: skip
