"""Verdict words: how people judge a visit without figures, such as "very good" or "not satisfied".

A column of them tells how it went.  So a buyer can't know it beforehand, whatever its header says.
"""

from __future__ import annotations

from collections.abc import Mapping

from standout.sources.names import words_of

WORDS = frozenset(
    "good bad great poor fair excellent outstanding superb fantastic amazing wonderful lovely perfect terrible awful "
    "horrible dreadful dire ok okay average mediocre acceptable adequate decent fine satisfactory unsatisfactory "
    "satisfied dissatisfied unsatisfied satisfying disappointing disappointed happy unhappy worst best better worse "
    "gut schlecht mittel befriedigend ausreichend mangelhaft ungenugend bon mauvais moyen mediocre bueno malo regular "
    "buono cattivo ottimo pessimo goed slecht bom mau otimo dobry zly".split()
)
DEGREES = frozenset(
    "very extremely really quite rather fairly somewhat not too pretty below above neither nor "
    "sehr nicht tres pas assez muy molto zeer muito bardzo".split()
)
MOSTLY = 0.8


def judges(counts: Mapping[str, int]) -> bool:
    """Tell whether most of a column's cells judge a visit, in two ways or more.

    Parameters
    ----------
    counts : mapping
        How often each value stands.

    Examples
    --------
    >>> judges({"very good": 3, "ok": 2, "bad": 1}), judges({"families": 3, "couples": 2}), judges({"fine": 9})
    (True, False, False)

    """
    judging = {value: n for value, n in counts.items() if _judges(value)}
    return len(judging) > 1 and sum(judging.values()) >= MOSTLY * sum(counts.values())


def _judges(value: str) -> bool:
    words = set(words_of(value))
    return bool(words & WORDS) and words <= WORDS | DEGREES
