"""The town's rival sheet, filled in as after ten minutes of looking around."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean

from demos.street import ITEMS, PLACES, STREET, Place
from standout.sources.rival_sheet import PRICE
from standout.sources.sheet_writer import headings


def write_sheet(path: Path, stars: Mapping[str, Sequence[int]], seen: date) -> Path:
    """Write the sheet; the shown average of a place is that of its ``stars``, where they are known."""
    rows = [_row(place, stars.get(place.name, ()), seen) for place in PLACES]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.DictWriter(file, headings(ITEMS))
        lines.writeheader()
        lines.writerows(rows)
    return path


def _row(place: Place, stars: Sequence[int], seen: date) -> dict[str, object]:
    average, count = place.shown or (round(fmean(stars), 1) if stars else "", len(stars) or "")
    return {
        "Rival": place.name,
        "Place": STREET,
        "Shown average": average,
        "Shown count": count,
        **{f"{PRICE}{item}": f"{price:.2f}" for item, price in zip(ITEMS, place.prices, strict=True)},
        "Currency": "GBP",
        "Opening hours": place.hours,
        "Number of items": place.choice,
        "Usual reply time": place.replies,
        "Delivery time": place.delivers,
        "Source address": f"https://example.org/{place.name.casefold().replace(' ', '-')}",
        "Date seen": seen.isoformat(),
    }
