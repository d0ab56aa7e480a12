"""The gallery: every chart, drawn from the made-up town."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import standout
from standout import registry
from standout.charts.svg import svg

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "reference" / "pictures"


def draw() -> None:
    """Write the first picture of each chart that a question draws, as SVG."""
    sys.path.insert(0, str(HERE.parent))  # the demos stand beside the package
    from demos import made_up, town  # noqa: PLC0415 - found only now

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        known = made_up.read(Path(folder) / "town", town.write(Path(folder) / "files"))
        made_up.two_weeks(known, Path(folder) / "files")
        for name in registry.names("standout.questions"):
            _draw_one(known.ask(name))


def _draw_one(answer: standout.Answer) -> None:
    for chart in answer.question.charts:
        (PICTURES / f"{chart}.svg").write_text(svg(answer.chart(chart)[0].spec) + "\n", encoding="utf-8")
