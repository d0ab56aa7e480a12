import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from standout.network.bands import drawn
from standout.network.components import joined, longer, paired, weighed
from standout.network.graph import graph

NONE = np.empty(0)


@st.composite
def ties(draw, both=False):
    n = draw(st.integers(1, 12))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30))
    source, target = np.array(pairs, np.int64).reshape(-1, 2).T
    return (n, np.r_[source, target], np.r_[target, source]) if both else (n, source, target)


@given(ties(), st.booleans(), st.booleans())
def test_ties_are_paired_where_and_only_where_each_has_its_way_back(given_ties, both, weighted):
    n, source, target = given_ties
    if both:
        source, target = np.r_[source, target], np.r_[target, source]
    kept = {(u, v) for u, v in zip(source.tolist(), target.tolist(), strict=True) if u != v}

    pairs = paired(graph(n, source, target, None if weighted else 0.3))

    degree = np.bincount([v for _, v in kept], minlength=n)
    like = all((v, u) in kept and (not weighted or degree[u] == degree[v]) for u, v in kept)
    assert (pairs is not None) == like
    if pairs is not None:
        assert sorted(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)) == sorted(
            (u, v) for u, v in kept if u < v
        )


def test_a_way_back_with_another_chance_is_no_pair():
    one, other = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1])

    assert paired(graph(3, one, other, np.array([0.5, 0.5, 0.25, 0.25]))) is not None
    assert paired(graph(3, one, other, np.array([0.5, 0.5, 0.25, 0.2]))) is None


@given(ties(both=True), st.floats(0.05, 1), st.integers(0, 5))
def test_groups_are_the_components_of_the_live_ties(given_ties, chance, first):
    n, source, target = given_ties
    pairs = paired(graph(n, source, target, chance))
    held = np.empty(len(pairs.one), np.int32)
    expected = []
    for number in range(first, first + 4):
        live = held[: drawn(pairs, 9, number, held)]
        matrix = coo_array((np.ones(len(live)), (pairs.one[live], pairs.other[live])), shape=(n, n))
        part = connected_components(matrix, directed=False)[1]
        groups = [np.flatnonzero(part == label).tolist() for label in range(n)]
        expected.append(sorted(group for group in groups if len(group) > 1))

    found = joined(n, pairs, NONE, 9, first, first + 4)

    groups = [sorted(group.tolist()) for group in np.split(found.people, found.ends)[:-1]]
    assert sorted(groups) == sorted(group for snapshot in expected for group in snapshot)
    by_one = [joined(n, pairs, NONE, 9, number, number + 1) for number in range(first, first + 4)]
    assert np.concatenate([one.people for one in by_one]).tolist() == found.people.tolist()


def test_a_group_is_worth_what_its_people_are():
    people, ends = np.array([0, 1, 3], np.int32), np.array([2, 3])

    assert weighed(people, ends, NONE).tolist() == [2, 1]
    assert weighed(people, ends, np.array([0.5, 2, 7, 0])).tolist() == [2.5, 0]


def test_room_is_made_only_where_it_is_missing():
    held = np.arange(8)

    assert longer(held, 3, 8) is held
    assert longer(held, 3, 9)[:3].tolist() == [0, 1, 2]
    assert len(longer(held, 3, 100)) >= 100
