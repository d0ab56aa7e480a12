"""Aspects taken together, against a loop in plain Python."""

from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.combined import combined, sets_of
from standout.stats.moments import clustered_variance, mean_variance
from standout.stats.worlds.rows import MISSING, rows_of

KINDS = ("count", "n", "total", "squares", "clusters", "css", "csn", "cnn")

score = st.sampled_from([MISSING, 100, 250, 333, 500])
row = st.tuples(st.integers(0, 2), st.integers(-1, 3), st.integers(1, 7), score, score, score)


def columns(rows):
    return (np.array([one[place] for one in rows], dtype=np.int64) for place in range(6))


def by_hand(rows, some, business, *, people, weighed):
    """The eight sums, each judgement's score a fraction, under a weight of m² times its own."""
    weight_of = len(some) ** 2
    each = defaultdict(list)
    for place, (where, who, weight, *scores) in enumerate(rows):
        if where == business and all(scores[a] != MISSING for a in some):
            x = Fraction(sum(scores[a] for a in some), len(some))
            name = who if people and who >= 0 else ("alone", place)
            each[name].append((weight_of * (weight if weighed else 1), x))
    held = [one for group in each.values() for one in group]
    totals = [(sum(w for w, _ in group), sum(w * x for w, x in group)) for group in each.values()]
    return [
        len(held), sum(w for w, _ in held), sum(w * x for w, x in held), sum(w * x * x for w, x in held), len(each),
        sum(t * t for _, t in totals), sum(t * n for n, t in totals), sum(n * n for n, _ in totals),
    ]  # fmt: skip


@given(st.lists(row, max_size=25), st.booleans(), st.booleans())
def test_every_sum_is_what_plain_fractions_give(rows, people, weighed):
    business, who, weight, *scores = columns(rows)
    held = rows_of(
        business, [], scores, cluster=who if people else None, weight=weight if weighed else None, businesses=3
    )
    sets = sets_of(range(3))
    found = combined(held, sets)

    for c, some in enumerate(sets):
        for b in range(3):
            made = [getattr(found, kind)[c, b].item() for kind in KINDS]
            assert made == by_hand(rows, some, b, people=people, weighed=weighed)


def test_means_variances_and_errors_come_out_in_points_of_the_scale():
    random = np.random.default_rng(5)
    scores = [100 * random.integers(1, 6, 60) for _ in range(3)]
    held = rows_of(np.zeros(60, int), [], scores)
    found = combined(held, [(0, 1, 2)])
    together = np.mean(scores, axis=0)
    mean, _ = mean_variance(found.n, found.total, found.squares)
    error = clustered_variance(found.n, found.total, found.clusters, found.css, found.csn, found.cnn)

    assert mean.item() == pytest.approx(together.mean())
    assert error.item() == pytest.approx(together.var(ddof=1) / 60)


def test_order_of_rows_changes_no_sum():
    random = np.random.default_rng(6)
    business, who = random.integers(0, 4, 200), random.integers(-1, 40, 200)
    scores = [np.where(random.random(200) < 0.3, MISSING, 100 * random.integers(1, 6, 200)) for _ in range(4)]
    mixed = random.permutation(200)
    one = combined(rows_of(business, [], scores, cluster=who), sets_of(range(4)))
    two = combined(rows_of(business[mixed], [], [s[mixed] for s in scores], cluster=who[mixed]), sets_of(range(4)))

    assert all(np.array_equal(getattr(one, kind), getattr(two, kind)) for kind in KINDS)


def test_twelve_aspects_make_66_pairs_and_220_threes():
    sets = sets_of(range(12))

    assert [sum(len(some) == size for some in sets) for size in (2, 3)] == [66, 220]
    assert len(set(sets)) == 286


@pytest.mark.parametrize("some", [(0,), (0, 1, 2, 3)])
def test_a_combination_is_of_two_or_three(some):
    held = rows_of(np.zeros(1, int), [], [np.array([100])] * 4)

    with pytest.raises(ValueError, match="two or three"):
        combined(held, [some])
