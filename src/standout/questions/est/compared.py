"""Compared: the finding of one est that was looked up: its verdict, its figures and the words they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from standout.finding import Finding, Needed
from standout.questions.est import phrases
from standout.questions.est.behind import Looks
from standout.questions.est.claims import Rules
from standout.questions.est.looked import Contest
from standout.questions.est.market import Market
from standout.questions.est.place_facts import place_facts
from standout.questions.est.placing import Flags, Placing
from standout.words import say

CURRENCY = 3
"""Letters of a currency's code."""


def compared(contest: Contest, known: Placing, market: Market, rules: Rules) -> Finding:
    """Give the finding of one contest."""
    verdict, tier, key = verdict_of(contest, known, rules)
    facts = _facts(contest, known, market)
    needed = _needed(key, known, rules)
    ours = contest.figures[0]
    return Finding(
        question="est",
        subject=market.names[0],
        aspect=contest.label,
        verdict=verdict,
        tier=tier,
        sentence_key=f"est.looked.{key}",
        claim=contest.label,
        estimate=ours.value,
        low=phrases.number(ours.low),
        high=phrases.number(ours.high),
        unit=contest.unit,
        rows=ours.rows,
        needed=needed,
        reason=say(f"est.reason.{key}") if verdict == "not_enough" else "",
        facts=facts,
        values=_values(contest, known, facts, market, needed, rules),
        behind=Looks(contest, known, market, rules),
    )


def verdict_of(contest: Contest, known: Placing, rules: Rules) -> tuple[str, str, str]:
    """Give the verdict, how it is known, and the key of its sentence."""
    rivals = len(known.rivals)
    if not known.ours_judged:
        return "not_enough", "not_enough", "stale_ours"
    if rivals < rules.rivals_from:
        return "not_enough", "not_enough", "few_rivals"
    if known.behind.any():
        return "no", "behind", "no"
    if known.ahead.sum() == rivals:
        counted = any(contest.figures[place].sampled for place in contest.judged.tolist())
        return ("probably", "likely", "probably") if counted else ("yes", "proven", "yes")
    if matched := _matched(contest, known):
        return "close", "tied", "match_all" if len(matched) == rivals else "match"
    return "close", "tied" if known.lead[known.rivals].min() <= 0 else "leading", "close"


def _matched(contest: Contest, known: Placing) -> list[int]:
    """Places of the rivals with the very same figure."""
    ours = contest.figures[0]
    theirs = ((rival, contest.figures[rival]) for rival in known.rivals.tolist())
    return [rival for rival, figure in theirs if (figure.low, figure.high) == (ours.low, ours.high)]


def _facts(contest: Contest, known: Placing, market: Market) -> dict[str, Any]:
    seen = [day for place in contest.judged.tolist() if (day := contest.figures[place].seen)]
    return {
        "kind": "fact",
        **place_facts(known, market),
        "lead_low": phrases.rounded(np.min(known.lead_low[known.rivals])) if known.best_rival >= 0 else None,
        "sources": [],
        "first_at": phrases.day(min(seen, default=None)),
        "last_at": phrases.day(max(seen, default=None)),
        "n_min": 1,
    }


def _needed(key: str, known: Placing, rules: Rules) -> Needed | None:
    if key == "stale_ours":
        return Needed(more=1, of="looks", step_key="est.step.look_again")
    if key == "few_rivals":
        return Needed(more=rules.rivals_from - len(known.rivals), of="rivals", step_key="est.step.look")
    return None


def _values(
    contest: Contest,
    known: Placing,
    facts: Mapping[str, Any],
    market: Market,
    needed: Needed | None,
    rules: Rules,
) -> dict[str, Any]:
    best = known.best_rival
    level = ~known.ahead & ~known.behind
    worked_out = [market.names[place] for place in contest.judged.tolist() if contest.figures[place].sampled]
    stale = [market.names[place] for place in contest.stale if place]
    return {
        "seen": _seen(facts),
        "figure": _figure(contest, 0),
        "what": say("est.what.price" if _money(contest) else "est.what.figure"),
        "everybody": facts["rivals_judged"] + 1,
        "theirs": _figure(contest, best) if best >= 0 else "",
        "range": phrases.places(facts["rank_low"], facts["rank_high"], facts["rivals_judged"] + 1)
        if known.ours_judged
        else "",
        "behind_names": _listed(known, market, known.behind),
        "ahead_names": _listed(known, market, known.ahead),
        "open_names": _listed(known, market, level),
        "match_names": phrases.names([market.names[place] for place in _matched(contest, known)]),
        "are": say("est.is" if facts["behind"] == 1 else "est.are"),
        "worked_out": say("est.worked_out", names=phrases.names(worked_out)) if worked_out else "",
        "stale": say("est.stale", names=phrases.names(stale)) if stale else "",
        "so_far": say("est.so_far_ahead", names=_listed(known, market, known.ahead)) if facts["ahead_of"] else "",
        "also_ahead": say("est.also_ahead", ahead_of=facts["ahead_of"]) if facts["ahead_of"] else "",
        "step": say(needed.step_key, more=needed.more, business=needed.business) if needed else "",
        "rivals_from": rules.rivals_from,
    }


def _seen(facts: Mapping[str, Any]) -> str:
    first, last = facts["first_at"], facts["last_at"]
    if not first:
        return say("est.seen_never")
    return say("est.seen_day" if first == last else "est.seen_between", first=first, last=last)


def _figure(contest: Contest, place: int) -> str:
    return say(
        "est.money" if _money(contest) else "est.figure", value=contest.figures[place].value, unit=contest.unit
    ).strip()


def _money(contest: Contest) -> bool:
    return len(contest.unit) == CURRENCY and contest.unit.isupper()


def _listed(known: Placing, market: Market, flags: Flags) -> str:
    return phrases.names([market.names[place] for place in known.rivals if flags[place]])
