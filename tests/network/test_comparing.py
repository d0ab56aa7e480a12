"""Comparing two lists: the difference of every world lies in its interval, and what is sure has no luck in it."""

import numpy as np
import pytest

from network import exact
from standout.network.comparing import compared
from standout.network.graph import graph

pytestmark = pytest.mark.usefixtures("way")


def test_curves_and_difference_are_those_of_every_world():
    random, wrong, looks = np.random.default_rng(8), 0, 0
    for seed in range(6):
        g = exact.tiny(random, n=7, m=10, kind="own")
        ways = exact.worlds(g)
        one, other = random.permutation(7)[:2], random.permutation(7)[:3]
        found = compared(g, one, other, seed=seed)
        truth = exact.spread(ways, one) - exact.spread(ways, other)

        assert found.mean == pytest.approx(found.one[-1, 0] - found.other[-1, 0])
        assert found.mean == pytest.approx(truth, abs=0.05)
        wrong += not found.low <= truth <= found.high
        for people, rows in ((one, found.one), (other, found.other)):
            for j, (_, low, high) in enumerate(rows, 1):
                wrong += not low <= exact.spread(ways, people[:j]) <= high
                looks += 1
    assert wrong <= 8  # of 36 at 95 % or better; nine or more would come once in ten thousand such runs
    assert looks == 30


def test_what_is_sure_to_differ_has_no_luck_in_it():
    g = graph(4, np.array([0, 0]), np.array([1, 2]), 1.0)
    found = compared(g, np.array([0]), np.array([3]))

    assert (found.low, found.mean, found.high) == (2.0, 2.0, 2.0)  # 3 people instead of 1


def test_a_list_is_no_further_than_itself():
    g = exact.tiny(np.random.default_rng(2))
    found = compared(g, np.array([3, 1]), np.array([3, 1]))

    assert (found.low, found.high) == (0.0, 0.0)
    assert np.array_equal(found.one, found.other)


def test_nobody_against_somebody_and_many_people_without_ties():
    # more people than a batch has sets: roots are drawn by chance
    found = compared(graph(30_000, np.array([0]), np.array([1]), 1.0), np.arange(0), np.arange(3000))

    assert len(found.one) == 0
    assert found.low <= -3000 <= found.high
