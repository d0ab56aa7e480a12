"""Leagues made by hand, as the question ``est`` hands them to a chart: findings and their table."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pyarrow as pa

from standout.finding import Finding, Needed

FIELDS = {
    "aspect": pa.string(), "world": pa.string(), "kind": pa.string(), "business_id": pa.int32(),
    "business": pa.string(), "ours": pa.bool_(), "judged": pa.bool_(), "rows": pa.int64(),
    "estimate": pa.float64(), "se": pa.float64(),
    "low": pa.float64(), "high": pa.float64(), "rank": pa.int32(), "rank_low": pa.int32(), "rank_high": pa.int32(),
    "lead": pa.float64(), "lead_low": pa.float64(), "lead_from": pa.float64(), "lead_to": pa.float64(),
    "standing": pa.string(), "origin": pa.string(), "unit": pa.string(),
    "scale_low": pa.float64(), "scale_high": pa.float64(), "first_at": pa.date32(), "last_at": pa.date32(),
}  # fmt: skip
EMPTY = pa.schema(FIELDS).empty_table()
TOWN = ("Corner Deli", "Deli North", "Bean Street", "The Copper Kettle", "Harbour Café", "Lark", "Old Mill")


def league(
    figures: Mapping[str, float | None],
    aspect: str = "coffee",
    world: Mapping[str, str] | None = None,
    kind: str = "rating",
    half: float | None = 0.1,
    *,
    less: bool = False,
) -> pa.Table:
    """Give the rows of one aspect: ours first; None isn't judged; apart means further than twice ``half``.

    Without ``half`` no interval is known, and every difference counts.
    """
    known, half = half is not None, half or 0.0
    sign = -1 if less else 1
    judged = {name: value for name, value in figures.items() if value is not None}
    mine = next(iter(figures))
    rows = []
    for place, (name, value) in enumerate(figures.items()):
        better = [v for v in judged.values() if value is not None and sign * (v - value) > 0]
        ahead = [v for v in better if abs(v - value) > 2 * half]
        behind = [v for v in judged.values() if value is not None and sign * (value - v) > 2 * half]
        apart = sign * (judged[mine] - value) if value is not None and mine in judged else None
        if place == 0:
            standing = "ours"
        elif apart is None:
            standing = "not_judged"
        else:
            standing = "ahead" if apart > 2 * half else "behind" if apart < -2 * half else "open"
        row = {
            "aspect": aspect, "world": json.dumps(world or {}), "kind": kind, "business_id": place, "business": name,
            "ours": place == 0, "judged": value is not None, "rows": 40, "standing": standing, "origin": "rated",
            "unit": "points" if kind == "rating" else "GBP", "scale_low": 1.0, "scale_high": 5.0,
        }  # fmt: skip
        if value is None:
            row["rows"] = 3
        else:
            row |= {"estimate": value, "rank": 1 + len(better), "rank_low": 1 + len(ahead)}
            row["rank_high"] = len(judged) - len(behind)
        if value is not None and known:
            row |= {"se": half / 2, "low": value - half, "high": value + half}
        if place and apart is not None:
            row |= {"lead": apart, "lead_low": apart - 2 * half}
        if place and apart is not None and known and kind == "rating":
            row |= {"lead_from": apart - 1.5 * half, "lead_to": apart + 1.5 * half}
        rows.append({field: row.get(field) for field in FIELDS})
    return pa.Table.from_pylist(rows, schema=pa.schema(FIELDS))


def shares(worlds: Mapping[str, tuple[str, Mapping[str, int], str]]) -> pa.Table:
    """Give the rows of a map of who is large: by value of the descriptor visit, what the group is to us, the reviews
    of each business, ours first, and whether we are ahead of the largest rival on score."""
    rows = []
    for place, (value, (kind, reviews, standing)) in enumerate(worlds.items(), start=1):
        total, mine = sum(reviews.values()), next(iter(reviews))
        largest = max([name for name in reviews if name != mine], key=reviews.__getitem__, default=None)
        base = {"aspect": "share of reviews", "world": json.dumps({"visit": value}), "origin": "counted"}
        effective = total**2 / sum(n**2 for n in reviews.values())
        rows.append(base | {"kind": "market", "ours": False, "judged": False, "rows": total, "rank": place,
                            "standing": kind, "estimate": effective})  # fmt: skip
        for name, n in reviews.items():
            stands = "ours" if name == mine else standing if name == largest else "not_judged"
            share = n / total
            rows.append(base | {"kind": "share", "business_id": list(reviews).index(name), "business": name,
                                "ours": name == mine, "judged": True, "rows": n, "estimate": share,
                                "low": max(share - 0.05, 0.0), "high": min(share + 0.05, 1.0), "rank": 1,
                                "standing": stands})  # fmt: skip
    full = [{field: row.get(field) for field in FIELDS} for row in rows]
    return pa.Table.from_pylist(full, schema=pa.schema(FIELDS))


def past(
    leads: Sequence[float], half: float = 0.4, aspect: str = "coffee", names: Sequence[str] = TOWN[:2],
    world: Mapping[str, str] | None = None,
) -> pa.Table:  # fmt: skip
    """Give the rows of a past: the lead of ours over a rival in each quarter from 2025 on, each with its ends."""
    rows = []
    for place, lead in enumerate(leads):
        first, last = (date(2025 + at // 4, 3 * (at % 4) + 1, 1) for at in (place, place + 1))
        base = {
            "aspect": aspect, "world": json.dumps(world or {}), "kind": "quarter", "judged": True, "rows": 20 + place,
            "origin": "rated", "unit": "points", "first_at": first, "last_at": last - timedelta(days=1),
        }  # fmt: skip
        rows.append(base | {"business": names[0], "business_id": 0, "ours": True, "estimate": 4.0})
        rows.append(base | {"business": names[1], "business_id": 1, "ours": False, "estimate": 4.0 - lead, "lead": lead,
                            "lead_from": lead - half, "lead_to": lead + half})  # fmt: skip
    full = [{field: row.get(field) for field in FIELDS} for row in rows]
    return pa.Table.from_pylist(full, schema=pa.schema(FIELDS))


def held_by(names: Sequence[str] = TOWN) -> pa.Table:
    """Give a map with a group of each sort: open, large but behind us, ours, unclear, held, and not to be won."""
    even = dict.fromkeys(names, 20)
    first, second = names[0], names[1]
    return shares({
        "breakfast": ("open", even, "open"), "lunch": ("ahead", even | {second: 200}, "ahead"),
        "dinner": ("ours", even | {first: 200}, "open"), "late": ("unclear", even | {second: 150}, "open"),
        "tea": ("held", even | {second: 240}, "open"), "with a dog": ("giant", even | {second: 400}, "behind"),
    })  # fmt: skip


def finding(table: pa.Table, verdict: str = "close", text: str = "", needed: Needed | None = None) -> Finding:
    """Give the finding about ours that a table of one aspect holds; ``text`` is its sentence."""
    rows = table.to_pylist()
    mine = rows[0]
    rivals = [row for row in rows[1:] if row["judged"]]
    best = min(rivals, key=lambda row: row["lead"], default=None) if mine["judged"] else None
    facts = {
        "kind": mine["kind"], "rank_low": mine["rank_low"], "rank_high": mine["rank_high"],
        "lead": best and best["lead"], "lead_low": best and best["lead_low"], "best_rival": best and best["business"],
        "rivals_judged": len(rivals), "rivals_not_judged": len(rows) - 1 - len(rivals),
    }  # fmt: skip
    tier = {"yes": "proven", "probably": "likely", "close": "tied", "no": "behind"}.get(verdict, "not_enough")
    return Finding(
        question="est", subject=mine["business"], aspect=mine["aspect"], world=json.loads(mine["world"]),
        verdict=verdict, tier=tier, sentence_key="chart.league.axis",  # "{unit}": a sentence that is what it is given
        values={"unit": text or f"{mine['business']} is judged on {mine['aspect']}. It is a made-up case."},
        estimate=mine["estimate"], low=mine["low"], high=mine["high"], unit=mine["unit"], rows=mine["rows"],
        facts=facts, needed=needed,
    )  # fmt: skip


def spread(names: Sequence[str] = TOWN, top: float = 4.7, step: float = 0.15, turn: int = 0) -> dict[str, float]:
    """Give each name a figure, ours the highest, the others in an order turned by ``turn``."""
    rest = list(names[1:])
    turned = [*rest[turn % max(len(rest), 1) :], *rest[: turn % max(len(rest), 1)]]
    return {names[0]: top} | {name: top - step * (turned.index(name) + 1) for name in rest}


def together(*tables: pa.Table) -> pa.Table:
    """Give several leagues as one table."""
    return pa.concat_tables(tables)


def pictures(module, *tables: pa.Table):
    """Give what a chart draws of these leagues, a finding for each."""
    return module.draw([finding(table) for table in tables], together(*tables) if tables else EMPTY)
