"""Circle map: everybody around us, by circle, with those to tell first by number.

Draws    one picture where the files name anybody
Marks    us (diamond in the middle), a person (dot), a person to tell first (disc with a number), a circle (line)
Nearer   to the middle stands, within a circle, whoever shows more signs
Hollow   a person who may not be asked today
Lines    who told whom, and who is tied to whom, where a file says so, at most 600; more would hide the people
Squared  somebody who alone links some people to the rest
Table    people by circle and by how they know us; how many may be asked, and how many are told first
Nobody   is named: the page with names is made by ``standout ask mybiz circles --lists``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.charts.circle_layout import Layout, laid
from standout.charts.circle_people import Flags, Known, known
from standout.charts.drawing import rounded
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="circle_map")

WIDE, NARROW = 640, 340
"""The side of the map, in pixels."""
LINES = 600
LETTERS, NUMBERS = 12.0, 10.5
"""The least size of letters; of numbers on a mark."""
BY = ("teller", "customer", "colleague", "reader", "contact")


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the map, or none where nobody is known."""
    people = known(findings, table)
    if not findings or not len(people.circle):
        return []
    one, two, three = (int(np.sum(people.circle == ring)) for ring in (1, 2, 3))
    values = {"subject": look.clean(findings[0].subject), "people": len(people.circle), "one": one, "two": two,
              "three": three}  # fmt: skip
    lines = len(people.told) + len(people.links)
    sentence = [say("circle_map.sentence", **values)]
    sentence += [say("circle_map.first", first=people.first)] if people.first else [say("circle_map.nobody")]
    sentence += [say("circle_map.cut", shown=LINES, lines=lines)] if lines > LINES else []
    return [
        Picture(
            name="circle_map", title=say("circle_map.title", **values), sentence=" ".join(sentence),
            alt=say("circle_map.alt", first=people.first, **values), spec=spec(people, WIDE),
            narrow=spec(people, NARROW), key=f"{key(people)} {say('circle_map.key_names')}",
            columns=[say(f"circle_map.column.{name}") for name in ("circle", "by", "people", "may", "first")],
            rows=_counted(people),
        )
    ]  # fmt: skip


def key(people: Known) -> str:
    """Give how to read the marks there are."""
    said = [say("circle_map.key")]
    said += [say("circle_map.key_lines")] if len(people.told) + len(people.links) else []
    said += [say("circle_map.key_bridge")] if people.bridge.any() else []
    return " ".join(said)


def _counted(people: Known) -> list[list[str]]:
    """Give for each circle, and each way of knowing us, how many people, may be asked, and are told first."""
    by = people.rows["known_by"].to_pylist()
    rows = []
    for ring in (1, 2, 3):
        for name in (*BY, *sorted({one for one in by if one and one not in BY}), None):
            here = np.array([one == name for one in by]) & (people.circle == ring)
            if here.any():
                first = int(here[: people.first].sum())
                counts = (int(here.sum()), int((here & people.may).sum()), first)
                rows.append([say(f"circle_map.circle.c{ring}"), _by(name), *(count(n) for n in counts)])
    return rows


def _by(name: str | None) -> str:
    return say(f"circle_map.by.{name}") if name in BY else look.clean(name or "") or "–"


def spec(people: Known, size: int) -> Mapping[str, Any]:
    """Give the map as shapes, ``size`` pixels wide and high."""
    layout = laid(people.circle, people.first, size, people.through)
    numbered = np.arange(len(people.circle)) < people.first
    plain = ~numbered & ~people.bridge
    middle = size / 2
    rings = {"radius": rounded(layout.rings), "color": look.FAINT, "width": 1}
    return {
        "width": size,
        "height": size,
        "shapes": [
            {"type": "rings", "x": middle, "y": middle, **rings},
            _lines(people, layout),
            _marks("dots", layout, plain & people.may, look.MUTED),
            _marks("dots", layout, plain & ~people.may, look.PAPER),
            _marks("diamonds", layout, ~numbered & people.bridge & people.may, look.MUTED),
            _marks("diamonds", layout, ~numbered & people.bridge & ~people.may, look.PAPER),
            *_numbers(layout, people),
            {"type": "diamonds", "x": [middle], "y": [middle], "radius": 7, "fill": look.INK, "color": look.INK},
            *_names(people, layout),
        ],
    }  # fmt: skip


def _lines(people: Known, layout: Layout) -> dict[str, Any]:
    pairs = np.concatenate([people.told, people.links])[:LINES]
    ends = {
        f"{name}{end}": rounded(places[pairs[:, i]])
        for i, end in enumerate(("", "2"))
        for name, places in (("x", layout.x), ("y", layout.y))
    }
    return {"type": "lines", **ends, "color": look.FAINT, "width": 0.7}


def _marks(kind: str, layout: Layout, which: Flags, fill: str) -> dict[str, Any]:
    larger = 1.5 if kind == "diamonds" else 1.0
    return {
        "type": kind, "x": rounded(layout.x[which]), "y": rounded(layout.y[which]),
        "radius": round(layout.mark * larger if kind == "dots" else max(layout.mark * larger, 3.5), 2), "fill": fill,
        "color": look.MUTED, "width": round(min(1.4, 0.45 * layout.mark), 2),
    }  # fmt: skip


def _numbers(layout: Layout, people: Known) -> list[dict[str, Any]]:
    """Give the discs of those to tell first, squared where they are bridges, with their numbers."""
    places = np.arange(len(people.circle)) < people.first
    squared = places & people.bridge
    size = max(NUMBERS, layout.numbered)
    discs = {"radius": round(layout.numbered, 2), "fill": look.ACCENT, "color": look.ACCENT}
    return [
        {"type": "dots", "x": rounded(layout.x[places]), "y": rounded(layout.y[places]), **discs},
        {"type": "diamonds", "x": rounded(layout.x[squared]), "y": rounded(layout.y[squared]), **discs,
         "radius": round(layout.numbered * 1.45, 2)},
        *(
            {"type": "text", "x": float(f"{x:.1f}"), "y": float(f"{y:.1f}"), "text": str(place), "size": size,
             "color": look.PAPER, "weight": 700}
            for place, (x, y) in enumerate(zip(layout.x[:people.first], layout.y[:people.first], strict=True), 1)
        ),
    ]  # fmt: skip


def _names(people: Known, layout: Layout) -> list[dict[str, Any]]:
    """Give the name of each circle, on its line."""
    middle = layout.size / 2
    return [
        {"type": "text", "x": middle, "y": round(middle - radius, 1), "size": LETTERS, "color": look.INK, "halo": 5,
         "text": say(f"circle_map.ring.c{ring}", n=int(np.sum(people.circle == ring)))}
        for ring, radius in enumerate(layout.rings, 1)
    ]  # fmt: skip
