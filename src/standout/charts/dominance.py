"""Dominance: who is large where, a line for each group of customers, those open to us first.

Draws    one picture, where the table holds rows of kind "share"
Marks    the share of the reviews: of the largest rival (dot), of ours (diamond), each with its limits (line)
Hollow   a dot where luck may explain that somebody has most
Cut      the first 12 groups; all stand in the table
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.rows import Row, worded
from standout.finding import Finding
from standout.words import count, marked, say

CHART = Chart(name="dominance")

FIRST = 12
"""How many groups are drawn."""
NAMED = 3
"""How many groups of a kind are named in the sentence."""
OPEN = ("open", "ahead", "ours")
KINDS = (*OPEN, "unclear", "held", "giant")


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the map of who is large where, or nothing."""
    if not findings or not table.num_rows:
        return []
    worlds = _worlds(table)
    return [_picture(worlds)] if worlds else []


def _worlds(table: pa.Table) -> list[Row]:
    """Give one row for each world, in the order of the map: its label, what it is to us, ours and the largest rival."""
    kept = table.filter(pc.is_in(table["kind"], pa.array(["share", "market"]))).to_pylist()
    found: dict[str, Row] = {}
    for row in kept:
        held = found.setdefault(row["world"], {"label": worded(json.loads(row["world"])), "rivals": []})
        if row["kind"] == "market":
            held |= {"place": row["rank"], "kind": row["standing"], "rows": row["rows"], "equals": row["estimate"]}
        else:
            one = {"business": look.clean(row["business"]), "standing": row["standing"]}
            one |= {name: 100 * (row[column] or 0) for name, column in _FIGURES.items()}
            if row["ours"]:
                held["ours"] = one
            else:
                held["rivals"].append(one)
    whole = [row for row in found.values() if "kind" in row and "ours" in row and row["rivals"]]
    for row in whole:
        row["largest"] = max(row["rivals"], key=lambda one: one["share"])
    return sorted(whole, key=lambda row: row["place"])


_FIGURES = {"share": "estimate", "low": "low", "high": "high"}


def _picture(worlds: list[Row]) -> Picture:
    shown, ours = worlds[:FIRST], worlds[0]["ours"]["business"]
    counts = {kind: [row for row in worlds if row["kind"] == kind] for kind in KINDS}
    best = sum(len(counts[kind]) for kind in OPEN)
    cut = say("chart.dominance.cut", shown=len(shown), worlds=len(worlds)) if len(shown) < len(worlds) else ""
    sentence = [part for kind in (*OPEN, "held", "giant") if (part := _said(kind, counts[kind]))]
    return Picture(
        name="dominance",
        title=say("chart.dominance.title"),
        sentence=" ".join([*(sentence or [say("chart.dominance.none")]), *([cut] if cut else [])]),
        alt=say("chart.dominance.alt", ours=ours, worlds=len(worlds), best=best, giants=len(counts["giant"])),
        spec=_spec(shown, narrow=False),
        narrow=_spec(shown, narrow=True),
        key=say("chart.dominance.key", ours=ours),
        columns=[say(f"chart.dominance.column.{name}") for name in _COLUMNS],
        rows=[_printed(row) for row in worlds],
    )


_COLUMNS = ("world", "reviews", "largest", "theirs", "ours", "equals", "kind")


def _said(kind: str, rows: list[Row]) -> str:
    """Say which groups are of a kind, the largest first; for a giant, who it is and how large."""
    if not rows:
        return ""
    if kind != "giant":
        return say(f"chart.dominance.sentence.{kind}", worlds=_names([row["label"] for row in rows]))
    first = rows[0]["largest"]
    said = say("chart.dominance.sentence.giant", world=rows[0]["label"], business=first["business"],
               share=_percent(first["share"]))  # fmt: skip
    more = [row["label"] for row in rows[1:]]
    return f"{said} {say('chart.dominance.sentence.giants', worlds=_names(more))}" if more else said


def _names(labels: list[str]) -> str:
    if len(labels) <= NAMED + 1:
        return say("chart.dominance.names", names=labels)
    return say("chart.dominance.names_more", names=", ".join(labels[:NAMED]), more=len(labels) - NAMED)


def _percent(share: float) -> str:
    return say("chart.dominance.percent", share=f"{share:.0f}")


def _limits(one: Row) -> str:
    return say(
        "chart.dominance.limits", share=f"{one['share']:.0f}", low=f"{one['low']:.0f}", high=f"{one['high']:.0f}"
    )


def _printed(row: Row) -> list[str]:
    largest = row["largest"]
    return [
        row["label"], count(row["rows"]), largest["business"], _limits(largest), _limits(row["ours"]),
        marked(f"{row['equals']:.1f}"), say(f"chart.dominance.kind.{row['kind']}"),
    ]  # fmt: skip


def _spec(worlds: list[Row], *, narrow: bool) -> Mapping[str, Any]:
    names, width, right, step = (0, 172, 172, 66) if narrow else (200, 230, 216, 44)
    room = width + right if narrow else names - 12
    theirs = [_mark(row, "largest", place, right) for place, row in enumerate(worlds)]
    mine = [_mark(row, "ours", place, right) for place, row in enumerate(worlds)]
    heads = [_head(row, place, room, narrow=narrow) for place, row in enumerate(worlds)]
    down = {
        "field": "row", "type": "quantitative", "axis": None,
        "scale": {"domain": [len(worlds) - 0.5, -0.5], "nice": False},
    }  # fmt: skip
    most = max(one["high"] for one in theirs + mine)
    across = {
        "field": "share", "type": "quantitative",
        "scale": {"domain": [0, min(100, most * 1.04)], "nice": False},
        "axis": {
            "title": say("chart.dominance.axis"), "tickCount": 3 if narrow else 5, "domain": False, "ticks": False,
        },
    }  # fmt: skip

    def text(rows: list[Row], field: str, x: float, dy: float, **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dy": dy, "clip": False, **mark},
            "encoding": {"x": {"value": x}, "y": down, "text": {"field": field}},
        }

    def line(rows: list[Row], dy: float, **mark: Any) -> dict[str, Any]:
        ends = {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": down}
        return {
            "data": {"values": rows},
            "mark": {"type": "rule", "opacity": 1, "yOffset": dy, **mark},
            "encoding": ends,
        }

    def dots(rows: list[Row], dy: float, **mark: Any) -> dict[str, Any]:
        drawn = {"type": "point", "yOffset": dy, **mark}
        return {"data": {"values": rows}, "mark": drawn, "encoding": {"x": across, "y": down, "tooltip": tips}}

    tips = look.tooltip(
        business=say("chart.dominance.column.world"),
        who=say("chart.column.business"),
        limits=say("chart.dominance.axis"),
    )

    up, low, lift = (0, 18, (-23, -23)) if narrow else (-8, 9, (-8, 9))
    hollow = [one for one in theirs if one["kind"] == "unclear"]
    full = [one for one in theirs if one["kind"] != "unclear"]
    head = text(heads, "label", -names, lift[0])
    means = text(heads, "means", -names, lift[1], color=look.MUTED, fontStyle="italic")
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": step * len(worlds),
        "layer": [
            line(theirs, up, strokeWidth=1.8, color=look.MUTED),
            line(mine, low, strokeWidth=3.2, color=look.ACCENT),
            dots(full, up, **look.THEIRS, fill=look.MUTED),
            dots(hollow, up, **look.THEIRS, fill=look.PAPER),
            dots(mine, low, **look.OURS),
            head,
            *([] if narrow else [means]),
            text(theirs, "label", width + 14, up),
            text(mine, "label", width + 14, low, fontWeight=700, color=look.ACCENT),
            _room(width + right),
        ],
    }


def _room(edge: float) -> dict[str, Any]:
    """Keep the picture as wide as its labels may be in any font: a blank at its right edge."""
    mark = {"type": "text", "text": "\N{NO-BREAK SPACE}", "align": "right", "color": look.INK}
    return {"data": {"values": [{"row": 0}]}, "mark": mark, "encoding": {"x": {"value": edge}, "y": {"value": 0}}}


def _head(row: Row, place: int, room: float, *, narrow: bool) -> Row:
    """Name a line, and say what the group is to us: beneath, or before the name where there is no room."""
    label, kind = row["label"], row["kind"]
    if narrow:
        label = say("chart.dominance.head", kind=say(f"chart.dominance.short.{kind}"), world=label)
    means = say(f"chart.dominance.kind.{kind}")
    return {
        "row": place,
        "business": row["label"],
        "label": look.fitted(label, room),
        "means": look.fitted(means, room),
    }


def _mark(row: Row, who: str, place: int, room: float) -> Row:
    """One mark: its figures, and the name that stands beside it with its share."""
    one, mine = row[who], who == "ours"
    share = _percent(one["share"])
    name = look.fitted(one["business"], room - 22 - look.breadth(share))
    return {
        "row": place, "business": row["label"], "ours": mine, "kind": row["kind"],
        "label": say("chart.dominance.named", business=name, share=share),
        "who": one["business"], "limits": _limits(one),
        **{field: one[field] for field in _FIGURES},
    }  # fmt: skip
