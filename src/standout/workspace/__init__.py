"""A workspace: a project folder, its files read once, its questions asked as often as one likes."""

from standout.workspace.workspace import Workspace, open  # noqa: A004 - the API's own word: standout.open(folder)

__all__ = ["Workspace", "open"]
