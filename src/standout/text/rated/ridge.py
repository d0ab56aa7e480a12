"""Ridge: many ridge regressions on one sparse matrix at once, each on rows of its own.

Reads    weights of terms (sparse), one column of targets a regression, and which rows each may see
Makes    coefficients, one column a regression
Rule     conjugate gradients on the normal equations with the intercept taken out; every sum runs in one thread and
         in one order, so the same rows give the same figures anywhere
Source   Hestenes & Stiefel (1952), "Methods of conjugate gradients for solving linear systems", J. Res. NBS 49
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]

CLOSE = 1e-4
"""The residual, as a share of what it was at the start, at which a regression is done."""
MOST = 100
"""So many steps at most; with rows of length one and the penalties here, 20 to 40 are enough."""


def ridge(terms: csr_matrix, targets: Floats, seen: NDArray[np.bool_], penalty: Floats) -> Floats:
    """Give the coefficients of each regression; its intercept is free and not given.

    Parameters
    ----------
    terms : sparse float64, shape (n, p)
    targets : float64, shape (n, c)
        Read only where ``seen``.
    seen : bool, shape (n, c)
        The rows each regression is fitted on; at least one.
    penalty : float64, shape (c,)
        On the square of each regression's coefficients; above 0.

    Returns
    -------
    float64, shape (p, c)

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> rows = csr_matrix(np.array([[1.0], [0.0]]))
    >>> ridge(rows, np.array([[4.0], [2.0]]), np.ones((2, 1), bool), np.array([0.5])).round(3).tolist()
    [[1.0]]

    """
    seen = seen.astype(np.float64)
    n = seen.sum(0)
    mean = np.where(seen > 0, targets, 0.0).sum(0) / n
    centred = seen * (np.where(seen > 0, targets, 0.0) - mean)
    turned = terms.T.tocsr()

    def gram(weights: Floats) -> Floats:
        said = terms @ weights
        return np.asarray(turned @ (seen * (said - (seen * said).sum(0) / n))) + penalty * weights

    weights = np.zeros((terms.shape[1], targets.shape[1]))
    residual = np.asarray(turned @ centred)
    step, left = residual.copy(), (residual**2).sum(0)
    done = CLOSE**2 * left
    for _ in range(MOST):
        if not (left > done).any():
            break
        along = gram(step)
        bent = (step * along).sum(0)
        size = np.divide(left, bent, out=np.zeros_like(left), where=bent > 0)
        weights += size * step
        residual -= size * along
        before, left = left, (residual**2).sum(0)
        step = residual + np.divide(left, before, out=np.zeros_like(left), where=before > 0) * step
    return weights


def ridge_dense(held: Floats, targets: Floats, seen: NDArray[np.bool_], penalty: Floats) -> Floats:
    """Give the same for a few dense columns, each standardised on the rows that the regression sees."""
    weights = np.zeros((held.shape[1], targets.shape[1]))
    for column in range(targets.shape[1]):
        rows, own = held[seen[:, column]], targets[seen[:, column], column]
        spread = rows.std(0)
        spread = np.where(spread > 0, spread, np.inf)
        rows = (rows - rows.mean(0)) / spread
        bent = np.einsum("ij,ik->jk", rows, rows) + penalty[column] * np.eye(held.shape[1])
        weights[:, column] = np.linalg.solve(bent, np.einsum("ij,i->j", rows, own - own.mean())) / spread
    return weights
