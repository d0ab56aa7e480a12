"""Held: what every part of the question looks at, gathered once, when it is first asked for.

Reads    businesses, columns, reviews, mentions, readings, tags, scores, themes, theme_sentences, facts, contacts
Makes    held   the newest reviews of ours and of the rivals, and what was read from them
Rule     rivals are those the owner named, else every other business; of ours and of the others at most half of
         ``most`` reviews each, the newest; a review that names no reviewer is a person of its own
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.value.copies import Copied, copied
from standout.questions.value.said import Said, guard, read, said
from standout.tables.table import ASPECT
from standout.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir

OVERALL = "a_overall"
ALL = "{}"
"""The world of everybody, as JSON."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rated aspect: its column in ``reviews``, its name for people and the ends of its scale."""

    column: str
    label: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Held:
    """What a part of the question is given; tables are gathered when first asked for, then kept.

    Attributes
    ----------
    engine : Engine
        For what isn't here.
    ours, name : int, str
        Our business.
    rivals : tuple of int
        Those the owner named, else all others.
    names : mapping of int to str
        Of every business.
    most : int
        How many reviews are looked at in all.
    as_of : date or None
        The day the answer speaks of.

    """

    engine: Engine
    ours: int
    name: str
    rivals: tuple[int, ...]
    names: Mapping[int, str]
    most: int
    as_of: date | None = None

    @cached_property
    def reviews(self) -> pa.Table:
        """Reviews of ours and the rivals, by id: review_id, business_id, reviewer_id, dates, text, d_* and a_*."""
        held = [self.engine.arrow(side) for side in self._sides()]
        return pa.concat_tables(held).combine_chunks().sort_by("review_id")

    def _sides(self) -> list[ir.Table]:
        """Give the newest reviews of ours and, where there are rivals, theirs."""
        reviews = self.engine.table("reviews")
        whose = [reviews.business_id == self.ours]
        if self.rivals:
            whose.append(reviews.business_id.isin(list(self.rivals)))
        order = [reviews.reviewed_at.desc(nulls_first=False), reviews.review_id]
        return [reviews.filter(each).order_by(order).limit(self.most // 2) for each in whose]

    @cached_property
    def review_ids(self) -> NDArray[np.int64]:
        """Ids of ``reviews``, ascending: ``numpy.searchsorted`` finds the row of a review."""
        return np.asarray(self.reviews["review_id"].to_numpy(), dtype=np.int64)

    @cached_property
    def businesses(self) -> NDArray[np.int64]:
        """The business of each row of ``reviews``."""
        return np.asarray(self.reviews["business_id"].to_numpy(), dtype=np.int64)

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """Who wrote each row of ``reviews``: codes from 0; a review without a reviewer is a person of its own."""
        ids = self.reviews["reviewer_id"]
        none = pc.is_null(ids).to_numpy(zero_copy_only=False)
        known = pc.fill_null(ids, 0).to_numpy().astype(np.int64)
        _, codes = np.unique(known, return_inverse=True)
        codes = np.where(none, codes.max(initial=0) + 1 + np.arange(len(codes)), codes)
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The aspects that customers rate, overall scores not among them, by column."""
        return tuple(self._scale(row) for row in self._aspects if not _is_overall(row["name"]))

    @cached_property
    def overalls(self) -> tuple[Scale, ...]:
        """The overall scores, each on a scale of its own, ``a_overall`` first."""
        return tuple(self._scale(row) for row in self._aspects if _is_overall(row["name"]))

    @property
    def overall(self) -> Scale | None:
        """The overall score, where the file has one."""
        return next(iter(self.overalls), None)

    @cached_property
    def _aspects(self) -> list[dict[str, Any]]:
        rows = self.engine.arrow(self.engine.table("columns")).to_pylist()
        kept = [
            row for row in rows
            if row["table"] == "reviews" and row["name"].startswith(ASPECT) and row["name"] in self.reviews.column_names
            and row.get("barred") is None
        ]  # fmt: skip
        return sorted(kept, key=lambda row: row["name"])

    @staticmethod
    def _scale(row: Mapping[str, Any]) -> Scale:
        return Scale(row["name"], row["label"], row["scale_low"], row["scale_high"])

    def score(self, column: str) -> NDArray[np.float64]:
        """Give a rated aspect in points of its scale, a value each row of ``reviews``; NaN where none is given."""
        held = self.reviews[column].combine_chunks().cast(pa.float64())
        return np.asarray(pc.fill_null(held, np.nan).to_numpy(zero_copy_only=False), dtype=np.float64) / 100

    def of_ours(self) -> NDArray[np.bool_]:
        """Give which rows of ``reviews`` are ours."""
        return np.asarray(self.businesses == self.ours)

    @cached_property
    def mentions(self) -> pa.Table:
        """What the held reviews speak of and how, in thousandths, by review, sentence and aspect."""
        return self._about("mentions", "review_id", "sentence", "aspect")

    @cached_property
    def readings(self) -> pa.Table:
        """Which of the held reviews were read, by review."""
        return self._about("readings", "review_id")

    @cached_property
    def tags(self) -> pa.Table:
        """The descriptors read from the words of the held reviews, by review."""
        return self._about("tags", "review_id")

    @cached_property
    def theme_sentences(self) -> pa.Table:
        """The theme of each sentence of the held reviews, by review and sentence."""
        return self._about("theme_sentences", "review_id", "sentence")

    @cached_property
    def themes(self) -> pa.Table:
        """The themes and their labels, by id."""
        return self.engine.arrow(self.engine.table("themes")).sort_by("theme")

    @cached_property
    def scores(self) -> pa.Table:
        """The estimates for everybody's customers over all time."""
        scores = self.engine.table("scores")
        kept = scores.filter((scores.world == ALL) & (scores.period.isnull() | (scores.period == "")))
        return self.engine.arrow(kept).sort_by([("business_id", "ascending"), ("aspect", "ascending")])

    @cached_property
    def columns(self) -> pa.Table:
        """What the descriptors and aspects are: the table ``columns``."""
        return self.engine.arrow(self.engine.table("columns"))

    def _about(self, name: str, *order: str) -> pa.Table:
        """Give the rows of a table that speak of a held review."""
        rows, sides = self.engine.table(name), self._sides()
        held = [self.engine.arrow(rows.semi_join(side.select("review_id"), "review_id")) for side in sides]
        return pa.concat_tables(held).combine_chunks().sort_by([(one, "ascending") for one in order])

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The day of each row of ``reviews``, in days since 1970; 0 where it has none."""
        days = self.reviews["reviewed_at"].combine_chunks().cast(pa.int32())
        return np.asarray(pc.fill_null(days, 0).to_numpy(zero_copy_only=False), dtype=np.int64)

    @cached_property
    def read(self) -> NDArray[np.bool_]:
        """Which of ``reviews`` are read: whoever is counted for their words is one of those who wrote these."""
        return read(self)

    @cached_property
    def said(self) -> Said:
        """The sentences of the newest reviews that are read, and the things they name."""
        return said(self)

    @cached_property
    def copied(self) -> Copied:
        """Which texts say the same, word for word."""
        return copied(self)

    @cached_property
    def barred(self) -> Callable[[str], bool]:
        """What tells whether words would show who somebody is."""
        return guard(self)

    def mask(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Give which rows of ``reviews`` are at these places."""
        found = np.zeros(len(self.review_ids), dtype=np.bool_)
        found[rows] = True
        return found

    def population(self, rows: NDArray[np.bool_] | None = None) -> str:
        """Give in words whom figures made from these rows of ``reviews`` are about; of all of them where None.

        It starts with "among" and has no full stop.
        """
        mask = np.ones(len(self.businesses), dtype=bool) if rows is None else rows
        days = pc.drop_null(self.reviews["reviewed_at"].filter(pa.array(mask)))
        found = {"people": len(np.unique(self.people[mask])), "businesses": len(np.unique(self.businesses[mask]))}
        who = say("value.who.only" if self._only_ours(mask) else "value.who.many", subject=self.name, **found)
        if not len(days):
            return who
        ends = pc.min_max(days).as_py()
        return say("value.who.when", who=who, first=ends["min"], last=ends["max"])

    def _only_ours(self, mask: NDArray[np.bool_]) -> bool:
        return bool((self.businesses[mask] == self.ours).all())


def _is_overall(column: str) -> bool:
    return column == OVERALL or column.startswith(f"{OVERALL}_")


def held(engine: Engine, most: int, as_of: date | None) -> Held | None:
    """Give what the parts look at; None where there is no business of ours, or more than one."""
    rows = engine.arrow(engine.table("businesses")).to_pylist()
    mine = [row for row in rows if row["ours"]]
    if len(mine) != 1:
        return None
    [us] = mine
    others = [row for row in rows if row["business_id"] != us["business_id"]]
    named = [row for row in others if row["rival"]] or others
    return Held(
        engine=engine, ours=us["business_id"], name=us["name"], most=most, as_of=as_of,
        rivals=tuple(sorted(row["business_id"] for row in named)),
        names={row["business_id"]: row["name"] for row in rows},
    )  # fmt: skip
