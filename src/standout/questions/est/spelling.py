"""Spelling: whether the files hold the owner's business under a name that is nearly the one given."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

CLOSE = 0.82
"""From this ratio of Ratcliff and Obershelp on, two spellings may be one name."""


def near_name(name: str, others: Iterable[str]) -> str:
    """Give the one of ``others`` that ``name`` may be a spelling of, empty where there is none.

    Examples
    --------
    >>> near_name("Corner Dely", ["Deli North", "Corner Deli"])
    'Corner Deli'
    >>> near_name("Corner Deli", ["Deli North", "The Corner Deli, Bath"])
    'The Corner Deli, Bath'

    """
    found = [(likeness, other) for other in sorted(others) if (likeness := _likeness(name, other)) >= CLOSE]
    return max(found, key=lambda one: one[0])[1] if found else ""


def _likeness(name: str, other: str) -> float:
    """From 0 to 1; a name that holds the other whole, word for word, is as close as can be without being it."""
    mine, theirs = (" ".join(_plain(text).split()) for text in (name, other))
    if not mine or not theirs:
        return 0.0
    inside = f" {mine} " in f" {theirs} " or f" {theirs} " in f" {mine} "
    return max(SequenceMatcher(None, mine, theirs).ratio(), CLOSE if inside else 0.0)


def _plain(text: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold())
