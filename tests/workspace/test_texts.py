"""Texts of a user's own are read with no workspace, whatever they come in."""

import pandas as pd
import pyarrow as pa
import pytest

import standout
from standout.errors import StandoutError

TEXTS = ["The staff were kind. Slow wifi!", None]


@pytest.mark.parametrize("kind", [list, tuple, pa.array, pd.Series, lambda texts: pa.chunked_array([texts]), iter])
def test_a_column_of_any_kind_is_read_alike(kind):
    rows = standout.read(kind(TEXTS), ["staff", "wifi"], reader="lexicon")

    assert rows.column_names == ["text", "sentence", "aspect", "absent", "negative", "neutral", "positive"]
    assert rows["text"].to_pylist() == [0, 0, 0, 0]


def test_aspects_are_those_of_the_trade_where_none_are_named():
    menu = ["The waiter brought cold soup for dinner."]

    assert set(standout.read(menu, reader="lexicon")["aspect"].to_pylist()) >= {"food", "waiting time"}
    assert set(standout.read(menu, "software", reader="lexicon")["aspect"].to_pylist()) >= {"ease of use"}
    assert set(standout.read(menu, "soup", reader="lexicon")["aspect"].to_pylist()) == {"soup"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("one text",), "a list, or a column of pandas, Polars or Arrow, and not str"),
        ((pa.table({"a": ["x"]}),), "not Table"),
        (([1],), "text 1 is int"),
        ((["a"], [3]), "one of them is int"),
        ((["a"], None, "gpt"), "no reader called gpt"),
    ],
)
def test_what_is_no_text_is_told(given, says):
    with pytest.raises(StandoutError, match=says):
        standout.read(*given)
