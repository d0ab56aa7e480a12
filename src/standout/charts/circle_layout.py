"""Circle layout: where each person stands on the map of the three circles, and how large their mark is.

Reads    everybody's circle, who is told first, and through whom the people of circle 2 are linked to us
Makes    `Layout`: a place for each person, in pixels of a square; the same rows give the same places
Rule     a ring grows with its share of all people, none is narrower than `LEAST`; those to tell first stand around
         the middle; in each ring rows stand from the middle outwards, so whoever has more signs is nearer
Source   the golden-angle spiral of Vogel (1979), "A better way to construct the sunflower head"
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
Ids = NDArray[np.int64]

TURN = pi * (3 - sqrt(5))
"""The golden angle: points that follow each other by it fill a disc evenly."""
EDGE, GAP = 12.0, 7.0
"""Pixels around the map, and on either side of a ring's line, where its name stands."""
LEAST = 2 * GAP + 4
"""Pixels a ring is wide at least."""
APART = 1.5
"""The next point of a spiral is never nearer than about so many times its scale."""
SMALLEST, LARGEST = 0.8, 5.0
"""Radius of a mark, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where people stand.

    Attributes
    ----------
    size : float
        The side of the square, in pixels; we stand in its middle.
    rings : tuple of float
        The outer radius of each circle.
    x, y : float64, shape (people,)
        Pixels from the left, and from the top.
    mark, numbered : float
        Radius of a mark, and of that of somebody to tell first.

    """

    size: float
    rings: tuple[float, float, float]
    x: Places
    y: Places
    mark: float
    numbered: float


def laid(circle: Ids, first: int, size: float, through: Ids | None = None) -> Layout:
    """Give a place to each person.

    Parameters
    ----------
    circle : int64, shape (people,)
        1, 2 or 3; the ``first`` who are told first stand at the beginning, in their order.
    first : int
        How many are told first.
    size : float
        The side of the map, in pixels.
    through : int64, shape (people,), optional
        The row of the person who links them to us, -1 where nobody is known to; they stand beside each other.

    Examples
    --------
    >>> layout = laid(np.array([1, 1, 2, 3]), 1, 300)
    >>> from_us = np.hypot(layout.x - 150, layout.y - 150)
    >>> bool(np.all(np.diff(from_us) > 0)), [round(ring) for ring in layout.rings]
    (True, [70, 106, 138])

    """
    whole = size / 2 - EDGE
    numbered, scale, inner = _middle(first, whole - 3 * LEAST)
    rest = [np.flatnonzero(circle[first:] == ring) + first for ring in (1, 2, 3)]
    rings = _rings([len(rows) for rows in rest], inner, whole)
    radius, angle = np.zeros(len(circle)), np.zeros(len(circle))
    turns = np.arange(first)
    radius[:first], angle[:first] = scale * np.sqrt(turns + 1), turns * TURN
    nearest = LARGEST / 0.3
    for ring, rows in enumerate(rest):
        near = (rings[ring - 1] if ring else inner) + GAP
        far = rings[ring] - GAP
        radius[rows], angle[rows] = _spiral(len(rows), near, far)
        if through is not None and ring:
            order = _beside(angle[rows], angle, through[rows])
            radius[rows], angle[rows] = radius[rows][order], angle[rows][order]
        nearest = min(nearest, sqrt(pi * (far**2 - near**2) / max(len(rows), 1)))
    mark = min(max(0.3 * nearest, SMALLEST), LARGEST)
    return Layout(
        size=size, rings=rings, x=size / 2 + radius * np.sin(angle), y=size / 2 - radius * np.cos(angle),
        mark=mark, numbered=numbered,
    )  # fmt: skip


def _middle(first: int, whole: float) -> tuple[float, float, float]:
    """Give the radius of a numbered mark, the scale of their spiral, and the radius all of them take."""
    numbered = min(11.0, whole / 12)
    scale = 2.3 * numbered / APART
    taken = scale * sqrt(first + 1) + numbered
    fitting = min(1.0, 0.8 * whole / taken)
    return numbered * fitting, scale * fitting, taken * fitting


def _rings(people: list[int], inner: float, whole: float) -> tuple[float, float, float]:
    """Give the outer radius of each ring, its area by its people."""
    room = whole - 3 * LEAST
    share = np.cumsum(people) / sum(people) if any(people) else np.arange(1, 4) / 3
    one, two, three = (np.sqrt(inner**2 + (room**2 - inner**2) * share) + LEAST * np.arange(1, 4)).tolist()
    return one, two, three


def _spiral(people: int, near: float, far: float) -> tuple[Places, Places]:
    """Give the radius and the angle of points spread evenly over a ring, from its inner edge outwards."""
    turns = np.arange(people)
    area = near**2 + (far**2 - near**2) * (turns + 0.5) / max(people, 1)
    angle = pi + turns * TURN  # from below, since the ring's name stands above
    return np.sqrt(area).astype(np.float64), angle.astype(np.float64)


def _beside(own: Places, angles: Places, through: Ids) -> Ids:
    """Give for each person of a ring which of its places they take: as near as can be to who links them to us."""
    around = np.argsort(own % (2 * pi), kind="stable")
    linked = np.flatnonzero(through >= 0)
    wanted = angles[through[linked]] % (2 * pi)
    by_angle = np.argsort(wanted, kind="stable")
    turns = np.arange(len(linked))
    place = np.searchsorted(own[around] % (2 * pi), wanted[by_angle])
    place = np.maximum.accumulate(place - turns) + turns  # nobody where somebody stands already
    place = np.minimum(place, len(own) - len(linked) + turns)  # and all within the ring
    taken = around[place]
    order = np.empty(len(own), np.int64)
    order[linked[by_angle]] = taken
    left = np.ones(len(own), np.bool_)
    left[taken] = False
    order[np.flatnonzero(through < 0)] = np.flatnonzero(left)
    return order
