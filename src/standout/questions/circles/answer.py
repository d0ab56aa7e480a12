"""Answer: whom to tell first and how far it goes, everybody's circle and rung, and what is spent on strangers.

Reads    people, contacts, consents, orders, sends, messages, ties, adoptions, asks, codes, plays, efforts, businesses
Makes    findings that name nobody, and ``circles``: a row for each person
Rules    marks.py, asking.py and chosen.py; docs/explanation/circles.md says them in plain words
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from standout.finding import Finding
from standout.question import Engine
from standout.questions.circles.asking import asking
from standout.questions.circles.bonds import bonds, told_bonds
from standout.questions.circles.champions import champions
from standout.questions.circles.chosen import chosen
from standout.questions.circles.found import People, found
from standout.questions.circles.ladder import ladder
from standout.questions.circles.leakage import leakage
from standout.questions.circles.marks import marks
from standout.questions.circles.newcomers import newcomers
from standout.questions.circles.reach import reached
from standout.questions.circles.reach_told import told_reach
from standout.questions.circles.rows import rows
from standout.questions.circles.signs import signs
from standout.questions.circles.sizes import sizes
from standout.questions.circles.tie_map import tie_map
from standout.tables import table


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give whom to tell first, and everybody's circle.

    Parameters
    ----------
    engine : Engine
    settings : mapping
        Those of the question.
    seed : int
        Word is passed along ties by chance; the same seed, the same runs.
    as_of : date or None
        The day people are to be asked on.

    Returns
    -------
    findings : list of Finding
        About ours, most useful first; none where not just one business is ours.
    table : pyarrow.Table
        ``circles``: those to tell first, then everybody by how strong the signs are.

    """
    businesses = engine.table("businesses")
    ours = engine.arrow(businesses.filter(businesses.ours)).to_pylist()
    if len(ours) != 1:
        return [], table("circles").schema().empty_table()
    people = _people(engine, ours[0]["name"], settings, as_of)
    ties = tie_map(engine, people.signs)
    spread = reached(ties, people, seed) if ties else None
    if spread and spread.by_map:
        people = replace(people, chosen=spread.people, by_map=True)
    steps = ladder(engine, people.signs, people.marks, people.asking, as_of)
    held = bonds(people)
    findings = [
        *found(people),
        *([told_reach(people, ties, spread)] if ties and spread else []),
        *champions(engine, people, steps),
        leakage(engine, people),
        *newcomers(engine, people, as_of),
        *told_bonds(engine, people, held, as_of),
        *sizes(people),
    ]
    return findings, rows(people, steps, held)


def _people(engine: Engine, name: str, settings: Mapping[str, Any], as_of: date | None) -> People:
    known = signs(engine, name, as_of)
    marked = marks(known)
    asked = asking(engine, known, settings["rest_days"], settings["asks_a_year"], as_of)
    return People(
        subject=name,
        signs=known,
        marks=marked,
        asking=asked,
        chosen=chosen(known, marked, asked, settings["first"]),
        settings=settings,
    )
