"""Shrunk: what a lead would be with fresh scores, when it was picked because it looked large.

The best of many worlds owe part of their lead to luck.  Our mean in a world is taken apart: what everybody
with us says, what each condition adds, what each pair of conditions adds, and so on.  Each part is held down
by as much as luck explains among all parts of its kind, and they are put together again.  A real niche has a
part that luck can't explain; it stays.  The best of several rivals is lucky too: theirs are held down
towards what these rivals score elsewhere, and the best is the mean of the largest over what remains open.

``lead = fair_means(...)[world, aspect] - fair_best(...)[world]``

Unit     the unit of the scores
Source   adaptive shrinkage of Stephens (2017), "False discovery rates: a new deal", Biostatistics 18; two-level
         normal means of Efron & Morris (1975), JASA 70; measured in benchmarks/worlds_lead.py
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GRID, _ROUNDS, _MOST, _SEED = 14, 60, 20_000, 20261122
_NEAREST, _NODES = 24, 81


def fair_means(
    columns: NDArray[np.integer], values: NDArray[np.integer], n: NDArray[np.integer], mean: ArrayLike,
    variance: ArrayLike, everywhere: ArrayLike,
) -> Floats:  # fmt: skip
    """Give our mean in each searched world as fresh scores would show it.

    Parameters
    ----------
    columns, values : int, shape (K, depth)
        The conditions of each world, -1 padded; with a world, all that have fewer of its conditions are there.
    n : int, shape (K, A)
        Our scores in each world, aspect by aspect.
    mean : float64, shape (K, A)
        Their mean; anything where there are none.
    variance : float64, shape (A,)
        Variance of our single scores on each aspect, with what people share counted in.
    everywhere : float64, shape (A,)
        Our mean over everybody.

    Returns
    -------
    float64, shape (K, A)
        ``everywhere`` and the parts that each condition, pair of conditions and so on add.  NaN where there is
        no score.

    Raises
    ------
    ValueError
        If a world's own conditions, or some of them, make no world of the list.

    Notes
    -----
    The part of a world is its mean less ``everywhere`` and less the parts of all worlds with fewer of its
    conditions.  With variance over n as its squared error, it is held down under a prior that is a mixture of
    normals around 0, fitted by maximum likelihood (EM) to all parts with the same number of conditions.  A world
    with the very scores of one with fewer conditions is that one.

    Examples
    --------
    Eight conditions that add nothing but luck, and one that adds a lot: 4.9 stays, 4.1 doesn't.

    >>> columns, values = np.arange(9)[:, None], np.ones((9, 1), int)
    >>> mean = np.array([4.1, 3.9, 4.05, 3.95, 4.0, 4.0, 4.08, 3.92, 4.9])[:, None]
    >>> fair = fair_means(columns, values, np.full((9, 1), 100), mean, [1.0], [4.0])
    >>> fair[[0, 8], 0].round(2)
    array([4.01, 4.89])

    """
    scale = np.sqrt(np.asarray(variance, dtype=np.float64))
    count, rest = np.asarray(n), np.asarray(mean, dtype=np.float64) - np.asarray(everywhere, dtype=np.float64)
    there = (count > 0) & (scale > 0)
    above = np.divide(rest, scale, out=np.zeros(count.shape), where=there)
    part = np.zeros(count.shape)
    whole = np.zeros(count.shape)
    depth = (np.asarray(columns) >= 0).sum(axis=1)
    names = _names(np.asarray(columns), np.asarray(values))
    order = np.argsort(names.sum(axis=1), kind="stable")
    known = names.sum(axis=1)[order]
    for deep in range(1, int(depth.max(initial=0)) + 1):
        at = np.flatnonzero(depth == deep)
        below, same = np.zeros((2, len(at), count.shape[1]))
        here = there[at]
        for fewer in _fewer(names[at, :deep], order, known):
            below += part[fewer]
            twin = there[at] & (count[fewer] == count[at])
            same, here = np.where(twin, whole[fewer], same), here & ~twin
        own = same - below
        own[here] = held_down((above[at] - below)[here], 1 / count[at][here])
        part[at], whole[at] = own, below + own
    return np.where(count > 0, np.asarray(everywhere) + scale * whole, np.nan)


def _names(columns: NDArray[np.integer], values: NDArray[np.integer]) -> Ints:
    """A number for each condition, so that a world's conditions may be added up; 0 for none."""
    pairs = np.stack([columns.ravel(), values.ravel()], axis=1)
    kinds, which = np.unique(pairs, axis=0, return_inverse=True)
    marks = np.random.default_rng(_SEED).integers(-(1 << 62), 1 << 62, len(kinds), dtype=np.int64)
    marks[kinds[:, 0] < 0] = 0
    return marks[which.ravel()].reshape(columns.shape)


def _fewer(names: Ints, order: Ints, known: Ints) -> Iterator[Ints]:
    """Places of the worlds that have some of these conditions and not all, one set of conditions at a time."""
    deep = names.shape[1]
    for size in range(1, deep):
        for some in combinations(range(deep), size):
            wanted = names[:, some].sum(axis=1)
            place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            if (known[place] != wanted).any():
                raise ValueError("worlds with fewer conditions are missing")
            yield order[place]


def held_down(part: ArrayLike, error: ArrayLike) -> Floats:
    """Give the means of what may be true behind each part, by what all parts together show.

    Parameters
    ----------
    part : float64, shape (k,)
        Estimates that are 0 on average.
    error : float64, shape (k,)
        Their squared errors, above 0.

    Returns
    -------
    float64, shape (k,)
        Of the same sign, and nearer to 0.

    Examples
    --------
    >>> held_down([0.1, -0.1, 0.1, -0.1, 2.0], [0.01] * 5).round(2)
    array([ 0.01, -0.01,  0.01, -0.01,  2.  ])

    """
    seen, noise = np.asarray(part, dtype=np.float64), np.asarray(error, dtype=np.float64)
    if not len(seen):
        return seen
    some = slice(None, None, len(seen) // _MOST + 1)
    widest = max(float(np.quantile(seen**2, 0.9999)), float(np.median(noise)))
    spread = np.concatenate([[0.0], np.geomspace(float(np.median(noise)) / 64, widest, _GRID)])
    likely = _likelihood(seen[some], noise[some], spread)
    share = np.full(len(spread), 1 / len(spread))
    for _ in range(_ROUNDS):
        chance = likely * share
        share = (chance / chance.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = _likelihood(seen, noise, spread) * share
    kept = (chance * spread / (noise[:, None] + spread)).sum(axis=1) / chance.sum(axis=1)
    return np.asarray(seen * kept)


def _likelihood(part: Floats, error: Floats, spread: Floats) -> Floats:
    """Of each part under each spread, shape (k, spreads), the largest of a row being 1."""
    variance = error[:, None] + spread
    log = -0.5 * (part[:, None] ** 2 / variance + np.log(variance))
    return np.asarray(np.exp(log - log.max(axis=1, keepdims=True)))


def fair_best(n: ArrayLike, mean: ArrayLike, variance: ArrayLike, n_all: ArrayLike, mean_all: ArrayLike) -> Floats:
    """Give the mean of the best rival in each of some worlds as fresh scores would show it.

    Parameters
    ----------
    n, mean : float64, shape (W, R)
        Scores of each judged rival in each world, and their mean; n is 0 for those not judged and for us.
    variance : float64, shape (W, R)
        Variance of the rival's single scores on the world's aspect.
    n_all, mean_all : float64, shape (W, R)
        The rival's scores on that aspect over everybody, and their mean.

    Returns
    -------
    float64, shape (W,)
        NaN where no rival is judged.

    Notes
    -----
    A rival's mean in a world is its mean over everybody, a shift that all rivals share in that world, and a
    part of its own.  The means over everybody are held down towards each other, and the own parts towards 0;
    how much, is estimated from all worlds given.  Given the data the rivals' means are then normal, and the
    mean of the largest is taken over them.

    Examples
    --------
    Two rivals who score alike elsewhere; here one of them looks 0.6 better, with few scores:

    >>> alike = dict(n_all=[[900, 900]], mean_all=[[4.0, 4.0]])
    >>> fair_best([[30, 30]], [[4.3, 3.7]], [[1.0, 1.0]], **alike).round(2)
    array([4.25])

    """
    count, scored, total, level = (np.asarray(x, dtype=np.float64) for x in (n, mean, n_all, mean_all))
    judged = count > 0
    spread = np.where(judged, np.maximum(np.asarray(variance, dtype=np.float64), 1e-9), 1.0)
    typical = _average(spread, judged.astype(float))[:, None]
    base_error = np.where(judged, spread / np.maximum(total, 1), 1.0)
    base, base_error = _towards(np.where(judged, level, 0.0), base_error, judged, typical)
    own = np.where(judged, scored - base, 0.0)
    error = np.where(judged, spread * np.maximum(1 / np.maximum(count, 1) - 1 / np.maximum(total, count + 1), 1e-9), 1)
    own, own_error = _towards(own, error, judged, typical)
    return _largest(base + own, np.sqrt(base_error + own_error), judged)


def _average(value: Floats, weight: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((value * weight).sum(axis=1) / weight.sum(axis=1))


def _towards(value: Floats, error: Floats, judged: NDArray[np.bool_], typical: Floats) -> tuple[Floats, Floats]:
    """Hold each row's values down towards their weighted mean; the spread, per ``typical``, is that of all rows."""
    ratio, middle = 0.01, np.zeros((len(value), 1))
    for _ in range(30):
        weight = np.where(judged, typical / (error + ratio * typical), 0.0)
        middle = _average(value, weight)[:, None]
        free = 1 - weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        excess = np.where(judged, ((value - middle) ** 2 / np.maximum(free, 0.1) - error) / typical, 0.0)
        known = (weight**2 * (judged.sum(axis=1, keepdims=True) > 1)).sum()
        ratio = max(float(np.nansum(weight**2 * excess) / known), 0.0) if known > 0 else 0.0
    kept = np.where(judged, ratio * typical / (error + ratio * typical), 0.0)
    return np.where(judged, middle + kept * (value - middle), 0.0), kept * error


def _largest(mean: Floats, error: Floats, judged: NDArray[np.bool_]) -> Floats:
    """Mean of the largest of independent normals in each row, by the trapezoid rule over its distribution."""
    if not mean.shape[1]:
        return np.full(len(mean), np.nan)
    order = np.argsort(np.where(judged, -mean, np.inf), axis=1, kind="stable")[:, :_NEAREST]
    middle, sd, there = (np.take_along_axis(x, order, axis=1) for x in (mean, np.maximum(error, 1e-9), judged))
    low = np.where(there, middle, -np.inf).max(axis=1) - 6 * np.where(there, sd, 0.0).max(axis=1)
    high = np.where(there, middle + 6 * sd, -np.inf).max(axis=1)
    below = np.ones((len(mean), _NODES))
    with np.errstate(invalid="ignore"):
        step = (high - low) / (_NODES - 1)
        point = low[:, None] + step[:, None] * np.arange(_NODES)
        for rival in range(middle.shape[1]):
            under = ndtr((point - middle[:, rival, None]) / sd[:, rival, None])
            below *= np.where(there[:, rival, None], under, 1.0)
        area = step * (below.sum(axis=1) - (below[:, 0] + below[:, -1]) / 2)
        return np.where(there.any(axis=1), high - area, np.nan)
