import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from standout.stats.welch import pairwise_z, t_of_z, z_of_t


@pytest.mark.parametrize("df", [10, 14, 29, 60, 299])
def test_z_is_as_rare_as_the_t(df):
    t = np.linspace(-6, 6, 121)
    exact = stats.norm.isf(stats.t.sf(t, df))
    near = np.abs(exact) < 5
    assert np.abs(z_of_t(t, df) - exact)[near].max() < 0.02


def test_with_endless_degrees_of_freedom_t_is_z():
    assert z_of_t([-2.0, 3.0], np.inf).tolist() == [-2.0, 3.0]
    assert t_of_z([-2.0, 3.0], np.inf).tolist() == [-2.0, 3.0]


@given(st.floats(-8, 8), st.floats(2, 1e6))
def test_t_and_z_undo_each_other(z, df):
    assert z_of_t(t_of_z(z, df), df) == pytest.approx(z, abs=1e-6)


def test_pairs_agree_with_scipys_welch_test():
    rng = np.random.default_rng(5)
    first, second = rng.normal(4, 1, 25), rng.normal(3.6, 2, 60)
    se2 = [first.var(ddof=1) / 25, second.var(ddof=1) / 60]
    z = pairwise_z([first.mean(), second.mean()], se2, [24, 59])
    exact = stats.ttest_ind(first, second, equal_var=False, alternative="greater").pvalue
    assert stats.norm.sf(z[0, 1]) == pytest.approx(exact, rel=0.01)


def test_the_row_is_ahead_of_the_column_where_z_is_positive():
    # 4.5 - 4.0 over the root of 0.02 + 0.02: 0.5 / 0.2 = 2.5
    z = pairwise_z([4.5, 4.0], [0.02, 0.02], [np.inf, np.inf])
    assert z == pytest.approx(np.array([[0, 2.5], [-2.5, 0]]))


def test_rounding_of_both_is_taken_off_first():
    # 0.5 less 0.05 + 0.05 is 0.4; 0.4 / 0.2 = 2
    z = pairwise_z([4.5, 4.0], [0.02, 0.02], [np.inf, np.inf], [0.05, 0.05])
    assert z[0, 1] == pytest.approx(2.0)
    assert z[1, 0] == pytest.approx(-2.0)


def test_a_difference_within_the_rounding_is_no_difference():
    assert pairwise_z([4.6, 4.5], [0.01, 0.01], [99, 99], [0.05, 0.05]).tolist() == [[0, 0], [0, 0]]


def test_where_nothing_varies_nothing_is_claimed():
    assert pairwise_z([5.0, 4.0], [0.0, 0.0], [29, 29]).tolist() == [[0, 0], [0, 0]]


def test_many_leagues_at_once_are_each_on_its_own():
    mean = np.array([[4.5, 4.0, 3.0], [3.0, 3.1, 4.9]])
    se2, df = np.full((2, 3), 0.03), np.full((2, 3), 20.0)
    both = pairwise_z(mean, se2, df)
    assert both.shape == (2, 3, 3)
    assert both[1] == pytest.approx(pairwise_z(mean[1], se2[1], df[1]))
