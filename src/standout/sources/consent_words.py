"""Consent in words: what a cell of a column of consent says, and what one of a column of refusal says.

Makes    given, withdrawn, barred or unknown; nothing where the cell is blank
Rule     only a word that plainly says yes is a yes; a word nobody knows is ``unknown``, which permits nothing
Rule     a column of refusal ("unsubscribed") takes any cell that isn't a plain no for a refusal, a date too
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from standout.sources.figures import MISSING
from standout.sources.parse import literal

GIVEN, WITHDRAWN, BARRED, UNKNOWN = "given", "withdrawn", "barred", "unknown"
WRITTEN = ("email", "sms", "phone")
"""The channels that a consent which names none is for."""

CHANNELS = {
    "consent": WRITTEN, "consent_email": ("email",), "consent_sms": ("sms",), "consent_phone": ("phone",),
    "no_contact": ("any",), "no_email": ("email",), "no_sms": ("sms",), "no_phone": ("phone",),
}  # fmt: skip
"""The channels each target speaks of."""


@cache
def answers(section: str) -> Mapping[str, Any]:
    """Give a section of ``answers.toml``."""
    tree = tomllib.loads((files("standout.sources") / "answers.toml").read_text(encoding="utf-8"))
    return dict(tree[section])


def words(section: str, kind: str) -> frozenset[str]:
    """Give the words of ``answers.toml`` of one kind, such as ``consent`` and ``yes``."""
    return frozenset(answers(section)[kind])


YES, NO, LEFT_ALONE = words("consent", "yes"), words("consent", "no"), words("consent", "left_alone")
REFUSED = NO | words("consent", "refused")
UNASKED = words("consent", "unasked")
"""Words that are understood and mean that nobody has said yes or no."""


def plain(cell: str) -> str:
    """Give a cell as its word is looked up: no case, accents, apostrophes; hyphens and underscores are spaces.

    Examples
    --------
    >>> plain(" Opted-In"), plain("DO_NOT_CONTACT"), plain("Don’t contact")
    ('opted in', 'do not contact', 'dont contact')

    """
    bare = "".join(c for c in unicodedata.normalize("NFD", cell.lower()) if not unicodedata.combining(c))
    spaced = re.sub(r"[ \t\n\r\f\v\u00a0_-]+", " ", re.sub(r"['’!]", "", bare))
    return spaced.strip(" ").rstrip(".").replace("ł", "l")


def state(cell: str | None, *, refusal: bool = False) -> str:
    """Give what a cell says of consent; "" where it says nothing.

    Parameters
    ----------
    cell : str or None
        As it stands in the file.
    refusal : bool
        Whether the column asks for a refusal, so that a yes is one.

    Examples
    --------
    >>> state("Yes"), state("unsubscribed"), state("perhaps"), state("")
    ('given', 'withdrawn', 'unknown', '')
    >>> state("yes", refusal=True), state("2024-05-01", refusal=True), state("No", refusal=True)
    ('withdrawn', 'withdrawn', '')

    """
    word = plain(cell or "")
    if word in MISSING:
        return ""
    if refusal:
        return "" if word in NO else WITHDRAWN
    for among, said in ((YES, GIVEN), (REFUSED, WITHDRAWN), (LEFT_ALONE, BARRED)):
        if word in among:
            return said
    return UNKNOWN


def understood(cell: str) -> bool:
    """Tell whether a word of consent is one we know."""
    return state(cell) != UNKNOWN or plain(cell) in UNASKED


def state_sql(cell: str, *, refusal: bool = False) -> str:
    """Give the SQL of :func:`state`, NULL where the cell says nothing."""
    word = plain_sql(cell)
    said = (
        f"CASE WHEN {_among(word, NO)} THEN NULL ELSE '{WITHDRAWN}' END"
        if refusal
        else f"CASE WHEN {_among(word, YES)} THEN '{GIVEN}' WHEN {_among(word, REFUSED)} THEN '{WITHDRAWN}' "
        f"WHEN {_among(word, LEFT_ALONE)} THEN '{BARRED}' ELSE '{UNKNOWN}' END"
    )
    return f"CASE WHEN {cell} IS NULL OR {_among(word, MISSING)} THEN NULL ELSE {said} END"


def strange_sql(cell: str) -> str:
    """Give the SQL of whether a cell holds a word of consent that we don't know."""
    known = YES | REFUSED | LEFT_ALONE | UNASKED | MISSING
    return f"({cell} IS NOT NULL AND NOT {_among(plain_sql(cell), known)})"


def plain_sql(cell: str) -> str:
    """Give the SQL of :func:`plain`."""
    bare = f"strip_accents(lower({cell}))"
    spaced = f"regexp_replace(regexp_replace({bare}, '[''’!]', '', 'g'), '[ \\t\\n\\r\\f\\v\\x{{00A0}}_-]+', ' ', 'g')"
    return f"replace(rtrim(trim({spaced}), '.'), 'ł', 'l')"


def _among(word: str, known: frozenset[str]) -> str:
    return f"list_contains([{', '.join(literal(one) for one in sorted(known))}], {word})"
