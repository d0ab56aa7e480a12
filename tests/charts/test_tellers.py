import json
import re

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from circled import finding
from standout.charts import tellers
from standout.charts.svg import svg
from standout.tables import table


def chains(*pairs):
    """Give the table of chains: pairs of who told and who came."""
    rows = [{"person_id": person, "parent_id": parent, "how": "told"} for parent, person in pairs]
    return pa.Table.from_pylist(rows, schema=table("chains").schema())


def drawn(*pairs):
    return tellers.draw([finding()], chains(*pairs))


# 1 brought 2, 3 and 4; 2 brought 5, and 5 brought 6; 9 came, nobody knows through whom
TREE = ((1, 2), (1, 3), (1, 4), (2, 5), (5, 6), (None, 9))


def test_a_teller_is_credited_with_their_own_and_apart_with_those_who_came_through_them():
    [picture] = drawn(*TREE)

    assert picture.rows == [["1", "3", "2", "3"], ["2", "1", "1", "2"], ["3", "1", "0", "1"]]
    assert picture.sentence == (
        "3 people brought the 5 who are known to have come to Bean Street through somebody. 3 of them came through 1 "
        "person."
    )


def test_it_says_when_few_bring_half_or_more():
    [picture] = drawn(*((1, 10 + i) for i in range(6)), *((2 + i, 30 + i) for i in range(5)))
    assert "6 of them came through 1 person." in picture.sentence  # 6 of 11


def test_bars_are_as_long_as_the_table_says():
    [picture] = drawn(*TREE)
    light, dark, text = picture.spec["layer"]

    assert [row["brought"] for row in dark["data"]["values"]] == [3, 1, 1]
    assert [row["all"] for row in light["data"]["values"]] == [5, 2, 1]
    assert [row["said"] for row in text["data"]["values"]] == ["3 and 2", "1 and 1", "1"]


def test_many_tellers_are_cut_and_the_table_lists_more():
    [picture] = drawn(*((i, 1000 + i) for i in range(150)))
    assert len(picture.spec["layer"][0]["data"]["values"]) == tellers.ROWS
    assert len(picture.rows) == tellers.LISTED
    assert "The picture shows the first 12" in picture.sentence


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_who_came_through_somebody_is_who_some_power_of_the_ties_leads_to(pairs):
    ties = np.zeros((13, 13), np.int64)
    ties[tuple(np.array(pairs, np.int64).reshape(-1, 2).T)] = 1
    within = [np.minimum(np.linalg.matrix_power(ties + np.eye(13, dtype=np.int64), n), 1) for n in range(14)]
    for one in tellers.tellers(pairs):
        reached = [int(step[one.person_id].sum()) - 1 for step in within]  # within so many steps, themselves left out
        assert one.brought + one.through == reached[13]
        assert one.brought == reached[1]
        assert one.steps == reached.index(reached[13])


def test_a_chain_of_many_is_counted_from_its_end_and_not_anew_for_each(monkeypatch):
    monkeypatch.delattr(tellers, "_walked")  # nobody has to be walked whose followers are a tree
    found = tellers.tellers((n, n + 1) for n in range(20_000))

    assert found[0] == tellers.Teller(0, 1, 19_999, 20_000)
    assert found[-1] == tellers.Teller(19_999, 1, 0, 1)


def test_nothing_is_drawn_where_nobody_told_anybody():
    assert drawn() == []
    assert drawn((None, 3)) == []
    assert tellers.draw([], chains((1, 2))) == []
    assert tellers.draw([finding()], pa.table({"world": ["{}"]})) == []


def test_it_names_nobody_and_is_plain_json_drawn_without_a_script():
    [picture] = drawn((7_000_000_001, 7_000_000_011), (7_000_000_011, 7_000_000_012))
    shown = json.dumps([picture.spec, picture.narrow, picture.rows], allow_nan=False) + picture.sentence + picture.alt

    assert "70000000" not in shown
    for spec in (picture.spec, picture.narrow):
        assert not re.search(r"NaN|<script|<image|<a\b|\son\w+=|href|url\(", svg(spec))
