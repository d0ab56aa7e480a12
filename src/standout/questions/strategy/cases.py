"""Cases: what others did, as facts with a source, and those most like us in structure.

Reads    cases/*.toml   one file: one case
Rule     alike is what one aims at, how, and what customers were seen to do; a case from another trade teaches more
         than the neighbour's, so it goes first among equals; a warning goes behind a case that fits nearly as well
Source   Gentner (1983), "Structure-mapping: a theoretical framework for analogy", Cognitive Science 7: what
         transfers from case to case is how the parts hang together, not what they look like
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from standout.words import own

SHOWN = 3
STALE_YEARS = 10
"""A case older than this counts half as much for its age; it is shown with its age all the same."""
GRADES = {"A": 1.0, "B": 0.7, "C": 0.4}
WEIGHTS = {
    "strategy": 4.0, "objective": 3.0, "behaviour": 2.0, "small": 1.0, "trade": 1.0, "grade": 0.6, "age": 0.6,
    "worked": 0.6,
}  # fmt: skip
"""What likeness is made of, weightiest first: judgement, not estimates; tests say which case must go before which."""
WORDS = ("name", "situation", "done", "outcome", "needs", "not_transfer")
"""What a case says in words."""
UNSAID = "not stated"
"""The country of a case whose source names none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a case: ``what`` it counts, its value and unit; ``years`` it took, where it is a growth."""

    what: str
    value: float
    unit: str
    years: float = 0.0

    @property
    def a_year(self) -> float | None:
        """Growth a year, where the figure says how many times as much came in how many years.

        Examples
        --------
        Ten times in three years is 115 % a year, since 10^(1/3) is 2.154:

        >>> round(Figure("sales", 10, "times", 3).a_year, 3)
        1.154

        """
        return self.value ** (1 / self.years) - 1 if self.unit == "times" and self.years > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file of ``cases/``: what somebody did, what came of it, and who says so.

    Attributes
    ----------
    name, industry, country : str
        Who, in what trade, where; ``UNSAID`` where the source doesn't say where.
    retail : bool
        Whether they sell to people over a counter or from a shop's shelf, on a street or on a page.
    year : int
        Of the outcome; of the first account of it that was found, where the source doesn't say.
    objective, strategy, behaviour : str
        As in ``strategies.toml``.
    situation, done, outcome : str
        In plain words, without figures that ``figures`` doesn't hold.
    figures : tuple of Figure
        Every number of the outcome.
    source, url, published : str, str, int
        Who says so, where, and in what year.
    grade : str
        A official, audited or peer reviewed; B reputable press or a company's filing; C the company's own word.
    needs, not_transfer : str
        What it took, and what a small business can't copy.
    small : bool
        Whether it can be done with about an hour a week.
    worked : bool
        False where it is a warning: it did not bring what was hoped for, or did harm.

    """

    name: str
    industry: str
    retail: bool
    country: str
    year: int
    objective: str
    strategy: str
    behaviour: str
    situation: str
    done: str
    outcome: str
    figures: tuple[Figure, ...]
    source: str
    url: str
    published: int
    grade: str
    needs: str
    not_transfer: str
    small: bool
    worked: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case should be like: our objective, strategy and customers' behaviour; empty where not known."""

    objective: str = ""
    strategy: str = ""
    behaviour: str = ""
    trade: str = ""


def read_case(said: Mapping[str, Any]) -> Case:
    """Give a case from what its file says.

    Raises
    ------
    TypeError
        If a field is missing, or one is there that no case has.

    """
    figures = tuple(Figure(**one) for one in said.get("figures", ()))
    return Case(**{**said, "figures": figures})


@cache
def cases() -> tuple[Case, ...]:
    """Give every case, in the order of their files' names."""
    held = sorted((files(__package__) / "cases").iterdir(), key=lambda file: file.name)
    return tuple(read_case(tomllib.loads(f.read_text(encoding="utf-8"))) for f in held if f.name.endswith(".toml"))


def spoken(case: Case) -> Case:
    """Give a case with its words in the language that is spoken; its source stays as it is written."""
    words: dict[str, Any] = {field: own(f"case.{case.name}.{field}", getattr(case, field)) for field in WORDS}
    trade = own(f"case.trades.{case.industry}", case.industry)
    return replace(case, **words, industry=trade, country=own(f"case.countries.{case.country}", case.country))


def likeness(case: Case, wanted: Wanted, as_of: date | None) -> float:
    """Give how much a case has to say to us, from 0 to 1; what we don't know of ourselves speaks for none.

    Examples
    --------
    >>> from dataclasses import replace
    >>> one = cases()[0]
    >>> same = Wanted(one.objective, one.strategy, one.behaviour)
    >>> likeness(one, same, None) > likeness(replace(one, strategy="another"), same, None)
    True

    """
    age = 0 if as_of is None else max(0, as_of.year - case.year)
    own_trade = bool(wanted.trade) and _same_trade(case.industry, wanted.trade)
    parts = {
        "strategy": case.strategy == wanted.strategy,
        "objective": case.objective == wanted.objective,
        "behaviour": case.behaviour == wanted.behaviour,
        "small": case.small,
        "trade": not own_trade,
        "grade": GRADES.get(case.grade, 0.0),
        "age": 2.0 ** (-age / STALE_YEARS),
        "worked": case.worked,
    }
    return sum(WEIGHTS[name] * float(share) for name, share in parts.items()) / sum(WEIGHTS.values())


def _same_trade(industry: str, trade: str) -> bool:
    words = {word for word in industry.casefold().replace("-", " ").split() if len(word) > 3}
    return any(word in words or word.rstrip("s") in words for word in trade.casefold().split())


def most_alike(
    wanted: Wanted, as_of: date | None, of: Iterable[Case] | None = None, shown: int = SHOWN
) -> list[tuple[Case, float]]:
    """Give the cases with most to say to us and their likeness, best first, no two of one industry.

    Parameters
    ----------
    wanted : Wanted
    as_of : date or None
        The day we speak of; ages are counted to it.  A case whose outcome is later isn't known yet.
    of : iterable of Case, optional
        All there are, where not given.
    shown : int
        How many at most.

    """
    known = [case for case in (cases() if of is None else of) if as_of is None or case.published <= as_of.year]
    ranked = sorted(((case, likeness(case, wanted, as_of)) for case in known), key=lambda one: (-one[1], one[0].name))
    chosen: list[tuple[Case, float]] = []
    for case, alike in ranked:
        if len(chosen) < shown and case.industry not in {held.industry for held, _ in chosen}:
            chosen.append((case, alike))
    return chosen
