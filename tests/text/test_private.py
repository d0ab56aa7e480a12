"""Private: what would show who somebody is, or how to reach them, is told from plain praise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.private import parts, private, words

TEXTS = ("The cake was lovely.", "lovely cake and a rose garden", "We liked the brioche.", "KEVIN made my day.",
         "I asked Zofia and Zofia smiled, and then zofia left.")  # fmt: skip
KNOWN = words(TEXTS)
HELD = parts(["Ann Kowalski", "Will Best", "Thi Do", "Rose-Marie O’Hara", "J. Łuk"])


@pytest.mark.parametrize(
    "text",
    [
        "wonderful cake write to ann@x.example", "lovely cake, see ｂｏｂ＠x.example", "see https://x.example for cake",
        "www dot cakes", "lovely cake at cakes.example", "call 555-0102-33 for cake", "lovely (02) 07.94 6 cake",
        "five five five, oh one oh two", "lovely cake 5 5 5 0 1 0",
    ],
)  # fmt: skip
def test_addresses_and_numbers_are_private(text):
    assert private(text, frozenset(), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "lovely cake from ann kowalski", "Ann made a lovely cake", "ann's cake was lovely", "anns lovely cake",
        "lovely cake from annkowalski", "lovely cake, KOWALSKI", "A\u200bnn made a lovely cake", "Will was lovely",
        "lovely cake by Best", "Rose was lovely", "lovely cake from ohara", "lovely cake from luk",
    ],
)  # fmt: skip
def test_names_that_are_held_are_private_however_they_are_written(text):
    assert private(text, HELD, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "KEVIN made my day",
        "Zofia was lovely",
        "zofia was lovely",
        "lovely cake from kevin",
        "Grace was lovely",
        "lovely cake from Baker",
        "The cake from Xyro was lovely",
    ],
)
def test_names_that_nobody_holds_are_private_where_they_can_be_told(text):
    assert private(text, frozenset(), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Lovely cake.", "THE CAKE WAS LOVELY", "Brioche was lovely", "I'd do this again, the best cake will be mine",
        "lovely rose garden", "Here by 10:30, and 25 of us", "Toilets were clean", "Good coffee, it's lovely", "",
    ],
)  # fmt: skip
def test_plain_praise_is_not_private(text):
    assert not private(text, HELD, KNOWN)


@given(st.text(st.sampled_from("ab @.:/5éÅ ＠５\u200b’-"), max_size=30))
def test_a_text_with_an_at_or_six_digits_is_private_whatever_is_around_them(text):
    digits = sum(sign in "5５" for sign in text)
    if "@" in text or "＠" in text or (digits >= 6 and not any(sign.isalpha() for sign in text)):
        assert private(text, frozenset(), KNOWN)


@given(st.text(st.characters(categories=["L", "Zs", "P"]), min_size=2, max_size=20))
def test_whoever_is_held_is_private_in_their_own_spelling(name):
    if parts([name]) and not set(name.lower().split()) & KNOWN:
        assert private(f"lovely cake from {name}", parts([name]), KNOWN)
