"""Circle canvas: everybody on the map, as few bytes as a page needs to draw and to tell them.

Reads    `Known`, and for the owner's own page the name and the signs of each
Makes    plain JSON: places as base64 of little-endian uint16, tenths of a pixel; each phrase once, people point at it
Private  names and signs stand in it only where they are given
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from standout.charts import look
from standout.charts.circle_layout import laid
from standout.charts.circle_map import BY, NARROW, WIDE
from standout.charts.circle_people import Known
from standout.words import count, say

LINES = 2_000
"""Lines drawn on the canvas, at most."""
CHANNELS = ("email", "sms", "phone", "in_person")
COLOURS = {name: getattr(look, name.upper()) for name in ("ink", "muted", "accent", "faint", "paper")}


def held(people: Known, names: Sequence[str | None] | None = None) -> dict[str, Any]:
    """Give what the page's script draws and tells.

    Parameters
    ----------
    people : Known
    names : sequence of str or None, optional
        Names in the order of ``people``, for the owner's own page; where they are left out, so are the signs.

    """
    rows = people.rows
    phrases, why = _phrases(rows["reason"].to_pylist()) if names is not None else ([], "")
    pairs = np.concatenate([people.told, people.links])[:LINES]
    return {
        "first": people.first,
        "circle": "".join(map(str, people.circle.tolist())),
        "channel": _letters(rows["channel"].to_pylist(), CHANNELS),
        "by": _letters(rows["known_by"].to_pylist(), BY),
        "bridges": np.flatnonzero(people.bridge).tolist(),
        "lines": pairs.ravel().tolist(),
        "maps": [_map(people, size) for size in (WIDE, NARROW)],
        "names": None if names is None else [look.clean(name or "") for name in names],
        "phrases": phrases,
        "why": why,
        "said": _said(people, named=names is not None),
        "colours": COLOURS,
        "font": look.FONT,
    }


def _map(people: Known, size: int) -> dict[str, Any]:
    layout = laid(people.circle, people.first, size, people.through)
    places = np.stack([layout.x, layout.y], axis=1) * 10
    packed = base64.b64encode(np.rint(places).astype("<u2").tobytes()).decode("ascii")
    return {
        "size": size, "rings": [round(ring, 1) for ring in layout.rings], "mark": round(layout.mark, 2),
        "numbered": round(layout.numbered, 2), "places": packed,
    }  # fmt: skip


def _letters(values: Sequence[str | None], words: Sequence[str]) -> str:
    """Give one digit for each value: its place in ``words``, or their number where it is none of them."""
    places = {word: str(place) for place, word in enumerate(words)}
    return "".join(places.get(value or "", str(len(words))) for value in values)


def _phrases(reasons: Sequence[str]) -> tuple[list[str], str]:
    """Give each phrase once, and for each person the places of theirs: ``"0,4;;1"``."""
    places: dict[str, int] = {}
    told = [
        ",".join(str(places.setdefault(look.clean(phrase), len(places))) for phrase in reason.split("; ") if phrase)
        for reason in reasons
    ]
    return list(places), ";".join(told)


def _said(people: Known, *, named: bool) -> dict[str, Any]:
    """Give the sentences the script fills in; what it puts in stands in braces."""
    n, every = "{n}", count(len(people.circle))
    name = say("circle_map.told.name", name="{name}") if named else ""
    return {
        "first": say("circle_map.told.first", n=n, of=people.first, name=name),
        "other": say("circle_map.told.other", n=n, every=every, name=name),
        "unnamed": say("circle_map.told.unnamed"),
        "circle": [say(f"circle_map.told.c{ring}") for ring in (1, 2, 3)],
        "by": [say("circle_map.told.by", by=say(f"circle_map.by.{by}")) for by in BY] + [""],
        "channel": [say(f"circle_map.told.{channel}") for channel in CHANNELS] + [say("circle_map.told.barred")],
        "bridge": say("circle_map.told.bridge"),
        "rings": [say(f"circle_map.ring.c{ring}", n=int(np.sum(people.circle == ring))) for ring in (1, 2, 3)],
    }  # fmt: skip


def texts() -> Mapping[str, str]:
    """Give what stands beside the map: how to move about it, and its buttons."""
    return {name: say(f"circle_map.move.{name}") for name in ("keys", "label", "back", "on", "closer", "whole")}
