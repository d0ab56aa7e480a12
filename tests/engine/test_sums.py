"""Grouped sums: what an engine gives is what adding up by hand gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.engine.duck import DuckEngine

ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),  # business
        st.one_of(st.none(), st.integers(1, 4)),  # reviewer
        st.one_of(st.none(), st.sampled_from(["a", "b's"])),  # d_visit
        st.one_of(st.none(), st.sampled_from(["x", "y"])),  # d_place
        st.one_of(st.none(), st.integers(100, 500)),  # a_staff
    ),
    max_size=40,
)
SETS = [[], ["d_visit"], ["d_visit", "d_place"]]


def reviews(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Give rows as a reviews table."""
    columns = list(zip(*rows, strict=True)) or [()] * 5
    return pa.table(
        {
            "review_id": pa.array(range(len(rows)), pa.int64()),
            "business_id": pa.array(columns[0], pa.int32()),
            "reviewer_id": pa.array(columns[1], pa.int64()),
            "d_visit": pa.array(columns[2], pa.string()),
            "d_place": pa.array(columns[3], pa.string()),
            "a_staff": pa.array(columns[4], pa.int16()),
        }
    )


def by_hand(rows: Sequence[tuple[object, ...]]) -> dict[tuple[object, ...], tuple[int, ...]]:
    """Add up in plain Python: first each cluster, then over clusters."""
    cells: dict[tuple[object, ...], dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (business, reviewer, visit, place, score) in enumerate(rows):
        for which, names in enumerate(SETS):
            world = {"d_visit": visit, "d_place": place}
            if any(world[name] is None for name in names):
                continue
            shown = [world[name] if name in names else None for name in ("d_place", "d_visit")]
            cluster = ("alone", number) if reviewer is None else reviewer
            cells[which, business, *shown][cluster] += [] if score is None else [int(str(score))]
    found = {}
    for key, clusters in cells.items():
        scores = [s for c in clusters.values() for s in c]
        held = [c for c in clusters.values() if c]
        found[key] = (
            len(scores), sum(scores), sum(s * s for s in scores), len(held), sum(sum(c) ** 2 for c in held),
            sum(sum(c) * len(c) for c in held), sum(len(c) ** 2 for c in held),
        )  # fmt: skip
    return found


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_sums_are_what_adding_up_by_hand_gives(rows: list[tuple[object, ...]]) -> None:
    engine = DuckEngine({}, {"reviews": reviews(rows)})

    table = engine.sums(engine.table("reviews"), SETS, ["business_id"], ["a_staff"], "reviewer_id")

    kinds = ("n", "sum", "sumsq", "clusters", "css", "csn", "cnn")
    found = {
        (r["set"], r["business_id"], r["d_place"], r["d_visit"]): tuple(r[f"{kind}_a_staff"] for kind in kinds)
        for r in table.to_pylist()
    }
    assert found == by_hand(rows)


def test_rows_come_in_the_order_of_set_business_and_world() -> None:
    rows = [(2, None, "b's", "x", 300), (1, None, "a", "y", 400), (1, 7, "b's", "x", 500)]
    engine = DuckEngine({}, {"reviews": reviews(rows)})

    table = engine.sums(engine.table("reviews"), SETS, ["business_id"], ["a_staff"])

    keys = [(r["set"], r["business_id"], r["d_place"] or "", r["d_visit"] or "") for r in table.to_pylist()]
    assert keys == sorted(keys)
    assert "clusters_a_staff" not in table.column_names


def test_a_descriptor_of_more_values_than_an_enum_takes_is_summed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("standout.engine.grouping.ENUM_MOST", 1)
    rows = [(1, None, "a", "y", 400), (1, None, "b's", "x", 500)]
    engine = DuckEngine({}, {"reviews": reviews(rows)})

    table = engine.sums(engine.table("reviews"), [["d_visit"]], ["business_id"], ["a_staff"])

    assert {r["d_visit"]: r["sum_a_staff"] for r in table.to_pylist()} == {"a": 400, "b's": 500}
