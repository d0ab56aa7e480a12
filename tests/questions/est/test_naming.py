"""Worlds in customers' words, and who uses them, in the scripts people write in."""

import re
import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.questions.est.naming import Spoken, named, spoken, spoken_said, using, word_of


@pytest.mark.parametrize(
    ("world", "name"),
    [
        ({"place": "Leith"}, "in Leith"),
        ({"day": "weekday", "time": "morning", "place": "Leith"}, "weekday mornings in Leith"),
        ({"Place": "Leith", "when": "Mornings", "which day": "Weekdays"}, "weekday mornings in Leith"),
        ({"party": "family", "day": "Saturday"}, "families on Saturdays"),
        ({"party": "couple", "city": "Saint-Malo"}, "couples in Saint-Malo"),
        ({"time": "evening"}, "evenings"),
        ({}, ""),
    ],
)
def test_a_world_whose_values_read_like_it_is_named_in_plain_words(world, name):
    assert named(world) == name


@pytest.mark.parametrize(
    "world",
    [
        {"roast": "dark"},
        {"day": "weekday", "roast": "dark"},
        {"place": "EH6 7"},  # a code, not a name
        {"place": "other"},
        {"arrived": "weekday", "left": "weekend"},  # two days
        {"party": "family", "time": "morning"},  # "families mornings" is no phrase
        {"vegan": "yes"},
    ],
)
def test_a_world_that_doesnt_read_like_it_is_named_by_its_labels(world):
    assert named(world) == ", ".join(f"{label}: {value}" for label, value in world.items())


def test_a_value_with_braces_is_no_template():
    assert named({"a{b}": "{c}"}) == "a{b}: {c}"


TEXTS = pa.array(["Great for families", "A FAMILY, ours, liked it", "familiar place", "Family-run!", None, ""])


def test_whole_words_count_whatever_their_case_as_one_or_many():
    assert using(TEXTS, "Families") == using(TEXTS, "family") == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("café", "best CAFE\u0301 in town"),  # an accent of its own
        ("cafe", "our cafés"),
        ("Zürich", "near zurich."),
        ("Straße", "die STRASSE war laut"),
        ("λόγος", "ΛΌΓΟΣ"),
        ("İzmir", "to izmir"),
        ("gluten-free", "all gluten free"),
        ("gluten free", "Gluten-Free!"),
        ("R&B", "some r&b, live"),
        ("child", "children's corner"),
        ("dish", "two dishes"),
        ("boxes", "a box of it"),
        ("movies", "a movie"),
        ("Pizzas", "pizza"),
        ("menu", "menus"),
        ("weekdays", "on a weekday"),
        ("don't rush", "Don’t rush us"),
        ("🌱", "so green 🌱🌱"),
        ("❤️", "we \u2764 it"),
        ("👨‍👩‍👧", "us 👨‍👩‍👧 there"),
        ("כשר", "אוכל כָּשֵׁר, טעים"),
        ("حلال", "طعام حَلال جيد"),
        ("\u200fحلال", "طعام حلال."),
        ("हिन्दी", "यहाँ हिन्दी में"),
        ("素食", "这里有素食菜单"),
        ("เจ", "อาหารเจอร่อย"),
        ("Веган", "для веган"),
        ("naïve", "NAIVE"),
        ("late night", "line one late\nnight line two"),
    ],
)
def test_the_same_word_is_found_however_it_is_written(value, text):
    assert using(pa.array([text]), value) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("art", "a cart, party, artist"),
        ("news", "a new place"),
        ("כשר", "כשרון"),
        ("حلال", "حلالنا"),
        ("a.c", "abc"),
        ("(vegan", "veganism"),
        ("[a-z]+", "plain words"),
        (".*", "anything"),
        ("\\", "anything"),
        ("late night", "late in the night"),
        ("", "anything"),
        ("  ", "any thing"),
        ("हिन्दी", "हिन्द"),
    ],
)
def test_another_word_is_not(value, text):
    assert using(pa.array([text]), value) == 0


@given(st.text(min_size=1, max_size=8), st.text(max_size=20))
def test_no_value_and_no_text_breaks_the_count(value, text):
    try:
        text.encode(), value.encode()
    except UnicodeEncodeError:
        return
    assert using(pa.array([text, None]), value) in (0, 1)


letters = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=2, max_size=8)


@given(letters, st.lists(letters, max_size=6))
def test_the_count_agrees_with_looking_word_by_word(value, words):
    def plain(text):
        apart = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        return apart.lower().replace("ß", "ss").replace("ı", "i")

    present = plain(value) in re.findall(r"\w+", plain(" ".join(words)))

    assert using(pa.array([" ".join(words)]), value) >= present


@pytest.mark.parametrize(
    ("label", "value", "word"),
    [
        ("diet", "Vegan", "Vegan"),
        ("vegan", "yes", "vegan"),
        ("vegan", "Yes", "vegan"),
        ("vegan", "no", ""),
        ("guests", "2", ""),
        ("guests", "2–4", ""),
        ("diet", "N/A", ""),
        ("diet", "Other", ""),
        ("grade", "A", ""),
        ("kind", "...", ""),
        ("kind", "🌱", "🌱"),
        ("kind", "", ""),
        ("yes", "yes", ""),
        ("lingua", "中", "中"),
    ],
)
def test_what_a_customer_would_say_for_a_value(label, value, word):
    assert word_of(label, value) == word


def test_only_values_that_texts_use_are_customers_words():
    texts = pa.chunked_array([["A vegan place", "vegan!"], [None, "", "in the morning", "nice"]], pa.string())
    found = spoken({"diet": "Vegan", "day": "weekday", "guests": "2", "when": "Morning"}, texts)

    assert found == [Spoken("Vegan", 2, 4), Spoken("Morning", 1, 4)]
    assert spoken_said(found[0]) == "“Vegan” stands in 2 of the 4 reviews with text from there."


def test_without_texts_nothing_is_anybodys_word():
    assert spoken({"diet": "vegan"}, pa.nulls(3, pa.string())) == []
    assert spoken({"diet": "vegan"}, pa.chunked_array([], pa.string())) == []
    assert spoken({}, TEXTS) == []
