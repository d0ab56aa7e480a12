"""Ridge regressions give what their formula gives."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random
from sklearn.linear_model import Ridge

from standout.text.rated.ridge import ridge, ridge_dense


def planted(seed, n=120, p=30, c=4):
    rng = np.random.default_rng(seed)
    held = csr_matrix(random(n, p, 0.3, random_state=seed))
    return held, rng.normal(3, 1, (n, c)), rng.random((n, c)) < 0.7


@pytest.mark.parametrize("seed", range(5))
def test_each_regression_is_the_one_of_its_own_rows(seed):
    held, targets, seen = planted(seed)
    found = ridge(held, np.where(seen, targets, np.nan), seen, np.array([0.5, 1.0, 2.0, 8.0]))

    for column, penalty in enumerate((0.5, 1.0, 2.0, 8.0)):
        rows = seen[:, column]
        other = Ridge(penalty).fit(held[rows], targets[rows, column])
        assert found[:, column] == pytest.approx(other.coef_, abs=2e-3)


def test_dense_columns_are_standardised_on_the_rows_that_are_seen():
    held, targets, seen = planted(1)
    dense = held.toarray()[:, :5]
    dense[:, 4] = 7.0  # tells nothing apart
    found = ridge_dense(dense, targets, seen, np.full(4, 10.0))

    rows = seen[:, 0]
    scaled = (dense[rows, :4] - dense[rows, :4].mean(0)) / dense[rows, :4].std(0)
    other = Ridge(10.0).fit(scaled, targets[rows, 0])
    assert found[:4, 0] * dense[rows, :4].std(0) == pytest.approx(other.coef_)
    assert found[4, 0] == 0


def test_equal_targets_give_no_coefficient():
    held, _, seen = planted(2)

    assert not ridge(held, np.full(seen.shape, 4.0), seen, np.ones(4)).any()
