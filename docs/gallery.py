"""The gallery: every chart, drawn from the made-up town; what that has nothing for, from reviews of airport lounges."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import standout
from standout import registry
from standout.charts.svg import svg

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "reference" / "pictures"
LOUNGES = HERE.parent / "demos" / "lounges" / "skytrax_lounge.csv"


def draw() -> None:
    """Write the first picture of each chart that a question draws, as SVG."""
    sys.path.insert(0, str(HERE.parent))  # the demos stand beside the package
    from demos import made_up, town  # noqa: PLC0415 - found only now

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        known = made_up.read(Path(folder) / "town", town.write(Path(folder) / "files"))
        made_up.two_weeks(known, Path(folder) / "files")
        undrawn = [name for name in registry.names("standout.questions") if not _drawn(known.ask(name))]
        if undrawn:
            lounges = standout.Workspace.new(Path(folder) / "lounges", ours="british-airways")
            lounges.add(LOUNGES, yes=True)
        for name in undrawn:
            if not _drawn(lounges.ask(name)):
                raise ValueError(name)


def _drawn(answer: standout.Answer) -> bool:
    """Draw the charts of an answer; tell whether there was something to draw for each."""
    pictures = {chart: answer.chart(chart) for chart in answer.question.charts}
    for chart, drawn in pictures.items():
        if drawn:
            (PICTURES / f"{chart}.svg").write_text(svg(drawn[0].spec) + "\n", encoding="utf-8")
    return all(pictures.values())
