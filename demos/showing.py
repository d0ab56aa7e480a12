"""Showing: what a demo prints, and the workspace it keeps between two runs."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standout import Workspace

WIDTH = 100
NAMED = 62


class Steps:
    """Prints each step with the seconds it took."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Print ``name`` at once, and the seconds when it is done."""
        print(f"  {name} ".ljust(NAMED, "."), end="", flush=True)
        start = time.monotonic()
        yield
        print(f" {time.monotonic() - start:5.1f} s", flush=True)


def say(text: str, indent: str = "") -> None:
    """Print a paragraph."""
    print(fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent))


def workspace(
    folder: Path,
    files: Sequence[Path],
    *,
    ours: str,
    rivals: Sequence[str] = (),
    banner: str = "",
    notes: Mapping[str, str] | None = None,
) -> Workspace:
    """Give the workspace of an earlier run where it holds nothing but these files, else a new one."""
    import standout  # noqa: PLC0415 - heavy, and its seconds belong to a step

    if standout.Workspace.there(folder):
        known = standout.open(folder)
        present = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
        had = known.config
        told = (had.ours, had.rivals, had.banner, had.notes) == (ours, tuple(rivals), banner, notes or {})
        if {file.sha256 for file in known.inventory().files} <= present and told:
            return known
        shutil.rmtree(folder)
    return standout.Workspace.new(folder, ours=ours, rivals=rivals, banner=banner, notes=notes or {})
