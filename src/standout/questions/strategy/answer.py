"""Answer: what we are trying to do, where it stands, which strategy fits, and who did the like.

Reads    reviews, orders, sends, ties, adoptions, codes, people, businesses, efforts
Makes    the objective card, the strategy that fits best, what couldn't be seen, cases; and the table strategies
Source   docs/explanation/strategy-method.md
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding
from standout.questions.strategy import told
from standout.questions.strategy.card import card, unset
from standout.questions.strategy.cases import Wanted, most_alike
from standout.questions.strategy.followed import followed, measured
from standout.questions.strategy.objective import Aim, read_aim
from standout.questions.strategy.ranking import ranked
from standout.questions.strategy.seen import seen, unseen
from standout.questions.strategy.strategies import OBJECTIVES, strategy

if TYPE_CHECKING:
    import pyarrow as pa

    from standout.question import Engine


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what we are trying to do, and how.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        Those of the question.
    seed : int
        For the draws that tell how firmly the order of the strategies stands.
    as_of : date or None
        The day it is about.

    Returns
    -------
    findings : list of Finding
        The objective card; the strategy that fits best; what couldn't be seen; with an objective, the cases.
    table : pyarrow.Table
        ``strategies``; no row where nothing is known of ours, or several businesses are asked about at once.

    """
    aim = read_aim(settings)
    businesses = engine.table("businesses")
    ours = engine.arrow(businesses.filter(businesses.ours)).to_pylist()
    if len(ours) != 1:
        return [], told.rows([], "")
    [us] = ours
    name, held = us["name"], seen(engine, us["business_id"], as_of)
    hours = float(settings["hours"])
    ranking = ranked(held, aim.objective, hours, seed)
    findings = [_objective(engine, name, us["business_id"], aim, as_of), told.best(name, ranking, aim.objective, hours)]
    findings += [told.no_hours(name)] if not hours else []
    lacking = [s for one in ranking[: told.NAMED] for s in one.strategy.signals if s.name in one.missing]
    missing = told.unseen(name, ranking, unseen(engine, lacking, as_of), frozenset(held))
    findings += [missing] if missing else []
    if aim.objective:
        first = findings[1].facts["strategy"] if findings[1].verdict != "not_enough" else ""
        like = Wanted(aim.objective, first, strategy(first).behaviour if first else "", settings["trade"])
        findings += [told.case(name, one, alike, like, as_of) for one, alike in most_alike(like, as_of)]
    return findings, told.rows(ranking, aim.objective)


def _objective(engine: Engine, name: str, ours: int, aim: Aim, as_of: date | None) -> Finding:
    if not aim.objective:
        known = [one for one in OBJECTIVES if one != "launch"]
        return unset(name, measured(engine, known, ours, aim.item, as_of), as_of)
    return card(name, aim, followed(engine, aim.objective, ours, aim.item, as_of), as_of)
