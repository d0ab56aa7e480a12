"""Opinions: small words turn, strengthen and soften those beside them."""

import pytest

from standout.text.readers.opinions import HIGHEST, opinions, tokens, values, words


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("good", 1), ("not good", -1), ("not very good", -1), ("isn't good", -1), ("never good", -1),
        ("bad", -1), ("not bad", 1), ("no problems", 1), ("without any delay", 1), ("never had a bad meal", 1),
        ("too small", -1), ("too good", -1), ("not too long", 1), ("not enough", -1), ("good enough", 1),
        ("not good enough", -1), ("could be better", -1), ("nothing better", 1), ("not only good", 1),
        ("I don't think it is any good", -1), ("did not work", -1), ("second to none", 1), ("waste of money", -1),
        ("the tastiest", 1), ("super-friendly", 1), ("😍", 1), (":(", -1), ("not friendly or helpful", -1),
        ("hardly clean", -1), ("no one was helpful", -1), ("nobody was helpful", -1), ("won't be disappointed", 1),
    ],
)  # fmt: skip
def test_an_opinion_is_read_with_its_small_words(text, sign):
    total = sum(one.value for one in opinions(tokens(text)))

    assert total * sign > 0


@pytest.mark.parametrize(
    "text", ["we worked there", "as well as", "it is at the top", "hot water", "pretty", "like a", ""]
)
def test_words_that_only_look_like_opinions_are_none(text):
    assert opinions(tokens(text)) == []


def test_very_counts_more_and_fairly_less_than_the_bare_word():
    very, plain, fairly = (opinions(tokens(text))[0].value for text in ("very good", "good", "fairly good"))

    assert HIGHEST >= very > plain > fairly > 0


def test_each_list_holds_only_words_that_are_looked_for():
    odd = [word for word in words("nothing") | words("intense") | words("deny") if word != word.lower()]

    assert odd == []
    assert not words("nothing") & set(values())
    assert len(values()) > 6000
