"""Which one column is the business, the date, the reviewer...: by its name, held against what it contains.

A name alone proposes; the cells must bear it out: a ``date`` that holds no dates is no date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from standout.sources.consent_words import understood, words
from standout.sources.names import EXACT, meanings, words_of
from standout.sources.profile import MOSTLY, Profile
from standout.sources.source import Field
from standout.sources.targets import TARGETS, TRUE_WORDS

SURE = 0.55
"""A name must mean a role at least this clearly, 0 to 1."""

LESS = 0.3
"""Taken off where a name means a place or an aspect as well: ``Location``."""

ANSWERS = TRUE_WORDS | frozenset("0 n no nein non nee nie nao não false falsch".split())
"""A column of nothing but these answers a question, such as whether one is a member; it names nobody."""

REFUSING = words("header", "refusing")
"""Words of a header that may turn a yes into a no; a column of consent so called is left to the owner."""

Names = Mapping[str, Mapping[str, float]]


def named(profiles: Mapping[str, Profile], table: str) -> dict[str, dict[str, float]]:
    """Give what every header may mean, by column."""
    return {name: meanings(name, table) for name in profiles}


def review_roles(profiles: Mapping[str, Profile], names: Names, taken: set[str], told: set[str]) -> list[Field]:
    """Give the fields of a file of reviews that only one column can be.

    Parameters
    ----------
    profiles, names : mapping
        What each column holds, and what its header may mean.
    taken : set of str
        Columns that are something already; those found are added.
    told : set of str
        Targets the owner has settled.

    """
    ranked: dict[str, Callable[[Profile, Mapping[str, float]], float]] = {
        "business": _business,
        "reviewed_at": _reviewed_at,
        "reply_at": lambda p, n: n.get("reply_at", 0.0) if p.dates else 0.0,
        "review_id": _review_id,
        "reviewer": _reviewer,
        "language": lambda p, n: n.get("language", 0.0) if p.filled and p.length <= 12 else 0.0,
        "price": _price,
    }
    found = []
    for target, score in ranked.items():
        if target in told:
            continue
        best = max(
            ((score(p, names[n]), -i, n) for i, (n, p) in enumerate(profiles.items()) if n not in taken), default=None
        )
        if best and best[0] >= SURE:
            column = best[2]
            taken.add(column)
            found.append(_field(target, "reviews", profiles[column], names[column]))
    return found


def other_roles(profiles: Mapping[str, Profile], names: Names, table: str, told: set[str]) -> list[Field]:
    """Give the fields of a file that holds no reviews: each target the column whose name says it best."""
    taken: set[str] = set()
    found = []
    for target, kind in TARGETS[table].items():
        if target in told:
            continue
        fits = [
            (names[n].get(target, 0.0), -i, n)
            for i, (n, p) in enumerate(profiles.items())
            if n not in taken and p.filled and _bears(p, kind)
        ]
        best = max(fits, default=None)
        if best and best[0] >= SURE:
            taken.add(best[2])
            found.append(_field(target, table, profiles[best[2]], names[best[2]]))
    return found


def texts(profiles: Mapping[str, Profile], names: Names, taken: set[str]) -> list[Field]:
    """Give the columns that hold what reviewers wrote: by name, or because they are long and all different."""
    found = []
    for column, profile in profiles.items():
        if column in taken or profile.numeric or profile.dates or profile.is_addresses or not profile.filled:
            continue
        name = names[column]
        called = max(name.get("text", 0.0), name.get("title", 0.0))
        differ = profile.distinct >= 0.5 * profile.filled
        talk = profile.length >= 60 or (profile.length >= 30 and profile.words >= 6)
        long = talk and profile.distinct >= 0.8 * profile.filled and name.get("never_used", 0.0) < SURE
        if name.get("reply", 0.0) >= called and "reply" in name:
            continue
        plainly = name.get("text", 0.0) >= EXACT
        if plainly or (called >= SURE and differ and profile.length >= 4) or long:
            taken.add(column)
            why = "mapper.why.name" if called >= SURE else "mapper.why.long_text"
            values = {"column": column} if called >= SURE else {"length": round(profile.length)}
            found.append(Field(column=column, target="text", evidence=why, evidence_values=values))
    return found


def _field(target: str, table: str, profile: Profile, name: Mapping[str, float]) -> Field:
    sure = name.get(target, 0.0) >= SURE
    why = "mapper.why.name" if sure else "mapper.why.money" if target == "price" else "mapper.why.only_date"
    values = {"column": profile.name}
    return Field(column=profile.name, target=target, kind=TARGETS[table][target], evidence=why, evidence_values=values)


def _bears(profile: Profile, kind: str) -> bool:
    match kind:
        case "date":
            return profile.some_dates is not None
        case "money" | "number":
            return profile.numeric
        case "text":
            return profile.dates is None
        case "consent":
            return _says_yes_or_no(profile) and not set(words_of(profile.name)) & REFUSING
        case _:
            return True


def _says_yes_or_no(profile: Profile) -> bool:
    """Tell whether at least half of a column's cells are words of consent that we know."""
    return 2 * sum(n for word, n in profile.counts.items() if understood(word)) >= profile.filled > 0


def _business(profile: Profile, name: Mapping[str, float]) -> float:
    """Give how likely a column names the businesses: words that repeat, in nearly every row."""
    words = not (profile.numeric or profile.dates or profile.is_addresses or profile.is_ids)
    repeats = profile.distinct <= max(0.6 * profile.filled, 12)
    if not words or not repeats or profile.filled_share < MOSTLY or profile.length > 60:
        return 0.0
    also = max(name.get("place", 0.0), name.get("aspect", 0.0), name.get("never", 0.0))
    return name.get("business", 0.0) - (LESS if also >= SURE else 0.0)


def _reviewed_at(profile: Profile, name: Mapping[str, float]) -> float:
    called = name.get("reviewed_at", 0.0)
    if (profile.some_dates if called >= SURE else profile.dates) is None:
        return 0.0
    against = max(name.get("visited_at", 0.0), name.get("reply_at", 0.0))
    if against > called:
        return 0.0
    return max(called, SURE) * (0.6 + 0.4 * profile.filled_share) + 0.2 * (profile.filled_share >= MOSTLY)


def _review_id(profile: Profile, name: Mapping[str, float]) -> float:
    unique = profile.filled == len(profile.cells) and profile.distinct >= 0.98 * profile.filled
    return name.get("review_id", 0.0) if unique and not profile.is_row_number and not profile.dates else 0.0


def _reviewer(profile: Profile, name: Mapping[str, float]) -> float:
    """Give how likely a column says who wrote: by its name, also where every row names the same person."""
    answers = profile.filled > 0 and set(profile.counts) <= ANSWERS
    if not profile.filled or profile.dates or profile.is_addresses or profile.is_row_number or answers:
        return 0.0
    return name.get("reviewer", 0.0) if name.get("reviewer", 0.0) >= max(name.get("place", 0.0), SURE) else 0.0


def _price(profile: Profile, name: Mapping[str, float]) -> float:
    money = profile.figures is not None and bool(profile.figures.sign) and not profile.figures.percent
    return max(name.get("price", 0.0), SURE if money else 0.0) if profile.figures and not profile.dates else 0.0
