"""The oracle itself: closed forms, and what it says of them."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from network import exact
from standout.network.graph import graph


@pytest.mark.parametrize(
    ("made", "seeds"),
    [
        (exact.star(5, 0.3), [0]),
        (exact.path(6, 0.4), [0]),
        (exact.bipartite(3, 4, 0.25, 2), [0, 1]),
        (exact.tree(2, 2, 0.5), [0]),
        (exact.tree(3, 1, 1.0), [0]),
        (exact.star(4, 0.0), [0]),
    ],
)
def test_spread_is_what_the_closed_form_says(made, seeds):
    g, expected = made
    assert exact.spread(exact.worlds(g), seeds) == pytest.approx(expected)


def test_copies_add_up():
    g, one = exact.path(4, 0.5)
    assert exact.spread(exact.worlds(exact.copies(g, 3)), [0, 4, 8]) == pytest.approx(3 * one)


@pytest.mark.parametrize(("model", "kind"), [("ic", "own"), ("ic", "none"), ("ic", "one"), ("lt", "weights")])
def test_the_chances_of_all_worlds_add_up_to_one(model, kind):
    ways = exact.worlds(exact.tiny(np.random.default_rng(1), 6, 9, kind), model)
    assert ways.chance.sum() == pytest.approx(1)
    assert (ways.chance > 0).all()


def test_weights_of_one_over_the_in_degree_leave_nobody_without_a_teller():
    ways = exact.worlds(graph(3, np.array([0, 1, 0]), np.array([1, 2, 2])), "lt")
    assert ways.live.sum(axis=1).tolist() == [2, 2]  # 1 hears 0 for sure; 2 hears 0 or 1
    assert exact.spread(ways, [1]) == pytest.approx(1.5)


def test_a_tie_of_the_threshold_model_is_live_as_often_as_its_weight():
    g = exact.tiny(np.random.default_rng(4), 6, 10, "weights")
    ways = exact.worlds(g, "lt")
    np.testing.assert_allclose(ways.chance @ ways.live, g.chances(), rtol=1e-6)


def test_a_deadline_stops_word_on_its_way():
    g, _ = exact.path(5, 0.5)
    ways = exact.worlds(g)
    # 1, 1 + 1/2, 1 + 1/2 + 1/4
    assert [exact.spread(ways, [0], hops=h) for h in (0, 1, 2)] == pytest.approx([1.0, 1.5, 1.75])


def test_a_rival_has_who_is_as_near_to_them():
    both = exact.worlds(graph(3, np.array([0, 2]), np.array([1, 1]), 1.0))  # 0 -> 1 <- 2
    assert exact.spread(both, [0], rivals=[2]) == 1.0
    farther = exact.worlds(graph(4, np.array([0, 2, 3]), np.array([1, 3, 1]), 1.0))  # 0 -> 1 <- 3 <- 2
    assert exact.spread(farther, [0], rivals=[2]) == 2.0
    assert exact.spread(farther, [2], rivals=[2]) == 0.0


def test_values_count_in_place_of_heads():
    g, _ = exact.star(2, 0.5)
    assert exact.spread(exact.worlds(g), [0], values=np.array([1.0, 10.0, 100.0])) == pytest.approx(1 + 5 + 50)


def test_choices_keep_to_their_limits():
    costs = np.array([1.0, 2.0, 3.0, 0.5])
    groups = np.array([0, 0, 1, 1])
    kept = set(
        exact.choices(
            4,
            2,
            costs=costs,
            budget=3.5,
            exclude=np.array([False, True, False, False]),
            groups=groups,
            floors={1: 1},
        )
    )
    assert kept == {(2,), (3,), (0, 3), (2, 3)}  # (0, 2) costs 4


def test_the_best_of_a_star_is_its_middle():
    g, spread = exact.star(4, 0.5)
    assert exact.best(exact.worlds(g), 1) == (pytest.approx(spread), (0,))
    assert exact.best(exact.worlds(g), 1, floors={0: 1}, groups=np.ones(5)) == (-np.inf, ())


def test_who_reaches_whom_is_what_scipy_reaches():
    random = np.random.default_rng(7)
    for _ in range(20):
        g = exact.tiny(random, 7, 12, "one")
        sure = graph(7, g.source, np.repeat(np.arange(7), np.diff(g.start)), 1.0)
        telling = exact.worlds(sure).telling
        ties = csr_array((np.ones(sure.ties), (g.source, np.repeat(np.arange(7), np.diff(g.start)))), shape=(7, 7))
        for u in range(7):
            assert set(np.flatnonzero(telling[u])) == set(breadth_first_order(ties, u)[0].tolist())
        mutual = (telling > 0) & (telling.T > 0)
        assert len(np.unique(mutual, axis=0)) == connected_components(ties, connection="strong")[0]


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_one_more_person_never_reaches_fewer_and_adds_less_to_more(model):
    random = np.random.default_rng(11)
    for _ in range(5):
        ways = exact.worlds(exact.tiny(random, 6, 10, "weights"), model)
        for _ in range(30):
            few = set(random.choice(6, 2).tolist())
            many = few | set(random.choice(6, 2).tolist())
            more = int(random.integers(6))
            by_few = exact.spread(ways, few | {more}) - exact.spread(ways, few)
            by_many = exact.spread(ways, many | {more}) - exact.spread(ways, many)
            assert by_few >= by_many - 1e-12
            assert by_many >= -1e-12
