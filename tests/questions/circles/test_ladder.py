"""Ladder: rungs by what was counted, shares that sum to those who came, and acts that keep every rule."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquaintances import AS_OF, bought, days_ago, named
from standout.questions.circles.asking import Asking
from standout.questions.circles.ladder import RUNGS, Ladder, next_acts, shared_out
from standout.stats.each import Expected
from standout.words import say

CHAMPIONS = say("circles.aspect.champions")
PAIRS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=15)


@given(PAIRS, st.lists(st.integers(1, 9), max_size=5))
def test_what_all_brought_is_who_came_even_where_links_run_in_a_circle(pairs, unnamed):
    found = shared_out(np.arange(1, 10), pairs, unnamed)

    assert found.sum() == pytest.approx(len({child for child, _ in pairs}) + len(unnamed))
    assert np.all(found >= 0)
    above = {parent for _, parent in pairs} | set(unnamed)
    assert not found[[one - 1 for one in range(1, 10) if one not in above]].any()


def test_a_chain_is_shared_by_all_above():
    # 2 came through 1; 3 through 2; 4 through 3.  1 is due 1 + 1/2 + 1/3, 2 is due 1/2 + 1/3, 3 is due 1/3
    found = shared_out(np.array([1, 2, 3, 4]), [(2, 1), (3, 2), (4, 3)], [])

    assert found.tolist() == pytest.approx([11 / 6, 5 / 6, 1 / 3, 0])


def test_who_stands_on_which_rung(told):
    findings, people = told(
        orders=bought(1, 1) + bought(2, 1, 2, 3, 4, 5) + [row for n in (3, 4, 5, 6) for row in bought(n, 1, 2)],
        contacts=named(*range(1, 10)),
        adoptions=[{"person_id": child, "told_by": parent}
                   for child, parent in ((11, 3), (12, 4), (13, 4), (14, 5), (15, 5), (16, 6), (17, 16))],
        plays=[{"play_id": "2026-W40-1", "tactic": "invite_to_try", "channel": "email", "card": "", "message": "Come",
                "many": 1, "minutes": 5, "cost": 0, "measure": "heard", "made_at": days_ago(90),
                "due_at": days_ago(80)}],
        asks=[{"person_id": 5, "asked_at": days_ago(90)}],
    )  # fmt: skip

    # 1 bought; 2 on five days; 3 brought one; 4 two; 5 two and helped; 6 somebody who brought somebody
    assert [people[n]["rung"] for n in (*range(1, 7), 9)] == ["buyer", "fan", "sharer", "champion", "co_builder",
                                                              "champion", None]  # fmt: skip
    assert findings[CHAMPIONS].sentence.startswith(
        "5 people brought the 7 who came through somebody in your files: 1 co-builder, 2 champions, 2 sharers, 1 fan "
        "and 1 buyer. The one who brought most brought 2. Part of that is luck: expect "
    )
    assert sum(row["brought"] for row in people.values()) == pytest.approx(7)
    assert sum(row["expected"] or 0 for row in people.values()) == pytest.approx(7)
    assert all(row["expected_low"] <= row["expected"] <= row["expected_high"]
               for row in people.values() if row["expected"] is not None)  # fmt: skip


def test_what_those_who_came_spent_is_told_in_their_currency(told):
    findings, _ = told(
        orders=bought(2, 1, 3, amount=450, currency="GBP") + bought(1, 1, amount=999, currency="GBP"),
        adoptions=[{"person_id": 2, "told_by": 1}],
    )

    assert " Those who came made 2 orders, 9.00 GBP in all." in findings[CHAMPIONS].sentence


def test_with_nobody_brought_the_ladder_is_told_without_a_forecast(told):
    findings, _ = told(orders=bought(1, 1) + bought(2, 1))

    assert findings[CHAMPIONS].verdict == "counted"
    assert findings[CHAMPIONS].sentence.startswith("On the ladder of your files stand 2 buyers. Nobody is shown")
    assert CHAMPIONS not in told(people=[{"person_id": 1}])[0]


ACTS = [
    ({}, "buyer", AS_OF),
    ({"asks": [{"person_id": 1, "asked_at": days_ago(10)}]}, "rest", AS_OF + timedelta(20)),
    ({"orders": [{"customer_id": 1, "ordered_at": days_ago(4), "order_id": "back", "refunded": True}]}, "rest",
     AS_OF + timedelta(26)),
    ({"consents": [{"person_id": 1, "channel": "any", "state": "withdrawn"}]}, "withdrawn", None),
    ({"contacts": []}, "name", None),
    ({"contacts": [{"person_id": 1, "email": "a@b.example"}],
      "consents": [{"person_id": 1, "channel": "in_person", "state": "withdrawn"}]}, "withdrawn", None),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "act", "day"), ACTS)
def test_the_next_act_is_a_kind_one_and_asks_nothing_of_who_is_to_be_left_alone(told, rows, act, day):
    given_rows = {"orders": bought(1, 40), "contacts": named(1)}
    merged = {**given_rows, **rows, "orders": given_rows["orders"] + rows.get("orders", [])}
    _, people = told(**merged)
    expected = say(f"circles.act.{act}", day=day) if act == "rest" else say(f"circles.act.{act}")

    assert people[1]["next_act"] == expected
    assert people[1]["ask_from"] == day


@pytest.mark.parametrize(("rest_days", "cap"), [(0, 1), (30, 2), (90, 4)])
def test_rest_and_the_cap_cannot_be_broken_whatever_was_asked(told, rng, rest_days, cap):
    everybody = range(1, 201)
    asked = [(person, int(rng.integers(420)), str(rng.choice(["done", "planned", "skipped"])))
             for person in everybody for _ in range(rng.integers(0, 7))]  # fmt: skip
    refunded = {person for person in everybody if rng.random() < 0.2}
    _, people = told(
        orders=[row for n in everybody for row in bought(n, 60, 50)]
        + [{"customer_id": n, "ordered_at": days_ago(20), "order_id": f"b{n}", "refunded": True} for n in refunded],
        contacts=named(*everybody),
        asks=[{"person_id": person, "asked_at": days_ago(ago), "state": state} for person, ago, state in asked],
        settings={"rest_days": rest_days, "asks_a_year": cap},
    )

    left_alone = 0
    for person in everybody:
        row = people[person]
        ago = [days for one, days, state in asked if one == person and state != "skipped" and days < 365]
        alone = any(days < rest_days for days in ago) or len(ago) >= cap or (person in refunded and rest_days > 20)
        left_alone += alone
        assert (row["channel"] is None) == (row["barred"] is not None) == alone
        assert (row["ask_from"] > AS_OF) == alone
        assert (row["next_act"] == say("circles.act.rest", day=row["ask_from"])) == alone
        assert not (alone and row["place"])
    assert 30 < left_alone < 190


def test_words_are_put_to_each_person_and_not_to_those_on_no_rung():
    held = Ladder(
        rung=np.array([0, -1, 4]), brought=np.zeros(3), expected=Expected(*np.zeros((3, 3))),
        able=np.ones(3, np.bool_), ask_from=np.array(["2026-11-01"] * 3, "datetime64[D]"),
    )  # fmt: skip
    none = np.zeros(3, np.int64)
    asking = Asking(channel=none, barred=none, rest_until=held.ask_from, asked=none, unasked=none > 0)

    assert next_acts(held, asking).to_pylist() == [
        say(f"circles.act.{RUNGS[0]}"), None, say(f"circles.act.{RUNGS[4]}")
    ]  # fmt: skip


@pytest.mark.parametrize(("unpriced", "said"), [
    (0, " Those who came made 5 orders, 100.00 EUR and 30.00 USD in all."),
    (1, " Those who came made 6 orders. Where an amount is held, they come to 100.00 EUR and 30.00 USD."),
])  # fmt: skip
def test_money_of_several_currencies_is_not_added_up(told, unpriced, said):
    # 2 orders of 50 EUR and 3 of 10 USD, by people whom 1 brought
    paid = [(5000, "EUR")] * 2 + [(1000, "USD")] * 3 + [(None, None)] * unpriced
    orders = [
        row for n, (amount, currency) in enumerate(paid, 10) for row in bought(n, 5, amount=amount, currency=currency)
    ]
    adoptions = [{"person_id": n, "told_by": 1} for n in range(10, 10 + len(paid))]
    finding = told(orders=orders, adoptions=adoptions)[0][say("circles.aspect.champions")]

    assert said in finding.sentence
    assert finding.facts["orders"] == len(paid)
