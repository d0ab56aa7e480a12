"""What a chart is: a Vega-Lite specification with its sentence, its text alternative and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A kind of picture: ``draw`` is ``"function"`` in its own module, called as ``draw(findings, table)``."""

    name: str
    draw: str = "draw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One drawn chart.

    Attributes
    ----------
    name, title : str
        The chart's name, and what this picture shows, in words.
    sentence : str
        What one should see in it.
    alt : str
        The text alternative, for those who can't see it.
    spec : mapping
        A Vega-Lite 6 specification with its values inside, or one of shapes (`drawing`), 680 pixels wide or less.
    columns, rows
        The same figures as a table, as printed: every mark in the picture is in it.
    narrow : mapping or None
        The same marks laid out for a screen of 390 pixels; None where ``spec`` fits as it is.
    key : str
        How to read the marks.

    """

    name: str
    title: str
    sentence: str
    alt: str
    spec: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    narrow: Mapping[str, Any] | None = None
    key: str = ""

    def save(self, path: str | Path, source: str = "") -> Path:
        """Write it as what the name ends in: ``.png``, ``.svg``, or ``.csv`` for its table; give the path.

        Parameters
        ----------
        path : Path
        source : str
            A line under it that says what it rests on, such as ``Answer.source``.

        Raises
        ------
        UsageError
            If the name ends in something else.

        """
        from standout.charts import out  # noqa: PLC0415 - only where something is drawn

        return out.save(self, Path(path), source)
