"""Drawing: a picture that Vega-Lite has no mark for, as plain shapes a test can look into, and as SVG.

A specification is ``{"width", "height", "shapes"}``; each shape has a ``type``, and its figures in pixels:

``rings``     around ``x, y``, a line of ``width`` for each of ``radius``
``lines``     from ``x, y`` to ``x2, y2``, each a list
``dots``      at ``x, y``, lists, of ``radius``; ``fill``, and where ``color`` is another, a line around
``diamonds``  the same, of another shape
``text``      at ``x, y``: ``text``, ``size``, ``color``; ``halo`` puts paper behind the letters

All dots of a shape are one path of about ten bytes for each, since there may be thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from standout.charts.look import FONT, PAPER, clean

Shape = Mapping[str, Any]


def shape(spec: Mapping[str, Any]) -> bool:
    """Tell whether a specification is one of shapes, and not Vega-Lite's."""
    return "shapes" in spec


def inner(spec: Mapping[str, Any]) -> str:
    """Give the shapes of a specification as SVG elements, the first of them behind the others.

    Examples
    --------
    >>> dot = {"type": "dots", "x": [3], "y": [4.5], "radius": 2, "fill": "#566271", "color": "#566271"}
    >>> inner({"width": 9, "height": 9, "shapes": [dot]})
    '<path d="M3 4.5h0" fill="none" stroke="#566271" stroke-width="4" stroke-linecap="round"/>'

    """
    return "".join(part for one in spec["shapes"] for part in _DRAWN[one["type"]](one))


def _rings(one: Shape) -> Iterator[str]:
    for radius in one["radius"]:
        yield (
            f'<circle cx="{_px(one["x"])}" cy="{_px(one["y"])}" r="{_px(radius)}" fill="none"'
            f' stroke="{one["color"]}" stroke-width="{one["width"]}"/>'
        )


def _lines(one: Shape) -> Iterator[str]:
    ends = zip(one["x"], one["y"], one["x2"], one["y2"], strict=True)
    path = "".join(f"M{_px(x)} {_px(y)}L{_px(x2)} {_px(y2)}" for x, y, x2, y2 in ends)
    if path:
        yield f'<path d="{path}" fill="none" stroke="{one["color"]}" stroke-width="{one["width"]}"/>'


def _dots(one: Shape) -> Iterator[str]:
    """Give points with round ends: a wide one, and where it is hollow a narrower one upon it."""
    path = _points(one["x"], one["y"])
    wide = one["radius"] * 2
    strokes = [(one["color"], wide)]
    if one["fill"] != one["color"]:
        strokes.append((one["fill"], wide - 2 * one.get("width", 1.2)))
    for color, across in strokes if path else ():
        yield (
            f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{_px(across)}" stroke-linecap="round"/>'
        )  # fmt: skip


def _points(across: Sequence[float], down: Sequence[float]) -> str:
    """Give points as one path, in rows from the top, each told from the one before: the shortest way to write many."""
    tenths = sorted(
        ((round(10 * x), round(10 * y)) for x, y in zip(across, down, strict=True)), key=lambda at: (at[1] // 50, at)
    )
    before = [(0, 0), *tenths]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in zip(before, tenths, strict=False)]
    return "".join(
        f"{'m' if i else 'M'}{_px(x / 10)}{'' if y < 0 else ' '}{_px(y / 10)}h0" for i, (x, y) in enumerate(steps)
    )


def _diamonds(one: Shape) -> Iterator[str]:
    r = one["radius"]
    path = "".join(f"M{_px(x)} {_px(y - r)}l{_px(r)} {_px(r)}l{_px(-r)} {_px(r)}l{_px(-r)} {_px(-r)}z"
                   for x, y in zip(one["x"], one["y"], strict=True))  # fmt: skip
    if path:
        yield f'<path d="{path}" fill="{one["fill"]}" stroke="{one["color"]}" stroke-width="{one.get("width", 1.2)}"/>'


def _text(one: Shape) -> Iterator[str]:
    said = (
        f'<text x="{_px(one["x"])}" y="{_px(one["y"])}" font-family="{FONT}" font-size="{_px(one["size"])}px"'
        f' text-anchor="middle" dominant-baseline="central" fill="{one["color"]}"'
    )
    weight = f' font-weight="{one["weight"]}"' if "weight" in one else ""
    paper = f' stroke="{PAPER}" stroke-width="{one["halo"]}" paint-order="stroke"' if "halo" in one else ""
    yield f"{said}{weight}{paper}>{escape(clean(one['text']))}</text>"


_DRAWN: Mapping[str, Callable[[Shape], Iterator[str]]] = {
    "rings": _rings, "lines": _lines, "dots": _dots, "diamonds": _diamonds, "text": _text,
}  # fmt: skip


def _px(value: float) -> str:
    """Give pixels to a tenth, as short as can be."""
    return f"{value:.1f}".removesuffix(".0")


def rounded(values: Iterable[float]) -> list[float]:
    """Give pixels as a specification holds them, to a tenth."""
    return [round(float(value), 1) for value in values]
