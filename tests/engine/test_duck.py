"""The embedded engine: it sees the parts it was handed, and all tables have their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from standout import registry
from standout.engine.duck import DuckEngine
from standout.tables import tables


def part(folder: Path, name: str, **columns: pa.Array) -> Path:
    """Write a part of reviews with the columns given."""
    pq.write_table(pa.table(columns), folder / name)
    return folder / name


def ids(*values: int) -> pa.Array:
    """Give business ids."""
    return pa.array(values, pa.int32())


def test_a_table_that_holds_nothing_has_its_columns() -> None:
    engine = DuckEngine({})

    for name, described in tables().items():
        if name != "ratings":
            rows = engine.arrow(engine.table(name))
            assert rows.num_rows == 0
            assert rows.column_names == [column.name for column in described.columns]


def test_a_part_that_was_not_handed_over_is_not_seen(tmp_path: Path) -> None:
    one = part(tmp_path, "one.parquet", review_id=pa.array([1]), business_id=ids(1))
    part(tmp_path, "two.parquet", review_id=pa.array([2]), business_id=ids(1))
    engine = DuckEngine({"reviews": [one]})

    assert engine.arrow(engine.table("reviews"))["review_id"].to_pylist() == [1]


def test_parts_with_other_aspects_and_descriptors_are_one_table(tmp_path: Path) -> None:
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1]), business_id=ids(1), a_staff=pa.array([400], pa.int16())
    )
    two = part(tmp_path, "two.parquet", review_id=pa.array([2]), business_id=ids(2), d_visit=pa.array(["lunch"]))
    engine = DuckEngine({"reviews": [one, two]})

    rows = engine.arrow(engine.table("reviews").order_by("review_id")).to_pylist()

    assert rows == [
        {"review_id": 1, "business_id": 1, "a_staff": 400, "d_visit": None},
        {"review_id": 2, "business_id": 2, "a_staff": None, "d_visit": "lunch"},
    ]


def test_businesses_the_owner_said_are_one_are_counted_as_one(tmp_path: Path) -> None:
    one = part(tmp_path, "one.parquet", review_id=pa.array([1, 2, 3]), business_id=ids(1, 2, 3))
    engine = DuckEngine({"reviews": [one]}, merged={2: 1})

    assert engine.arrow(engine.table("reviews").order_by("review_id"))["business_id"].to_pylist() == [1, 1, 3]


def test_aspects_the_owner_joined_are_one_column(tmp_path: Path) -> None:
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1, 2]), business_id=ids(1, 1),
        a_service=pa.array([None, 300], pa.int16()), a_staff=pa.array([400, None], pa.int16()),
    )  # fmt: skip
    engine = DuckEngine({"reviews": [one]}, joined={"a_staff": ["a_service", "a_staff"]})

    rows = engine.arrow(engine.table("reviews").order_by("review_id"))

    assert rows["a_staff"].to_pylist() == [400, 300]
    assert "a_service" not in rows.column_names


def doubled(rows: pa.Table, by: int) -> pa.Table:
    """Give each business with its number of rows times ``by``: a function for partitions."""
    return pa.table({"business_id": rows["business_id"][:1], "n": pa.array([rows.num_rows * by])})


def test_partitions_come_whole_and_in_key_order(tmp_path: Path) -> None:
    one = part(tmp_path, "one.parquet", review_id=pa.array(range(6)), business_id=ids(2, 1, 2, 3, 2, 1))
    engine = DuckEngine({"reviews": [one]})
    makes = pa.schema([("business_id", pa.int32()), ("n", pa.int64())])

    made = engine.map_partitions(
        "tests.engine.test_duck:doubled", engine.table("reviews"), ["business_id"], {"by": 2}, makes
    )

    assert made.to_pylist() == [
        {"business_id": 1, "n": 4}, {"business_id": 2, "n": 6}, {"business_id": 3, "n": 2},
    ]  # fmt: skip


def test_batches_come_in_order(tmp_path: Path) -> None:
    one = part(tmp_path, "one.parquet", review_id=pa.array([3, 1, 2]), business_id=ids(1, 1, 1))
    engine = DuckEngine({"reviews": [one]})

    seen = [
        i for batch in engine.batches(engine.table("reviews"), ["review_id"]) for i in batch["review_id"].to_pylist()
    ]

    assert seen == [1, 2, 3]


def test_a_measure_is_a_table_like_any_other(tmp_path: Path) -> None:
    day = pa.array([date(2026, 1, 1)], pa.date32())
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1]), business_id=ids(1), reviewer_id=pa.array([1]),
        reviewed_at=day, reply_at=day, text=pa.array(["Good."]),
    )  # fmt: skip
    engine = DuckEngine({"reviews": [one]})

    for name in registry.catalogue("standout.measures", "MEASURE"):
        assert engine.arrow(engine.table(name)).num_rows <= 1


def days(*values: str | None) -> pa.Array:
    """Give days."""
    return pa.array([date.fromisoformat(value) if value else None for value in values], pa.date32())


def test_an_engine_of_a_past_day_shows_what_was_known_then(tmp_path: Path) -> None:
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1, 2, 3, 4]), business_id=ids(1, 1, 1, 1),
        reviewed_at=days("2025-01-01", "2025-03-31", "2025-04-01", None),
        reply_at=days("2025-02-01", "2025-04-02", "2025-04-02", None),
    )  # fmt: skip
    facts = pa.table({"business_id": ids(1, 2), "seen_at": days("2025-03-01", "2025-05-01")})
    orders = part(tmp_path, "orders.parquet", order_id=pa.array(["a", "b"]), ordered_at=days("2025-03-31", None))
    engine = DuckEngine({"reviews": [one], "orders": [orders]}, {"facts": facts}, until=date(2025, 3, 31))

    shown = engine.arrow(engine.table("reviews").order_by("review_id")).to_pylist()

    assert [row["review_id"] for row in shown] == [1, 2]  # the day itself counts; a row without a day does not
    assert [row["reply_at"] for row in shown] == [date(2025, 2, 1), None]  # a later reply is not known yet
    assert engine.arrow(engine.table("facts"))["business_id"].to_pylist() == [1]
    assert engine.arrow(engine.table("orders"))["order_id"].to_pylist() == ["a"]
    assert engine.arrow(engine.table("businesses")).num_rows == 0


def test_rows_without_any_day_are_not_known_on_a_past_day(tmp_path: Path) -> None:
    one = part(tmp_path, "one.parquet", review_id=pa.array([1]), business_id=ids(1))

    engine = DuckEngine({"reviews": [one]}, until=date(2025, 3, 31))

    assert engine.arrow(engine.table("reviews")).num_rows == 0


def test_only_rows_from_a_day_on_are_shown_and_those_without_a_day_are_not(tmp_path: Path) -> None:
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1, 2, 3]), business_id=ids(1, 1, 1),
        reviewed_at=days("2025-03-14", "2025-03-15", None),
    )  # fmt: skip
    facts = pa.table({"business_id": ids(1, 2), "seen_at": days("2025-03-01", "2025-05-01")})

    late = DuckEngine({"reviews": [one]}, {"facts": facts}, since=date(2025, 3, 15))
    short = DuckEngine({"reviews": [one]}, since=date(2025, 3, 1), until=date(2025, 3, 14))

    assert late.arrow(late.table("reviews"))["review_id"].to_pylist() == [2]  # the day itself counts
    assert late.arrow(late.table("facts"))["business_id"].to_pylist() == [2]
    assert short.arrow(short.table("reviews"))["review_id"].to_pylist() == [1]


def test_only_reviews_with_a_value_are_shown(tmp_path: Path) -> None:
    one = part(
        tmp_path, "one.parquet", review_id=pa.array([1, 2, 3]), business_id=ids(1, 1, 1),
        d_visit=pa.array(["lunch", "dinner", None]),
    )  # fmt: skip

    engine = DuckEngine({"reviews": [one]}, where=(("d_visit", "lunch"),))

    assert engine.arrow(engine.table("reviews"))["review_id"].to_pylist() == [1]
