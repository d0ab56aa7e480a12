"""Looked: ests that rest on something one can look up, compared like for like.

Reads    facts       the newest figure of each business on each fact and item, in our unit
Makes    contests    one for each fact and item that we have, and one for the whole basket
Unit     the fact's own; a figure lies between ``low`` and ``high``
No row   where ours isn't held
Rule     a best must beat, not match; figures older than ``FRESH`` days say nothing about today
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from standout.questions.est.lexicon import Est, lexicon
from standout.questions.est.market import Market
from standout.questions.est.placing import Placing
from standout.words import own, say

FRESH = 90
"""Days for which a look around holds."""
HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one business's figure is, and the day it was seen.

    ``sampled`` tells that it was worked out from dated records rather than looked up; ``url`` is where it was seen.
    """

    value: float
    low: float
    high: float
    seen: date | None
    rows: int = 1
    sampled: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """One est: every business's figure by place in the league, ours at 0.

    ``stale`` are the places whose figure is too old, or has no date.
    """

    label: str
    unit: str
    better: str
    figures: Mapping[int, Figure]
    stale: tuple[int, ...] = ()

    @property
    def judged(self) -> np.ndarray:
        """Places whose figure counts today."""
        return np.array(sorted(set(self.figures) - set(self.stale)), dtype=np.int64)

    def beats(self, one: int, other: int) -> bool:
        """Whether one place's figure is better than the other's, however both are rounded."""
        mine, theirs = self.figures[one], self.figures[other]
        return mine.high < theirs.low if self.better == "less" else mine.low > theirs.high

    def placing(self, count: int) -> Placing:
        """Give where each of ``count`` businesses stands; nothing here is estimated."""
        at, sign = self.judged, -1.0 if self.better == "less" else 1.0
        judged, ahead, behind = (np.zeros(count, bool) for _ in range(3))
        rank, low, high = (np.zeros(count, np.int64) for _ in range(3))
        lead, lead_low = np.full(count, np.nan), np.full(count, np.nan)
        judged[at] = True
        for place in at.tolist():
            value = self.figures[place].value
            rank[place] = 1 + sum(sign * self.figures[other].value > sign * value for other in at.tolist())
            low[place] = 1 + sum(self.beats(other, place) for other in at.tolist())
            high[place] = len(at) - sum(self.beats(place, other) for other in at.tolist())
        for rival in at[at > 0].tolist() if judged[0] else []:
            ours, theirs = self.figures[0], self.figures[rival]
            ahead[rival], behind[rival] = self.beats(0, rival), self.beats(rival, 0)
            lead[rival] = sign * (ours.value - theirs.value)
            lead_low[rival] = theirs.low - ours.high if self.better == "less" else ours.low - theirs.high
        return Placing(judged, rank, low, high, ahead, behind, lead, lead_low)


def contests(
    facts: Iterable[Mapping[str, Any]],
    market: Market,
    as_of: date | None,
    worked_out: Mapping[str, Mapping[int, Figure]],
) -> list[Contest]:
    """Give every contest that we take part in.

    Parameters
    ----------
    facts : iterable of mapping
        Rows of ``facts``.
    market : Market
    as_of : date or None
        The day it is about; the newest look where there is none.
    worked_out : mapping of str to mapping
        By fact: figures worked out from dated records, which stand in where nothing was looked up.

    """
    held = _newest(facts, market)
    today = as_of or max((f.seen for row in held.values() for f in row.values() if f.seen), default=None)
    found = []
    for est in (est for est in lexicon() if est.fact):
        for (fact, item, unit), figures in sorted(held.items()):
            if fact == est.fact and 0 in figures:
                label = say(f"est.fact.{est.word}", item=item) if item else say(f"est.fact.{est.word}_all")
                found.append(_contest(label, unit, est.better, figures, today))
        if est.basket:
            found += _baskets(est, held, today)
        if est.fact in worked_out and not any(key[0] == est.fact and 0 in held[key] for key in held):
            looked = held.get((est.fact, "", HOURS), {})
            label = say(f"est.fact.{est.word}_all")
            figures = {**looked, **worked_out[est.fact]}
            found.append(_contest(label, HOURS, est.better, figures, today))
    return found


def _newest(facts: Iterable[Mapping[str, Any]], market: Market) -> dict[tuple[str, str, str], dict[int, Figure]]:
    """Give figures by (fact, item, unit) and place, the newest of each."""
    wanted = {est.fact for est in lexicon() if est.fact}
    held: dict[tuple[str, str, str], dict[int, Figure]] = {}
    rows = [row for row in facts if row["fact"] in wanted and row["value"] is not None]
    for row, place in zip(rows, market.places(row["business_id"] for row in rows).tolist(), strict=True):
        if place < 0:
            continue
        value = row["value"]
        low = value if row["valid_low"] is None else row["valid_low"]
        high = value if row["valid_high"] is None else row["valid_high"]
        figures = held.setdefault((row["fact"], row["item"] or "", row["unit"] or ""), {})
        new = Figure(value, low, high, row["seen_at"], url=row["source_url"] or "")
        if place not in figures or _order(new) > _order(figures[place]):
            figures[place] = new
    return held


def _order(figure: Figure) -> tuple[date, float]:
    return figure.seen or date.min, figure.value


def _contest(label: str, unit: str, better: str, figures: Mapping[int, Figure], today: date | None) -> Contest:
    stale = tuple(place for place, f in sorted(figures.items()) if not _fresh(f, today))
    return Contest(label, own(f"unit.{unit}", unit.replace("_", " ")), better, dict(sorted(figures.items())), stale)


def _fresh(figure: Figure, today: date | None) -> bool:
    return figure.sampled or (figure.seen is not None and today is not None and (today - figure.seen).days <= FRESH)


def _baskets(est: Est, held: Mapping[tuple[str, str, str], Mapping[int, Figure]], today: date | None) -> list[Contest]:
    """The sum of all items that we price in one currency, for those who price all of them."""
    found = []
    for unit in sorted({unit for fact, _, unit in held if fact == est.fact}):
        priced = [key for key in sorted(held) if key[0] == est.fact and key[1] and key[2] == unit]
        items = [held[key] for key in priced if 0 in held[key]]
        if len(items) < 2:
            continue
        both = set.intersection(*(set(row) for row in items))
        figures = {place: _sum([row[place] for row in items]) for place in both}
        found.append(_contest(say("est.fact.price_basket", items=len(items)), unit, est.better, figures, today))
    return found


def _sum(parts: Sequence[Figure]) -> Figure:
    seen = [part.seen for part in parts]
    oldest = None if None in seen else min(day for day in seen if day)
    value, low, high = (round(sum(getattr(part, name) for part in parts), 9) for name in ("value", "low", "high"))
    return Figure(value, low, high, oldest, url=" ".join(dict.fromkeys(part.url for part in parts if part.url)))
