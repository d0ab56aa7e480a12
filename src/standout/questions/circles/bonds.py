"""Bonds: how the people of the files hang together, as far as these lists show them.

Reads    ties (the owner left out)
Makes    one finding, where ties among people are held: how dense, how many groups, who bridges them, how it grew
Caution  a list shows only its own ties; so every figure is one of the lists, and says so
Two-way  only of ties that one person makes, and the other may or may not: who follows, who wrote
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from standout.finding import Finding
from standout.measures.tie_strengths import ONE_WAY
from standout.network.report import Report, reciprocity, report
from standout.question import Engine
from standout.questions.circles.found import People, counted
from standout.questions.circles.own_ties import OWNER
from standout.questions.circles.signs import Ids
from standout.words import say

NAMED_BRIDGE = 2
"""From how many people left aside a bridge is worth a word."""

QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """The ties among people, by their places in `Signs`.

    Attributes
    ----------
    pairs : int64, shape (pairs, 2)
        Who is tied, each pair once.
    shown : Report
    bridge : bool, shape (people,)
        Who alone holds some others to the rest.

    """

    pairs: Ids
    shown: Report
    bridge: NDArray[np.bool_]

    @property
    def known(self) -> Ids:
        """How many people each is tied to, shape (people,)."""
        return np.bincount(self.pairs.ravel(), minlength=len(self.bridge))


def bonds(people: People) -> Bonds:
    """Give how the ties among people hang together."""
    ends = np.searchsorted(people.signs.ids, people.signs.ties).reshape(-1, 2)
    pairs = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
    shown = report(people.known, pairs[:, 0], pairs[:, 1])
    return Bonds(pairs=pairs, shown=shown, bridge=shown.cut_off >= NAMED_BRIDGE)


def told_bonds(engine: Engine, people: People, held: Bonds, as_of: date | None) -> Iterator[Finding]:
    """Give the finding of how people hang together, where ties among them are held."""
    shown = held.shown
    if not shown.pairs:
        return
    rows = engine.arrow(engine.table("ties").select("from_id", "to_id", "kind", "at")).to_pylist()
    among = [row for row in rows if OWNER not in (row["from_id"], row["to_id"]) and row["from_id"] != row["to_id"]]
    sides = [(row["from_id"], row["to_id"]) for row in among if row["kind"] in ONE_WAY]
    back = reciprocity(*(np.array(side, np.int64) for side in zip(*sides, strict=True))) if sides else None
    quarters = _quarters(among)
    facts: dict[str, Any] = {
        "kind": "network", "tied": shown.people, "pairs": shown.pairs, "density": shown.density, "back": back,
        "groups": shown.groups, "largest": shown.largest, "bridges": int(held.bridge.sum()),
        "most_cut_off": int(shown.cut_off.max(initial=0)), "quarters": quarters,
    }  # fmt: skip
    values = {
        "back_too": "" if back is None else say("circles.bonds.back", back=back),
        "bridges_too": _bridges_too(facts), "growth_too": _growth_too(quarters, shown.pairs, as_of),
        "groups_too": say("circles.bonds.groups", **facts) if shown.groups > 1 else "",
        "each": 2 * shown.pairs / shown.people,
    }  # fmt: skip
    ids = people.signs.ids
    behind = pa.table({"from_id": ids[held.pairs[:, 0]], "to_id": ids[held.pairs[:, 1]]})
    yield replace(counted(people.subject, "bonds", "bonds.shown", len(among), facts, **values), behind=behind)


def _bridges_too(facts: dict[str, Any]) -> str:
    return say("circles.bonds.bridges", **facts) if facts["bridges"] else ""


def _quarters(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Give how many pairs were first tied in each quarter that has any, in order; those without a day are left out."""
    first: dict[frozenset[int], date] = {}
    for row in rows:
        if row["at"]:
            pair = frozenset((row["from_id"], row["to_id"]))
            first[pair] = min(row["at"], first.get(pair, row["at"]))
    many = Counter(f"{day.year}-Q{(day.month - 1) // QUARTER + 1}" for day in first.values())
    return {name: many[name] for name in sorted(many)}


def _growth_too(quarters: dict[str, int], pairs: int, as_of: date | None) -> str:
    """Give how many were made in the last whole quarter and the one before it, where most pairs have a day."""
    if not quarters or 2 * sum(quarters.values()) < pairs:
        return ""
    now = 4 * as_of.year + (as_of.month - 1) // QUARTER if as_of else _number(max(quarters)) + 1
    many = {_number(name): n for name, n in quarters.items()}
    if min(many) > now - 2:
        return ""
    year, quarter = divmod(now - 1, 4)
    return say(
        "circles.bonds.growth", new=many.get(now - 1, 0), before=many.get(now - 2, 0), quarter=quarter + 1, year=year
    )


def _number(quarter: str) -> int:
    """Give the number of a quarter, counted from the first year."""
    year, place = quarter.split("-Q")
    return 4 * int(year) + int(place) - 1
