"""Tellers: who brings others, by how many, those who brought most on top.

Draws    one picture where anybody is known to have been told
Marks    whom they brought themselves (dark bar), who came through those in turn (light bar); the figures beside it
Cut      the first 12; all stand in the table, up to 100
Nobody   is named: a bar is a person, and no more is known of them here
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from standout.charts import look
from standout.charts.chart import Chart, Picture
from standout.finding import Finding
from standout.words import count, say

CHART = Chart(name="tellers")

ROWS, LISTED = 12, 100
"""How many tellers are drawn, and how many the table holds."""
_STEP = 26


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who brought others: how many themselves, how many in all, and over how many steps."""

    person_id: int
    brought: int
    through: int
    steps: int


def draw(findings: Sequence[Finding], table: pa.Table) -> list[Picture]:
    """Give the picture of all tellers, or none where nobody is known to have been told."""
    if not findings or not {"person_id", "parent_id"} <= set(table.column_names):
        return []
    pairs = table.select(["parent_id", "person_id"]).drop_null()
    found = tellers(zip(*(column.to_pylist() for column in pairs.columns), strict=True))
    if not found:
        return []
    came = pairs.num_rows
    half, held = 0, 0
    while 2 * held < came:
        held += found[half].brought
        half += 1
    values = {"subject": look.clean(findings[0].subject), "tellers": len(found), "came": came}
    sentence = [say("tellers.sentence", **values)]
    sentence += [say("tellers.half", half=half, held=held)] if 2 * half <= len(found) else []
    sentence += [say("tellers.cut", shown=ROWS)] if len(found) > ROWS else []
    return [
        Picture(
            name="tellers", title=say("tellers.title", **values), sentence=" ".join(sentence),
            alt=say("tellers.alt", **values), spec=_spec(found[:ROWS], 520), narrow=_spec(found[:ROWS], 220),
            key=say("tellers.key"),
            columns=[say(f"tellers.column.{name}") for name in ("place", "brought", "through", "steps")],
            rows=[
                [f"{place}", count(one.brought), count(one.through), f"{one.steps}"]
                for place, one in enumerate(found[:LISTED], 1)
            ],
        )
    ]  # fmt: skip


def tellers(pairs: Iterable[tuple[int, int]]) -> list[Teller]:
    """Give everybody who told somebody who came, those who brought most first; of equals who went further.

    Parameters
    ----------
    pairs : iterable of (int, int)
        Who told, and who came.

    Examples
    --------
    >>> [(one.person_id, one.brought, one.through, one.steps) for one in tellers([(1, 2), (1, 3), (3, 4)])]
    [(1, 2, 1, 2), (3, 1, 0, 1)]

    """
    children: dict[int, set[int]] = defaultdict(set)
    for parent, person in pairs:
        children[parent].add(person)
    counted = _from_the_leaves(children)
    found = [counted.get(person) or _walked(person, children) for person in children]
    return sorted(found, key=lambda one: (-one.brought, -one.through, -one.steps, one.person_id))


def _from_the_leaves(children: Mapping[int, AbstractSet[int]]) -> dict[int, Teller]:
    """Count for all whose followers are a tree, each person once: from those who told nobody up to who told most."""
    parents: dict[int, list[int]] = defaultdict(list)
    for parent, told in children.items():
        for person in told:
            parents[person].append(parent)
    open_ = {parent: len(told) for parent, told in children.items()}
    ready = [person for person in parents if person not in children]
    held: dict[int, Teller] = {}
    while ready:
        person = ready.pop()
        if person in children:
            below = [held.get(one, Teller(one, 0, 0, 0)) for one in children[person]]
            through = sum(one.brought + one.through for one in below)
            held[person] = Teller(person, len(below), through, 1 + max(one.steps for one in below))
        if len(parents[person]) == 1:  # who came through two is no tree: those above them are walked
            [above] = parents[person]
            open_[above] -= 1
            ready += [] if open_[above] else [above]
    return held


def _walked(person: int, children: Mapping[int, AbstractSet[int]]) -> Teller:
    """Count who came through somebody, step by step; nobody twice, should a file lead round in a circle."""
    seen, now, steps = {person}, {person}, 0
    while now := {one for parent in now for one in children.get(parent, ())} - seen:
        seen |= now
        steps += 1
    own = len(children[person] - {person})
    return Teller(person, own, len(seen) - 1 - own, steps)


def _figures(one: Teller) -> str:
    return say("tellers.figures", brought=one.brought, through=one.through) if one.through else count(one.brought)


def _spec(found: Sequence[Teller], width: int) -> Mapping[str, Any]:
    most = max(one.brought + one.through for one in found)
    rows = [
        {
            "place": place, "brought": one.brought, "all": one.brought + one.through,
            "said": _figures(one),
        }
        for place, one in enumerate(found, 1)
    ]  # fmt: skip
    across = {
        "field": "brought", "type": "quantitative", "scale": {"domain": [0, most], "nice": False, "zero": True},
        "axis": {"title": say("tellers.across"), "tickCount": min(most, 5), "format": ",d", "tickMinStep": 1},
    }  # fmt: skip
    down = {
        "field": "place", "type": "ordinal", "scale": {"paddingInner": 0.35},
        "axis": {"title": None, "domain": False, "ticks": False},
    }  # fmt: skip

    def layer(mark: Mapping[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": dict(mark), "encoding": {"y": down, **encoding}}

    text = {"type": "text", "align": "left", "baseline": "middle", "dx": 6}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": look.config(),
        "width": width,
        "height": _STEP * len(rows),
        "padding": look.WITH_NAMES,
        "layer": [
            layer({"type": "bar", "opacity": 1, "color": look.FAINT}, x=across, x2={"field": "all"}),
            layer({"type": "bar", "opacity": 1, "color": look.ACCENT}, x=across),
            layer(text, x={**across, "field": "all"}, text={"field": "said"}),
        ],
    }
