"""Dominance rows: the map of who is large where, as rows of the table behind the findings.

Kind "share": ours and the largest rivals of a world; ``rows`` are people who wrote, ``estimate`` their share of the
world's, ``standing`` whether we are ahead of them on score.  Kind "market": the world itself; ``rows`` are all its
people, ``estimate`` is how many businesses of equal size would be as concentrated, ``standing`` what it is to us,
and ``rank`` its place on the map.
"""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from standout.questions.est.dominance import Dominance, Presence
from standout.questions.est.market import Market
from standout.questions.est.rows import SCHEMA
from standout.words import say

RIVALS = 3
"""How many rivals of a world stand in the table."""


def dominance_rows(found: Dominance, market: Market) -> pa.Table:
    """Give the rows of the map, best world first."""
    rows = [
        row for place, one in enumerate(found.worlds, start=1) for row in (_market(one, place), *_shares(one, market))
    ]
    return pa.Table.from_pylist([{name: row.get(name) for name in SCHEMA.names} for row in rows], schema=SCHEMA)


def _market(one: Presence, place: int) -> dict[str, Any]:
    return _about(one) | {
        "kind": "market", "ours": False, "judged": False, "rows": int(one.people.sum()), "estimate": one.effective,
        "rank": place, "standing": one.kind, "unit": say("dominance.unit.businesses"),
    }  # fmt: skip


def _shares(one: Presence, market: Market) -> list[dict[str, Any]]:
    share = one.share
    order = sorted(range(1, len(share)), key=lambda place: (-int(one.people[place]), place != one.rival, place))
    return [_share(one, market, place) for place in (0, *order[:RIVALS]) if place == 0 or one.people[place]]


def _share(one: Presence, market: Market, place: int) -> dict[str, Any]:
    share = one.share
    return _about(one) | {
        "kind": "share", "business_id": int(market.ids[place]), "business": market.names[place], "ours": place == 0,
        "judged": True, "rows": int(one.people[place]), "estimate": float(share[place]), "low": float(one.low[place]),
        "high": float(one.high[place]), "rank": 1 + int((one.people > one.people[place]).sum()),
        "lead": None if place == 0 else float(share[0] - share[place]),
        "standing": "ours" if place == 0 else one.standing if place == one.rival else "not_judged",
        "unit": say("dominance.unit.share"),
    }  # fmt: skip


def _about(one: Presence) -> dict[str, Any]:
    return {
        "aspect": say("dominance.aspect"),
        "world": json.dumps(one.world, ensure_ascii=False, sort_keys=True),
        "origin": "counted",
    }
