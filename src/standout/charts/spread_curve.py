"""Spread curve: how many people word may reach from the first 1, 2, 3... to be told, for three strengths of ties.

Draws    one picture, where the files tie people together
Marks    the mean reached with likely ties (line) with the limits of that mean (band); weak and strong ties (dashed)
Dotted   those who are told, and nobody else: what is reached if word goes no further
Reach    counts those who are told; each point is for the first so many of the one list
Table    every figure drawn
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="spread_curve")

COLUMNS = {"k", "estimate", "low", "high", "strengths"}
STRENGTHS = ("low", "likely", "high")
_SIZES = {"wide": (500, 320), "narrow": (174, 280)}

Row = dict[str, Any]


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the picture, or none where no reach was told."""
    held = [(one, _table(one.behind, table)) for one in findings]
    found = next(((one, rows) for one, rows in held if rows is not None), None)
    if found is None:
        return []
    finding, rows = found
    curves = {name: sorted((row for row in rows if row["strengths"] == name), key=_k) for name in STRENGTHS}
    likely = curves["likely"] or next((curve for curve in curves.values() if curve), [])
    return [_picture(finding, curves, likely)] if likely else []


def _table(behind: object, table: pa.Table) -> list[Row] | None:
    """Give the rows of reach, behind a finding or as the table of the answer."""
    for one in (behind, table):
        if isinstance(one, pa.Table) and set(one.column_names) >= COLUMNS and one.num_rows:
            rows: list[Row] = one.select(sorted(COLUMNS)).to_pylist()
            return rows
    return None


def _k(row: Row) -> int:
    return int(row["k"])


def _picture(finding: Finding, curves: Mapping[str, list[Row]], likely: list[Row]) -> Picture:
    last, subject = likely[-1], look.clean(finding.subject)
    ends = [curve[-1]["estimate"] for curve in curves.values() if curve]
    values = {"k": last["k"], "reached": round(last["estimate"])}
    sentence = [say("spread_curve.sentence", **values)]
    if len(ends) > 1:
        sentence.append(say("spread_curve.strengths", least=round(min(ends)), most=round(max(ends))))
    if finding.verdict == "not_enough":
        sentence.append(say("spread_curve.guessed"))
    return Picture(
        name="spread_curve",
        title=say("spread_curve.title", subject=subject),
        sentence=" ".join(sentence),
        alt=say("spread_curve.alt", subject=subject, **values),
        spec=_spec(curves, likely, "wide"),
        narrow=_spec(curves, likely, "narrow"),
        key=say("spread_curve.key"),
        columns=[
            say("spread_curve.column.k"),
            *(say(f"spread_curve.column.{name}") for name in STRENGTHS if curves[name]),
        ],
        rows=_printed(curves),
    )


def _printed(curves: Mapping[str, list[Row]]) -> list[list[str]]:
    """Give for each number of people told what is reached, with its limits, for each strength."""
    cells = {name: {_k(row): _cell(row) for row in curve} for name, curve in curves.items() if curve}
    return [[count(k), *(held.get(k, look.figure(None)) for held in cells.values())]
            for k in sorted({k for held in cells.values() for k in held})]  # fmt: skip


def _cell(row: Row) -> str:
    return say("spread_curve.cell", reached=look.figure(row["estimate"], 1), span=look.span(row["low"], row["high"], 1))


def _spec(curves: Mapping[str, list[Row]], likely: list[Row], size: str) -> Mapping[str, Any]:
    width, height = _SIZES[size]
    most = max(row["high"] for curve in curves.values() for row in curve)
    last = _k(likely[-1])
    across = _axis("k", [0, last], say("spread_curve.across"), min(last, 6), width)
    up = _axis("estimate", [0, 1.06 * max(most, last)], say("spread_curve.up"), 5, height)

    def layer(rows: list[Row], mark: Mapping[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": dict(mark), "encoding": {"x": across, "y": up, **encoding}}

    def line(rows: list[Row], color: str, wide: float, dash: list[int] | None = None) -> dict[str, Any]:
        dashed = {"strokeDash": dash} if dash else {}
        return layer(rows, {"type": "line", "opacity": 1, "color": color, "strokeWidth": wide, **dashed})

    band = {"type": "area", "opacity": 1, "color": look.BAND}
    none: Row = {"k": 0, "estimate": 0.0, "low": 0.0, "high": 0.0}
    told = [none, {"k": last, "estimate": last}]
    sides = [name for name in STRENGTHS if name != likely[0]["strengths"] and curves[name]]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": height,
        "padding": look.WITH_NAMES,
        "layer": [
            layer([none, *likely], band, y={**up, "field": "low"}, y2={"field": "high"}),
            line(told, look.FAINT, 1.5, [1, 3]),
            *(line([none, *curves[name]], look.MUTED, 1.8, [6, 4]) for name in sides),
            line([none, *likely], look.ACCENT, 2.6),
            *_ends(curves, likely, last, layer, up["scale"]["domain"][1] * 16 / height),
        ],
    }  # fmt: skip


def _axis(field: str, domain: list[float], title: str, ticks: int, room: float) -> dict[str, Any]:
    return {
        "field": field, "type": "quantitative", "scale": {"domain": domain, "nice": False, "zero": True},
        "axis": {"title": title, "tickCount": ticks, "format": ",d", "tickMinStep": 1, "titleLimit": room},
    }  # fmt: skip


def _ends(
    curves: Mapping[str, list[Row]], likely: list[Row], last: int, layer: Any, apart: float
) -> list[dict[str, Any]]:
    """Name each curve at its end, ours bold, at least a line of letters from each other."""
    named = [
        {"name": name, "k": curve[-1]["k"], "at": float(curve[-1]["estimate"])}
        for name, curve in curves.items()
        if curve
    ]
    named.append({"name": "told", "k": last, "at": float(last)})
    named.sort(key=lambda end: end["at"])
    floor = -apart
    texts = []
    for end in named:
        floor = max(end["at"], floor + apart)
        texts.append(
            {"k": end["k"], "estimate": floor, "text": say(f"spread_curve.name.{end['name']}"), "name": end["name"]}
        )
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 8}
    strong = [text for text in texts if text["name"] == likely[0]["strengths"]]
    weak = [text for text in texts if text not in strong]
    return [
        layer(weak, {**mark, "color": look.MUTED}, text={"field": "text"}),
        layer(strong, {**mark, "color": look.ACCENT, "fontWeight": 700}, text={"field": "text"}),
    ]
