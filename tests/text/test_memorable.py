"""Memorable: each part by hand, and that the gauge knows a line from a platitude."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.memorable import kind, memorable


def test_concrete_is_the_share_of_words_one_can_picture():
    # rolls and oven can be pictured, quality and promise can't; the small words don't count
    found = memorable("The rolls in our oven are a quality promise")

    assert found.concrete == pytest.approx(2 / 4)
    assert found.concrete_words == ("rolls", "oven")


def test_numbers_and_names_are_concrete():
    assert memorable("We charge £2.60 in Leith").concrete_words == ("£2.60", "Leith")


def test_distinct_words_are_not_those_that_everybody_uses():
    # service, best and quality are said by all; otter by few
    assert memorable("best quality service").distinct == 0.0
    assert memorable("best otter").distinct == pytest.approx(1 / 2)


def test_a_usual_order_of_words_has_the_commoner_frame():
    assert memorable("They knew our order before we sat down").frame > memorable("Down order our before knew sat").frame


def test_rhythm_is_heard_in_rhyme_repeated_sounds_and_equal_parts():
    assert memorable("Bread that is hot, beans in the pot").beats == ("hot / pot",)
    assert "better / bread" in memorable("Simply better bread").beats
    assert memorable("We open on Mondays for breakfast").rhythm == 0.0


def test_a_platitude_is_less_memorable_than_a_scene():
    scene = memorable("The baker waves from the oven at seven.")
    platitude = memorable("We provide quality service and great value.")

    assert scene.share > platitude.share + 0.2


def test_small_words_alone_have_no_gauge():
    assert memorable("we are what you are") is None
    assert memorable("") is None


@given(st.text(max_size=200))
def test_each_part_is_a_share(text):
    found = memorable(text)

    if found is not None:
        parts = (found.concrete, found.distinct, found.frame, found.rhythm, found.share)
        assert all(0.0 <= part <= 1.0 for part in parts)


@pytest.mark.parametrize(
    ("word", "what"), [("The", "the"), ("we're", "who"), ("baking", "ing"), ("3", "1"), ("tea", "x")]
)
def test_kinds_are_small_words_and_endings(word, what):
    assert kind(word) == what
