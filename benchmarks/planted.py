"""Made-up judgements whose truth is known: niches where ours is truly first, or none at all.

``planted``  10 descriptors, 100 businesses by Zipf's law, 4 aspects with gaps, people who judge again, and
             12 niches of one to four conditions where ours is truly ahead.  One descriptor is a function of
             another.
``null``     ours is nowhere ahead: all are equal, or one rival is exactly tied with us and the others are far
             behind, in five shapes of scores; also with people who judge five times, and with weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr
from shapes import BASES, UNEQUAL, VALUES, lowered

from standout.stats.worlds.rows import MISSING, Rows, rows_of

Floats = NDArray[np.float64]
World = tuple[tuple[int, int], ...]

CARDS = (4, 5, 6, 3, 8, 10, 5, 4, 6, 3)
NAMES = ("occasion", "customer", "channel", "daypart", "dish", "city", "age", "season", "product", "region")
ASPECTS = ("staff", "food", "price", "speed")
OURS = 7
NULLS = ("all equal", "bell", "J", "97% fives", "right-skewed", "unequal")


@dataclass(frozen=True, slots=True)
class Niche:
    """A world where ours was made better than every rival, on one aspect."""

    world: World
    aspect: int
    lift: float
    rows: int


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up table: N rows, A aspects.

    Attributes
    ----------
    business : int32, shape (N,)
    codes : tuple of uint8, shape (N,) each
        From 1.
    scores : int16, shape (A, N)
        Hundredths, `MISSING` where there is none.
    truth : float32, shape (A, N)
        The mean, in points, of what each row's score could have been.
    reviewer : int64, shape (N,)
    weight : int64, shape (N,), or None
        Hundredths, drawn apart from all else.
    businesses, ours : int
    niches : tuple of Niche

    """

    business: NDArray[np.int32]
    codes: tuple[NDArray[np.uint8], ...]
    scores: NDArray[np.int16]
    truth: NDArray[np.float32]
    reviewer: NDArray[np.int64]
    weight: NDArray[np.int64] | None
    businesses: int
    ours: int
    niches: tuple[Niche, ...] = ()

    def rows(self, *, clusters: bool = True) -> Rows:
        """Give the table as the search reads it."""
        who = self.reviewer if clusters else None
        return rows_of(self.business, self.codes, tuple(self.scores), who, self.weight, self.businesses)

    def table(self) -> pa.Table:
        """Give the table as a user has it: names as text, scores with gaps."""
        columns = {name: _words(name, codes, 1) for name, codes in zip(self.names, self.codes, strict=True)}
        columns["business"] = _words("shop", self.business, 0)
        columns["reviewer"] = pa.array(self.reviewer)
        for number, score in enumerate(self.scores):
            columns[self.aspects[number]] = pa.array(score, mask=score == MISSING)
        if self.weight is not None:
            columns["weight"] = pa.array(self.weight)
        return pa.table(columns)

    @property
    def names(self) -> tuple[str, ...]:
        """What the descriptors are called."""
        return tuple(NAMES[i] if i < len(NAMES) else f"trait {i}" for i in range(len(self.codes)))

    @property
    def aspects(self) -> tuple[str, ...]:
        """What the aspects are called."""
        return tuple(ASPECTS[i] if i < len(ASPECTS) else f"aspect {i}" for i in range(len(self.scores)))

    def true_leads(self, claims: Iterable[tuple[World, int]], n_min: int) -> Floats:
        """Give the true lead of ours over the best judged rival, in points, for each (world, aspect).

        Judged are rivals with ``n_min`` scores there; a claim of first place is false where this is not above 0.
        With weights, means are weighted.
        """
        return np.array([self._true_lead(world, aspect, n_min) for world, aspect in claims], dtype=np.float64)

    def _true_lead(self, world: World, aspect: int, n_min: int) -> float:
        inside = self.scores[aspect] != MISSING
        for column, value in world:
            inside &= self.codes[column] == value
        at = np.flatnonzero(inside)
        who, weight = self.business[at], None if self.weight is None else self.weight[at]
        n = np.bincount(who, minlength=self.businesses)
        total = np.bincount(who, weight, self.businesses)
        truth = self.truth[aspect][at].astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.bincount(who, truth if weight is None else truth * weight, self.businesses) / total
        rivals = (n >= n_min) & (np.arange(self.businesses) != self.ours)
        return float(np.round(mean[self.ours] - mean[rivals].max(), 6)) if rivals.any() and n[self.ours] else np.nan


def _words(name: str, codes: NDArray[np.integer], least: int) -> pa.Array:
    values = pa.array([f"{name} {value}" for value in range(least, int(codes.max(initial=least)) + 1)])
    return values.take(pa.array(codes.astype(np.int32) - least))


def planted(
    rows: int, seed: int = 20261122, businesses: int = 100, descriptors: int = 10, niches: int = 12, *,
    weights: bool = False,
) -> Made:  # fmt: skip
    """Give judgements with niches where ours is truly first.

    Everybody's scores are normal around a level of business and aspect, the values of the descriptors and the
    person, rounded to 1..5.  In a niche, ours is lifted above the best rival's level.
    """
    rng = np.random.default_rng(seed)
    aspects = len(ASPECTS)
    codes = _codes(rng, rows, descriptors)
    business = _zipf(rng, businesses, rows, 0.8).astype(np.int32)
    people = max(rows // 3, 1)
    reviewer = rng.integers(0, people, rows)
    level = rng.normal(3.6, 0.25, (businesses, aspects))
    level[OURS] = 3.55
    shift = np.zeros(rows, np.float32)
    for column in codes:
        shift += rng.normal(0, 0.075, int(column.max(initial=0)) + 1).astype(np.float32)[column]
    person = rng.normal(0, 0.4, people).astype(np.float32)
    wanted = [_niche(rng, number, len(codes), aspects) for number in range(niches)]
    scores, truth = np.empty((aspects, rows), np.int16), np.empty((aspects, rows), np.float32)
    made: list[Niche] = []
    for aspect in range(aspects):
        mean = level[business, aspect].astype(np.float32) + shift
        for world, of, lift in wanted:
            if of != aspect:
                continue
            at = np.flatnonzero(business == OURS)
            for column, value in world:
                at = at[codes[column][at] == value]
            best = np.delete(level[:, aspect], OURS).max()
            mean[at] = np.maximum(mean[at], best + lift + shift[at])
            made.append(Niche(world, aspect, lift, len(at)))
        drawn = mean + person[reviewer] + rng.standard_normal(rows, dtype=np.float32)
        given = rng.random(rows, dtype=np.float32) >= (0.2 if aspect < aspects - 1 else 0.4)
        scores[aspect] = np.where(given, np.clip(np.rint(drawn), 1, 5) * 100, MISSING)
        truth[aspect] = _expected(mean, float(np.hypot(1.0, 0.4)))
    weight = _weights(rng, rows) if weights else None
    return Made(business, codes, scores, truth, reviewer, weight, businesses, OURS, tuple(made))


def _codes(rng: np.random.Generator, rows: int, descriptors: int) -> tuple[NDArray[np.uint8], ...]:
    """Codes of each descriptor; the tenth is a function of the sixth, as a region is of a city."""
    cards = [CARDS[i % len(CARDS)] for i in range(descriptors)]
    codes = [(_zipf(rng, card, rows, 0.7) + 1).astype(np.uint8) for card in cards]
    if descriptors >= 10:
        codes[9] = (codes[5] - 1) // 4 + 1
    return tuple(codes)


def _zipf(rng: np.random.Generator, values: int, rows: int, power: float) -> NDArray[np.int64]:
    share = 1 / np.arange(1, values + 1) ** power
    return np.searchsorted(np.cumsum(share / share.sum())[:-1], rng.random(rows))


def _niche(rng: np.random.Generator, number: int, descriptors: int, aspects: int) -> tuple[World, int, float]:
    """Conditions on frequent values, 1 to 4 of them in turn; never on the descriptor that is a function."""
    size = 1 + number % 4
    columns = sorted(rng.choice(min(descriptors, 9), size, replace=False).tolist())
    world = tuple((column, int(rng.integers(1, 4))) for column in columns)
    return world, int(rng.integers(0, aspects)), (0.25, 0.45)[number // 4 % 2]


def _expected(mean: NDArray[np.float32], deviation: float) -> NDArray[np.float32]:
    """Mean of a normal score rounded to 1..5."""
    cuts = np.array([1.5, 2.5, 3.5, 4.5])
    found = np.ones(len(mean), np.float32)
    for cut in cuts:
        found += ndtr((mean - np.float32(cut)) / np.float32(deviation))
    return found


def _weights(rng: np.random.Generator, rows: int) -> NDArray[np.int64]:
    """What people spent, hundredths: half of them between 13 and 30."""
    return np.maximum(np.rint(np.exp(rng.normal(3.0, 0.6, rows)) * 100), 1).astype(np.int64)


def null(
    shape: str, seed: int, rows: int = 20_000, businesses: int = 20, cards: Sequence[int] = (4, 5, 6, 3, 8, 5),
    aspects: int = 4, *, clusters: bool = False, weights: bool = False,
) -> Made:  # fmt: skip
    """Give judgements in which ours is nowhere ahead, whatever the descriptors say.

    Parameters
    ----------
    shape : str
        One of `NULLS`.  "all equal": every business has the same bell.  Otherwise business 0 is exactly tied
        with ours and the others are far behind; "unequal": its scores are spread otherwise than ours, around
        the same mean.
    clusters : bool
        Everybody judges the same business five times, leaning one way: by 0.7 of the spread that one's single
        judgements have.
    weights : bool
        Rows count by what was spent.

    """
    rng = np.random.default_rng([seed, NULLS.index(shape)])
    share = 1 / np.arange(1, businesses + 1) ** 0.8
    visits = 5 if clusters else 1
    people = -(-rows // visits)
    home = rng.choice(businesses, people, p=share / share.sum()).astype(np.int32)
    reviewer = np.repeat(np.arange(people), visits)[:rows]
    business = home[reviewer]
    codes = tuple((_zipf(rng, card, rows, 0.7) + 1).astype(np.uint8) for card in cards)
    ours = min(OURS, businesses - 1)
    chances = _null_chances(shape, businesses, ours)
    bounds, mean = np.cumsum(chances, axis=1)[:, :-1], chances @ VALUES
    scores = np.empty((aspects, rows), np.int16)
    for aspect in range(aspects):
        drawn = rng.standard_normal(rows)
        if clusters:
            drawn = (drawn + 0.7 * rng.standard_normal(people)[reviewer]) / np.hypot(1.0, 0.7)
        score = 1 + (ndtr(drawn)[:, None] > bounds[business]).sum(axis=1)
        given = rng.random(rows) >= (0.2 if aspect < aspects - 1 else 0.4)
        scores[aspect] = np.where(given, score * 100, MISSING)
    truth = np.broadcast_to(np.round(mean, 9)[business].astype(np.float32), (aspects, rows))
    weight = _weights(rng, rows) if weights else None
    return Made(business, codes, scores, truth, reviewer, weight, businesses, ours)


def _null_chances(shape: str, businesses: int, ours: int) -> Floats:
    """Chances of each score, shape (businesses, 5)."""
    if shape == "all equal":
        return np.tile(BASES["bell"], (businesses, 1))
    mine = np.array(UNEQUAL[0] if shape == "unequal" else BASES[shape])
    tied = np.array(UNEQUAL[1] if shape == "unequal" else BASES[shape])
    behind = lowered(mine, 0.6 * min(float(mine @ VALUES) - 1, 1.7))
    found = np.tile(behind, (businesses, 1))
    found[ours], found[0] = mine, tied
    return found
