"""Chosen: whom to tell first, the strongest marks first, from every group that knows us in its own way.

Who knows whom is seldom held.  People who know us in different ways may well know different people, so places are
spread over those groups; how much further word goes by it isn't claimed.  Places are given out by highest averages:
a person's marks are divided by one more than the number chosen from their group, so that groups as strong as each
other get as many places.

Source   the method of D'Hondt (1882) for seats in proportion to votes
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standout.questions.circles.asking import FREE, Asking
from standout.questions.circles.marks import Marks
from standout.questions.circles.signs import Ids, Signs


def chosen(signs: Signs, marks: Marks, asking: Asking, first: int) -> Ids:
    """Give the places of those to tell first, the first of them first; ``first`` at most.

    Only people in circle 1 who may be asked today.
    """
    free = np.flatnonzero((marks.circle == 1) & (asking.barred == FREE))
    order = ranked(signs, marks, asking)
    return highest_averages(_points(marks), marks.known_by, order[np.isin(order, free)], first)


def ranked(signs: Signs, marks: Marks, asking: Asking) -> Ids:
    """Give everybody's place in the arrays, the strongest signs first.

    Of equals who was asked less often comes first, then who bought last, then whose turn it is.
    """
    bought = np.where(np.isnat(signs.last), 0, signs.last.astype("datetime64[D]").astype(np.int64))
    order: Ids = np.lexsort((signs.ids, signs.turn, -bought, asking.asked, -_points(marks))).astype(np.int64)
    return order


def _points(marks: Marks) -> Ids:
    points: Ids = marks.know.astype(np.int64) + marks.trust + marks.interest
    return points


def highest_averages(points: Ids, groups: Ids, ranked: Ids, seats: int) -> Ids:
    """Give out seats one by one, each to the first of the group whose points by seats come to most.

    Parameters
    ----------
    points, groups : int64, shape (people,)
        What each is worth, and the group each is in.
    ranked : int64, shape (k,)
        Places of those who may be chosen, best first.
    seats : int
        How many, at most.

    Returns
    -------
    int64, shape (min(k, seats),)
        Places of those chosen, in the order they were chosen.

    Examples
    --------
    >>> highest_averages(np.array([6, 6, 6, 4, 1]), np.array([0, 0, 0, 1, 2]), np.arange(5), 4).tolist()
    [0, 3, 1, 2]

    """
    queues: dict[int, list[int]] = {}
    for place in ranked.tolist():
        queue = queues.setdefault(int(groups[place]), [])
        if len(queue) < seats:
            queue.append(place)
    found: list[int] = []
    given: NDArray[np.int64] = np.zeros(int(groups.max(initial=0)) + 1, np.int64)
    while len(found) < seats and any(queues.values()):
        averages = {group: points[queue[0]] / (1 + given[group]) for group, queue in queues.items() if queue}
        best = min(averages, key=lambda group: (-averages[group], given[group], group))
        found.append(queues[best].pop(0))
        given[best] += 1
    return np.array(found, np.int64)
