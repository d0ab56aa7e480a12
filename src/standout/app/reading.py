"""Reading: what the worker does with files that wait: looking at them, storing them, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from standout.app.jobs import Tell
from standout.errors import DataError
from standout.workspace import Workspace, accepting, inbox
from standout.workspace.turns import in_turn


def look(tell: Tell, folder: str, number: str) -> None:
    """Look at a file that waits."""
    workspace = Workspace(Path(folder))
    tell(0, 0, inbox.one(workspace.store, number).name)
    accepting.look(workspace, number, tell)


def accept(tell: Tell, folder: str, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """Store files that wait, one after another; give what came of each, also of one that can't be read."""
    workspace = Workspace(Path(folder))
    found: list[dict[str, Any]] = []
    for done, number in enumerate(numbers):
        name = ""
        try:
            name = inbox.one(workspace.store, number).name
            tell(done, len(numbers), name)
            for outcome in accepting.accept(workspace, number, tell):
                alike = [list(pair) for pair in outcome.alike]
                found.append({"name": name, "what": outcome.what, "alike": alike, **outcome.to_dict()})
        except DataError as error:  # one file that can't be used keeps no other out
            found.append({"name": name, "left_out": str(error)})
    return found


def take_back(tell: Tell, folder: str, numbers: Sequence[int]) -> int:
    """Take imports back; give how many rows went."""
    from standout.workspace import removing  # noqa: PLC0415 - heavy

    workspace = Workspace(Path(folder))
    tell(0, 0)
    return in_turn(lambda: removing.take_back(workspace.store, workspace.index, numbers), tell)


def made_up_town(tell: Tell, folder: str) -> None:
    """Make a workspace of the made-up town."""
    from standout.workspace import made_up  # noqa: PLC0415 - only who looks around needs it

    made_up.town(Path(folder), tell)
