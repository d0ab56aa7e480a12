"""Quadrant: how much each aspect matters against how far ahead we are on it, each a cross of its two 95 % intervals.

Draws    one picture, where an aspect has both figures
Marks    the part of what all explain, up; how far ahead of the rivals' mean, to the right (dot), intervals (cross)
Lines    an even part; no difference
Hollow   an aspect that can't be placed, for an interval covers its line; all such are named in the sentence
Cut      the 12 that matter most; all stand in the table
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.placing import Point, placed
from standout.finding import Finding
from standout.words import say

CHART = Chart(name="quadrant")

FIRST = 12
"""How many aspects are drawn."""
DRIVER, UNPLACED = "driver", "unplaced"
PLACES = ("fix", "keep", "relax", "spare", UNPLACED)
_SIDES = {"x": "ahead", "y": "share"}
_COLUMNS = ("aspect", "share", "share_span", "ahead", "ahead_span", "ours", "market", "placed")
_TIPS = ("aspect", "share", "share_span", "ahead", "ahead_span", "placed")
_PERCENT = 100

Row = dict[str, Any]


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the map of what matters, or nothing where no aspect has both figures."""
    told = [one for one in findings if one.claim == DRIVER and one.estimate is not None]
    if not told or not {"kind", "ahead"} <= set(table.column_names):
        return []
    held = [_row(row) for row in table.filter(pc.equal(table["kind"], DRIVER)).to_pylist()]
    shown = [row for row in held if row["ahead"] is not None][:FIRST]
    return [_picture(look.clean(told[0].subject), held, shown)] if shown else []


def _row(row: Mapping[str, Any]) -> Row:
    """Give a row of the table as it is drawn: percents."""
    figures = {"share": "estimate", "share_low": "low", "share_high": "high"}
    figures |= {name: name for name in ("ahead", "ahead_low", "ahead_high")}
    drawn = {name: None if row[held] is None else _PERCENT * row[held] for name, held in figures.items()}
    known = {name: row[name] for name in ("performance", "market", "placed")}
    return {"aspect": look.clean(row["name"]), **drawn, **known}


def _picture(ours: str, held: list[Row], shown: list[Row]) -> Picture:
    even = _PERCENT / len(held)
    return Picture(
        name="quadrant",
        title=say("chart.quadrant.title", ours=ours),
        sentence=" ".join(_sentence(ours, held, shown)),
        alt=say("chart.quadrant.alt", ours=ours, shown=len(shown)),
        spec=_spec(shown, even, narrow=False),
        narrow=_spec(shown, even, narrow=True),
        key=say("chart.quadrant.key"),
        columns=[say(f"chart.quadrant.column.{name}") for name in _COLUMNS],
        rows=[_printed(row) for row in held],
    )


def _sentence(ours: str, held: list[Row], shown: list[Row]) -> list[str]:
    """Say which aspects stand where, which can't be placed and which aren't drawn."""
    said = []
    for place in PLACES:
        names = [row["aspect"] for row in held if row["placed"] == place and row["ahead"] is not None]
        if names:
            said.append(say(f"chart.quadrant.{place}", names=names, ours=ours))
    undrawn = [row["aspect"] for row in held if row["ahead"] is None]
    if undrawn:
        said.append(say("chart.quadrant.undrawn", names=undrawn))
    if len(shown) + len(undrawn) < len(held):
        said.append(say("chart.quadrant.cut", shown=len(shown), all=len(held)))
    return said


def _printed(row: Row) -> list[str]:
    return [
        row["aspect"], look.figure(row["share"], 1), look.span(row["share_low"], row["share_high"], 1),
        look.figure(row["ahead"], 1), look.span(row["ahead_low"], row["ahead_high"], 1),
        look.figure(row["performance"]), look.figure(row["market"]), say(f"chart.quadrant.placed.{row['placed']}"),
    ]  # fmt: skip


def _spec(shown: list[Row], even: float, *, narrow: bool) -> Mapping[str, Any]:
    width, height = (286, 300) if narrow else (590, 400)
    domains = {"ahead": _domain(shown, "ahead", 0.0), "share": _domain(shown, "share", even)}
    axes = {name: _axis(name, side, domains[side], narrow=narrow) for name, side in _SIDES.items()}
    values = _named(shown, domains, width, height)
    full, hollow = ([row for row in values if (row["placed"] == UNPLACED) is open_] for open_ in (False, True))

    def layer(rows: list[Row], mark: Mapping[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": dict(mark), "encoding": encoding}

    def line(name: str, at: float) -> dict[str, Any]:
        mark = {"type": "rule", "opacity": 1, "color": look.FAINT, "strokeDash": [4, 4], "strokeWidth": 1.2}
        return layer([{"at": at}], mark, **{name: {**axes[name], "field": "at"}})

    def cross(name: str, side: str) -> dict[str, Any]:
        known = [row for row in values if row[f"{side}_low"] is not None]
        ends = {name: {**axes[name], "field": f"{side}_low"}, f"{name}2": {"field": f"{side}_high"}}
        return layer(known, {"type": "rule", "opacity": 1, "color": look.MUTED, "strokeWidth": 1.6}, **axes | ends)

    def dots(rows: list[Row], fill: str) -> dict[str, Any]:
        return layer(rows, {"type": "point", **look.THEIRS, "size": 90, "fill": fill}, **axes, tooltip=tips)

    tips = look.tooltip(**{f"tip_{name}": say(f"chart.quadrant.column.{name}") for name in _TIPS})

    def names(align: str) -> list[dict[str, Any]]:
        rows = [row for row in values if row.get("align") == align]
        at = {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}, "align": align, "baseline": "middle"}
        halo = {"stroke": look.PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
        marks = [{"type": "text", **at, **extra} for extra in (halo, {})] if rows else []
        return [layer(rows, mark, **axes, text={"field": "aspect_shown"}) for mark in marks]

    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": height,
        "layer": [
            line("x", 0.0),
            line("y", even),
            *_corners(width, height),
            *(cross(name, side) for name, side in _SIDES.items()),
            dots(full, look.MUTED),
            dots(hollow, look.PAPER),
            *(one for align in ("left", "right", "center") for one in names(align)),
        ],
    }


def _axis(name: str, side: str, domain: list[float], *, narrow: bool) -> dict[str, Any]:
    title = say("chart.quadrant.across" if name == "x" else "chart.quadrant.up")
    return {
        "field": side, "type": "quantitative", "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {"title": title, "tickCount": 4 if narrow else 6, "titleLimit": 286 if narrow else 400},
    }  # fmt: skip


def _corners(width: float, height: float) -> list[dict[str, Any]]:
    """Name the four corners, faintly, where they stand."""
    corners = {"fix": (4, 8, "left"), "keep": (width - 4, 8, "right"), "spare": (4, height - 8, "left"),
               "relax": (width - 4, height - 8, "right")}  # fmt: skip
    return [
        {
            "data": {"values": [{"corner": say(f"chart.quadrant.corner.{name}")}]},
            "mark": {"type": "text", "align": align, "baseline": "middle", "color": look.MUTED, "fontStyle": "italic"},
            "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "corner"}},
        }
        for name, (x, y, align) in corners.items()
    ]


def _named(shown: list[Row], domains: Mapping[str, list[float]], width: float, height: float) -> list[Row]:
    """Give the rows with their names, cut to the room there is, and where these stand."""
    values = [{**row, **_tips(row), "aspect_shown": look.fitted(row["aspect"], width * 0.3)} for row in shown]
    points = [
        Point(
            width * _share(row["ahead"], domains["ahead"]), height * (1 - _share(row["share"], domains["share"])),
            row["aspect_shown"],
        )
        for row in values
    ]  # fmt: skip
    for row, place in zip(values, placed(points, width, height), strict=True):
        if place:
            row |= {"dx": place.dx, "dy": place.dy, "align": place.align}
    return values


def _tips(row: Row) -> Row:
    """Give the printed figures of a mark, for whoever points at it."""
    printed = dict(zip(_COLUMNS, _printed(row), strict=True))
    return {f"tip_{name}": printed[name] for name in _TIPS}


def _domain(shown: list[Row], side: str, line: float) -> list[float]:
    ends = [row[name] for row in shown for name in (side, f"{side}_low", f"{side}_high") if row[name] is not None]
    least, most = min(*ends, line), max(*ends, line)
    pad = (most - least or 1) * 0.12
    return [least - pad, most + pad]


def _share(value: float, domain: Sequence[float]) -> float:
    return (value - domain[0]) / (domain[1] - domain[0])
