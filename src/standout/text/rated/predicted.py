"""Predicted: the ratings that customers would have given, read from their words by their own ratings.

Reads    texts, the ratings some of them carry, and which business each is about
Makes    predicted   one row: a text; one column: an aspect
Unit     the unit of the ratings
Rule     ridge regressions from TF-IDF of words and pairs of words, of what a review thinks of everything and of how
         each aspect differs from that; with a reader's features, the mean of two such fits.  Names are left out, and
         every text is predicted by a model that has not seen its business
No value where fewer than ``ENOUGH`` texts carry a rating of the aspect
Source   Hoerl & Kennard (1970), "Ridge regression", Technometrics 12; measured in benchmarks/rated_reader.py
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standout.text.masked import Masked, masked, terms
from standout.text.rated.folds import FEWEST, by_business, by_text, drawn
from standout.text.rated.ridge import ridge, ridge_dense

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ENOUGH = 200
"""From so many rated texts on an aspect is read this way."""
MOST = 10_000
"""So many rated texts are learnt from; where there are more, they are drawn by a hash of their words."""
TERMS = 50_000
SEEN_IN = 2
"""A term in fewer texts is left out."""
AT_ONCE = 5_000
"""Texts weighed at a time."""
ALL, EACH, WHOLE = 1.0, 3.0, 2.0
"""Penalty on what a review thinks of everything, on how an aspect differs from that, and where these aren't apart."""
DENSE = 10.0
"""Penalty on the reader's features, which are standardised."""
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the words say in ratings.

    Attributes
    ----------
    values : float64, shape (n, A)
        NaN for an aspect that fewer than ``ENOUGH`` texts rate.
    fold : int64, shape (n,)
        Which model predicted the row: the one that saw nothing of its business (or text).  -1 where no model could
        have: the mean of all.
    by : str
        ``business`` where whole businesses were held out, ``text`` where there were fewer than three, and a business
        may be known by its own style; empty where nothing was fitted.
    rated : int64, shape (A,)
        How many texts rate each aspect.

    """

    values: Floats
    fold: NDArray[np.int64]
    by: str
    rated: NDArray[np.int64]

    @property
    def used(self) -> Bools:
        """Which aspects have values, shape (A,)."""
        return self.rated >= ENOUGH


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is fitted: one part an aspect, or one for what a review thinks of everything and one each for the rest."""

    targets: Floats  # (n, parts)
    seen: Bools  # (n, parts)
    middle: Floats  # (A,)
    fold: NDArray[np.int64]
    folds: int
    apart: bool  # whether the first part is what a review thinks of everything


def fit_predict(
    texts: Sequence[str], ratings: Floats, business: NDArray[np.integer], mask_names: Sequence[str],
    features: Floats | None = None, seed: int = 0,
) -> Predicted:  # fmt: skip
    """Give what each text would rate each aspect, by models that haven't seen its business.

    Parameters
    ----------
    texts : sequence of str, length n
        In any language; an empty one is predicted as the mean.
    ratings : float64, shape (n, A)
        NaN where there is none.
    business : int, shape (n,)
        Which business each text is about.  All texts of a business, rated or not, are predicted by the same model,
        so that what it gets wrong about them can be measured on those that are rated.
    mask_names : sequence of str
        The names of all businesses, in all spellings that are known.
    features : float64, shape (n, F), optional
        What a reader says of each text, as `features` gives it.
    seed : int
        Draws the texts that are learnt from where there are more than ``MOST``.

    Returns
    -------
    Predicted

    Raises
    ------
    ValueError
        If the shapes don't fit each other.

    Examples
    --------
    >>> said = ["clean and quiet", "dirty and loud"] * 300
    >>> found = fit_predict(said, np.array([[5.0], [1.0]] * 300), np.arange(600) // 60, [])
    >>> found.by, found.values[:2].round().tolist()
    ('business', [[5.0], [1.0]])

    """
    n = len(texts)
    ratings = np.asarray(ratings, dtype=np.float64)
    if ratings.ndim != 2 or len(ratings) != n or len(business) != n or (features is not None and len(features) != n):
        raise ValueError(f"{n} texts, {ratings.shape} ratings, {len(business)} businesses")
    has = ~np.isnan(ratings)
    rated = has.sum(0).astype(np.int64)
    used = np.flatnonzero(rated >= ENOUGH)
    values = np.full(ratings.shape, np.nan)
    if not len(used):
        return Predicted(values, np.full(n, -1, dtype=np.int64), "", rated)
    texts = [text[:LONGEST] for text in texts]
    any_rated: Bools = has[:, used].sum(1) > 0
    whole = len(np.unique(business[any_rated])) >= FEWEST
    fold = by_business(np.asarray(business), any_rated) if whole else by_text(texts, any_rated, seed)
    plan = _plan(ratings[:, used], fold)
    values[:, used] = _from_words(texts, plan, masked(mask_names), seed)
    if features is not None:
        values[:, used] = (values[:, used] + _from_features(np.asarray(features, np.float64), plan)) / 2
    return Predicted(values, fold, "business" if whole else "text", rated)


def _plan(ratings: Floats, fold: NDArray[np.int64]) -> _Plan:
    """Take ratings apart, where most reviews rate several aspects; else each aspect is fitted for itself."""
    has = ~np.isnan(ratings)
    middle = np.nanmean(ratings, axis=0)
    off = np.where(has, ratings - middle, 0.0)
    rated = has.sum(1)
    folds = int(fold.max()) + 1
    if 2 * (rated > 1).sum() < (rated > 0).sum():
        return _Plan(off, has, middle, fold, folds, apart=False)
    every = off.sum(1) / np.maximum(rated, 1)
    several = has & (rated > 1)[:, None]
    targets = np.column_stack([every, np.where(several, off - every[:, None], 0.0)])
    return _Plan(targets, np.column_stack([rated > 0, several]), middle, fold, folds, apart=True)


def _columns(plan: _Plan, rows: NDArray[np.int64]) -> tuple[Floats, Bools]:
    """Give targets and seen rows for every fold and part, shape (rows, folds * parts); a fold never sees its own."""
    others = plan.fold[rows, None] != np.arange(plan.folds)
    seen = (others[:, :, None] & plan.seen[rows][:, None, :]).reshape(len(rows), -1)
    return np.tile(plan.targets[rows], (1, plan.folds)), seen


def _penalty(plan: _Plan) -> Floats:
    parts = plan.targets.shape[1]
    return np.tile([ALL] + [EACH] * (parts - 1) if plan.apart else [WHOLE] * parts, plan.folds).astype(np.float64)


def _joined(said: Floats, plan: _Plan) -> Floats:
    """Give ratings from what all models say without their intercepts, shape (n, folds * parts).

    All models have the mean of all ratings for their intercept.  Had each the mean of those it has seen, a business
    that is good would be predicted from a lower one, and the order of businesses would turn around.
    """
    parts = said.reshape(len(said), plan.folds, -1)
    seen = plan.seen[:, None, :]
    n = np.maximum(plan.seen.sum(0), 1)
    level = np.where(plan.seen, plan.targets, 0.0).sum(0) / n
    parts = parts - np.where(seen, parts, 0.0).sum(0) / n + level
    mine = parts[np.arange(len(said)), np.maximum(plan.fold, 0)]
    mine = np.where((plan.fold >= 0)[:, None], mine, parts.mean(1))
    values: Floats = plan.middle + (mine[:, :1] + mine[:, 1:] if plan.apart else mine)
    return values


def _from_words(texts: Sequence[str], plan: _Plan, names: Masked, seed: int) -> Floats:
    learnt = _learnt(texts, plan, seed)
    weigher = _weigher(names, len(learnt))
    try:
        held = weigher.fit_transform([texts[row] for row in learnt])
    except ValueError:  # no term in enough texts: nothing to tell them apart by
        return np.broadcast_to(plan.middle, (len(texts), len(plan.middle))).copy()
    targets, seen = _columns(plan, learnt)
    weights = _some(ridge, held, targets, seen, _penalty(plan))
    said = np.concatenate([np.asarray(block @ weights) for block in _weighed(texts, weigher)])
    return _joined(said, plan)


def _from_features(features: Floats, plan: _Plan) -> Floats:
    rows = np.flatnonzero(plan.seen.any(1))
    targets, seen = _columns(plan, rows)
    weights = _some(ridge_dense, features[rows], targets, seen, np.full(targets.shape[1], DENSE))
    return _joined(np.einsum("ij,jk->ik", features, weights), plan)


def _some(fit: Any, held: Any, targets: Floats, seen: Bools, penalty: Floats) -> Floats:
    """Give the coefficients of the columns that see any row; those of the others are 0."""
    any_seen = seen.any(0)
    weights = np.zeros((held.shape[1], targets.shape[1]))
    weights[:, any_seen] = fit(held, targets[:, any_seen], seen[:, any_seen], penalty[any_seen])
    return weights


def _learnt(texts: Sequence[str], plan: _Plan, seed: int) -> NDArray[np.int64]:
    """Give the rows that are learnt from, in an order that depends on nothing but what they hold."""
    rows = np.flatnonzero(plan.seen.any(1))
    if len(rows) <= MOST:
        return rows
    order = sorted(rows.tolist(), key=lambda row: (drawn(texts[row], seed), plan.fold[row]))
    return np.sort(np.array(order[:MOST], dtype=np.int64))


def _weigher(names: Masked, n: int) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy, and only where ratings are

    return TfidfVectorizer(
        analyzer=partial(terms, names=names), sublinear_tf=True, min_df=min(SEEN_IN, n), max_features=TERMS
    )


def _weighed(texts: Sequence[str], weigher: Any) -> Iterator[csr_matrix]:
    for start in range(0, len(texts), AT_ONCE):
        yield weigher.transform(texts[start : start + AT_ONCE])
