"""The choice is greedy's own, and no other choice covers more sets than the bound says."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.network.coverage import picked
from standout.network.sampling import Sample


def sample(rows, n, met=0):
    """Pack sets, those of one person as counts alone."""
    stored = [row for row in rows if len(row) > 1]
    count = np.zeros(n, np.int32)
    for row in rows:
        count[row] += 1
    flat = np.array([v for row in stored for v in row], np.int32)
    return Sample(flat, np.cumsum([0, *map(len, stored)]), count, len(rows) + met, met)


def greedy(rows, k):
    """Give plain greedy's sets covered, step by step; equals by number."""
    left, adds = [set(row) for row in rows], []
    for _ in range(k):
        gains = Counter(v for row in left for v in row)
        best = min(gains, key=lambda v: (-gains[v], v))
        adds.append(gains[best])
        left = [row for row in left if best not in row]
    return adds


SETS = st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=4, unique=True), min_size=1, max_size=30)


@pytest.mark.usefixtures("way")
@settings(max_examples=60, deadline=None)
@given(rows=SETS, k=st.integers(1, 4))
def test_no_choice_covers_more_than_the_bound_and_each_adds_what_it_covers_anew(rows, k):
    found = picked(sample(rows, 9), k, k, np.full(9, -1, np.int32))

    most = max(sum(not set(row).isdisjoint(some) for row in rows) for some in combinations(range(9), k))
    assert found.bound >= most >= found.covered
    assert found.covered >= (1 - 1 / np.e) * most
    left = [set(row) for row in rows]
    for person, adds in zip(found.people, found.adds, strict=True):
        assert adds == max(sum(v in row for row in left) for v in range(9)) == sum(person in row for row in left)
        left = [row for row in left if person not in row]


@pytest.mark.usefixtures("way")
def test_looking_at_few_candidates_changes_nothing():
    random = np.random.default_rng(1)
    rows = [random.choice(3000, 3, replace=False).tolist() for _ in range(4000)]
    found = picked(sample(rows, 3000), 60, 60, np.full(3000, -1, np.int32))  # of 3,000 people, 500 stand in the index
    assert found.adds.tolist()[:10] == greedy(rows, 10)


@pytest.mark.usefixtures("way")
def test_sets_that_ended_at_sentinels_are_covered_and_the_bound_is_for_all_k():
    rows = [[1, 2], [1, 3], [2], [4, 5]]
    found = picked(sample(rows, 6, met=7), 1, 2, np.full(6, -1, np.int32))
    assert (found.people.tolist(), found.covered) == ([1], 7 + 2)
    assert found.bound == 7 + 2 + 1 + 1  # after 1 is taken, any two of the others add one each


def test_how_many_it_would_be_if_all_added_alike():
    alike = picked(sample([[0, 5], [1, 6], [2, 7]], 8), 3, 3, np.full(8, -1, np.int32))
    assert alike.effective == pytest.approx(3.0)  # (1 + 1 + 1)^2 / 3
    uneven = picked(sample([[0, v] for v in range(1, 5)] + [[5, 6]], 8), 2, 2, np.full(8, -1, np.int32))
    assert uneven.effective == pytest.approx((2 + 1) ** 2 / 5)  # adds 4 and 1
