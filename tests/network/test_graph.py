"""A graph holds every tie once by who is told, whatever order, kind, block or thread it came in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from standout.network import packing
from standout.network.graph import FEW, circles, forward, graph, streamed
from standout.network.packing import NONE, blocks, packed, sorted_few

PEOPLE = 12
PAIRS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), max_size=60)


def ends(pairs):
    held = np.array(pairs, np.int64).reshape(-1, 2)
    return held[:, 0], held[:, 1]


def pairs_of(g):
    return [(int(u), v) for v in range(g.n) for u in g.source[g.start[v] : g.start[v + 1]]]


def many(n=30_000, ties=100_000, seed=1):
    """Give random ties with a hub whom thousands may tell, some of them twice."""
    rng = np.random.default_rng(seed)
    u, v = rng.integers(0, n, (2, ties))
    v[:5_000] = 7
    return n, np.append(u, u[:300]), np.append(v, v[:300])


def test_ties_to_oneself_are_dropped_and_a_pair_named_twice_is_one():
    g = graph(3, np.array([0, 0, 1, 2, 2]), np.array([1, 1, 1, 1, 0]))

    assert pairs_of(g) == [(2, 0), (0, 1), (2, 1)]
    assert g.ties == 3
    assert g.indegree().tolist() == [1, 2, 0]
    assert g.chances().tolist() == [1.0, 0.5, 0.5]


def test_chances_of_a_pair_named_twice_are_joined():
    g = graph(2, np.array([0, 0, 0]), np.array([1, 1, 1]), np.array([0.5, 0.2, 0.1]))

    assert g.chances().tolist() == pytest.approx([1 - 0.5 * 0.8 * 0.9])


def test_one_chance_is_everybodys():
    g = graph(3, np.array([0, 1]), np.array([1, 2]), 0.25)

    assert (g.chance, g.chances().tolist()) == (0.25, [0.25, 0.25])
    assert forward(g).chance == 0.25


@given(PAIRS)
def test_it_holds_each_tie_once(pairs):
    g = graph(PEOPLE, *ends(pairs))

    assert sorted(pairs_of(g)) == sorted({(u, v) for u, v in pairs if u != v})
    assert all(np.all(np.diff(g.source[g.start[v] : g.start[v + 1]]) > 0) for v in range(PEOPLE))


@given(PAIRS, st.integers(1, 3), st.booleans())
def test_counting_gives_what_sorting_gives(pairs, threads, own):
    source, target = ends(pairs)
    chance = np.random.default_rng(0).random(len(pairs), np.float32) if own else None
    counted = packed(PEOPLE, blocks(source, target, chance, threads), own=own)
    by_sorting = sorted_few(PEOPLE, source, target, chance if own else NONE)

    for one, other in zip(counted, by_sorting, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_allclose(one, other, atol=1e-6)


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint16])
def test_order_kind_and_threads_change_nothing(kind):
    n, u, v = many()
    assert len(u) > FEW  # so that kernels count it
    chance = np.random.default_rng(2).random(len(u))
    turned = np.random.default_rng(3).permutation(len(u))

    one = graph(n, u, v, chance)
    other = graph(n, u[turned].astype(kind), v[turned].astype(kind), chance[turned], threads=1)

    assert np.array_equal(one.start, other.start)
    assert np.array_equal(one.source, other.source)
    assert np.array_equal(one.chance, other.chance)
    assert one.ties < len(u)


def test_ties_in_blocks_are_those_in_arrays():
    n, u, v = many()
    cuts = np.array_split(np.arange(len(u)), 7)

    def run(some):
        return lambda: ((u[cut].astype(np.int32), v[cut].astype(np.int32), NONE) for cut in some)

    g = streamed(n, [run(cuts[:3]), run(cuts[3:])], 0.5)

    assert np.array_equal(g.source, graph(n, u, v).source)
    assert g.chance == 0.5


def test_so_many_ties_that_places_need_more_bits_are_dealt_alike():
    free = np.array([[1, 0, 2], [0, 1, 1]], np.int64)
    start = np.empty(4, np.int64)
    packing.place(start, free)

    assert start.tolist() == [0, 1, 2, 5]
    assert free.tolist() == [[0, 1, 2], [1, 1, 4]]


def test_a_long_list_is_sorted_with_its_chances():
    rng = np.random.default_rng(4)
    held, chance = rng.integers(0, 500, 3_000).astype(np.int32), rng.random(3_000, np.float32)
    order = np.lexsort((chance, held))
    expected = held[order], chance[order]
    packing.arrange(held, chance, 0, len(held))

    assert np.array_equal(held, expected[0])
    assert np.array_equal(chance, expected[1])


@given(PAIRS)
def test_the_way_out_holds_the_same_ties(pairs):
    g = graph(PEOPLE, *ends(pairs))
    out = forward(g)
    told = [(u, int(v)) for u in range(g.n) for v in out.target[out.start[u] : out.start[u + 1]]]

    assert sorted(told) == sorted(pairs_of(g))
    chance = dict(zip(pairs_of(g), g.chances().tolist(), strict=True))
    assert [chance[tie] for tie in told] == out.chance.tolist()


def test_the_way_out_of_many_ties_is_that_of_few(monkeypatch):
    n, u, v = many()
    g = graph(n, u, v, np.random.default_rng(5).random(len(u)))
    counted = forward(g)
    monkeypatch.setattr("standout.network.graph.FEW", 10**9)
    by_sorting = forward(g)

    for name in ("start", "target", "chance"):
        assert np.array_equal(getattr(counted, name), getattr(by_sorting, name))


@given(PAIRS, st.sets(st.integers(0, PEOPLE - 1), min_size=1), st.integers(1, 3))
def test_circles_are_the_steps_scipy_counts(pairs, own, hops):
    g = graph(PEOPLE, *ends(pairs))
    outward = csr_array((np.ones(len(pairs)), ends(pairs)), shape=(PEOPLE, PEOPLE))
    steps = dijkstra(outward, indices=sorted(own), min_only=True, unweighted=True)
    expected = np.minimum(steps, hops + 1).tolist()

    assert circles(g, np.array(sorted(own)), hops).tolist() == expected
    assert circles(forward(g), np.array(sorted(own)), hops).tolist() == expected


def test_circles_of_many_are_the_same_from_either_side():
    n, u, v = many()
    g = graph(n, u, v)
    own = np.arange(20)

    assert np.array_equal(circles(g, own, 3), circles(forward(g), own, 3))
    assert set(circles(g, own, 3)) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("pairs", "chance", "expected"),
    [
        ([(0, 1), (1, 0)], None, True),
        ([(0, 1)], None, False),
        ([(0, 1), (1, 0), (1, 2), (2, 1)], 0.5, True),
        ([(0, 1), (1, 0), (1, 2), (2, 1)], None, False),  # 1 / in-degree: 1 into 0, 1/2 into 1
        ([(0, 1), (1, 0)], [0.5, 0.5], True),
        ([(0, 1), (1, 0)], [0.5, 0.4], False),
        ([], 0.5, True),
    ],
)
def test_ties_go_both_ways_where_each_has_its_way_back_with_the_same_chance(pairs, chance, expected):
    g = graph(3, *ends(pairs), np.array(chance) if isinstance(chance, list) else chance)

    assert g.symmetric is expected


def test_nobody_and_nothing_is_a_graph_too():
    none = np.empty(0, np.int64)

    assert graph(3, none, none).ties == 0
    assert graph(3, none, none, none.astype(np.float32)).chances().tolist() == []
    assert forward(graph(3, none, none)).start.tolist() == [0, 0, 0, 0]
    assert circles(graph(2, none, none), np.array([1])).tolist() == [3, 0]
