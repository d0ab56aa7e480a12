"""Jobs of the rival sheet: what is held about each business, a row that was typed, and the sheet as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from standout.workspace import Workspace, looking

Tell = Callable[..., None]


def held(tell: Tell, folder: str) -> list[dict[str, Any]]:
    """Give every business with what was looked up about it."""
    tell(0, 1)
    return [asdict(one) for one in looking.businesses(Workspace(Path(folder)))]


def save(tell: Tell, folder: str, *, cells: Mapping[str, str], day: str) -> int:
    """Store a row that was typed; give how many of it were new."""
    tell(0, 1)
    return looking.save(Workspace(Path(folder)), cells, date.fromisoformat(day)).loaded


def sheet(tell: Tell, folder: str, *, form: str, items: Sequence[str]) -> bytes:
    """Give the sheet to fill, as ``xlsx`` or ``csv``."""
    tell(0, 1)
    with tempfile.TemporaryDirectory(prefix="standout-") as inside:
        return Workspace(Path(folder)).write_sheet(Path(inside) / f"rivals.{form}", items).read_bytes()
