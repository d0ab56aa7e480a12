"""Calibrated: what a reader saw in the words, put on the customers' own scale, without a look at a row's own score.

A ridge regression from what was read to the scores that were given.  A business's rows, scored or not, are
predicted by one model that has seen no score of that business; else its rectifier would be measured on one
model and used on another.

Unit     that of the scores
Folds    by business; of a lone scored business by row, where rows without a score get the mean of the models
Source   Hoerl & Kennard (1970) for the ridge; cross-fitting as in Chernozhukov et al. (2018), "Double/debiased
         machine learning", Econometrics Journal 21
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLDS = 5
PENALTY = 5.0
"""As if so many rows said that what was read tells nothing."""
_FEWEST = 5
"""Fewer scores to learn from teach nothing."""


def calibrated(features: ArrayLike, score: ArrayLike, business: ArrayLike) -> Floats:
    """Give a prediction of every row's score.

    Parameters
    ----------
    features : float64, shape (rows, p)
        What was read; finite.
    score : float64, shape (rows,)
        NaN where a row has none.
    business : int64, shape (rows,)

    Returns
    -------
    float64, shape (rows,)
        Where there is too little to learn from, the same number for all rows of a business.

    """
    x, y = np.asarray(features, np.float64), np.asarray(score, np.float64)
    code = np.asarray(business, np.int64)
    seen = ~np.isnan(y)
    fold = _folds(code, seen)
    found, count = np.zeros(len(y)), int(fold.max(initial=-1)) + 1
    by_row = np.unique(code[seen]).size < 2
    models = [_ridge(x[seen & (fold != one)], y[seen & (fold != one)]) for one in range(count)]
    for one, (start, slope) in enumerate(models):
        own = (fold == one) & (seen if by_row else True)
        found[own] = start + x[own] @ slope
        if by_row:
            found[~seen] += (start + x[~seen] @ slope) / count
    return found


def _folds(code: Ints, seen: NDArray[np.bool_]) -> Ints:
    """Folds of about as many scores each; a business lies in one, where more than one is scored."""
    scores = np.bincount(code, seen)
    if (scores > 0).sum() < 2:
        return np.asarray(np.arange(len(code)) % FOLDS)
    size, fold = np.zeros(min(FOLDS, int((scores > 0).sum()))), np.zeros(len(scores), np.int64)
    for one in np.argsort(-scores, kind="stable").tolist():
        fold[one] = int(size.argmin())
        size[fold[one]] += scores[one]
    return np.asarray(fold[code])


def _ridge(x: Floats, y: Floats) -> tuple[float, Floats]:
    """Give the start and the slopes of a ridge over standardised columns; flat where there is little to learn from."""
    if len(y) < _FEWEST:
        return float(y.mean()) if len(y) else 0.0, np.zeros(x.shape[1])
    centre, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    z, middle = (x - centre) / scale, float(y.mean())
    slope = np.linalg.solve(z.T @ z + PENALTY * np.eye(z.shape[1]), z.T @ (y - middle)) / scale
    return middle - float(centre @ slope), np.asarray(slope)
