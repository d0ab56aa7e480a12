"""Replies: how soon a business answers half of its reviews, counting those still waiting as waiting.

Reads    reply_times
Makes    figures for the est "fastest reply"
Unit     hours; dates state days, so a reply ``d`` days later came between 24(d-1) and 24(d+1) hours later
Source   Kaplan & Meier (1958)
No row   where fewer than ``reviews_from`` dated reviews are held, or half of them were never answered
"""

from __future__ import annotations

from datetime import date

import numpy as np

from standout.question import Engine
from standout.questions.est.looked import Figure
from standout.questions.est.market import Market
from standout.stats.survival import kaplan_meier_median

DAY = 24.0


def reply_figures(engine: Engine, market: Market, as_of: date | None, reviews_from: int) -> dict[int, Figure]:
    """Give the median time to reply of each business of the league, by place."""
    times = engine.table("reply_times")
    counts = engine.arrow(times.group_by("business_id").aggregate(n=times.count())).to_pylist()
    enough = [row["business_id"] for row in counts if row["n"] >= reviews_from]
    if as_of is None or int(market.ids[0]) not in enough:
        return {}
    wanted = [int(business) for business in market.ids if business in enough]
    rows = engine.arrow(times.filter(times.business_id.isin(wanted)))
    place = market.places(rows["business_id"].to_pylist())
    written = rows["reviewed_at"].to_numpy().astype("datetime64[D]")
    waited = rows["waited_days"].to_numpy().astype(np.float64)
    came = np.isfinite(waited)
    days = np.where(came, waited, np.maximum((np.datetime64(as_of) - written).astype(np.float64), 0.0))
    found = {}
    for one in np.unique(place).tolist():
        mine = place == one
        median, low, high = kaplan_meier_median(days[mine], came[mine])
        if median is not None:
            low, high = max(0.0, DAY * (low - 1)), DAY * (high + 1)
            found[one] = Figure(DAY * median, low, high, as_of, rows=int(mine.sum()), sampled=True)
    return found
