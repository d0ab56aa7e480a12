"""Chains: who told whom, put together from codes and from what people said when they came.

Takes    every time somebody took something up, with what it says of who told them
Makes    one link for each person: the earliest that can be true, or none
Left out a link to oneself, to somebody who began later, and every link of a circle; each is counted
Never    a guess: where no link is left, who told them isn't known
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

HOW = ("code", "told", "unknown")
"""How a link is known, surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somebody who came, and who told them.

    Attributes
    ----------
    person : int
        Who came.
    parent : int or None
        Who told them; None where that isn't known, or where they came by a poster's code.
    at : date or None
        When they came.
    how : str
        One of `HOW`.
    code : str or None
        The code they came with.
    generation : int or None
        1 where who told them was asked by us; None where that isn't known.
    since : date or None
        The day the code was given out, where they came by one.

    """

    person: int
    parent: int | None = None
    at: date | None = None
    how: str = "unknown"
    code: str | None = None
    generation: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Chains:
    """The links that stand, one a person, and how many claimed ones do not: ``self``, ``late``, ``circle``."""

    links: tuple[Link, ...]
    aside: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """How many each of those brought whose time is over.

    Attributes
    ----------
    asked, came : tuple of int
        People brought by each person we asked, and by each who came by themselves or by word.
    open : int
        How many people's time isn't over.
    first, last : date or None
        The days between which those counted can have been brought.

    """

    asked: tuple[int, ...]
    came: tuple[int, ...]
    open: int
    first: date | None
    last: date | None


def rebuilt(claimed: Iterable[Link], asked: Mapping[int, date | None]) -> Chains:
    """Give one link for each person who came.

    Parameters
    ----------
    claimed : iterable of Link
        Every taking-up, with what it says; a person may have several.  ``generation`` is what a code says.
    asked : mapping
        ``{person: the day we asked them}``: where chains begin.

    Returns
    -------
    Chains
        Links by day, then person.  Of a person's claims that can be true the earliest stands; of one day's, a
        code before a name.  Who told is set aside where it is the person, somebody who came and was asked only
        later, or where following who told whom leads back to the person.

    Examples
    --------
    Ann (1) was asked; Bo (2) came with her code, Cy (3) says it was Bo.

    >>> came = [Link(person=3, parent=2, how="told"), Link(person=2, parent=1, how="code", generation=1)]
    >>> [(link.person, link.generation) for link in rebuilt(came, {1: None}).links]
    [(2, 1), (3, 2)]

    """
    held = list(claimed)
    began = _began(held, asked)
    aside: Counter[str] = Counter()
    sound: dict[int, list[Link]] = {}
    for link in held:
        wrong = _wrong(link, began)
        aside[wrong] += bool(wrong)
        sound.setdefault(link.person, []).append(_without(link) if wrong else link)
    chosen = {person: min(links, key=_order) for person, links in sound.items()}
    circling = _circling({person: link.parent for person, link in chosen.items() if link.parent is not None})
    aside["circle"] += len(circling)
    chosen.update({person: _without(chosen[person]) for person in circling})
    told = _with_generations(chosen, asked)
    links = sorted(told, key=lambda link: (link.at or date.max, link.person))
    return Chains(tuple(links), {name: aside[name] for name in ("self", "late", "circle")})


def told(links: Iterable[Link], begun: Mapping[int, date], asked: Iterable[int], until: date, window: int) -> Told:
    """Give how many each person brought within ``window`` days of when they could begin to tell.

    Parameters
    ----------
    links : iterable of Link
        One a person, as `rebuilt` gives them.
    begun : mapping
        ``{person: the day from which what they pass on could be seen}``.
    asked : iterable of int
        Which of them we asked.
    until : date
        The last day looked at.  Who began less than ``window`` days before it isn't counted: their time runs on.
    window : int
        Days.

    Examples
    --------
    >>> day = date(2026, 11, 1)
    >>> found = told([Link(person=2, parent=1, at=day)], {1: day, 2: day}, [1], date(2026, 12, 1), 30)
    >>> found.asked, found.came
    ((1,), (0,))

    """
    length = timedelta(days=window)
    closed = {person: day for person, day in sorted(begun.items()) if day + length <= until}
    brought = Counter(
        link.parent for link in links
        if link.parent in closed and (link.at is None or link.at <= closed[link.parent] + length)
    )  # fmt: skip
    first = set(asked)
    return Told(
        tuple(brought[person] for person in closed if person in first),
        tuple(brought[person] for person in closed if person not in first),
        len(begun) - len(closed),
        min(closed.values(), default=None),
        max((day + length for day in closed.values()), default=None),
    )


def _began(held: Collection[Link], asked: Mapping[int, date | None]) -> dict[int, date]:
    """Give the day before which each can't have told anybody: when they came, or were asked if that was before.

    Nobody stands here of whom a day is missing, or who was asked and hasn't come: they may have known us for long.
    """
    undated = {person for person, day in asked.items() if day is None} | {one.person for one in held if one.at is None}
    began: dict[int, date] = {}
    for link in held:
        if link.at and link.person not in undated:
            days = (link.at, began.get(link.person), asked.get(link.person))
            began[link.person] = min(day for day in days if day)
    return began


def _wrong(link: Link, began: Mapping[int, date]) -> str:
    """Give why a claim can't be true: ``self``, ``late``; empty where it can."""
    if link.parent is not None and link.parent == link.person:
        return "self"
    starts = [day for day in (link.since, began.get(link.parent) if link.parent is not None else None) if day]
    return "late" if link.at and any(day > link.at for day in starts) else ""


def _without(link: Link) -> Link:
    """Give a link that says only that somebody came."""
    return replace(link, parent=None, how="unknown", generation=None)


def _order(link: Link) -> tuple[bool, date, int, int, str]:
    return (
        link.how == "unknown", link.at or date.max, HOW.index(link.how),
        link.parent if link.parent is not None else 0, link.code or "",
    )  # fmt: skip


def _circling(parents: Mapping[int, int]) -> set[int]:
    """Give everybody who stands on a circle."""
    found: set[int] = set()
    seen: set[int] = set()
    for start in parents:
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            path.append(at)
            at = parents.get(at)
        if at in path:
            found.update(path[path.index(at) :])
    return found


def _with_generations(chosen: Mapping[int, Link], asked: Mapping[int, date | None]) -> list[Link]:
    """Give the links, each with the generation its code says, else one more than that of who told."""
    known: dict[int, int | None] = {}

    def given(link: Link) -> int | None:
        if link.generation is not None or link.parent is None:
            return link.generation
        above = 0 if link.parent in asked else known.get(link.parent)
        return None if above is None else above + 1

    for person in chosen:
        path = [person]  # from the person up to somebody whose generation can be said
        while (parent := chosen[path[-1]].parent) in chosen and parent not in known and parent not in asked:
            path.append(parent)  # type: ignore[arg-type]
        for one in reversed(path):
            known[one] = given(chosen[one])
    return [replace(link, generation=known[person]) for person, link in chosen.items()]
