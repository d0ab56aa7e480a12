"""Answer: what asking a question gives, in Python, on the command line and in a brief alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import registry
from standout.errors import UsageError
from standout.finding import Evidence, Finding
from standout.tables.spreadsheet import write_rows
from standout.words import nearest, say, speaking

if TYPE_CHECKING:
    import pyarrow as pa

    from standout.charts.chart import Picture
    from standout.question import Question

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question answered.

    Attributes
    ----------
    question : Question
        What was asked.
    findings : sequence of Finding
        About ours, most useful first.
    table : pyarrow.Table
        Everybody's rows behind them.
    evidence : Evidence
        What it rests on; with it the answer can be made again.

    """

    question: Question
    findings: Sequence[Finding]
    table: pa.Table
    evidence: Evidence

    @property
    def fingerprint(self) -> str:
        """16 hex digits: the same files, settings and day give the same."""
        return self.evidence.fingerprint(self.findings)

    @property
    def text(self) -> str:
        """The findings in words, a line each."""
        with speaking(self.evidence.language):
            return "\n".join(finding.sentence for finding in self.findings) or say("answer.nothing")

    def pictures(self) -> list[Picture]:
        """Every picture of this answer, in the order the question names them."""
        return [picture for name in self.question.charts for picture in self.chart(name)]

    def chart(self, name: str = "") -> list[Picture]:
        """Give the pictures of one chart; the question's first where none is named.

        Raises
        ------
        UsageError
            If the question has no such chart.

        """
        name = name or self.question.charts[0]
        if name not in self.question.charts:
            known = nearest(name, self.question.charts)
            raise UsageError(say("answer.no_chart", name=name, question=self.question.name, near=known))
        chart = registry.catalogue("standout.charts", "CHART")[name]
        with speaking(self.evidence.language):
            drawn: list[Picture] = registry.load(f"{name}:{chart.draw}", "standout.charts")(self.findings, self.table)
        return drawn

    def to_dict(self) -> dict[str, Any]:
        """Give what ``--json`` prints."""
        return {
            "schema": SCHEMA,
            "question": self.question.name,
            "fingerprint": self.fingerprint,
            "findings": [finding.to_dict() for finding in self.findings],
            "evidence": self.evidence.to_dict(),
        }

    def to_csv(self, folder: Path) -> list[Path]:
        """Write ``<question>-findings.csv`` and ``<question>-table.csv``; give their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        findings = [{**f.to_dict(), "world": _world(f)} for f in self.findings]
        names = list(dict.fromkeys(key for row in findings for key in row))
        first, second = (folder / f"{self.question.name}-{part}.csv" for part in ("findings", "table"))
        rows = zip(*(column.to_pylist() for column in self.table.columns), strict=True)
        return [
            write_rows(first, names, ([row.get(name) for name in names] for row in findings)),
            write_rows(second, self.table.column_names, rows),
        ]

    def to_charts(self, folder: Path, kinds: Sequence[str] = ("png",)) -> list[Path]:
        """Write every picture as files whose names say what they are; give their paths.

        Parameters
        ----------
        folder : Path
            Made where it isn't there.
        kinds : sequence of str
            Of ``png``, ``svg`` and ``csv``.

        Raises
        ------
        UsageError
            If a kind is another; the message names those there are.

        """
        from standout.charts import out  # noqa: PLC0415 - only where something is drawn

        out.checked(kinds)
        folder.mkdir(parents=True, exist_ok=True)
        with speaking(self.evidence.language):
            return [
                out.save(picture, folder / f"{out.file_name(self.question.name, place, picture)}.{kind}", self.source)
                for place, picture in enumerate(self.pictures(), start=1)
                for kind in kinds
            ]

    @property
    def source(self) -> str:
        """The line under a picture that is taken out: what it rests on, and how to find it again."""
        day = self.evidence.as_of
        key = "out.source" if day else "out.source_undated"
        with speaking(self.evidence.language):
            picked = say("out.picked") if self.evidence.view else ""
            return say(key, files=len(self.evidence.inputs), day=day or "", fingerprint=self.fingerprint) + picked


def _world(finding: Finding) -> str:
    return ", ".join(f"{name} = {value}" for name, value in finding.world.items())
