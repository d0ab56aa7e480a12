"""Bands: ties by chance, and which of them carry word in one snapshot of a network, drawn by number.

Takes    ties, as two arrays of ends, and their chances
Makes    `Bands`: the ties by chance, largest first, in bands of a factor of two; `drawn` draws from them
Draws    one stream a snapshot (`draws`), so snapshot 7 is the same whoever draws it, and when
How      in a band whose ties are live with chance P or less the next candidate is found at once, and kept with p / P;
         64 ties at a time where P is large (binary digits of P against as many random words as still matter), by the
         length of the gap where it is small; either way each tie is live with its own chance, whatever the others do
Source   gaps: Batagelj & Brandes (2005), "Efficient generation of large random networks", Phys. Rev. E 71
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network.draws import begin, following, uniform

_MOST_BANDS = 32
_WORDS_FROM = 0.02  # from this chance on 64 ties at a time are quicker than gaps
_WORD = 64
_DIGITS = 53
_SCALE = 2.0**_DIGITS
_ONE, _ZERO = np.uint64(1), np.uint64(0)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_PLACE_BITS = np.uint64(58)
_PLACE_KEY = np.uint64(0x03F79D71B4CB0A89)  # a de Bruijn sequence: its highest six bits tell how far it was shifted
_PLACE = np.zeros(_WORD, np.int64)
_PLACE[[((1 << bit) * int(_PLACE_KEY) & int(_ALL)) >> 58 for bit in range(_WORD)]] = np.arange(_WORD)


class Bands(NamedTuple):
    """Ties by chance.

    Attributes
    ----------
    one, other : int32, shape (ties,)
        The ends of each tie.
    first : int64, shape (bands + 1,)
        Band b is the ties ``first[b]:first[b + 1]``.
    most : float64, shape (bands,)
        No tie of the band has a larger chance.
    part : float64, shape (ties,) or (0,)
        Each tie's chance as a part of its band's; empty where all are 1.

    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    first: NDArray[np.int64]
    most: NDArray[np.float64]
    part: NDArray[np.float64]


def banded(one: NDArray[np.int32], other: NDArray[np.int32], chance: NDArray[np.float32] | float) -> Bands:
    """Give ties in bands of their chance; those of chance 0 are left out.

    Parameters
    ----------
    one, other : int32, shape (ties,)
        The ends of each tie.
    chance : float32 of shape (ties,), or float
        From 0 to 1.

    Examples
    --------
    >>> ends = np.arange(4, dtype=np.int32)
    >>> found = banded(ends, ends + 1, np.array([0.3, 1, 0, 0.4], np.float32))
    >>> found.one.tolist(), found.most.tolist(), found.part.round(1).tolist()
    ([1, 0, 3], [1.0, 0.5], [1.0, 0.6, 0.8])

    """
    if isinstance(chance, float):
        kept = len(one) if chance > 0 else 0
        return Bands(one[:kept], other[:kept], np.array([0, kept][: kept + 1]), np.array([chance][:kept]), np.empty(0))
    fraction, power = np.frexp(chance)  # chance is fraction * 2^power, the fraction from a half to 1
    band = np.where(fraction == 0.5, 1 - power, -power)
    band = np.minimum(band, _MOST_BANDS - 1).astype(np.int8)
    band[chance <= 0] = _MOST_BANDS
    order = np.argsort(band, kind="stable")[: np.count_nonzero(chance > 0)]
    held, first = np.unique(band[order], return_index=True)
    most = np.ldexp(1.0, -held.astype(np.int64))
    first = np.append(first, len(order))
    part = chance[order] / np.repeat(most, np.diff(first))
    return Bands(one[order], other[order], first, most, part)


@njit(cache=True, nogil=True)
def drawn(ties: Any, seed: Any, number: Any, held: Any) -> Any:
    """Write the places of the ties live in snapshot ``number`` to ``held``, which has room for all; give how many."""
    state = np.empty(1, np.uint64)
    begin(seed, number, state)
    count = np.int64(0)
    for band in range(len(ties.most)):
        begun = count
        first, last, most = ties.first[band], ties.first[band + 1], ties.most[band]
        if most >= 1.0:
            for tie in range(first, last):
                held[count] = tie
                count += 1
        elif most >= _WORDS_FROM:
            count = _by_words(first, last, most, state, held, count)
        else:
            count = _by_gaps(first, last, most, state, held, count)
        if len(ties.part):
            count = _thinned(begun, count, ties.part, state, held)
    return count


@njit(cache=True, nogil=True)
def _thinned(first: Any, last: Any, part: Any, state: Any, held: Any) -> Any:
    kept = first
    for at in range(first, last):
        tie = held[at]
        if uniform(following(state)) < part[tie]:
            held[kept] = tie
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _by_gaps(tie: Any, end: Any, chance: Any, state: Any, held: Any, count: Any) -> Any:
    scale = 1.0 / np.log1p(-chance)
    while True:
        gap = np.log(uniform(following(state))) * scale
        if gap >= end - tie:
            return count
        tie += np.int64(gap)
        held[count] = tie
        count += 1
        tie += 1


@njit(cache=True, nogil=True)
def _by_words(tie: Any, end: Any, chance: Any, state: Any, held: Any, count: Any) -> Any:
    """Compare 64 random fractions with ``chance`` at once, digit by digit, until each is told from it."""
    digits = np.uint64(chance * _SCALE)
    for begun in range(tie, end, _WORD):
        even, live = _ALL, _ZERO  # as far as was looked, even with the chance; below it
        if end - begun < _WORD:
            even = (_ONE << np.uint64(end - begun)) - _ONE
        for digit in range(_DIGITS - 1, -1, -1):
            word = following(state)
            if (digits >> np.uint64(digit)) & _ONE:
                live |= even & ~word
                even &= word
            else:
                even &= ~word
            if even == _ZERO:
                break
        while live != _ZERO:
            low = live & (~live + _ONE)
            held[count] = begun + _PLACE[(low * _PLACE_KEY) >> _PLACE_BITS]
            count += 1
            live ^= low
    return count
