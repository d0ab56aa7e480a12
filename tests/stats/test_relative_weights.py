"""Relative weights: sums to R², closed forms, and the mean over all orders of entering as an oracle."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.stats.relative_weights import correlations, mended, pair_sums, relative_weights


def explained(correlation, chosen):
    """R² of the outcome, last, on the chosen predictors."""
    chosen = list(chosen)
    if not chosen:
        return 0.0
    among, outcome = correlation[np.ix_(chosen, chosen)], correlation[chosen, -1]
    return float(outcome @ np.linalg.solve(among, outcome))


def shapley(correlation):
    """Lindeman, Merenda & Gold: what each adds, over all orders of entering."""
    k = len(correlation) - 1
    share = np.zeros(k)
    for j in range(k):
        others = [i for i in range(k) if i != j]
        for size in range(k):
            times = factorial(size) * factorial(k - size - 1) / factorial(k)
            for before in combinations(others, size):
                share[j] += times * (explained(correlation, (*before, j)) - explained(correlation, before))
    return share


def drawn(seed, k=5, n=400):
    """Correlations of k predictors that move together, and an outcome they move."""
    rng = np.random.default_rng(seed)
    mixed = rng.normal(size=(n, k)) @ (np.eye(k) + 0.3 * np.abs(rng.normal(size=(k, k))))
    outcome = mixed @ np.abs(rng.normal(size=k)) + 2 * rng.normal(size=n)
    return np.corrcoef(np.column_stack([mixed, outcome]).T)


def test_predictors_that_have_nothing_to_do_with_each_other_explain_their_squared_correlations():
    correlation = np.array([[1, 0, 0, 0.5], [0, 1, 0, 0.4], [0, 0, 1, -0.3], [0.5, 0.4, -0.3, 1.0]])

    assert relative_weights(correlation) == pytest.approx([0.25, 0.16, 0.09])


def test_two_predictors_have_a_closed_form():
    # The root of [[1, r], [r, 1]] is [[a, b], [b, a]], a² + b² = 1, 2ab = r.  With r = 0.6: a + b = sqrt(1.6),
    # a - b = sqrt(0.4): a = 0.948683, b = 0.316228.  Slopes on the uncorrelated pair, for outcomes 0.5 and 0.4:
    # [[a, -b], [-b, a]] / (a² - b² = 0.8) @ (0.5, 0.4) = (0.347851 / 0.8, 0.221359 / 0.8) = (0.434813, 0.276699)
    # weights: 0.9 x 0.189063 + 0.1 x 0.076562 = 0.177813 and 0.1 x 0.189063 + 0.9 x 0.076562 = 0.087813
    correlation = np.array([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]])

    weights = relative_weights(correlation)

    assert weights == pytest.approx([0.177813, 0.087813], abs=1e-6)
    assert weights == pytest.approx(shapley(correlation), abs=1e-9)  # for two, both are the same


@given(st.integers(0, 10_000), st.integers(2, 8))
def test_the_weights_add_up_to_what_all_explain_and_none_is_below_zero(seed, k):
    correlation = drawn(seed, k)

    weights = relative_weights(correlation)

    assert weights.sum() == pytest.approx(explained(correlation, range(k)))
    assert (weights >= 0).all()


def test_they_come_close_to_the_mean_over_all_orders_of_entering():
    away = [np.abs(relative_weights(one) - shapley(one)).max() for one in map(drawn, range(40))]

    assert np.mean(away) < 0.02
    assert max(away) < 0.05


def test_two_columns_that_say_the_same_share_evenly_and_nothing_breaks():
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, 300))
    outcome = one + other + rng.normal(size=300)
    alone = np.corrcoef(np.column_stack([one, other, outcome]).T)
    twice = np.corrcoef(np.column_stack([one, one, other, outcome]).T)

    weights = relative_weights(twice)

    assert weights[0] == pytest.approx(weights[1])
    assert weights.sum() == pytest.approx(relative_weights(alone).sum())


def test_many_matrices_at_once_give_what_each_gives_alone():
    held = np.stack([drawn(seed) for seed in range(4)])

    assert relative_weights(held) == pytest.approx(np.stack([relative_weights(one) for one in held]))


@pytest.mark.parametrize("shape", [(3,), (2, 3), (1, 1)])
def test_what_is_no_matrix_of_predictors_and_an_outcome_is_refused(shape):
    with pytest.raises(ValueError, match=r"\("):
        relative_weights(np.ones(shape))


def test_correlations_are_numpys_where_every_row_has_every_column():
    values = np.random.default_rng(2).normal(size=(60, 4)) @ np.random.default_rng(3).normal(size=(4, 4))

    sums = pair_sums(values, np.arange(60) % 7, 7).sum(axis=0)

    assert correlations(sums) == pytest.approx(np.corrcoef(values.T))


def test_a_pair_is_correlated_over_the_rows_that_have_both():
    values = np.array([[1, 2, np.nan], [2, 4, 1], [3, 7, 5], [9, np.nan, 2], [4, 8, 2]], dtype=float)

    found = correlations(pair_sums(values, np.zeros(5, dtype=np.int64), 1).sum(axis=0))

    assert found[0, 1] == pytest.approx(np.corrcoef([1, 2, 3, 4], [2, 4, 7, 8])[0, 1])
    assert found[1, 2] == pytest.approx(np.corrcoef([4, 7, 8], [1, 5, 2])[0, 1])


def test_a_column_that_never_varies_and_a_pair_that_nobody_has_are_correlated_with_nothing():
    values = np.array([[1, 5, np.nan], [2, 5, np.nan], [3, np.nan, 4], [4, np.nan, 6]], dtype=float)

    found = correlations(pair_sums(values, np.zeros(4, dtype=np.int64), 1).sum(axis=0))

    assert found[0, 1] == 0
    assert found[1, 2] == 0
    assert np.diag(found).tolist() == [1, 1, 1]


@given(st.integers(0, 10_000))
def test_mended_correlations_contradict_nothing_and_sound_ones_stay(seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.uniform(-1, 1, size=(5, 5)), 1)
    contradictory = upper + upper.T + np.eye(5)

    made = mended(contradictory)

    assert np.linalg.eigvalsh(made).min() > -1e-9
    assert np.diag(made) == pytest.approx(np.ones(5))
    assert mended(drawn(seed)) == pytest.approx(drawn(seed))
