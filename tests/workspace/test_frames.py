"""A frame of one's own: the same answer whatever kind of frame it is."""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

import standout
from standout.errors import TableError


def frame(each: int = 60) -> pa.Table:
    """Give scores in which ``a`` is far ahead of three others."""
    names = [name for name in "abcd" for _ in range(each)]
    scores = [(5 if name == "a" else 3) - (number % 2) for number, name in enumerate(names)]
    return pa.table({"shop": names, "staff": scores, "visit": ["lunch", "tea"] * (2 * each)})


def test_a_clear_lead_is_a_yes() -> None:
    answer = standout.est(frame(), ours="a", business="shop", aspects=["staff"], descriptors=["visit"])

    assert answer.findings[0].verdict == "yes"
    assert "staff" in answer.findings[0].sentence.lower()


@pytest.mark.parametrize("kind", ["pandas", "duckdb"])
def test_every_kind_of_frame_gives_the_same_answer(kind: str) -> None:
    arrow = frame()
    other = {"pandas": lambda: pd.DataFrame(arrow.to_pydict()), "duckdb": lambda: duckdb.connect().from_arrow(arrow)}
    asked = {"ours": "a", "business": "shop", "aspects": ["staff"]}

    one, two = standout.est(arrow, **asked), standout.est(other[kind](), **asked)

    assert [f.to_dict() for f in one.findings] == [f.to_dict() for f in two.findings]
    assert one.fingerprint == two.fingerprint


def test_reviewers_who_come_back_count_as_one_each() -> None:
    rows = frame(each=40)
    once = standout.est(rows, ours="a", business="shop", aspects=["staff"])
    rows = rows.append_column("who", pa.array([f"{name}{n // 20}" for n, name in enumerate(rows["shop"].to_pylist())]))
    often = standout.est(rows, ours="a", business="shop", aspects=["staff"], reviewer="who")

    assert once.findings[0].verdict == "yes"
    assert often.findings[0].verdict != "yes"


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(TableError, match="staff"):
        standout.est(frame(), ours="a", business="shop", aspects=["stuff"])


def test_a_score_that_is_no_number_is_named() -> None:
    rows = pa.table({"business": ["a"], "staff": ["very nice"]})

    with pytest.raises(TableError, match="staff"):
        standout.est(rows, ours="a", aspects=["staff"])
