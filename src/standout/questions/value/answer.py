"""Answer: what customers value and how we do on it, part by part, each part in a file of its own.

Reads    what ``held`` gathers
Makes    values   one row: an aspect, detail, step or theme, and what was found of it
Rule     ``part(held, settings, seed)`` gives its findings and its rows of the table; the three aspects that matter
         most come first, then what each part found foremost, then the rest; a single review tells nothing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from standout.finding import Finding
from standout.question import Engine
from standout.questions.value import (
    copies,
    drivers,
    journey,
    only_here,
    penalty,
    talk,
    themes_told,
    triggers,
    unanswered,
    unread,
)
from standout.questions.value.held import held
from standout.tables import table

FIRST = drivers.part
PARTS = (
    only_here.part, triggers.part, unanswered.part, penalty.part, themes_told.part, talk.part, journey.part,
    copies.part, unread.part,
)  # fmt: skip
"""In the order they are told."""
LEADING = 3
"""So many aspects come before anything else."""


def answer(
    engine: Engine, settings: Mapping[str, Any], seed: int, as_of: date | None
) -> tuple[list[Finding], pa.Table]:
    """Give what customers value, what matters most first, and the table ``values``."""
    schema = table("values").schema()
    given = held(engine, settings["most_reviews"], as_of)
    if given is None:
        return [], schema.empty_table()
    parts = (FIRST,) if given.reviews.num_rows < 2 else (FIRST, *PARTS)
    made = [part(given, settings, seed) for part in parts]
    rows = [row for _, of_part in made for row in of_part]
    return in_turn([told for told, _ in made]), pa.Table.from_pylist(rows, schema=schema)


def in_turn(told: Sequence[Sequence[Finding]]) -> list[Finding]:
    """Give the leading findings of the first part, the foremost of each other, then the rest."""
    aspects, *others = told
    foremost = [one[0] for one in others if one]
    return [*aspects[:LEADING], *foremost, *aspects[LEADING:], *(finding for one in others for finding in one[1:])]
