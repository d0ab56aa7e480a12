"""Combined: sums of several aspects taken together, over the judgements that score all of them.

Unit     hundredths of a point, a score being the mean of its aspects; as a third of a hundredth is no whole
         number, a combination of ``m`` is kept under a weight of ``m²``: means and variances come out in points,
         and every sum stays whole
Source   Liang & Zeger (1986) for what is summed over people
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.stats.worlds.rows import MISSING, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Combined:
    """Sums of C combinations and R businesses, each of shape (C, R).

    Attributes
    ----------
    count : int64
        Judgements that score every aspect of the combination.
    n, total, squares : int64
        Sums of weights, of weight x score and weight x score².
    clusters : int64
        People.
    css, csn, cnn : float64
        Over people: the sum of (their total)², of their total x their n, of (their n)².

    """

    count: Ints
    n: Ints
    total: Ints
    squares: Ints
    clusters: Ints
    css: Floats
    csn: Floats
    cnn: Floats


def sets_of(aspects: Sequence[int], sizes: Sequence[int] = (2, 3)) -> list[tuple[int, ...]]:
    """Give every combination of so many aspects, the smaller first.

    Examples
    --------
    >>> sets_of([0, 1, 4])
    [(0, 1), (0, 4), (1, 4), (0, 1, 4)]

    """
    return [some for size in sizes for some in combinations(aspects, size)]


def combined(rows: Rows, sets: Sequence[Sequence[int]]) -> Combined:
    """Give the sums of each combination for every business.

    Parameters
    ----------
    rows : Rows
    sets : sequence of sequences of int
        Each two or three places in ``rows.scores``.

    Raises
    ------
    ValueError
        If a combination isn't of two or three.

    Examples
    --------
    Two judgements that score both, 4 and 5, and 3 and 3: means of 4.5 and 3 under a weight of four.

    >>> from standout.stats.worlds.rows import rows_of
    >>> held = rows_of(np.zeros(3, int), [], [np.array([400, 300, 500]), np.array([500, 300, MISSING])])
    >>> sums = combined(held, [(0, 1)])
    >>> sums.count.item(), sums.n.item(), sums.total.item()
    (2, 8, 3000)

    """
    whole = np.zeros((len(sets), 5, rows.businesses), np.int64)
    real = np.zeros((len(sets), 3, rows.businesses))
    nobody, last = np.zeros(0, np.int64), _ends(rows)
    weight = rows.weight if rows.weight is not None else nobody
    for place, some in enumerate(sets):
        if len(some) not in (2, 3):
            raise ValueError("a combination is of two or three aspects")
        one, two, three = (rows.scores[some[at]] for at in (0, 1, -1))
        if last is None and not len(weight):
            _alone(one, two, three, len(some), rows.starts, whole[place], real[place])
        else:
            ends = last if last is not None else nobody.astype(np.bool_)
            _grouped(one, two, three, len(some), rows.starts, ends, weight, whole[place], real[place])
    count, n, total, squares, clusters = (whole[:, kind].copy() for kind in range(5))
    css, csn, cnn = (real[:, kind].copy() for kind in range(3))
    return Combined(count, n, total, squares, clusters, css, csn, cnn)


def _ends(rows: Rows) -> NDArray[np.bool_] | None:
    """Where a person's rows end; None where everybody has one."""
    if rows.cluster is None or not len(rows.cluster):
        return None
    last = np.ones(len(rows.cluster), np.bool_)
    same = (rows.cluster[1:] == rows.cluster[:-1]) & (rows.business[1:] == rows.business[:-1])
    last[:-1] = ~(same & (rows.cluster[1:] >= 0))
    return None if last.all() else last


@njit(cache=True, nogil=True)
def _alone(
    one: NDArray[np.int16],
    two: NDArray[np.int16],
    three: NDArray[np.int16],
    size: int,
    starts: Ints,
    whole: Ints,
    real: Floats,
) -> None:
    """Sums where everybody judged once; of two aspects the third is the second again and isn't added."""
    kept = size * size
    for b in range(len(starts) - 1):
        count, total, squares = np.int64(0), np.int64(0), np.int64(0)
        for i in range(starts[b], starts[b + 1]):
            x = np.int64(one[i]) + two[i] + (three[i] if size == 3 else 0)
            there = np.int64((one[i] != MISSING) & (two[i] != MISSING) & (three[i] != MISSING))
            count += there
            total += there * x
            squares += there * x * x
        whole[:, b] = count, kept * count, size * total, squares, count
        real[:, b] = kept * squares, size * kept * total, kept * kept * count


@njit(cache=True, nogil=True)
def _grouped(  # noqa: PLR0913 - compiled code takes its arrays one by one
    one: NDArray[np.int16],
    two: NDArray[np.int16],
    three: NDArray[np.int16],
    size: int,
    starts: Ints,
    last: NDArray[np.bool_],
    weight: Ints,
    whole: Ints,
    real: Floats,
) -> None:
    """Sums where people judged more than once, or judgements weigh differently."""
    people, weighed = len(last) > 0, len(weight) > 0
    kept = size * size
    for b in range(len(starts) - 1):
        count, squares, clusters = np.int64(0), np.int64(0), np.int64(0)
        sum_n, sum_total, n, total = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
        css, csn, cnn = 0.0, 0.0, 0.0
        for i in range(starts[b], starts[b + 1]):
            x = np.int64(one[i]) + two[i] + (three[i] if size == 3 else 0)
            there = np.int64((one[i] != MISSING) & (two[i] != MISSING) & (three[i] != MISSING))
            w = there * (weight[i] if weighed else np.int64(1))
            count += there
            squares += w * x * x
            n += w
            total += w * x
            if people and not last[i]:
                continue
            sum_n += n
            sum_total += total
            clusters += np.int64(n > 0)
            css += float(total) * total
            csn += float(total) * n
            cnn += float(n) * n
            n, total = np.int64(0), np.int64(0)
        whole[:, b] = count, kept * sum_n, size * sum_total, squares, clusters
        real[:, b] = kept * css, size * kept * csn, kept * kept * cnn
