"""Answers of ``circles`` made by hand: people as rows, with what a test does not speak of filled in."""

from dataclasses import replace
from datetime import date

import pyarrow as pa

from standout.answer import Answer
from standout.finding import Evidence, Finding
from standout.questions.circles import QUESTION
from standout.report.chapter import Chapter
from standout.tables import table

FILLED = {
    "circle": 1, "know": 1, "trust": 0, "interest": 0, "known_by": "customer", "reason": "bought on 3 days",
    "channel": None, "place": None, "bridge": False, "brought": 0.0, "expected": 0.0,
}  # fmt: skip


def circles(*rows):
    """Give the table of ``circles``; a row names a person by ``person_id`` and what is told of them."""
    return pa.Table.from_pylist([{**FILLED, **row} for row in rows], schema=table("circles").schema())


def finding(kind="first", behind=None, subject="Bean Street", **more):
    """Give a finding of ``circles``."""
    told = {"verdict": "counted", "tier": "counted", "aspect": kind, "sentence_key": "circles.nobody"}
    return Finding(question="circles", subject=subject, facts={"kind": kind}, behind=behind, **{**told, **more})


def told(*pairs):
    """Give the finding behind which stands who told whom: pairs of who told and who came."""
    rows = [{"parent_id": parent, "person_id": person} for parent, person in pairs]
    return finding("second", pa.Table.from_pylist(rows, schema=_ids("person_id", "parent_id")))


def tied(*pairs):
    """Give the finding behind which stands who is tied to whom."""
    rows = [{"from_id": one, "to_id": other} for one, other in pairs]
    return finding("network", pa.Table.from_pylist(rows, schema=_ids("from_id", "to_id")))


def _ids(*names):
    return pa.schema([(name, pa.int64()) for name in names])


def crowd(first=12, one=30, two=60, three=200):
    """Give a table of so many people: those told first, and the others of each circle."""
    circle = [1] * (first + one) + [2] * two + [3] * three
    return circles(*(
        {"person_id": 10**15 + 7 * i, "circle": ring, "place": i + 1 if i < first else None,
         "channel": "email" if i % 3 == 0 or i < first else None, "known_by": ("customer", "contact")[i % 2],
         "bridge": i % 50 == 5, "reason": f"bought on {i % 9 + 1} days; last on {i % 28 + 1} May 2026"}
        for i, ring in enumerate(circle)
    ))  # fmt: skip


def answer(table, *findings):
    """Give an answer of ``circles``."""
    evidence = Evidence(question="circles", inputs=(), settings={}, as_of=None, seed=1)
    return Answer(question=QUESTION, findings=list(findings) or [finding()], table=table, evidence=evidence)


def reach(k=12, **slopes):
    """Give a curve for each strength: so many reached for each who is told, 10 % less and more."""
    rows = [
        {"k": i, "estimate": i * slope, "low": i * slope * 0.9, "high": i * slope * 1.1, "strengths": name}
        for name, slope in (slopes or {"low": 2.0, "likely": 4.0, "high": 8.0}).items() for i in range(1, k + 1)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def chapter():
    """Give the chapter of circles with its pictures: who told whom, who is tied to whom, how far word goes."""
    rows = crowd()
    ids = rows["person_id"].to_pylist()
    came, ties = told((ids[0], ids[50]), (ids[0], ids[51])), tied(*zip(ids[1:20], ids[40:59], strict=True))
    found = answer(rows, came, ties, finding("reach", reach(), verdict="not_enough", tier="not_enough"))
    return Chapter(
        question="circles", asks=QUESTION.asks, findings=found.findings, table=rows, pictures=found.pictures(),
        evidence=replace(found.evidence, as_of=date(2026, 11, 1)), fingerprint=found.fingerprint,
    )  # fmt: skip
