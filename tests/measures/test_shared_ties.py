"""Shared ties: who is seen together, and that a busy day ties nobody."""

import random

import pytest

from acquaintances import days_ago, tables
from standout.engine.duck import DuckEngine
from standout.measures.shared_ties import KNOWN_BY, TOGETHER


def shared(reviews=(), orders=()):
    """Give the pairs by kind, each with how often."""
    held = [{"review_id": n, "business_id": place, "reviewer_id": who, "reviewed_at": days_ago(ago) if ago is not None
             else None} for n, (who, place, ago) in enumerate(reviews)]  # fmt: skip
    bought = [{"customer_id": who, "place": place, "ordered_at": days_ago(ago) if ago is not None else None,
               "code": code} for who, place, ago, code in orders]  # fmt: skip
    engine = DuckEngine({}, tables(reviews=held, orders=bought))
    rows = engine.arrow(engine.table("shared_ties")).to_pylist()
    assert all(row["from_id"] < row["to_id"] for row in rows)
    return {(row["from_id"], row["to_id"], row["kind"]): (row["times"], row["evidence"]) for row in rows}


def test_two_who_review_one_business_on_one_day_may_have_come_together():
    assert shared([(2, 7, 3), (1, 7, 3), (3, 7, 4)]) == {(1, 2, "reviewed_with"): (1, "day")}


def test_two_who_review_the_same_two_places_that_few_know_are_tied():
    assert shared([(1, 7, 30), (2, 7, 90), (1, 8, 40), (2, 8, None), (3, 8, 50)]) == {
        (1, 2, "reviewed_with"): (2, "places")
    }


def test_two_who_buy_in_one_place_on_two_days_are_tied_and_on_one_day_are_not():
    once = [(1, "Leith", 3, None), (2, "Leith", 3, None)]

    assert shared(orders=once) == {}
    again = [*once, (1, "Leith", 9, None), (2, "Leith", 9, None)]
    assert shared(orders=again) == {(1, 2, "bought_with"): (2, "day")}
    assert shared(orders=[(who, None, ago, code) for who, _, ago, code in again]) == {}  # no place is no meeting


def test_a_code_that_few_used_ties_them_and_one_for_everybody_ties_nobody():
    assert shared(orders=[(who, None, None, "ANN5") for who in (1, 2)]) == {(1, 2, "bought_with"): (1, "code")}
    assert shared(orders=[(who, None, None, "SUMMER") for who in range(1, KNOWN_BY + 2)]) == {}


@pytest.mark.parametrize("people", [TOGETHER, TOGETHER + 1])
def test_a_busy_day_ties_nobody(people):
    found = shared([(who, 7, 3) for who in range(people)])

    assert len(found) == (people * (people - 1) // 2 if people == TOGETHER else 0)


def test_whoever_is_not_named_is_tied_to_nobody():
    assert shared([(None, 7, 3), (None, 7, 3)], [(None, "Leith", 3, "A"), (None, "Leith", 3, "A")]) == {}


def test_a_thousand_visits_by_chance_tie_few():
    chance = random.Random(4)
    visits = [(chance.randint(1, 300), chance.randint(1, 5), chance.randint(1, 365)) for _ in range(1_000)]

    # 300 people make 44,850 pairs, and 1,825 place-days hold 1,000 visits: about 1,000 * 999 / 2 / 1,825 = 274 meet
    assert len(shared(visits)) < 44_850 / 100
