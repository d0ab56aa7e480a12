"""Identity: the ids of businesses, people and rows, the same in every workspace (people: with the same salt).

Spellings of one business that differ only in case, accents' form, spaces or punctuation are one business.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`")


@lru_cache(maxsize=65_536)
def normalised(name: str) -> str:
    """Give a name in the form spellings are compared in: NFKC, case-folded, words parted by one space.

    Examples
    --------
    >>> normalised("  Joe’s   CAFE & Bar. ")
    'joes cafe bar'

    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_APOSTROPHES)
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded)
    return " ".join(kept.split()) or " ".join(folded.split())


def business_id(name: str) -> int:
    """Give the id of a business: int32, 0 or more, from the hash of its normalised name.

    Examples
    --------
    >>> business_id("Corner Deli") == business_id("CORNER  DELI.")
    True

    """
    digest = hashlib.md5(normalised(name).encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFF_FFFF


def hashed(text: str) -> int:
    """Give the 63-bit hash that ids of rows are made of; in SQL it is ``md5_number_lower(text) >> 1``."""
    digest = hashlib.md5(text.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little") >> 1


def person_id(salt: str, text: str) -> int:
    """Give a person's id: the salted hash of an address or a name, whatever its case and outer spaces.

    Examples
    --------
    >>> person_id("salt", "Ann@Example.org ") == person_id("salt", "ann@example.org")
    True

    """
    return hashed(salt + " ".join(unicodedata.normalize("NFC", text).lower().split()))
