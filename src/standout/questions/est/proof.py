"""Proof: the whole numbers behind one finding, and its figures made again from nothing else.

A proof holds no row, no text and nothing about a person: sums over all scores of one business, counts,
names of businesses, and for what was looked up the figures, days and addresses.

Reads    what stands behind a finding, `standout.questions.est.behind`
Makes    a plain mapping, as JSON takes it; and the figures that follow from it
Unit     sums in hundredths of a point, figures in points
Rule     the figures are made by the code that made the finding, so that they have its decimals
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from scipy.special import ndtri

from standout.questions.est import phrases
from standout.questions.est.behind import Looks, Scores
from standout.questions.est.cells import Cell, Spread, Sums, cell_of
from standout.questions.est.claims import Claim, Rules, small
from standout.questions.est.compared import verdict_of as looked_verdict
from standout.questions.est.looked import Contest, Figure
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.placing import Ints, Placing
from standout.questions.est.rated import verdict_of as rated_verdict
from standout.questions.est.rows import intervals
from standout.questions.est.shown import Page, filled
from standout.questions.est.standing import Standing, standing
from standout.stats.top import top_place
from standout.stats.welch import t_of_z

SUMS = ("rows", "n", "total", "squares", "clusters", "css", "csn", "cnn")
WHOLE = ("rows", "n", "total", "squares")
"""The sums over all worlds that a variance is made from."""
SURE = ("guaranteed", "proven")


def proof(behind: Scores | Looks, pages: Mapping[int, Page] | None = None) -> dict[str, Any]:
    """Give the numbers a finding rests on.

    Parameters
    ----------
    behind : Scores or Looks
    pages : mapping of int to Page, optional
        By place in the league: the averages that stand in for scores, as `shown.pages` gives them.

    Returns
    -------
    dict
        ``businesses`` are those judged, ours first whether judged or not; ``not_judged`` are names.

    """
    return _of_looks(behind) if isinstance(behind, Looks) else _of_scores(behind, pages or {})


def recomputed(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Give every figure that follows from a proof.

    Returns
    -------
    dict
        ``verdict`` (of est), ``businesses`` (a mapping each: estimate, low, high, lead ...), ``lead``,
        ``lead_low``, ``best_rival``, ``nearest``, ``of`` (how many are judged), ``coverage`` and so on.

    """
    return _looks_again(numbers) if numbers["kind"] == "fact" else _scores_again(numbers)


def _of_scores(behind: Scores, pages: Mapping[int, Page]) -> dict[str, Any]:
    known, claim, market, cell = behind.known, behind.claim, behind.market, behind.known.cell
    aspect = cell.aspect
    places = [0, *known.rivals.tolist()]
    left = [place for place in range(1, len(market.ids)) if place not in set(places)]
    return {
        "kind": "rating",
        "aspect": {"column": aspect.column, "label": aspect.label, "low": aspect.low, "high": aspect.high,
                   "least": aspect.least, "most": aspect.most},
        "world": dict(cell.world),
        "named": market.named,
        "rules": _rules(behind.rules),
        "claim": {"tested": claim.tested, "tier": claim.tier, "searched": claim.searched, "share": claim.share},
        "typical": phrases.number(cell.around.typical),
        "businesses": [_business(cell, place, market.names[place], pages) for place in places],
        "not_judged": [market.names[place] for place in left],
        "not_judged_rows": int(cell.rows[left].sum()),
    }  # fmt: skip


def _business(cell: Cell, place: int, name: str, pages: Mapping[int, Page]) -> dict[str, Any]:
    inside = {kind: int(getattr(cell.sums, kind)[place]) for kind in SUMS}
    around = cell.around.sums
    whole = {kind: int(getattr(around, kind)[place]) if around else 0 for kind in WHOLE}
    return {"name": name, "world": inside, "all": whole, "page": _page(pages[place]) if cell.shown[place] else None}


def _page(page: Page) -> dict[str, Any]:
    return {"mean": page.mean, "decimals": page.decimals, "count": page.count, "seen": phrases.day(page.seen),
            "url": page.url}  # fmt: skip


def _rules(rules: Rules) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in ("alpha", "judged_from", "proven_from", "rivals_from")}


def cell_again(numbers: Mapping[str, Any]) -> Cell:
    """Give the cell of a proof of scores, made anew from its sums."""
    businesses, said = numbers["businesses"], numbers["aspect"]
    aspect = Aspect(said["column"], said["label"], said["low"], said["high"], "", said["least"], said["most"])
    conditions = tuple(Condition(Descriptor(label, label, before=True), value) for label, value in
                       numbers["world"].items())  # fmt: skip
    inside, whole = (
        Sums(*(np.array([one[part].get(kind, 0) for one in businesses], dtype=np.int64) for kind in SUMS))
        for part in ("world", "all")
    )
    _, variance = whole.moments()
    typical = float("nan") if numbers["typical"] is None else numbers["typical"]
    cell = cell_of(aspect, conditions, inside, Spread(variance, typical, whole))
    shown = {
        place: Page(page["mean"], page["decimals"], page["count"], _day(page["seen"]), page["url"])
        for place, one in enumerate(businesses)
        if (page := one["page"])
    }
    return filled(cell, shown, numbers["rules"]["judged_from"]) if shown else cell


def critical_of(numbers: Mapping[str, Any]) -> float:
    """Give the z that each rival had to be passed by: that of the claim's share of alpha; NaN where not tested."""
    asked = numbers["claim"]
    return float(-ndtri(numbers["rules"]["alpha"] * asked["share"])) if asked["tested"] else float("nan")


def _scores_again(numbers: Mapping[str, Any]) -> dict[str, Any]:
    cell, asked, rules = cell_again(numbers), numbers["claim"], Rules(**numbers["rules"])
    known = standing(cell, rules.judged_from)
    critical = critical_of(numbers)
    least, few = known.least_lead(critical), small(known, rules)
    held = bool(asked["tested"] and least > 0 and not few.size and known.rivals.size >= rules.rivals_from)
    claim = Claim(asked["tested"], asked["tier"] if held else "", critical, max(least, 0.0))
    sure = asked["tier"] in SURE
    lead_low = (0.0 if few.size else max(least, 0.0)) if sure else min(least, 0.0)
    low, high = intervals(cell.mean, cell.se2, cell.df, cell.slack, cell.aspect.low, cell.aspect.high)
    bound = known.lead - cell.slack[0] - cell.slack - known.error * t_of_z(critical, known.df)
    businesses = [
        {"name": one["name"], "rows": int(cell.rows[place]), "people": int(cell.voices[place]),
         "judged": bool(known.judged[place]), "shown": bool(cell.shown[place]),
         "estimate": phrases.number(cell.mean[place]), "low": phrases.number(low[place]),
         "high": phrases.number(high[place]), "error": phrases.number(np.sqrt(cell.se2[place])),
         "lead": phrases.rounded(known.lead[place]), "lead_low": phrases.rounded(bound[place]),
         "z": phrases.rounded(known.z[place])}
        for place, one in enumerate(numbers["businesses"])
    ]  # fmt: skip
    weakest = known.rivals[np.argmin(bound[known.rivals])] if known.rivals.size and known.ours_judged else None
    return _placed(known, numbers) | {
        "verdict": rated_verdict(known, claim, rules)[0],
        "shown": held,
        "businesses": businesses,
        "lead_low": phrases.rounded(lead_low),
        "top": _top(known, few, rules.alpha * asked["share"]) if asked["tested"] and known.ours_judged else None,
        "nearest": numbers["businesses"][weakest]["name"] if weakest is not None else None,
        "critical": phrases.number(critical),
        "searched": asked["searched"],
        "rows": int(cell.rows.sum()),
        "coverage": coverage(int(cell.rows[1:].sum()), numbers["not_judged_rows"]),
    }


def _top(known: Standing, few: Ints, alpha: float) -> int:
    """Give the place that "in the top so many" is shown for by sums alone; single votes aren't among them."""
    return top_place([1.0 if rival in few else float(known.p[rival]) for rival in known.rivals.tolist()], alpha)


def coverage(judged: int, not_judged: int) -> float | None:
    """Give the share of the rivals' rows that judged rivals hold; None where there are none.

    Examples
    --------
    >>> coverage(90, 10), coverage(0, 0)
    (0.9, None)

    """
    return judged / (judged + not_judged) if judged + not_judged else None


def _placed(known: Placing, numbers: Mapping[str, Any]) -> dict[str, Any]:
    names, best = [one["name"] for one in numbers["businesses"]], known.best_rival
    return {
        "of": len(known.rivals) + 1,
        "rivals": len(known.rivals),
        "ahead_of": int(known.ahead.sum()),
        "behind": int(known.behind.sum()),
        "best_rival": names[best] if best >= 0 else None,
        "lead": phrases.rounded(known.lead[best]) if best >= 0 else None,
    }


def _of_looks(behind: Looks) -> dict[str, Any]:
    contest, market = behind.contest, behind.market
    places = [0, *behind.known.rivals.tolist()]
    return {
        "kind": "fact",
        "aspect": {"label": contest.label, "unit": contest.unit, "better": contest.better},
        "world": {},
        "named": market.named,
        "rules": _rules(behind.rules),
        "businesses": [{"name": market.names[place], **_look(contest.figures[place])} for place in places],
        "ours_judged": behind.known.ours_judged,
        "not_judged": [market.names[place] for place in range(1, len(market.ids)) if place not in set(places)],
    }


def _look(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "low": figure.low, "high": figure.high, "seen": phrases.day(figure.seen),
            "rows": figure.rows, "sampled": figure.sampled, "url": figure.url}  # fmt: skip


def contest_again(numbers: Mapping[str, Any]) -> Contest:
    """Give the contest of a proof of looks."""
    said = numbers["aspect"]
    figures = {
        place: Figure(one["value"], one["low"], one["high"], _day(one["seen"]), one["rows"], one["sampled"], one["url"])
        for place, one in enumerate(numbers["businesses"])
    }
    return Contest(said["label"], said["unit"], said["better"], figures, () if numbers["ours_judged"] else (0,))


def _looks_again(numbers: Mapping[str, Any]) -> dict[str, Any]:
    contest = contest_again(numbers)
    known = contest.placing(len(numbers["businesses"]))
    businesses = [
        {"name": one["name"], "rows": one["rows"], "judged": bool(known.judged[place]), "shown": False,
         "estimate": one["value"], "low": one["low"], "high": one["high"], "seen": one["seen"], "url": one["url"],
         "lead": phrases.rounded(known.lead[place]), "lead_low": phrases.rounded(known.lead_low[place])}
        for place, one in enumerate(numbers["businesses"])
    ]  # fmt: skip
    rivals = known.rivals
    weakest = rivals[np.argmin(known.lead_low[rivals])] if rivals.size and known.ours_judged else None
    least = known.lead_low[weakest] if weakest is not None else float("nan")
    return _placed(known, numbers) | {
        "verdict": looked_verdict(contest, known, Rules(**numbers["rules"]))[0],
        "shown": bool(least > 0),
        "businesses": businesses,
        "lead_low": phrases.rounded(least),
        "nearest": numbers["businesses"][weakest]["name"] if weakest is not None else None,
        "rows": sum(one["rows"] for one in numbers["businesses"]),
        "coverage": coverage(len(rivals), len(numbers["not_judged"])),
    }


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
