"""Rows: judgements as arrays, sorted so that each business's lie together, and each person's within it.

Unit     codes are places in a list of values, 0 for nothing said; scores are hundredths of a point
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standout.stats.worlds.sorting import dealt, dealt_to, order_of, picked

MISSING = -32768
"""A score that wasn't given."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Judgements sorted by business, then by who judged; made by `rows_of`.

    Attributes
    ----------
    business : int32, shape (N,)
        Place of the business in the league.
    starts : int64, shape (R + 1,)
        The rows of business ``b`` are ``starts[b]`` up to ``starts[b + 1]``.
    codes : tuple of unsigned arrays, shape (N,) each
        One for each descriptor: 1 and up for a value, 0 where nothing was said.
    scores : tuple of int16 arrays, shape (N,) each
        One for each aspect: hundredths, `MISSING` where it was not rated.
    cluster : int64, shape (N,), or None
        Who judged; -1 for somebody who judged once and has no name.  None: everybody judged once.
    weight : int64, shape (N,), or None
        Whole numbers above 0.  None: everybody counts the same.

    """

    business: NDArray[np.int32]
    starts: NDArray[np.int64]
    codes: tuple[NDArray[np.unsignedinteger], ...]
    scores: tuple[NDArray[np.int16], ...]
    cluster: NDArray[np.int64] | None
    weight: NDArray[np.int64] | None

    @property
    def businesses(self) -> int:
        """How many businesses the league has, those without a row among them."""
        return len(self.starts) - 1


def rows_of(
    business: NDArray[np.integer],
    codes: Sequence[NDArray[np.integer]],
    scores: Sequence[NDArray[np.integer]],
    cluster: NDArray[np.integer] | None = None,
    weight: NDArray[np.integer] | None = None,
    businesses: int | None = None,
) -> Rows:
    """Give judgements sorted by business, then by who judged; rows of one person keep their order.

    Parameters
    ----------
    business : int, shape (N,)
        Place of each row's business in the league.
    codes, scores, cluster, weight
        As `Rows` holds them, in any order of rows.
    businesses : int, optional
        How many businesses the league has; without it, as many as the largest place asks for.

    Raises
    ------
    ValueError
        If lengths differ, a place or code is below 0, or a weight is not above 0.

    Examples
    --------
    >>> rows = rows_of(np.array([1, 0, 1]), [np.array([2, 1, 0])], [np.array([500, 300, MISSING])])
    >>> rows.starts.tolist(), rows.codes[0].tolist(), rows.scores[0].tolist()
    ([0, 1, 3], [1, 2, 0], [300, 500, -32768])

    """
    places = np.asarray(business)
    count = int(businesses if businesses is not None else places.max(initial=-1) + 1)
    _check(places, codes, scores, cluster, weight, count)
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(places, minlength=count), out=starts[1:])
    place: NDArray[np.integer] = np.empty(len(places), np.uint32 if len(places) < 1 << 32 else np.int64)
    dealt_to(places, starts, place)
    who = None if cluster is None else _moved(np.asarray(cluster, dtype=np.int64), place, None)
    order = None if who is None else order_of(who, starts)
    return Rows(
        business=np.repeat(np.arange(count, dtype=np.int32), np.diff(starts)),
        starts=starts,
        codes=tuple(_moved(_small(column), place, order) for column in codes),
        scores=tuple(_moved(np.asarray(score, dtype=np.int16), place, order) for score in scores),
        cluster=None if who is None or order is None else who[order],
        weight=None if weight is None else _moved(np.asarray(weight, dtype=np.int64), place, order),
    )


def _moved(column: NDArray[Any], place: NDArray[np.integer], order: NDArray[np.integer] | None) -> NDArray[Any]:
    found = np.empty_like(column)
    dealt(column, place, found)
    if order is None:
        return found
    sorted_too = np.empty_like(column)
    picked(found, order, sorted_too)
    return sorted_too


def _check(
    business: NDArray[np.integer],
    codes: Sequence[NDArray[np.integer]],
    scores: Sequence[NDArray[np.integer]],
    cluster: NDArray[np.integer] | None,
    weight: NDArray[np.integer] | None,
    count: int,
) -> None:
    parts = [*codes, *scores, *(part for part in (cluster, weight) if part is not None)]
    if any(len(part) != len(business) for part in parts):
        raise ValueError("every column has one entry for each row")
    if len(business) and (business.min() < 0 or business.max() >= count):
        raise ValueError(f"places of businesses are 0..{count - 1}")
    if any(len(column) and column.min() < 0 for column in codes if column.dtype.kind == "i"):
        raise ValueError("codes are 0, for nothing said, and up")
    if weight is not None and len(weight) and weight.min() <= 0:
        raise ValueError("weights are above 0")


def _small(column: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    codes = np.asarray(column)
    most = int(codes.max(initial=0))
    fit = np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32
    return codes.astype(fit, copy=False)
