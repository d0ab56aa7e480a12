"""Ids of any kind become numbers and come back as they were; a row that is wrong is named."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import TableError
from standout.network.graph import FEW
from standout.workspace.tie_rows import of_columns
from standout.workspace.tied import tied


def ties_of(source, target, probability=None):
    columns = {"source": source, "target": target}
    return tied(of_columns(columns if probability is None else {**columns, "probability": probability}))


def named(ties):
    g = ties.graph
    pairs = [(u, v) for v in range(g.n) for u in g.source[g.start[v] : g.start[v + 1]]]
    return sorted(zip(ties.of([u for u, _ in pairs]), ties.of([v for _, v in pairs]), strict=True))


def test_numbers_from_nought_on_are_used_as_they_are():
    ties = ties_of([0, 1, 2], [1, 2, 0])

    assert ties.ids is None
    assert ties.graph.source.tolist() == [2, 0, 1]


@pytest.mark.parametrize(
    ("ids", "kind"),
    [
        ([3, 8, 9], "gaps"), ([-5, 0, 7], "below nought"), ([1, 10**15, 10**18], "far apart"),
        (["b", "Ä", "a"], "text"), ([3.0, 8.0, 9.0], "whole fractions"),
    ],
)  # fmt: skip
def test_ids_come_back_as_they_were(ids, kind):
    one, two, three = ids
    ties = ties_of([one, two, one], [two, three, three])

    assert ties.graph.n == 3
    assert ties.of(range(3)) == sorted(ids)
    assert named(ties) == sorted([(one, two), (two, three), (one, three)])


def test_text_may_come_as_a_dictionary_or_in_pieces():
    whole = ties_of(["x", "y", "x"], ["y", "z", "z"])
    for kind in (lambda held: held.dictionary_encode(), lambda held: pa.chunked_array([held[:1], held[1:]])):
        ties = ties_of(kind(pa.array(["x", "y", "x"])), kind(pa.array(["y", "z", "z"])))
        assert named(ties) == named(whole)


def test_somebody_tied_only_to_themselves_is_somebody():
    assert ties_of([1, 5], [2, 5]).of(range(3)) == [1, 2, 5]
    assert ties_of(["a", "e"], ["b", "e"]).of(range(3)) == ["a", "b", "e"]


@given(st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), min_size=1, max_size=40), st.randoms())
def test_numbers_and_text_give_the_same_graph_whatever_the_order_of_rows(pairs, chance):
    """Ids written so that text sorts as numbers do."""
    turned = chance.sample(pairs, len(pairs))
    numbers = ties_of(*zip(*pairs, strict=True))
    text = ties_of(*([f"{end + 5000}" for end in side] for side in zip(*turned, strict=True)))

    assert np.array_equal(numbers.graph.start, text.graph.start)
    assert np.array_equal(numbers.graph.source, text.graph.source)
    assert [str(one + 5000) for one in numbers.of(range(numbers.graph.n))] == text.of(range(text.graph.n))


@pytest.mark.parametrize("shift", [0, 50, 10**12])
def test_many_ties_are_packed_as_few_are(shift, monkeypatch):
    rng = np.random.default_rng(1)
    u, v = rng.integers(0, 20_000, (2, FEW + 1000)) * 2 + shift
    ties = ties_of(u, v, rng.random(len(u)))
    monkeypatch.setattr("standout.network.graph.FEW", 10**9)
    monkeypatch.setattr("standout.workspace.tied.FEW", 10**9)
    few = ties_of(u, v, np.random.default_rng(1).random(len(u)))

    assert ties.of(range(5)) == few.of(range(5))
    assert np.array_equal(ties.graph.start, few.graph.start)
    assert np.array_equal(ties.graph.source, few.graph.source)


@pytest.mark.parametrize(
    ("source", "target", "probability", "says"),
    [
        ([1, None, None], [2, 3, 4], None, "source is missing in 2 rows: row 2 and 3"),
        (["a", "b"], ["c", None], None, "target is missing in 1 row: row 2"),
        ([1.0, float("nan")], [2, 3], None, "source is missing in 1 row: row 2"),
        ([1, 2], [2.0, 2.5], None, "Row 2 of target holds 2.5"),
        ([1, 2], ["a", "b"], None, "The column source holds 1, and target 'a'"),
        (["Ann", "", " ", "Eve"], ["Bo", "Cy", "Di", "Al"], None, "source is missing in 2 rows: row 2 and 3"),
        ([None] * 7, ["a"] * 7, None, "source is missing in 7 rows: row 1, 2, 3, 4, 5 and 2 more"),
        ([1, 2, 3], [2, 3, 4], ["2", "nan", "x"], "must hold figures, and not 'x' as in row 3"),
        ([True, False], [False, True], None, "source holds bool"),
        ([1], [2.0**60], None, "Row 1 of target"),
        ([], [], None, "There are no ties"),
        ([1, 2, 3], [2, 3, 4], [0.5, 1.2, -1], r"That isn't so in 2 rows: row 2 and 3. The first holds 1.2"),
        ([1, 2], [2, 3], [0.5, float("nan")], "1 row: row 2. The first holds nan"),
        ([1, 2], [2, 3], [0.5, None], "probability is missing in 1 row: row 2"),
        ([1, 2], [2, 3], ["often", "never"], "probability must hold figures, and not 'often'"),
    ],
)
def test_a_row_that_is_wrong_is_named(source, target, probability, says):
    with pytest.raises(TableError, match=says):
        ties_of(source, target, probability)


def test_a_row_far_down_is_named_by_its_place_among_all():
    many = 1_100_000
    target = pa.array([*range(1, many), None])
    with pytest.raises(TableError, match=f"row {many}"):
        ties_of(np.arange(many), target)


def test_a_float_of_whole_chances_counts_too():
    assert ties_of([0, 1], [1, 0], [1, 0]).graph.chances().tolist() == [0.0, 1.0]  # into 0, then into 1


def test_ids_are_found_by_number_and_by_text():
    assert ties_of([3, 9], [9, 12]).numbers([12, 4, 3], "exclude").tolist() == [2, -1, 0]
    assert ties_of([0, 1], [1, 0]).numbers([5, 1, -1], "exclude").tolist() == [-1, 1, -1]
    assert ties_of(["x", "y"], ["y", "z"]).numbers(["z", "q"], "exclude").tolist() == [2, -1]
    assert ties_of([0, 1], [1, 0]).numbers([], "exclude").tolist() == []


def test_an_id_written_another_way_than_in_the_ties_is_told():
    with pytest.raises(TableError, match=r"exclude holds '3', but the ties hold 3. Write ids the same way"):
        ties_of([3, 9], [9, 12]).numbers(["3"], "exclude")
    with pytest.raises(TableError, match=r"seeds names 2 ids that no tie holds: ann and bob.\nNear that: Ann"):
        ties_of(["Ann", "Cy"], ["Cy", "Di"]).known(["ann", "Cy", "bob"], "seeds")


def test_spaces_around_an_id_are_nobody_and_its_case_is_kept():
    ties = ties_of(["Ann", " ann", "Ann "], ["Bo", "Bo ", " Cy"])

    assert ties.of(range(ties.graph.n)) == ["Ann", "Bo", "Cy", "ann"]
    assert ties.numbers([" Cy", "ann "], "exclude").tolist() == [2, 3]
    with pytest.raises(TableError, match="exclude is missing in 1 row: row 2"):
        ties.numbers(["Ann", " "], "exclude")
