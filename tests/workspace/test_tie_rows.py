"""Ties come from columns of any kind and files of several; what can't be one is told with what to write instead."""

import gzip

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from standout.errors import FileUnreadable, StandoutError, TableError, UsageError
from standout.workspace.tie_rows import of_columns, of_file, table_of

SOURCE, TARGET = ["a", "a", "b"], ["b", "c", "c"]
TIES = pa.table({"source": SOURCE, "target": TARGET})


def told(rows):
    return pa.Table.from_batches(rows.batches()).to_pydict()


@pytest.mark.parametrize(
    "kind", [list, tuple, iter, pa.array, pd.Series, np.array, lambda held: pa.chunked_array([held[:1], held[1:]])]
)
def test_a_column_of_any_kind_is_taken(kind):
    assert told(of_columns({"source": kind(SOURCE), "target": kind(TARGET)})) == {"source": SOURCE, "target": TARGET}


def test_arrays_are_looked_at_where_they_lie():
    held = np.arange(5, dtype=np.int32)
    [batch] = of_columns({"source": held, "target": held}).batches()

    assert np.shares_memory(np.asarray(batch.column("source")), held)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"source": "abc", "target": TARGET}, "source must be a list, or a column of .*, and not str"),
        ({"source": 3, "target": TARGET}, "and not int"),
        ({"source": np.ones((2, 2)), "target": TARGET}, r"and not ndarray\[2\]"),
        ({"source": TIES, "target": TARGET}, "and not Table"),
        ({"source": [1, "a", 2], "target": TARGET}, "source holds more than one kind"),
        ({"source": SOURCE, "target": TARGET[:2]}, "source has 3 and target has 2"),
    ],
)
def test_what_is_no_column_is_told(columns, says):
    with pytest.raises(TableError, match=says):
        of_columns(columns)


def written(folder, kind):
    """Write the same ties as a file of some kind, with a column between that is not asked for."""
    table = pa.table({"Target": TARGET, "note": ["x", "y", "z"], "Source": SOURCE, "probability": [0.1, 0.2, 0.3]})
    file = folder / f"ties.{kind}"
    if kind == "parquet":
        parquet.write_table(table, file, row_group_size=1)
    elif kind == "arrow":
        with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, table.schema) as out:
            out.write_table(table, max_chunksize=1)
    else:
        between = {"csv": ",", "tsv": "\t", "txt": " ", "csv.gz": ";"}[kind]
        rows = zip(*table.to_pydict().values(), strict=True)
        text = "\n".join(between.join(map(str, row)) for row in [table.column_names, *rows]) + "\n"
        file.write_bytes(gzip.compress(text.encode()) if kind.endswith("gz") else text.encode())
    return file


@pytest.mark.parametrize("kind", ["csv", "tsv", "txt", "csv.gz", "parquet", "arrow"])
def test_a_file_of_any_kind_gives_its_named_columns_as_often_as_asked(tmp_path, kind):
    rows = of_file(written(tmp_path, kind))

    for _ in range(2):
        assert told(rows) == {"source": SOURCE, "target": TARGET, "probability": [0.1, 0.2, 0.3]}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_chances_are_left_unread_where_one_for_all_is_given(tmp_path, kind):
    assert list(told(of_file(written(tmp_path, kind), ids_only=True))) == ["source", "target"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# notes\n# FromNodeId ToNodeId\n0\t4\n0\t5\n", ([0, 0], [4, 5])),  # no head, as network archives write it
        ("from,to\n1,2\n3,4\n", ([1, 3], [2, 4])),  # other names: the first two
        ("\ufefffrom,to\n1,2\n", ([1], [2])),
        ("from,to\n1,2\nann,4\n", (["1", "ann"], ["2", "4"])),  # ids that aren't all numbers are all text
        ("from,to\n007,2\n", ([7], [2])),
        ("from;to\nÄnne;Bo\n", (["Änne"], ["Bo"])),
        ("Ann,Bo\nEve,Ann\n", (["Ann", "Eve"], ["Bo", "Ann"])),  # Ann is nobody's name of a column
        ('"Lee, Ann",Bo\nEve," Bo"\n', (["Lee, Ann", "Eve"], ["Bo", " Bo"])),
        ("name of teller,told\nAnn,Bo\n", (["Ann"], ["Bo"])),  # spaces part nothing where commas do
        ("Ann,Bo,0.5\nCy,Di,0.3\n", (["Ann", "Cy"], ["Bo", "Di"])),  # no column is called 0.5
    ],
)
def test_csv_files_of_many_makers_are_read(tmp_path, text, expected):
    (tmp_path / "ties.csv").write_text(text, encoding="utf-8")

    assert list(told(of_file(tmp_path / "ties.csv")).values()) == [*map(list, expected)]


def test_ids_that_turn_out_to_be_text_far_down_are_all_text(tmp_path, monkeypatch):
    monkeypatch.setattr("standout.workspace.tie_rows.BATCH", 64)
    lines = [f"{n},{n + 1}" for n in range(2_000)]  # several blocks of the reader
    (tmp_path / "ties.csv").write_text("from,to\n" + "\n".join([*lines, "ann,bo"]) + "\n")

    for batch in of_file(tmp_path / "ties.csv").batches():
        assert batch.schema.types == [pa.string(), pa.string()]


def test_another_column_may_hold_the_chances(tmp_path):
    (tmp_path / "ties.csv").write_text("weight,from,to\n0.5,1,2\n")

    assert told(of_file(tmp_path / "ties.csv", "weight")) == {"source": [1], "target": [2], "probability": [0.5]}


@pytest.mark.parametrize(
    ("name", "text", "wrong", "says"),
    [
        ("ties.xlsx", "x", UsageError, "It may end in .arrow, .csv"),
        ("gone.csv", None, FileUnreadable, "There is no file"),
        ("ties.parquet", "no parquet", FileUnreadable, "can't be read"),
        ("ties.arrow", "no arrow", FileUnreadable, "can't be read"),
        ("ties.csv.gz", "not packed", FileUnreadable, "can't be read"),
        ("ties.csv", "only\n1\n", UsageError, "needs two columns.* It has: only"),
        ("ties.csv", "a,b,a\n1,2,3\n", UsageError, "two columns called a"),
        ("ties.csv", "", FileUnreadable, "can't be read: it is empty"),
        ("ties.csv", "from,to\n1,2,3\n", FileUnreadable, "a row has 3 columns, and the first has 2"),
        ("ties.csv", b"from,to\nM\xfcller,Bo\n", FileUnreadable, "Save it as “CSV UTF-8”"),
        ("ties.xlsx", "x", UsageError, "Save a spreadsheet as CSV"),
        ("ties.csv", "source,target,probability\na,b,often\n", None, ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, text, wrong, says):
    if text is not None:
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    if wrong is None:  # what a column holds is looked at later, by row
        assert told(of_file(tmp_path / name))["probability"] == ["often"]
        return
    with pytest.raises(wrong, match=says):
        told(of_file(tmp_path / name))


def test_a_column_that_is_not_there_is_told_with_those_near(tmp_path):
    (tmp_path / "ties.csv").write_text("from,to,weight\n1,2,0.5\n")
    with pytest.raises(UsageError, match=r"has no column wieght. It has: weight"):
        of_file(tmp_path / "ties.csv", "wieght")
    with pytest.raises(UsageError, match="needs 4 columns"):
        table_of(tmp_path / "ties.csv", 4)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["csv", "txt", "csv.gz", "parquet", "arrow"]))
@example(b"a,b\n\xff\xfe,1\n", "csv")
@example(b"#\n", "csv")
@example(b"\n\n\n", "csv")
@example(b'a,b\n"1,2\n', "csv")
@example(b"a,a\n1,2\n", "csv")
def test_any_bytes_are_rows_or_an_error_of_ours(tmp_path_factory, held, kind):
    file = tmp_path_factory.mktemp("any") / f"ties.{kind}"
    file.write_bytes(held)
    try:
        for batch in of_file(file).batches():
            assert batch.schema.names[:2] == ["source", "target"]
    except StandoutError as error:
        assert str(error)  # noqa: PT017 - whichever of the two it is
