import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from standout.network.bands import drawn
from standout.network.condensed import condensed, one_way
from standout.network.graph import graph

NONE = np.empty(0)


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40))
    source, target = np.array(pairs, np.int64).reshape(-1, 2).T
    return graph(n, source, target, draw(st.sampled_from([None, 0.1, 0.4, 0.8, 1.0])))


def reached(n, one, other):
    """Who hears from whom, shape (n, n), by closing the ties one person after another."""
    closed = np.eye(n, dtype=bool)
    closed[one, other] = True
    for by in range(n):
        closed |= np.outer(closed[:, by], closed[by])
    return closed


@given(graphs(), st.integers(0, 5))
def test_groups_hear_from_each_other_and_reach_what_the_live_ties_reach(g, first):
    ties = one_way(g)
    values = np.arange(1.0, g.n + 1)
    held = np.empty(len(ties.one), np.int32)

    found = condensed(g.n, ties, values, 4, first, first + 3)

    groups = np.split(found.people, found.ends)[:-1]
    at = 0
    for number in range(first, first + 3):
        live = held[: drawn(ties, 4, number, held)]
        one, other = ties.one[live], ties.other[live]
        closed = reached(g.n, one, other)
        label = connected_components(
            coo_array((np.ones(len(live)), (one, other)), shape=(g.n, g.n)), connection="strong"
        )[1]
        left = set(one.tolist()) | set(other.tolist())
        begun = at
        while left:
            group = groups[at].tolist()
            assert sorted(group) == np.flatnonzero(label == label[group[0]]).tolist()
            assert found.weight[at] == values[group].sum()
            assert found.reach[at] == values[closed[group[0]]].sum()
            told = found.heard[found.onward[at] : found.onward[at + 1]]
            assert len(set(told.tolist())) == len(told)
            assert all(begun <= g < at for g in told)  # those a group tells come before it
            left -= set(group)
            at += 1
    assert at == len(groups)


def test_a_long_line_needs_no_recursion():
    n = 20_000
    line = graph(n, np.arange(n - 1), np.arange(1, n), 1.0)

    found = condensed(n, one_way(line), NONE, 1, 0, 1)

    assert found.reach.tolist() == list(range(1, n + 1))


def test_what_many_lead_to_is_counted_once_for_all_of_them():
    # 0 and 1 tell each other; 2 tells them and 3; 4 tells 2 and 1.  From 2: 2, 3, 0, 1.  From 4: these and 4
    g = graph(5, np.array([0, 1, 2, 2, 4, 4]), np.array([1, 0, 0, 3, 2, 1]), 1.0)

    found = condensed(5, one_way(g), NONE, 1, 0, 1)

    groups = [tuple(sorted(group.tolist())) for group in np.split(found.people, found.ends)[:-1]]
    reach = dict(zip(groups, found.reach.tolist(), strict=True))
    assert reach == {(0, 1): 2, (3,): 1, (2,): 4, (4,): 5}
