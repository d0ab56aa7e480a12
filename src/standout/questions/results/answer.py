"""Answer: did it work?  Who told whom, whether it goes on by itself, and what came of each play.

Reads    adoptions, orders, codes, asks, plays, actions, sends, reviews, consents, businesses
Makes    findings: whether word goes on, the way from asked to shared again, each play, codes typed wrongly;
         and the table ``chains``
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.finding import Finding
from standout.network.chains import rebuilt
from standout.question import Engine
from standout.questions.results.funnel import funnel
from standout.questions.results.gathered import gathered
from standout.questions.results.played import played
from standout.questions.results.rows import chain_rows
from standout.questions.results.slips import slips
from standout.questions.results.spread import spread
from standout.tables import table

if TYPE_CHECKING:
    import pyarrow as pa


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what came of what was done.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        Those of the question.
    seed : int
        Not used: nothing here is drawn at random.
    as_of : date or None
        The day it is about; the newest order's or taking-up's where not given.

    Returns
    -------
    findings : list of Finding
        Whether word goes on first.
    table : pyarrow.Table
        Columns of ``chains``: everybody who took us up, and who told them.

    """
    del seed
    businesses = engine.table("businesses")
    ours = engine.arrow(businesses.filter(businesses.ours).select("name", "business_id"))
    names = ours["name"].to_pylist()
    if len(names) != 1:
        return [], table("chains").schema().empty_table()
    held = gathered(engine, as_of)
    chains = rebuilt(held.claimed, held.asked)
    findings = [
        spread(names[0], held, chains, settings["lost"], settings["window_days"]),
        *funnel(names[0], held, chains),
        *played(names[0], engine, held, ours["business_id"][0].as_py()),
        *slips(names[0], held, chains),
    ]
    return findings, chain_rows(chains, held.firsts)
