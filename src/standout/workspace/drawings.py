"""Drawings: pictures that were drawn once, kept so that a page can show them again without drawing.

Writes   held/drawn/<digest>.svg     the digest is of what is drawn and of what drew it
Rule     what a page didn't show is taken away when the page is written
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.charts.svg import svg
from standout.workspace.inside import inside

if TYPE_CHECKING:
    from standout.workspace.folder import Folder

NAME = "drawn"


class Drawings:
    """Draw pictures for one page, each from what is kept where it is.

    Parameters
    ----------
    folder : Folder
        The workspace; what is drawn lies below what it holds.

    """

    def __init__(self, folder: Folder) -> None:
        """Begin a page."""
        self._place = inside(folder.store, NAME)
        self._shown: set[str] = set()
        self._by = f"{__version__} {version('vl-convert-python')}"

    def draw(self, spec: Mapping[str, Any]) -> str:
        """Give a specification as SVG, as `standout.charts.svg.svg` draws it."""
        said = json.dumps([self._by, spec], sort_keys=True, default=str)
        path = self._place / f"{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}.svg"
        self._shown.add(path.name)
        with suppress(OSError, UnicodeDecodeError):
            return path.read_text(encoding="utf-8")
        drawn = svg(spec)
        self._place.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        aside.write_text(drawn, encoding="utf-8")
        aside.replace(path)
        return drawn

    def swept(self) -> None:
        """Take away what the page didn't show."""
        for path in self._place.glob("*.svg"):
            if path.name not in self._shown:
                with suppress(OSError):  # another page may be reading it
                    path.unlink()
