"""Tie map: how much of what carries word is learnt, by chance and not by number."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from standout.questions.circles.tie_map import KNOWN_FROM, tie_map


def held(*rows):
    """Give the map of ties 1-2, 2-3 and so on, each with its likely chance and what it rests on."""
    chance, basis = zip(*rows, strict=True)
    n = len(rows)
    table = pa.table({
        "from_id": range(1, n + 1), "to_id": range(2, n + 2), "kind": ["friend"] * n, "low": chance, "chance": chance,
        "high": chance, "basis": basis,
    })  # fmt: skip
    ties = np.column_stack([np.arange(1, n + 1), np.arange(2, n + 2)])
    engine = SimpleNamespace(table=lambda _: SimpleNamespace(order_by=lambda _: table), arrow=lambda rows: rows)
    return tie_map(engine, SimpleNamespace(ids=np.arange(1, n + 2), ties=ties))


def test_many_weak_ties_that_are_learnt_leave_a_map_of_strong_guesses_a_guess():
    found = held(*[(0.01, "learnt")] * 15, *[(0.25, "prior")] * 5)

    # 15 x 0.01 of 15 x 0.01 + 5 x 0.25
    assert found.learnt_share == pytest.approx(0.15 / 1.4)
    assert (found.learnt, found.known) == (15, False)


@pytest.mark.parametrize(("learnt", "known"), [(19, True), (17, False)])
def test_strengths_are_known_where_nine_tenths_are_learnt(learnt, known):
    found = held(*[(0.1, "learnt")] * learnt, *[(0.1, "prior")] * (20 - learnt))

    assert KNOWN_FROM == 0.9
    assert found.known is known


def test_ties_that_carry_nothing_are_not_known():
    assert held(*[(0.0, "learnt")] * 12).learnt_share == 0
