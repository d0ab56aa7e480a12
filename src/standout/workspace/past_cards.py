"""Past cards: which cards in a workspace hold no longer, by the day they say themselves.

Reads    card.json and card-public.json beside ``standout.toml``
Makes    a sentence for each, with what the card is on and until when it held
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from standout.charts.look import clean
from standout.words import say

if TYPE_CHECKING:
    from standout.workspace.folder import Folder

CARDS = ("card.json", "card-public.json")


def past(folder: Folder, last: date) -> list[str]:
    """Say which card holds no longer on the day ``last``; a card that can't be read is none."""
    found: dict[str, str] = {}
    for name in CARDS:
        try:
            said = json.loads((folder.folder / name).read_text(encoding="utf-8"))
            what, until = said["aspect"], date.fromisoformat(said["expires"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if until <= last:
            found[str(what)] = say("digest.card_past", what=clean(str(what)), until=until)
    return list(found.values())
