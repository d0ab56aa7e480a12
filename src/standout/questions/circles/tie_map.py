"""Tie map: who may tell whom among the people of the files, at weak, likely and strong ties.

Reads    tie_chances (a measure), `Signs`
Makes    `TieMap`: ties between people, numbered by their places in `Signs`
Left out ties of people who were only seen together, at a counter or in reviews: they may not know each other
No map   where fewer than `LEAST` ties among people are held
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.question import Engine
from standout.questions.circles.own_ties import OWNER
from standout.questions.circles.signs import Flags, Ids, Signs

LEAST = 10
"""From how many ties among people their map is worth asking."""

KNOWN_FROM = 0.9
"""From which share of learnt strength on, by chance and not by number, the strengths are no guess any more."""

SEEN = ("reviewed_with", "bought_with")
"""Kinds of ties that no list holds: these people were seen together."""

STRENGTHS = {"low": "low", "likely": "chance", "high": "high"}
"""The strengths of ties that are looked at, and the columns that hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieMap:
    """Who may tell whom.

    Attributes
    ----------
    people : int
        How many there are, those without a tie with them.
    source, target : int64, shape (ties,)
        ``source[i]`` may tell ``target[i]``; each pair once.
    chances : mapping
        For each of `STRENGTHS` the chance of each tie, float64.
    learnt : int
        Of how many ties the strength is learnt and not guessed.
    learnt_share : float
        How much of the ties that may be expected to carry word is learnt: their likely chances, of those of all.

    """

    people: int
    source: Ids
    target: Ids
    chances: Mapping[str, NDArray[np.float64]]
    learnt: int
    learnt_share: float = 0.0

    @property
    def ties(self) -> int:
        """How many ties there are."""
        return len(self.source)

    @property
    def tied(self) -> Flags:
        """Who has a tie to somebody besides the owner, shape (people,)."""
        found = np.zeros(self.people, np.bool_)
        found[self.source] = found[self.target] = True
        return found

    @property
    def known(self) -> bool:
        """Whether all but a little of what carries word is learnt."""
        return self.learnt_share >= KNOWN_FROM


def tie_map(engine: Engine, signs: Signs) -> TieMap | None:
    """Give who may tell whom, None where too few ties are held to say."""
    if len(signs.ties) < LEAST:
        return None
    rows = engine.arrow(engine.table("tie_chances").order_by(["from_id", "to_id"]))
    ends = {name: rows[name].to_numpy() for name in ("from_id", "to_id", *STRENGTHS.values())}
    from_id, to_id = ends["from_id"], ends["to_id"]
    held = (from_id != OWNER) & (to_id != OWNER) & (from_id != to_id)
    held &= ~np.isin(rows["kind"].to_numpy(zero_copy_only=False), SEEN)
    held &= np.isin(from_id, signs.ids) & np.isin(to_id, signs.ids)
    if held.sum() < LEAST:
        return None
    learnt = rows["basis"].to_numpy(zero_copy_only=False)[held] == "learnt"
    likely = ends["chance"][held]
    return TieMap(
        people=len(signs.ids),
        source=np.searchsorted(signs.ids, from_id[held]),
        target=np.searchsorted(signs.ids, to_id[held]),
        chances={name: ends[column][held].astype(np.float64) for name, column in STRENGTHS.items()},
        learnt=int(learnt.sum()),
        learnt_share=float(likely[learnt].sum() / likely.sum()) if likely.any() else 0.0,
    )
