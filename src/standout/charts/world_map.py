"""World map: every group of customers that was told of: how many of our scores are from there against how far we lead.

Draws    one picture, where two groups or more have a lead
Marks    our lead over the best rival there as the sentence has it, up (mark), with what it is at least and at most
         by the test that made the verdict (line); our scores, to the right
Tier     by shape and by fill: first is a filled diamond, probably first a hollow one, open a hollow dot, behind a
         filled square; a triangle is a group that buyers can't recognise
Names    number in the order of the table, and the group where it has room; the number alone where it hasn't
Cut      the 24 most useful; all stand in the table
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.placing import Place, Point, placed
from standout.charts.rows import Row, heading
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="world_map")

FIRST = 24
"""How many groups are drawn."""
NAMED = 3
"""How many groups of a tier are named in the sentence."""
RATING = "rating"
TIERS = ("yes", "probably", "close", "hint", "no")
"""What a group is told as, best first."""
_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "yes": {"shape": "diamond", "size": 190, "color": look.ACCENT, "fill": look.ACCENT},
    "probably": {"shape": "diamond", "size": 170, "color": look.ACCENT, "fill": look.PAPER, "strokeWidth": 2.2},
    "close": {"shape": "circle", "size": 80, "color": look.MUTED, "fill": look.PAPER, "strokeWidth": 1.8},
    "hint": {"shape": "triangle-up", "size": 90, "color": look.MUTED, "fill": look.PAPER, "strokeWidth": 1.8},
    "no": {"shape": "square", "size": 80, "color": look.MUTED, "fill": look.MUTED},
}
_COLUMNS = ("number", "group", "verdict", "scores", "lead", "likely", "rival")


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the map of groups, or nothing where fewer than two have a lead."""
    told = [one for one in findings if one.facts.get("kind") == RATING and one.facts.get("lead") is not None]
    if len(told) < 2 or not {"kind", "lead_to"} <= set(table.column_names):
        return []
    most = _most(table)
    worlds: list[Row] = []
    for finding in told:
        key = (finding.aspect, json.dumps(dict(finding.world), sort_keys=True))
        if key in most and finding.rows:
            worlds.append({"number": len(worlds) + 1, **_world(finding, most[key])})
    return [_picture(look.clean(told[0].subject), worlds)] if len(worlds) > 1 else []


def _most(table: pa.Table) -> dict[tuple[str, str], float | None]:
    """Give, by aspect and world, what our lead over whoever is best is at most; None where that isn't known."""
    held = table.filter(pc.and_(pc.equal(table["kind"], RATING), pc.is_valid(table["lead"])))
    found: dict[tuple[str, str], float | None] = {}
    for row in held.select(["aspect", "world", "lead_to"]).to_pylist():
        key = (row["aspect"], json.dumps(json.loads(row["world"]), sort_keys=True))
        ends = [end for end in (found.get(key), row["lead_to"]) if end is not None]
        found[key] = min(ends, default=None)
    return found


def _world(finding: Finding, most: float | None) -> Row:
    tier = "hint" if ".hint" in finding.sentence_key and finding.verdict != "no" else finding.verdict
    facts = finding.facts
    fair, least = facts.get("lead_fair"), facts.get("lead_low")
    lead = facts["lead"] if fair is None else fair
    return {
        "group": heading(finding), "tier": tier if tier in TIERS else "close", "rows": finding.rows,
        "lead": lead, "low": least if least is None else min(least, lead),
        "high": most if most is None else max(most, lead), "rival": look.clean(facts["best_rival"]),
        "searched": fair is not None,
    }  # fmt: skip


def _picture(ours: str, worlds: list[Row]) -> Picture:
    shown = worlds[:FIRST]
    tiers = [tier for tier in TIERS if any(row["tier"] == tier for row in worlds)]
    values = {"ours": ours, "worlds": len(worlds), "shown": len(shown)}
    sentence = [say("world_map.sentence", **values)]
    sentence += [_said(tier, [row["group"] for row in worlds if row["tier"] == tier]) for tier in tiers]
    sentence += [say("world_map.cut", **values)] if len(shown) < len(worlds) else []
    counts = {tier: sum(row["tier"] == tier for row in worlds) for tier in TIERS}
    return Picture(
        name="world_map",
        title=say("world_map.title", **values),
        sentence=" ".join(sentence),
        alt=say("world_map.alt", **values, **counts),
        spec=_spec(shown, narrow=False),
        narrow=_spec(shown, narrow=True),
        key=" ".join([*(say(f"world_map.key.{tier}") for tier in tiers), *_key(worlds)]),
        columns=[say(f"world_map.column.{name}") for name in _COLUMNS],
        rows=[_printed(row) for row in worlds],
    )


def _key(worlds: Sequence[Row]) -> list[str]:
    """Say how lines and leads are meant."""
    searched = [say("world_map.key.searched")] if any(row["searched"] for row in worlds) else []
    return [say("world_map.key.lines"), *searched, say("world_map.key.numbers")]


def _said(tier: str, groups: Sequence[str]) -> str:
    """Say which groups are of a tier, the most useful by name."""
    if len(groups) <= NAMED + 1:
        return say(f"world_map.tier.{tier}", groups=say("world_map.names", names=groups))
    first = ", ".join(groups[:NAMED])
    return say(f"world_map.tier.{tier}", groups=say("world_map.names_more", names=first, more=len(groups) - NAMED))


def _printed(row: Row) -> list[str]:
    return [
        count(row["number"]), row["group"], say(f"world_map.verdict.{row['tier']}"), count(row["rows"]),
        look.figure(row["lead"]), look.span(row["low"], row["high"]), row["rival"],
    ]  # fmt: skip


def _spec(shown: list[Row], *, narrow: bool) -> Mapping[str, Any]:
    width, height = (270, 360) if narrow else (590, 430)
    across, up = _domains(shown)
    values = _named(shown, across, up, width, height)
    axes = {
        "x": {
            "field": "rows", "type": "quantitative", "scale": {"type": "log", "domain": across, "nice": False},
            "axis": {
                "title": say("world_map.across"), "values": _ticks(across), "format": ",d", "grid": False,
                "titleLimit": width, "labelFlush": False,
            },
        },
        "y": {
            "field": "lead", "type": "quantitative", "scale": {"domain": up, "nice": False, "zero": False},
            "axis": {"title": say("world_map.up"), "tickCount": 5, "titleLimit": height},
        },
    }  # fmt: skip
    tips = ("group", "verdict", "scores", "lead", "likely", "rival")
    tooltip = look.tooltip(**{f"tip_{one}": say(f"world_map.column.{one}") for one in tips})

    def layer(rows: list[Row], mark: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": dict(mark), "encoding": {**axes, **more}}

    def names(align: str) -> list[dict[str, Any]]:
        rows = [row for row in values if row["align"] == align]
        at = {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}, "align": align, "baseline": "middle"}
        halo = {"stroke": look.PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
        marks = [{"type": "text", "fontSize": look.SIZE - 1, **at, **more} for more in (halo, {})] if rows else []
        return [layer(rows, mark, text={"field": "label"}) for mark in marks]

    ends = {"y": {**axes["y"], "field": "low"}, "y2": {"field": "high"}}
    bars = [row for row in values if row["low"] is not None and row["high"] is not None]
    zero = {"type": "rule", "opacity": 1, "color": look.MUTED, "strokeDash": [5, 4], "strokeWidth": 1.4}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": height,
        "layer": [
            {"data": {"values": [{"zero": 0}]}, "mark": zero, "encoding": {"y": {**axes["y"], "field": "zero"}}},
            layer(bars, {"type": "rule", "opacity": 1, "color": look.FAINT, "strokeWidth": 1.3}, **ends),
            *(
                layer(rows, {"type": "point", "opacity": 1, **_SHAPES[tier]}, tooltip=tooltip)
                for tier in reversed(TIERS)
                if (rows := [row for row in values if row["tier"] == tier])
            ),
            *(one for align in ("left", "right", "center") for one in names(align)),
        ],
    }


def _domains(shown: Sequence[Row]) -> tuple[list[float], list[float]]:
    """Give the ends of both axes: room beside the marks, and zero in sight."""
    least, most = (end(row["rows"] for row in shown) for end in (min, max))
    ends = [end for row in shown for end in (row["lead"], row["low"], row["high"]) if end is not None]
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    pad = (high - low or 1) * 0.06
    return [max(least / 1.35, 0.5), most * 1.6], [low - pad, high + pad]


def _ticks(domain: Sequence[float]) -> list[int]:
    """Give round numbers inside a range of counts."""
    steps = [step * 10**power for power in range(9) for step in (1, 2, 5)]
    return [step for step in steps if domain[0] <= step <= domain[1]]


def _named(
    shown: Sequence[Row], across: Sequence[float], up: Sequence[float], width: float, height: float
) -> list[Row]:  # fmt: skip
    """Give the rows with what stands beside each mark: number and group, or the number alone."""
    spots = [
        (
            width * (log10(row["rows"]) - log10(across[0])) / (log10(across[1]) - log10(across[0])),
            height * (1 - (row["lead"] - up[0]) / (up[1] - up[0])),
        )
        for row in shown
    ]
    whole = [look.fitted(say("world_map.label", **row), width * 0.42, look.SIZE - 1) for row in shown]
    found: dict[int, tuple[str, Place]] = {}
    long = placed([Point(x, y, name, 6) for (x, y), name in zip(spots, whole, strict=True)], width, height)
    labels = [name if place else count(row["number"]) for row, name, place in zip(shown, whole, long, strict=True)]
    both = placed([Point(x, y, name, 6) for (x, y), name in zip(spots, labels, strict=True)], width, height)
    for at, place in enumerate(both):
        if place:
            found[at] = (labels[at], place)
    none = {"label": "", "dx": 0.0, "dy": 0.0, "align": ""}
    return [
        {
            **row, "business": count(row["number"]), **_tips(row),
            **(_placed(*found[at]) if at in found else none),
        }
        for at, row in enumerate(shown)
    ]  # fmt: skip


def _placed(label: str, place: Place) -> Row:
    return {"label": label, "dx": place.dx, "dy": place.dy, "align": place.align}


def _tips(row: Row) -> Row:
    """Give the printed figures of a mark, for whoever points at it."""
    printed = dict(zip(_COLUMNS, _printed(row), strict=True))
    return {f"tip_{name}": printed[name] for name in _COLUMNS if name != "number"}
