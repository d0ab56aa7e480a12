"""View: what is looked at: whose side we take, beside whom, among which rows; and its address.

The address of a view is its query string, so that it can be bookmarked, passed on and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from standout.errors import UsageError
from standout.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is looked at; ``View()`` is what ``standout.toml`` says.

    Attributes
    ----------
    subject : str
        The business taken for ours; empty for the one in ``standout.toml``.
    rivals : tuple of str
        Whom it is compared with; empty for those in ``standout.toml``.
    aspect : str
        What is shown of the answer; empty for all.
    where : tuple of (str, str)
        The label of a descriptor and the value a row must have.
    since, until : date or None
        The first and the last day that is looked at.
    given : tuple of (str, str)
        Settings of the question.

    """

    subject: str = ""
    rivals: tuple[str, ...] = ()
    aspect: str = ""
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    given: tuple[tuple[str, str], ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Give it as the names and values of an address, always in the same order."""
        days = [(name, day.isoformat()) for name, day in (("since", self.since), ("until", self.until)) if day]
        one = [(name, value) for name, value in (("ours", self.subject), ("aspect", self.aspect)) if value]
        return [
            *one,
            *(("rival", name) for name in self.rivals),
            *(("where", f"{label}={value}") for label, value in sorted(self.where)),
            *days,
            *(("set", f"{name}={value}") for name, value in sorted(self.given)),
        ]

    def query(self) -> str:
        """Give it as a query string.

        Examples
        --------
        >>> View(subject="Corner Deli", where=(("Meal", "lunch"),)).query()
        'ours=Corner+Deli&where=Meal%3Dlunch'

        """
        return urlencode(self.pairs())

    @classmethod
    def of(cls, query: str | Iterable[tuple[str, str]]) -> View:
        """Give the view of an address; what isn't part of a view is left alone.

        Raises
        ------
        UsageError
            If a day isn't one, a world or a setting has no value, or the first day comes after the last.

        Examples
        --------
        >>> View.of("where=Meal%3Dlunch&since=2026-05-01").since
        datetime.date(2026, 5, 1)

        """
        pairs = parse_qsl(query) if isinstance(query, str) else [(k, v) for k, v in query if v]
        held: dict[str, list[str]] = {}
        for name, value in pairs:
            held.setdefault(name, []).append(value)
        since, until = (_day(held.get(name, [])) for name in ("since", "until"))
        if since and until and since > until:
            raise UsageError(say("view.days_turned", since=since, until=until))
        return cls(
            subject=held.get("ours", [""])[-1], aspect=held.get("aspect", [""])[-1],
            rivals=tuple(sorted(set(held.get("rival", [])))), since=since, until=until,
            where=tuple(sorted(set(_split(held.get("where", []))))), given=tuple(sorted(_split(held.get("set", [])))),
        )  # fmt: skip


def _day(given: Sequence[str]) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given[-1].strip())
    except ValueError:
        raise UsageError(say("view.wrong_day", given=given[-1])) from None


def _split(given: Sequence[str]) -> list[tuple[str, str]]:
    if wrong := [pair for pair in given if "=" not in pair]:
        raise UsageError(say("view.wrong_pair", given=wrong[0]))
    return [(name, value) for name, _, value in (pair.partition("=") for pair in given)]
