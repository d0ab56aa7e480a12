"""Draws: randomness by number, so that a set, a run or a snapshot draws the same whoever makes it, and when.

Stream   SplitMix64, begun at a mix of the seed and the number; sets are told apart by their numbers alone, so an
         answer is the same on one thread or two, and any set can be made again instead of kept
Use      ``state = begin(seed, number)`` gives an array of one; ``following(state)`` the next 64 bits
Source   Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA; ``below`` is the high
         half of a product (Lemire 2019, ACM TOMACS 29), off by less than d / 2^32
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_THIRTY, _TWENTY_SEVEN, _THIRTY_ONE = np.uint64(30), np.uint64(27), np.uint64(31)
_HALF, _ELEVEN = np.uint64(32), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0  # 2^-53


@njit(inline="always")
def mixed(bits: Any) -> Any:
    """Give 64 bits that each hang on all 64 of ``bits``."""
    z = (bits ^ (bits >> _THIRTY)) * _FIRST
    z = (z ^ (z >> _TWENTY_SEVEN)) * _SECOND
    return z ^ (z >> _THIRTY_ONE)


@njit(inline="always")
def begin(seed: Any, number: Any, state: Any) -> None:
    """Set ``state``, uint64 of shape (1,), to where the stream of ``number`` under ``seed`` begins."""
    state[0] = mixed(mixed(np.uint64(seed) + _GOLDEN) ^ (np.uint64(number) * _SECOND + _GOLDEN))


@njit(inline="always")
def following(state: Any) -> Any:
    """Give the next 64 bits of a stream."""
    state[0] += _GOLDEN
    return mixed(state[0])


@njit(inline="always")
def below(bits: Any, d: Any) -> Any:
    """Give a whole number from 0 to ``d`` - 1, for ``d`` below 2^32."""
    return np.int64(((bits >> _HALF) * np.uint64(d)) >> _HALF)


@njit(inline="always")
def uniform(bits: Any) -> Any:
    """Give a number above 0 and below 1."""
    return (np.float64(bits >> _ELEVEN) + 0.5) * _UNIT
