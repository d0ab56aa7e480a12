"""Positioning: businesses on two aspects at once, each with the ellipse its two true figures likely lie in.

Draws    one picture: the two best findings over everybody, those from ratings before facts, where ours
         and two more are judged on both; where one kind of customers alone was asked about, among these
Marks    estimate on each aspect (dot; ours a diamond), where both true figures lie at once (ellipse)
Ellipse  half axes √2 times the 95 % intervals: it holds both figures 19 times in 20 however they go together, as the
         sum of two squared normals is most spread where they are one and the same
Better   is always up and to the right: the axis of a price runs from dear to cheap
Cut      the 24 best placed and ours; every business stands in the table
No map   where fewer than two aspects have three businesses judged on both
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.placing import Point, placed
from standout.charts.rows import Row, against_us, heading, judged, less_is_better, rows
from standout.charts.rows import ours as our_row
from standout.charts.two_axes import held_share
from standout.finding import Finding
from standout.words import say

CHART = Chart(name="positioning")

FIRST = 24
"""How many businesses are drawn besides ours."""

_AXES = (("x", "across"), ("y", "up"))
_WIDER = 2**0.5
LOSES = 0.7
"""Where two axes hold less of what sets businesses apart than this, it is said."""


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the map of the two best findings that can share one, or nothing."""
    best: dict[str, tuple[Finding, list[Row]]] = {}
    world = {} if any(not finding.world for finding in findings) else next((one.world for one in findings), {})
    for finding in findings:
        if finding.world == world and finding.aspect not in best:
            found = rows(table, finding.aspect, world)
            if our_row(found, finding.subject):
                best[finding.aspect] = (finding, [row for row in found if judged(row)])
    pairs = sorted(best.values(), key=lambda held: held[1][0]["kind"] == "fact")
    for j in range(1, len(pairs)):
        for i in range(j):
            both = _joined(pairs[i][1], pairs[j][1], pairs[i][0].subject)
            if len(both) > 2 and both[0]["ours"]:
                return [_picture(pairs[i], pairs[j], both, len(pairs), _held([rows for _, rows in pairs], i, j))]
    return []


def _held(found: Sequence[list[Row]], x: int, y: int) -> float | None:
    """Give how much of what sets businesses apart two rated aspects hold, of all that are rated on their scale."""
    ends = (found[x][0]["scale_low"], found[x][0]["scale_high"])
    alike = [
        place for place, rows_ in enumerate(found)
        if rows_[0]["kind"] == "rating" and (rows_[0]["scale_low"], rows_[0]["scale_high"]) == ends
    ]  # fmt: skip
    if x not in alike or y not in alike:
        return None
    means = [{row["business_id"]: row["estimate"] for row in found[place]} for place in alike]
    return held_share(means, alike.index(x), alike.index(y))


def _joined(x: list[Row], y: list[Row], subject: str) -> list[Row]:
    """Give one row for each business judged on both, ours first, then the best placed."""
    up = {row["business_id"]: row for row in y}
    mine = our_row(x, subject)
    pairs = [(row, up[row["business_id"]]) for row in x if row["business_id"] in up]
    pairs.sort(key=lambda p: (p[0] is not mine, p[0]["rank"] + p[1]["rank"], p[0]["business"]))
    return [{"business": a["business"], "ours": a is mine, "across": a, "up": b} for a, b in pairs]


def _picture(
    x: tuple[Finding, list[Row]], y: tuple[Finding, list[Row]], both: list[Row], aspects: int, held: float | None
) -> Picture:
    shown = both[: FIRST + 1]
    heads = {"across": heading(x[0]), "up": heading(y[0])}
    decimals = {
        "across": look.places([r["across"]["estimate"] for r in both], x[1][0]["kind"]),
        "up": look.places([r["up"]["estimate"] for r in both], y[1][0]["kind"]),
    }
    values: dict[str, Any] = {
        **heads,
        "ours": both[0]["business"],
        "others": len(both) - 1,
        "ahead": sum(r["across"]["standing"] == r["up"]["standing"] == "ahead" for r in both[1:]),
        "behind": sum(r["across"]["standing"] == r["up"]["standing"] == "behind" for r in both[1:]),
        "x": look.figure(both[0]["across"]["estimate"], decimals["across"]),
        "y": look.figure(both[0]["up"]["estimate"], decimals["up"]),
        "shown": len(shown),
        "aspects": aspects,
    }
    sentence = [say("chart.positioning.sentence", **values)]
    sentence.append(say("chart.positioning.ahead" if values["ahead"] else "chart.positioning.level", **values))
    if values["behind"]:
        sentence.append(say("chart.positioning.behind", **values))
    if values["shown"] < len(both):
        sentence.append(say("chart.positioning.cut", **values))
    if held is not None and held < LOSES:
        sentence.append(say("chart.positioning.loses", held=held, **values))
    elif aspects > 2:
        sentence.append(say("chart.positioning.more", **values))
    turned = {"across": less_is_better(x[1]), "up": less_is_better(y[1])}
    wide, narrow = (_spec(shown, heads, turned, narrow=small) for small in (False, True))
    unnamed = any(len(_named(spec)) < len(shown) for spec in (wide, narrow))
    columns = [say("chart.column.business")]
    for head in heads.values():
        columns += [head, say("chart.column.interval_of", aspect=head), say("chart.column.us_on", aspect=head)]
    return Picture(
        name="positioning",
        title=say("chart.positioning.title", **values),
        sentence=" ".join(sentence),
        alt=" ".join([say("chart.positioning.alt", **values), say("chart.in_table")]),
        spec=wide,
        narrow=narrow,
        key=" ".join([say("chart.positioning.key"), *([say("chart.positioning.unnamed")] if unnamed else [])]),
        columns=columns,
        rows=[_printed(row, decimals) for row in both],
    )


def _named(spec: Mapping[str, Any]) -> set[str]:
    """Give the businesses whose names had room in the picture."""
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    return {row["business"] for layer in layers for row in layer["data"]["values"]}


def _printed(row: Row, decimals: Mapping[str, int]) -> list[str]:
    cells = [row["business"]]
    for side in ("across", "up"):
        one, d = row[side], decimals[side]
        cells += [look.figure(one["estimate"], d), look.span(one["low"], one["high"], d), against_us(one)]
    return cells


def _spec(shown: list[Row], heads: Mapping[str, str], turned: Mapping[str, bool], *, narrow: bool) -> Mapping[str, Any]:
    width, height = (286, 300) if narrow else (590, 430)
    domains = {side: _domain([row[side] for row in shown], less=turned[side]) for _, side in _AXES}
    values = [
        {"business": row["business"], "ours": row["ours"]}
        | {f"tip_{side}": _tip(row[side]) for _, side in _AXES}
        | {f"{end}_{side}": row[side][end] for _, side in _AXES for end in ("estimate", "low", "high")}
        for row in shown
    ]
    for value in values:
        value["label"] = look.fitted(value["business"], width * 0.36)
    points = [
        Point(
            width * _share(v["estimate_across"], domains["across"]),
            height * (1 - _share(v["estimate_up"], domains["up"])),
            v["label"],
            9 if v["ours"] else 5,
        )
        for v in values
    ]
    drawn = [{**value, "ellipse": _ellipse(value, domains, width, height)} for value in values]
    for value, place in zip(values, placed(points, width, height), strict=True):
        if place:
            value |= {"dx": place.dx, "dy": place.dy, "align": place.align}

    def axis(name: str, side: str) -> dict[str, Any]:
        return {
            "field": f"estimate_{side}", "type": "quantitative",
            "scale": {"domain": domains[side], "nice": False, "zero": False},
            "axis": {
                "title": heads[side], "tickCount": 4 if narrow else 6, "titleLimit": width if name == "x" else height,
            },
        }  # fmt: skip

    axes = {name: axis(name, side) for name, side in _AXES}
    tooltip = look.tooltip(
        business=say("chart.column.business"), **{f"tip_{side}": heads[side] for _, side in _AXES}
    )  # fmt: skip

    def layer(rows_: list[Row], mark: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        return {"data": {"values": rows_}, "mark": dict(mark), "encoding": {**axes, **more}}

    def ellipses(*, ours: bool, **mark: Any) -> dict[str, Any]:
        known = [row for row in drawn if row["ours"] is ours and row["ellipse"]]
        shape = {"field": "ellipse", "type": "nominal", "scale": None, "legend": None}
        return layer(_unowned(known), {"type": "point", "size": 4, "opacity": 1, **mark}, shape=shape, tooltip=tooltip)

    def names(rows_: list[Row], **mark: Any) -> list[dict[str, Any]]:
        halo = {"stroke": look.PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
        layers = []
        for align in ("left", "right", "center"):
            named = [row for row in rows_ if row.get("align") == align]
            at = {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}, "align": align, "baseline": "middle"}
            if named:
                marks = ({"type": "text", **at, **mark, **extra} for extra in (halo, {}))
                layers += [layer(named, each, text={"field": "label"}) for each in marks]
        return layers

    mine, theirs = values[:1], values[1:]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": height,
        "layer": [
            ellipses(ours=True, color=look.ACCENT, fill=look.BAND, strokeWidth=2.2),
            ellipses(ours=False, color=look.FAINT, fill="transparent", strokeWidth=1.2),
            layer(theirs, {"type": "point", **look.THEIRS, "fill": look.MUTED}, tooltip=tooltip),
            layer(mine, {"type": "point", **look.OURS}, tooltip=tooltip),
            *names(theirs),
            *names(mine, fontWeight=700, color=look.ACCENT),
        ],
    }


def _tip(row: Row) -> str:
    """Give a figure and where it likely lies, as printed."""
    decimals = look.places([row["estimate"], row["low"], row["high"]], row["kind"])
    figure = look.figure(row["estimate"], decimals)
    likely = look.span(row["low"], row["high"], decimals)
    return figure if likely in (figure, look.figure(None)) else say("chart.tip", figure=figure, likely=likely)


def _unowned(values: list[Row]) -> list[Row]:
    """Give rows without whose they are: an ellipse has no shape that tells."""
    return [{name: value for name, value in row.items() if name != "ours"} for row in values]


def _half(estimate: float, low: float | None, high: float | None) -> float:
    """Give half an axis of an ellipse; the end of an interval that the scale cut off isn't counted."""
    return 0.0 if low is None or high is None else _WIDER * max(estimate - low, high - estimate)


def _ellipse(value: Row, domains: Mapping[str, list[float]], width: float, height: float) -> str:
    """Give an ellipse as a path in pixels around its point; nothing where neither figure has an interval."""
    halves = []
    for (_, side), room in zip(_AXES, (width, height), strict=True):
        half = _half(value[f"estimate_{side}"], value[f"low_{side}"], value[f"high_{side}"])
        halves.append(room * half / abs(domains[side][1] - domains[side][0]))
    x, y = (round(half, 1) for half in halves)
    return f"M{-x},0A{x},{y},0,1,1,{x},0A{x},{y},0,1,1,{-x},0Z" if x or y else ""


def _domain(found: list[Row], *, less: bool) -> list[float]:
    """Give the ends of an axis, the worse end first."""
    ends = [
        row["estimate"] + sign * _half(row["estimate"], row["low"], row["high"]) for row in found for sign in (-1, 1)
    ]
    pad = (max(ends) - min(ends) or 1) * 0.05
    domain = [min(ends) - pad, max(ends) + pad]
    return domain[::-1] if less else domain


def _share(value: float, domain: list[float]) -> float:
    return (value - domain[0]) / (domain[1] - domain[0])
