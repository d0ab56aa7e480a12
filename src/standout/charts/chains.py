"""Chains: who told whom, from the first who told others on the left to the last who came on the right.

Draws    one picture where anybody is known to have been told
Marks    somebody who told others and was not told (diamond), somebody who came (dot), who told whom (line)
Dashed   somebody who came and told others, but who told them isn't known: the missing link
Cut      the longest chains first, up to 30 rows; the rest are counted, and the table counts all
Nobody   is named: a mark is a person, and no more is known of them here
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="chains")

ROWS = 30
"""How many rows of people are drawn."""
STEPS = 9
"""How many steps from the first are drawn."""
_STEP = 18

Row = dict[str, Any]


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the picture of all chains, or none where nobody is known to have been told."""
    if not findings or "parent_id" not in table.column_names:
        return []
    people = {row["person_id"]: row for row in table.to_pylist()}
    children: dict[int, list[int]] = defaultdict(list)
    for person, row in people.items():
        if row["parent_id"] is not None:
            children[row["parent_id"]].append(person)
    if not children:
        return []
    nodes = _laid(children, people)
    counted = _counted(people, children)
    came = sum(len(told) for told in children.values())
    drawn = sum(node["x"] > 0 and not node["lost"] for node in nodes)
    values = {"subject": look.clean(findings[0].subject), "came": came, "tellers": len(children), "drawn": drawn}
    sentence = [say("chains.sentence", **values)]
    sentence += [say("chains.cut", **values)] if drawn < came else []
    key = [say("chains.key")] + [say("chains.key_dashed")] * any(node["lost"] for node in nodes)
    return [
        Picture(
            name="chains", title=say("chains.title", **values), sentence=" ".join(sentence),
            alt=say("chains.alt", **values), spec=_spec(nodes, 560), narrow=_spec(nodes, 330), key=" ".join(key),
            columns=[say(f"chains.column.{name}") for name in ("step", "people", "code", "told", "tellers")],
            rows=counted,
        )
    ]  # fmt: skip


def _counted(people: Mapping[int, Row], children: Mapping[int, list[int]]) -> list[list[str]]:
    """Give for each step how many came, by code and by name, and how many of them told others."""
    held: dict[int | None, Counter[str]] = defaultdict(Counter)
    for person, row in people.items():
        counts = held[row["generation"]]
        counts.update({"people": 1, row["how"]: 1, "tellers": int(person in children)})
    steps = sorted(step for step in held if step is not None) + [None] * (None in held)
    return [
        [
            say("chains.not_known") if step is None else count(step),
            *(count(held[step][name]) for name in ("people", "code", "told", "tellers")),
        ]
        for step in steps
    ]  # fmt: skip


def _laid(children: Mapping[int, list[int]], people: Mapping[int, Row]) -> list[Row]:
    """Give a node for each person drawn: step ``x``, row ``y``, and where the one who told them stands."""
    roots = [one for one in children if one not in people or people[one]["parent_id"] is None]
    sizes = {root: _size(root, children) for root in roots}
    nodes: list[Row] = []
    free = 0
    for root in sorted(roots, key=lambda one: (-sizes[one], _shape(one, children), people.get(one, {}).get("how", ""))):
        if free >= ROWS:
            break
        lost = root in people and people[root]["how"] == "unknown"
        found = _tree(root, int(root in people), free, children)
        found[0]["lost"] = lost
        nodes += found
        free = 1 + max(node["y"] for node in found)
    return nodes


def _size(root: int, children: Mapping[int, list[int]]) -> int:
    size, left = 0, [root]
    while left:
        told = children.get(left.pop(), [])
        size += len(told)
        left += told
    return size


Shape = tuple["Shape", ...]


def _shape(root: int, children: Mapping[int, list[int]], steps: int = STEPS) -> Shape:
    """Give a tree's shape, as deep as it is drawn: of two that have the same one it is no matter which comes first.

    Ids are salted, so an order by them would be another in every workspace.
    """
    return tuple(sorted(_shape(one, children, steps - 1) for one in children.get(root, ()))) if steps else ()


def _tree(root: int, x: int, free: int, children: Mapping[int, list[int]]) -> list[Row]:
    """Give the nodes of one tree from row ``free`` down; who has no row left isn't drawn."""
    nodes: list[Row] = []
    left: list[tuple[int, int, Row | None]] = [(root, x, None)]
    while left:
        person, step, above = left.pop()
        first = above is not None and above.pop("fresh", False)
        y = above["y"] if above and first else free
        if y >= ROWS or step > STEPS:
            continue
        free = max(free, y + 1)
        node: Row = {"x": step, "y": y, "lost": False, "fresh": True}
        if above:
            node |= {"from_x": above["x"], "from_y": above["y"]}
        nodes.append(node)
        told = sorted(children.get(person, []), key=lambda one: (-len(children.get(one, [])), _shape(one, children)))
        left += [(one, step + 1, node) for one in reversed(told)]
    return [{key: value for key, value in node.items() if key != "fresh"} for node in nodes]


def _spec(nodes: list[Row], width: int) -> Mapping[str, Any]:
    steps, rows = max(node["x"] for node in nodes), 1 + max(node["y"] for node in nodes)
    across = {
        "field": "x", "type": "quantitative",
        "scale": {"domain": [-0.3, steps + 0.3], "nice": False, "zero": False},
        "axis": {
            "title": say("chains.axis"), "values": list(range(steps + 1)), "format": "d", "grid": False,
            "ticks": False, "domain": False,
        },
    }  # fmt: skip
    down = {
        "field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [rows - 0.5, -0.5], "nice": False},
    }  # fmt: skip

    def dots(kept: list[Row], **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": kept}, "mark": {"type": "point", **mark}, "encoding": {"x": across, "y": down},
        }  # fmt: skip

    lines = [node for node in nodes if "from_x" in node]
    missing = [{**node, "from_x": node["x"] - 1, "from_y": node["y"]} for node in nodes if node["lost"]]

    def rules(kept: list[Row], **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": kept}, "mark": {"type": "rule", "opacity": 1, "strokeWidth": 1.5, **mark},
            "encoding": {
                "x": {**across, "field": "from_x"}, "x2": {"field": "x"},
                "y": {**down, "field": "from_y"}, "y2": {"field": "y"},
            },
        }  # fmt: skip

    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": _STEP * rows,
        "layer": [
            rules(lines, color=look.FAINT),
            rules(missing, color=look.MUTED, strokeDash=[4, 4]),
            dots([node for node in nodes if node["x"] == 0], **{**look.OURS, "size": 90}),
            dots([node for node in nodes if node["x"] > 0], **look.THEIRS, fill=look.MUTED),
        ],
    }
