"""Answer: whom to tell first, which circle everybody stands in, and what is spent on those who don't know us.

Reads    people, contacts, consents, orders, sends, messages, ties, adoptions, asks, codes, efforts, businesses
Makes    findings that name nobody, and ``circles``: a row for each person
Rules    marks.py, asking.py and chosen.py; docs/explanation/circles.md says them in plain words
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from standout.finding import Finding
from standout.question import Engine
from standout.questions.circles.asking import BARRED, asking
from standout.questions.circles.chosen import chosen, ranked
from standout.questions.circles.found import People, found
from standout.questions.circles.leakage import leakage
from standout.questions.circles.marks import KNOWN_BY, marks
from standout.questions.circles.reasons import reasons
from standout.questions.circles.signs import CHANNELS, signs
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
        Not used: nothing here is drawn at random.
    as_of : date or None
        The day people are to be asked on.

    Returns
    -------
    findings : list of Finding
        About ours, most useful first; none where not just one business is ours.
    table : pyarrow.Table
        ``circles``: those to tell first, then everybody by how strong the signs are.

    """
    del seed
    businesses = engine.table("businesses")
    ours = engine.arrow(businesses.filter(businesses.ours)).to_pylist()
    if len(ours) != 1:
        return [], table("circles").schema().empty_table()
    known = signs(engine, ours[0]["name"], as_of)
    marked = marks(known)
    asked = asking(engine, known, settings["rest_days"], settings["asks_a_year"], as_of)
    people = People(
        subject=ours[0]["name"],
        signs=known,
        marks=marked,
        asking=asked,
        chosen=chosen(known, marked, asked, settings["first"]),
        settings=settings,
    )
    return [*found(people), leakage(engine, people)], _rows(people)


def _rows(people: People) -> pa.Table:
    signs, marked, asked = people.signs, people.marks, people.asking
    place = np.zeros(people.known, np.int32)
    place[people.chosen] = np.arange(1, len(people.chosen) + 1)
    columns = {
        "person_id": pa.array(signs.ids),
        "circle": pa.array(marked.circle),
        "know": pa.array(marked.know),
        "trust": pa.array(marked.trust),
        "interest": pa.array(marked.interest),
        "known_by": _words(KNOWN_BY, marked.known_by),
        "reason": reasons(signs, marked),
        "channel": _words((*CHANNELS, None), asked.channel),
        "barred": _words(BARRED, asked.barred),
        "rest_until": pa.array(asked.rest_until),
        "place": pa.array(place, mask=place == 0),
    }
    schema = table("circles").schema()
    rows = pa.table([columns[name] for name in schema.names], names=schema.names).cast(schema)
    rest = ranked(signs, marked, asked)
    return rows.take(pa.array(np.concatenate([people.chosen, rest[~np.isin(rest, people.chosen)]])))


def _words(words: tuple[str | None, ...], places: np.ndarray[Any, np.dtype[np.int64]]) -> pa.Array:
    """Give a word by its place; -1 is the last."""
    return pa.array(words, pa.string()).take(pa.array(places % len(words)))
