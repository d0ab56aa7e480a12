"""Jobs of the check of our reading: what can be marked, sentences drawn, a mark made, a mark taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from standout.errors import UsageError
from standout.workspace import Workspace, auditing

Tell = Callable[..., None]


def aspects(tell: Tell, folder: str) -> list[dict[str, Any]]:
    """Give the aspects that can be marked."""
    tell(0, 1)
    return [asdict(one) for one in auditing.aspects(Workspace(Path(folder)))]


def start(tell: Tell, folder: str, *, aspect: str) -> dict[str, Any]:
    """Give where an audit stands; where files came or went, or it wasn't begun, draw its sentences."""
    tell(0, 1)
    workspace = Workspace(Path(folder))
    return (auditing.progress(workspace, aspect) or auditing.start(workspace, aspect)).to_dict()


def mark(tell: Tell, folder: str, *, aspect: str, sentence: str, mark: str) -> dict[str, Any]:
    """Mark a sentence; give where the audit stands."""
    tell(0, 1)
    return _done(folder, aspect, lambda workspace: auditing.mark(workspace, aspect, sentence, mark))


def undo(tell: Tell, folder: str, *, aspect: str) -> dict[str, Any]:
    """Take back the last mark; give where the audit stands."""
    tell(0, 1)
    return _done(folder, aspect, lambda workspace: auditing.undo(workspace, aspect))


def _done(folder: str, aspect: str, work: Callable[[Workspace], auditing.Progress]) -> dict[str, Any]:
    """Do it; where files came or went meanwhile, the sentences are drawn anew before."""
    workspace = Workspace(Path(folder))
    try:
        return work(workspace).to_dict()
    except UsageError:
        if auditing.progress(workspace, aspect) is not None:
            raise
    auditing.start(workspace, aspect)
    return work(workspace).to_dict()
