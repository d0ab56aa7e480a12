"""An answer: the same in words, JSON, CSV and pictures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pytest

import standout
from standout.answer import Answer
from standout.errors import UsageError


@pytest.fixture(scope="module")
def answer() -> Answer:
    """Give an answer with a clear first place."""
    names = [name for name in "abcd" for _ in range(60)]
    scores = [(5 if name == "a" else 3) - (number % 2) for number, name in enumerate(names)]
    return standout.est(pa.table({"business": names, "staff": scores}), ours="a", aspects=["staff"])


def test_text_is_the_findings_a_line_each(answer: Answer) -> None:
    assert answer.text.splitlines() == [finding.sentence for finding in answer.findings]


def test_json_holds_every_finding_and_the_evidence(answer: Answer) -> None:
    said = json.loads(json.dumps(answer.to_dict()))

    assert (said["schema"], said["question"], said["fingerprint"]) == (1, "est", answer.fingerprint)
    assert [finding["sentence"] for finding in said["findings"]] == answer.text.splitlines()
    assert said["evidence"]["settings"] == answer.evidence.settings


def test_csv_holds_the_findings_and_the_table(answer: Answer, tmp_path: Path) -> None:
    findings, table = answer.to_csv(tmp_path / "new" / "folder")

    with findings.open(encoding="utf-8-sig", newline="") as file:
        assert [row["sentence"] for row in csv.DictReader(file)] == answer.text.splitlines()
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["business"] for row in csv.DictReader(file)] == answer.table["business"].to_pylist()


def test_a_chart_that_is_not_there_is_named_with_those_that_are(answer: Answer) -> None:
    assert answer.chart()[0].name == "league"
    with pytest.raises(UsageError, match="league"):
        answer.chart("legaue")


def test_the_fingerprint_follows_settings_and_not_versions(answer: Answer) -> None:
    names = [name for name in "abcd" for _ in range(60)]
    scores = [(5 if name == "a" else 3) - (number % 2) for number, name in enumerate(names)]
    frame = pa.table({"business": names, "staff": scores})

    assert standout.est(frame, ours="a", aspects=["staff"]).fingerprint == answer.fingerprint
    assert standout.est(frame, ours="a", aspects=["staff"], alpha=0.01).fingerprint != answer.fingerprint
