"""A table for other programs: the figures of any language come out as numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leagues import finding, league, pictures, spread
from standout.charts import league as chart
from standout.charts import look, out
from standout.charts.machine import machine
from standout.words import count, speaking

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])


@LANGUAGES
@given(value=st.floats(-1e6, 1e6), n=st.integers(0, 10_000_000))
def test_what_is_printed_is_read_back_as_the_number_it_stands_for(language, value, n):
    with speaking(language):
        _, [row] = machine(["a", "b", "c"], [[look.figure(value), count(n), look.span(value, value + 1)]])
    assert row[0] == pytest.approx(round(value, 2))
    assert row[1] == n
    assert row[2:] == pytest.approx([round(value, 2), round(value + 1, 2)], abs=0.011)


@LANGUAGES
def test_a_pictures_csv_holds_numbers_and_ends_in_columns_of_their_own(language):
    with speaking(language):
        [picture] = pictures(chart, league(spread()))
        held = list(csv.DictReader(io.StringIO(out.rendered(picture, "csv").decode("utf-8-sig"))))
        printed = picture.rows[0]
    assert len(held[0]) > len(printed)  # intervals and ranks are two columns each
    numbers = [one for one in held[0].values() if one and one[0].isdigit()]
    assert len(numbers) >= 5
    assert all(float(one) >= 0 for one in numbers)
    assert not any("−" in cell or cell == "1." for row in held for cell in row.values())


def test_both_languages_give_the_same_rows():
    rows = []
    for language in ("en", "de"):
        with speaking(language):
            [picture] = chart.draw([finding(league(spread()))], league(spread()))
            cells = machine(picture.columns, picture.rows)[1]
        rows.append([[one for one in row if not isinstance(one, str)] for row in cells])
    assert rows[0] == rows[1]


def test_words_stay_as_they_are():
    assert machine(["who"], [["Lark"], ["7"]]) == (["who"], [["Lark"], ["7"]])
    assert machine(["share"], [["21 % (15 to 25)"]]) == (["share"], [["21 % (15 to 25)"]])
    assert machine(["nothing"], [["–"]]) == (["nothing"], [["–"]])
