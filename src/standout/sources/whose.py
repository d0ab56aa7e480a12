"""Which column may name the businesses, where no header says so: what to offer the owner."""

from __future__ import annotations

from datetime import UTC, datetime

from standout.sources.names import meanings
from standout.sources.profile import MOSTLY, Profile, profiles
from standout.sources.roles import SURE
from standout.sources.source import Mapping, Raw

OFFERED = 3
LONGEST = 60
_ELSE = ("never", "never_used", "after", "language", "text", "title", "reply")
ROWS_A_NAME = 5
"""A column with fewer rows for each value names people, or anything else, before it names businesses."""


def likely_businesses(raw: Raw, mapping: Mapping) -> list[str]:
    """Give the columns that may say whose each row is, likeliest first; none where none may.

    Parameters
    ----------
    raw : Raw
        The file; its sample is looked at.
    mapping : Mapping
        What its columns are taken for; those that are dates, scores or text are not offered.

    Returns
    -------
    list of str
        At most 3 columns of names that repeat: words in nearly every row, most of them with a capital.

    """
    held = profiles(raw, datetime.now(UTC).date())
    free = [f.column for f in mapping.fields if f.target in ("ignore", "descriptor", "reviewer") and f.column in held]
    likely = [column for column in free if _names(held[column]) and not _else(column)]
    return sorted(likely, key=lambda column: -_called(column))[:OFFERED]


def _called(column: str) -> float:
    """Give how much a header speaks of a business, a place or, last, a person."""
    said = meanings(column)
    return max(said.get("business", 0.0), said.get("place", 0.0) / 2) - said.get("reviewer", 0.0)


def _else(column: str) -> bool:
    """Tell whether a header says that the column is something else: a language, a title, who served."""
    said = meanings(column)
    return max(said.get(target, 0.0) for target in _ELSE) >= max(SURE, said.get("business", 0.0))


def _names(profile: Profile) -> bool:
    words = not (profile.numeric or profile.dates or profile.is_addresses or profile.is_ids or profile.is_marks)
    if not words or profile.filled_share < MOSTLY or profile.length > LONGEST:
        return False
    if profile.distinct < 2 or profile.filled < ROWS_A_NAME * profile.distinct:
        return False
    capital = sum(cell[:1].isupper() for cell in profile.cells if cell is not None)
    return 2 * capital > profile.filled and profile.length > 2
