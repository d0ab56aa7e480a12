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


def test_what_is_no_frame_is_refused_with_what_is() -> None:
    for given in (None, [1, 2], {"business": ["a"], "staff": [5]}):
        with pytest.raises(TableError, match="pandas"):
            standout.est(given, ours="a", aspects=["staff"])


def test_a_name_that_nobody_in_the_frame_has_is_answered_with_the_nearest() -> None:
    rows = pa.table({"shop": ["Corner Deli", "Bean Street"], "staff": [5, 4]})

    with pytest.raises(TableError, match=r"It has: Corner Deli"):
        standout.est(rows, ours="Corner Dely", business="shop", aspects=["staff"])


def test_a_frame_without_rows_is_told_that_there_is_not_enough() -> None:
    answer = standout.est(frame().slice(0, 0), ours="a", business="shop", aspects=["staff"])

    assert [found.verdict for found in answer.findings] == ["not_enough"]


def test_a_business_that_is_a_number_is_found_by_it() -> None:
    rows = pa.table({"shop": [1, 2, 3, 4] * 60, "staff": [5, 3, 3, 2] * 60})

    assert standout.est(rows, ours=1, business="shop", aspects=["staff"]).findings[0].verdict == "yes"


def test_a_score_that_is_nan_counts_as_missing() -> None:
    scores = frame()["staff"].to_pylist()
    empty = pa.array([None if n % 7 == 0 else float(score) for n, score in enumerate(scores)])
    nan = pa.array([float("nan") if n % 7 == 0 else float(score) for n, score in enumerate(scores)])
    asked = {"ours": "a", "business": "shop", "aspects": ["staff"]}

    one, two = (standout.est(frame().set_column(1, "staff", held), **asked) for held in (empty, nan))

    assert [f.to_dict() for f in one.findings] == [f.to_dict() for f in two.findings]
    assert one.findings[0].rows == 360 // 6 - 60 // 7 - 1


def test_the_first_value_that_is_no_number_is_shown() -> None:
    rows = pa.table({"business": ["a", "b", "a"], "staff": ["4", "very good", "bad"]})

    with pytest.raises(TableError, match="“very good”"):
        standout.est(rows, ours="a", aspects=["staff"])


def test_one_aspect_may_be_given_as_a_word() -> None:
    one, two = (standout.est(frame(), ours="a", business="shop", aspects=given) for given in ("staff", ["staff"]))

    assert one.fingerprint == two.fingerprint


def test_a_column_is_not_both_a_score_and_a_descriptor() -> None:
    with pytest.raises(TableError, match="staff"):
        standout.est(frame(), ours="a", business="shop", aspects=["staff"], descriptors=["staff"])
