"""Sets cut down to candidates, the same ones as one."""

from collections import Counter

import numpy as np
import pytest

from network import sets
from standout.network.merging import merged

pytestmark = pytest.mark.usefixtures("way")


def test_sets_that_are_the_same_among_candidates_are_one_with_a_weight(way):
    # people 0 and 1 are candidates: {0, 1} stands there twice, {1, 2} becomes {1}, {2, 3} nothing
    flat = np.array([0, 1, 1, 2, 2, 3, 3, 1, 0], np.int32)
    offsets = np.array([0, 2, 4, 6, 9])
    alone = np.array([0, 5, 0, 0])
    count = np.bincount(flat, minlength=4) + alone
    made = merged(flat, offsets, 4, np.array([0, 1]), alone, count)
    if way == "compiled":
        assert made.rows.tolist() == [0, 1]
        assert made.offsets.tolist() == [0, 2]
    assert made.weight.sum() == 2
    assert made.base.tolist() == [0, 1 + 5]
    assert made.shared.tolist() == [2, 2]


def test_nothing_is_lost_and_nothing_stands_there_twice(way):
    random = np.random.default_rng(1)
    flat, offsets = sets.drawn(random, 12, 3000, 1, 6)
    chosen = np.array([1, 3, 4, 8, 10])
    none = np.zeros(12, np.int64)
    made = merged(flat, offsets, 12, chosen, none, np.bincount(flat, minlength=12))
    rows = [frozenset(row.tolist()) & set(chosen.tolist()) for row in np.split(flat, offsets[1:-1])]
    expected = Counter(row for row in rows if len(row) > 1)
    found = Counter()
    for row, weight in zip(np.split(made.rows, made.offsets[1:-1]), made.weight, strict=True):
        found[frozenset(chosen[row].tolist())] += int(weight)
    assert found == expected
    if way == "compiled":
        assert len(found) == len(made.weight)
    alone = Counter(next(iter(row)) for row in rows if len(row) == 1)
    assert made.base.tolist() == [alone[v] for v in chosen]


def test_long_sets_are_kept_as_they_are(way):
    people = np.arange(100, dtype=np.int32)
    flat = np.concatenate([people[::-1], people, people[:2]])
    offsets = np.array([0, 100, 200, 202])
    none = np.zeros(100, np.int64)
    made = merged(flat, offsets, 100, people.astype(np.int64), none, np.bincount(flat, minlength=100))
    assert sorted(np.diff(made.offsets).tolist()) == [2, 100, 100]
    assert made.weight.tolist() == [1, 1, 1]
    assert np.bincount(made.rows, minlength=100).tolist() == [3, 3] + [2] * 98
