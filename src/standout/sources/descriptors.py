"""Which columns describe an occasion: few values, known, and not another name for something else.

Every column that is left out is left out for a reason the owner reads.
"""

from __future__ import annotations

from collections.abc import Mapping

from standout.sources.names import label_of
from standout.sources.profile import Profile
from standout.sources.roles import SURE, Names
from standout.sources.source import Field
from standout.sources.verdict_words import judges

BLANK = 0.1
"""A column filled in less than this share of the rows says nothing about the rest."""

MOST_VALUES, MOST_PLACES = 40, 300
ROWS_A_VALUE = 5
"""A value needs this many rows on the average, else nothing can be said about any of them."""

ALIKE = 0.99


def descriptors(
    profiles: Mapping[str, Profile], names: Names, taken: set[str], business: str
) -> tuple[list[Field], list[Field]]:
    """Give the descriptors, and the columns left out, each with its reason.

    Parameters
    ----------
    profiles, names : mapping
        What each column holds, and what its header may mean.
    taken : set of str
        Columns that are something already.
    business : str
        The column that names businesses, "" where there is none.

    """
    kept: list[Field] = []
    left: list[Field] = []
    for column, profile in profiles.items():
        if column in taken:
            continue
        why, values = _against(profile, names[column])
        if not why:
            why, values = _repeats(profile, profiles, [*([business] if business else []), *(f.column for f in kept)])
        if why:
            left.append(Field(column=column, target="ignore", kind="ignore", evidence=why, evidence_values=values))
            continue
        judging = judges(profile.counts)
        known = "after" if judging else addressable(names[column])
        kept.append(
            Field(
                column=column, target="descriptor", kind="flag" if profile.is_marks else "category",
                label=label_of(column), addressable=known,
                evidence=_because(profile, known, judging=judging),
                evidence_values={"values": profile.distinct},
            )
        )  # fmt: skip
    return kept, left


def _because(profile: Profile, known: str, *, judging: bool) -> str:
    if judging:
        return "mapper.why.judges"
    return "mapper.why.ticks" if profile.is_marks else f"mapper.why.describes_{known}"


def addressable(name: Mapping[str, float]) -> str:
    """Give when a buyer knows a descriptor, by what its header means: before, after or never.

    Examples
    --------
    >>> from standout.sources.names import meanings
    >>> [addressable(meanings(header)) for header in ("cabin", "recommended", "device name")]
    ['before', 'after', 'never']

    """
    after, never = name.get("after", 0.0), name.get("never", 0.0)
    if max(after, never) < SURE / 2 or name.get("place", 0.0) > max(after, never):
        return "before"
    return "after" if after >= never else "never"


def _against(profile: Profile, name: Mapping[str, float]) -> tuple[str, dict[str, object]]:
    """Give why a column can't be a descriptor, by itself; "" where it can."""
    values, unused = profile.distinct, name.get("never_used", 0.0)
    places = name.get("place", 0.0)
    ticks = profile.is_marks and profile.filled < len(profile.cells)
    most = MOST_PLACES if places >= SURE / 2 else MOST_VALUES
    reasons = (
        ("empty", not profile.filled),
        ("row_number", profile.is_row_number),
        ("mostly_blank", profile.filled_share < BLANK),
        ("addresses", profile.is_addresses),
        ("ids", profile.is_ids),
        ("other_date", profile.dates is not None),
        ("reply", name.get("reply", 0.0) >= SURE),
        ("never_used", unused >= max(SURE / 2, places, name.get("after", 0.0))),
        ("one_value", values == 1 and not ticks),
        ("number", profile.numeric and values > 2),  # 0 and 1 are no and yes
        ("too_many", values > most or profile.filled < ROWS_A_VALUE * values),
    )
    why = next((f"mapper.why.{reason}" for reason, holds in reasons if holds), "")
    return why, {"column": profile.name} if why else {}


def _repeats(profile: Profile, profiles: Mapping[str, Profile], earlier: list[str]) -> tuple[str, dict[str, object]]:
    """Give the earlier column that a column only says again, value for value."""
    for other in earlier:
        pairs: dict[tuple[str, str], int] = {}
        for a, b in zip(profile.cells, profiles[other].cells, strict=True):
            if a is not None and b is not None:
                pairs[a.casefold(), b.casefold()] = pairs.get((a.casefold(), b.casefold()), 0) + 1
        if pairs and _one_to_one(pairs) and profile.distinct > 1:
            return "mapper.why.same_as", {"other": other}
    return "", {}


def _one_to_one(pairs: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether each value stands beside one value of the other column, and the other way round."""
    total = sum(pairs.values())
    for side in (0, 1):
        best: dict[str, int] = {}
        for pair, rows in pairs.items():
            best[pair[side]] = max(best.get(pair[side], 0), rows)
        if sum(best.values()) < ALIKE * total:
            return False
    return True
