"""Rated: the finding of one cell of scores: its verdict, its figures and the words they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standout.finding import Finding
from standout.questions.est import phrases
from standout.questions.est.behind import Scores
from standout.questions.est.claims import Claim, Rules
from standout.questions.est.fairly import Fair
from standout.questions.est.market import Market, Population
from standout.questions.est.place_facts import place_facts
from standout.questions.est.placing import Flags
from standout.questions.est.read_scores import counted, said
from standout.questions.est.rows import intervals
from standout.questions.est.shown import OVERALL
from standout.questions.est.standing import Standing
from standout.questions.est.wanted import Wanted, wanted
from standout.stats.unseen import undoing_mean
from standout.stats.welch import z_of_t
from standout.words import label, say

COVERED = 0.8
"""Where those judged hold less of the rivals' scores than this, it is said."""
MUCH = 0.75
"""With the same mix of customers, a lead below so much of what it looks like is said."""
TOP_SHARE = 2
"""A place in the top so many is worth saying where these are at most one in so many."""
LEVEL = 0.95


def rated(
    known: Standing,
    claim: Claim,
    market: Market,
    population: Population,
    rules: Rules,
    unnamed: Sequence[str] = (),
    fair: Fair | None = None,
) -> Finding:
    """Give the finding of one cell, whose standing already agrees with its claim.

    ``unnamed`` are businesses with enough scores here that the owner didn't name as rivals; ``fair`` is the lead
    put right.
    """
    verdict, tier, key = verdict_of(known, claim, rules)
    facts = _facts(known, claim, market, population, rules) | _put_right(fair or Fair())
    takes = wanted(verdict, known, claim, market, population, rules, unnamed)
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
        needed=takes.needed,
        reason=say(f"est.reason.{key}") if verdict == "not_enough" else "",
        facts=facts,
        values=_values(known, facts, market, rules, claim) | _taken(takes),
        behind=Scores(known, claim, market, rules) if known.cell.halo is None else None,
    )


def verdict_of(known: Standing, claim: Claim, rules: Rules) -> tuple[str, str, str]:
    """Give the verdict, how it is known, and the key of its sentence."""
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
    if known.together:
        return "close", tier, "together"
    if known.rank_high[0] * TOP_SHARE <= rivals + 1:
        return "close", tier, "top"
    return "close", tier, "close" if ahead else "close_none"


def _facts(known: Standing, claim: Claim, market: Market, population: Population, rules: Rules) -> dict[str, Any]:
    lead_low = None
    if known.best_rival >= 0:
        lead_low = phrases.rounded(claim.lead_low if claim.tested else float(known.lead_low[known.rivals].min()))
    return {
        "kind": "rating",
        **place_facts(known, market),
        "lead_low": lead_low,
        "sources": [phrases.source(name) for name in population.sources],
        "first_at": phrases.day(population.first),
        "last_at": phrases.day(population.last),
        "n_min": rules.judged_from,
        "top": claim.top if claim.tested and known.ours_judged else None,
        "searched": claim.searched,
        "coverage": _coverage(known),
        "unseen_mean": _unseen(known),
        **counted(known.cell, known.judged),
    }


def _put_right(fair: Fair) -> dict[str, Any]:
    return {
        "lead_fair": None if fair.fresh is None else phrases.rounded(fair.fresh),
        "lead_alike": phrases.rounded(fair.alike.lead) if fair.alike else None,
        "alike_covered": phrases.rounded(fair.alike.covered) if fair.alike else None,
        "alike_by": list(fair.traits),
    }


def _coverage(known: Standing) -> float | None:
    """Which share of the rivals' scores here the judged rivals hold."""
    theirs = known.cell.rows[1:]
    return phrases.rounded(known.cell.rows[known.rivals].sum() / theirs.sum()) if theirs.sum() else None


def _unseen(known: Standing) -> float | None:
    """What as many unseen customers again would have to give on average to undo the lead; None where none could."""
    best, cell = known.best_rival, known.cell
    if best < 0 or cell.aspect.low is None or cell.aspect.high is None or not known.lead[best] > 0:
        return None
    undoing = undoing_mean(float(cell.mean[0]), float(cell.mean[best]), low=cell.aspect.low, high=cell.aspect.high)
    return None if undoing is None else phrases.rounded(undoing)


def _values(known: Standing, facts: Mapping[str, Any], market: Market, rules: Rules, claim: Claim) -> dict[str, Any]:
    of = facts["rivals_judged"] + 1
    judged = known.ours_judged
    return {
        "on": _on(known),
        "where": phrases.where(known.cell.world),
        "pool": phrases.pool(facts),
        "all_of": phrases.all_of(facts),
        "population": phrases.population(facts),
        "range": phrases.places(facts["rank_low"], facts["rank_high"], of) if judged else "",
        "lead_said": _lead_said(facts),
        "alike_said": _alike_said(facts),
        "worth": "",
        "searched_said": say("est.searched", searched=facts["searched"]) if known.cell.conditions else "",
        "top_place": facts["rank_high"],
        "of": of,
        "others": said(known.cell, known.judged, held_back=_held_back(known, claim))
        + (_covered(known, facts) if claim.tier else "")
        + _others(known, market),
        "so_far": _so_far(known, facts, market),
        "ahead_names": _listed(known, market, known.ahead),
        "behind_names": _listed(known, market, known.behind),
        "together": phrases.names([market.names[r] for r in known.rivals if not known.ahead[r]]),
        "also_ahead": say("est.also_ahead", ahead_of=facts["ahead_of"]) if facts["ahead_of"] else "",
        "rivals_from": rules.rivals_from,
        "voices": int(known.cell.voices[0]),
        "are": say("est.is" if facts["behind"] == 1 else "est.are"),
    }


def _held_back(known: Standing, claim: Claim) -> bool:
    """Whether nothing but the halo stands in the way of a first place."""
    if claim.tier or not claim.tested:
        return False
    rivals = known.rivals
    plain = z_of_t(known.lead[rivals] / known.error[rivals], known.df[rivals])
    return bool((plain > claim.critical).all() and not (known.z[rivals] > claim.critical).all())


def _on(known: Standing) -> str:
    aspect = known.cell.aspect
    return say("est.on_overall") if aspect.column == OVERALL else say("est.on", aspect=label(aspect.label))


def _lead_said(facts: Mapping[str, Any]) -> str:
    if facts["lead"] is None or facts["lead"] <= 0:
        return ""
    least = facts["lead_low"]
    known = least is not None and least >= 0.005
    lead = facts["lead"] if facts["lead_fair"] is None else facts["lead_fair"]
    if facts["rivals_judged"] == 1:
        key = "est.lead_over_least" if known else "est.lead_over"
    else:
        key = "est.lead_least" if known else "est.lead"
    return say(key, best_rival=facts["best_rival"], lead=lead, lead_low=least)


def _covered(known: Standing, facts: Mapping[str, Any]) -> str:
    """Say how much of the field was judged, where a first place rests on a part of it."""
    coverage = facts["coverage"]
    if coverage is None or coverage >= COVERED or len(known.cell.rows) == len(known.rivals) + 1:
        return ""
    return say("est.coverage", coverage=coverage)


def _alike_said(facts: Mapping[str, Any]) -> str:
    """Say the lead with one mix of customers, where it is much smaller."""
    alike, lead = facts["lead_alike"], facts["lead"]
    if alike is None or not alike < MUCH * lead:
        return ""
    return say("est.alike" if alike > 0 else "est.not_alike", alike_by=facts["alike_by"], lead_alike=alike)


def _others(known: Standing, market: Market) -> str:
    """Say who was judged by a page's average, and who couldn't be judged."""
    shown = [market.names[p] for p in range(len(market.ids)) if known.judged[p] and known.cell.shown[p]]
    left = [market.names[p] for p in range(1, len(market.ids)) if not known.judged[p]]
    said = say("est.shown", names=phrases.names(shown)) if shown else ""
    return said + (say("est.left_out", names=phrases.names(left)) if left else "")


def _taken(takes: Wanted) -> dict[str, str]:
    return {"needed_said": takes.said, "time": takes.time, "step": takes.step, "whom": takes.whom}


def _so_far(known: Standing, facts: Mapping[str, Any], market: Market) -> str:
    parts = []
    if facts["ahead_of"]:
        parts.append(say("est.so_far_ahead", names=_listed(known, market, known.ahead)))
    if facts["behind"]:
        parts.append(say("est.so_far_behind", names=_listed(known, market, known.behind)))
    return "".join(parts)


def _listed(known: Standing, market: Market, flags: Flags) -> str:
    return phrases.names([market.names[place] for place in known.rivals if flags[place]])
