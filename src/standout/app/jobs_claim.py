"""Jobs of the claim clerk: what a slogan is read as; and, once it is stamped, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from standout.words import say
from standout.workspace import Workspace

Tell = Callable[..., None]
Where = list[list[str]] | None


def read(tell: Tell, folder: str, *, text: str, aspect: str, where: Where) -> dict[str, Any]:
    """Give what a claim is read as; nothing is stamped, and no score is looked at."""
    return _claimed(tell, folder, text, aspect, where, dry_run=True)


def test(tell: Tell, folder: str, *, text: str, aspect: str, where: Where) -> dict[str, Any]:
    """Stamp a claim, then test it; give what came of it."""
    return _claimed(tell, folder, text, aspect, where, dry_run=False)


def _claimed(tell: Tell, folder: str, text: str, aspect: str, where: Where, *, dry_run: bool) -> dict[str, Any]:
    tell(0, 1)
    world = None if where is None else [(label, value) for label, value in where]
    done = Workspace(Path(folder)).claim(text, aspect=aspect, where=world, dry_run=dry_run)
    means = done.to_dict()["means"]
    lines = [line for line in done.lines() if line != say("claim.correct")]  # that speaks of a command
    return {
        "lines": lines, "answer": done.answer, "means": means,
        "stamp": done.stamped.number if done.stamped else None,
    }  # fmt: skip
