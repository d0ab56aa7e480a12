"""Choosing: which tactics fit, and which few of them fit together under a cap of minutes and money.

Source   every set of at most three is tried at its smallest, and then grown while there is room, the best fit first
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, permutations

from standout.plan.offers import Offers, Person
from standout.plan.tactics import Tactic, tactics

MOST = 3
FIRST_PURPOSE = 0.2
"""What it adds that an objective is the first a tactic is for."""
NOT_KNOWN = 0.5
GIVEN_UP = 2
"""After so many tries without anything seen a tactic has met its stop rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A tactic that may be offered now, whom it could ask, and how well it fits."""

    tactic: Tactic
    people: tuple[Person, ...]
    fit: float
    most: int = 0  # how many people or pieces there are for it

    @property
    def least(self) -> int:
        """How many people or pieces make it worth doing at all."""
        return min(self.most, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A candidate and for how many it is planned."""

    candidate: Candidate
    many: int
    people: tuple[Person, ...] = ()

    @property
    def minutes(self) -> int:
        """What it takes."""
        return self.candidate.tactic.takes(self.many)

    @property
    def cost(self) -> int:
        """What it costs, in minor units."""
        return self.candidate.tactic.costs(self.many)


def candidates(offers: Offers) -> list[Candidate]:
    """Give every tactic that fits the objective, the people and what was tried; the best first."""
    found = []
    for tactic in tactics().values():
        if offers.objective is None or offers.objective.name not in tactic.objectives or _resting(tactic, offers):
            continue
        people = tuple(_for(tactic, offers.people))
        if (tactic.people and not people) or not all(offers.has(need) for need in tactic.needs):
            continue
        most = min(tactic.people, len(people)) if tactic.people else min(tactic.pieces, offers.unanswered)
        found.append(Candidate(tactic=tactic, people=people, fit=_fit(tactic, offers), most=most))
    return sorted(found, key=lambda one: -one.fit)


def _resting(tactic: Tactic, offers: Offers) -> bool:
    """Tell whether a tactic was planned lately, or gave nothing as often as its stop rule bears."""
    tried = offers.tried.get(tactic.name)
    if tried is None:
        return False
    recent = tried.last_at is not None and tried.last_at + timedelta(days=tactic.again_after) > offers.today
    return recent or (tried.done >= GIVEN_UP and not tried.seen)


def _for(tactic: Tactic, people: Sequence[Person]) -> list[Person]:
    return [
        one for one in people
        if one.channel in tactic.channels
        and (not tactic.known_by or one.known_by in tactic.known_by)
        and ("quiet" not in tactic.needs or one.quiet)
    ]  # fmt: skip


def _fit(tactic: Tactic, offers: Offers) -> float:
    fits = [offers.fits.get(strategy, NOT_KNOWN) for strategy in tactic.strategies]
    first = offers.objective is not None and tactic.objectives[0] == offers.objective.name
    return max(fits) + FIRST_PURPOSE * first


def chosen(found: Sequence[Candidate], minutes: int, money: int) -> list[Sized]:
    """Give the best few that fit together: never more minutes, never more money, nobody asked twice.

    Parameters
    ----------
    found : sequence of Candidate
        The best first.
    minutes : int
        The most they may take together.
    money : int
        The most they may cost together, in minor units.

    """
    best: list[Sized] = []
    for size in range(1, MOST + 1):
        for together in combinations(found, size):
            sized = _together(together, minutes, money)
            if sized and _worth(sized) > _worth(best):
                best = sized
    return best


def _worth(sized: Sequence[Sized]) -> float:
    return round(sum(one.candidate.fit for one in sized), 9)


def _together(some: Sequence[Candidate], minutes: int, money: int) -> list[Sized]:
    """Give these at their smallest, then grown while minutes, money and people last; nothing where they don't fit."""
    many = [one.least for one in some]
    asked = _shared(some, many)
    if asked is None or not _fits(some, many, minutes, money):
        return []
    grown = True
    while grown:
        grown = False
        for place, one in enumerate(some):
            more = [n + (i == place) for i, n in enumerate(many)]
            if more[place] <= one.most and _fits(some, more, minutes, money):
                wider = _shared(some, more)
                if wider is not None:
                    many, asked, grown = more, wider, True
    return [
        Sized(candidate=one, many=n, people=people)
        for one, n, people in zip(some, many, asked, strict=True)
    ]  # fmt: skip


def _fits(some: Sequence[Candidate], many: Sequence[int], minutes: int, money: int) -> bool:
    pairs = list(zip(some, many, strict=True))
    takes = sum(one.tactic.takes(n) for one, n in pairs)
    return takes <= minutes and sum(one.tactic.costs(n) for one, n in pairs) <= money


def _shared(some: Sequence[Candidate], many: Sequence[int]) -> list[tuple[Person, ...]] | None:
    """Give each its people, the first in place first and nobody twice; None where there are too few.

    The first may choose first; where that leaves too few for another, the others are tried before it.
    """
    for order in permutations(range(len(some))):
        shared = _in_turn(some, many, order)
        if shared is not None:
            return shared
    return None


def _in_turn(some: Sequence[Candidate], many: Sequence[int], order: Sequence[int]) -> list[tuple[Person, ...]] | None:
    taken: set[int] = set()
    shared: dict[int, tuple[Person, ...]] = {}
    for place in order:
        wanted = many[place] if some[place].tactic.people else 0
        free = [person for person in some[place].people if person.person_id not in taken][:wanted]
        if len(free) < wanted:
            return None
        taken.update(person.person_id for person in free)
        shared[place] = tuple(free)
    return [shared[place] for place in range(len(some))]
