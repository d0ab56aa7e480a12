"""Gauges: how different, easy, memorable and new a draft is, how loud, and whether what it claims is shown.

Makes    gauged   one row of ``drafts``, with what each gauge rests on
Unit     shares 0 to 1; easy is years of school
Rule     only English is read: what is in another language has no gauge but whether it was said before, and the
         owner's own claims in it count as not shown
         the gauges are never added up: a line may be easy and stale, and it is for the owner to weigh that
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any

from standout.questions.story.backed import Unbacked, unbacked
from standout.questions.story.cards import Card
from standout.questions.story.told import Told
from standout.questions.story.wordings import Draft
from standout.text.language import in_english, is_english
from standout.text.loudness import Loudness, loudness
from standout.text.memorable import Memorable, memorable
from standout.text.passages import SAME, Compared, compared, meanings, passages, worn
from standout.text.readability import Readability, counts, ideas, readability
from standout.words import FIRST, language


@dataclass(frozen=True, slots=True)
class Rivals:
    """What rivals say of themselves: passages ready to compare with, and who says each."""

    ready: Compared
    who: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rivals."""
        return len(set(self.who))


@dataclass(frozen=True, slots=True)
class Gauged:
    """A draft and its gauges; ``nearest`` is what a rival says that is most like it, and ``rival`` who."""

    draft: Draft
    different: float | None
    nearest: str
    rival: str
    worn: tuple[str, ...]
    read: Readability | None
    ideas: int
    memorable: Memorable | None
    fresh: float | None
    said_at: date | None
    loudness: Loudness
    unbacked: tuple[Unbacked, ...]
    english: bool = True

    def row(self) -> dict[str, Any]:
        """Give it as a row of ``drafts``."""
        return {
            "draft_id": self.draft.draft_id, "text": self.draft.text, "origin": self.draft.origin,
            "card": self.draft.card.name if self.draft.card else "", "backed": self.backed,
            "different": self.different, "nearest": self.nearest or None, "easy": self.easy if self.english else None,
            "memorable": self._memorable(), "fresh": self.fresh,
            "said_at": self.said_at, "loud": self.loudness.share if self.english else None,
        }  # fmt: skip

    @property
    def backed(self) -> bool:
        """Whether it claims nothing that isn't shown; what we put together ourselves says no more than its card."""
        return not self.unbacked and (self.english or self.draft.origin != "own")

    def _memorable(self) -> float | None:
        if not self.english:
            return None
        return self.memorable.share if self.memorable else 0.0

    @property
    def easy(self) -> float:
        """Years of school, by Flesch and Kincaid; 0 at least."""
        return max(0.0, self.read.kincaid) if self.read else 0.0


def rivals_of(claims: Sequence[Mapping[str, Any]], names: Mapping[int, str]) -> Rivals:
    """Give what rivals say in English; ``names`` are theirs by number, and claims of nobody else are looked at."""
    theirs = [row for row in claims if row["business_id"] in names]
    held = [
        (passage, names[row["business_id"]])
        for row in compress(theirs, in_english(row["text"] for row in theirs)) for passage in passages(row["text"])
    ]  # fmt: skip
    return Rivals(compared(passage for passage, _ in held), tuple(who for _, who in held))


def gauged(draft: Draft, cards: Sequence[Card], rivals: Rivals, told: Told) -> Gauged:
    """Give the gauges of a draft."""
    fresh, said_at = _fresh(_parts(draft.text), told)
    read = _read(draft)
    if _foreign(draft, read):
        return Gauged(draft, None, "", "", (), None, 0, None, fresh, said_at, loudness(""), (), english=False)
    different, nearest, rival = _different(_parts(read), rivals)
    return Gauged(
        draft=draft, different=different, nearest=nearest, rival=rival, worn=tuple(worn(read)),
        read=readability(counts(read)), ideas=ideas(read), memorable=memorable(read),
        fresh=fresh, said_at=said_at, loudness=loudness(read), unbacked=tuple(unbacked(read, cards)),
    )  # fmt: skip


def _parts(text: str) -> list[tuple[str, int]]:
    """The passages of a text, each with how many words of meaning it has."""
    return [(passage, len(meanings(passage))) for passage in passages(text)]


def _read(draft: Draft) -> str:
    """What of a draft is read: all of it; of customers' words put into another language's sentence, these alone."""
    return draft.quote if draft.origin == "customers" and language() != FIRST else draft.text


def _foreign(draft: Draft, read: str) -> bool:
    """Whether what is read isn't English: what we put together in another language never is."""
    return (draft.origin == "card" and language() != FIRST) or is_english(read) is False


def _different(parts: Sequence[tuple[str, int]], rivals: Rivals) -> tuple[float | None, str, str]:
    """One less the mean likeness of its passages to their nearest, by words; and the likest of all."""
    if not rivals.who or not parts:
        return None, "", ""
    near = [(found[0] if (found := rivals.ready.near(passage)) else None, size) for passage, size in parts]
    words = sum(size for _, size in near)
    likeness = sum(one.likeness * size for one, size in near if one) / words
    first = max((one for one, _ in near if one), key=lambda one: one.likeness, default=None)
    if first is None:
        return 1.0, "", ""
    return round(1 - likeness, 6), rivals.ready.said[first.place], rivals.who[first.place]


def alike(text: str, rivals: Rivals) -> tuple[str, str, str] | None:
    """Give a passage of a text that a rival says too, what the rival says, and who; None where there is none."""
    near = [(passage, rivals.ready.near(passage, SAME)) for passage in passages(text)]
    found = [(held[0].likeness, passage, held[0].place) for passage, held in near if held]
    if not found:
        return None
    _, passage, place = max(found, key=lambda one: one[0])
    return passage, rivals.ready.said[place], rivals.who[place]


def _fresh(parts: Sequence[tuple[str, int]], told: Told) -> tuple[float | None, date | None]:
    """One less the mean share of people told its passages, by words; and when most of that was last said."""
    words = sum(size for _, size in parts)
    if not told.messages or not words:
        return None, None
    stale = [(told.share(passage) * size, passage) for passage, size in parts if passage in told.before]
    said = max(stale, key=lambda one: one[0])[1] if stale else ""
    fresh = 1 - sum(share for share, _ in stale) / words
    return round(fresh, 6), told.before[said].at if said else None
