"""Standout: find what a business is best at, from files it already has, with evidence for every sentence.

>>> import standout
>>> standout.__version__
'0.1.0'

The names below are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.errors import StandoutError
    from standout.finding import Evidence, Finding
    from standout.workspace.choosing import choose
    from standout.workspace.frames import est
    from standout.workspace.spreading import spread
    from standout.workspace.texts import read
    from standout.workspace.workspace import Workspace, open  # noqa: A004 - the API's own word: standout.open(folder)

__version__ = "0.1.0"

_HOMES = {
    "Answer": "standout.answer",
    "Evidence": "standout.finding",
    "Finding": "standout.finding",
    "StandoutError": "standout.errors",
    "Workspace": "standout.workspace.workspace",
    "choose": "standout.workspace.choosing",
    "est": "standout.workspace.frames",
    "open": "standout.workspace.workspace",
    "read": "standout.workspace.texts",
    "spread": "standout.workspace.spreading",
}

__all__ = [
    "Answer", "Evidence", "Finding", "StandoutError", "Workspace", "__version__", "choose", "est", "open",
    "read", "spread",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
