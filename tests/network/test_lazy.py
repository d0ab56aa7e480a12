import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.network.components import Parts
from standout.network.condensed import condensed, one_way
from standout.network.graph import graph
from standout.network.lazy import Wanted, filed, greedy

NONE = np.empty(0)
SNAPSHOTS = 6


def wanted(n, k, **more):
    held = {"allowed": np.ones(n, bool), "values": np.ones(n), "costs": np.zeros(n), "budget": 0.0} | more
    return Wanted(k, **held)


@st.composite
def filings(draw):
    """Some snapshots of a small graph, and who reaches whom in each, worked out otherwise."""
    n = draw(st.integers(2, 9))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), min_size=1, max_size=24))
    source, target = np.array(pairs).T
    values = np.array(draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)), float)
    ties = one_way(graph(n, source, target, 0.5))
    cut = draw(st.integers(0, SNAPSHOTS))
    parts = [condensed(n, ties, values, 8, 0, cut), condensed(n, ties, values, 8, cut, SNAPSHOTS)]
    reach = np.zeros((SNAPSHOTS, n, n), bool)
    for number in range(SNAPSHOTS):
        one = condensed(n, ties, values, 8, number, number + 1)
        groups = np.split(one.people, one.ends)[:-1]
        heard = [set(group.tolist()) for group in groups]
        for at in range(len(groups)):  # those a group tells come before it
            for told in one.heard[one.onward[at] : one.onward[at + 1]]:
                heard[at] |= heard[told]
            for v in groups[at]:
                reach[number, v, list(heard[at])] = True
    reach |= np.eye(n, dtype=bool)
    return filed(n, SNAPSHOTS, parts), reach, values


def plain(reach, values, k, allowed, payable=lambda v, chosen: True, per=1.0):
    """Greedy, everybody counted anew for each choice."""
    people, gains = [], []
    covered = np.zeros(reach.shape[::2], bool)
    while len(people) < k:
        adds = ((reach & ~covered[:, None]) @ values).sum(0)
        left = [v for v in range(len(values)) if allowed[v] and v not in people and payable(v, people)]
        if not left:
            break
        rate = adds / per
        best = min(left, key=lambda v: (-rate[v], v))
        people.append(best)
        gains.append(adds[best] / len(reach))
        covered |= reach[:, best]
    return people, gains


@given(filings(), st.integers(1, 10), st.sets(st.integers(0, 8), max_size=3))
def test_lazy_greedy_chooses_as_plain_greedy_does(made, k, out):
    held, reach, values = made
    allowed = ~np.isin(np.arange(len(values)), list(out))

    found = greedy(held, wanted(len(values), k, allowed=allowed, values=values))

    people, gains = plain(reach, values, k, allowed)
    assert found.people.tolist() == people
    assert found.gains.tolist() == pytest.approx(gains)


@given(filings(), st.lists(st.integers(1, 6), min_size=9, max_size=9), st.integers(0, 14))
def test_within_a_budget_it_gives_the_better_of_two_orders(made, prices, budget):
    held, reach, values = made
    n = len(values)
    costs = np.array(prices[:n], float)

    found = greedy(held, wanted(n, n, values=values, costs=costs, budget=float(budget)), ratio=True)

    def payable(v, chosen):
        return costs[[*chosen, v]].sum() <= budget

    ways = [plain(reach, values, n, np.ones(n), payable)[1], plain(reach, values, n, np.ones(n), payable, costs)[1]]
    assert found.gains.sum() == pytest.approx(max(sum(way) for way in ways))
    assert costs[found.people].sum() <= budget


def test_everybody_is_counted_anew_at_once_where_many_would_be_one_by_one():
    # one snapshot: a group of 2,000 that everybody is in, but for 1,000 in groups of two
    n = 3000
    people = np.arange(n, dtype=np.int32)
    ends = np.concatenate([[2000], np.arange(2002, n + 1, 2)])
    weight = np.diff(ends, prepend=0).astype(float)
    part = Parts(people, ends, weight, weight, np.empty(0, np.int64), np.empty(0, np.int32))

    found = greedy(filed(n, 1, [part]), wanted(n, 4))

    assert found.people.tolist() == [0, 2000, 2002, 2004]
    assert found.gains.tolist() == [2000, 2, 2, 2]


def test_runs_of_snapshots_are_filed_as_one():
    g = graph(40, *np.random.default_rng(1).integers(0, 40, (2, 120)), 0.3)
    ties = one_way(g)

    whole = filed(40, 9, [condensed(40, ties, NONE, 2, 0, 9)])
    parts = filed(40, 9, [condensed(40, ties, NONE, 2, *run) for run in ((0, 2), (2, 2), (2, 7), (7, 9))])

    assert all(np.array_equal(one, other) for one, other in zip(whole, parts, strict=True))
