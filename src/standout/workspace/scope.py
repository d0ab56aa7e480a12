"""Scope: what part of a workspace is looked at, picked by hand: some days, beside other rivals, in one world.

Such a pick can follow a look at the scores, so that claims pay for it where they can, and are hints where they can't.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.errors import TableError, UsageError
from standout.finding import Finding
from standout.questions.est.market import Condition, described
from standout.questions.est.worlds_named import flagged
from standout.sources.identity import business_id
from standout.text.folded import folded
from standout.words import listed, nearest, say

if TYPE_CHECKING:
    from standout.question import Engine, Question

HINTS = {"yes": "probably", "probably": "probably"}
"""What a claim is told as, where it doesn't pay for the picking."""
TIER = "hinted"
"""How a hint is known."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at; ``Scope()`` is all that ``standout.toml`` says.

    Attributes
    ----------
    since, until : date or None
        The first day and the last.
    rivals : tuple of str
        Whom ours is compared with, as the files write them; empty for those in ``standout.toml``.
    world : tuple of Condition
        What a customer's row must have.

    """

    since: date | None = None
    rivals: tuple[str, ...] = ()
    world: tuple[Condition, ...] = ()
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether anything was picked."""
        return bool(self.since or self.until or self.rivals or self.world)

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """The world by column and value."""
        return tuple((one.descriptor.column, one.value) for one in self.world)

    def to_dict(self) -> dict[str, Any]:
        """Give what evidence holds of it."""
        return {
            **({"since": self.since.isoformat()} if self.since else {}),
            **({"until": self.until.isoformat()} if self.until else {}),
            **({"rivals": list(self.rivals)} if self.rivals else {}),
            **({"where": {one.descriptor.label: one.value for one in self.world}} if self.world else {}),
        }

    def of(self, question: Question) -> Scope:
        """Give what of it a question can look at."""
        return self if question.worlds else replace(self, world=())


def asked_with(view: Mapping[str, Any]) -> dict[str, Any]:
    """Give what evidence holds of a scope as ``Workspace.ask`` takes it.

    Examples
    --------
    >>> asked_with({"since": "2026-05-01", "where": {"Meal": "lunch"}})
    {'since': datetime.date(2026, 5, 1), 'rivals': (), 'where': (('Meal', 'lunch'),)}

    """
    days = {name: date.fromisoformat(view[name]) for name in ("since", "until") if name in view}
    return {**days, "rivals": tuple(view.get("rivals", ())), "where": tuple(view.get("where", {}).items())}


def known_rivals(given: Sequence[str], names: Mapping[int, str], ours: str) -> tuple[str, ...]:
    """Give rivals as the files write them, each once, by name.

    Raises
    ------
    TableError
        If nobody is called so; the message names the nearest.
    UsageError
        If nobody but ours is named.

    """
    mine = business_id(ours) if ours else None
    found: dict[int, str] = {}
    for name in given:
        number = business_id(name)
        if number not in names:
            raise TableError(say("workspace.no_business", name=name, near=nearest(name, names.values())))
        if number != mine:
            found[number] = names[number]
    if given and not found:
        raise UsageError(say("looked.only_ours", ours=ours))
    return tuple(sorted(found.values()))


def world_of(engine: Engine, where: Sequence[tuple[str, str]]) -> tuple[Condition, ...]:
    """Give a world as the files write it, by column.

    Raises
    ------
    UsageError
        If there is no such descriptor or value; the message names the nearest.

    """
    if not where:
        return ()
    reviews, asked = engine.table("reviews"), {folded(label) for label, _ in where}
    values: dict[Any, tuple[str, ...]] = {}
    for one in described(engine)[1]:
        values[one] = ()
        if folded(one.label) in asked:
            held = engine.arrow(reviews.filter(reviews[one.column].notnull()).select(one.column).distinct())
            values[one] = tuple(sorted(str(value) for value in held[one.column].to_pylist()))
    return flagged(where, values)


def checked_days(since: date | None, last: date | None) -> None:
    """Raise where the first day comes after the last there is."""
    if since and last and since > last:
        raise UsageError(say("looked.nothing_since", since=since, last=last))


def checked_world(question: Question, able: Collection[str], world: Sequence[Condition]) -> None:
    """Raise where a question can't be asked of one kind of customers alone."""
    if world and not question.worlds:
        raise UsageError(say("looked.no_world", name=question.name, able=sorted(able)))


def hinted(findings: Sequence[Finding], scope: Scope) -> list[Finding]:
    """Give findings that say what part they look at; claims, which don't pay for the picking, are at most probable."""
    part = parts_said(scope)
    return [
        replace(one, verdict=HINTS[one.verdict], tier=TIER, **_within(one, "looked.hint", part))
        if one.verdict in HINTS else replace(one, **_within(one, "looked.part", part))
        for one in findings
    ]  # fmt: skip


def _within(finding: Finding, key: str, part: str) -> dict[str, Any]:
    said = unclaimed(finding.sentence) if key == "looked.hint" else finding.sentence
    return {"sentence_key": key, "values": {**finding.values, "said": said, "part": part}}


def unclaimed(sentence: str) -> str:
    """Give a sentence without the "Yes" or "Probably" it begins with.

    Examples
    --------
    >>> unclaimed("Yes, word goes on by itself."), unclaimed("Probably: quiet matters."), unclaimed("Yesterday.")
    ('word goes on by itself.', 'quiet matters.', 'Yesterday.')

    """
    for verdict in HINTS:
        word = say(f"brief.verdict.{verdict}")
        for stop in (": ", ", "):
            if sentence.startswith(word + stop):
                return sentence[len(word + stop) :]
    return sentence


def parts_said(scope: Scope) -> str:
    """Give in words what part a scope is.

    Examples
    --------
    >>> parts_said(Scope(since=date(2026, 5, 1), rivals=("Lark",)))
    'what came in from 1 May 2026 on and Lark as rivals'

    """
    world = [say("chart.world", descriptor=one.descriptor.label, value=one.value) for one in scope.world]
    return listed(
        [
            *([say("looked.parts.where", world=world)] if world else []),
            *([_days_said(scope)] if scope.since or scope.until else []),
            *([say("looked.parts.rivals", rivals=scope.rivals)] if scope.rivals else []),
        ]
    )


def _days_said(scope: Scope) -> str:
    if scope.since and scope.until:
        return say("looked.parts.between", since=scope.since, until=scope.until)
    return say("looked.parts.since", since=scope.since) if scope.since else say("looked.parts.until", until=scope.until)
