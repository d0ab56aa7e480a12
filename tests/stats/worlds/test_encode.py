import pyarrow as pa
import pytest

from standout.stats.worlds.encode import encoded, people_of, scores_of
from standout.stats.worlds.rows import MISSING


def test_codes_follow_the_words_and_not_the_rows():
    one = pa.chunked_array([["tea", None, "cake"], ["scone", "tea"]])
    two = pa.chunked_array([["scone", "tea", "tea", None, "cake"]])

    codes, values = encoded([one, two])

    assert values == [["", "cake", "scone", "tea"]] * 2
    assert [column.tolist() for column in codes] == [[3, 0, 1, 2, 3], [2, 3, 3, 0, 1]]


@pytest.mark.parametrize(("words", "bits"), [(255, 8), (256, 16), (65_536, 32)])
def test_codes_are_as_small_as_their_number_allows(words, bits):
    [codes], [values] = encoded([pa.chunked_array([[f"{i:06}" for i in range(words)]])])

    assert codes.dtype.itemsize * 8 == bits
    assert codes.tolist() == list(range(1, words + 1))
    assert values[-1] == f"{words - 1:06}"


def test_a_column_that_is_coded_already_or_holds_numbers_is_read_as_words():
    words = pa.chunked_array([["b", "a", None]])

    codes, values = encoded([words.dictionary_encode(), pa.chunked_array([[3, 1, None]])])

    assert [column.tolist() for column in codes] == [[2, 1, 0], [2, 1, 0]]
    assert values == [["", "a", "b"], ["", "1", "3"]]


def test_empty_columns_have_no_codes():
    [nothing, unsaid], values = encoded(
        [pa.chunked_array([], pa.string()), pa.chunked_array([pa.nulls(2, pa.string())])]
    )

    assert nothing.tolist() == []
    assert unsaid.tolist() == [0, 0]
    assert values == [[""], [""]]
    assert scores_of(pa.chunked_array([], pa.int16())).tolist() == []
    assert people_of(pa.chunked_array([], pa.int64())).tolist() == []


def test_a_score_that_was_not_given_is_missing():
    assert scores_of(pa.chunked_array([pa.array([450], pa.int16()), pa.array([None], pa.int16())])).tolist() == [
        450,
        MISSING,
    ]


def test_people_keep_apart_whatever_they_are_called():
    assert people_of(pa.chunked_array([[10**17, None], [-5, 10**17]])).tolist() == [0, -1, 1, 0]
    assert people_of(pa.chunked_array([["ann", None, "ben", "ann"]])).tolist() == [0, -1, 1, 0]
    assert people_of(pa.chunked_array([[7, None, 3]])).tolist() == [7, -1, 3]
