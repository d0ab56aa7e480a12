"""Found: every world that can be claimed, and where we stand in it.

Unit     hundredths of a point; z on the scale of a normal
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: K worlds, A aspects.

    Attributes
    ----------
    columns, values : int16 and int32, shape (K, depth)
        The conditions of each world, -1 padded.
    depth : int8, shape (K,)
        How many conditions it has.
    rows, ours : int64, shape (K,)
        Rows of everybody, and of ours.
    same_as : int64, shape (K,)
        The world with fewest conditions, and first among these, that holds exactly the same rows: itself
        where there is none; -1 where it holds every row there is, and so is no world of its own.
    n : int64, shape (K, A)
        Our scores.
    mean : float64, shape (K, A)
        Of our scores; NaN without any.
    testable : bool, shape (K, A)
        Whether it may be claimed: enough scores of ours, enough judged rivals, a world of its own.
    judged : int32, shape (K, A)
        Rivals with ``n_min`` scores; 0 where we have fewer.
    judged_rows : int64, shape (K, A)
        Their scores.
    best : int32, shape (K, A)
        The rival hardest to be told from us: the smallest z where we are ahead of every judged one, else the
        one with the highest mean; -1 without any.
    lead : float64, shape (K, A)
        Our mean less the highest mean of a judged rival; NaN without any.
    z : float64, shape (K, A)
        How surely we are ahead of ``best``; NaN without any.

    """

    columns: NDArray[np.int16]
    values: NDArray[np.int32]
    depth: NDArray[np.int8]
    rows: Ints
    ours: Ints
    same_as: Ints
    n: Ints
    mean: Floats
    testable: NDArray[np.bool_]
    judged: NDArray[np.int32]
    judged_rows: Ints
    best: NDArray[np.int32]
    lead: Floats
    z: Floats


def same_as(held: Ints, marks: Ints, depth: NDArray[np.int8]) -> Ints:
    """Give, for each world, the one with fewest conditions, first among these, that holds the same rows.

    Parameters
    ----------
    held, marks : int64, shape (K,)
        How many rows, and the sum of their marks.
    depth : int8, shape (K,)

    Examples
    --------
    >>> same_as(np.array([5, 3, 5]), np.array([17, 4, 17]), np.array([2, 1, 1], np.int8)).tolist()
    [2, 1, 2]

    """
    order = np.lexsort((depth, held, marks))
    new = np.ones(len(held), bool)
    new[1:] = (np.diff(held[order]) != 0) | (np.diff(marks[order]) != 0)
    same = np.zeros(len(held), np.int64)
    same[order] = order[new][np.cumsum(new) - 1]
    return same
