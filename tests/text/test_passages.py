"""Passages: what is the same, what is alike, and what everybody says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.folded import folded
from standout.text.passages import SAME, _folded, compared, meanings, passages, worn

WORDS = "coffee bread garden Monday otter laptop friendly soup window dragon".split()


def test_a_copy_is_alike_whatever_its_marks_and_capitals():
    [near] = compared(["The best coffee in town."]).near("THE BEST COFFEE IN TOWN!!")

    assert near.likeness == pytest.approx(1.0)


def test_a_copy_with_other_words_for_the_same_is_alike():
    near = compared(["Friendly staff and great food."]).near("A welcoming team, and wonderful dishes!")

    assert near[0].likeness > 0.9


def test_lines_with_nothing_in_common_are_not_alike():
    assert compared(["The best coffee in town."]).near("We mend shoes while you wait.") == []


def test_the_same_words_in_another_order_are_less_alike_than_a_copy():
    held = compared(["The otter brings warm bread to the window."])
    copy = held.near("The otter brings warm bread to the window.")[0].likeness
    moved = held.near("To the window the bread, warm, brings the otter.")[0].likeness

    assert SAME < moved < copy


def test_a_rare_word_counts_more_than_a_common_one():
    held = compared([*["Good coffee here."] * 9, "Good otter here."])
    rare, common = held.near("otter soup")[0].likeness, held.near("coffee soup")[0].likeness

    assert rare > common


def test_the_first_of_two_alike_is_named():
    assert compared(["Warm bread.", "Warm bread."]).near("warm bread")[0].place == 0


def test_passages_are_sentences_and_parts_of_long_ones():
    long = (
        "We roast on Mondays when the street is quiet, we bake on Fridays before the market opens, "
        "and on Sundays we sleep until the neighbours ring."
    )

    assert passages("We bake. Yum! We roast on Mondays.") == ["We bake. Yum!", "We roast on Mondays."]
    assert len(passages(long)) == 3
    assert all(part in long for part in passages(long))


def test_what_every_trade_says_is_worn():
    assert worn("Friendly staff. We opened in 1962.") == ["Friendly staff."]
    assert worn("The otter on the till waves at dogs.") == []


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_passage_is_most_like_itself(words):
    text = " ".join(words)
    [near] = compared([text]).near(text)

    assert near.likeness == pytest.approx(1.0)


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.lists(st.sampled_from(WORDS), min_size=1))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    left, right = " ".join(one), " ".join(other)
    counts = dict.fromkeys(meanings(f"{left} {right}"), 1)
    ways = [compared([a], counts, 2).near(b) for a, b in ((left, right), (right, left))]
    figures = [near[0].likeness if near else 0.0 for near in ways]

    assert figures[0] == pytest.approx(figures[1])
    assert 0.0 <= figures[0] <= 1.0


@given(st.text(alphabet=st.characters(max_codepoint=126, min_codepoint=32), max_size=80))
def test_plain_signs_are_folded_alike_quickly_or_not(text):
    plain = text.replace("'", "").replace("_", " ")

    assert tuple(_folded(plain)) == folded(plain)
