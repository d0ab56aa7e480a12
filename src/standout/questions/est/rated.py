"""Rated: the finding of one cell of scores: its verdict, its figures and the words they make."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.questions.est import phrases
from standout.questions.est.claims import Claim, Rules
from standout.questions.est.market import Market, Population
from standout.questions.est.placing import Flags, Floats
from standout.questions.est.rows import intervals
from standout.questions.est.shown import OVERALL
from standout.questions.est.standing import Standing
from standout.stats.needed import more_needed
from standout.words import say

TOGETHER = 3
"""With at most so many, first together is said by name."""
LEVEL = 0.95


def rated(known: Standing, claim: Claim, market: Market, population: Population, rules: Rules) -> Finding:
    """Give the finding of one cell, whose standing already agrees with its claim."""
    verdict, tier, key = _verdict(known, claim, rules)
    facts = _facts(known, claim, market, population, rules)
    needed = _needed(verdict, known, claim, market, population, rules)
    ours = known.cell
    low, high = intervals(ours.mean, ours.se2, ours.df, ours.slack, ours.aspect.low, ours.aspect.high)
    return Finding(
        question="est",
        subject=market.names[0],
        aspect=ours.aspect.label,
        world=ours.world,
        verdict=verdict,
        tier=tier,
        sentence_key=f"est.rated.{key}",
        claim=say("est.claim", on=_on(known), where=phrases.where(ours.world)),
        estimate=phrases.number(ours.mean[0]),
        low=phrases.number(low[0]),
        high=phrases.number(high[0]),
        unit=say("est.unit.points"),
        level=LEVEL,
        rows=int(ours.rows[0]),
        needed=needed,
        reason=say(f"est.reason.{key}") if verdict == "not_enough" else "",
        facts=facts,
        values=_values(known, facts, market, rules) | _asked(needed, population, rules),
    )


def _verdict(known: Standing, claim: Claim, rules: Rules) -> tuple[str, str, str]:
    ahead, behind, rivals = int(known.ahead.sum()), int(known.behind.sum()), len(known.rivals)
    if not known.ours_judged:
        crowd = known.cell.voices[0] == known.cell.rows[0]
        return "not_enough", "not_enough", "few_ours" if crowd else "few_voices"
    if claim.proven:
        return "yes", claim.tier, "yes"
    if claim.tier == "likely":
        return "probably", "likely", "probably"
    if rivals < rules.rivals_from:
        return "not_enough", "not_enough", "few_rivals"
    if behind:
        return "no", "behind", "no" if claim.tested else "hint_no"
    tier = "leading" if known.lead[known.rivals].min() > 0 else "tied"
    if not claim.tested:
        return "close", tier, "hint"
    if not ahead:
        return "close", tier, "close_none"
    together = rivals - ahead
    return "close", tier, "together" if together <= TOGETHER and 2 * ahead >= rivals else "close"


def _facts(known: Standing, claim: Claim, market: Market, population: Population, rules: Rules) -> dict[str, Any]:
    best, rivals = known.best_rival, known.rivals
    ahead, behind = int(known.ahead.sum()), int(known.behind.sum())
    judged = known.ours_judged
    lead_low = None
    if best >= 0:
        lead_low = claim.lead_low if claim.tested else float(known.lead_low[rivals].min())
    return {
        "kind": "rating",
        "rank_low": int(known.rank_low[0]) if judged else None,
        "rank_high": int(known.rank_high[0]) if judged else None,
        "lead": float(known.lead[best]) if best >= 0 else None,
        "lead_low": lead_low,
        "best_rival": market.names[best] if best >= 0 else None,
        "rivals_judged": len(rivals),
        "rivals_not_judged": len(market.ids) - 1 - len(rivals),
        "ahead_of": ahead,
        "behind": behind,
        "tied_with": len(rivals) - ahead - behind if judged else 0,
        "named": market.named,
        "sources": [phrases.source(name) for name in population.sources],
        "first_at": phrases.day(population.first),
        "last_at": phrases.day(population.last),
        "n_min": rules.judged_from,
    }


def _needed(
    verdict: str, known: Standing, claim: Claim, market: Market, population: Population, rules: Rules
) -> Needed | None:
    voices, rivals = known.cell.voices, known.rivals
    if verdict == "not_enough":
        if not known.ours_judged:
            more = rules.judged_from - int(voices[0])
            return Needed(more=more, of="reviews", days=_days(more, known, population), step_key="est.step.ask")
        look = "est.step.look" if known.cell.aspect.column == OVERALL else "est.step.add"
        return Needed(more=rules.rivals_from - len(rivals), of="rivals", step_key=look)
    if verdict not in ("close", "probably") or not claim.tested or known.lead[rivals].min() <= 0:
        return None
    few = [rival for rival in rivals.tolist() if voices[rival] < rules.proven_from]
    if few and voices[0] >= rules.proven_from:
        fewest = min(few, key=lambda rival: int(voices[rival]))
        more = rules.proven_from - int(voices[fewest])
        step = "est.step.theirs" if len(few) == 1 else "est.step.theirs_all"
        return Needed(more=more, of="reviews", business=market.names[fewest], step_key=step)
    more_or_none = _more(known, claim)
    if more_or_none is None:
        return None
    more = max(more_or_none, rules.proven_from - int(voices[0]), 1)
    return Needed(more=more, of="reviews", days=_days(more, known, population), step_key="est.step.ask")


def _more(known: Standing, claim: Claim) -> int | None:
    cell = known.cell
    at = np.array([0, *known.rivals.tolist()])

    def error(n: Floats) -> Floats:
        return np.asarray(np.fmax(cell.spread[at] / n, cell.far[at] / n**2))

    deviation = np.sqrt(cell.variance[at])
    return more_needed(cell.mean[at], deviation, cell.rows[at], 0, claim.critical, cell.slack[at], error=error)


def _days(more: int, known: Standing, population: Population) -> int | None:
    """Days until so many more people have scored us in this cell, at the rate of our latest year."""
    voices = int(known.cell.voices[0])
    if not population.per_day or not population.ours or not voices or known.cell.shown[0]:
        return None
    return math.ceil(more / (population.per_day * min(voices / population.ours, 1.0)))


def _values(known: Standing, facts: Mapping[str, Any], market: Market, rules: Rules) -> dict[str, Any]:
    of = facts["rivals_judged"] + 1
    judged = known.ours_judged
    return {
        "on": _on(known),
        "where": phrases.where(known.cell.world),
        "pool": phrases.pool(facts),
        "population": phrases.population(facts),
        "range": phrases.places(facts["rank_low"], facts["rank_high"], of) if judged else "",
        "lead_said": _lead_said(facts),
        "others": _others(known, market),
        "so_far": _so_far(known, facts, market),
        "ahead_names": _listed(known, market, known.ahead),
        "behind_names": _listed(known, market, known.behind),
        "together": phrases.names([market.names[r] for r in known.rivals if not known.ahead[r]]),
        "also_ahead": say("est.also_ahead", ahead_of=facts["ahead_of"]) if facts["ahead_of"] else "",
        "rivals_from": rules.rivals_from,
        "voices": int(known.cell.voices[0]),
        "are": say("est.is" if facts["behind"] == 1 else "est.are"),
    }


def _on(known: Standing) -> str:
    aspect = known.cell.aspect
    return say("est.on_overall") if aspect.column == OVERALL else say("est.on", aspect=aspect.label)


def _lead_said(facts: Mapping[str, Any]) -> str:
    if facts["lead"] is None or facts["lead"] <= 0:
        return ""
    least = facts["lead_low"]
    key = "est.lead_least" if least is not None and least >= 0.005 else "est.lead"
    return say(key, best_rival=facts["best_rival"], lead=facts["lead"], lead_low=least)


def _others(known: Standing, market: Market) -> str:
    """Say who was judged by a page's average, and who couldn't be judged."""
    shown = [market.names[p] for p in range(len(market.ids)) if known.judged[p] and known.cell.shown[p]]
    left = [market.names[p] for p in range(1, len(market.ids)) if not known.judged[p]]
    said = say("est.shown", names=phrases.names(shown)) if shown else ""
    return said + (say("est.left_out", names=phrases.names(left)) if left else "")


def _asked(needed: Needed | None, population: Population, rules: Rules) -> dict[str, str]:
    """Give what it takes to be able to tell, in words: how many, how long, and the next step."""
    if needed is None:
        return {"needed_said": "", "time": "", "step": ""}
    time = phrases.time(needed.days, lapsed=population.lapsed)
    said = say("est.needed", more=needed.more, time=time)
    if needed.business:
        said = say("est.needed_theirs", proven_from=rules.proven_from, more=needed.more, business=needed.business)
    step = say(needed.step_key, more=needed.more, business=needed.business)
    return {"needed_said": said, "time": time, "step": step}


def _so_far(known: Standing, facts: Mapping[str, Any], market: Market) -> str:
    parts = []
    if facts["ahead_of"]:
        parts.append(say("est.so_far_ahead", names=_listed(known, market, known.ahead)))
    if facts["behind"]:
        parts.append(say("est.so_far_behind", names=_listed(known, market, known.behind)))
    return "".join(parts)


def _listed(known: Standing, market: Market, flags: Flags) -> str:
    return phrases.names([market.names[place] for place in known.rivals if flags[place]])
