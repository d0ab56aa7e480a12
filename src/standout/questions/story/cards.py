"""Cards: what est has shown, as far as words may rest on it.

Reads    findings, columns, facts, reviews
Makes    card   one row: a first place that is shown or likely, with how far it reaches
Rule     no card reaches further than its finding: its aspect, its world, how many were compared, and the days
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from standout.questions.story.labels import inside
from standout.words import priced, say

if TYPE_CHECKING:
    from standout.question import Engine

SHOWN = ("yes", "probably")
MOST = 3
"""So many cards are put into words; est gives the most useful first."""
OVERALL = "a_overall"
"""The column of ``reviews`` with the scores for a business as a whole, whatever its label is."""
OWN_FILES = ("", "mapped")
"""Sources of files whose columns the owner mapped."""


@dataclass(frozen=True, slots=True)
class Card:
    """One first place.

    Attributes
    ----------
    aspect : str
        What it is about, as est says it; for a fact the whole claim: "cheapest flat white".
    world : mapping of str to str
        By label; empty for everybody.
    sure : bool
        Whether it is shown, not only likely.
    judged : int
        How many rivals it was judged against.
    sentence : str
        The finding in words, with its population.
    column : str
        The column of ``reviews`` with its scores; empty for a fact.
    overall : bool
        Whether it is about the business as a whole.
    conditions : tuple of (str, str)
        The columns of its world, with the values asked for; None where one isn't known.
    sources, first, last
        Where its scores are from, and when; for a fact the last day it was seen.
    figure : str
        The price of ``item``, where it is one.

    """

    aspect: str
    world: Mapping[str, str]
    sure: bool
    judged: int
    sentence: str
    rows: int
    column: str = ""
    overall: bool = False
    conditions: tuple[tuple[str, str], ...] | None = ()
    sources: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    item: str = ""
    figure: str = field(default="")

    @property
    def name(self) -> str:
        """The claim as drafts name it."""
        return card_of(self.aspect, self.world)

    @property
    def of(self) -> int:
        """How many were compared, ours too."""
        return self.judged + 1

    @property
    def fact(self) -> bool:
        """Whether it was looked up, not scored."""
        return not self.column and not self.overall


def card_of(aspect: str, world: Mapping[str, str]) -> str:
    """Give a claim as drafts name it: ``aspect | world``, the world as JSON.

    Examples
    --------
    >>> card_of("Staff", {}), card_of("Quiet", {"Visit": "lunch"})
    ('Staff | {}', 'Quiet | {"Visit": "lunch"}')

    """
    return f"{aspect} | {json.dumps(dict(world), sort_keys=True, ensure_ascii=False)}"


def cards(engine: Engine, ours: int, subject: str) -> list[Card]:
    """Give the cards of one business, in est's order: most useful first."""
    found = [
        row for row in engine.arrow(engine.table("findings")).to_pylist()
        if row["question"] == "est" and row["subject"] == subject and row["verdict"] in SHOWN and row["judged"]
    ]  # fmt: skip
    if not found:
        return []
    labels: dict[str, str] = {}
    for row in engine.arrow(engine.table("columns")).to_pylist():
        if row["table"] == "reviews":
            labels.setdefault(row["label"], row["name"])
    facts = [row for row in engine.arrow(engine.table("facts")).to_pylist() if row["business_id"] == ours]
    made = [_card(row, labels, facts) for row in found]
    return _with_population(engine, [made[at] for at in _first(found)])


def _first(found: Sequence[Mapping[str, Any]]) -> list[int]:
    """The places of the cards to use: as est orders them, what is shown before what is likely."""
    return sorted(range(len(found)), key=lambda at: (found[at]["verdict"] != "yes", at))


def _card(row: Mapping[str, Any], labels: Mapping[str, str], facts: Sequence[Mapping[str, Any]]) -> Card:
    world = json.loads(row["world"])
    whole = row["aspect"] == say("est.overall")
    column = labels.get(row["aspect"], OVERALL if whole else "")
    conditions = tuple((labels[label], value) for label, value in world.items()) if set(world) <= set(labels) else None
    item, figure = ("", "") if column else _price(row["aspect"], facts)
    seen = [one["seen_at"] for one in facts if one["seen_at"]] if not column else []
    return Card(
        aspect=row["aspect"], world=world, sure=row["verdict"] == "yes", judged=row["judged"],
        sentence=row["sentence"], rows=row["rows"], column=column, overall=column == OVERALL, conditions=conditions,
        last=max(seen, default=None), item=item, figure=figure,
    )  # fmt: skip


def _price(aspect: str, facts: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The item a fact's claim is the cheapest of, and its newest price with its sign."""
    held = [
        row for row in facts
        if row["fact"] == "price" and row["item"]
        and say("est.fact.price", item=row["item"]).casefold() == aspect.casefold()
    ]  # fmt: skip
    if not held:
        return "", ""
    newest = max(held, key=lambda row: (row["seen_at"] or date.min, row["value"]))
    return inside(newest["item"]), priced(newest["value"], newest["unit"] or "")


def _with_population(engine: Engine, made: Sequence[Card]) -> list[Card]:
    """Put in where the scores of each card are from, and when."""
    return [_populated(engine, card) if card.column and place < MOST else card for place, card in enumerate(made)]


def _populated(engine: Engine, card: Card) -> Card:
    reviews = engine.table("reviews")
    if card.column not in reviews.columns or card.conditions is None:
        return card
    scored = reviews.filter(reviews[card.column].notnull())
    for column, value in card.conditions:
        scored = scored.filter(scored[column] == value)
    by = scored.group_by("source").aggregate(first=scored.reviewed_at.min(), last=scored.reviewed_at.max())
    rows = engine.arrow(by).to_pylist()
    names = {say("story.own_files") if (row["source"] or "") in OWN_FILES else _title(row["source"]) for row in rows}
    return Card(
        **{name: getattr(card, name) for name in card.__slots__ if name not in ("sources", "first", "last")},
        sources=tuple(sorted(names)),
        first=min((row["first"] for row in rows if row["first"]), default=None),
        last=max((row["last"] for row in rows if row["last"]), default=None),
    )


def _title(source: str) -> str:
    return source.replace("_", " ").title()
