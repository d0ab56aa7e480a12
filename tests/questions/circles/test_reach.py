"""Reach: how far word goes along ties that are known, and which list stands, on maps where that can be worked out."""

from types import SimpleNamespace

import numpy as np
import pytest

from standout.questions.circles.asking import FREE, REST, Asking
from standout.questions.circles.found import People
from standout.questions.circles.marks import Marks
from standout.questions.circles.reach import DELTA, reached
from standout.questions.circles.tie_map import LEAST, STRENGTHS, TieMap, tie_map

STARS = (4, 8)
"""How many friends the persons 0 and 1 have, each friend theirs alone."""


def stars(low, likely, high):
    """Give two people with friends of their own, and a third with nobody."""
    n, many = 3 + sum(STARS), sum(STARS)
    return TieMap(
        people=n, source=np.array([0] * STARS[0] + [1] * STARS[1]), target=np.arange(3, n), learnt=0,
        chances={"low": np.full(many, low), "likely": np.full(many, likely), "high": np.full(many, high)},
    )  # fmt: skip


def people(n, knows, first, barred=(), tellers=()):
    """Give n people of whom some know us, some are barred or brought somebody, and those whom the marks put first."""
    none, every = np.zeros(n, np.int64), np.arange(n)
    flags, marked, day = none > 0, none.astype(np.int8), np.full(n, np.datetime64("NaT"), "datetime64[D]")
    circle = np.where(np.isin(every, knows), 1, 2).astype(np.int8)
    return People(
        subject="Deli", settings={}, chosen=np.array(first, np.int64),
        signs=SimpleNamespace(ids=every + 1, brought=np.isin(every, tellers).astype(np.int64)),
        marks=Marks(
            circle=circle, tied=flags, works=flags, know=marked, trust=marked, interest=marked, known_by=none
        ),
        asking=Asking(
            channel=none, barred=np.where(np.isin(every, barred), REST, FREE), rest_until=day, asked=none, unasked=flags
        ),
    )  # fmt: skip


def test_the_curve_of_stars_is_one_and_a_share_of_the_friends():
    held = stars(0.2, 0.5, 0.9)
    found = reached(held, people(15, [0, 1, 2], [1, 0]), seed=1)

    for name, chance in (("low", 0.2), ("likely", 0.5), ("high", 0.9)):
        # 1 + 8 p, then another 1 + 4 p; the interval is at most three of its half-widths off
        for (estimate, low, high), truth in zip(found.curve[name], (1 + 8 * chance, 2 + 12 * chance), strict=True):
            assert abs(estimate - truth) < 1.5 * (high - low)
    assert found.swapped == 0
    assert found.best >= 2 + 12 * 0.5


def test_no_choice_goes_further_than_the_bound_says():
    held = stars(0.2, 0.5, 0.9)
    found = reached(held, people(15, [0, 1, 2], [2]), seed=1)

    assert found.best >= 1 + 8 * 0.5  # person 1, the best of all
    assert found.best < 1.15 * (1 + 8 * 0.5)
    assert DELTA < 0.05


def test_the_map_puts_people_in_where_the_gain_is_clear_at_every_strength():
    clear = reached(stars(0.1, 0.5, 0.9), people(15, [0, 1, 2], [0]), seed=1)
    slight = reached(stars(0.001, 0.5, 0.9), people(15, [0, 1, 2], [0]), seed=1)

    # weak ties: 1 + 8 x 0.1 is 29 % more than 1 + 4 x 0.1; at 0.001 it is 0.4 % more
    assert (clear.by_map, clear.people.tolist(), clear.swapped) == (True, [1], 1)
    assert clear.gain["low"] == pytest.approx(1.8 / 1.4 - 1, abs=0.06)
    assert (slight.by_map, slight.people.tolist(), slight.swapped) == (False, [0], 1)


def test_who_brought_somebody_keeps_their_place_whatever_the_ties():
    alone = reached(stars(0.4, 0.5, 0.9), people(15, [0, 1, 2], [2], tellers=[2]), seed=1)
    two = reached(stars(0.4, 0.5, 0.9), people(15, [0, 1, 2], [2, 0], tellers=[2]), seed=1)

    assert (alone.by_map, alone.people.tolist(), alone.kept, alone.swapped) == (False, [2], 1, 0)
    assert (two.by_map, sorted(two.people.tolist()), two.kept, two.swapped) == (True, [1, 2], 1, 1)
    assert alone.best >= 1 + 8 * 0.5  # the bound is over everybody, those kept or not


def test_nobody_who_may_not_be_asked_is_put_on_the_list():
    found = reached(stars(0.5, 0.6, 0.7), people(15, [0, 1, 2], [2], barred=[1]), seed=1)

    assert found.people.tolist() == [0]
    assert reached(stars(0.5, 0.6, 0.7), people(15, [0, 1, 2], []), seed=1) is None


def test_the_rows_of_the_curve_name_each_strength_and_never_fall():
    found = reached(stars(0.2, 0.5, 0.9), people(15, [0, 1, 2], [1, 0, 2]), seed=1)
    rows = found.table.to_pylist()

    assert [(row["strengths"], row["k"]) for row in rows] == [(name, k) for name in STRENGTHS for k in (1, 2, 3)]
    assert all(np.all(np.diff(found.curve[name][:, 0]) >= 0) for name in STRENGTHS)
    assert np.all(found.curve["low"][:, 0] <= found.curve["high"][:, 0])


def test_the_same_seed_gives_the_same_reach():
    one, other = (reached(stars(0.2, 0.5, 0.9), people(15, [0, 1, 2], [1, 0]), seed=5) for _ in range(2))

    assert one.table.equals(other.table)
    assert one.best == other.best


def test_a_handful_of_ties_is_no_map(engine):
    class Few:
        ties = np.ones((LEAST - 1, 2), np.int64)

    assert tie_map(engine(), Few()) is None
