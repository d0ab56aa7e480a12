"""Gap over time: our lead over the best rival on one aspect, quarter by quarter, with the band it likely lies in.

Draws    one picture for each of the best findings whose past is in the table: two stretches of days or more
Marks    our lead (dot, joined by a line), the band all leads likely lie in at once (area), no difference (dashed)
Alarm    a filled diamond where the band leaves zero, so that the lead, or the lag, is shown there; else a hollow dot
Crossing the last day on which the line went through zero, drawn as a rule, where a lead or a lag is shown at all
Ends     the first and the last lead, as figures
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.rows import Row, heading
from standout.finding import Finding
from standout.words import count, day, say

CHART = Chart(name="gap_over_time")

PICTURES = 3
"""How many aspects are drawn."""
KIND = "quarter"
_COLUMNS = ("days", "ours", "theirs", "lead", "likely", "scores", "shown")
_SIZES = {"wide": (560, 300), "narrow": (250, 260)}


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give a picture for each of the best findings whose past is held."""
    if not table.num_rows or "first_at" not in table.column_names:
        return []
    held = table.filter(pc.equal(table["kind"], KIND))
    pictures: list[Picture] = []
    seen: set[str] = set()
    for finding in findings:
        if len(pictures) == PICTURES or finding.aspect in seen:
            continue
        parts = _stretches(held, finding)
        if len(parts) > 1:
            seen.add(finding.aspect)
            pictures.append(_picture(finding, parts))
    return pictures


def _stretches(held: pa.Table, finding: Finding) -> list[Row]:
    """Give one row for each stretch of days, in order: the lead and its ends, and both businesses."""
    rows = [
        row for row in held.filter(pc.equal(held["aspect"], finding.aspect)).to_pylist()
        if json.loads(row["world"]) == dict(finding.world)
    ]  # fmt: skip
    ours = {row["first_at"]: row for row in rows if row["ours"]}
    found = [
        {"first": row["first_at"], "last": row["last_at"], "ours": ours[row["first_at"]], "theirs": row,
         "lead": row["lead"], "low": row["lead_from"], "high": row["lead_to"]}
        for row in rows if not row["ours"] and row["first_at"] in ours and row["lead"] is not None
    ]  # fmt: skip
    for row in found:
        row |= {"shown": _shown(row), "middle": row["first"] + (row["last"] - row["first"]) / 2}
        row["label"] = say("gap_chart.days", first=row["first"], last=row["last"])
    return sorted(found, key=lambda row: row["first"])


def _shown(row: Row) -> str:
    """Give what is shown in a stretch of days: that we are "ahead", "behind", or neither."""
    if row["low"] is None or row["high"] is None:
        return "open"
    return "ahead" if row["low"] > 0 else "behind" if row["high"] < 0 else "open"


def crossed(parts: Sequence[Row]) -> date | None:
    """Give the last day on which the line of the leads goes through zero, None where it doesn't.

    Only where a lead or a lag is shown in some stretch: a line that wavers about zero crosses nothing.
    """
    if all(row["shown"] == "open" for row in parts):
        return None
    found = None
    for one, other in pairwise(parts):
        if one["lead"] * other["lead"] < 0:
            part = one["lead"] / (one["lead"] - other["lead"])
            found = one["middle"] + timedelta(days=round(part * (other["middle"] - one["middle"]).days))
    return found


def _picture(finding: Finding, parts: list[Row]) -> Picture:
    rival, crossing = look.clean(parts[0]["theirs"]["business"]), crossed(parts)
    values: dict[str, Any] = {
        "heading": heading(finding), "ours": look.clean(parts[0]["ours"]["business"]), "rival": rival,
        "first": look.figure(parts[0]["lead"]), "last": look.figure(parts[-1]["lead"]), "parts": len(parts),
        "from_day": parts[0]["first"], "to_day": parts[-1]["last"],
        **{side: sum(row["shown"] == side for row in parts) for side in ("ahead", "behind")},
    }  # fmt: skip
    return Picture(
        name="gap_over_time",
        title=say("gap_chart.title", **values),
        sentence=" ".join(_sentence(parts, values, crossing)),
        alt=say("gap_chart.alt", **values),
        spec=_spec(parts, crossing, narrow=False),
        narrow=_spec(parts, crossing, narrow=True),
        key=" ".join(_key(parts, crossing)),
        columns=[say(f"gap_chart.column.{name}", **values) for name in _COLUMNS],
        rows=[_printed(row) for row in parts],
    )


def _sentence(parts: Sequence[Row], values: Mapping[str, Any], crossing: date | None) -> list[str]:
    said = [say("gap_chart.sentence", **values)]
    if not values["ahead"] and not values["behind"]:
        said.append(say("gap_chart.none", **values))
    said += [say("gap_chart.ahead", **values)] if values["ahead"] else []
    said += [say("gap_chart.behind", **values)] if values["behind"] else []
    said += [say("gap_chart.crossed", crossed=crossing)] if crossing else []
    if any(_quarter(row["first"]) != _quarter(row["last"]) for row in parts):
        said.append(say("gap_chart.pooled"))
    return said


def _quarter(when: date) -> tuple[int, int]:
    return when.year, (when.month - 1) // 3


def _key(parts: Sequence[Row], crossing: date | None) -> list[str]:
    key = [say("gap_chart.key.dots")]
    key += [say("gap_chart.key.alarm")] if any(row["shown"] != "open" for row in parts) else []
    key += [say("gap_chart.key.crossing")] if crossing else []
    return [*key, say("gap_chart.key.past")]


def _printed(row: Row) -> list[str]:
    return [
        row["label"], look.figure(row["ours"]["estimate"]), look.figure(row["theirs"]["estimate"]),
        look.figure(row["lead"]), look.span(row["low"], row["high"]),
        say("gap_chart.scores", ours=count(row["ours"]["rows"]), theirs=count(row["theirs"]["rows"])),
        say(f"gap_chart.shown.{row['shown']}"),
    ]  # fmt: skip


def _at(when: date) -> int:
    """Give a day as a plain number, which is drawn alike wherever it is: days since 1970."""
    return (when - date(1970, 1, 1)).days


def ticks(first: date, last: date, most: int) -> list[date]:
    """Give the first days of quarters to name on the axis: as many as there is room for, evenly, from a January on.

    Examples
    --------
    >>> [day.isoformat() for day in ticks(date(2024, 4, 1), date(2026, 3, 31), 4)]
    ['2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01']

    """
    quarters = range(4 * first.year + (first.month + 1) // 3, 4 * last.year + (last.month - 1) // 3 + 1)
    step = 1
    while len([at for at in quarters if at % step == 0]) > most:
        step *= 2
    return [date(at // 4, 3 * (at % 4) + 1, 1) for at in quarters if at % step == 0]


def _spec(parts: list[Row], crossing: date | None, *, narrow: bool) -> Mapping[str, Any]:
    width, height = _SIZES["narrow" if narrow else "wide"]
    values = [
        {"business": row["label"], "day": _at(row["middle"]), "lead": row["lead"], "shown": row["shown"],
         **({"low": row["low"], "high": row["high"]} if row["low"] is not None else {}),
         "label": look.figure(row["lead"]), "likely": look.span(row["low"], row["high"])}
        for row in parts
    ]  # fmt: skip
    first, last = parts[0]["first"], parts[-1]["last"]
    named = [
        {
            "day": _at(at),
            "label": say("gap_chart.tick", month=say(f"words.months_short.m{at.month}"), year=str(at.year)),
        }
        for at in ticks(first, last, 3 if narrow else 6)
    ]
    across = {
        "field": "day", "type": "quantitative",
        "scale": {"domain": [_at(first), _at(last)], "nice": False, "zero": False},
        "axis": {"title": None, "values": [row["day"] for row in named], "labels": False, "grid": False},
    }  # fmt: skip
    up = {
        "field": "lead", "type": "quantitative", "scale": {"domain": _domain(parts), "nice": False, "zero": False},
        "axis": {"title": say("gap_chart.axis"), "tickCount": 5, "titleLimit": height},
    }  # fmt: skip
    titles = {"business": "days", "label": "lead", "likely": "likely"}
    tooltip = look.tooltip(**{field: say(f"gap_chart.tip.{title}") for field, title in titles.items()})

    def layer(rows: list[Row], mark: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": dict(mark), "encoding": {"x": across, "y": up, **more}}

    def dots(rows: list[Row], **mark: Any) -> dict[str, Any]:
        return layer(rows, {"type": "point", "opacity": 1, "color": look.ACCENT, **mark}, tooltip=tooltip)

    def ends(row: Row, beside: Row, align: str, dx: float) -> list[dict[str, Any]]:
        above = row["lead"] >= beside["lead"]  # off the line
        mark = {"type": "text", "align": align, "baseline": "bottom" if above else "top", "dx": dx, "fontWeight": 700}
        mark |= {"dy": -9 if above else 9, "color": look.ACCENT}
        halo = {"stroke": look.PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
        return [layer([row], {**mark, **more}, text={"field": "label"}) for more in (halo, {})]

    def edge(end: str) -> dict[str, Any]:
        mark = {"type": "line", "opacity": 1, "color": look.FAINT, "strokeWidth": 1}
        return layer(banded, mark, y={**up, "field": end})

    banded = [row for row in values if "low" in row]
    zero = {"type": "rule", "opacity": 1, "color": look.MUTED, "strokeDash": [5, 4], "strokeWidth": 1.4}
    crossings = [{"business": "", "day": _at(crossing), "label": day(crossing)}] if crossing else []
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": height,
        "layer": [
            layer(banded, {"type": "area", "opacity": 1, "color": look.BAND},
                  y={**up, "field": "low"}, y2={"field": "high"}),
            edge("low"),
            edge("high"),
            {"data": {"values": [{"zero": 0}]}, "mark": zero, "encoding": {"y": {**up, "field": "zero"}}},
            *_crossing(crossings, across, height),
            layer(values, {"type": "line", "opacity": 1, "color": look.ACCENT, "strokeWidth": 2}),
            dots([row for row in values if row["shown"] == "open"], shape="circle", size=60, fill=look.PAPER,
                 strokeWidth=1.8),
            dots([row for row in values if row["shown"] != "open"], shape="diamond", size=170, filled=True),
            *ends(values[0], values[1], "left", -2),
            *ends(values[-1], values[-2], "right", 2),
            {
                "data": {"values": named},
                "mark": {"type": "text", "baseline": "top", "fontSize": look.SIZE - 1, "color": look.MUTED},
                "encoding": {"x": across, "y": {"value": height + 10}, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip


def _crossing(crossings: list[Row], across: Mapping[str, Any], height: float) -> list[dict[str, Any]]:
    """Mark the day of a crossing with a rule and its name at the foot."""
    if not crossings:
        return []
    line = {"type": "rule", "opacity": 1, "color": look.MUTED, "strokeWidth": 1.4}
    text = {
        "type": "text",
        "align": "center",
        "baseline": "bottom",
        "dy": -4,
        "color": look.MUTED,
        "fontStyle": "italic",
    }
    halo = {"stroke": look.PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
    named = {"x": across, "y": {"value": height}, "text": {"field": "label"}}
    return [
        {"data": {"values": crossings}, "mark": line, "encoding": {"x": across}},
        {"data": {"values": crossings}, "mark": {**text, **halo}, "encoding": named},
        {"data": {"values": crossings}, "mark": text, "encoding": named},
    ]


def _domain(parts: Sequence[Row]) -> list[float]:
    """Give the ends of the axis: every lead and band, and zero."""
    ends = [end for row in parts for end in (row["lead"], row["low"], row["high"]) if end is not None]
    least, most = min(*ends, 0.0), max(*ends, 0.0)
    pad = (most - least or 1) * 0.06
    return [least - pad, most + pad]
