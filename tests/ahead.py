"""A shop that is far ahead: reviews of Deli and three rivals, as a file that many tests read in."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

EACH = 60


def reviews(folder: Path, newest: date) -> Path:
    """Write reviews in which Deli's staff are far ahead and nothing else differs, the last of them on ``newest``."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text,Reviewer"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(EACH):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = newest - timedelta(days=number * 3)
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number},{name}-{number}")
    (folder / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / "reviews.csv"
