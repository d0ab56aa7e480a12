"""The made-up town as a workspace, so that one can look around before there is anything of one's own.

Reads    standout.demo   the files of the town, and town.toml: who it is about, and the banner for every page

It is never mixed with anything real: it goes only into an empty folder, takes no file by the browser, and is cleared
only while it holds nothing else.
"""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from standout.errors import WorkspaceError
from standout.words import say
from standout.workspace import config as configured
from standout.workspace.folder import HELD, Folder

Tell = Callable[..., None]
TOWN = "town.toml"


def town(folder: Path, tell: Tell) -> Folder:
    """Make a workspace of the made-up town in an empty folder.

    Raises
    ------
    WorkspaceError
        If the folder holds anything.

    """
    from standout.workspace import Workspace  # noqa: PLC0415 - it imports what this is part of

    if Folder.there(folder) or (folder.exists() and any(folder.iterdir())):
        raise WorkspaceError(say("made_up.occupied"))
    about = _about()
    made = Workspace.new(
        folder, ours=about["ours"], rivals=about["rivals"], banner=about["banner"], notes=about["notes"]
    )
    for spelling, name in about["same"].items():
        made.join(spelling, name)
    for done, name in enumerate(about["files"]):
        tell(done, len(about["files"]), name)
        with as_file(files("standout.demo") / name) as file:
            made.add(file, yes=True)
    return made


def is_town(workspace: Folder) -> bool:
    """Tell whether a workspace is the made-up town and holds nothing else."""
    if workspace.config.banner != _about()["banner"]:
        return False
    return {one.sha256 for one in workspace.index.imports()} <= _hashes()


def clear(folder: Path) -> None:
    """Take the made-up town away and leave the folder empty.

    Raises
    ------
    WorkspaceError
        If the workspace holds anything else.

    """
    if not is_town(Folder(folder)):
        raise WorkspaceError(say("made_up.not_alone"))
    (folder / configured.NAME).unlink()
    shutil.rmtree(folder / HELD)


def _about() -> dict[str, Any]:
    return tomllib.loads((files("standout.demo") / TOWN).read_text(encoding="utf-8"))


@cache
def _hashes() -> frozenset[str]:
    """SHA-256 of every file of the town."""
    return frozenset(
        hashlib.sha256((files("standout.demo") / name).read_bytes()).hexdigest() for name in _about()["files"]
    )
