"""Inside: what a workspace holds stays in its folder: a link that leads out is neither written nor read through.

A folder comes from elsewhere now and then, by mail or off a stick; what it holds must not say where we write.
"""

from __future__ import annotations

from pathlib import Path

from standout.errors import WorkspaceError
from standout.words import say


def inside(store: Path, *names: str) -> Path:
    """Give a place below what a workspace holds.

    Parameters
    ----------
    store : Path
        What the workspace holds: a folder straight below the workspace's own.
    names : str
        The way down from there.

    Raises
    ------
    WorkspaceError
        If it is a link out of the workspace, or below one; the message names it.

    """
    place = store.joinpath(*names)
    home = store.parent.resolve()
    try:
        real = place.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        real = Path()
    if not real.is_relative_to(home):
        raise WorkspaceError(say("inside.leads_out", place="/".join((store.name, *names))))
    return place


def looked_over(store: Path) -> None:
    """See that nothing straight below what a workspace holds leads out of it.

    Raises
    ------
    WorkspaceError
        If something does.

    """
    inside(store)
    for entry in store.iterdir() if store.is_dir() else ():
        if entry.is_symlink():
            inside(store, entry.name)
