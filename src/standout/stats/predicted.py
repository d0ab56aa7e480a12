"""Predicted: the mean score of businesses where some reviews carry a score and all can be predicted from their words.

The words of every review give a prediction; where there is a score too, the prediction's error is seen.  A
business's mean is the mean of its predictions, put right by its mean error.  What was scored counts as it was
scored; only for the others is the error, the rectifier, also held towards that of the other businesses.

``mean = mean(f, all) + n/M mean(y - f, rated) + N/M held(mean(y - f, rated))``,   ``M = n + N``

Unit     that of the scores; variances in its square
Assumes  rated reviews are a random part of all (`standout.stats.representative` tests it), and a prediction that
         was made without the row's own score
Alone    with fewer than ``LEAST`` businesses nothing is borrowed: each is put right by its own scores alone
Source   Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), "Prediction-powered inference", Science 382, in the
         form that uses all rows (Robins, Rotnitzky & Zhao 1994); shrinkage of Morris (1983); variance by people as
         in Liang & Zeger (1986).  Measured in benchmarks/predicted_coverage.py
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from standout.stats.guard import far_end, guarded
from standout.stats.morris import held

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENOUGH = 15
"""From how many people's scores of its own a business has an interval that doesn't lean on others."""
_FEW_AS = 8
"""With fewer, its own variance counts beside that of so many scores spread like everybody's."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the words and the scores of each business say together.

    Attributes
    ----------
    mean : float64, shape (G,)
        NaN without rows.
    variance, df : float64, shape (G,)
        Of the mean; NaN where a business has no score of its own, so that nothing tells how wrong it is.
    rated, rows : int64, shape (G,)
        Scores, and rows with or without one.
    borrowed : float64, shape (G,)
        How much of its rectifier was taken from the other businesses, 0 to 1.
    influence : float64, shape (rows,)
        What each row added to its business's mean; squares of its sums by person give the variance, and products
        with those of another score the covariance.

    """

    mean: Floats
    variance: Floats
    df: Floats
    rated: Ints
    rows: Ints
    borrowed: Floats
    influence: Floats


def predicted(
    score: ArrayLike,
    prediction: ArrayLike,
    business: ArrayLike,
    businesses: int,
    *,
    cluster: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    shrink: bool = True,
    guard: bool = False,
) -> Predicted:
    """Give the mean of each business, and how wrong it may be.

    Parameters
    ----------
    score : float64, shape (rows,)
        NaN where a row has none.
    prediction : float64, shape (rows,)
        Finite; made without the row's own score.
    business : int64, shape (rows,)
        Codes in ``0..businesses-1``.
    businesses : int
        How many there are, those without rows included.
    cluster : int64, shape (rows,), optional
        Who wrote each row, as `clusters` codes them; everybody once where none is given.
    weight : float64, shape (rows,), optional
        How much a scored row counts in the rectifier, as `standout.stats.representative.balancing` gives it.
    shrink : bool
        Whether rectifiers are held towards each other.
    guard : bool
        Whether the error of a rectifier is kept from being too small by luck, as that of a mean of scores is
        (`standout.stats.guard`): no less than half-way to that of the other businesses, and than three people more
        with the largest error seen would make it.

    Returns
    -------
    Predicted

    Examples
    --------
    Three of four rows are scored, and the words foretell 3 each time: the mean is that of the scores.

    >>> found = predicted([4, 5, 3, np.nan], [3, 3, 3, 3], [0, 0, 0, 0], 1)
    >>> found.mean.tolist(), found.variance.round(4).tolist()   # 4, and 1 / 3
    ([4.0], [0.3333])

    """
    y, f, code = np.asarray(score, np.float64), np.asarray(prediction, np.float64), np.asarray(business, np.int64)
    who = np.arange(len(y)) if cluster is None else np.asarray(cluster, np.int64)
    seen = ~np.isnan(y)
    rows, rated = (np.bincount(code[which], minlength=businesses) for which in (slice(None), seen))
    with np.errstate(divide="ignore", invalid="ignore"):
        average = np.bincount(code, f, businesses) / rows
        part = seen / rated[code] if weight is None else _parts(np.asarray(weight, np.float64) * seen, code, businesses)
        error = np.where(seen, y - f, 0.0)
        rectifier = np.where(rated > 0, np.bincount(code, part * error, businesses), np.nan)
        words = (f - average[code]) / rows[code]
    apart = np.where(seen, part * (error - rectifier[code]), 0.0)
    of_words, of_error, of_both, people, raters = _squares(words, apart, seen, code, who, businesses)
    of_error = np.where(rated < rows, _moderated(of_error, rated, raters), of_error)
    of_error = _at_least_half_way(of_error, raters) if guard else of_error
    share, centre, common, guess = _borrowing(rectifier, of_error, rated, shrink=shrink)
    if guard and seen.any():
        of_error = np.fmax(of_error, far_end(rectifier, raters, float(error[seen].min()), float(error[seen].max())))
    with np.errstate(divide="ignore", invalid="ignore"):
        open_share = (rows - rated) / rows
        kept = 1 - open_share * share
        put_right = np.where(rated > 0, kept * rectifier + (1 - kept) * centre, centre)
        down = 1 - (1 - common) * share * open_share * (2 - open_share)
        variance = np.maximum(of_words + 2 * kept * of_both + of_error * down + open_share**2 * guess, 0.0)
        unscored = np.minimum(open_share * of_words, variance)
        apart_of = (variance - unscored) ** 2 / (raters - 1) + unscored**2 / np.maximum(people - 1, 1)
        df = np.where(apart_of > 0, variance**2 / apart_of, np.maximum(raters - 1.0, 1.0))
    mean = np.where(rows > 0, average + put_right, np.nan)
    df = np.where(rated > 1, df, np.where(np.isfinite(variance), 1.0, np.nan))
    return Predicted(
        mean, variance, np.asarray(df), rated, rows, np.where(rated > 0, 1 - kept, 1.0), words + kept[code] * apart
    )


def clusters(business: ArrayLike, person: ArrayLike) -> Ints:
    """Give a code for each business and person; a person below 0 is unknown, and one of their own.

    Examples
    --------
    >>> clusters([0, 0, 1, 1], [7, 7, 7, -1]).tolist()
    [1, 1, 2, 0]

    """
    code, who = np.asarray(business, np.int64), np.asarray(person, np.int64)
    _, which = np.unique(who, return_inverse=True)
    pair = np.where(who < 0, -1 - np.arange(len(who)), code * (which.max(initial=0) + 1) + which)
    return np.asarray(np.unique(pair, return_inverse=True)[1], dtype=np.int64)


def interval(found: Predicted, level: float) -> tuple[Floats, Floats]:
    """Give the lower and upper ends of the interval of each mean; NaN where there is none."""
    with np.errstate(invalid="ignore"):
        reach = stdtrit(found.df, (1 + level) / 2) * np.sqrt(found.variance)
    return found.mean - reach, found.mean + reach


def _parts(weight: Floats, code: Ints, businesses: int) -> Floats:
    """Weights that add to 1 in each business."""
    whole = np.bincount(code, weight, businesses)
    parts: Floats = weight / whole[code]
    return np.nan_to_num(parts)


def _squares(
    words: Floats, apart: Floats, seen: NDArray[np.bool_], code: Ints, who: Ints, businesses: int
) -> tuple[Floats, Floats, Floats, Ints, Ints]:
    """Variance of the words' mean, of the rectifier, their covariance, and how many people and raters there are."""
    count = int(who.max(initial=-1)) + 1
    whose = np.zeros(count, np.int64)
    whose[who] = code
    one, two = np.bincount(who, words, count), np.bincount(who, apart, count)
    there = np.bincount(who, minlength=count) > 0
    gave = np.bincount(who, seen, count) > 0
    people, raters = (np.bincount(whose[which], minlength=businesses) for which in (there, gave))
    few, fewer = (np.where(n > 1, n / np.maximum(n - 1, 1), np.nan) for n in (people, raters))
    sums = (np.bincount(whose, product, businesses) for product in (one * one, two * two, one * two))
    of_words, of_error, of_both = (part * total for part, total in zip((few, fewer, fewer), sums, strict=True))
    of_words = np.where(people == 1, 0.0, of_words)
    return np.asarray(of_words), np.asarray(of_error), np.nan_to_num(of_both), people, raters


def _moderated(of_error: Floats, rated: Ints, raters: Ints) -> Floats:
    """Variances of rectifiers; where scores are few they count beside what is usual among all businesses."""
    single = of_error * rated
    usual = single[np.isfinite(single) & (raters >= ENOUGH)]
    usual = usual if usual.size else single[np.isfinite(single)]
    if not usual.size:
        return of_error
    typical, own = float(usual.mean()), np.maximum(raters - 1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mixed = (own * np.nan_to_num(single) + _FEW_AS * typical) / (own + _FEW_AS) / rated
    return np.asarray(np.where((rated > 0) & (raters < ENOUGH), mixed, of_error))


def _at_least_half_way(of_error: Floats, raters: Ints) -> Floats:
    """Variances of rectifiers, none nearer to nothing than half-way to what is usual among all businesses."""
    single = of_error * raters
    usual = single[np.isfinite(single) & (raters >= ENOUGH)]
    usual = usual if usual.size else single[np.isfinite(single)]
    if not usual.size:
        return of_error
    wide = guarded(single, np.nan, float(usual.mean())) / np.maximum(raters, 1)
    return np.asarray(np.where(np.isfinite(of_error), wide, of_error))


def _borrowing(
    rectifier: Floats, of_error: Floats, rated: Ints, *, shrink: bool
) -> tuple[Floats, float, Floats, Floats]:
    """How much of each rectifier is taken from the centre, the centre, each one's part in it, and the guess."""
    share, part, guess = (np.zeros(len(rectifier)) for _ in range(3))
    known = np.isfinite(of_error) & (rated > 0)
    found = held(rectifier[known], of_error[known])
    centre = found.centre if known.any() else float(np.nan_to_num(rectifier[rated > 0]).mean()) if rated.any() else 0.0
    if shrink:
        share[known], part[known], guess[known] = found.share, found.part, found.guess
    return share, centre, part, guess
