"""Sets are what live ties make them: right as often as their chances say, cut where they are to be cut."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy import stats

from network import exact
from standout.network.graph import graph
from standout.network.incoming import SORTED, TOSSED, Incoming, _likeliest_first, incoming
from standout.network.reverse import BARRED, ENDLESS, RIVAL, Cut, roots
from standout.network.sampling import Sampler, key

SETS = 60_000


def sampler(g, model="ic", *, ties=None, hops=ENDLESS, standing=None, values=None, threads=1):
    rivals = standing is not None and bool((standing & RIVAL).any())
    return Sampler(
        incoming(g, model) if ties is None else ties, roots(g.n, values), Cut(hops, rivals), standing, threads,
        ThreadPoolExecutor(max(1, threads - 1)),
    )  # fmt: skip


def shares(drawn):
    """Give how often each person is in a set, out of as many sets of each root."""
    return drawn.in_turn().more(drawn.empty(), drawn.n * (SETS // drawn.n), key(1, 1)).count / (SETS // drawn.n)


def by_hand(g, model="ic"):
    return exact.worlds(g, model).telling.sum(axis=1)


def agrees(seen, true, sets):
    """Every share within 4.5 standard errors: a wrong one in 150,000."""
    error = np.sqrt(np.maximum(true, 1e-9) * len(seen) / sets) + 1e-9
    return bool((np.abs(seen - true) < 4.5 * error + 1e-9).all())


RING = (6, np.array([0, 1, 2, 3, 4, 5, 0, 2, 4, 1]), np.array([1, 2, 3, 4, 5, 0, 3, 5, 1, 4]))
OWN = np.array([0.9, 0.1, 0.5, 0.3, 1.0, 0.0, 0.2, 0.6, 0.4, 0.7], np.float32)


@pytest.mark.parametrize("chance", [None, 0.3, 0.0, 1.0, OWN], ids=["one over", "one", "never", "always", "own"])
def test_a_person_is_in_sets_as_often_as_word_would_go_from_them(chance):
    g = graph(*RING, chance)
    assert agrees(shares(sampler(g)), by_hand(g), SETS // g.n)


@pytest.mark.parametrize("chance", [None, 0.3, OWN / 3], ids=["one over", "one", "own"])
def test_under_linear_threshold_too(chance):
    g = graph(*RING, chance)
    assert agrees(shares(sampler(g, "lt")), by_hand(g, "lt"), SETS // g.n)


def test_ties_taken_likeliest_first_are_live_as_often():
    g = graph(*RING, OWN)
    plain = incoming(g)
    source, chance = _likeliest_first(g.start, g.source, g.chance)
    ties = Incoming(SORTED, 0.0, g.start, source, chance, plain.table, plain.longest)
    assert plain.way == TOSSED
    assert agrees(shares(sampler(g, ties=ties)), by_hand(g), SETS // g.n)


@pytest.mark.parametrize("chance", [None, 0.004, 0.02, 0.9], ids=["one over", "few", "many", "most"])
def test_of_a_star_as_many_ties_are_live_as_a_binomial_says(chance):
    leaves = 1500 if chance is None else 300  # above 1024 gaps are drawn, with 0.02 x 300 = 6 expected too
    g = graph(leaves + 1, np.arange(1, leaves + 1), np.zeros(leaves, int), chance)
    drawn = sampler(g)
    only = drawn.in_turn().more(drawn.empty(), (leaves + 1) * 20, key(3, 3))
    sizes = Counter((np.diff(only.offsets) - 1).tolist())
    p = 1 / leaves if chance is None else chance
    seen = [sizes.get(j, 0) for j in range(leaves + 1)]
    seen[0] = 20 - sum(seen[1:])
    assert seen[0] >= 0
    mean = sum(j * count for j, count in enumerate(seen)) / 20
    assert abs(mean - leaves * p) < 4.5 * np.sqrt(leaves * p * (1 - p) / 20) + 1e-9
    places = np.bincount(only.flat, minlength=leaves + 1)[1:]  # any leaf is as likely as any other
    if places.sum() > 5 * 10:
        tenths = places.reshape(10, -1).sum(axis=1)
        assert stats.chisquare(tenths).pvalue > 1e-5


def test_a_set_ends_after_so_many_steps():
    path = graph(5, np.arange(4), np.arange(1, 5), 1.0)
    found = sampler(path, hops=2).in_turn()
    sample = found.more(found.empty(), 5, key(0))
    rows = np.split(sample.flat, sample.offsets[1:-1])
    assert [row.tolist() for row in rows] == [[1, 0], [2, 1, 0], [3, 2, 1], [4, 3, 2]]
    assert sample.alone().tolist() == [1, 0, 0, 0, 0]  # the root 0, whom nobody tells


def test_nobody_at_least_as_far_as_a_rival_is_in_a_set():
    # 0 -> 1 -> 3 <- 2 <- 4: of root 3, 1 and 2 are a step away, and 2 is a rival
    g = graph(5, np.array([0, 1, 2, 4]), np.array([1, 3, 3, 2]), 1.0)
    standing = np.array([0, 0, RIVAL | BARRED, 0, 0], np.uint8)
    found = sampler(g, standing=standing).in_turn()
    sample = found.more(found.empty(), 5, key(0))
    assert sample.flat.tolist() == [1, 0]
    assert sample.alone().tolist() == [1, 0, 0, 1, 1]  # of root 2, the rival's own, nobody


def test_who_may_not_be_told_is_walked_through_but_not_kept():
    path = graph(3, np.arange(2), np.arange(1, 3), 1.0)
    found = sampler(path, standing=np.array([0, BARRED, 0], np.uint8)).in_turn()
    sample = found.more(found.empty(), 3, key(0))
    assert sample.flat.tolist() == [2, 0]
    assert sample.count.tolist() == [3, 0, 1]


def test_roots_are_drawn_by_what_reaching_them_is_worth():
    values = np.array([0.0, 1.0, 2.5, 0.5, 6.0])
    found = sampler(graph(5, np.zeros(0, int), np.zeros(0, int), 0.5), values=values)
    count = found.more(found.empty(), 50_000, key(2)).count
    assert count[0] == 0
    assert stats.chisquare(count[1:], 50_000 * values[1:] / values.sum()).pvalue > 1e-4


def test_one_thread_and_two_draw_the_same_sets():
    random = np.random.default_rng(5)
    g = graph(3000, random.integers(0, 3000, 12_000), random.integers(0, 3000, 12_000), None)
    one, two = (sampler(g, threads=threads) for threads in (1, 2))
    first, second = (it.more(it.more(it.empty(), 100, key(7)), 20_000, key(7), each=9.0) for it in (one, two))
    for part in ("flat", "offsets", "count"):
        assert np.array_equal(getattr(first, part), getattr(second, part)), part
    people = np.arange(40)
    assert one.hits(people, 0, 20_000, key(8), 9.0) == two.hits(people, 0, 20_000, key(8), 9.0)


def test_asking_who_is_met_counts_what_storing_the_sets_would():
    random = np.random.default_rng(6)
    g = graph(400, random.integers(0, 400, 1500), random.integers(0, 400, 1500), 0.2)
    found, people = sampler(g), np.array([3, 50, 99])
    seen = found.hits(people, 0, 5000, key(9))
    whole = found.more(found.empty(), 5000, key(9))
    cut = found.more(found.empty(), 5000, key(9), stop=people)
    held = np.isin(whole.flat, people)
    met = np.logical_or.reduceat(held, whole.offsets[:-1]).sum() + whole.alone()[people].sum()
    assert cut.met == met
    assert cut.met == seen.met + (5000 - seen.tried)  # those with a root chosen aren't asked of
    adds, only = found.credited(people, 5000, key(9))
    assert int(adds.sum()) == met
    assert int(adds[0]) == whole.count[3]
    assert (only <= whole.count[people]).all()


def test_weights_of_more_than_one_name_the_person():
    with pytest.raises(ValueError, match=r"\(2, 1\.5"):
        incoming(graph(3, np.array([0, 1]), np.array([2, 2]), np.array([0.75, 0.75], np.float32)), "lt")
