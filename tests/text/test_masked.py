"""Texts lose the names of businesses and keep what they say, in any script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.text.masked import masked, terms, words


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Kawa Coffee House", "kawa is fine, Kawa's too", ["is", "fine", "too"]),
        ("Kawa Coffee House", "Coffee House has coffee", ["has", "coffee"]),
        ("British Airways", "BRITISH AIRWAYS again", ["again"]),
        ("Burger King", "BurgerKing was closed", ["was", "closed"]),
        ("O'Brien’s", "we like O’Brien’s soup", ["we", "like", "soup"]),
        ("Café Zoë", "zoë and Zoë", ["and"]),
        ("Bar 12", "Bar of 12 seats at the bar", ["of", "12", "seats", "at", "the", "bar"]),
    ],
)
def test_a_name_is_left_out_as_it_stands_in_texts(name, text, left):
    assert words(text, masked([name])) == left


def test_a_name_in_a_script_without_spaces_is_left_out():
    assert words("星巴克很好", masked(["星巴克"])) == ["很好"]
    assert "星" not in terms("去星巴克喝咖啡", masked(["星巴克"]))


def test_terms_are_words_and_pairs_that_never_cross_into_another_script():
    assert terms("wifi 很好 fast", masked([])) == ["wifi", "很", "好", "很好", "fast"]


def test_no_name_leaves_everything():
    assert words("Everything stays here", masked([])) == ["everything", "stays", "here"]
    assert words("Everything stays here", masked(["", "  "])) == ["everything", "stays", "here"]


@settings(max_examples=50)
@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_and_any_name_can_be_taken_apart(text, names):
    held = masked(names)

    assert all(terms(text, held))
    assert not set(words(text, held)) & held.always
