"""The plain way draws the sets that are to be drawn, and its sums are those of compiled code."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from network import exact
from network.sets import drawn
from standout.network import coverage, descent, merging
from standout.network.choosing import Terms, chosen
from standout.network.graph import graph
from standout.network.plainly import greedy, moved, plain, small, swept
from standout.network.reverse import ASK, CREDIT, ENDLESS, KEEP, RIVAL, STOP, Cut, roots
from standout.network.sampling import Sampler, key

SETS = 40_000


def near(seen, expected, sets=SETS):
    """Whether shares of so many sets are those expected, 5 standard errors and a set allowed."""
    expected = np.asarray(expected)
    off = np.abs(np.asarray(seen) / sets - expected)
    return bool((off <= 5 * np.sqrt(expected * (1 - expected) / sets) + 1 / sets).all())


def sampler(g, model="ic", *, cut=None, marks=None, values=None, in_turn=False):
    standing = np.zeros(g.n, np.uint8) if marks is None else marks
    pool = ThreadPoolExecutor(1)
    shared = roots(g.n, values, in_turn=in_turn)
    return Sampler(plain(g, model), shared, cut or Cut(ENDLESS, False), standing, 1, pool)


@pytest.mark.parametrize(
    ("kind", "model"), [("one", "ic"), ("own", "ic"), ("none", "ic"), ("none", "lt"), ("weights", "lt")]
)
def test_everybody_is_in_as_many_sets_as_they_reach_people(kind, model):
    random = np.random.default_rng(4)
    for _ in range(4):
        g = exact.tiny(random, n=7, m=9, kind=kind)
        ways = exact.worlds(g, model)

        sample = (s := sampler(g, model)).more(s.empty(), SETS, key(1, 1))

        assert near(sample.count, ways.telling.mean(axis=1))


def test_a_deadline_and_rivals_cut_sets_where_word_would_come_too_late():
    random, rivals = np.random.default_rng(5), [2, 4]
    marks = np.zeros(7, np.uint8)
    marks[rivals] = RIVAL
    for hops in (0, 1, 2):
        g = exact.tiny(random, n=7, m=11, kind="own")
        ways = exact.worlds(g)

        s = sampler(g, cut=Cut(hops, True), marks=marks)
        sample = s.more(s.empty(), SETS, key(2, hops))

        free = [v for v in range(7) if v not in rivals]
        expected = [exact.spread(ways, [v], hops=hops, rivals=rivals) / 7 for v in free]
        assert near(sample.count[free], expected)


def test_sets_end_at_those_chosen_and_are_owed_to_the_first_of_them():
    g = exact.tiny(np.random.default_rng(6), n=8, m=12, kind="own")
    ways, people = exact.worlds(g), np.array([3, 5, 0])
    s = sampler(g)

    hits = s.hits(people, 0, SETS, key(3, 1))
    adds, only = s.credited(people, SETS, key(3, 2))
    kept = s.more(s.empty(), SETS, key(3, 3), stop=people)

    reached = [exact.spread(ways, people[:k]) / 8 for k in range(4)]
    assert near([hits.met], [(8 * reached[3] - 3) / 5], hits.tried)
    assert near(adds, np.diff(reached))
    without = [exact.spread(ways, [v for v in people if v != u]) / 8 for u in people]
    assert near(only, reached[3] - np.array(without))
    assert near([kept.met], [reached[3]])


def test_roots_are_drawn_by_value_or_in_turn():
    nobody = graph(3, np.array([], int), np.array([], int), 0.5)

    by_value = (s := sampler(nobody, values=np.array([1.0, 0.0, 3.0]))).more(s.empty(), SETS, key(4, 1))
    in_turn = (s := sampler(nobody, in_turn=True)).more(s.empty(), 9, key(4, 2))

    assert near(by_value.count, [0.25, 0, 0.75])
    assert in_turn.count.tolist() == [3, 3, 3]


def test_a_set_is_the_same_whenever_it_is_drawn():
    g = exact.tiny(np.random.default_rng(7), n=9, m=14, kind="own")
    marks = np.zeros(9, np.uint8)

    def sets(first, last, most=1 << 40):
        tally = np.zeros(9, np.int32)
        found = swept(plain(g), roots(9), Cut(ENDLESS, False), KEEP, key(5, 1), first, last, most, marks, tally, 0)
        return tally, found

    whole, (_, _, drawn_in_all, _, entries, _, _) = sets(0, 500)
    assert (whole == sets(0, 123)[0] + sets(123, 500)[0]).all()
    assert drawn_in_all == 500
    assert sets(0, 500, most=entries // 2)[1][2] < 500


def test_sums_are_those_of_compiled_code():
    random = np.random.default_rng(8)
    for _ in range(20):
        flat, offsets = drawn(random, 12, 60)
        count = np.bincount(flat, minlength=12).astype(np.int32) + random.integers(0, 3, 12).astype(np.int32)
        people, adds, bound = greedy(flat, offsets, count, 5, 5)
        slot = np.arange(12, dtype=np.int32)
        start, lists = coverage._index(flat, offsets, slot, count.astype(np.int64))
        taken, theirs, least, _ = coverage._greedy(flat, offsets, slot, start, lists, count.astype(np.int64), 5, 5, 0)

        assert (people.tolist(), adds.tolist(), bound) == (taken.tolist(), theirs.tolist(), least)

        lead = random.random(12).astype(np.float32)
        weight, y = np.ones(60, np.int32), random.random(60).astype(np.float32)
        ours, others = (
            (y.copy(), np.zeros(60, np.float32), np.zeros(12)),
            (y.copy(), np.zeros(60, np.float32), np.zeros(12)),
        )
        left = moved(flat, offsets, weight, lead, ours[0], ours[1], np.float32(0.7), ours[2])
        compiled = descent._swept(flat, offsets, weight, lead, others[0], others[1], np.float32(0.7), others[2])

        assert left == pytest.approx(compiled, rel=1e-5)
        for mine, theirs in zip(ours, others, strict=True):
            assert mine == pytest.approx(theirs, rel=1e-5, abs=1e-6)


def test_sets_cut_down_to_candidates_say_the_same_either_way(monkeypatch):
    random = np.random.default_rng(9)
    flat, offsets = drawn(random, 12, 200)
    alone, chosen_ = random.integers(0, 5, 12), np.array([1, 3, 4, 9])
    count = np.bincount(flat, minlength=12) + alone
    ways = []
    for few in (True, False):
        monkeypatch.setattr(merging, "few", lambda _n, _entries, few=few: few)
        ways.append(merging.merged(flat, offsets, 12, chosen_, alone, count))

    for one in ways:
        assert (np.bincount(one.rows, np.repeat(one.weight, np.diff(one.offsets)), 4) == one.shared).all()
    assert ways[0].base.tolist() == ways[1].base.tolist()
    assert ways[0].weight.sum() == ways[1].weight.sum()


def test_small_is_few_people_few_ties_and_light():
    ring = np.arange(2000)
    light = graph(2000, ring, (ring + 1) % 2000, 0.5)

    assert small(light)
    assert not small(graph(2001, ring, (ring + 1) % 2000, 0.5))
    dense = graph(200, *np.divmod(np.arange(200 * 200), 200), 0.5)
    assert not small(dense)
    assert small(graph(2, np.array([0]), np.array([1])), "lt")


def test_weights_of_more_than_one_are_turned_away_by_name():
    g = graph(3, np.array([0, 1]), np.array([2, 2]), np.array([0.7, 0.6]))

    with pytest.raises(ValueError, match="2") as told:
        chosen(g, Terms(k=1), model="lt")

    assert told.value.args[0] == 2
    assert told.value.args[1] == pytest.approx(1.3)


def test_asking_leaves_out_sets_whose_root_is_chosen():
    g = graph(2, np.array([0]), np.array([1]), 1.0)
    marks = np.array([STOP, 0], np.uint8)

    found = swept(plain(g), roots(2, in_turn=True), Cut(ENDLESS, False), ASK, key(6, 1), 0, 10, 1 << 40, marks,
                  np.zeros(2, np.int32), 0)  # fmt: skip

    assert found[2:4] == (5, 5)  # five have root 1, and 0 tells it for certain


def test_nobody_is_owed_what_nobody_reaches():
    g = graph(3, np.array([], int), np.array([], int), 0.5)

    adds, only = sampler(g, in_turn=True).credited(np.array([1]), 30, key(7, 1))

    assert (adds.tolist(), only.tolist()) == ([10], [10])
    assert CREDIT not in (KEEP, ASK)
