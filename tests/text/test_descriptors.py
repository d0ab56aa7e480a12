"""What a review says of the visit or purchase is told by words, and not by what only looks like it."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.tables import table
from standout.text.descriptors import (
    KINDS,
    MENTIONED,
    RULES,
    VERSION,
    columns_rows,
    mentioned,
    mentions,
    tags,
    told,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We flew with two kids.", "children"),
        ("MY SON’S seat was broken.", "children"),
        ("I went there with my parents.", "relatives"),
        ("My lovely wife had the soup.", "partner"),
        ("Two friends and I shared it.", "friends"),
        ("We were a party of eight.", "group"),
        ("I took my clients there.", "colleagues"),
        ("I was travelling alone.", "alone"),
        ("They let my little dog in.", "pets"),
        ("It was our anniversary.", "celebration"),
        ("We were there last Saturday.", "weekend"),
        ("We had brunch outside.", "breakfast"),
        ("I had a 6 hour layover.", "stopover"),
        ("A 13-hour flight in this seat!", "long_flight"),
        ("I am 6'4\" and it hurt.", "tall"),
        ("Nothing was gluten-free.", "allergies"),
        ("The Wi-Fi was slow.", "wifi"),
        ("No power outlets anywhere.", "charging"),
        ("A place to get some work done.", "working"),
        ("I bought it as a gift for him.", "gift"),
        ("A very good espresso.", "coffee"),
        ("The best ice cream.", "dessert"),
        ("We waited an hour for a table.", "arriving"),
        ("They never gave me a refund.", "after_sales"),
    ],
)
def test_what_is_said_of_a_visit_is_told(text, name):
    assert name in mentioned(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Screaming children ran about the lounge.", "children"),
        ("Great place for families with children.", "children"),
        ("No children here.", "children"),
        ("Her sister & her son sat there.", "children"),
        ("They lounge with a partner airline.", "partner"),
        ("The owner and his wife run it.", "partner"),
        ("A friend recommended it.", "friends"),
        ("I told all my friends.", "friends"),
        ("We had the hot dog.", "pets"),
        ("Perfect place for a birthday.", "celebration"),
        ("Closed on Sunday.", "weekend"),
        ("Business class was full.", "business_trip"),
        ("I did not use the shower.", "showers"),
        ("My leg fell asleep.", "sleeping"),
        ("If you are tall, beware.", "tall"),
        ("The coffee table was dirty.", "coffee"),
        ("It was a piece of cake.", "dessert"),
        ("The plane had to wait in order to leave.", "ordering"),
        ("My return flight was late.", "after_sales"),
    ],
)
def test_what_only_looks_like_it_is_not(text, name):
    assert name not in mentioned(text)


def test_what_bars_a_word_counts_inside_its_sentence_only():
    # "no" bars what follows it; a full stop between ends its reach
    assert "soup" not in mentioned("No soup")
    assert "soup" in mentioned("No. Soup was good.")


def test_one_place_that_holds_is_enough():
    assert "children" in mentioned("Other people's children ran about. My children slept.")


def test_every_rule_has_a_name_of_its_own_and_words_and_what_it_is_about():
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)
    assert {rule.kind for rule in RULES} == set(KINDS)
    assert len({rule.label for rule in RULES}) == len(RULES)
    assert all(rule.words and rule.what for rule in RULES)
    assert len(VERSION) == 12


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_word_of_a_rule_is_one_that_a_text_can_hold_and_every_pattern_is_sound(rule):
    for when in rule.when:
        assert all(word == word.lower() and word.replace("é", "e").isalnum() for word in when.words)
        assert isinstance(when.holds("<x>"), bool)
    assert any(when.words for when in rule.when)


def test_a_row_stands_for_each_review_that_mentions_anything_and_says_what():
    made = tags([5, 6, 7], ["We came with our kids.", "Hm.", None])

    assert made["review_id"].to_pylist() == [5]
    assert made["d_says_children"].to_pylist() == [MENTIONED]
    assert made["d_says_wifi"].to_pylist() == [None]
    assert made.schema.equals(table("tags").schema([rule.column for rule in RULES]))


def test_no_review_gives_an_empty_table_of_the_same_columns():
    assert tags([], []).schema.equals(tags([1], ["Wifi."]).schema)
    assert tags([], []).num_rows == 0


def test_more_texts_than_reviews_is_an_error():
    with pytest.raises(ValueError, match="longer"):
        tags([1], ["a", "b"])


def test_stages_make_no_world_and_all_else_a_buyer_knows():
    of = {row["name"]: row["addressable"] for row in columns_rows()}

    assert of["d_says_after_sales"] == "never"
    assert of["d_says_children"] == of["d_says_wifi"] == of["d_says_coffee"] == of["d_says_lunch"] == "before"
    assert pa.Table.from_pylist(columns_rows(), schema=table("columns").schema()).num_rows == len(RULES)


def test_a_world_is_told_in_words_and_what_is_no_mention_is_left():
    world = {"Mentions children": MENTIONED, "Mentions wifi": MENTIONED, "place": "Leith"}

    assert told(world) == ("reviews that mention children and wifi", {"place": "Leith"})
    assert mentions(world) == ["children", "wifi", "Leith"]
    assert told({"place": MENTIONED}) == ("", {"place": MENTIONED})


@pytest.mark.parametrize("text", ["", "!!!", "🦦🦦", "<b>", "\x00\x01", "é" * 200_000, "no " * 60_000])
def test_odd_texts_mention_nothing(text):
    assert mentioned(text) == set()


@given(st.lists(st.sampled_from(["My kids loved it.", "Slow wifi.", "Nice.", "We had lunch."]), max_size=4))
def test_what_is_mentioned_does_not_hang_on_the_order_of_sentences(parts):
    together = mentioned(" ".join(parts))

    assert together == mentioned(" ".join(reversed(parts)))
    assert together == {name for part in parts for name in mentioned(part)}
