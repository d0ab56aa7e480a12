"""Read reach: how far the texts are read, in lots of a thousandth.

Rule     one reach for all parts, so that what is read is a random part of what is held: ``most`` texts besides those
         that the owner had read on purpose; tags reach at least as far as the rest, so that a review that was read
         for aspects was looked at for them too
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from standout.errors import WorkspaceError
from standout.workspace.read_index import LOTS, REACH, Worded, settle, settled

if TYPE_CHECKING:
    from standout.workspace.index import Index
    from standout.workspace.read_ways import Way

WIDE = "tags"


def reaches(index: Index, ways: Sequence[Way], parts: Sequence[Worded], most: int) -> dict[str, int]:
    """Give the lot up to which each way reads.

    Parameters
    ----------
    most : int
        So many texts are read that weren't read on purpose; 0 for all.

    """
    marked = json.loads(settled(index, REACH) or "{}")
    found = {}
    for way in ways:
        mine = marked.get(way.name, {})
        left = sum(part.texts for part in parts if mine.get(part.file) != way.key_of(part.part_id))
        found[way.name] = way.reach(left, most)
    return together(found)


def together(reached: Mapping[str, int]) -> dict[str, int]:
    """Give the lots up to which readings count, where each way was read so far; a way not begun holds up nobody.

    Examples
    --------
    >>> together({"words": 400, "tags": 300, "themes": 500})
    {'words': 300, 'tags': 300, 'themes': 300}
    >>> together({"words": 400, "tags": 1000, "themes": 0})
    {'words': 400, 'tags': 1000, 'themes': 0}

    """
    begun = [reach for reach in reached.values() if reach]
    least = min(begun, default=0)
    return {name: reach if name == WIDE else min(reach, least) for name, reach in reached.items()}


def mark(index: Index, ways: Sequence[Way], parts: Sequence[Worded]) -> None:
    """Keep that these parts were read on purpose, all of them, in these ways."""
    read = {way.name: {part.file: way.key_of(part.part_id) for part in parts} for way in ways}
    with suppress(WorkspaceError):  # what was read stays; a later question counts a part of it
        settle(index, REACH, json.dumps(read), again=True)


def whole(reached: Mapping[str, int]) -> bool:
    """Tell whether everything was read in every way."""
    return min(reached.values(), default=LOTS) >= LOTS
