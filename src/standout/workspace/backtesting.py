"""Backtesting: a question asked as it would have been answered at the end of each quarter of the past.

At each of these days only what was known then is shown: reviews and orders up to that day, and what had been
looked up.  What a column means, the ends of its scale and who is who are taken as they are known today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import registry, settings
from standout.errors import UsageError
from standout.finding import Finding
from standout.words import say
from standout.workspace import asking, readings
from standout.workspace.backtest import HORIZONS, SAID, Backtest, Claimed, Later
from standout.workspace.config import Config
from standout.workspace.fresh import FreshReviews
from standout.workspace.index import Index
from standout.workspace.quarters import quarter_ends
from standout.workspace.subjects import is_every, known_names

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine

QUESTION = "est"
MOST = 60
"""How many quarters back it is asked at most: fifteen years."""


def backtest(
    store: Path,
    index: Index,
    config: Config,
    name: str,
    given: Mapping[str, object],
    *,
    subject: str = "",
    as_of: date | None = None,
) -> Backtest:
    """Give what would have been printed at each end of a quarter, and what came of it.

    Parameters
    ----------
    name : str
        The question; only ``est`` can be asked of the past.
    given : mapping
        Settings given by the caller; they go before those in ``standout.toml``.
    subject : str
        The business it is about; ours where empty.
    as_of : date, optional
        The last day to look at; the newest review's where not given.

    Raises
    ------
    UsageError
        If the question is another, or all businesses are asked about.

    """
    if name != QUESTION:
        raise UsageError(say("backtest.only", name=name, known=QUESTION))
    if is_every(subject, known_names(index, config).values()):
        raise UsageError(say("backtest.every"))
    question = asking.question(name)
    resolved = settings.resolve(question.settings, config.questions.get(name, {}), given)
    read = readings.bring(store, index, config, question.reads)
    everything = asking.engine(store, index, config, subject, reads=question.reads, read=read)
    rows, undated, first, last = _span(everything)
    end = min(as_of, last) if as_of and last else last
    days = quarter_ends(first, end) if first and end else []
    asked = days[-MOST:]
    answer = registry.load(question.answer, f"standout.questions.{name}")
    past = (
        (asking.engine(store, index, config, subject, until=day, reads=question.reads, read=read), day) for day in asked
    )
    found = [[one for one in answer(engine, resolved, 0, day)[0] if _said(one)] for engine, day in past]
    fresh = FreshReviews(everything, float(resolved["alpha"]))
    return Backtest(
        subject=subject or config.ours, asked_at=asked, claims=_followed(asked, found, fresh), rows=rows,
        undated=undated, older=len(days) - len(asked), settings=resolved,
    )  # fmt: skip


def _span(engine: DuckEngine) -> tuple[int, int, date | None, date | None]:
    """Give how many reviews there are, how many without a day, and the first and last day."""
    reviews = engine.table("reviews")
    day = reviews.reviewed_at
    [row] = engine.arrow(
        reviews.aggregate(rows=reviews.count(), dated=day.count(), first=day.min(), last=day.max())
    ).to_pylist()
    return row["rows"], row["rows"] - row["dated"], row["first"], row["last"]


def _said(finding: Finding) -> bool:
    """Whether it is a first place that rests on scores."""
    return finding.verdict in SAID and finding.facts.get("kind") == "rating" and finding.facts.get("lead") is not None


def _followed(asked: Sequence[date], found: Sequence[Sequence[Finding]], fresh: FreshReviews) -> list[Claimed]:
    """Give the claims of every quarter with what became of each."""
    claims = [[_claimed(one, day) for one in said] for day, said in zip(asked, found, strict=True)]
    strength = [{claim.key: SAID.index(claim.verdict) for claim in said} for said in claims]
    followed: list[Claimed] = []
    for place, said in enumerate(claims):
        later = [(h, place + h) for h in HORIZONS if place + h < len(asked)]
        for claim in said:
            again = [_later(claim, h, asked[then], strength[then], fresh) for h, then in later]
            followed.append(replace(claim, later=again))
    return followed


def _claimed(finding: Finding, day: date) -> Claimed:
    facts: Mapping[str, Any] = finding.facts
    return Claimed(
        asked_at=day, verdict=finding.verdict, aspect=finding.aspect, world=dict(finding.world),
        rival=facts["best_rival"], lead=facts["lead"], lead_fair=facts.get("lead_fair"), lead_low=facts["lead_low"],
    )  # fmt: skip


def _later(claim: Claimed, quarters: int, day: date, said: Mapping[Any, int], fresh: FreshReviews) -> Later:
    since = fresh.of(claim.aspect, claim.world, claim.rival, claim.asked_at, day)
    holds = claim.key in said and said[claim.key] <= SAID.index(claim.verdict)
    return Later(quarters=quarters, holds=holds, lead=since.lead, turned=since.turned)
