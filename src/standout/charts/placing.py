"""Placing: where names go beside the points of a map, so that none hides another and ours is never hidden.

Greedy: names are placed in the order given, each at the first of eight places around its point that is
free of points, of names already placed and of the edge.  The first always gets a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standout.charts.look import SIZE, breadth

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands beside its point: how far off, and which end of it the offset fixes."""

    dx: float
    dy: float
    align: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the map in pixels, with its name, and the radius of its mark."""

    x: float
    y: float
    name: str
    radius: float = 5


def placed(points: Sequence[Point], width: float, height: float) -> list[Place | None]:
    """Give the place of each name, in the order of ``points``; None where there is no room.

    Examples
    --------
    >>> placed([Point(50, 50, "Ours"), Point(52, 50, "Theirs")], 200, 100)[0]
    Place(dx=-5.5, dy=-10.8, align='right')

    """
    marks = [(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in points]
    taken: list[Box] = []
    given: list[Place | None] = []
    for i, point in enumerate(points):
        options = [(place, _box(point, place)) for place in _around(point)]
        inside = [(place, box) for place, box in options if _within(box, width, height)]
        others = [*taken, *marks[:i], *marks[i + 1 :]]
        free = [(place, box) for place, box in inside if not any(_meet(box, other) for other in others)]
        if not free and i == 0:
            free = sorted(inside or options, key=lambda o: sum(_meet(o[1], mark) for mark in others))
        given.append(free[0][0] if free else None)
        if free:
            taken.append(free[0][1])
    return given


def _around(point: Point) -> list[Place]:
    off, up = point.radius + 4.0, SIZE * 0.6 + point.radius + 2.0
    near, lift = point.radius * 0.5 + 3.0, SIZE * 0.6 + 3.0
    return [
        Place(near, -lift, "left"), Place(near, lift, "left"),
        Place(-near, -lift, "right"), Place(-near, lift, "right"),
        Place(off, 0.0, "left"), Place(-off, 0.0, "right"),
        Place(0.0, -up, "center"), Place(0.0, up, "center"),
    ]  # fmt: skip


def _box(point: Point, place: Place) -> Box:
    wide, x, y = breadth(point.name), point.x + place.dx, point.y + place.dy
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[place.align]
    return left, y - SIZE * 0.6, left + wide, y + SIZE * 0.6


def _within(box: Box, width: float, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
