"""Worth: what a world is worth to its owner: reviews, people, its part of the market, money, and whether that pays.

Reads    reviews   ours alone, once for all worlds
Makes    worth     one for each world
Unit     rows, people, shares 0 to 1, currency units a month
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.est import phrases
from standout.questions.est.market import Condition, Market
from standout.questions.est.naming import Spoken, spoken, spoken_said
from standout.questions.est.revenue import LEAST_DAYS, Earning, Takings, earnings, persons, spent_by
from standout.stats.concentration import concentration
from standout.words import marked, say

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
World = Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Ours:
    """Our own reviews beside the worlds they are from.

    Attributes
    ----------
    person : int64, shape (n,)
        Whose each is, 0 up; somebody unknown is a person of their own.
    reviewer : int64, shape (n,)
        Their ids, -1 where unknown.
    inside : tuple of bool, shape (n,) each
        Which of them each world holds.
    worlds : tuple of mapping of str to str
        The worlds by label and value.
    text : pyarrow.ChunkedArray
        What each says; null where it has no text.

    """

    person: Ints
    reviewer: Ints
    inside: tuple[Bools, ...]
    worlds: tuple[Mapping[str, str], ...]
    text: pa.ChunkedArray

    def people(self, world: Bools | None = None) -> Ints:
        """Give the people of a world, or all, by place."""
        return np.unique(self.person if world is None else self.person[world])


@dataclass(frozen=True, slots=True)
class Worth:
    """What one world is worth.

    Attributes
    ----------
    rows, of_rows : int
        Our reviews there, and all of ours.
    reviewers, of_reviewers : int
        The people behind them.
    market_share : float
        The world's part of everybody's reviews.
    own_share, hhi, rivals : float
        Our part of the reviews there, how concentrated they are, and as how many rivals of equal size the
        rest counts; NaN where there is none.
    earning : Earning or None
    words : tuple of Spoken
        Its values that customers write themselves, the most used first.

    """

    rows: int
    of_rows: int
    reviewers: int
    of_reviewers: int
    market_share: float
    own_share: float
    hhi: float
    rivals: float
    earning: Earning | None = None
    words: tuple[Spoken, ...] = ()

    @property
    def share(self) -> float:
        """The world's part of our reviews."""
        return self.rows / self.of_rows if self.of_rows else 0.0

    def facts(self) -> dict[str, Any]:
        """Give the figures as facts carry them: numbers and None."""
        made = self.earning
        return {
            "world_rows": self.rows, "world_reviewers": self.reviewers, "world_share": self.share,
            "world_market_share": phrases.number(self.market_share), "own_share": phrases.number(self.own_share),
            "hhi": phrases.number(self.hhi), "effective_rivals": phrases.number(self.rivals),
            "revenue": made and made.monthly, "revenue_low": made and made.low, "revenue_high": made and made.high,
            "revenue_currency": made and made.currency, "revenue_joined": made and made.joined,
            "world_words": [one.word for one in self.words],
        }  # fmt: skip


def ours_in(engine: Engine, reviews: ir.Table, market: Market, worlds: Sequence[World], *, texts: bool = True) -> Ours:
    """Give our reviews, what they say where ``texts`` are asked for, and which of them each of ``worlds`` holds."""
    import ibis  # noqa: PLC0415 - heavy, and only where a world is told of

    from standout.stats.worlds.encode import encoded  # noqa: PLC0415 - compiled kernels, as above

    columns = sorted({condition.descriptor.column for world in worlds for condition in world})
    own = reviews.filter(reviews.business_id == int(market.ids[0]))
    if not texts:
        own = own.mutate(text=ibis.null("string"))
    elif "text" not in own.columns:
        whole = engine.table("reviews")
        own = own.left_join(whole.select("review_id", "text"), "review_id")
    held = engine.arrow(own.select("reviewer_id", "review_id", "text", *columns))
    held = held.sort_by("review_id")
    reviewer = held["reviewer_id"].fill_null(-1).to_numpy().astype(np.int64)
    codes, values = encoded([held[column] for column in columns])
    place = {column: at for at, column in enumerate(columns)}
    inside = []
    for world in worlds:
        mask = np.ones(len(reviewer), bool)
        for condition in world:
            at = place[condition.descriptor.column]
            mask &= codes[at] == values[at].index(condition.value)
        inside.append(mask)
    named = tuple({one.descriptor.label: one.value for one in world} for world in worlds)
    return Ours(persons(reviewer), reviewer, tuple(inside), named, held["text"])


def worths(ours: Ours, rows: Ints, everywhere: Ints, told: Takings) -> list[Worth]:
    """Give what each world is worth.

    Parameters
    ----------
    ours : Ours
        Of the same worlds.
    rows : int64, shape (W, R)
        Everybody's reviews in each world, by place in the league; ours at place 0.
    everywhere : int64, shape (R,)
        Everybody's reviews.
    told : Takings
        What the orders say.

    """
    spread, whole = concentration(rows), int(np.sum(everywhere))
    made = earnings(told, ours.reviewer, ours.inside)
    people = len(ours.people())
    return [
        Worth(
            rows=int(inside.sum()),
            of_rows=len(inside),
            reviewers=len(ours.people(inside)),
            of_reviewers=people,
            market_share=float(rows[place].sum() / whole) if whole else float("nan"),
            own_share=float(spread.share[place]),
            hhi=float(spread.hhi[place]),
            rivals=float(spread.rivals[place]),
            earning=made[place],
            words=_words(ours, place),
        )
        for place, inside in enumerate(ours.inside)
    ]


def _words(ours: Ours, place: int) -> tuple[Spoken, ...]:
    if ours.text.null_count == len(ours.text):
        return ()
    there = ours.text.filter(ours.inside[place])
    return tuple(sorted(spoken(ours.worlds[place], there), key=lambda one: (-one.using, one.word)))


def units(ours: Ours, told: Takings) -> tuple[list[Ints], int, Ints | None]:
    """Give what `cover.cover` takes: by money, people and what they spent; without it, our reviews."""
    count = int(ours.person.max(initial=-1)) + 1
    spent = spent_by(told, ours.reviewer, ours.person)
    if told.reason or not spent.any():
        return [np.flatnonzero(inside) for inside in ours.inside], len(ours.person), None
    return [ours.people(inside) for inside in ours.inside], count, spent


def rent_verdict(worth: Worth, rent: float) -> str:
    """Give whether the world brings in ``rent`` a month: "yes", "no", "close", "not_enough", or "" if not asked."""
    if not rent:
        return ""
    if worth.earning is None:
        return "not_enough"
    if worth.earning.low >= rent:
        return "yes"
    return "no" if worth.earning.high < rent else "close"


def worth_said(worth: Worth, told: Takings, rent: float = 0.0) -> str:
    """Give a world's worth in words: how many reviews, what it brings in, and whether that pays the rent."""
    said = [say("cover.rows", rows=worth.rows, of_rows=worth.of_rows, share=worth.share)]
    if worth.words:
        said.append(spoken_said(worth.words[0]))
    if worth.earning:
        said.append(_earning_said(worth.earning))
    if rent and not worth.earning:
        said.append(say(f"cover.no_sum.{told.reason or 'none'}", days=told.days, least=LEAST_DAYS))
    elif rent:
        said.append(say(f"cover.rent.{rent_verdict(worth, rent)}", rent=_money(rent, told.currency)))
    return " ".join(said)


def _earning_said(made: Earning) -> str:
    low, high = _step(made.low, made.monthly, math.floor), _step(made.high, made.monthly, math.ceil)
    about = {
        "monthly": _money(_step(made.monthly, made.monthly, round), made.currency),
        "low": marked(f"{low:,.0f}"),
        "high": marked(f"{high:,.0f}"),
    }
    return say("cover.joined", joined=made.joined, **about) if made.joined else say("cover.by_share", **about)


def _step(value: float, like: float, ending: Callable[[float], int]) -> float:
    """Give a sum of money to the two figures that ``like`` can bear."""
    step = 10.0 ** max(math.floor(math.log10(like)) - 1, 0) if like > 0 else 1.0
    return ending(value / step) * step


def _money(value: float, currency: str) -> str:
    return say("cover.money", value=value, currency=currency) if currency else say("cover.money_plain", value=value)
