"""Rows: the table ``circles``, a row for each person, those to tell first at its head."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from standout.questions.circles.asking import BARRED
from standout.questions.circles.bonds import Bonds
from standout.questions.circles.chosen import ranked
from standout.questions.circles.found import People
from standout.questions.circles.ladder import RUNGS, Ladder, next_acts
from standout.questions.circles.marks import KNOWN_BY
from standout.questions.circles.reasons import reasons
from standout.questions.circles.signs import CHANNELS, Flags, Ids
from standout.tables import table

NOBODY = 0


def rows(people: People, steps: Ladder, held: Bonds) -> pa.Table:
    """Give ``circles``: those to tell first, then everybody by how strong the signs are."""
    signs, marked, asked = people.signs, people.marks, people.asking
    place = np.zeros(people.known, np.int32)
    place[people.chosen] = np.arange(1, len(people.chosen) + 1)
    through = _through(people, held)
    columns = {
        "person_id": pa.array(signs.ids),
        "circle": pa.array(marked.circle),
        "know": pa.array(marked.know),
        "trust": pa.array(marked.trust),
        "interest": pa.array(marked.interest),
        "known_by": words(KNOWN_BY, marked.known_by),
        "reason": reasons(signs, marked, held.known),
        "channel": words((*CHANNELS, None), asked.channel),
        "barred": words(BARRED, asked.barred),
        "rest_until": pa.array(asked.rest_until),
        "place": pa.array(place, mask=place == 0),
        "through_id": pa.array(through, mask=through == NOBODY),
        "bridge": pa.array(held.bridge),
        "rung": words((*RUNGS, None), steps.rung),
        "brought": pa.array(steps.brought),
        "expected": _of(steps.able, steps.expected.estimate),
        "expected_low": _of(steps.able, steps.expected.low),
        "expected_high": _of(steps.able, steps.expected.high),
        "next_act": next_acts(steps, asked),
        "ask_from": pa.array(steps.ask_from),
    }
    schema = table("circles").schema()
    made = pa.table([columns[name] for name in schema.names], names=schema.names).cast(schema)
    rest = ranked(signs, marked, asked)
    return made.take(pa.array(np.concatenate([people.chosen, rest[~np.isin(rest, people.chosen)]])))


def words(written: tuple[str | None, ...], places: np.ndarray[Any, np.dtype[np.int64]]) -> pa.Array:
    """Give a word by its place; -1 is the last."""
    return pa.array(written, pa.string()).take(pa.array(places % len(written)))


def _of(there: Flags, values: np.ndarray[Any, np.dtype[np.float64]]) -> pa.Array:
    return pa.array(values, mask=~there)


def _through(people: People, held: Bonds) -> Ids:
    """Give who in circle 1 links each person of circle 2 to us: who told them before who is tied to them."""
    ids, circle = people.signs.ids, people.marks.circle
    told = people.signs.told
    found = np.full(people.known, NOBODY, np.int64)
    child, parent = np.searchsorted(ids, told.children), np.searchsorted(ids, told.parents)
    one, other = held.pairs.T
    for at, link in ((one, other), (other, one), (child, parent)):
        there = (circle[at] == 2) & (circle[link] == 1)
        found[at[there]] = ids[link[there]]
    return found
