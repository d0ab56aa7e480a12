"""Jobs of the page to print: the brief and a card, written into the workspace as the commands write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from standout.workspace import Workspace

Tell = Callable[..., None]


def brief(tell: Tell, folder: str, *, pdf: bool, long: bool, own: dict[str, str]) -> list[str]:
    """Write the brief; give the names of its files, and then what its owner should know."""
    from standout.workspace import briefing  # noqa: PLC0415 - heavy

    tell(0, 1)
    written = briefing.write(Workspace(Path(folder)), pdf=pdf, long=long, **own)
    tell(1, 1)
    return [path.name for path in written.files] + list(written.notes)


def card(tell: Tell, folder: str, *, aspect: str, where: list[list[str]], today: str, public: bool) -> list[str]:
    """Write the card of one answer; give the names of its files."""
    tell(0, 1)
    world = {pair[0]: pair[1] for pair in where}
    written = Workspace(Path(folder)).card(date.fromisoformat(today), aspect=aspect, world=world, public=public)
    tell(1, 1)
    return [path.name for path in written.files]
