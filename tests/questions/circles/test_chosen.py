"""Chosen: the strongest first, and places for every kind of people that know us."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquaintances import bought, days_ago, named
from standout.questions.circles.chosen import highest_averages

PEOPLE = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), min_size=1, max_size=30)


def seated(people, seats):
    points, groups = (np.array(column, np.int64) for column in zip(*people, strict=True))
    ranked = np.lexsort((np.arange(len(people)), -points))
    return points, groups, highest_averages(points, groups, ranked, seats).tolist()


@given(PEOPLE, st.integers(1, 12))
def test_all_seats_are_given_while_there_are_people_and_nobody_sits_twice(people, seats):
    _, _, found = seated(people, seats)

    assert len(found) == len(set(found)) == min(seats, len(people))


@given(PEOPLE, st.integers(1, 12))
def test_in_a_group_nobody_is_passed_over_for_somebody_weaker(people, seats):
    points, groups, found = seated(people, seats)

    for group in set(groups.tolist()):
        inside = [points[place] for place in found if groups[place] == group]
        outside = [points[place] for place in np.flatnonzero(groups == group) if place not in found]
        assert inside == sorted(inside, reverse=True)
        assert not outside or not inside or min(inside) >= max(outside)


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(2, 12))
def test_where_all_of_a_group_are_alike_seats_go_by_the_method_of_dhondt(worth, seats):
    people = [(points, group) for group, points in enumerate(worth) for _ in range(seats)]
    _, groups, found = seated(people, seats)
    got = Counter(groups[found].tolist())

    # no seat could go to another group at a higher average than the one it was given at
    last = min(worth[group] / got[group] for group in got)
    assert all(points / (got[group] + 1) <= last + 1e-12 for group, points in enumerate(worth))


def test_no_kind_of_people_takes_every_place(told):
    tellers = [{"person_id": 500 + n, "told_by": n} for n in range(1, 21)]  # twenty who brought somebody: marks 5
    findings, people = told(
        adoptions=tellers,
        people=[{"person_id": n, "evidence": "linkedin"} for n in range(21, 41)],  # twenty contacts: marks 1
        orders=[row for n in range(41, 61) for row in bought(n, 9, 8)],  # twenty who came back: marks 2
        contacts=named(*range(1, 61)),
    )

    # 5, 5/2, 2, 5/3, 5/4, 1, 1, 1, 5/6, 5/7 ... : of twelve places the tellers get 8, customers 3, contacts 1
    chosen = Counter(row["known_by"] for row in people.values() if row["place"])
    assert chosen == {"teller": 8, "customer": 3, "contact": 1}
    assert findings["whom to tell first"].facts["by_teller"] == 8


def test_of_equals_who_was_asked_less_comes_first_then_who_bought_last(told):
    _, people = told(
        orders=bought(1, 90, 80) + bought(2, 90, 80) + bought(3, 90, 70),
        contacts=named(1, 2, 3),
        asks=[{"person_id": 3, "asked_at": days_ago(200)}, {"person_id": 1, "asked_at": days_ago(300)}],
    )

    assert [people[n]["place"] for n in (2, 3, 1)] == [1, 2, 3]


@pytest.mark.parametrize(("first", "chosen"), [(1, 1), (2, 2), (50, 3)])
def test_no_more_are_chosen_than_the_owner_says(told, first, chosen):
    _, people = told(
        orders=bought(1, 1) + bought(2, 1) + bought(3, 1), contacts=named(1, 2, 3), settings={"first": first}
    )

    assert sum(row["place"] is not None for row in people.values()) == chosen
