"""Marked: what too few people score and an owner marked on an audit sheet: where words put us, with intervals.

Reads    the measure ``scores``: tones put right by marks
Makes    one finding for each aspect on which we and two rivals or more have marks that are about it, of what
         `ENOUGH` people wrote; else one at most that says how to know, of what nobody scores
Unit     tone: -1 all bad, 1 all good
Rule     ranks of all businesses and all marked aspects are right together at 95 %; probably at most, as marks are few
         and one person's
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.measures.scores import Aspect
from standout.questions.est import phrases
from standout.questions.est.market import Market
from standout.questions.est.placing import Ints
from standout.questions.est.read_scores import ReadScores
from standout.questions.est.rows import intervals
from standout.questions.est.silent import nothing
from standout.stats.predicted import ENOUGH
from standout.stats.ranks import rank_intervals
from standout.words import say

SENTENCES = 25
"""So many sentences of each business are to be marked."""
FEWEST = 15
"""A business with fewer sentences about an aspect has no place."""
LEAST = 3
"""With fewer businesses a place says nothing."""
LEVEL = 0.95


def spoken_of(market: Market, words: ReadScores | None) -> list[Finding]:
    """Give what words and marks say of the aspects that nobody scores, or too few."""
    if words is None:
        return []
    aspects = words.unscored()
    marked = [(one, at) for one in aspects if (at := _marked(one, market, words)) is not None]
    found = [_told(one, at, market, len(marked)) for one, at in marked]
    told = {one.name for one, _ in marked}
    return [*found, *_to_mark([one for one in aspects if one.scored == "none" and one.name not in told], market, words)]


def _marked(one: Aspect, market: Market, words: ReadScores) -> tuple[Ints, Ints] | None:
    """Give the places in the league, and among the estimates, of those with enough marks; ours first."""
    place = words.places(market)
    known = np.flatnonzero((place >= 0) & (one.raters[place] >= ENOUGH) & np.isfinite(one.variance[place]))
    return (known, place[known]) if known.size >= LEAST and known[0] == 0 else None


def _told(one: Aspect, at: tuple[Ints, Ints], market: Market, claims: int) -> Finding:
    league, place = at
    mean, se2, df = one.mean[place], one.variance[place], one.df[place]
    ranks = rank_intervals(mean, se2, df, None, 1 - (1 - LEVEL) / claims)
    low, high = intervals(mean, se2, df, np.zeros(len(place)), -1.0, 1.0)
    ahead, behind = ranks.ahead[0], ranks.ahead[:, 0]
    best = 1 + int(np.argmax(mean[1:]))
    verdict = "no" if behind.any() else "probably" if ranks.high[0] == 1 else "close"
    tier = {"no": "behind", "probably": "likely"}.get(verdict, "leading" if mean[0] > mean[best] else "tied")
    said: dict[str, Any] = {
        "figure": say("est.read.figure", mean=mean[0], low=low[0], high=high[0]),
        "range": phrases.places(int(ranks.low[0]), int(ranks.high[0]), len(place)),
        "others_said": say("est.read.next_best", best_rival=market.names[league[best]], mean=mean[best],
                           low=low[best], high=high[best]),
        "ratings": int(one.n_rated[place].sum()),
        "rows": int(one.n_read[place].sum()),
    }  # fmt: skip
    facts: dict[str, Any] = {
        **nothing(market).facts, "kind": "read", "rank_low": int(ranks.low[0]), "rank_high": int(ranks.high[0]),
        "lead": phrases.rounded(float(mean[0] - mean[best])), "best_rival": market.names[league[best]],
        "rivals_judged": len(place) - 1, "rivals_not_judged": len(market.ids) - len(place),
        "ahead_of": int(ahead.sum()), "behind": int(behind.sum()),
        "tied_with": len(place) - 1 - int(ahead.sum()) - int(behind.sum()),
    }  # fmt: skip
    told = say("est.read.marked", subject=market.names[0], aspect=one.name, **said)
    return replace(
        nothing(market),
        aspect=one.name,
        verdict=verdict,
        tier=tier,
        sentence_key=f"est.read.marked_{verdict}",
        reason="",
        estimate=phrases.number(mean[0]),
        low=phrases.number(low[0]),
        high=phrases.number(high[0]),
        unit=say("est.read.tone"),
        rows=said["rows"],
        facts=facts,
        values={"told": told, "others": len(place) - 1, "behind_names": phrases.names(
            [market.names[number] for number, passed in zip(league.tolist(), behind.tolist(), strict=True) if passed]
        )},
    )  # fmt: skip


def _to_mark(aspects: Sequence[Aspect], market: Market, words: ReadScores) -> list[Finding]:
    """Give one finding at most: of what nobody scores and words put us best on."""
    place = words.places(market)
    found = []
    for one in aspects:
        held = (place >= 0) & (one.n_read[place] >= FEWEST)
        if held[0] and held.sum() >= LEAST:
            mean = one.mean[place[held]]
            found.append((int((mean > mean[0]).sum()) + 1, -int(one.n_read[place[0]]), one.name, int(held.sum())))
    return [_unscored(market, *min(found))] if found else []


def _unscored(market: Market, rank: int, fewest: int, aspect: str, of: int) -> Finding:
    step = "est.step.mark"
    return replace(
        nothing(market),
        aspect=aspect,
        sentence_key="est.read.unscored",
        rows=-fewest,
        reason=say("est.reason.unscored"),
        needed=Needed(more=SENTENCES, of="marks", step_key=step),
        values={"rank": rank, "of": of, "step": say(step, more=SENTENCES)},
    )
