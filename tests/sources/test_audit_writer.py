"""The audit sheet: a fair draw of sentences to mark, the same each time, that comes back as it went."""

import csv
from collections import Counter

import pyarrow as pa
import pytest

from imported import imported
from standout.errors import UsageError
from standout.sources.audit_sheet import SOURCE
from standout.sources.audit_writer import audit_rows, write
from standout.tables import table

BIG = 6_001_234_567_890_123_456  # a spreadsheet that took it for a number would round it


def arrow(name, rows):
    return pa.Table.from_pylist(rows, schema=table(name).schema())


@pytest.fixture
def town(engine):
    """Give an engine with three businesses, 40 reviews each, of two sentences; the second is about waiting time."""

    def made(marks=(), rivals=()):
        names = ("North", "Deli", "South")
        reviews = [
            {"review_id": BIG + n, "business_id": n // 40, "text": f"We came on day {n}. =We waited {n} minutes!"}
            for n in range(120)
        ]
        mentions = [
            {"review_id": row["review_id"], "sentence": 1, "aspect": "waiting time", "negative": 900, "neutral": 0,
             "positive": 50}
            for row in reviews
        ]  # fmt: skip
        hardly = {"review_id": BIG, "sentence": 0, "aspect": "staff", "negative": 100, "neutral": 100, "positive": 50}
        businesses = [
            {"business_id": n, "name": name, "ours": name == "Deli", "rival": name in rivals}
            for n, name in enumerate(names)
        ]
        return engine(
            reviews=arrow("reviews", reviews), mentions=arrow("mentions", [*mentions, hardly]),
            businesses=arrow("businesses", businesses), marks=arrow("marks", list(marks)),
        )  # fmt: skip

    return made


def test_each_business_has_as_many_sentences_ours_first(town):
    rows = audit_rows(town(), ["Waiting time"], per_business=25)

    assert list(dict.fromkeys(row["Business"] for row in rows)) == ["Deli", "North", "South"]
    assert Counter(row["Business"] for row in rows) == dict.fromkeys(("Deli", "North", "South"), 25)
    assert all(row["Words"].startswith("=We waited") and row["Sentence"] == 2 and row["Mark"] == "" for row in rows)


def test_the_same_seed_draws_the_same_sentences_and_another_others(town):
    held = town()
    one, two, other = (audit_rows(held, ["waiting time"], 10, seed) for seed in (1, 1, 2))

    assert one == two
    assert {row["Review"] for row in one} != {row["Review"] for row in other}


def test_only_rivals_that_the_owner_named_are_marked(town):
    rows = audit_rows(town(rivals=("South",)), ["waiting time"], 5)

    assert {row["Business"] for row in rows} == {"Deli", "South"}


def test_what_is_marked_already_is_not_asked_again(town):
    marked = [{"review_id": BIG + n, "sentence": 1, "aspect": "Waiting time", "tone": 1} for n in range(40, 60)]

    rows = audit_rows(town(marked), ["waiting time"], 25)

    ours = {row["Review"] for row in rows if row["Business"] == "Deli"}
    assert len(ours) == 5  # 20 of 25 are held
    assert not ours & {f"r{BIG + n}" for n in range(40, 60)}


def test_sentences_that_are_hardly_about_it_are_not_asked(town):
    assert audit_rows(town(), ["staff"]) == []


def test_an_aspect_that_was_not_read_is_refused_with_those_that_were(town):
    with pytest.raises(UsageError, match="waiting time"):
        audit_rows(town(), ["wating"])


def test_where_nothing_was_read_the_owner_is_told(engine):
    with pytest.raises(UsageError, match="Nothing was read yet"):
        audit_rows(engine())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_comes_back_as_it_was_marked(town, tmp_path, ending):
    rows = audit_rows(town(), ["waiting time"], 4)
    for row, mark in zip(
        rows, ["good", "Bad", "neither", "x", "+", "-", "0", "GUT", "schlecht", "", "", "?"], strict=True
    ):
        row["Mark"] = mark
    path = write(tmp_path / f"sheet.{ending}", rows)

    held = imported(path, tmp_path / "one", source=SOURCE)

    found = {row["review_id"]: row for row in held.rows("marks")}
    assert [found[int(row["Review"][1:])]["tone"] for row in rows[:9]] == [1, -1, 0, None, 1, -1, 0, 1, -1]
    assert {(row["sentence"], row["aspect"]) for row in found.values()} == {(1, "waiting time")}
    assert [reject.reason for reject in held.loaded.rejects] == ["audit.unmarked"] * 2 + ["audit.mark"]
    assert held.balance == 0


def test_no_cell_is_taken_for_a_formula(town, tmp_path):
    path = write(tmp_path / "sheet.csv", audit_rows(town(), ["waiting time"], 1))

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["Words"].startswith("'=") for row in rows)
    assert "good, bad or neither" in rows[0]["How to mark"]


def test_a_sheet_that_is_there_is_kept(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("marked for hours")

    with pytest.raises(UsageError, match="there already"):
        write(path, [])
    with pytest.raises(UsageError, match="neither"):
        write(tmp_path / "sheet.ods", [])
    assert path.read_text() == "marked for hours"
