"""Report: by hand, and against what the words mean: take each person out and look who still hangs together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.network.report import reciprocity, report

PEOPLE = 12
TIES = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), max_size=30)


def friends(ties, without=None):
    """Give everybody's friends, one person left out."""
    held = {}
    for a, b in ties:
        if a != b and without not in (a, b):
            held.setdefault(a, set()).add(b)
            held.setdefault(b, set()).add(a)
    return held


def parts(people, held):
    """Give the parts in which these people hang together."""
    left, found = set(people), []
    while left:
        part, edge = set(), {left.pop()}
        while edge:
            part |= edge
            edge = set().union(*(held.get(one, set()) for one in edge)) - part
        left -= part
        found.append(part)
    return found


def ends(ties):
    both = np.array(ties, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def test_two_circles_of_friends_with_one_person_in_both_hang_on_that_person():
    # 0, 1, 2 know each other; so do 2, 3, 4, 5.  Without 2 the parts are {0, 1} and {3, 4, 5}: two left aside
    ties = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 2), (7, 7), (1, 0)]
    found = report(8, *ends(ties))

    assert found.cut_off.tolist() == [0, 0, 2, 0, 0, 0, 0, 0]
    assert (found.people, found.pairs, found.groups, found.largest) == (6, 7, 1, 6)
    assert found.density == pytest.approx(7 / 15)  # of 6 x 5 / 2 pairs


@given(TIES)
def test_who_is_a_bridge_is_seen_by_taking_each_out(ties):
    found, held = report(PEOPLE, *ends(ties)), friends(ties)

    assert found.people == len(held)
    assert found.groups == len(parts(held, held))
    assert found.largest == max(map(len, parts(held, held)), default=0)
    for person in range(PEOPLE):
        here = next((part for part in parts(held, held) if person in part), {person})
        left = [len(part) for part in parts(here - {person}, friends(ties, person))]
        assert found.cut_off[person] == sum(left) - max(left, default=0)


@given(TIES)
def test_density_is_the_share_of_pairs_that_are_tied_and_reciprocity_of_ties_that_go_back(ties):
    pairs = {frozenset(tie) for tie in ties if tie[0] != tie[1]}
    single = {tie for tie in ties if tie[0] != tie[1]}
    people = len(set().union(*pairs)) if pairs else 0
    found = report(PEOPLE, *ends(ties))

    assert found.pairs == len(pairs)
    assert found.density == (pytest.approx(len(pairs) / (people * (people - 1) / 2)) if pairs else 0)
    back = 2 * (len(single) - len(pairs))  # a pair held both ways is two ties, and both go back
    assert reciprocity(*ends(ties)) == (pytest.approx(back / len(single)) if single else None)


def test_nobody_tied_is_no_network():
    found = report(3, *ends([]))

    assert (found.people, found.pairs, found.density, found.groups, found.largest) == (0, 0, 0.0, 0, 0)
    assert reciprocity([], []) is None
    assert report(0, *ends([])).cut_off.tolist() == []


def test_a_chain_of_many_people_is_no_trouble():
    found = report(5001, np.arange(5000), np.arange(1, 5001))

    assert found.cut_off.max() == 2500
    assert found.cut_off[[0, 5000]].tolist() == [0, 0]
