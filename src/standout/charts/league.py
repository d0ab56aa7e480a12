"""League: who stands where on one aspect, with the interval of each and the ranks it may have.

Draws    one picture for each of the best findings whose aspect has at least two judged businesses
Marks    estimate (dot; ours a diamond), its 95 % interval (line), the ranks it may have (bar)
Hollow   a dot that can't be told from ours
Cut      the first 12 and ours; the rest are counted in the picture and stand in the table
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.rows import Row, against_us, heading, judged, less_is_better, rows
from standout.charts.rows import ours as our_row
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="league")

PICTURES = 3
"""How many aspects are drawn; the others stand in the table of answers."""
FIRST = 12
"""How many businesses are drawn besides ours."""


_COLUMNS = {
    "rating": ("rank", "business", "average", "interval", "scores", "lead", "us"),
    "fact": ("rank", "business", "estimate", "interval", "looks", "lead", "us"),
}


def draw(findings: Sequence[Finding], table: pa.Table, first: int = FIRST) -> list[Picture]:
    """Give a picture for each of the best findings that has something to compare, of ours and the ``first``."""
    pictures: list[Picture] = []
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        key = (finding.aspect, repr(sorted(finding.world.items())))
        if key in seen or len(pictures) == PICTURES:
            continue
        seen.add(key)
        found = rows(table, finding.aspect, finding.world)
        mine = our_row(found, finding.subject)
        if mine and sum(map(judged, found)) > 1:
            pictures.append(_picture(finding, found, mine, first))
    return pictures


def _picture(finding: Finding, found: list[Row], mine: Row, first: int) -> Picture:
    ranked = [row for row in found if judged(row)]
    decimals = look.places([r[f] for r in ranked for f in ("estimate", "low", "high")], mine["kind"])
    drawn = _drawn(ranked, mine, first, decimals)
    values: dict[str, Any] = {
        "heading": heading(finding),
        "ours": mine["business"],
        "rank": look.rank(mine["rank_low"], mine["rank_high"]),
        "judged": len(ranked),
        "estimate": look.figure(mine["estimate"], decimals),
        "interval": look.span(mine["low"], mine["high"], decimals),
        "unit": mine["unit"] or "",
        "first": next((r["business"] for r in ranked if r is not mine), ""),
        "shown": sum("row" in row and "gap" not in row for row in drawn),
        "unjudged": len(found) - len(ranked),
    }
    sentence = [say(f"chart.league.sentence.{mine['kind']}", **values)]
    if mine["kind"] == "fact" and ranked[0]["estimate"] != ranked[-1]["estimate"]:
        sentence.append(say("chart.less_is_better" if less_is_better(found) else "chart.more_is_better"))
    if values["shown"] < len(ranked):
        sentence.append(say("chart.league.cut", **values))
    if values["unjudged"]:
        sentence.append(say("chart.league.unjudged", **values))
    key = [say("chart.league.key.dots", **values)]
    key += [say("chart.league.key.hollow")] if any(row["standing"] == "open" for row in ranked) else []
    key += [say("chart.league.key.lines")] if any(row["low"] != row["high"] for row in ranked) else []
    key += [say("chart.league.key.bars")]
    return Picture(
        name="league",
        title=say("chart.league.title", **values),
        sentence=" ".join(sentence),
        alt=" ".join([say("chart.league.alt", **values), say("chart.in_table")]),
        spec=_spec(drawn, len(ranked), mine["unit"] or "", narrow=False),
        narrow=_spec(drawn, len(ranked), mine["unit"] or "", narrow=True),
        key=" ".join(key),
        columns=[say(f"chart.column.{column}") for column in _COLUMNS[mine["kind"]]],
        rows=[_printed(row, decimals) for row in found],
    )


def _printed(row: Row, decimals: int) -> list[str]:
    return [
        look.rank(row["rank_low"], row["rank_high"]) if judged(row) else look.figure(None),
        row["business"],
        look.figure(row["estimate"], decimals),
        look.span(row["low"], row["high"], decimals),
        count(row["rows"]),
        look.figure(row["lead"], decimals),
        against_us(row),
    ]


def _drawn(ranked: list[Row], mine: Row, first: int, decimals: int) -> list[Row]:
    """Give the rows drawn with their place down the page and printed figures, and a counted gap for those left out."""
    at = next(i for i, row in enumerate(ranked) if row is mine)
    shown = [i for i in range(len(ranked)) if i < first or i == at]
    if len(ranked) <= first + 2:
        shown = list(range(len(ranked)))
    drawn: list[Row] = []
    for before, i in zip([-1, *shown], [*shown, len(ranked)], strict=True):
        if i - before > 1:
            drawn.append({"row": len(drawn), "gap": say("chart.league.gap", n=i - before - 1)})
        if i < len(ranked):
            row = ranked[i]
            ranks = look.rank(row["rank_low"], row["rank_high"])
            keep = ("business", "estimate", "low", "high", "rank_low", "rank_high", "standing")
            printed = {
                "figure": look.figure(row["estimate"], decimals),
                "likely": look.span(row["low"], row["high"], decimals), "ranks": ranks,
            }  # fmt: skip
            drawn.append({"row": len(drawn), "ours": row is mine, **printed, **{k: row[k] for k in keep}})
    return drawn


def _spec(drawn: list[Row], judged_rows: int, unit: str, *, narrow: bool) -> Mapping[str, Any]:
    names, left, right, step = (0, 190, 120, 46) if narrow else (180, 270, 130, 28)
    room = left - 4 if narrow else names - 14
    values = [{**row, "label": look.fitted(row["gap"] if "gap" in row else row["business"], room)} for row in drawn]
    mine = [row for row in values if row.get("ours")]
    theirs = [row for row in values if row.get("ours") is False]
    gaps = [row for row in values if "gap" in row]
    lift = -17 if narrow else 0
    down = {
        "field": "row", "type": "quantitative", "axis": None,
        "scale": {"domain": [len(values) - 0.5, -0.5], "nice": False},
    }  # fmt: skip
    ends = [row[f] for row in mine + theirs for f in ("estimate", "low", "high") if row[f] is not None]
    pad = (max(ends) - min(ends) or 1) * 0.04
    across = {
        "field": "estimate", "type": "quantitative",
        "scale": {"domain": [min(ends) - pad, max(ends) + pad], "nice": False, "zero": False},
        "axis": {
            "title": say("chart.league.axis", unit=unit), "tickCount": 4 if narrow else 5, "domain": False,
            "ticks": False,
        },
    }  # fmt: skip
    ranks = {
        "field": "rank_low", "type": "quantitative",
        "scale": {"domain": [1, max(judged_rows, 2)], "nice": False, "zero": False, "padding": 8},
        "axis": {
            "title": say("chart.league.ranks"), "values": [1, judged_rows], "format": "d", "grid": False,
            "ticks": False, "domain": False, "labelFlush": False,
        },
    }  # fmt: skip

    def text(rows_: list[Row], field: str, x: float, align: str, **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": rows_},
            "mark": {"type": "text", "align": align, "baseline": "middle", "dy": lift, "clip": False, **mark},
            "encoding": {"x": {"value": x}, "y": down, "text": {"field": field}},
        }

    def line(rows_: list[Row], x: dict[str, Any], x2: str, **mark: Any) -> dict[str, Any]:
        kept = [row for row in rows_ if row[x["field"]] is not None and row[x2] is not None]
        return {
            "data": {"values": kept},
            "mark": {"type": "rule", "opacity": 1, **mark},
            "encoding": {"x": x, "x2": {"field": x2}, "y": down},
        }

    def dots(rows_: list[Row], **mark: Any) -> dict[str, Any]:
        encoding = {"x": across, "y": down, "tooltip": tips}
        return {"data": {"values": rows_}, "mark": {"type": "point", **mark}, "encoding": encoding}

    titles = {"business": "business", "figure": "estimate", "likely": "interval", "ranks": "rank"}
    tips = look.tooltip(**{field: say(f"chart.column.{title}") for field, title in titles.items()})
    low = {**across, "field": "low"}
    hollow = [row for row in theirs if row["standing"] == "open"]
    full = [row for row in theirs if row["standing"] != "open"]
    bold = {"fontWeight": 700, "color": look.ACCENT}
    bar = {"strokeWidth": 7, "strokeCap": "round"}
    edge = right if narrow else right + 16 + max(look.breadth(row["ranks"]) for row in mine + theirs)
    estimates = [
        line(theirs, low, "high", strokeWidth=1.8, color=look.MUTED),
        line(mine, low, "high", strokeWidth=3.2, color=look.ACCENT),
        dots(full, **look.THEIRS, fill=look.MUTED),
        dots(hollow, **look.THEIRS, fill=look.PAPER),
        dots(mine, **look.OURS),
        text(theirs, "label", -names, "left"),
        text(mine, "label", -names, "left", **bold),
        text(gaps, "label", -names, "left", color=look.MUTED, fontStyle="italic"),
    ]
    places = [
        line(theirs, ranks, "rank_high", color=look.FAINT, **bar),
        line(mine, ranks, "rank_high", color=look.ACCENT, **bar),
        text(theirs, "ranks", edge, "right", color=look.MUTED),
        text(mine, "ranks", edge, "right", **bold),
    ]
    height = step * len(values)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "spacing": 24 if narrow else 36,
        "hconcat": [
            {"width": left, "height": height, "layer": estimates},
            {"width": right, "height": height, "layer": places},
        ],
    }
