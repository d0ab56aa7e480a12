import numpy as np
import pytest

from network.exact import bipartite, copies, path, spread, star, tiny, tree, worlds
from standout.network.choosing import Terms
from standout.network.graph import Graph, graph
from standout.network.snapshots import able, affordable, chosen_by_snapshots, cost

MANY = 4000


def both_ways(n, pairs, random, chance=None):
    """A graph of up to so many pairs, each with a tie both ways."""
    source, target = random.integers(0, n, (2, pairs))
    kind = random.uniform(0.1, 0.8) if chance is None else chance
    return graph(n, np.r_[source, target], np.r_[target, source], float(kind))


def greedy_by_hand(g, k, values=None):
    ways = worlds(g)
    people = []
    for _ in range(k):
        left = [v for v in range(g.n) if v not in people]
        people.append(max(left, key=lambda v: spread(ways, [*people, v], values=values)))
    return spread(ways, people, values=values)


@pytest.mark.parametrize("kind", ["none", "one", "own", "both"])
@pytest.mark.parametrize("seed", range(3))
def test_on_tiny_graphs_it_spreads_as_far_as_greedy_that_knows_every_world(kind, seed):
    random = np.random.default_rng([seed, len(kind)])
    g = both_ways(8, 7, random) if kind == "both" else tiny(random, 8, 13, kind)

    found = chosen_by_snapshots(g, Terms(k=2), seed=seed, snapshots=MANY)

    reached = spread(worlds(g), found.people.tolist())
    assert reached > 0.99 * greedy_by_hand(g, 2)
    # 4,000 snapshots of a spread from 2 to 8: its standard error is below 3 / sqrt(4000) = 0.047
    assert abs(found.gains.sum() - reached) < 4.5 * 0.047


@pytest.mark.parametrize(
    ("case", "seeds"),
    [(star(9, 0.3), 1), (path(6, 0.7), 1), (tree(2, 3, 0.5), 1), (bipartite(1, 6, 0.4, 1), 1)],
    ids=["star", "path", "tree", "bipartite"],
)
def test_who_begins_adds_what_the_closed_form_says(case, seeds):
    g, expected = case

    found = chosen_by_snapshots(g, Terms(k=seeds), snapshots=MANY)

    assert found.people.tolist() == [0]
    # nobody reaches more than 15: a standard deviation is at most 7.5, a standard error 0.12; it is half that here
    assert found.gains.sum() == pytest.approx(expected, abs=4 * 0.06)


def test_copies_of_a_graph_add_up():
    one = graph(4, np.array([0, 1, 0, 2]), np.array([1, 0, 2, 0]), 0.5)  # 1 - 0 - 2, and 3 alone

    found = chosen_by_snapshots(copies(one, 3), Terms(k=3), snapshots=MANY)

    assert sorted(found.people.tolist()) == [0, 4, 8]
    # each: 1 + 0.5 + 0.5; of 3 with a variance of 0.5 each, the standard error is sqrt(1.5 / 4000) = 0.02
    assert found.gains.sum() == pytest.approx(6, abs=4 * 0.02)


@pytest.mark.parametrize("chance", [0.1, None])
def test_the_answer_is_the_same_on_one_thread_and_on_several(chance):
    random = np.random.default_rng(5)
    source, target = random.integers(0, 300, (2, 900))
    g = graph(300, np.r_[source, target], np.r_[target, source], chance)
    terms = Terms(k=12, values=random.uniform(0, 3, 300))

    found = [chosen_by_snapshots(g, terms, seed=2, threads=threads, snapshots=65) for threads in (1, 2, 3)]

    assert all(np.array_equal(one.people, found[0].people) for one in found)
    assert all(np.array_equal(one.gains, found[0].gains) for one in found)
    assert found[0].snapshots == 65


def test_the_seed_is_what_the_snapshots_hang_on():
    g = both_ways(200, 400, np.random.default_rng(1), 0.2)

    one, again, other = (chosen_by_snapshots(g, Terms(k=5), seed=seed, snapshots=32).gains for seed in (1, 1, 2))

    assert one.tolist() == again.tolist() != other.tolist()


def test_ties_that_go_both_ways_are_one_whether_told_by_pairs_or_one_by_one():
    g = both_ways(60, 120, np.random.default_rng(3), 0.2)
    nearly = np.where(np.arange(g.ties) == 0, np.float32(0.2001), np.float32(0.2))  # no longer alike both ways

    pairs = chosen_by_snapshots(g, Terms(k=5), snapshots=MANY)
    ties = chosen_by_snapshots(Graph(g.n, g.start, g.source, nearly), Terms(k=5), snapshots=MANY)

    # spreads of about 30 of 60 with a deviation below 10: a standard error of 10 / sqrt(4000) = 0.16 each
    assert pairs.gains.sum() == pytest.approx(ties.gains.sum(), abs=4.5 * 0.16 * np.sqrt(2))


def test_who_is_excluded_is_not_told_but_may_be_reached():
    g, _ = star(9, 1.0)
    out = np.arange(10) == 3

    found = chosen_by_snapshots(g, Terms(k=10, exclude=out), snapshots=8)

    assert found.people[0] == 0
    assert found.gains[0] == 10  # 3 too
    assert 3 not in found.people
    assert len(found.people) == 9


def test_people_count_for_what_they_are_worth():
    g = graph(4, np.array([0, 2]), np.array([1, 3]), 1.0)

    found = chosen_by_snapshots(g, Terms(k=1, values=np.array([1.0, 1.0, 0.0, 2.5])), snapshots=8)

    assert found.people.tolist() == [2]
    assert found.gains.tolist() == [2.5]


def test_a_budget_is_kept():
    g, _ = star(5, 1.0)
    costs = np.array([9.0, 1, 1, 1, 1, 1])

    rich = chosen_by_snapshots(g, Terms(k=None, costs=costs, budget=9.0), snapshots=8)
    poor = chosen_by_snapshots(g, Terms(k=None, costs=costs, budget=3.0), snapshots=8)

    assert rich.people.tolist() == [0]  # all six for 9; five leaves for 5 are five
    assert rich.gains.tolist() == [6]
    assert poor.people.tolist() == [1, 2, 3]


@pytest.mark.parametrize("chance", [0.0, 1.0, 1e-9])
@pytest.mark.parametrize("ends", [([0, 1], [1, 0]), ([0], [1])])
def test_chances_of_nothing_next_to_nothing_and_one_are_answered(chance, ends):
    g = graph(3, *np.array(ends), chance)

    found = chosen_by_snapshots(g, Terms(k=5), snapshots=8)

    assert sorted(found.people.tolist()) == [0, 1, 2]
    assert found.gains.tolist() == pytest.approx([2, 1, 0] if chance == 1 else [1, 1, 1])


def test_nobody_allowed_is_nobody_chosen():
    g, _ = star(3, 0.5)

    assert len(chosen_by_snapshots(g, Terms(k=2, exclude=np.ones(4, bool))).people) == 0
    assert len(chosen_by_snapshots(g, Terms(k=None, costs=np.ones(4), budget=0.5)).people) == 0


def test_with_little_memory_fewer_snapshots_are_drawn_and_never_fewer_than_eight():
    g = both_ways(400, 800, np.random.default_rng(1), 0.5)

    # each snapshot holds some 300 people: 4 bytes each twice over, 4 once, and a little for their groups: about 4 kB
    found = [chosen_by_snapshots(g, Terms(k=3), snapshots=200, memory=size).snapshots for size in (1, 3e5, 6e5, 1e8)]

    assert found[0] == 8
    assert 30 < found[1] < 120
    assert found[1] < found[2] <= found[3] == 200


@pytest.mark.parametrize(
    ("terms", "model", "expected"),
    [
        (Terms(k=3), "ic", True),
        (Terms(k=3, exclude=np.zeros(4, bool), values=np.ones(4), costs=np.ones(4), budget=2.0), "ic", True),
        (Terms(k=3), "lt", False),
        (Terms(k=3, hops=2), "ic", False),
        (Terms(k=3, rivals=np.array([1])), "ic", False),
        (Terms(k=3, groups=np.zeros(4, np.int32), floors={0: 1}), "ic", False),
    ],
)
def test_it_says_what_it_can_answer(terms, model, expected):
    assert able(star(3, 0.5)[0], terms, model) is expected


def test_what_it_can_t_answer_is_refused():
    with pytest.raises(ValueError, match="hops=2"):
        chosen_by_snapshots(star(3, 0.5)[0], Terms(k=3, hops=2))


def test_ties_one_way_and_larger_chances_cost_more():
    both = both_ways(50, 100, np.random.default_rng(1), 0.1)
    larger = Graph(both.n, both.start, both.source, 0.2)
    own = both.chances().copy()
    own[0] = 0.11

    assert cost(both) < cost(larger)
    assert cost(both, 64) < cost(both, 256)
    assert cost(both) < 0.7 * cost(Graph(both.n, both.start, both.source, own))
    wc = graph(50, np.array([0, 0, 1]), np.array([1, 2, 2]))  # live: one into 1, one into 2
    assert (
        cost(wc)
        == cost(Graph(50, wc.start, wc.source, wc.chances()))
        > cost(graph(50, np.array([0]), np.array([1]), 1.0))
    )


def test_as_many_snapshots_as_time_pays_for_within_bounds():
    g = both_ways(500, 2000, np.random.default_rng(1), 0.2)

    assert affordable(g, cost(g, 100) + 1) == 100
    assert affordable(g, 0) == 64
    assert affordable(g, 1e12) == 256
    assert affordable(graph(3, np.array([0]), np.array([1]), 0.0), 1e6) == 256
