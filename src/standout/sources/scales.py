"""Scores: their scale, zeros that mean "not rated", two scales in one column, columns somebody filled in.

Everything here looks at one column of numbers, or at columns side by side; None is an empty cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from standout.sources.names import words_of
from standout.sources.star_words import FIGURE, NUMBERS, OUT_OF, STARS

Scores = Sequence[float | None]

TOPS = (5, 10, 20, 100)
"""Where rating scales end; 20 and 100 only where the name says that it is a score."""

REACHES = 0.7
"""The best score of a column reaches this share of its scale, else the scale isn't its own."""

SAME_SHARE, FILLED_SHARE = 0.99, 0.2
"""From these shares of one value on, a column was filled in by somebody: a whole number; an odd mean among others."""

NEARLY_ALL = 0.95
STRAY_SHARE = 0.02
SAME_ROWS = 100
"""From this many rows on, one whole number in nearly all of them is taken for filled in: were it given by fewer than
97 people in 100, a hundred alike would come about less than once in twenty.  Fewer may be happy guests."""

LEAST_HALF, LEAST_ROWS = 10, 30
LEAST_ZEROS = 5
STRAY = 500
"""One score in this many may stand beyond the lower scale by mistake."""

_OUT_OF = re.compile(OUT_OF, re.IGNORECASE)
_WITH_WORD = re.compile(rf"^{FIGURE}\s*[^\W\d_]+$")
_IN_NAME = re.compile(r"(?:\b(0|1)\s*(?:-|–|to|bis)\s*|/\s*|\b(?:out of|von|sur)\s+)(5|6|7|10|20|100)\b")


@dataclass(frozen=True, slots=True)
class Split:
    """Two scales in one column: what parts them, and the lower and the higher top."""

    by: str  # the column whose being filled parts them, "" where a date or a value does
    higher_when: str  # "filled" or "blank"
    low_top: int
    high_top: int
    rows: int  # on the higher scale
    why: str
    values: Mapping[str, object]


def stars(cell: str | None) -> tuple[float, int | None] | None:
    """Give the score that words or signs tell, and the top where the cell says it; None where they tell none.

    Examples
    --------
    >>> stars("FIVE"), stars("★★★★☆"), stars("4 von 5"), stars("4 Sterne"), stars("4.5")
    ((5.0, None), (4.0, 5), (4.0, 5), (4.0, None), None)

    """
    text = (cell or "").strip()
    if found := _OUT_OF.match(text):
        return float(found[1].replace(",", ".")), int(float(found[2].replace(",", ".")))
    words = words_of(text)
    if words and words[0] in NUMBERS and set(words[1:]) <= STARS:
        return float(NUMBERS[words[0]]), None
    if text and set(text) <= set("★☆⭐✩\ufe0f "):
        full, empty = text.count("★") + text.count("⭐"), text.count("☆") + text.count("✩")
        return float(full), full + empty if empty else None
    if _WITH_WORD.match(text) and words[-1] in STARS:
        return float(re.split(r"\s|[^\d.,]", text)[0].replace(",", ".")), None
    return None


def scale_in_name(header: str) -> tuple[float, float] | None:
    """Give the scale a header states: ``Service (1-10)``.

    Examples
    --------
    >>> scale_in_name("Service (1-10)"), scale_in_name("Service")
    ((1.0, 10.0), None)

    """
    found = _IN_NAME.search(header.casefold())
    return (float(found[1] or 1), float(found[2])) if found else None


def top_of(scores: Scores, *, named: bool, overall: bool = False) -> int | None:
    """Give where the scale of a column ends, or None where its numbers can't be scores.

    Counts are no scores: more than half of them 0, or, without a name that says so, most of them low.  ``named``:
    its name is that of a score.  ``overall``: it is that of the overall score, and then 39 rows of 5 or a best of 3
    on a scale of 5 are scores too.

    Examples
    --------
    >>> top_of([3, 4, 5], named=False), top_of([0, 0, 0, 7], named=False), top_of([81, 90.5], named=True)
    (5, None, 100)
    >>> top_of([5, 5, 5], named=False), top_of([5, 5, 5], named=True), top_of([3, 3], named=True, overall=True)
    (None, 5, 5)

    """
    held = [score for score in scores if score is not None]
    held = _without_strays(held) if named else held
    if not held or min(held) < 0 or max(held) > TOPS[-1]:
        return None
    top = next(top for top in TOPS if max(held) <= top)
    if top > 10 and not named:
        return None
    rated = [score for score in held if score]
    reaches = max(held) >= REACHES * top or (overall and top == TOPS[0])
    if 2 * len(rated) < len(held) or not reaches or (len(set(held)) < 2 and not named):
        return None
    return top if named or median(rated) >= 0.3 * top else None


def _without_strays(held: list[float]) -> list[float]:
    """Give scores without slips of the hand: one in fifty at most, each more than twice what the rest end at.

    A scale is what the bulk of its scores says; a slip is turned away with its row, and told.
    """
    for top in TOPS[:-1]:
        above = [score for score in held if score > top]
        if above and len(above) <= STRAY_SHARE * len(held) and min(above) > 2 * top:
            return [score for score in held if score <= top]
    return held


def whole(scores: Scores) -> bool:
    """Tell whether nearly all scores are whole numbers."""
    held = [score for score in scores if score is not None]
    return sum(score == int(score) for score in held) >= NEARLY_ALL * len(held)


def zero_means_missing(family: Mapping[str, Scores], top: int) -> dict[str, tuple[str, dict[str, object]]]:
    """Give the evidence that 0 stands for "not rated", by column of one scale; nothing where it doesn't.

    Parameters
    ----------
    family : mapping of str to scores
        Columns of one scale, row beside row.
    top : int
        Where their scale ends.

    Notes
    -----
    Zeros are "not rated" where whoever gave one liked everything else better than whoever gave a 1, where they
    outnumber the ones two to one and nothing stands beside them, or where nothing lies between them and a third
    of the scale.  What holds for one column of a family holds for all that have zeros.

    """
    proven = {name: why for name in family if (why := _zero_evidence(name, family, top))}
    if not proven:
        return {}
    first = next(iter(proven.values()))
    return {name: proven.get(name, first) for name, scores in family.items() if 0 in scores}


def _zero_evidence(column: str, family: Mapping[str, Scores], top: int) -> tuple[str, dict[str, object]] | None:
    scores = family[column]
    zeros = [i for i, score in enumerate(scores) if score == 0]
    lowest = min((score for score in scores if score), default=None)
    if not zeros or lowest is None:
        return None
    if lowest >= 0.3 * top:
        return "mapper.why.zero_gap", {"column": column, "rows": len(zeros), "lowest": lowest}
    ones = [i for i, score in enumerate(scores) if score == 1]
    if len(zeros) < LEAST_ZEROS or not whole(scores):
        return None
    others = [other for name, other in family.items() if name != column]
    beside_zero, beside_one = _mean_beside(others, zeros), _mean_beside(others, ones)
    if beside_zero is None or beside_one is None:
        values: dict[str, object] = {"column": column, "rows": len(zeros), "ones": len(ones)}
        return ("mapper.why.zero_spike", values) if len(zeros) > 2 * len(ones) else None
    if beside_zero <= beside_one + 0.04 * top:
        return None
    values = {"column": column, "rows": len(zeros), "with_zero": beside_zero, "with_one": beside_one}
    return "mapper.why.zero_beside", values


def filled_in(scores: Scores, businesses: int) -> tuple[str, dict[str, object]] | None:
    """Tell whether somebody filled a column in where nobody rated, with the evidence; None where not.

    A mean such as 3.08 in many rows of a column of whole numbers is no judgement.  Nor is one whole number in 99 of
    100 rows about several businesses, where there are 100 rows or more; about one business it may be true.

    Examples
    --------
    >>> filled_in([3.08] * 60 + [1, 4, 5, 2] * 10, businesses=1)[1]["value"]
    3.08

    """
    held = [score for score in scores if score is not None]
    if len(held) < LEAST_ROWS:
        return None
    value, rows = Counter(held).most_common(1)[0]
    values: dict[str, object] = {"value": value, "rows": rows, "share": rows / len(held)}
    others = [score for score in held if score != value]
    odd = bool(value * 4 % 1) and len(set(others)) > 1 and whole(others)
    if odd and rows >= FILLED_SHARE * len(held):
        return "mapper.why.imputed_mean", values
    same = NEARLY_ALL if value % 1 else SAME_SHARE
    if businesses > 1 and rows >= same * len(held) and (value % 1 or len(held) >= SAME_ROWS):
        return "mapper.why.imputed_same", values
    return None


def two_scales(
    scores: Scores, filled: Mapping[str, Sequence[bool]], groups: Mapping[str, Sequence[str | None]],
    days: Sequence[object | None] | None,
) -> Split | None:  # fmt: skip
    """Give how a column holds two scales, or None where it holds one.

    Parameters
    ----------
    scores : scores
        The column.
    filled : mapping of str to bools
        Whether another column is filled, row by row.
    groups : mapping of str to values
        Columns of few values, such as the site a review came from.
    days : sequence, optional
        The day of each row, or None.

    Notes
    -----
    A half of 30 rows or more stays within the lower scale, but for a stray, and the other, of 10 or more, goes
    beyond it in a fifth of its rows or more.

    """
    held = [score for score in scores if score is not None]
    if not held:
        return None
    high = next((top for top in TOPS if max(held) <= top), None)
    for low in (top for top in (5, 10) if high and top < high):
        found = [s for name, there in filled.items() if (s := _by_filled(scores, name, there, low, high or low))]
        if found:
            return min(found, key=lambda split: (split.rows, split.by))
        split = _by_day(scores, days, low, high or low) or _by_group(scores, groups, low, high or low)
        if split:
            return split
    return None


def _mean_beside(others: Sequence[Scores], rows: Sequence[int]) -> float | None:
    beside = [score for other in others for i in rows if (score := other[i])]
    return sum(beside) / len(beside) if beside else None


def _parted(low_half: Sequence[float], high_half: Sequence[float], low: int) -> bool:
    return (
        len(low_half) >= LEAST_ROWS
        and len(high_half) >= LEAST_HALF
        and sum(score > low for score in low_half) <= len(low_half) // STRAY
        and sum(score > low for score in high_half) >= FILLED_SHARE * len(high_half)
    )


def _by_filled(scores: Scores, name: str, there: Sequence[bool], low: int, high: int) -> Split | None:
    halves: dict[bool, list[float]] = {True: [], False: []}
    for score, full in zip(scores, there, strict=True):
        if score is not None:
            halves[full].append(score)
    for full, when in ((True, "filled"), (False, "blank")):
        if _parted(halves[not full], halves[full], low):
            values: dict[str, object] = {"by": name, "rows": len(halves[full]), "low": low, "high": high}
            return Split(name, when, low, high, len(halves[full]), f"mapper.why.two_scales_{when}", values)
    return None


def _by_day(scores: Scores, days: Sequence[object | None] | None, low: int, high: int) -> Split | None:
    if days is None:
        return None
    dated = sorted(
        (str(day), score) for day, score in zip(days, scores, strict=True) if day is not None and score is not None
    )
    beyond = [i for i, (_, score) in enumerate(dated) if score > low]
    if not beyond:
        return None
    for cut, before_is_low in ((beyond[0], True), (beyond[-1] + 1, False)):
        halves = [score for _, score in dated[:cut]], [score for _, score in dated[cut:]]
        if _parted(*(halves if before_is_low else halves[::-1]), low):
            day = dated[min(cut, len(dated) - 1)][0]
            values = {"day": day, "low": low if before_is_low else high, "high": high if before_is_low else low}
            return Split("", "", low, high, len(halves[before_is_low]), "mapper.why.two_scales_date", values)
    return None


def _by_group(scores: Scores, groups: Mapping[str, Sequence[str | None]], low: int, high: int) -> Split | None:
    for name, members in groups.items():
        sets: dict[str, list[float]] = {}
        for member, score in zip(members, scores, strict=True):
            if member is not None and score is not None:
                sets.setdefault(member, []).append(score)
        large = {member: held for member, held in sets.items() if len(held) >= LEAST_ROWS}
        within = [member for member, held in large.items() if max(held) <= low]
        rest = [score for member, held in sets.items() if member not in within for score in held]
        if within and _parted([s for m in within for s in large[m]], rest, low):
            values: dict[str, object] = {"by": name, "value": within[0], "low": low, "high": high}
            return Split("", "", low, high, len(rest), "mapper.why.two_scales_value", values)
    return None
