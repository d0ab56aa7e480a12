"""Called: two spellings of one name are alike, and two names aren't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.called import ALIKE, DIFFERENT, UNKNOWN, Called, called, likeness, one_letter, words

NAMES = st.text("abcdeéłß '-.,", min_size=0, max_size=14)


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Ann Lee", "ANN  LEE", "same"),
        ("Kowalski, Łukasz", "Lukasz Kowalski", "same"),
        ("Seán O’Neil", "Sean ONeil", "same"),
        ("Bob Lee", "Robert Lee", "short"),
        ("Bob Lee", "Rob Lee", "short"),
        ("Lee Ann", "Ann Lee", "swapped"),
        ("Ann Kowalski", "Ann Kowlaski", "letter"),
        ("Jennifer Ray", "Jenifer Ray", "letter"),
        ("A Kowalski", "Ann Kowalski", "initial"),
        ("Ann Kowalski", "Ann Ray", "given"),
        ("Ann", "Ann Lee", "unknown"),
        ("", "Ann Lee", "unknown"),
        ("Ann Lee", "Bob Lee", "different"),
        ("Maria Lee", "Mario Lee", "different"),
        ("Martin Lee", "Martina Lee", "different"),
        ("Anna Lee", "Ana Lee", "different"),
        ("John Ray Sr", "John Ray Jr", "different"),
        ("Ann", "Bob Lee", "different"),
    ],
)
def test_names_are_alike_where_nothing_in_them_speaks_against_one_person(one, other, way):
    assert likeness(called(one), called(other)) == way
    assert likeness(called(other), called(one)) == way


def test_a_name_with_a_mark_of_generation_is_like_one_without():
    assert likeness(called("John Ray Jr"), called("John Ray")) == "same"


def test_titles_and_marks_are_no_part_of_a_name():
    assert called("Prof. Dr. Ann Lee, III") == Called("ann", "lee", "ann", "third")


@given(NAMES)
def test_a_name_is_like_itself(name):
    way = likeness(called(name), called(name))

    assert way in ALIKE or way == UNKNOWN
    assert way != DIFFERENT


@given(NAMES, NAMES)
def test_likeness_does_not_depend_on_which_comes_first(one, other):
    assert likeness(called(one), called(other)) == likeness(called(other), called(one))


@given(st.text("abc", min_size=4, max_size=9), st.integers(0, 8))
def test_a_word_with_one_letter_left_out_is_that_word_but_for_a_letter(word, at):
    shorter = word[: at % len(word)] + word[at % len(word) + 1 :]

    assert one_letter(word, shorter) == (len(shorter) >= 4)


def edits(one, other):
    """Give the restricted Damerau-Levenshtein distance, by its recursion."""
    table = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("ab", min_size=4, max_size=7), st.text("ab", min_size=4, max_size=7))
def test_one_letter_is_a_distance_of_one(one, other):
    assert one_letter(one, other) == (edits(one, other) == 1)


def test_words_are_folded_and_figures_are_no_words():
    assert words("  Zoë-Ann 2 D’Été ") == ["zoe", "ann", "dete"]
